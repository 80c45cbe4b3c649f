"""Document numbers, abbreviations and Roman numerals as printed: 'ND-CP' → 'NĐ-CP', '45/KH-SGDDT', 'GD&PT', 'Il.'.

Shapes and counts decide; a digit among digits is never changed.  What a number means is read by
normalizers/document_numbers.py, and which parts of a text need mending at all is told by gate.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from normalizers.diacritics.symbols import PLACES, Place, is_listed, is_symbol, is_type, readings, type_name
from normalizers.letters import bare

__all__ = ["Code", "is_listed", "is_symbol", "read_code", "read_roman"]

SURE = 0.6
"""Chance. A reading that is less likely is not put in the place of what was read."""

SURER = 0.9
"""The same where what was read is a type of document itself: 'DA' is a Dự án, and a misread 'ĐA', a Đề án."""


@dataclass(frozen=True, slots=True)
class Code:
    """What is to stand for a code, and the chance, 0 to 1, that it stood there; `text` may be the raw code itself."""

    text: str
    confidence: float


_TOLD = 1e4
"""How much likelier a type is whose whole name stands before it, than one of whose name nothing does."""
_SERIAL = re.compile(r"[\dlIO]*\d[\dlIO]*(?:[a-zđA-EĐ](?=[/-]))?(?:/(?:19|20)\d\d)?[/-]|/")
_LETTERS = re.compile(r"[A-ZĐƯ0][A-ZĐƯ&l]")
_NUMBER_SIGN = re.compile(r"[$583]?6:")  # '56: 12/KH-UBND'
_SLIPPED = re.compile(r"O0?(?P<digit>\d)")  # 'O5' and 'O05' for '05'
_PART = re.compile(r"[^\-/.–—\s]+")
# The term of the National Assembly stands behind its symbol: 'QH1S', 'UBTVQHI5'.
_TERM = re.compile(r"(?P<symbol>(?:UBTV)?QHK?)(?P<term>[\dIlSO]{1,2})")
_DIGITS = str.maketrans({"l": "1", "I": "1", "O": "0", "S": "5"})

# Strokes that English engines see in numerals; a numeral must remain, 'IV' or 'XII'.
_STROKES = str.maketrans({"l": "I", "1": "I", "|": "I", "i": "I", "L": "I", "T": "I", "D": "I"})
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
# The bracket of 'khóa XII)' closes the last stroke: 'XID)'.
_ROMAN_LIKE = re.compile(r"(?=[^IVX]*[IVX])[IVXl1|]{1,5}|IL|II[LT]|TIL|HI|VIH|Ul|[XV]I{1,2}D")
# Small strokes only in a mark: 'Ii' amid a line is a word that lost its first letter, 'lợi'.
_MARKED_ROMAN = re.compile(rf"(?P<open>[(\[]?)(?P<roman>{_ROMAN_LIKE.pattern}|Ii{{1,2}})(?P<close>[.,)\]:]+)")


@lru_cache(maxsize=1 << 14)
def read_code(raw: str, before: str = "") -> Code | None:
    """Return what a code, an abbreviation or a numeral is to read; None where `raw` is none of these.

    `before` are the words before it, as read: by 'Dé an s6' the type of '7/DA-UBND' is known to be a Đề án.

    >>> [read_code(raw).text for raw in ("45/KH-SGDDT", "30/2020/ND-CP", "GD&PT", "Il.", "1SO", "TTHC")]
    ['45/KH-SGDĐT', '30/2020/NĐ-CP', 'GD&ĐT', 'II.', 'ISO', 'TTHC']
    """
    if marked := _MARKED_ROMAN.fullmatch(raw):
        numeral = _numeral(marked["roman"])
        return numeral and Code(marked["open"] + numeral.text + marked["close"], numeral.confidence)
    if numeral := read_roman(raw):
        return numeral
    if raw == "|":
        return Code("1", 0.85)
    if _NUMBER_SIGN.fullmatch(raw):
        return Code("Số:", 0.9)
    if slipped := _SLIPPED.fullmatch(raw):
        return Code(f"0{slipped['digit']}", 0.95)
    serial = _SERIAL.match(raw)
    if not _LETTERS.search(raw) or (raw[0].islower() and not serial):
        return None
    begin = serial.end() if serial else 0
    parts = list(_PART.finditer(raw, begin))
    place: Place
    numbered = serial is not None or (len(parts) > 1 and is_type(parts[0][0]))
    text = _serial(serial[0]) if serial else ""
    confidence = 1.0
    first = 0 if parts and is_type(parts[0][0]) else 1  # a Công văn has no type: '3905/SGDĐT-CTHSSV'
    for at, part in enumerate(parts):
        place = PLACES[min(first + at, 2)] if numbered else "alone"
        read = _symbol(part[0], place, before if place == "type" else "")
        text += raw[parts[at - 1].end() if at else begin : part.start()] + read.text
        confidence *= read.confidence
    return Code(text + raw[parts[-1].end() :], confidence) if parts else None


def _serial(raw: str) -> str:
    """'l3/' and 'I3/' are '13/': a letter among the digits of a serial is the digit that it looks like."""
    digits, slash, rest = raw.partition("/")
    return (digits.translate(_DIGITS) if any(map(str.isdigit, digits)) else digits) + slash + rest


@lru_cache(maxsize=1 << 14)
def _symbol(raw: str, place: Place, before: str) -> Code:
    if raw.isdigit() or (place == "alone" and not _LETTERS.search(raw)):
        return Code(raw, 1.0)
    if term := _TERM.fullmatch(raw):
        return Code(term["symbol"] + term["term"].translate(_DIGITS), 0.95 if not term["term"].isdigit() else 1.0)
    read: Sequence[tuple[str, float]] = readings(raw, place)
    needed = SURE
    if place == "type" and is_listed(raw):
        needed = SURER
        if before and len(named := {text: type_name(text) for text, _ in read if type_name(text)}) > 1:
            read, needed = _by_name(read, named, before), SURE
    best, chance = read[0]
    if best == raw or chance < needed:
        return Code(raw, dict(read)[raw])
    return Code(best, chance)


def _by_name(read: Sequence[tuple[str, float]], named: Mapping[str, str], before: str) -> Sequence[tuple[str, float]]:
    """Weigh the readings of a type by how much of its name, without marks, stands before it."""
    words = bare(before).lower()
    weighed = {
        text: chance * _TOLD ** (fuzz.partial_ratio(bare(named[text]).lower(), words) / 100 if text in named else 0)
        for text, chance in read
    }
    total = sum(weighed.values())
    return sorted(((text, weight / total) for text, weight in weighed.items()), key=lambda item: -item[1])


@lru_cache(maxsize=1 << 12)
def read_roman(raw: str) -> Code | None:
    """Return the numeral that was read as `raw`, 'III' for 'Ill'; None where it can be none.

    >>> [read_roman(raw).text for raw in ("Il", "lV", "VIl", "IX")], read_roman("Vi")
    (['II', 'IV', 'VII', 'IX'], None)
    """
    return _numeral(raw) if _ROMAN_LIKE.fullmatch(raw) else None


def _numeral(raw: str) -> Code | None:
    text = raw.replace("H", "II").replace("U", "II").translate(_STROKES)
    if not _ROMAN.fullmatch(text):
        return None
    # Engines drop strokes where several stand together: three in ten of 'Il' are 'III'.
    return Code(text, 0.95 if text == raw else 0.7)
