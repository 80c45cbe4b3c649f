"""What was read for printed words on pages whose text is known: remembered whole, and letter by letter.

Whole words tell most: 'ctia' is 'của' more surely than its letters say.  What was never seen is left to the letters,
and those are counted for that: once for each way in which a word was read, not as often as it was read so.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from normalizers.diacritics.channel import OF_ITS_ENGINE, Channel, Floats, Habits, Trust
from normalizers.diacritics.spelling import Ints, Syllables

# Of the chances of a printed word, each way it was seen read gets its count less this; what is left goes to the ways
# that its letters allow.
_DISCOUNT = 0.8


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed word, what was read for each of its letters, and how often it was read so in training."""

    text: str
    chunks: tuple[str, ...]
    count: float

    @property
    def raw(self) -> str:
        return "".join(self.chunks)

    @property
    def letters(self) -> Iterable[tuple[str, str]]:
        return zip(self.text, self.chunks, strict=True)


class Readings:
    """All readings of one engine."""

    def __init__(self, syllables: Syllables, readings: Iterable[Reading], trust: Trust = OF_ITS_ENGINE) -> None:
        self._syllables = syllables
        self._of: defaultdict[str, list[tuple[int, Reading]]] = defaultdict(list)
        looks, ways = np.zeros(len(syllables.texts)), np.zeros(len(syllables.texts))
        usual: defaultdict[tuple[str, str], float] = defaultdict(float)
        novel: Counter[tuple[str, str]] = Counter()
        for reading in readings:
            for pair in reading.letters:
                usual[pair] += reading.count
                novel[pair] += 1
            if (place := syllables.place.get(reading.text)) is not None:
                self._of[reading.raw].append((place, reading))
                looks[place] += reading.count
                ways[place] += 1
        letters = {letter for text in syllables.texts for letter in text} | {letter for letter, _ in usual}
        self.usual, self.novel = Channel(letters, usual, trust), Channel(letters, novel, trust)
        self._looks = looks + trust.strange
        self.strange: Floats = np.log((trust.strange + _DISCOUNT * ways) / self._looks).astype(np.float32)
        """The logarithm of the chance, for each syllable, that it is read in a way that only its letters tell."""

    @cached_property
    def spelt(self) -> Ints:
        """The letters of each syllable as numbers of the channel; where it has ended, the number after all letters."""
        longest = max(map(len, self._syllables.texts))
        spelt = np.full((len(self._syllables.texts), longest), len(self.usual.letters))
        for place, text in enumerate(self._syllables.texts):
            spelt[place, : len(text)] = [self.usual.index[letter] for letter in text]
        return spelt

    def remembered(self, raw: str, habits: Habits | None = None) -> list[tuple[int, float]]:
        """Return the places of the syllables that were seen read as `raw`, and the logarithms of the chances."""
        found = []
        for place, reading in self._of.get(raw, ()):
            log = math.log(max(reading.count - _DISCOUNT, 1e-9) / self._looks[place])
            if habits is not None:
                log += sum(float(habits.of(chunk)[self.usual.index[letter]]) for letter, chunk in reading.letters)
            found.append((place, log))
        return found

    def aligned(self, raw: str, text: str) -> tuple[str, ...]:
        """Return what was read for each letter of `text`."""
        known = (reading.chunks for _, reading in self._of.get(raw, ()) if reading.text == text)
        return next(known, None) or self.novel.aligned(raw, text)
