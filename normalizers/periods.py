"""Stretches of the calendar with their first and last day: months, quarters, halves, years, school years.

Full dates are in dates.py, what comes again and again in recurrences.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from normalizers.dates import month_end

MONTHS_OF_A_QUARTER = 3
MONTHS_OF_A_HALF = 6
FIRST_MONTH_OF_SCHOOL = 9  # the ceremony is on 5 September; the year of work is counted from the first of the month
LAST_MONTH_OF_SCHOOL = 5  # 31 May ends the teaching year by the yearly frame of the ministry
LAST_MONTH_OF_FIRST_TERM = 1


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both inclusive."""

    first: date
    last: date


def month(year: int, number: int) -> Period:
    """Return a calendar month.

    >>> month(2024, 2).last
    datetime.date(2024, 2, 29)
    """
    return Period(date(year, number, 1), month_end(year, number))


def quarter(year: int, number: int) -> Period:
    """Return a quarter, 1 to 4.

    >>> quarter(2025, 2)
    Period(first=datetime.date(2025, 4, 1), last=datetime.date(2025, 6, 30))
    """
    last = number * MONTHS_OF_A_QUARTER
    return Period(date(year, last - MONTHS_OF_A_QUARTER + 1, 1), month_end(year, last))


def half(year: int, number: int) -> Period:
    """Return '6 tháng đầu năm' (1) or '6 tháng cuối năm' (2)."""
    last = number * MONTHS_OF_A_HALF
    return Period(date(year, last - MONTHS_OF_A_HALF + 1, 1), month_end(year, last))


def years(first: int, last: int | None = None) -> Period:
    """Return a year, or the stretch from one year to another.

    >>> years(2021, 2025)
    Period(first=datetime.date(2021, 1, 1), last=datetime.date(2025, 12, 31))
    """
    return Period(date(first, 1, 1), date(last if last is not None else first, 12, 31))


def school_year(first: int) -> Period:
    """Return 'năm học 2025-2026' of its first year."""
    return Period(date(first, FIRST_MONTH_OF_SCHOOL, 1), month_end(first + 1, LAST_MONTH_OF_SCHOOL))


def school_term(first: int, number: int) -> Period:
    """Return the first or second term of a school year of its first year."""
    if number == 1:
        return Period(date(first, FIRST_MONTH_OF_SCHOOL, 1), month_end(first + 1, LAST_MONTH_OF_FIRST_TERM))
    return Period(date(first + 1, LAST_MONTH_OF_FIRST_TERM + 1, 1), month_end(first + 1, LAST_MONTH_OF_SCHOOL))


def year_of_month(number: int, frame: Period | None, default: int | None, issued: date | None = None) -> int | None:
    """Return the year of a month printed without one.

    A plan for a school year means January of its second year; its August is the first that has not passed when the
    plan is issued.  Any other plan means its own year, the `default`.

    >>> year_of_month(1, Period(date(2025, 9, 1), date(2026, 5, 31)), 2025)
    2026
    """
    if frame is None or frame.last.year - frame.first.year != 1:
        return default
    for year in (frame.first.year, frame.last.year):
        if issued is not None and issued >= date(year - 1, number, 1):
            if month_end(year, number) >= issued:
                return year
        elif frame.first <= date(year, number, 1) <= frame.last:
            return year
    return default
