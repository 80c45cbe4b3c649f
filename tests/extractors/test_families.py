"""Each way of writing a time or a figure reads its own examples whole, and leaves the look-alikes alone."""

from __future__ import annotations

import pytest

from extractors import figures, masking, open_times, recurrence_units, time_points
from extractors.family import Family

FAMILIES = [
    *time_points.FAMILIES,
    *time_points.CELL_FAMILIES,
    *recurrence_units.FAMILIES,
    *open_times.FAMILIES,
    *figures.FAMILIES,
    *masking.FAMILIES,
]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_keeps_its_word(family: Family) -> None:
    assert family.reads and family.leaves
    assert [t for t in family.reads if not family.regex.fullmatch(t)] == []
    assert [t for t in family.leaves if family.regex.search(t)] == []
