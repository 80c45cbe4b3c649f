"""Which tables of two pages are one: the same columns, at the foot of one page and the head of the next."""

from __future__ import annotations

import pytest

from pipeline.page_breaks import PageTable, chains
from pipeline.paper import Grid


def table(page: int, *xs: float) -> PageTable:
    return PageTable(page, Grid(xs, (100.0, 120.0, 140.0), (), ()), (), opens=page > 1, closes=page == 1)


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        pytest.param((64, 99, 363, 540), (64, 99, 363, 540), True, id="same borders"),
        pytest.param((64, 99, 363, 540), (75, 110, 373, 548), True, id="sheet lay further right in the scanner"),
        pytest.param((64, 99, 363, 540), (104, 139, 403, 580), False, id="set in further"),
        pytest.param((64, 99, 363, 540), (75, 110, 300, 548), False, id="moved, with another column"),
        pytest.param((64, 99, 363, 540), (75, 110, 373, 500), False, id="moved and narrower"),
        pytest.param((64, 99, 363, 540), (64, 363, 540), True, id="rows that leave a column undivided"),
        pytest.param((64, 540), (66, 541), True, id="one column"),
        pytest.param((64, 540), (80, 556), False, id="one column elsewhere"),
    ],
)
def test_columns_tell_whether_a_table_goes_on(above: tuple[float, ...], below: tuple[float, ...], one: bool) -> None:
    assert len(chains([table(1, *above), table(2, *below)])) == (1 if one else 2)
