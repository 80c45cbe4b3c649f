"""What a word is by its looks alone: a syllable, an abbreviation, a numeral, or foreign.

Where words stand in a text, which pieces of it are no words at all, and what neighbours tell is in tokens.py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from normalizers.diacritics.codes import is_listed, is_symbol, read_roman
from normalizers.letters import bare
from normalizers.syllables import bare_syllables
from normalizers.tables import rows

Kind = Literal[
    "syllable", "number", "date", "code", "abbreviation", "address", "list mark", "roman", "foreign", "other"
]
CODES: frozenset[Kind] = frozenset(("code", "abbreviation", "roman", "list mark"))
"""What codes.py can read; whatever else is no syllable stays as it is."""
Looks = Literal[Kind, "loud"]
"""'loud': a word in capitals that is a syllable among others in capitals, 'TU DO', and no syllable elsewhere."""

# Signs that stand for letters in real layers: behind a letter ('co’', 'tr¢', 'ct?'), or before one ('&ng', '@ng').
AFTER = r"’'‘&?@¢€¥®§$#°"
BEFORE = r"@¢&¥€®§"
INSIDE = rf"{AFTER}%£©‰"

# '95,5', '2021-2025', '10h30', '100%', '15m2'; a digit with any other letter may be a syllable, '1a' for 'là'.
_UNIT = r"(?:h(?:\d\d)?|[kcm]m[23²³]?|m[23²³]|kg|kW|MW|GB|MB|(?<=\d\d)(?:[hmgđ]|ha|tr))"
NUMBER = rf"\d+(?:[.,:/]\d+)*(?:%|‰|°|{_UNIT})?(?![\w@¢&§’])"
_NUMBER = re.compile(NUMBER)
_NO_LETTER = re.compile(r"[\W\d_]+")
# 'QH14', 'QH1S', 'ISO9001', 'K12', '5G', '1SO'; '1A' and 'S60' may be 'là' and 'Số'
_TERM = re.compile(r"[A-ZĐ]{2,}\d[\dISlO]?|[A-RT-ZĐ]\d{2,}|[A-ZĐ]{2,}\d{2,}|\d+[A-ZĐ]{2,}|\d+[BCDĐGHKMPTX]|\d{2,}A")
_STROKE = re.compile(r"[A-ZĐ]+l[A-ZĐ]*")  # 'Al' for 'AI'
_SLIPPED = re.compile(r"O0?\d")  # 'O5' for '05'
_LONGEST = 9
"""Letters, digits and signs of a garbled syllable, 'nghi€€ng'."""
# What engines make of 'ở', 'là', 'lộ', 'rõ', 'số'.
_FIGURES = frozenset(("0", "1", "4", "6", "10", "14", "16", "86", "06"))


def kind_of(word: str) -> Looks:
    """Return what a word is.

    >>> [kind_of(word) for word in ("x4c", "CCHC", "Il", "95,5%", "5G", "TU")]
    ['syllable', 'abbreviation', 'roman', 'number', 'abbreviation', 'loud']
    """
    if _NUMBER.fullmatch(word):
        return "number"
    if not word.isdigit() and read_roman(word):
        return "loud" if len(word) > 1 and is_bare_syllable(word) else "roman"  # 'CHUONG VI', 'DON VI'
    if _SLIPPED.fullmatch(word):
        return "code"
    letters = _NO_LETTER.sub("", word)
    if not letters:
        return "syllable" if any(c in BEFORE for c in word) else "other"  # "@" for "ở", "1¢" for "lở"
    if len(letters) < len(word) and any(c.isdigit() for c in word):
        if _TERM.fullmatch(word):
            return "abbreviation"
        return "syllable" if len(word) <= _LONGEST else "other"
    if _STROKE.fullmatch(letters) and is_listed(letters.replace("l", "I")):
        return "abbreviation"
    if any(map(str.isupper, letters[1:])):
        return _of_capitals(letters)
    return "foreign" if word.lower() in _foreign() else "syllable"


def _of_capitals(word: str) -> Looks:
    if is_bare_syllable(word):
        return "loud" if is_listed(word) else "syllable"  # 'TU' is a Tỉnh ủy, and 'TỰ' in 'TU DO'
    if is_symbol(word):
        return "abbreviation" if is_listed(word) or not _like_syllable(word) else "syllable"
    return "loud" if word.isupper() and not _like_syllable(word) else "syllable"


def _like_syllable(word: str) -> bool:
    """'NUGC' is 'NƯỚC' and 'XA HQI' is 'XÃ HỘI': a G or Q is what an engine sees in an O with marks.

    Of two letters the second may be an S or a C, too: 'BS' for 'Bộ', 'SC' for 'Sở'.
    """
    signs = "GQSC" if len(word) == 2 else "GQ"
    return any(is_bare_syllable(word[:at] + "o" + word[at + 1 :]) for at, c in enumerate(word) if c in signs and at)


@lru_cache(maxsize=1 << 14)
def is_bare_syllable(word: str) -> bool:
    """Tell whether `word` is a Vietnamese syllable when marks do not count: 'truong', 'ké', 'HỘI'."""
    return bare(word.lower()) in bare_syllables()


@cache
def _foreign() -> frozenset[str]:
    return frozenset(row["seen"] for row in rows("foreign_words") if not is_bare_syllable(row["seen"]))


def may_be_syllable(number: str) -> bool:
    """Tell whether a number may be a syllable in garbled text: '6' for 'ở', '14' for 'là', '16' for 'lộ'.

    Only its neighbours tell, and a number that stands for a syllable is rare.
    """
    return number in _FIGURES
