"""Which syllables a raw word without punctuation may have been read for, by an engine's readings alone.

All syllables are compared at once; those are found whose chance, times how common they are, is not far behind the
best.  In a document the ones that were found are weighed anew by the habits of its engine and print.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from normalizers.diacritics.channel import LONGEST, AdaptedChannel, Floats, Habits
from normalizers.diacritics.readings import Readings
from normalizers.diacritics.spelling import IMPOSSIBLE, Comparison, Ints, Syllables

# What is this much less likely than the best, as a logarithm, is not found.
BEHIND = 10.0
# No syllable is read as more than this, no head of one as more than that.
LONGEST_RAW, _LONGEST_HEAD = 14, 6


class Found(NamedTuple):
    """Places of syllables, and the logarithms of the chances that these were read so."""

    places: Ints
    logs: Floats


NOTHING = Found(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


class Search:
    """Finds syllables for words of any text."""

    def __init__(self, syllables: Syllables, readings: Readings) -> None:
        self.syllables, self.readings = syllables, readings
        self.known: Mapping[str, Found] = {}
        """Words that were searched before, in training."""
        self._heads = Comparison(syllables.heads, readings.novel)
        self._tails = Comparison(syllables.tails, readings.novel)
        # What ranks a reading by letters; the last place is that of no syllable.
        self._ranks: Floats = np.append(readings.strange + syllables.common, IMPOSSIBLE)
        by_piece = self._ranks[syllables.table]
        self._best_of_head, self._best_of_tail = by_piece.max(axis=1), by_piece.max(axis=0)
        self._best = float(self._ranks.max())

    def found(self, raw: str) -> Found:
        """Return the syllables that `raw` may have been read for."""
        known = self.known.get(raw)
        if known is not None:
            return known
        return self.searched(raw) if len(raw) <= LONGEST_RAW else NOTHING

    def searched(self, raw: str) -> Found:
        syllables = self.syllables
        ranks = np.full(len(syllables.texts), IMPOSSIBLE, dtype=np.float32)
        cuts = sorted(
            ((*self._heads.logs(raw[:cut]), cut) for cut in range(min(len(raw), _LONGEST_HEAD) + 1)),
            key=lambda head: -head[1],
        )
        best = -math.inf
        for heads, best_head, cut in cuts:
            if best_head + self._best < best - BEHIND:
                break
            tails, best_tail = self._tails.logs(raw[cut:])
            # What goes with the best head gives the first measure; then nothing is added up that cannot reach it.
            best = max(best, best_head + float((tails + self._ranks[syllables.table[int(heads.argmax())]]).max()))
            head = np.flatnonzero(heads + self._best_of_head >= best - BEHIND - best_tail)
            tail = np.flatnonzero(tails + self._best_of_tail >= best - BEHIND - best_head)
            places = syllables.table[head[:, None], tail]
            sums = heads[head][:, None] + tails[tail] + self._ranks[places]
            good = sums >= best - BEHIND
            np.maximum.at(ranks, places[good], sums[good])
            best = max(best, float(sums.max(initial=-math.inf)))
        for place, log in self.readings.remembered(raw):
            ranks[place] = np.logaddexp(ranks[place], log + syllables.common[place])
        near = np.flatnonzero(ranks > ranks.max() - BEHIND)
        return Found(near, ranks[near] - syllables.common[near])


class DocumentSearch:
    """Finds syllables for words of one document: what any text would have them be, weighed by the document's habits."""

    def __init__(self, search: Search, habits: Habits) -> None:
        self._search, self._habits = search, habits
        self._channel = AdaptedChannel(search.readings.novel, habits)

    def found(self, raw: str) -> Found:
        """Return the syllables that `raw` may have been read for."""
        places, _ = self._search.found(raw)
        if not len(places):
            return NOTHING
        readings = self._search.readings
        logs = self._by_letters(raw, readings.spelt[places]) + readings.strange[places]
        for place, log in readings.remembered(raw, self._habits):
            at = np.flatnonzero(places == place)
            logs[at] = np.logaddexp(logs[at], log)
        return Found(places, logs)

    def _by_letters(self, raw: str, spelt: Ints) -> Floats:
        """Return ln P(raw | letters) for each row of letters."""
        size = len(raw)
        steps = []  # by number of characters taken: end of them, row, letter
        for taken in range(min(LONGEST, size) + 1):
            chunks = np.stack([self._channel.of(raw[end - taken : end]) for end in range(taken, size + 1)])
            # Where a word has ended nothing more is read.
            over = np.full((len(chunks), 1), 0.0 if taken == 0 else IMPOSSIBLE, dtype=np.float32)
            steps.append(np.concatenate([chunks, over], axis=1)[:, spelt])
        best = np.full((size + 1, len(spelt)), IMPOSSIBLE, dtype=np.float32)
        best[0] = 0
        for letter in range(spelt.shape[1]):
            after = best + steps[0][:, :, letter]
            for taken, step in enumerate(steps[1:], start=1):
                np.maximum(after[taken:], best[:-taken] + step[:, :, letter], out=after[taken:])
            best = after
        read: Floats = best[size]
        return read
