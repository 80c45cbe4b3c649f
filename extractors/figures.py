"""Figures that measure something: '95%', 'từ 41% đến 60%', 'ít nhất 01 lần/tháng', 'tối thiểu 20 mô hình'.

How they are written is in figure_families.py; what a figure is about and whether it is a target, a result or nothing of
the kind is decided in targets.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import isfinite

from extractors.changes import change_of
from extractors.figure_families import FAMILIES, PERIOD
from normalizers.numbers import parse_number, spelled_number
from normalizers.tables import Spellings
from normalizers.wordlists import alternation


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
    baseline: bool = False  # 'tăng từ 80% lên 90%': where things stand before


@cache
def _comparators() -> Spellings:
    return Spellings("comparators")


_COMPARATOR = re.compile(rf"(?:(?<!\w)|(?<=[≥≤<>=]))({alternation('comparators')})\s*$", re.IGNORECASE)


@cache
def _nouns() -> Spellings:
    return Spellings("counted_nouns")


# '240 mẫu/năm', 'mỗi năm có ít nhất 150 sản phẩm': a count of every period is a frequency.
_PER = re.compile(rf"\s?/\s?(?P<per>{PERIOD})(?!\w)")
_EACH = re.compile(
    rf"(?:[Mm]ỗi|[Hh][àằ]ng)\s+(?P<per>{PERIOD})\s*,?\s*(?:(?:phấn đấu|có|tổ chức|thực hiện|xây dựng)\s+)*"
    r"(?:(?:ít nhất|tối thiểu|từ|trên|không quá|khoảng)\s+)?$"
)
_PERIODIC = re.compile(r"[Đđ]ịnh\s+k[ỳì]\s+$")
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
    return tuple(
        _baseline(text, figure, following) for figure, following in zip(found, (*found[1:], None), strict=False)
    )


_FROM_TO = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?(?:lên|xuống|còn)(?:\s+(?:còn|đến|tới|mức))*\s*", re.IGNORECASE)


def _baseline(text: str, figure: Figure, following: Figure | None) -> Figure:
    """'Tăng từ 80% lên 90%' gives where things stand, and then what is to be reached."""
    if following is None or not text[figure.start : figure.number].lower().startswith("từ"):
        return figure
    if figure.kind != following.kind or not _FROM_TO.fullmatch(text, figure.end, following.start):
        return figure
    return replace(figure, baseline=True, comparator="=", change=None)


def _figure(text: str, family: str, match: re.Match[str]) -> Figure | None:
    values = match.groupdict()
    low, high = _value(values), parse_number(values["high"]) if values.get("high") else None
    if low is None or (high is not None and high <= low):
        return None
    if not isfinite(high or low):
        return None  # hundreds of digits in a row are a damaged text, and no amount
    per = " ".join((values.get("per") or "").replace("/", " ").removeprefix(" mỗi").split())
    end, kind, unit = match.end(), "frequency", f"{values.get('unit')}/{per}"
    measure = False
    if family.endswith("percentage"):
        kind, unit = "percentage", "%" + (f"/{per}" if per else "")
    elif family == "fraction":
        kind, unit = "percentage", "%"
    elif family in ("score", "multiple"):
        kind, unit = "count", values["unit"] or ""
    elif family in ("count", "spelled count"):
        noun = " ".join((values["noun"] or "").split())
        use = _nouns().value(noun)
        if use == "no":
            return None
        family = "count"
        measure = use == "measure"
        kind, unit = "count", noun
        every = _PER.match(text, end) or _EACH.search(text, max(0, match.start() - _LONGEST_EACH), match.start())
        if every:
            kind, unit = "frequency", f"{noun}/{' '.join(every['per'].split())}"
            end = max(end, every.end()) if every.start() >= end else end
    elif family == "inverted frequency" and _PERIODIC.search(
        text, max(0, match.start() - _LONGEST_COMPARATOR), match.start()
    ):
        return None  # 'định kỳ 6 tháng một lần báo cáo' is when a report is due
    elif family == "inverted frequency" and low != 1:
        unit, low = f"lần/{int(low)} {per}", 1.0
    number = match.start(next(group for group in ("low", "spelled", "part") if values.get(group)))
    start, word = _comparator(text, number)
    up = " ".join((values.get("up") or _up_after(text, end) or "").split())
    comparator = _comparators().value(word or "") or ("range" if high is not None else "=")
    if up:
        comparator = ">=" if up.endswith("lên") else "<="
        end = max(end, _end_of_up(text, end))
    if high is not None and comparator in (">=", "~") and not up:
        comparator = "range"
    if family == "multiple" or (start == number and family == "frequency after its period"):
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
        "increase" if family == "multiple" else change_of(text, start, end),
        family,
        measure,
    )


def _value(values: dict[str, str | None]) -> float | None:
    if values.get("spelled"):
        spelled = spelled_number(values["spelled"] or "")
        return float(spelled) if spelled is not None else None
    if values.get("part"):
        part, whole = int(values["part"] or 0), int(values["whole"] or 1)
        return round(100 * part / whole, 2) if part < whole else None
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
