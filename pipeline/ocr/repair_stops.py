"""Full stops read for commas: 'cán bộ. công chức' → 'cán bộ, công chức', since a small letter begins no sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from normalizers.syllables import is_syllable
from pipeline.ocr.change import Change
from pipeline.ocr.page import TextLine


def misread_stops(lines: Sequence[TextLine]) -> Iterator[Change]:
    """Yield the full stops between two syllables of which the second begins with a small letter."""
    words = [(number, at, word.text) for number, line in enumerate(lines) for at, word in enumerate(line.words)]
    for (number, at, text), (_, _, after) in pairwise(words):
        if text.endswith(".") and _is_word(text[:-1]) and after[:1].islower() and _is_word(after.rstrip(".,;:)")):
            yield Change(number, at, len(text) - 1, ".", ",", "stop")


def _is_word(text: str) -> bool:
    return len(text) > 1 and text[-1].islower() and is_syllable(text.lstrip("(“"))
