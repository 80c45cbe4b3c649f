"""Numbers as Vietnamese documents write them: '95,5', '3.000', '01', 'ba mươi lăm', 'IV'.

What is counted, and whether the number is a section number or a year, is for the extractors to say.
"""

from __future__ import annotations

import re

from normalizers.letters import old_tones

# A stop parts thousands and a comma decimals; '99.5' (not three digits after it) is a decimal typed the English way.
AFTER_FIRST_DIGIT = r"(?:\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d*(?:[.,]\d+)?)(?!\d)"
NUMBER = rf"\d{AFTER_FIRST_DIGIT}"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
#: Words by which a few things are counted: 'hai lần', 'ít nhất ba mô hình'.
COUNTING_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_TENS = ("mười", "mươi")
_SCALES = {"trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_LINKS = ("lẻ", "linh")
_WORD = "|".join(sorted((*_DIGITS, *_TENS, *_SCALES, *_LINKS), key=len, reverse=True))
SPELLED = rf"(?:{_WORD})(?:\s+(?:{_WORD}))*"

ROMAN = r"(?:XIV|XIII|XII|XI|IX|X|VIII|VII|VI|IV|V|III|II|I)"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def parse_number(text: str) -> float:
    """Return the value of a text that matches `NUMBER`.

    >>> [parse_number(t) for t in ("95,5", "3.000", "01", "99.5", "1.234,5")]
    [95.5, 3000.0, 1.0, 99.5, 1234.5]
    """
    decimal = text.startswith("0") and text.count(".") == 1 and "," not in text  # '0.125', but '0.000.000'
    if _THOUSANDS.fullmatch(text) and not decimal:
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def spelled_number(text: str) -> int | None:
    """Return the value of number words, or None where they make no number.

    >>> [spelled_number(t) for t in ("một trăm", "ba mươi lăm", "hai nghìn không trăm lẻ năm", "mươi")]
    [100, 35, 2005, None]
    """
    total = hundreds = 0
    digit: int | None = None
    for word in old_tones(text.lower()).split():
        if word in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[word]
        elif word == "mười":
            if digit:
                return None
            hundreds, digit = hundreds + 10, None
        elif word == "mươi":
            if not digit:
                return None
            hundreds, digit = hundreds + 10 * digit, None
        elif word == "trăm":
            if digit is None:
                return None
            hundreds, digit = hundreds + 100 * digit, None
        elif word in _SCALES:
            hundreds, digit = hundreds + (digit or 0), None
            if not hundreds:
                return None
            total, hundreds = total + hundreds * _SCALES[word], 0
        elif word not in _LINKS:
            return None
    value = total + hundreds + (digit or 0)
    return value if value or digit == 0 else None


def roman(text: str) -> int | None:
    """Return the value of a Roman numeral up to XXXIX, or None.

    >>> [roman(t) for t in ("IV", "XIV", "IIII")]
    [4, 14, None]
    """
    if not re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", text) or not text:
        return None
    values = [_ROMAN_DIGITS[c] for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
