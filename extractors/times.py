"""Times that stand in the calendar: 'trước ngày 30/6/2025', 'từ tháng 3 đến tháng 10 năm 2026', 'Quý I, quý II/2025'.

What comes again and again is in recurring.py.  Whether a time is the deadline of a task, the horizon of a target or
part of a name is decided by those who ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from extractors.time_points import LIST, TO, Point, find_points
from normalizers.dates import make_date
from normalizers.periods import Period, half, month, quarter, school_term, school_year, year_of_month, years
from normalizers.tables import Spellings
from normalizers.wordlists import alternation


@dataclass(frozen=True, slots=True)
class Frame:
    """What completes a time printed without its year: the plan's period and year, and the day it was issued."""

    year: int | None
    period: Period | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a text; `start:end` covers its relation word ('trước ngày …') as well."""

    start: int
    end: int
    kind: str  # date month quarter year period recurring ongoing relative
    first: date | None
    last: date | None
    relation: str | None
    rrule: str | None = None
    word: str = ""  # the relation word as printed, lower case; empty where there is none
    family: str = ""
    yearless: tuple[int, int] | None = None  # day and month, where no year is printed
    list_end: int = 0  # where the list or range ends that it belongs to
    misread: bool = False  # a digit of it was put right
    certain: bool = True  # False where the year is not printed and nothing says which


def find_times(text: str, frame: Frame, *, cell: bool = False) -> list[Time]:
    """Return the times of a masked `text` from left to right; with `cell` also those that only a time column explains.

    >>> found = find_times("từ ngày 08 đến ngày 10 tháng 12 năm 2025", Frame(2025))
    >>> [(t.relation, str(t.first), str(t.last)) for t in found]
    [('in', '2025-12-08', '2025-12-10')]
    """
    points = find_points(text, cell)
    found: list[Time] = []
    index = 0
    while index < len(points):
        group = [points[index]]
        while index + 1 < len(points) and LIST.fullmatch(text, group[-1].end, points[index + 1].start):
            index += 1
            group.append(points[index])
        index += 1
        found += _times_of(text, _with_years(group, frame), frame)
    return found


def _with_years(group: list[Point], frame: Frame) -> list[Point]:
    """A year (and a month) printed once at the end belongs to every member: 'tháng 4 và tháng 8 năm 2026'."""
    completed: list[Point] = []
    following: Point | None = None
    for point in reversed(group):
        if following is not None and point.family not in ("year", "years", "school year"):
            number = point.number if point.number is not None or point.family not in ("day",) else following.number
            year = point.year
            if year is None and following.year is not None and following.family != "years":
                year = following.year
                if (
                    number
                    and following.number
                    and point.family == following.family == "month"
                    and number > following.number
                ):
                    year -= 1  # 'Từ tháng 10 đến tháng 3 năm 2026' begins the year before
            point = replace(point, year=year, number=number)
        completed.append(point)
        following = point
    return completed[::-1]


@cache
def _relations() -> Spellings:
    return Spellings("time_relations")


# Between the word and the day there may be an hour, or a part of the month: 'chậm nhất là 16h00 ngày', 'tuần 1 tháng'.
_HOUR = r"\d{1,2}\s?(?:giờ|h|g)(?:\s?\d{2})?(?:\s?phút)?\s*,?"
_PART = r"tuần\s+(?:thứ\s+)?(?:\d|[^\W\d]{2,4})(?:\s+của)?|(?:thượng|trung|hạ)\s+tuần"
_RELATION = re.compile(
    rf"(?<!\w)(?P<word>{alternation('time_relations')})\s*(?::\s*)?(?:\s(?:{_HOUR}|{_PART})\s*)?$", re.IGNORECASE
)
_PART_ALONE = re.compile(rf"(?<!\w)(?:{_PART})\s*$", re.IGNORECASE)
_LONGEST_RELATION = 40  # characters, blanks included


def _relation(text: str, start: int) -> tuple[int, str, str | None]:
    """Return where the relation word before `start` begins, the word, and its relation."""
    match = _RELATION.search(text, max(0, start - _LONGEST_RELATION), start)
    if match is None:
        part = _PART_ALONE.search(text, max(0, start - _LONGEST_RELATION), start)
        return part.start() if part else start, "", None
    word = " ".join(match["word"].lower().split())
    return match.start(), word, _relations().value(word)


def _times_of(text: str, group: list[Point], frame: Frame) -> list[Time]:
    begin, word, relation = _relation(text, group[0].start)
    found: list[Time] = []
    index = 0
    while index < len(group):
        point = group[index]
        following = group[index + 1] if index + 1 < len(group) else None
        start = begin if index == 0 else point.start
        if following is not None and TO.fullmatch(text, point.end, following.start):
            time = _range(point, following, frame, start)
            relation_of = relation if relation in ("by", "before") else "in"
            index += 2
        else:
            time = _single(point, frame, start)
            relation_of = "by" if point.family == "end of own year" else relation or "in"
            index += 1
        if time is not None:
            found.append(_related(time, relation_of, point.open, word, group[-1].end))
    return found


def _related(time: Time, relation: str, is_open: bool, word: str, list_end: int) -> Time:
    related = partial(replace, time, word=word, list_end=list_end)
    if is_open:
        return related(kind="period", relation="from", last=None)
    if relation == "from" and time.kind != "period":  # 'Từ năm 2026 - 2030' is a stretch, and not open
        return related(relation="from", last=None)
    if relation in ("before", "by"):
        return related(relation=relation, first=None)
    return related(relation="in")


def _range(first: Point, last: Point, frame: Frame, start: int) -> Time | None:
    a, b = _single(first, frame, start), _single(last, frame, last.start)
    if a is None or b is None:
        return None
    if a.first is not None and b.last is not None and a.first > b.last:
        return None
    return Time(
        start,
        last.end,
        "period",
        a.first,
        b.last,
        "in",
        family=f"{first.family} range",
        certain=a.certain and b.certain,
    )


_KINDS = {"date": "date", "day": "date", "month": "month", "quarter": "quarter", "year": "year"}
_KINDS |= {"own year": "year", "end of own year": "year", "edge of school year": "month"}


def _single(point: Point, frame: Frame, start: int) -> Time | None:
    kind = _KINDS.get(point.family, "period")
    stretch, certain = _stretch(point, frame)
    yearless = None
    if point.family == "day" and point.year is None:
        if point.day is None:
            return None
        yearless = (point.day, point.number or 0)
        if point.number is None:
            return Time(
                start, point.end, kind, None, None, None, family="day of month", yearless=yearless, certain=False
            )
    return Time(
        start, point.end, kind, stretch.first if stretch else None, stretch.last if stretch else None, None,
        family=point.family, yearless=yearless, certain=certain,
    )  # fmt: skip


_MONTHS = {"quarter": 3, "half": 6}


def _stretch(point: Point, frame: Frame) -> tuple[Period | None, bool]:
    """Return first and last day, and whether the year is printed or follows from the plan's."""
    number = point.number
    year = point.year
    if year is None:
        last_month = _MONTHS.get(point.family, 1) * (number or 1)
        if point.family == "term":
            year = frame.year
        else:
            year = year_of_month(last_month, frame.period, frame.year, frame.issued)
    if year is None:
        return None, False
    match point.family:
        case "date" | "day":
            day = make_date(point.day or 1, number or 1, year)
            return (Period(day, day), True) if day else (None, False)
        case "edge of school year":
            if point.year is not None:
                edges = school_year(point.year)
                year = next(day.year for day in (edges.first, edges.last) if day.month == number)
            return month(year, number or 1), point.year is not None
        case "month":
            return month(year, number or 1), True
        case "quarter":
            return quarter(year, number or 1), True
        case "half":
            return half(year, number or 1), True
        case "term":
            return school_term(year, number or 1), point.year is not None
        case "school year":
            return school_year(year), True
        case _:
            return years(year, point.to_year), True
