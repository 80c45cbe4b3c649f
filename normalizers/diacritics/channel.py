"""How likely an engine wrote these characters for that printed letter: 'd' for 'ơ', 'é' for 'ế', 'w' for 'ư'.

Every printed letter, in its case, gives none to three characters.  Rare letters borrow from their likes: 'Ộ' from 'Ồ'
and from 'Ọ', these from any 'O'.  A document is printed and read in one manner, so what was seen in it moves the
chances of its letters.  What was seen read for whole words is in readings.py.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from normalizers.letters import bare
from normalizers.syllables import TONES

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Seen = Mapping[tuple[str, str], float]  # letter and characters, how often

LONGEST = 3  # characters read for one letter: 'ử' as 'it?', 'ơ' as 'ro’'

# To letters of one shape and to those of one tone, as many looks at their letter with any marks are worth.
_ANY_MARKS = 50.0
# As many looks in a document as the trained chance of a letter is worth, and that of all letters of its shape.
_TRAINED, _SHAPED = 40.0, 60.0
_FLOOR = 0.05  # the least chance that a shape is read so, when a document is held against what was to be expected


@dataclass(frozen=True, slots=True)
class Trust:
    """How far one goes by what was learnt: with the engine it was learnt of, and with another.

    The first numbers were chosen by the likelihood of held-out pages, the second by scans that others had read.
    """

    strange: float
    """As many looks at a word are worth the ways that only its letters tell."""
    likes: float
    """As many looks at a letter are worth its likes: 'Ộ' is like 'Ô', of its shape, and like 'Ọ', of its tone."""
    accidents: tuple[float, float, float, float]
    """The chance that none, one, two or three characters are there by accident, or beside what was read for a letter: a
    stroke or a speck of dirt makes 'ctua' of 'của'."""


OF_ITS_ENGINE = Trust(strange=4.0, likes=30.0, accidents=(0.003, 0.005, 0.01, 0.003))
OF_OTHERS = Trust(strange=300.0, likes=100.0, accidents=(0.02, 0.05, 0.08, 0.02))


@cache
def toneless(letter: str) -> str:
    """Return a letter in its shape but without its tone: 'ế' is 'ê', 'đ' stays."""
    kept = (c for c in unicodedata.normalize("NFD", letter) if c not in TONES)
    return unicodedata.normalize("NFC", "".join(kept))


def _with_tone(letter: str) -> str:
    """Return a letter with its tone but without its shape: 'ế' is 'é'."""
    tones = (c for c in unicodedata.normalize("NFD", letter) if c in TONES)
    return bare(letter) + "".join(tones)


class Channel:
    """P(characters | printed letter), for all letters at once."""

    def __init__(self, letters: Iterable[str], seen: Seen, trust: Trust = OF_ITS_ENGINE) -> None:
        self._trust = trust
        self.letters = tuple(sorted(letters))
        self.index = {letter: at for at, letter in enumerate(self.letters)}
        # A letter nothing is known of is read as itself without its marks.
        chunks = sorted({chunk for _, chunk in seen} | {bare(letter) for letter in self.letters} | {""})
        self._chunks = {chunk: at for at, chunk in enumerate(chunks)}
        counts = np.zeros((len(self.letters), len(chunks)))
        for (letter, chunk), often in seen.items():
            counts[self.index[letter], self._chunks[chunk]] += often
        self._chances = self._smoothed(counts)
        signs = dict.fromkeys(map(chr, range(33, 127)), 1.0)
        for (_, chunk), often in seen.items():
            for sign in chunk:
                signs[sign] = signs.get(sign, 0.0) + often
        total = sum(signs.values())
        self._sign = {sign: often / total for sign, often in signs.items()}
        self._rows: dict[str, Floats] = {}

    def _smoothed(self, counts: Doubles) -> Doubles:
        """Return the chances by characters and letter."""
        unmarked = self._alike(counts, bare)
        for at, letter in enumerate(self.letters):
            unmarked[at, self._chunks[bare(letter)]] += 1
        chances = unmarked / unmarked.sum(axis=1, keepdims=True)
        alike = toneless, _with_tone
        shape, tone = (_leaning(self._alike(counts, like), chances, _ANY_MARKS) for like in alike)
        return _leaning(counts, (shape + tone) / 2, self._trust.likes).T.copy()

    def _alike(self, counts: Doubles, alike: Callable[[str], str]) -> Doubles:
        """Return for each letter the counts of all letters like it."""
        names = [alike(letter) for letter in self.letters]
        place = {name: at for at, name in enumerate(dict.fromkeys(names))}
        of = np.array([place[name] for name in names])
        summed = np.zeros((len(place), counts.shape[1]))
        np.add.at(summed, of, counts)
        found: Doubles = summed[of]
        return found

    def of(self, chunk: str) -> Floats:
        """Return ln P(chunk | letter) for every letter."""
        row = self._rows.get(chunk)
        if row is None:
            row = self._rows[chunk] = self._row(chunk)
        return row

    def _row(self, chunk: str) -> Floats:
        accidents = self._trust.accidents
        seen = (1 - sum(accidents)) * self._chance(chunk)
        chances: Floats = np.log(seen + accidents[len(chunk)] * self._accident(chunk)).astype(np.float32)
        return chances

    def _chance(self, chunk: str) -> Doubles:
        at = self._chunks.get(chunk)
        return self._chances[at] if at is not None else np.zeros(len(self.letters))

    def _accident(self, chunk: str) -> Doubles:
        """Return the chance of characters one of which is what was read for the letter; of one or none, of any."""
        dirt = [self._sign.get(sign, min(self._sign.values())) for sign in chunk]
        if len(chunk) < 2:
            return np.full(len(self.letters), math.prod(dirt))
        stray = self._trust.accidents[1]
        read = [
            (self._chance(sign) + stray * by_chance) * math.prod(dirt) / by_chance
            for sign, by_chance in zip(chunk, dirt, strict=True)
        ]
        mean: Doubles = np.mean(read, axis=0)
        return mean

    def aligned(self, raw: str, printed: str) -> tuple[str, ...]:
        """Return what of `raw` was most likely read for each printed letter."""
        size = len(raw)
        best = [(0.0, 0)] + [(-1e9, 0)] * size
        steps = []
        for letter in printed:
            at = self.index[letter]
            best = [
                max(
                    (best[end - taken][0] + float(self.of(raw[end - taken : end])[at]), taken)
                    for taken in range(min(LONGEST, end) + 1)
                )
                for end in range(size + 1)
            ]
            steps.append(best)
        chunks = []
        for step in reversed(steps):
            taken = step[size][1]
            chunks.append(raw[size - taken : size])
            size -= taken
        return tuple(reversed(chunks))


def _leaning(counts: Doubles, chances: Doubles, worth: float) -> Doubles:
    """Return the chances by the counts of each letter and, as if that many looks more had been taken, by its likes."""
    found: Doubles = (counts + worth * chances) / (counts.sum(axis=1, keepdims=True) + worth)
    return found


class Habits:
    """How much likelier than usual each letter is read as these characters in one document."""

    def __init__(self, usual: Channel, seen: Seen) -> None:
        """`usual` are the chances of all readings of a letter, `seen` how often it was read so here."""
        self._usual = usual
        shapes = [toneless(letter) for letter in usual.letters]
        place = {shape: at for at, shape in enumerate(dict.fromkeys(shapes))}
        self._shape = np.array([place[shape] for shape in shapes])
        self._looks = np.zeros(len(usual.letters))
        self._seen: defaultdict[str, Doubles] = defaultdict(lambda: np.zeros(len(usual.letters)))
        for (letter, chunk), often in seen.items():
            at = usual.index[letter]
            self._looks[at] += often
            self._seen[chunk][at] += often
        self._known: dict[str, Floats] = {}

    def of(self, chunk: str) -> Floats:
        """Return the logarithms, by letter, of the chance in the document over the usual one."""
        found = self._known.get(chunk)
        if found is None:
            usual = np.exp(self._usual.of(chunk).astype(np.float64))
            seen = self._seen.get(chunk, np.zeros(len(usual)))
            # How often a shape was read so against what was to be expected: 'ơ' tells of 'ờ'.
            expected = np.bincount(self._shape, self._looks * usual) + _SHAPED * _FLOOR
            shaped = (np.bincount(self._shape, seen) + _SHAPED * _FLOOR) / expected
            chance = (seen + _TRAINED * usual * shaped[self._shape]) / (self._looks + _TRAINED)
            found = self._known[chunk] = np.log(chance / usual).astype(np.float32)
        return found


class AdaptedChannel(Channel):
    """The chances of a channel moved by the habits of a document."""

    def __init__(self, trained: Channel, habits: Habits) -> None:
        self.letters, self.index = trained.letters, trained.index
        self._trained, self._habits = trained, habits
        self._rows = {}

    def _row(self, chunk: str) -> Floats:
        return self._trained.of(chunk) + self._habits.of(chunk)
