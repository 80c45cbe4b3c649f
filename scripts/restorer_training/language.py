"""Learn how likely a syllable is after those before it: model/language.npz, for normalizers/diacritics/language.py.

Chains of one to three words are counted and smoothed by modified Kneser-Ney (Chen and Goodman 1998), over the whole
corpus and over its parts, and the chances are mixed: text of one kind goes on in its own way.  A chain is a number,
its words in BITS bits each, the last word lowest; arrays of chains rise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from normalizers.diacritics.language import packed
from restorer_training.corpus import Corpus, held_out, read_lines, units, vocabulary
from restorer_training.phrases import phrases

ORDER = 3
BITS = 13  # of a word's number, so the vocabulary has at most 8,192 words


@dataclass(frozen=True)
class Part:
    """Lines of the corpus, from `first` up to the next part, and the weight of what is learnt from them alone."""

    name: str
    first: int
    share: float
    with_phrases: bool = False


# What is left to make one is the weight of what is learnt from the whole corpus.
PARTS = (
    Part("law", 0, 0.1),
    Part("encyclopedia", 614_985, 0.1),
    Part("administrative", 1_051_900, 0.35, with_phrases=True),
)

Words = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Chains:
    """Chains of one length: how likely the last word is after the others, and what is left for words not seen there.

    A word that was not seen after a chain has `weights` of the chain times its chance after the chain less its first.
    """

    keys: Keys
    chances: Floats
    weights: Floats


Model = list[Chains]  # of one word, of two, and so on


def kneser_ney(text: Words, size: int, order: int = ORDER) -> Model:
    """Return the model of a text of words below `size`."""
    text = np.concatenate([np.repeat(text[-1:], order), text])  # so that the first words too stand after something
    counts = [_counted(_chains(text, length)) for length in range(1, order + 1)]
    # Each word is given a little that was never seen at all.
    model = [Chains(np.arange(size, dtype=np.uint64), np.full(size, 1 / size), np.ones(size))]
    for length, (keys, seen) in enumerate(counts, start=1):
        if length < order:
            # Of shorter chains it matters after how many words they were seen: 'Kông' is frequent, but after 'Hồng'.
            rest, seen = _counted(counts[length][0] & _mask(length))
            keys = rest
        off = _discounts(seen)[np.minimum(seen, 3)]
        starts, row = _rows(keys >> np.uint64(BITS))
        totals = np.add.reduceat(seen, starts)
        left = np.add.reduceat(off, starts) / totals
        shorter = model[-1].chances[_find(model[-1].keys, keys & _mask(length - 1))] if length > 1 else 1 / size
        chances = (seen - off) / totals[row] + left[row] * shorter
        if length == 1:
            model[0].chances[:] = left[0] / size
            model[0].chances[keys.astype(np.int64)] = chances
        else:
            model[-1].weights[_find(model[-1].keys, keys[starts] >> np.uint64(BITS))] = left
            model.append(Chains(keys, chances, np.ones(len(keys))))
    return model


def chances(model: Model, keys: Keys, length: int) -> Floats:
    """Return how likely the last word of each chain is after the others, whether the chain was seen or not."""
    last = keys & _mask(1)
    found = model[0].chances[last.astype(np.int64)]
    for longer in range(2, length + 1):
        chains, before = model[longer - 1], model[longer - 2]
        key = keys & _mask(longer)
        at, history = _find(chains.keys, key), _find(before.keys, key >> np.uint64(BITS))
        weight = np.where(before.keys[history] == key >> np.uint64(BITS), before.weights[history], 1.0)
        found = np.where(chains.keys[at] == key, chains.chances[at], weight * found)
    return found


def mixed(whole: Model, parts: Sequence[tuple[Model, float]], share: float) -> Model:
    """Return `share` of `whole` and the given shares of parts of it."""
    model = []
    for length, chains in enumerate(whole, start=1):
        mixture = share * chains.chances
        for part, weight in parts:
            mixture += weight * chances(part, chains.keys, length)
        model.append(replace(chains, chances=mixture))
    return _levelled(model)


def _levelled(model: Model) -> Model:
    """Return a model with the weights that let the chances after each chain add up to one."""
    model = list(model)
    for length in range(1, len(model)):
        longer = model[length]
        starts, _ = _rows(longer.keys >> np.uint64(BITS))
        shorter = chances(model[:length], longer.keys & _mask(length), length)
        left = 1 - np.add.reduceat(longer.chances, starts)
        lost = 1 - np.add.reduceat(shorter, starts)
        weights = np.ones(len(model[length - 1].keys))
        histories = _find(model[length - 1].keys, longer.keys[starts] >> np.uint64(BITS))
        weights[histories] = np.maximum(left, 1e-9) / np.maximum(lost, 1e-9)
        model[length - 1] = replace(model[length - 1], weights=weights)
    return model


def store(path: Path, words: Sequence[str], model: Model) -> None:
    """Write a model for `normalizers.diacritics.language.Language`."""
    arrays = {}
    for length in range(2, len(model) + 1):
        chains, histories = model[length - 1], model[length - 2]
        rows = _find(histories.keys, chains.keys >> np.uint64(BITS))
        last = (chains.keys & _mask(1)).astype(np.int64)
        arrays |= packed(length, rows, last, len(histories.keys), np.log(chains.chances), np.log(histories.weights))
    np.savez_compressed(
        path,
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        general=np.log(model[0].chances).astype(np.float32),
        order=np.array(len(model)),
        **arrays,
    )


def train(corpus: Corpus, out: Path) -> None:
    """Learn from a corpus, less what is held out, and from the phrases; write the model to `out`."""
    words = vocabulary(corpus.words, corpus.counts(), 1 << BITS)
    text, lines = units(corpus, words)
    extra, _ = units(read_lines(phrases()), words)
    learnt = ~held_out(lines)
    whole = kneser_ney(np.concatenate([text[learnt], extra]), len(words))
    parts = []
    for part, end in zip(PARTS, [*(part.first for part in PARTS[1:]), len(lines)], strict=True):
        own = text[learnt & (lines >= part.first) & (lines < end)]
        if len(own):
            own = np.concatenate([own, extra]) if part.with_phrases else own
            parts.append((kneser_ney(own, len(words)), part.share))
    store(out, words, mixed(whole, parts, 1 - sum(share for _, share in parts)))


def _mask(length: int) -> np.uint64:
    return np.uint64((1 << BITS * length) - 1)


def _chains(text: Words, length: int) -> Keys:
    """Return every chain of a text."""
    keys = np.zeros(len(text) - length + 1, dtype=np.uint64)
    for at in range(length):
        keys <<= np.uint64(BITS)
        keys |= text[at : at + len(keys)].astype(np.uint64)
    return keys


def _counted(keys: Keys) -> tuple[Keys, Ints]:
    """Return the distinct keys, rising, and how often each stands there."""
    keys = np.sort(keys)
    starts, _ = _rows(keys)
    return keys[starts], np.diff(starts, append=len(keys))


def _rows(keys: Keys) -> tuple[Ints, Ints]:
    """Return where runs of one key begin, and for each place in which run it is."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(keys)) + 1])
    return starts, np.repeat(np.arange(len(starts)), np.diff(starts, append=len(keys)))


def _find(keys: Keys, sought: Keys) -> Ints:
    """Return the places of keys, of any place where a key is not there."""
    found: Ints = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
    return found


def _discounts(counts: Ints) -> Floats:
    """Return what is taken off counts of 0, of 1, of 2, and of 3 and more, and given to what was not seen."""
    ones, twos, threes, fours = (max(int(np.count_nonzero(counts == times)), 1) for times in (1, 2, 3, 4))
    rare = ones / (ones + 2 * twos)
    off = np.array([0, 1 - 2 * rare * twos / ones, 2 - 3 * rare * threes / twos, 3 - 4 * rare * fours / threes])
    return np.clip(off, [0, 0.1, 0.1, 0.1], [0, 0.9, 1.8, 2.7])  # a few sentences have no such statistics
