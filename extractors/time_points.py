"""Single points of the calendar as they are printed: a date, a day, a month, a quarter, a school year.

Ranges, lists and relation words ('trước', 'từ … đến') are read in times.py, which also fills in missing years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.family import Family
from normalizers.dates import make_date
from normalizers.numbers import roman

_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s?[-–—]\s?"
# 'Năm 2025 và các năm tiếp theo' has no end.
_OPEN = r"(?P<open>\s*(?:và|,)\s*(?:các|những)\s+năm\s+(?:tiếp theo|sau))?"
_OF_YEAR = rf"(?:\s?[/.,-]\s?|\s*,?\s*[Nn]ăm\s+|\s+của\s+năm\s+)(?P<y>{_YEAR})(?!\d|\s?[-–—]\s?20\d\d)"

FAMILIES = (
    Family(
        name="date",
        regex=re.compile(
            rf"""(?:[Nn]gày\s+)?(?<![\d/.,])
                 (?P<d>\d{{1,2}})(?:\s?(?P<sep>[/.-])\s?(?P<m>\d{{1,2}})\s?(?P=sep)\s?|\s+tháng\s+(?P<m2>\d{{1,2}})\s*(?:,\s*)?(?:năm\s+|[/.-]))
                 (?P<y>{_YEAR})(?!\d)""",
            re.VERBOSE,
        ),
        reads=("ngày 30/6/2025", "05-3-2020", "ngày 14 tháng 9 năm 2020", "15 tháng 12/2025"),
        leaves=("30/6", "ngày 5", "1.234.2025"),
        needs=("19", "20"),
    ),
    Family(
        name="day",
        regex=re.compile(
            r"(?<!\w)[Nn]gày\s+(?P<d>\d{1,2})(?!\d|[/.-]\d{4})(?:\s?[/.-]\s?(?P<m>\d{1,2})(?![\d%])(?!\s?[/.-]\s?\d)|\s+tháng\s+(?P<m2>\d{1,2})(?!\d))?"
            r"(?!\s*(?:làm việc|công|giờ|tuổi|sau|kể từ|đêm))"
        ),
        reads=("ngày 16/12", "ngày 31 tháng 01", "Ngày 08"),
        leaves=("16/12", "10 ngày làm việc", "hằng ngày 16 giờ"),
        needs=("ngày",),
    ),
    Family(
        name="month",
        regex=re.compile(rf"(?<!\w)[Tt]háng\s*(?P<m>0?[1-9]|1[0-2])(?![\d%])(?:{_OF_YEAR})?"),
        reads=("Tháng 2/2023", "tháng 02 năm 2023", "tháng 9"),
        leaves=("6 tháng", "tháng 13", "hàng tháng", "tháng 50%", "T6 chức"),
        needs=("tháng",),
    ),
    Family(
        name="quarter",
        regex=re.compile(rf"(?<!\w)[Qq]u[ýí]\s*(?P<q>IV|I{{1,3}}|0?[1-4])(?![\w%])(?:{_OF_YEAR})?"),
        reads=("Quý I/2026", "quí IV-2025", "quý 4 năm 2018", "Quý III Năm 2026"),
        leaves=("mỗi quý", "quý phụ huynh", "quý V"),
        needs=("quý", "quí"),
    ),
    Family(
        name="half",
        regex=re.compile(rf"(?<!\w)(?:0?6|[Ss]áu)\s+tháng\s+(?P<h>đầu|cuối)\s+năm(?:\s+(?P<y>{_YEAR})(?!\d))?"),
        reads=("6 tháng đầu năm 2026", "06 tháng cuối năm"),
        leaves=("6 tháng", "6 tháng và cả năm"),
        needs=("tháng",),
    ),
    Family(
        name="term",
        regex=re.compile(
            rf"(?<!\w)(?:[Hh]ọc\s+k[ỳì]|HK)\s?(?P<q>I{{1,2}}|[12])(?!\w)(?:\s*,?\s*(?:của\s+)?năm\s+học\s+(?P<y>{_YEAR})(?:{_DASH}{_YEAR})?)?"
        ),
        reads=("học kỳ I", "HK2", "học kì II năm học 2025-2026"),
        leaves=("mỗi học kỳ", "học kỳ III"),
        needs=("học", "hk"),
    ),
    Family(
        name="school year",
        regex=re.compile(rf"(?<!\w)[Nn]ăm\s+học\s+(?P<y>{_YEAR}){_DASH}(?P<y2>{_YEAR})(?!\d)"),
        reads=("năm học 2025 - 2026",),
        leaves=("năm 2025 - 2026", "năm học mới"),
        needs=("học",),
    ),
    Family(
        name="years",
        regex=re.compile(
            rf"(?<!\w)(?:(?:[Gg]iai\s+đoạn|[Tt]hời\s+kỳ|[Tt]rong\s+các\s+năm|[Cc]ác\s+năm|[Nn]ăm)\s+(?:từ\s+)?(?:năm\s+)?)(?P<y>{_YEAR}){_DASH}(?:năm\s+)?(?P<y2>{_YEAR})(?!\d)"
        ),
        reads=("giai đoạn 2021 – 2025", "năm 2026 - 2027", "Giai đoạn từ năm 2021-2030"),
        leaves=("năm 2025", "năm học 2025-2026"),
        needs=("giai", "thời", "năm"),
    ),
    Family(
        name="year",
        regex=re.compile(rf"(?<!\w)[Nn]ăm\s+(?P<y>{_YEAR})(?!\d|\s?[-–—]\s?20\d\d){_OPEN}"),
        reads=("năm 2025", "Năm 2025 và các năm tiếp theo"),
        leaves=("hằng năm", "năm học 2025-2026", "5 năm 2021-2025"),
        needs=("năm",),
    ),
)

#: What a cell of a time column may hold without any word: '2026', '2025 - 2035', '9/2025', '10-11/2025'.
CELL_FAMILIES = (
    Family(
        name="own year",
        regex=re.compile(r"(?<!\w)[Tt]rong\s+năm(?!\w|\s*(?:\d|học))"),
        reads=("Trong năm",),
        leaves=("trong năm 2026", "trong năm học", "trong suốt năm"),
        needs=("năm",),
    ),
    Family(
        name="end of own year",
        regex=re.compile(r"(?<!\w)(?:[Đđ]ến\s+)?(?:[Cc]uối|[Hh]ết)\s+năm(?!\w|\s*(?:\d|học))"),
        reads=("Cuối năm", "đến hết năm"),
        leaves=("cuối năm 2026", "cuối năm học", "hết năm học"),
        needs=("năm",),
    ),
    Family(
        name="short month",
        regex=re.compile(rf"(?<!\w)[Tt]\s?(?P<m>0?[1-9]|1[0-2])(?![\w%])(?:{_OF_YEAR})?"),
        reads=("T10/2025", "t9"),
        leaves=("T13", "tổ 5", "TT 6"),
    ),
    Family(
        name="bare years",
        regex=re.compile(rf"(?<![\d/.-])(?P<y>{_YEAR}){_DASH}(?P<y2>{_YEAR})(?![\d/])"),
        reads=("2025 - 2035",),
        leaves=("2025", "12/2025-3/2026"),
    ),
    Family(
        name="bare month",
        regex=re.compile(
            rf"(?<![\d/.-])(?P<m>0?[1-9]|1[0-2])(?:\s?[/.-]\s?(?P<y>{_YEAR})(?![\d/])|(?=\s?[-–,]\s?(?:0?[1-9]|1[0-2])/{_YEAR}))"
        ),
        reads=("9/2025", "12-2025"),
        leaves=("15/12/2025", "13/2025"),
    ),
    Family(
        name="bare year",
        regex=re.compile(rf"(?<![\d/.-])(?<!\d\s[-–—]\s)(?P<y>{_YEAR})(?![\d/.]|\s?[-–—]\s?20\d\d){_OPEN}"),
        reads=("2026", "2025 và các năm tiếp theo"),
        leaves=("2025 - 2035", "9/2025"),
    ),
)


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
_BARE_DAY = re.compile(rf"(?P<d>\d{{1,2}})\s?/\s?(?P<m>\d{{1,2}})(?:\s?/\s?(?P<y>{_YEAR}))?(?![\d/%])")
_BARE_MONTH = re.compile(rf"(?P<m>0?[1-9]|1[0-2])(?:{_OF_YEAR})?(?![\d/%.]|,\d|\s*(?:lần|tháng|ngày|tuần|buổi))")
_BARE_QUARTER = re.compile(rf"(?P<q>IV|I{{1,3}})(?![\w])(?:{_OF_YEAR})?")
_BARE = {"date": _BARE_DAY, "day": _BARE_DAY, "month": _BARE_MONTH, "quarter": _BARE_QUARTER}


_HINT = re.compile(r"\d|[Qq]u[ýí]\s|[Hh]ọc\s+k[ỳì]|HK")


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
    day, year = integer("d"), integer("y")
    if day is not None and make_date(day, number or 1, year or 2024) is None:
        return None  # an impossible date is no time; 2024 has a 29 February
    name = family.removeprefix("bare ").removeprefix("short ")
    return Point(match.start(), match.end(), name, year, number, day, integer("y2"), bool(values.get("open")))
