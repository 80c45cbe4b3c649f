"""What the engine misread on a page, put right where only one reading is possible, and every change recorded.

Each kind of misreading has its module, repair_*.py; all are pure functions of the words, their boxes and the engine's
confidence.  None looks at the image, and nothing is guessed: a word that may be right stays.  Pages without any
diacritics are not for here but for the stage that restores them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.ocr.change import Change
from pipeline.ocr.letter_widths import ems
from pipeline.ocr.page import Mend, TextLine, Word
from pipeline.ocr.repair_capitals import misread_capitals
from pipeline.ocr.repair_codes import misread_codes
from pipeline.ocr.repair_dashes import misread_dashes
from pipeline.ocr.repair_numerals import misread_numerals
from pipeline.ocr.repair_ordinals import misread_ordinals
from pipeline.ocr.repair_stops import misread_stops
from pipeline.ocr.repair_syllables import misread_syllables

Rule = Callable[[Sequence[TextLine]], Iterable[Change]]

# In this order: a numeral is known before the blank behind it is looked for, and what stands between the syllables
# before they are weighed.
RULES: tuple[Rule, ...] = (
    misread_numerals,
    misread_codes,
    misread_dashes,
    misread_ordinals,
    misread_stops,
    misread_capitals,
    misread_syllables,
)


def repair(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[Mend]]:
    """Return the lines of a page with what was surely misread put right, and what was changed.

    A line of which nothing is left was dirt, and is dropped.
    """
    repaired: list[TextLine] = []
    mends: list[Mend] = []
    for part in _regions(lines):
        for rule in RULES:
            part, changed = _applied(part, rule(part))
            mends.extend(changed)
        repaired.extend(part)
    return repaired, mends


def _regions(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the lines of each region: text does not go on from one into the next."""
    for _, part in groupby((line for line in lines if line.words), key=lambda line: line.region):
        yield list(part)


def _applied(lines: Sequence[TextLine], changes: Iterable[Change]) -> tuple[list[TextLine], list[Mend]]:
    """Return the lines with the changes made, from the last to the first so that places stay what they were."""
    changed = list(lines)
    mends = []
    for change in sorted(changes, key=lambda c: (c.line, c.word, c.start), reverse=True):
        line = changed[change.line]
        word = line.words[change.word]
        end = change.start + len(change.seen)
        text = word.text[: change.start] + change.meant + word.text[end:]
        words = (*line.words[: change.word], *_printed(word, text), *line.words[change.word + 1 :])
        changed[change.line] = replace(line, words=words)
        mends.append(Mend(word.text, text, change.rule, word.box))
    return [line for line in changed if line.words], mends[::-1]


def _printed(word: Word, text: str) -> Iterator[Word]:
    """Yield the words that a word is to become: none, one, or several that share its box by their widths."""
    parts = text.split()
    x0, y0, x1, y1 = word.box
    whole = ems(text) if text else 1.0
    used = 0
    for part in parts:
        start = text.index(part, used)
        used = start + len(part)
        left, right = (x0 + (x1 - x0) * min(1.0, ems(text[:end]) / whole) if end else x0 for end in (start, used))
        yield replace(word, text=part, box=(max(left, x0), y0, x1 if used == len(text) else right, y1))
