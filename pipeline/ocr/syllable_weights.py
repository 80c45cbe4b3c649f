"""Which of the choices for each word fits its neighbours best, by the counts of normalizers/lexicon.py."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

from normalizers.lexicon import BREAK, lexicon
from pipeline.ocr.syllable_choices import Choice

# A choice this much less likely than the best, with whatever neighbours, is not weighed any further.
_BEAM = 6.0

Scores = npt.NDArray[np.float64]


@cache
def _edge() -> tuple[Choice]:
    return (Choice("", lexicon().index(BREAK), 0.0),)


def likely(choices: Sequence[Sequence[Choice]]) -> list[Sequence[Choice]]:
    """Return the choices that may win with favourable neighbours, what was read being the first of them and staying."""
    width = max(map(len, choices))
    index = np.zeros((len(choices) + 2, width), dtype=np.int64)
    own = np.full((len(choices) + 2, width), -np.inf)
    for at, row in enumerate((_edge(), *choices, _edge())):
        for column, choice in enumerate(row):
            index[at, column] = choice.word
            own[at, column] = choice.chance
    shape = (len(choices) + 1, width, width)
    before, after = np.broadcast_to(index[:-1, :, None], shape), np.broadcast_to(index[1:, None, :], shape)
    steps = lexicon().log_probabilities(after.ravel(), before.ravel()).reshape(shape)
    best_before = (own[:-1, :, None] + steps).max(axis=1)[:-1]
    best_after = (steps + own[1:, None, :]).max(axis=2)[1:]
    scores = own[1:-1] + best_before + best_after
    near = (scores > scores.max(axis=1, keepdims=True) - _BEAM).tolist()
    return [
        [choice for column, choice in enumerate(row) if column == 0 or kept[column]]
        for row, kept in zip(choices, near, strict=True)
    ]


def gains(choices: Sequence[Sequence[Choice]]) -> list[dict[Choice, float]]:
    """Return for each word by how much the whole is likelier (natural logarithm) with a choice than with it as read.

    Words without a choice have an empty dictionary.
    """
    kept = [_edge(), _edge(), *choices, _edge(), _edge()]
    found: list[dict[Choice, float]] = [{} for _ in kept]
    clusters = list(_clusters(kept))
    threes = [
        (a.word, b.word, c.word)
        for start, end in clusters
        for at in range(start, end + 2)
        for a, b, c in product(kept[at - 2], kept[at - 1], kept[at])
    ]
    first, second, third = np.array(threes, dtype=np.int64).reshape(-1, 3).T
    logs = lexicon().log_probabilities(third, second, first)
    used = 0
    for start, end in clusters:
        steps = []
        for at in range(start, end + 2):
            shape = tuple(len(kept[place]) for place in (at - 2, at - 1, at))
            size = math.prod(shape)
            own = np.array([choice.chance for choice in kept[at]])
            steps.append(logs[used : used + size].reshape(shape) + own)
            used += size
        for at, scores in zip(range(start, end), _best_through(steps), strict=False):
            found[at] = {choice: float(score - scores[0]) for choice, score in zip(kept[at], scores, strict=True)}
    return found[2:-2]


def _clusters(choices: Sequence[Sequence[Choice]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which words with a choice stand; two settled words part one from the next."""
    start = end = 0
    for at, row in enumerate(choices):
        if len(row) == 1:
            continue
        if start and at - end >= 2:
            yield start, end
            start = 0
        start, end = start or at, at + 1
    if start:
        yield start, end


def _best_through(steps: Sequence[Scores]) -> Iterator[Scores]:
    """Yield for each place the score of the best path through each of its choices; a step weighs three words."""
    forward = [steps[0].max(axis=0)]
    for step in steps[1:]:
        forward.append((forward[-1][:, :, None] + step).max(axis=0))
    backward = [np.zeros_like(forward[-1])]
    for step in reversed(steps[1:]):
        backward.append((step + backward[-1][None, :, :]).max(axis=2))
    for before, after in zip(forward, reversed(backward), strict=True):
        yield (before + after).max(axis=0)
