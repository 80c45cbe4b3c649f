"""Which parts of a text need restoring: garbled by an engine that knows no Vietnamese, or typed without marks.

What is clean, in another language, or a table of numbers and codes passes untouched.  Words are weighed one by one
(likeness.py); neighbours and the document as a whole decide where a line says little, '2. Yeu cau' or 'TM. UBND'.
Nothing is restored here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import exp

from normalizers.diacritics.likeness import STATES, State, likeness
from normalizers.diacritics.tokens import Token, tokens

USUAL = (0.97, 0.01, 0.01, 0.01)
"""How often text is of each of STATES, before anything of it was read."""
TURNS = 0.15
"""Chance that the kind of text may change from one line to the next; within a line it is far less."""
TURNS_WITHIN = 0.01
LONGEST = 24
"""Words judged together. Lines of paper have 10 to 15; where paragraphs stand on one line it is cut in pieces."""
MOST = 7.0
"""The most, in natural logarithms, that one word may say for one kind of text against another."""
HEED = 0.75
"""Words of running text depend on each other: all together say less than their sum."""
SURE = 0.9
"""Chance. Where it is less likely that a part was damaged, it is left as it is."""
ROUNDS = 2
"""Times the document is read to learn of what kinds it consists."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """text[start:end], of one kind; stretches follow one another without gaps."""

    start: int
    end: int
    state: State

    @property
    def damaged(self) -> bool:
        """Whether it is to be restored."""
        return self.state in ("garbled", "stripped")


@dataclass(frozen=True, slots=True)
class _Part:
    """A line, or a piece of a long one, with what its words say."""

    start: int
    begins_line: bool
    words: int
    logs: tuple[float, ...]


def gate(text: str, found: Sequence[Token] | None = None) -> list[Stretch]:
    """Return the stretches of NFC `text`, from its beginning to its end; `found` are its tokens where they are known.

    >>> [s.state for s in gate("Kế hoạch công tác năm 2025\\nThuc hién cong tac Cai cach hanh chinh nim 2025")]
    ['clean', 'garbled']
    """
    parts = _parts(text, tokens(text) if found is None else found)
    if not parts:
        return [Stretch(0, len(text), "clean")] if text else []
    stretches: list[Stretch] = []
    for state, run in groupby(zip(_judged(parts), parts, strict=True), key=lambda pair: pair[0]):
        start = next(run)[1].start if stretches else 0
        stretches[-1:] = [replace(last, end=start) for last in stretches[-1:]]
        stretches.append(Stretch(start, len(text), state))
    return stretches


def _parts(text: str, found: Sequence[Token]) -> list[_Part]:
    parts: list[_Part] = []
    end_of_line = -1
    logs, words, start, begins = [0.0] * len(STATES), 0, 0, True
    for token in found:
        new_line = token.start > end_of_line
        if new_line or words >= LONGEST:
            if end_of_line >= 0:
                parts.append(_Part(start, begins, words, tuple(logs)))
            logs, words, start, begins = [0.0] * len(STATES), 0, token.start, new_line
            if new_line:
                at = text.find("\n", token.end)
                end_of_line = len(text) if at < 0 else at
        # Letters by themselves are initials, labels, or what is left of a word: 'h~t'.
        if (token.kind == "syllable" or token.kind == "foreign") and len(token.raw) > 1:
            words += 1
            said = likeness(token.raw.removesuffix(":"))
            least = max(said) - MOST
            for at, value in enumerate(said):
                logs[at] += value if value > least else least
    if end_of_line >= 0:
        parts.append(_Part(start, begins, words, tuple(logs)))
    return parts


def _judged(parts: Sequence[_Part]) -> list[State]:
    chances = [_chances(part.logs) for part in parts]
    usual: Sequence[float] = USUAL
    for _ in range(ROUNDS):
        after = _smoothed(parts, chances, usual)
        weights = [sum(c[at] * part.words for c, part in zip(after, parts, strict=True)) for at in range(len(STATES))]
        # What is usual counts as so many words: a short text is judged by it, a long one by itself.
        prior, total = 20.0, sum(part.words for part in parts)
        usual = [(w + prior * u) / (total + prior) for w, u in zip(weights, USUAL, strict=True)]
    states = [_state(chance) for chance in _smoothed(parts, chances, usual)]
    words = {state: sum(p.words for p, s in zip(parts, states, strict=True) if s == state) for state in STATES}
    if words["garbled"] >= words["stripped"]:
        # Headings in capitals lose their marks and nothing else: 'TO CHUC THUC HIEN' on a garbled page.
        states = ["garbled" if state == "stripped" and words["garbled"] else state for state in states]
    return states


def _state(chances: Sequence[float]) -> State:
    clean, garbled, stripped, foreign = chances
    if garbled + stripped >= SURE:
        return "garbled" if garbled >= stripped else "stripped"
    return "clean" if clean >= foreign else "foreign"


def _chances(logs: Sequence[float]) -> list[float]:
    most = max(logs)
    return [exp(HEED * (value - most)) for value in logs]


def _smoothed(parts: Sequence[_Part], chances: list[list[float]], usual: Sequence[float]) -> list[list[float]]:
    """Return the chances of each part in the light of the others: a chain of states, forward and backward."""
    size = range(len(STATES))
    before: list[list[float]] = []
    carried = list(usual)
    for part, said in zip(parts, chances, strict=True):
        turns = TURNS if part.begins_line else TURNS_WITHIN
        moved = [(1 - turns) * carried[at] + turns * usual[at] for at in size]
        seen = [moved[at] * said[at] for at in size]
        total = sum(seen)
        carried = [value / total for value in seen]
        before.append(carried)
    after = [1.0] * len(STATES)
    smoothed: list[list[float]] = []
    for at_part in range(len(parts) - 1, -1, -1):
        seen = [before[at_part][at] * after[at] for at in size]
        total = sum(seen)
        smoothed.append([value / total for value in seen])
        turns = TURNS if parts[at_part].begins_line else TURNS_WITHIN
        weighed = [chances[at_part][at] * after[at] for at in size]
        common = turns * sum(usual[at] * weighed[at] for at in size)
        after = [(1 - turns) * weighed[at] + common for at in size]
        scale = max(after)
        after = [value / scale for value in after]
    return smoothed[::-1]
