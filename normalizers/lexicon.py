"""How often Vietnamese syllables stand in administrative text, alone, in pairs and in threes; and how likely one is.

The counts are those of `scripts/count_syllables.py`.  Case and the manner of tone placement do not count, marks do.
Whether a word could be a syllable at all is told by normalizers/syllables.py, without counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from normalizers.letters import old_tones

# What stands between syllables is counted by kind, so that 'tổ' after a comma and after a number have their counts too.
BREAK = "."  # punctuation, and both ends of a text
NUMBER = "0"
OTHER = "?"  # abbreviations, foreign words, names too rare to be listed
KINDS = (BREAK, NUMBER, OTHER)

UNIT = re.compile(r"(?P<word>[^\W\d_]+)|(?P<number>\d+(?:[.,/]\d+)*)|(?P<sign>[^\w\s]|_)")

# Taken off every count of a pair or three and given to those that were never seen (absolute discounting).
_DISCOUNT = 0.75
# Counts above 16 are stored as the nearest power of two in steps of an eighth: 4.5 % off at most.
_EXACT = 16
_STEPS = 8

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Counted = tuple[Ints, Ints]  # keys, and how often each was seen


def encode_counts(counts: Ints) -> npt.NDArray[np.uint8]:
    """Return each count, from 1, in one byte."""
    large = _EXACT + np.rint((np.log2(np.maximum(counts, _EXACT)) - np.log2(_EXACT)) * _STEPS)
    return np.where(counts <= _EXACT, counts, large).astype(np.uint8)


_DECODED = np.where(
    np.arange(256) <= _EXACT, np.arange(256, dtype=np.float64), _EXACT * 2 ** ((np.arange(256.0) - _EXACT) / _STEPS)
)


def decode_counts(codes: npt.NDArray[np.uint8]) -> Floats:
    """Return the counts that `encode_counts` stood for.

    >>> [round(n) for n in decode_counts(encode_counts(np.array([1, 16, 100, 50000])))]
    [1, 16, 99, 50535]
    """
    decoded: Floats = _DECODED[codes]
    return decoded


class Followers:
    """Which words follow a word or a pair, and how often: rows of (second word, count), one row for each first."""

    def __init__(self, size: int, rows: Ints, low: Ints, high: Ints, counts: npt.NDArray[np.uint8]) -> None:
        self._size = size
        climbed = np.cumsum(low + (high << 8))  # within a row a word is stored as the distance from the one before
        ends = np.cumsum(rows)
        base = np.where(ends - rows > 0, climbed[ends - rows - 1], 0)
        row_of = np.repeat(np.arange(len(rows)), rows)
        self._keys = row_of * size + climbed - base[row_of]
        self._counts = decode_counts(counts)
        self.kept = np.bincount(row_of, weights=self._counts - _DISCOUNT, minlength=len(rows))

    def places(self, rows: Ints, words: Ints) -> Ints:
        """Return where each word stands in its row, -1 where it does not."""
        keys = rows * self._size + words
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Ints = np.where((self._keys[at] == keys) & (rows >= 0), at, -1)
        return found

    def counts(self, places: Ints) -> Floats:
        """Return the counts at places that `places` returned; 0 at -1."""
        return np.where(places >= 0, self._counts[places], 0.0)

    @property
    def all_counts(self) -> Floats:
        return self._counts


class Lexicon:
    """Words by frequency, and the pairs and threes of them that were seen often enough to be kept."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as stored:
            words = bytes(stored["words"]).decode().split("\n")
            self._counts = stored["counts"].astype(np.float64)
            lefts = stored["lefts"].astype(np.float64)
            self.size = len(words)
            self._pairs, self._threes = (
                Followers(
                    self.size,
                    stored[f"{name}_rows"].astype(np.int64),
                    stored[f"{name}_low"].astype(np.int64),
                    stored[f"{name}_high"].astype(np.int64),
                    stored[f"{name}_counts"],
                )
                for name in ("pairs", "threes")
            )
        self._index = {word: at for at, word in enumerate(words)}
        self._other = self._index[OTHER]
        self._general = (lefts + 1) / (lefts.sum() + self.size)
        # A kept count is rounded: what follows a word must never add up to more than the word itself.
        self._after_one = np.maximum(self._counts, self._pairs.kept + 1)
        self._after_two = np.maximum(self._pairs.all_counts, self._threes.kept + _DISCOUNT)

    def __contains__(self, word: str) -> bool:
        return self.index(word) != self._other or word == OTHER

    def index(self, word: str) -> int:
        """Return the number, below `size`, of a word in NFC or of a kind; that of `OTHER` where it is not listed."""
        found = self._index.get(word)
        return self._index.get(old_tones(word.lower()), self._other) if found is None else found

    def count(self, word: str) -> int:
        """Return how often a word was seen; 0 where it is not listed.

        >>> lexicon().count("Hoạch") > 1000 > lexicon().count("hoặch")
        True
        """
        return int(self._counts[self.index(word)]) if word in self else 0

    def bigram(self, first: str, second: str) -> int:
        """Return about how often `second` was seen right after `first`; 0 where that was too rare to be kept."""
        if first not in self or second not in self:
            return 0
        places = self._pairs.places(np.array([self.index(first)]), np.array([self.index(second)]))
        return round(float(self._pairs.counts(places)[0]))

    def log_probability(self, word: str, *before: str) -> float:
        """Return the natural logarithm of the probability of a word after the one or two words before it.

        >>> lexicon().log_probability("hoạch", "kế") > lexicon().log_probability("hoạch", "kể") + 5
        True
        """
        *first, second = (np.array([self.index(w)]) for w in before)
        return float(self.log_probabilities(np.array([self.index(word)]), second, *first)[0])

    def log_probabilities(self, words: Ints, second: Ints, first: Ints | None = None) -> Floats:
        """Return the logarithms for many numbers of `index` at once: of words after `second`, and `first` before it."""
        seen = np.maximum(self._pairs.counts(self._pairs.places(second, words)) - _DISCOUNT, 0)
        rest = 1 - self._pairs.kept[second] / self._after_one[second]
        chance = seen / self._after_one[second] + rest * self._general[words]
        if first is not None:
            pairs = self._pairs.places(first, second)
            seen = np.maximum(self._threes.counts(self._threes.places(pairs, words)) - _DISCOUNT, 0)
            kept, total = self._threes.kept[pairs], self._after_two[pairs]
            chance = np.where(pairs >= 0, seen / total + (1 - kept / total) * chance, chance)
        logs: Floats = np.log(chance)
        return logs


def store(path: Path, words: Sequence[str], lefts: Ints, ones: Ints, pairs: Counted, threes: Counted) -> None:
    """Write a lexicon.

    `ones` are the counts of the words, `lefts` before how many different words each stands; pairs and threes are given
    as rising keys in base len(words), with their counts.  A three whose first two words are no kept pair is left out.
    """
    size = len(words)
    rows = np.minimum(np.searchsorted(pairs[0], threes[0] // size), len(pairs[0]) - 1)
    kept = pairs[0][rows] == threes[0] // size
    np.savez_compressed(
        path,
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        counts=ones.astype(np.uint32),
        lefts=lefts.astype(np.uint32),
        **_packed("pairs", pairs[0] // size, pairs[0] % size, size, pairs[1]),
        **_packed("threes", rows[kept], threes[0][kept] % size, len(pairs[0]), threes[1][kept]),
    )


def _packed(name: str, row: Ints, word: Ints, rows: int, counts: Ints) -> dict[str, Any]:
    steps = np.where(np.diff(row, prepend=-1) != 0, word, np.diff(word, prepend=0))
    return {
        f"{name}_rows": np.bincount(row, minlength=rows).astype(np.uint16),
        f"{name}_low": (steps & 0xFF).astype(np.uint8),
        f"{name}_high": (steps >> 8).astype(np.uint8),
        f"{name}_counts": encode_counts(counts),
    }


@cache
def lexicon() -> Lexicon:
    """Return the counts that come with the package."""
    with as_file(files("normalizers") / "data" / "syllables.npz") as path:
        return Lexicon(path)
