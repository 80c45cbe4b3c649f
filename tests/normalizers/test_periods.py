"""First and last days, and the rules of what recurs."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.periods import Period, half, month, quarter, school_term, school_year, year_of_month, years
from normalizers.recurrences import day_of, months_of, rule_of, weekly_on, yearly_in, yearly_on

YEARS = st.integers(min_value=1990, max_value=2100)


@given(YEARS)
def test_months_quarters_and_halves_fill_the_year(year: int) -> None:
    for make, count in ((month, 12), (quarter, 4), (half, 2)):
        parts = [make(year, number) for number in range(1, count + 1)]
        assert parts[0].first == date(year, 1, 1)
        assert parts[-1].last == date(year, 12, 31)
        assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(parts))


@given(YEARS)
def test_terms_fill_the_school_year(year: int) -> None:
    first, second = school_term(year, 1), school_term(year, 2)
    assert (first.first, second.last) == (school_year(year).first, school_year(year).last)
    assert first.last + timedelta(days=1) == second.first


def test_a_stretch_of_years() -> None:
    assert years(2026, 2030) == Period(date(2026, 1, 1), date(2030, 12, 31))
    assert years(2026) == Period(date(2026, 1, 1), date(2026, 12, 31))


SCHOOL = Period(date(2025, 9, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("number", "frame", "issued", "year"),
    [
        pytest.param(3, None, None, 2025, id="no period: the plan's year"),
        pytest.param(10, SCHOOL, None, 2025, id="autumn of a school year"),
        pytest.param(1, SCHOOL, None, 2026, id="January of a school year"),
        pytest.param(8, SCHOOL, None, 2025, id="a month outside the school year"),
        pytest.param(8, Period(date(2025, 9, 1), date(2026, 8, 31)), date(2025, 8, 17), 2025, id="the month of issue"),
        pytest.param(1, Period(date(2025, 9, 1), date(2026, 8, 31)), date(2025, 8, 17), 2026, id="after the issue"),
        pytest.param(4, Period(date(2021, 1, 1), date(2025, 12, 31)), None, 2025, id="a plan for many years"),
    ],
)
def test_year_of_month(number: int, frame: Period | None, issued: date | None, year: int) -> None:
    assert year_of_month(number, frame, 2025, issued) == year


@pytest.mark.parametrize(
    ("unit", "rule", "months"),
    [
        pytest.param("tuần", "FREQ=WEEKLY", None, id="week"),
        pytest.param("tháng", "FREQ=MONTHLY", 1, id="month"),
        pytest.param("Quý", "FREQ=MONTHLY;INTERVAL=3", 3, id="quarter"),
        pytest.param("6 tháng", "FREQ=MONTHLY;INTERVAL=6", 6, id="half-year"),
        pytest.param("năm", "FREQ=YEARLY", 12, id="year"),
    ],
)
def test_units_of_recurrence(unit: str, rule: str, months: int | None) -> None:
    assert (rule_of(unit), months_of(unit)) == (rule, months)


def test_days_of_units() -> None:
    assert day_of("quý", 25) == "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"
    assert day_of("quý", 5, first_month=True) == "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"
    assert day_of("tháng", -1) == "FREQ=MONTHLY;BYMONTHDAY=-1"
    assert day_of("năm", 20) == yearly_on(12, 20) == "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"
    assert day_of("tuần", 3) is None
    assert yearly_in((3, 4)) == "FREQ=YEARLY;BYMONTH=3,4"
    assert (weekly_on("Hai"), weekly_on("6"), weekly_on("chín")) == (
        "FREQ=WEEKLY;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=FR",
        None,
    )
