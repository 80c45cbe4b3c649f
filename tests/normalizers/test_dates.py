"""Full dates as documents write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.dates import find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ngày 05/3/2020", [date(2020, 3, 5)], id="mixed padding"),
        pytest.param("ngày 14 tháng 9 năm 2020", [date(2020, 9, 14)], id="spelled"),
        pytest.param("5-3-2020 và 5.3.2021", [date(2020, 3, 5), date(2021, 3, 5)], id="other separators"),
        pytest.param("ngày 09 / 01/2025", [date(2025, 1, 9)], id="blanks around the stroke"),
        pytest.param("ngày 26 tháng 9 năm 20 17 của", [date(2017, 9, 26)], id="blank inside the year"),
        pytest.param("ngày 26 tháng 9 năm 20", [], id="half a year"),
        pytest.param("ngày 31/02/2020", [], id="no such day"),
        pytest.param("số 30/2020/NĐ-CP", [], id="a document number"),
        pytest.param("tỷ lệ 1/2/3", [], id="no year"),
    ],
)
def test_find_dates(text, expected):
    found = find_dates(text)
    assert [d.value for d in found] == expected
    assert all(text[d.start].isdigit() and text[d.end - 1].isdigit() for d in found)


@given(st.dates(min_value=date(1945, 9, 2), max_value=date(2099, 12, 31)))
def test_written_dates_are_read_back(day):
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%Y}", f"{day.day} tháng {day.month} năm {day.year}"):
        assert [d.value for d in find_dates(f"ngày {text}.")] == [day]
