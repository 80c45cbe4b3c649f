"""Markers that open a heading or an item: 'II.', '3.1.', 'a)', '-', '+', 'Điều 5.', 'Phụ lục 02'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.letters import UPPER

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of lettered items; Vietnamese has no f, j, w, z

_SMALL = "abcdefghijklmnopqrstuvwxyzđ"
_BULLETS = "-–—•·●▪■□►➢✓❖\uf0b7\uf0a7\uf02d\uf0d8\uf0fc"
# Class of a marker, the signs it may begin with ("0" stands for any digit), its pattern.
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "part",
        "PC",
        re.compile(r"(?P<m>(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:[IVXLC]+|\d{1,2}|thứ\s+\w+|THỨ\s+\w+))\s*[.:\-–]?\s*"),
    ),
    ("article", "Đ", re.compile(r"(?P<m>Điều\s+\d{1,3}[a-zđ]?)\s*[.:]\s*")),
    ("roman", "IVXLC", re.compile(r"(?!V/[Vv])(?P<m>[IVXLC]{1,6})\s?[.)/:\-–]+\s*(?=\S)")),
    ("roman", "IVX", re.compile(rf"(?P<m>[IVX]{{1,5}})\s+(?=[{UPPER}]{{2}})")),
    ("upper", "ABCDEFGHĐ", re.compile(r"(?P<m>[A-HĐ])\s?[.)]\s+")),
    ("decimal", "0", re.compile(r"(?P<m>\d{1,2}(?:\.\d{1,2}){1,4})\s?[.):]?\s*(?=[^\W\d]|[“\"(\[%*])")),
    ("arabic", "0", re.compile(r"(?P<m>\d{1,2})\s?(?!/[A-ZĐ]{2}[A-ZĐ&]*[-–])(?:[.:/]\s*[-–]?\s*|-\s+)(?![\d\s])")),
    ("bracket", "(", re.compile(r"\((?P<m>\d{1,2}|[ivx]{1,5}|[a-zđ])\)\s*")),
    ("paren", "0", re.compile(r"(?P<m>\d{1,2})\)\s*")),
    ("letter", _SMALL, re.compile(r"(?P<m>[a-zđ])\s?[.)/]\s*(?=\S)")),
    ("sub", _SMALL, re.compile(r"(?P<m>[a-zđ]\d{1,2})\s?[.)]\s*(?=\S)")),
    ("dash", _BULLETS, re.compile(rf"(?P<m>[{_BULLETS}])(?!\d)\s*(?=\S)")),
    ("dash", "-–—", re.compile(r"(?P<m>[-–—])\s*(?=\d+\s*%)")),  # '- 100% cán bộ' is an item, not a negative figure
    ("dash", "-–—", re.compile(r"(?P<m>[-–—])\s+(?=\S)")),
    ("star", "*", re.compile(r"(?P<m>\*)\s*(?=\S)")),
    ("plus", "+○◦", re.compile(r"(?P<m>[+○◦])\s*(?=\S)")),
)
# Most lines have no marker and are told by their first letter.
_BY_FIRST_SIGN = {
    sign: tuple((kind, pattern) for kind, first, pattern in _PATTERNS if sign in first)
    for sign in "".join(first for _, first, _ in _PATTERNS)
}
APPENDIX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?:\s+(?:SỐ|Số|số)?\s*:?\s*(?P<n>\d{1,2}|[IVX]{1,5}|[A-H]))?"
    r"\s*[.:\-–]?\s*(?P<title>.*)"
)
# What usually lies in what; a marker of a class that is already open closes down to it.
RANK = {
    name: i
    for i, name in enumerate(
        (
            "part",
            "upper",
            "article",
            "roman",
            "arabic",
            "decimal",
            "letter",
            "sub",
            "paren",
            "bracket",
            "star",
            "dash",
            "plus",
        )
    )
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: its class, its text without punctuation, its value in the sequence, where the words after it start."""

    kind: str
    text: str
    value: int | None
    end: int


def read_marker(text: str) -> Marker | None:
    """Return the marker that opens `text`, or None.

    >>> read_marker("3.1. Cải cách"), read_marker("- 100% hồ sơ")
    (Marker(kind='decimal', text='3.1', value=1, end=5), Marker(kind='dash', text='-', value=None, end=2))
    """
    first = "0" if text[:1].isdecimal() else text[:1]
    for kind, pattern in _BY_FIRST_SIGN.get(first, ()):
        match = pattern.match(text)
        if match:
            seen = match["m"]
            if kind == "roman" and roman_value(seen) is None:
                continue
            return Marker(kind, _printed(kind, seen), _value(kind, seen), match.end())
    return None


def _printed(kind: str, seen: str) -> str:
    if kind == "dash":
        return "-"
    return "+" if kind == "plus" else " ".join(seen.split())


def _value(kind: str, seen: str) -> int | None:
    if kind == "roman":
        return roman_value(seen)
    if kind == "upper":
        return "ABCDEFGH".find(seen) + 1 or None
    if kind in ("arabic", "paren"):
        return int(seen)
    if kind == "decimal":
        return int(seen.rsplit(".", 1)[1])
    if kind == "bracket":
        return int(seen) if seen.isdigit() else None
    if kind == "letter":
        return LETTERS.find(seen) + 1 or None
    if kind == "article":
        digits = re.search(r"\d+", seen)
        return int(digits[0]) if digits else None
    return None


def roman_value(seen: str) -> int | None:
    """Return the value of a Roman numeral, None where it is not well formed ('IIX').

    >>> roman_value("XIV"), roman_value("IIX")
    (14, None)
    """
    if not re.fullmatch(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|C{1,3}", seen) or not seen:
        return None
    total = 0
    for here, following in zip(seen, seen[1:] + " ", strict=True):
        value = _ROMAN_VALUES[here]
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total
