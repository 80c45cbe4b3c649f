"""Figures that measure something: '95%', 'từ 41% đến 60%', 'ít nhất 01 lần/tháng', 'tối thiểu 20 mô hình'.

What a figure is about and whether it is a target, a result or nothing of the kind is decided in targets.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extractors.changes import change_of
from extractors.family import Family
from normalizers.numbers import AFTER_FIRST_DIGIT, NUMBER, SPELLED, parse_number, spelled_number
from normalizers.recurrences import units
from normalizers.tables import Spellings
from normalizers.wordlists import alternation

_DASH = r"\s?[-–—]\s?"
_UNIT = "(?:" + "|".join(re.escape(u).replace(r"\ ", r"\s+") for u in units()) + r")"
_PERCENT = r"\s?(?:%|phần\s+trăm)"
# What must not stand before a number is looked for behind its first digit, since a pattern that begins with a digit is
# searched for much faster.
_NO_CODE = r"(?<![\w.,/:¤-]\d)(?<!\d\s[-–—]\s\d)"
_LOW = rf"(?P<low>\d{_NO_CODE}{AFTER_FIRST_DIGIT})"
_LOW_UP_TO_9 = rf"(?P<low>\d{_NO_CODE}(?:(?<=0)[1-9]|(?<=[1-9])))"
_UP = r"(?P<up>\s+trở\s+(?:lên|xuống))?"

FAMILIES = (
    Family(
        name="percentage",
        regex=re.compile(
            rf"""{_LOW}
                 (?:(?:{_PERCENT})?(?:{_DASH}|\s+(?:đến|tới|-)\s+)(?:dưới\s+)?(?P<high>{NUMBER}))?
                 (?P<unit>{_PERCENT})(?P<per>\s?/\s?{_UNIT}(?!\w))?{_UP}""",
            re.VERBOSE,
        ),
        reads=("95%", "99,5 %", "95-98%", "91% - 100%", "41% đến 60%", "1- 1,5%/năm", "90% trở lên", "100 phần trăm"),
        leaves=("95", "ISO 9001:2015", "mức độ 3, 4"),
        needs=("%", "phần"),
    ),
    Family(
        name="spelled percentage",
        regex=re.compile(rf"(?<!\w)(?P<spelled>{SPELLED})\s+(?P<unit>phần\s+trăm)(?!\w){_UP}", re.IGNORECASE),
        reads=("một trăm phần trăm", "Chín mươi lăm phần trăm trở lên"),
        leaves=("trăm năm", "phần trăm"),
        needs=("phần",),
    ),
    Family(
        name="frequency",
        regex=re.compile(
            rf"""{_LOW}(?:{_DASH}(?P<high>{NUMBER}))?\s*
                 (?P<unit>lần|đợt|buổi|cuộc|bài|tin|kỳ|mẫu)\s?(?:/\s?|\s+(?:mỗi|một|trong)\s+)(?P<per>{_UNIT})(?!\w){_UP}""",
            re.VERBOSE,
        ),
        reads=("01 lần/tháng", "2-3 lần/năm học", "02 lần mỗi quý", "1 buổi/tuần"),
        leaves=("01 lần", "lần/tháng"),
        needs=("/", "mỗi", "một", "trong"),
    ),
    Family(
        name="inverted frequency",  # '1 tuần/lần' is once a week, '6 tháng/lần' every six months
        regex=re.compile(rf"{_LOW_UP_TO_9}\s*(?P<per>{_UNIT})\s?/\s?(?:0?1\s*)?(?P<unit>lần)(?!\w){_UP}"),
        reads=("1 tuần/lần", "01 tháng/01 lần"),
        leaves=("1 lần/tuần",),
        needs=("/",),
    ),
    Family(
        name="frequency after its period",
        regex=re.compile(
            rf"""(?<!\w)[Mm](?:ỗi|ột)\s+(?P<per>{_UNIT})\s+(?:(?:tổ\s+chức|thực\s+hiện|có)\s+)?
                 (?:(?:ít\s+nhất|tối\s+thiểu|từ|không\s+quá)\s+)?(?P<low>{NUMBER})\s+(?P<unit>lần)(?!\w){_UP}""",
            re.VERBOSE,
        ),
        reads=("mỗi tháng ít nhất 1 lần", "Mỗi năm tổ chức 02 lần"),
        leaves=("mỗi tháng", "mỗi lần"),
        needs=("lần",),
    ),
    Family(
        name="count",
        regex=re.compile(
            rf"""{_LOW}(?:{_DASH}(?P<high>{NUMBER}))?
                 \s+(?P<noun>{alternation("counted_nouns")})(?!\w)""",
            re.VERBOSE | re.IGNORECASE,
        ),
        reads=("20 mô hình", "3.000 lượt người", "12-15 buổi", "1,2 triệu USD"),
        leaves=("20%", "2.1. Mục", "30/6", "mô hình 5"),
    ),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; `start:end` covers its comparator ('ít nhất') and 'trở lên', `number` is where the number begins."""

    start: int
    number: int
    end: int
    kind: str  # percentage frequency count
    value: float
    value_max: float | None
    unit: str
    comparator: str
    stated: bool  # whether a comparator is printed
    change: str | None
    family: str
    measure: bool = False  # counted in money, hectares, tonnes: the unit is no part of what is measured


@cache
def _comparators() -> Spellings:
    return Spellings("comparators")


_COMPARATOR = re.compile(rf"(?:(?<!\w)|(?<=[≥≤<>=]))({alternation('comparators')})\s*$", re.IGNORECASE)


@cache
def _nouns() -> Spellings:
    return Spellings("counted_nouns")


# '240 mẫu/năm', 'mỗi năm có ít nhất 150 sản phẩm': a count of every period is a frequency.
_PER = re.compile(rf"\s?/\s?(?P<per>{_UNIT})(?!\w)")
_EACH = re.compile(
    rf"(?:[Mm]ỗi|[Hh][àằ]ng)\s+(?P<per>{_UNIT})\s*,?\s*(?:(?:phấn đấu|có|tổ chức|thực hiện|xây dựng)\s+)*"
    r"(?:(?:ít nhất|tối thiểu|từ|trên|không quá|khoảng)\s+)?$"
)
_LONGEST_EACH = 60  # characters

_LONGEST_COMPARATOR = 20  # characters


@lru_cache(maxsize=4096)  # targets and deadlines read the same sentences one after the other
def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a masked `text` from left to right.

    >>> [(f.kind, f.comparator, f.value, f.unit) for f in find_figures("ít nhất 1 tuần/lần và đạt từ 90% trở lên")]
    [('frequency', '>=', 1.0, 'lần/tuần'), ('percentage', '>=', 90.0, '%')]
    """
    found: list[Figure] = []
    lower = text.lower()
    matches = [(m.start(), rank, f.name, m) for rank, f in enumerate(FAMILIES) for m in f.matches(text, lower)]
    for start, _, name, match in sorted(matches, key=lambda entry: entry[:2]):
        if found and start < found[-1].end:
            continue
        figure = _figure(text, name, match)
        if figure is not None:
            found.append(_shared(text, found[-1], figure) if found else figure)
    return tuple(found)


def _figure(text: str, family: str, match: re.Match[str]) -> Figure | None:
    values = match.groupdict()
    low, high = _value(values), parse_number(values["high"]) if values.get("high") else None
    if low is None or (high is not None and high <= low):
        return None
    per = " ".join((values.get("per") or "").replace("/", " ").split())
    end, kind, unit = match.end(), "frequency", f"{values.get('unit')}/{per}"
    measure = False
    if family.endswith("percentage"):
        kind, unit = "percentage", "%" + (f"/{per}" if per else "")
    elif family == "count":
        noun = " ".join((values["noun"] or "").split())
        use = _nouns().value(noun)
        if use == "no":
            return None
        measure = use == "measure"
        kind, unit = "count", noun
        every = _PER.match(text, end) or _EACH.search(text, max(0, match.start() - _LONGEST_EACH), match.start())
        if every:
            kind, unit = "frequency", f"{noun}/{' '.join(every['per'].split())}"
            end = max(end, every.end()) if every.start() >= end else end
    elif family == "inverted frequency" and low != 1:
        unit, low = f"lần/{int(low)} {per}", 1.0
    number = match.start("low") if values.get("low") else match.start("spelled")
    start, word = _comparator(text, number)
    up = " ".join((values.get("up") or _up_after(text, end) or "").split())
    comparator = _comparators().value(word or "") or ("range" if high is not None else "=")
    if up:
        comparator = ">=" if up.endswith("lên") else "<="
        end = max(end, _end_of_up(text, end))
    if high is not None and comparator in (">=", "~") and not up:
        comparator = "range"
    if text[start:number].strip() == "" and family == "frequency after its period":
        start = match.start()
    return Figure(
        start,
        number,
        end,
        kind,
        low,
        high,
        unit,
        comparator,
        bool(word or up),
        change_of(text, start, end),
        family,
        measure,
    )


def _value(values: dict[str, str | None]) -> float | None:
    if values.get("spelled"):
        spelled = spelled_number(values["spelled"] or "")
        return float(spelled) if spelled is not None else None
    return parse_number(values["low"] or "")


def _comparator(text: str, number: int) -> tuple[int, str | None]:
    match = _COMPARATOR.search(text, max(0, number - _LONGEST_COMPARATOR), number)
    return (match.start(1), match[1]) if match else (number, None)


# 'từ 2 dịch vụ trở lên': what is counted stands between.
_UP_AFTER = re.compile(r"(?:\s+[^\W\d_]+){0,4}?(\s+trở\s+(?:lên|xuống))(?!\w)")
_UP_AT_ONCE = re.compile(r"\s+trở\s+(?:lên|xuống)")


def _up_after(text: str, end: int) -> str | None:
    match = _UP_AFTER.match(text, end)
    return match[1] if match else None


def _end_of_up(text: str, end: int) -> int:
    match = _UP_AT_ONCE.match(text, end)
    return match.end() if match else end


_LIST_GAP = re.compile(r"[^,;:.()]{0,120}(?:,|\s+và|\s+hoặc)\s+")


def _shared(text: str, previous: Figure, figure: Figure) -> Figure:
    """A comparator stands once for a list: 'không quá 10% tập thể, 5% cá nhân'.  100% has nothing above it."""
    if (
        figure.stated
        or not previous.stated
        or figure.kind != previous.kind
        or figure.value == 100.0
        or previous.comparator == "range"
    ):
        return figure
    if not _LIST_GAP.fullmatch(text, previous.end, figure.start):
        return figure
    return replace(figure, comparator=previous.comparator, stated=True)
