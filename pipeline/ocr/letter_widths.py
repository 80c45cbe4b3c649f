"""How wide a word is in print, to tell what was read from what stands there: 'II.' is as wide as 'III.' or it is not.

The widths are those of the serif face that administrative documents are set in, between regular and bold; marks add
nothing.  A line is measured by its own words, so that size, weight and a face a little wider or narrower do not matter.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from statistics import median

from normalizers.tables import rows
from pipeline.ocr.page import TextLine, Word

# The blank at both sides of a letter is part of its width, but not of the ink that is measured.
_SIDES = 0.04
_UNKNOWN = 0.5  # em, of a sign that is not listed
_MEASURED = 6  # letters, from which on the size of a line is known well
_PLAIN = str.maketrans("đĐơưƠƯ ", "dDouOU.")  # a blank is as wide as a full stop


@cache
def _widths() -> dict[str, float]:
    return {letter: int(row["value"]) / 1000 for row in rows("letter_widths") for letter in row["letters"]}


@lru_cache(maxsize=1 << 10)
def _width(letter: str) -> float:
    return _widths().get(unicodedata.normalize("NFD", letter.translate(_PLAIN))[0], _UNKNOWN)


def ems(text: str) -> float:
    """Return how wide the ink of a word is, in em.

    >>> [round(ems(numeral), 1) for numeral in ("I.", "II.", "III.")]
    [0.6, 0.9, 1.3]
    """
    return sum(map(_width, text)) - _SIDES


def em_of(line: TextLine, besides: Word | None = None) -> float | None:
    """Return the size of a line in points, by the width of its words; None where too little stands on it."""
    known = [word for word in line.words if word is not besides and sum(map(str.isalpha, word.text)) > 1]
    if sum(len(word.text) for word in known) < _MEASURED:
        return None
    size = median((word.box[2] - word.box[0]) / ems(word.text) for word in known)
    return size if size > 0 else None
