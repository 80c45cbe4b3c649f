"""Dates as Vietnamese documents write them: '15/7/2021', '5-3-2020', 'ngày 14 tháng 9 năm 2020'."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

# Day and month may be padded or not, in one date ('05/3/2020'); scans put blanks around the separator.
_NUMERIC = r"(?P<d>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>(?:19|20)\d\d)"
# The vowels of 'tháng' and 'năm' lose their marks or are misread: 'ngay 12 thang 01 nam 2025', 'thdng', 'nim'; and
# behind 'năm' a blank may stand inside the year, 'tháng 9 năm 20 17'.
_YEAR = r"(?:1[ \xa0]?9|2[ \xa0]?0)[ \xa0]?\d[ \xa0]?\d"
_SPELLED = rf"(?P<d2>\d{{1,2}})\s*th\wng\s*(?P<m2>\d{{1,2}})\s*(?:,\s*)?n\wm\s+(?P<y2>{_YEAR})"
DATE = re.compile(rf"(?<![\d/.\-])(?:{_SPELLED}|{_NUMERIC})(?![\d]|/\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date in a text; `start:end` does not include the word 'ngày'."""

    start: int
    end: int
    value: date


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def make_date(day: int, month: int, year: int) -> date | None:
    """Return the date, or None where the calendar has no such day: nothing is coerced."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_of(match: re.Match[str]) -> date | None:
    """Return the date of a match of `DATE`, or None where the calendar has no such day."""
    if match["d"]:
        return make_date(int(match["d"]), int(match["m"]), int(match["y"]))
    return make_date(int(match["d2"]), int(match["m2"]), int("".join(match["y2"].split())))


def find_dates(text: str) -> list[FoundDate]:
    """Return the full dates of NFC `text` from left to right; impossible ones are left out.

    >>> [str(d.value) for d in find_dates("ngày 15/7/2021, ngày 14 tháng 9 năm 2020, ngày 31/2/2020")]
    ['2021-07-15', '2020-09-14']
    """
    return [FoundDate(m.start(), m.end(), day) for m in DATE.finditer(text) if (day := date_of(m))]
