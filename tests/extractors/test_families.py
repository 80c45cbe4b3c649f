"""Each way of writing a time or a figure reads its own examples whole, and leaves the look-alikes alone."""

from __future__ import annotations

import re

import pytest

from extractors import aliases, figure_families, masking, open_times, recurrence_units, standards, time_families
from extractors.family import Family

FAMILIES = [
    *time_families.FAMILIES,
    *time_families.CELL_FAMILIES,
    *recurrence_units.FAMILIES,
    *open_times.FAMILIES,
    *figure_families.FAMILIES,
    *masking.FAMILIES,
    standards.STANDARD,
    aliases.DEFINED,
    aliases.INITIALS,
]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_keeps_its_word(family: Family) -> None:
    assert family.reads and family.leaves
    assert [t for t in family.reads if not family.regex.fullmatch(t)] == []
    assert [t for t in family.reads if not family.may_stand_in(t.lower())] == []
    assert [t for t in family.leaves if family.regex.search(t)] == []


def test_a_family_is_not_searched_where_nothing_it_needs_stands() -> None:
    family = Family("day", re.compile(r"[Nn]gày \d+"), reads=("Ngày 5",), leaves=("5",), needs=("ngày",))
    assert [m[0] for m in family.matches("Ngày 5 và ngày 6", "ngày 5 và ngày 6")] == ["Ngày 5", "ngày 6"]
    assert list(family.matches("ngay 5", "ngay 5")) == []
