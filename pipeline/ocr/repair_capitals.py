"""Capitals within a word that is written small: 'cơ SỞ vật chất' → 'cơ sở vật chất', 'đơn Vị' → 'đơn vị'.

Where letters differ by size alone (v, s, x, o, k) the engine takes one for the other.  A name keeps its capital: only a
word that nearly always follows the one before it, as 'vị' does 'đơn', is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from normalizers.lexicon import lexicon
from normalizers.syllables import is_syllable
from pipeline.ocr.change import Change
from pipeline.ocr.page import TextLine

# Not 'c', 'k', 'p', 'u': 'Chính phủ', 'Kho bạc', 'Phó', 'Ủy ban' are written so after a small letter.
_SAME_SHAPE = frozenset("SVXYÔƠỐỒỔỖỘỚỜỞỠỢ")
_TOGETHER = -1.6  # the logarithm of one in five
_DOUBTED = 0.95
_STOPS = ".,;:)"


def misread_capitals(lines: Sequence[TextLine]) -> Iterator[Change]:
    """Yield the words with capitals that stand within a phrase in small letters."""
    words = [(number, at, word) for number, line in enumerate(lines) for at, word in enumerate(line.words)]
    for (_, _, before), (number, at, word) in pairwise(words):
        text = word.text.rstrip(_STOPS)
        if not (before.text.islower() and is_syllable(before.text) and is_syllable(text)):
            continue
        whole = len(text) > 1 and text.isupper()
        first = text[:1] in _SAME_SHAPE and text[1:].islower() and word.confidence < _DOUBTED
        if (whole or first) and _follows(before.text, text):
            yield Change(number, at, 0, text, text.lower(), "capital")


def _follows(before: str, word: str) -> bool:
    return lexicon().log_probability(word, before) > _TOGETHER
