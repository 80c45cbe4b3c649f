"""Stretches of a text side by side in arrays, and candidates dropped that have no chance.

A place has a dozen candidates or two, and two or three of them fit the neighbours on each side.  To look at those alone
is cheap; only what remains is weighed by decoder.py, with more words before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Place(Protocol):
    """One place of a text and what may stand there."""

    @property
    def words(self) -> Ints: ...  # the language's number of each candidate

    @property
    def scores(self) -> Floats: ...  # natural logarithm of the chance that it is written as the raw text has it


class Speech(Protocol):
    """What the decoder asks of a language model."""

    def scores(self, words: Ints, *before: Ints) -> Floats: ...  # the nearest before first


@dataclass(frozen=True, slots=True)
class Weights:
    """How the search is done; tuned on held-out pages."""

    beam: int = 12  # readings kept after each place
    language: float = 1.3  # powers of the two chances
    noise: float = 1.0
    hopeless: float = 1e-4  # a candidate this much less likely than the best, by its two neighbours, is dropped


# Stretches are worked on side by side; more of them at once would not be faster, and would take more memory.
_PLACES_AT_ONCE = 1500


def side_by_side(order: Sequence[int], stretches: Sequence[Sequence[Place]]) -> Iterator[list[int]]:
    """Yield which of the stretches, `order` has them by falling length, are worked on at once."""
    at = 0
    while at < len(order):
        rows = max(1, _PLACES_AT_ONCE // len(stretches[order[at]]))
        yield list(order[at : at + rows])
        at += rows


class Rows:
    """Stretches side by side, the longest first: by place, row and candidate."""

    def __init__(self, rows: Sequence[Sequence[Place]], start: int, weights: Weights) -> None:
        """`start` is the word that stands before each of the rows."""
        self.start, self.weights = start, weights
        self.lengths = np.array([len(row) for row in rows])
        places = [place for row in rows for place in row]
        self.counts = np.array([len(place.words) for place in places])
        row = np.repeat(np.arange(len(rows)), self.lengths)
        at = np.arange(len(places)) - np.repeat(np.cumsum(self.lengths) - self.lengths, self.lengths)
        candidate = np.arange(self.counts.sum()) - np.repeat(np.cumsum(self.counts) - self.counts, self.counts)
        shape = (int(self.lengths[0]), len(rows), int(self.counts.max()))
        self.words, self.written = np.zeros(shape, dtype=np.int64), np.full(shape, -np.inf)
        self.index = (np.repeat(at, self.counts), np.repeat(row, self.counts), candidate)
        self.words[self.index] = np.concatenate([place.words for place in places])
        self.written[self.index] = weights.noise * np.concatenate([place.scores for place in places])
        # Which candidate stands where, after some were dropped.
        self.which = np.broadcast_to(np.arange(shape[2]), shape)

    def narrow(self, language: Speech) -> None:
        """Drop the candidates that have no chance even where only the neighbours on each side are looked at."""
        there = self.written > -np.inf
        beside = self._beside(there, language)
        written = self.written - self.written.max(axis=2, keepdims=True, initial=-1e300)
        written = np.exp(np.where(there, written, -np.inf)).astype(np.float32)
        active = [int(np.count_nonzero(self.lengths > at)) for at in range(len(written))]
        chances = np.zeros_like(written)
        ahead = np.zeros(written.shape[1:], dtype=np.float32)
        ahead[:, 0] = 1
        for at, rows in enumerate(active):
            ahead = (ahead[:rows, None, :] @ beside[at, :rows])[:, 0] * written[at, :rows]
            ahead /= ahead.max(axis=1, keepdims=True)
            chances[at, :rows] = ahead
        back = np.ones(written.shape[1:], dtype=np.float32)
        for at, rows in reversed(list(enumerate(active))):
            chances[at, :rows] *= back[:rows]
            behind = (beside[at, :rows] @ (back[:rows] * written[at, :rows])[:, :, None])[:, :, 0]
            back[:rows] = behind / behind.max(axis=1, keepdims=True)
        best = np.maximum(chances.max(axis=2, keepdims=True), 1e-30)
        kept = there & (chances >= self.weights.hopeless * best)
        size = int(kept.sum(axis=2).max())
        self.which = np.argsort(~kept, axis=2, kind="stable")[:, :, :size]
        self.words = np.take_along_axis(self.words, self.which, axis=2)
        self.written = np.take_along_axis(np.where(kept, self.written, -np.inf), self.which, axis=2)

    def _beside(self, there: npt.NDArray[np.bool_], language: Speech) -> npt.NDArray[np.float32]:
        """Return the chance of each candidate after each of the place before: by place, row, both."""
        before = np.full_like(self.words, self.start)
        before[1:] = self.words[:-1]
        stands = np.zeros_like(there)
        stands[0, :, 0] = True
        stands[1:] = there[:-1]
        at, row, left, right = np.nonzero(stands[:, :, :, None] & there[:, :, None, :])
        said = language.scores(self.words[at, row, right], before[at, row, left])
        chances = np.zeros((*there.shape, there.shape[2]), dtype=np.float32)
        chances[at, row, left, right] = np.exp(self.weights.language * said)
        return chances

    def spread(self, chances: Floats) -> list[list[Floats]]:
        """Return for each row and place the chances of its candidates, as they were given."""
        whole = np.zeros((*self.which.shape[:2], int(self.counts.max())))
        np.put_along_axis(whole, self.which, chances, axis=2)
        flat = np.split(whole[self.index], np.cumsum(self.counts)[:-1])
        ends = np.cumsum(self.lengths)
        return [flat[end - length : end] for end, length in zip(ends.tolist(), self.lengths.tolist(), strict=True)]
