"""What restoration put into the reading text, and how far what is read there can be relied on.

Restoring is the work of normalizers/diacritics, in the stage restore; here each guess is placed in the reading text,
for the table `restorations`, for the finding that tells of them, and for the records that rest on them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extractors.mention import Mention
from pipeline.messages import Value, finding
from pipeline.page_findings import page_ranges
from pipeline.records import Finding, Guess, Reading

DOUBTFUL = 0.9
"""Confidence below which a syllable should be looked at. On held-out pages 1.5 to 3 % of the syllables are, and hold 50
to 70 % of the errors; every fourth to third of them is wrong."""
_EXAMPLES = 5  # doubtful syllables shown to the reader

AnyMention = TypeVar("AnyMention", bound=Mention)


@dataclass(frozen=True, slots=True)
class Placed:
    """A guess at its place: what was restored is `reading.text[start:end]`."""

    start: int
    end: int
    page: int
    guess: Guess


def placed_guesses(reading: Reading) -> list[Placed]:
    """Return all guesses that stand in the reading text, in order; those of dropped page furniture are gone with it."""
    return [
        Placed(run.start + guess.start, run.start + guess.end, run.page, guess)
        for run in reading.runs
        for guess in run.guesses
    ]


class Doubts:
    """How certain the restored syllables of a text are."""

    def __init__(self, reading: Reading) -> None:
        self._placed = placed_guesses(reading)
        self._starts = [placed.start for placed in self._placed]

    def lowered(self, mentions: Sequence[AnyMention]) -> tuple[AnyMention, ...]:
        """Return the mentions with their confidence times that of the least certain syllable they quote.

        One wrong syllable is enough to make a record wrong, and the others of its quote are seldom in doubt.
        """
        if not self._placed:
            return tuple(mentions)
        return tuple(self._lowered(mention) for mention in mentions)

    def _lowered(self, mention: AnyMention) -> AnyMention:
        first, stop = bisect_left(self._starts, mention.start), bisect_left(self._starts, mention.end)
        least = min((placed.guess.confidence for placed in self._placed[first:stop]), default=1.0)
        return replace(mention, confidence=mention.confidence * least)


def restoration_findings(reading: Reading) -> Iterator[Finding]:
    """Yield the finding that tells how much was restored, where, and how much of it is in doubt."""
    placed = placed_guesses(reading)
    changed = [p for p in placed if p.guess.raw != reading.text[p.start : p.end]]
    if not changed:
        return
    doubtful = sorted((p for p in placed if p.guess.confidence < DOUBTFUL), key=lambda p: p.guess.confidence)
    words = dict.fromkeys(reading.text[p.start : p.end] for p in doubtful)
    examples = ", ".join(f"“{word}”" for word in list(words)[:_EXAMPLES])
    pages = sorted({p.page for p in changed})
    counts: dict[str, Value] = {"count": len(changed), "doubtful": len(doubtful), "detail": examples}
    yield finding("text-restored", {"pages": page_ranges(pages), **counts}, page=pages[0])
