"""Which of the candidates stood on paper: forward and backward over a beam of readings, many stretches of text at once.

A reading's chance is that of its words in this order (language.py) times that of their being written as the raw text
has them (noise.py).  Readings that end in the same words are added up, the likeliest ends are kept, and what comes out
is no single best reading but the chance of every candidate in its place: the choice, its confidence and the
alternatives are all read from it.  Candidates are made elsewhere; so is the text put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalizers.diacritics.rows import Floats, Ints, Place, Rows, Speech, Weights, side_by_side

__all__ = ["Floats", "Ints", "Place", "Speech", "Weights", "posteriors"]


# What a reading that fell out of the beam is given for what follows, as a share of the worst that was kept.
_PRUNED = 0.1


def posteriors(
    stretches: Sequence[Sequence[Place]], language: Speech, start: int, weights: Weights
) -> list[list[Floats]]:
    """Return for each place of each stretch the chance of each of its candidates; `start` stands before a stretch."""
    found: list[list[Floats]] = [[] for _ in stretches]
    order = sorted((n for n, places in enumerate(stretches) if places), key=lambda n: -len(stretches[n]))
    for block in side_by_side(order, stretches):
        rows = Rows([stretches[n] for n in block], start, weights)
        rows.narrow(language)
        for n, places in zip(block, _decode(rows, language), strict=True):
            found[n] = places
    return found


@dataclass(slots=True)
class _Step:
    """One place of all rows: how each kept reading went on, for the way back."""

    chances: Floats  # of the kept readings before this place: row, reading
    arcs: npt.NDArray[np.float32]  # of going on from a reading with a candidate: row, reading, candidate
    ends: npt.NDArray[np.int16]  # which reading after this place that leads to; -1 where it was not kept


def _decode(rows: Rows, language: Speech) -> list[list[Floats]]:
    """Return the chances of the candidates of each place of each row."""
    words, written, lengths, weights = rows.words, rows.written, rows.lengths, rows.weights
    second = np.full((len(lengths), 1), rows.start, dtype=np.int64)
    first = second
    chances = np.ones((len(lengths), 1))
    steps: list[_Step] = []
    for at in range(len(words)):
        here = int(np.count_nonzero(lengths > at))
        second, first, chances = second[:here], first[:here], chances[:here]
        arcs = _arcs(words[at, :here], written[at, :here], second, first, chances > 0, language, weights.language)
        # Readings that end in one word differ only in what no longer matters once the next word is there.
        leader = (second[:, :, None] == second[:, None, :]).argmax(axis=2)
        same = leader[:, None, :] == np.arange(leader.shape[1])[None, :, None]
        joined = same.astype(np.float64) @ (arcs * chances[:, :, None])
        flat = joined.reshape(here, -1)
        width = min(weights.beam, flat.shape[1])
        kept = np.argpartition(flat, flat.shape[1] - width, axis=1)[:, -width:]
        before, candidate = np.divmod(kept, arcs.shape[2])
        place = np.full(flat.shape, -1, dtype=np.int16)
        np.put_along_axis(place, kept, np.arange(width, dtype=np.int16)[None, :], axis=1)
        ends = np.take_along_axis(place.reshape(arcs.shape), leader[:, :, None], axis=1)
        steps.append(_Step(chances, arcs.astype(np.float32), ends))
        chances = np.take_along_axis(flat, kept, axis=1)
        chances = chances / chances.sum(axis=1, keepdims=True)
        first = np.take_along_axis(second, before, axis=1)
        second = np.take_along_axis(words[at, :here], candidate, axis=1)
    return rows.spread(_backward(steps, words.shape, weights.beam))


def _arcs(
    words: Ints,
    written: Floats,
    second: Ints,
    first: Ints,
    alive: npt.NDArray[np.bool_],
    language: Speech,
    power: float,
) -> Floats:
    """Return the chance of each candidate after each reading, by row, reading and candidate; the best of a row is 1."""
    row, reading, candidate = np.nonzero(alive[:, :, None] & (written > -np.inf)[:, None, :])
    said = language.scores(words[row, candidate], second[row, reading], first[row, reading])
    logs = np.full((*second.shape, words.shape[1]), -np.inf)
    logs[row, reading, candidate] = power * said + written[row, candidate]
    logs -= logs.max(axis=(1, 2), keepdims=True)
    chances: Floats = np.exp(logs)
    return chances


def _backward(steps: list[_Step], shape: tuple[int, ...], beam: int) -> Floats:
    """Return the chances by place, row and candidate."""
    found = np.zeros(shape)
    after = np.ones((shape[1], beam))
    width = beam
    while steps:
        step, at = steps.pop(), len(steps)
        here, readings, _ = step.arcs.shape
        led = np.take_along_axis(after[:here], np.maximum(step.ends, 0).reshape(here, -1), axis=1)
        worst = _PRUNED * after[:here, :width].min(axis=1)
        led = np.where(step.ends >= 0, led.reshape(step.ends.shape), worst[:, None, None]) * step.arcs
        chances = (led * step.chances[:, :, None]).sum(axis=1)
        found[at, :here] = chances / chances.sum(axis=1, keepdims=True)
        ahead = led.sum(axis=2)
        after[:here, :readings] = ahead / ahead.max(axis=1, keepdims=True)
        width = readings
    return found
