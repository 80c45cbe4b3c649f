"""Single points of the calendar as they are printed: a date, a day, a month, a quarter, a school year.

How they are written is in time_families.py; ranges, lists and relation words ('trước', 'từ … đến') are read in
times.py, which also fills in missing years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.time_families import CELL_FAMILIES, FAMILIES, OF_YEAR, YEAR
from normalizers.dates import make_date
from normalizers.numbers import roman
from normalizers.periods import FIRST_MONTH_OF_SCHOOL as _FIRST_OF_SCHOOL
from normalizers.periods import LAST_MONTH_OF_SCHOOL as _LAST_OF_SCHOOL


@dataclass(frozen=True, slots=True)
class Point:
    """A date, month, … before ranges and lists are read; parts not printed are None."""

    start: int
    end: int
    family: str
    year: int | None
    number: int | None = None  # month, quarter, half, term
    day: int | None = None
    to_year: int | None = None
    open: bool = False


# Between the members of a range or a list: 'từ … đến hết …', 'tháng 4 và tháng 8', 'Quý IV/2025- Quý II/2026'.
TO = re.compile(r"\s*,?\s*(?:đến|tới|[-–—])\s*(?:hết|trước|cuối)?\s*")
AND = re.compile(r"\s*(?:,|;|và|hoặc|,\s*và)\s*(?:trước\s+|chậm nhất\s+(?:là\s+)?|trong\s+|vào\s+)?")
LIST = re.compile(rf"{TO.pattern}|{AND.pattern}")
# The second member of a range or a list may lack its noun: 'ngày 15/11 đến 20/11/2025', 'Tháng 3, 4', 'quý I, II/2025'.
_BARE_DAY = re.compile(rf"(?P<d>\d{{1,2}})\s?/\s?(?P<m>\d{{1,2}})(?:\s?/\s?(?P<y>{YEAR}))?(?![\d/%])")
_BARE_MONTH = re.compile(rf"(?P<m>0?[1-9]|1[0-2])(?:{OF_YEAR})?(?![\d/%.]|,\d|\s*(?:lần|tháng|ngày|tuần|buổi))")
_BARE_QUARTER = re.compile(rf"(?P<q>IV|I{{1,3}})(?![\w])(?:{OF_YEAR})?")
_BARE = {"date": _BARE_DAY, "day": _BARE_DAY, "month": _BARE_MONTH, "quarter": _BARE_QUARTER}


_HINT = re.compile(r"\d|[Qq]u[ýí]\s|[Hh]ọc\s+k[ỳì]|HK|ào\s+(?:đầu|cuối)\s")


@lru_cache(maxsize=4096)  # targets and deadlines read the same sentences one after the other
def find_points(text: str, cell: bool) -> tuple[Point, ...]:
    """Return the points of a masked `text` from left to right; with `cell` also those of `CELL_FAMILIES`."""
    if not cell and not _HINT.search(text):
        return ()
    families = (*FAMILIES, *CELL_FAMILIES) if cell else FAMILIES
    lower = text.lower()
    matches = [
        (m.start(), rank, family.name, m) for rank, family in enumerate(families) for m in family.matches(text, lower)
    ]
    found: list[Point] = []
    for start, _, name, match in sorted(matches, key=lambda entry: entry[:2]):
        point = _point(name, match) if not found or start >= found[-1].end else None
        if point is not None:
            found.append(point)
    return tuple(_with_days_before(text, _with_bare_members(text, found)))


def _with_bare_members(text: str, points: list[Point]) -> list[Point]:
    complete: list[Point] = []
    for index, point in enumerate(points):
        complete.append(point)
        limit = points[index + 1].start if index + 1 < len(points) else len(text)
        while True:
            last = complete[-1]
            bare = _BARE.get(last.family)
            joint = LIST.match(text, last.end, limit)
            match = bare.match(text, joint.end(), limit) if bare and joint and joint.end() < limit else None
            if match is None:
                break
            values = match.groupdict()
            family = "day" if bare is _BARE_DAY else last.family
            if family == "day" and values.get("y"):
                family = "date"
            member = _point(family, match)
            if member is None:
                break
            complete.append(member)
    return complete


_DAYS_BEFORE = re.compile(r"(?<![\d/.,:])(?:[Nn]gày\s+)?(?P<d>\d{1,2})\s*(?:,|và|đến|-|–)\s*(?:ngày\s+)?$")
_LONGEST_DAY = 16  # characters


def _with_days_before(text: str, points: list[Point]) -> list[Point]:
    """Days that share the month printed last: '24, 25 và 26 tháng 8 năm 2026', '24-26/8/2026'."""
    complete: list[Point] = []
    for point in points:
        earlier: list[Point] = []
        start = point.start
        while point.family in ("date", "day") and point.number is not None:
            floor = complete[-1].end if complete else 0
            match = _DAYS_BEFORE.search(text, max(floor, start - _LONGEST_DAY), start)
            if match is None or not 1 <= int(match["d"]) <= 31:
                break
            start = match.start()
            earlier.append(Point(start, match.end("d"), "day", None, None, int(match["d"])))
        complete += [*reversed(earlier), point]
    return complete


def _point(family: str, match: re.Match[str]) -> Point | None:
    values = match.groupdict()

    def integer(name: str) -> int | None:
        return int(values[name]) if values.get(name) else None

    number = integer("m") or integer("m2")
    if values.get("q"):
        number = roman(values["q"]) or int(values["q"])
    if values.get("h"):
        number = 1 if values["h"] == "đầu" else 2
    if values.get("edge"):
        number = _FIRST_OF_SCHOOL if values["edge"].lower() == "đầu" else _LAST_OF_SCHOOL
    day, year = integer("d"), integer("y")
    if day is not None and make_date(day, number or 1, year or 2024) is None:
        return None  # an impossible date is no time; 2024 has a 29 February
    name = family.removeprefix("bare ").removeprefix("short ")
    start = match.end("lead") if values.get("lead") else match.start()
    return Point(start, match.end(), name, year, number, day, integer("y2"), bool(values.get("open")))
