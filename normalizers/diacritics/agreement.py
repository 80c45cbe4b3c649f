"""The same raw word beside the same word is one word all through a document: 'UBND quan' is not now 'quận', now 'quan'.

Each place was read on its own at first.  Where a raw word comes again beside the same neighbour, what the other places
say of it is added to what this one says.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np

from normalizers.diacritics.decoder import Floats, Ints
from normalizers.diacritics.noise import Candidates
from normalizers.diacritics.reading import SETTLED, Reading

NAME_WEIGHT = 0.5
# Part of a name that is as certain as this in its place is left alone.
NAME_SURE = 0.9
WEIGHT = 0.15  # what another place says counts so much of what this place says itself
LEAST = -6.0  # as a logarithm; other places never rule a word out
FLOOR = 1e-3  # chance; what another place thinks impossible may be possible here

MOST = 20  # other places are asked

_Key = tuple[str, int, bool]  # a raw word, the number of its neighbour, and whether that goes before it
_Chances = tuple[Ints, Floats]  # the words that may stand in a place, and their chances


class Agreement:
    """What the other places of a document say of a raw word, by the word before it and by the word after it."""

    def __init__(self, reading: Reading) -> None:
        self._said: defaultdict[_Key, list[_Chances]] = defaultdict(list)
        self._own: dict[int, tuple[_Key, _Key, _Chances]] = {}
        for chain, chances, words in zip(reading.chains, reading.chances, reading.words(), strict=True):
            around = [-1, *words.tolist(), -1]
            for at, (token, place, chance) in enumerate(zip(chain.tokens, chain.places, chances, strict=True)):
                if token is not None:
                    here = (place.words, chance)
                    before, after = (token.raw, around[at], True), (token.raw, around[at + 2], False)
                    self._said[before].append(here)
                    self._said[after].append(here)
                    if chance.max() < SETTLED:
                        self._own[token.start] = (before, after, here)

    def weighed(self, start: int, candidates: Candidates) -> Candidates:
        """Return the candidates of the token at `start` with what the other places say added to their scores."""
        own = self._own.get(start)
        if own is None:
            return candidates
        *keys, here = own
        weight = NAME_WEIGHT if candidates.raw.istitle() else WEIGHT
        added = np.zeros(len(candidates.words))
        for key in keys:
            others = [row for row in self._said[key] if row is not here][:MOST]
            if others:
                logs = sum(_logs(words, chance, candidates.words) for words, chance in others)
                added += np.maximum(weight * (logs - np.max(logs)), LEAST)
        return replace(candidates, scores=candidates.scores + added)


def named_alike(reading: Reading) -> Reading:
    """Return the reading with doubtful parts of names as they are read in all places of that name together.

    What has a capital beside another word with a capital is part of a name: 'xã Phù Mây'.
    """
    groups: defaultdict[_Key, list[tuple[int, int]]] = defaultdict(list)
    for row, (chain, words) in enumerate(zip(reading.chains, reading.words(), strict=True)):
        capital = [token is not None and token.raw.istitle() for token in chain.tokens]
        for at, token in enumerate(chain.tokens):
            if token is not None and capital[at]:
                if at and capital[at - 1]:
                    groups[token.raw, int(words[at - 1]), True].append((row, at))
                elif capital[at + 1 : at + 2] == [True]:
                    groups[token.raw, int(words[at + 1]), False].append((row, at))
    chances = [list(row) for row in reading.chances]
    for places in groups.values():
        together = [chances[row][at] for row, at in places]
        if len(places) > 1 and len({len(chance) for chance in together}) == 1:
            mean = np.mean(together, axis=0)
            for row, at in places:
                if chances[row][at].max() < NAME_SURE:
                    chances[row][at] = mean
    return Reading(reading.chains, chances)


def _logs(words: Ints, chance: Floats, asked: Ints) -> Floats:
    """Return the logarithms of the chances of the words that are asked for."""
    found: Floats = np.log(np.maximum(((words[:, None] == asked) * chance[:, None]).sum(axis=0), FLOOR))
    return found
