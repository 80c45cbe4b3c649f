"""Syllables whose marks were misread, by what stands beside them: 'tố chức' → 'tổ chức', 'sửa đối, bố sung'.

The engine takes the hook on a circumflex for an acute, a dotted i for 'ỉ', and much else on a bad scan; what it reads
is mostly a good syllable, only not the one printed.  For every word the likely printed ones are weighed, by how often
the engine mistakes their letters (syllable_choices.py) and how often they stand between such neighbours
(syllable_weights.py), and the word is changed only where another is likelier by a wide margin.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.lexicon import BREAK, NUMBER, lexicon
from pipeline.ocr.change import Change
from pipeline.ocr.page import TextLine
from pipeline.ocr.syllable_choices import Choice, choices_of
from pipeline.ocr.syllable_weights import gains, likely

# '€' and '©' are what is left of a 'c' on a speckled page.
_UNIT = re.compile(r"(?P<word>(?:[^\W\d_]|[€©])+)|(?P<number>\d+(?:[.,/]\d+)*)|(?P<sign>[^\w\s]|_)")
# What may stand around a word without being part of it; a word within a code or an address stays: 't/hiện'.
_AROUND = ".,;:!?()[]“”‘’\"'-–+*"

# By how much (natural logarithm) another word must be likelier than the one read, by the confidence in that one: what
# the engine is sure of may be a misprint of the paper, and stays.  One change in fifty may be wrong.
_MARGINS = ((0.966, 5.0), (0.96, 3.0), (0.94, 1.5), (0.0, 0.5))
# A misreading of fewer than one in four hundred such letters (its logarithm): where the engine is sure of the word,
# what looks like one is as often a misprint of the paper, 'Ủy bân', and so is what cannot be a word, 'giải quvết'.
_UNLIKELY = -6.0
_SURE, _SURE_OF_NO_WORD = 0.966, 0.9
# A capital within a sentence begins a name, of which the counts know little: 'bà Tố', 'xã Đối'.
_NAME_MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, number or sign of the page: where it stands, and what it may be in print, the word as read first."""

    line: int
    word: int
    start: int  # in the text of the word
    text: str
    kind: str
    confidence: float
    choices: tuple[Choice, ...]


def misread_syllables(lines: Sequence[TextLine]) -> Iterator[Change]:
    """Yield the words of a page, or of one region of it, that were almost surely printed with other marks."""
    units = list(_units(lines))
    if not units:
        return
    weighed = gains(likely([unit.choices for unit in units]))
    for at, (unit, found) in enumerate(zip(units, weighed, strict=True)):
        best = max(found, key=found.__getitem__, default=unit.choices[0])
        if best.text != unit.text and found[best] >= _margin(units, at, best):
            yield Change(unit.line, unit.word, unit.start, unit.text, best.text, "syllable")


def _units(lines: Sequence[TextLine]) -> Iterator[_Unit]:
    known = lexicon()
    capitals = False
    for line, printed in enumerate(lines):
        # A sentence does not go on from capitals into small letters: 'VƯỜN HÈ', and 'Số: 36/KH-MNVH' below it.
        if printed.text.isupper() != capitals:
            capitals = not capitals
            yield _Unit(line, 0, 0, "", "sign", 1.0, (Choice("", known.index(BREAK), 0.0),))
        for word, read in enumerate(printed.words):
            core = len(read.text.strip(_AROUND))
            for match in _UNIT.finditer(read.text):
                kind, text = match.lastgroup or "", match[0]
                choices: tuple[Choice, ...]
                if kind != "word":
                    choices = (Choice(text, known.index(NUMBER if kind == "number" else BREAK), 0.0),)
                elif len(text) == core:
                    choices = choices_of(text)
                else:
                    choices = (Choice(text, known.index(text.lower()), 0.0),)
                yield _Unit(line, word, match.start(), text, kind, read.confidence, choices)


def _margin(units: Sequence[_Unit], at: int, meant: Choice) -> float:
    unit = units[at]
    listed = unit.choices[0].chance == 0.0
    if meant.chance < _UNLIKELY and unit.confidence >= (_SURE if listed else _SURE_OF_NO_WORD):
        return math.inf
    margin = next(margin for confidence, margin in _MARGINS if unit.confidence >= confidence)
    return margin + _NAME_MARGIN if _is_name(units, at) else margin


def _is_name(units: Sequence[_Unit], at: int) -> bool:
    text = units[at].text
    if not text[0].isupper() or (text.isupper() and len(text) > 1):
        return False
    return at > 0 and units[at - 1].kind == "word"
