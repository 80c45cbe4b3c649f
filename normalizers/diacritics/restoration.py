"""What restoring a text gives: the text, what stands there for what, how sure that is, and the way back to the raw one.

Only what a restorer decided about is listed; everything else was copied, letter by letter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from normalizers.diacritics.gate import Stretch


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable or code that was decided about; `text` is restored[start:end], `raw` is raw[raw_start:raw_end].

    `confidence` is the chance, from 0 to 1, that `text` is what stood on paper; `alternatives` are the readings that
    come next, likeliest first, where they were asked for.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    raw: str
    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        return self.raw != self.text


@dataclass(frozen=True)
class Restoration:
    """A restored text beside the raw one; lines and blanks are the same in both, but for specks that were one."""

    text: str
    raw: str
    syllables: tuple[Syllable, ...]  # in the order of the text
    stretches: tuple[Stretch, ...]  # what state each part of `raw` was found in; offsets in `raw`

    @property
    def changed(self) -> bool:
        return self.text != self.raw

    def to_raw(self, offset: int) -> int:
        """Return where in `raw` stands what stands at `offset` in `text`.

        Inside a changed syllable the nearest letter by count is given, and both its ends map to its ends.
        """
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        syllable = self.syllables[at]
        if offset >= syllable.end:
            return offset - syllable.end + syllable.raw_end
        return min(syllable.raw_start + offset - syllable.start, syllable.raw_end)

    def between(self, start: int, end: int) -> tuple[Syllable, ...]:
        """Return the syllables that lie in text[start:end], even in part."""
        return self.syllables[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def doubtful(self, below: float) -> tuple[Syllable, ...]:
        """Return the syllables with a confidence under `below`, least certain first."""
        return tuple(sorted((s for s in self.syllables if s.confidence < below), key=lambda s: s.confidence))

    @cached_property
    def _starts(self) -> list[int]:
        return [syllable.start for syllable in self.syllables]

    @cached_property
    def _ends(self) -> list[int]:
        return [syllable.end for syllable in self.syllables]


@dataclass(frozen=True, slots=True)
class Decision:
    """What raw[start:end] is to be read as."""

    start: int
    end: int
    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()


def rewritten(raw: str, decisions: Iterable[Decision], stretches: Iterable[Stretch]) -> Restoration:
    """Return `raw` with the decisions, in order, put in their places; of two about one place the first holds."""
    parts: list[str] = []
    syllables: list[Syllable] = []
    copied = length = 0
    for made in decisions:
        if made.start < copied:
            continue
        parts += (raw[copied : made.start], made.text)
        start = length + made.start - copied
        length, copied = start + len(made.text), made.end
        seen = raw[made.start : made.end]
        syllables.append(
            Syllable(start, length, made.start, made.end, seen, made.text, made.confidence, made.alternatives)
        )
    parts.append(raw[copied:])
    return Restoration("".join(parts), raw, tuple(syllables), tuple(stretches))
