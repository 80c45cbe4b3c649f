"""How likely a Vietnamese syllable is after the two before it, asked for many at once.

scripts/restorer_training/language.py learns it from a corpus; normalizers/lexicon.py has a smaller one, of counts, for
the repair of good readings.  Case and the manner of tone placement do not matter, marks do.  What an engine may have
read instead of a syllable is told by noise.py.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from normalizers.letters import old_tones
from normalizers.lexicon import OTHER

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]

PARTS = ("rows", "low", "high", "chances", "weights")  # of what is stored for the chains of one length

# Logarithms are stored in one byte: those of probabilities in steps of a sixtieth near 1 and of a quarter at e^-8, for
# what is likely must be known well; weights of backing off, which may exceed 1, in steps of a sixteenth from +2 down.
_CHANCES = -np.expm1(np.arange(256) / 32) / 2
_WEIGHTS = 2 - np.arange(256) / 16


def encode_chances(logs: Floats) -> Bytes:
    """Return logarithms of probabilities, each in one byte."""
    codes: Bytes = np.clip(np.rint(np.log1p(-2 * logs) * 32), 0, 255).astype(np.uint8)
    return codes


def encode_weights(logs: Floats) -> Bytes:
    """Return logarithms of weights, each in one byte."""
    return np.clip(np.rint((2 - logs) * 16), 0, 255).astype(np.uint8)


def decode_chances(codes: Bytes) -> Floats:
    """Return the logarithms that `encode_chances` stood for."""
    decoded: Floats = _CHANCES[codes]
    return decoded


class Followers:
    """Which words follow a word, or a chain of words, and how likely; a row for each chain that has any.

    A chain of this length is known by its place here, and as such it is a row of the next longer chains.
    """

    def __init__(self, rows: npt.NDArray[np.uint16], low: Bytes, high: Bytes, chances: Bytes, weights: Bytes) -> None:
        """Unpack what `packed` made; `weights` are those of the chains that the rows stand for."""
        self._starts = np.zeros(len(rows) + 1, dtype=np.int32)
        np.cumsum(rows, dtype=np.int32, out=self._starts[1:])
        # Each word is stored as the distance from the one before in its row; sums may run over, differences do not.
        words = low.astype(np.uint16)
        words += high.astype(np.uint16) << 8
        np.cumsum(words, dtype=np.uint16, out=words)
        before = words[self._starts[:-1] - 1]
        before[self._starts[:-1] == 0] = 0
        words -= np.repeat(before, rows)
        self._words = words
        self._chances = chances
        self._weights = weights

    def places(self, rows: Ints, words: Ints) -> Ints:
        """Return where each word stands in its row, -1 where it does not; rows of -1 are empty."""
        found = np.full(len(rows), -1, dtype=np.int64)
        asked = np.flatnonzero(rows >= 0)
        at = self._starts.take(rows[asked])
        last = self._starts.take(rows[asked] + 1) - 1
        filled = np.flatnonzero(at <= last)
        asked, at, last = asked[filled], at[filled], last[filled]
        sought = words[asked].astype(np.uint16)
        # Bisection, for all at once: `at` goes to the last place in the row whose word is not beyond the one sought.
        for power in reversed(range(int((last - at).max(initial=0)).bit_length())):
            ahead = np.minimum(at + np.int32(1 << power), last)
            np.copyto(at, ahead, where=self._words.take(ahead) <= sought)
        hits = np.flatnonzero(self._words.take(at) == sought)
        found[asked[hits]] = at[hits]
        return found

    def chances(self, places: Ints) -> Floats:
        """Return the logarithms of the probabilities at places that `places` returned."""
        return decode_chances(self._chances.take(places))

    def weights(self, rows: Ints) -> Floats:
        """Return what is added to the logarithm for a shorter chain where a row does not list a word."""
        added: Floats = np.where(rows < 0, 0.0, _WEIGHTS.take(self._weights.take(rows)))
        return added


class Pairs(Followers):
    """Followers of single words.  They are asked for most often, and a bit for every two words there are tells."""

    def __init__(self, rows: npt.NDArray[np.uint16], low: Bytes, high: Bytes, chances: Bytes, weights: Bytes) -> None:
        super().__init__(rows, low, high, chances, weights)
        self._size = len(rows)
        keys = np.repeat(np.arange(self._size, dtype=np.int64) * self._size, rows) + self._words
        self._bits = np.zeros(self._size**2 // 64 + 1, dtype=np.uint64)
        np.bitwise_or.at(self._bits, keys >> 6, _bit(keys))
        self._before = np.zeros(len(self._bits) + 1, dtype=np.int32)  # how many pairs stand before these 64
        np.cumsum(np.bitwise_count(self._bits), dtype=np.int32, out=self._before[1:])

    def places(self, rows: Ints, words: Ints) -> Ints:
        keys = rows * self._size + words
        cells = keys >> 6
        bits, bit = self._bits.take(cells), _bit(keys)
        places = self._before.take(cells) + np.bitwise_count(bits & (bit - np.uint64(1)))
        found: Ints = np.where(bits & bit, places, -1)
        return found


def _bit(keys: Ints) -> npt.NDArray[np.uint64]:
    bit: npt.NDArray[np.uint64] = np.uint64(1) << (keys & 63).astype(np.uint64)
    return bit


class Language:
    """Words by number, and how likely each is after others."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as stored:
            self.words: tuple[str, ...] = tuple(bytes(stored["words"]).decode().split("\n"))
            self._general = stored["general"].astype(np.float64)
            self.order = int(stored["order"])
            self._followers = [
                (Pairs if length == 2 else Followers)(*(stored[f"{part}{length}"] for part in PARTS))
                for length in range(2, self.order + 1)
            ]
        self.size = len(self.words)
        self._index = {word: at for at, word in enumerate(self.words)}
        self._other = self._index[OTHER]

    def __contains__(self, word: str) -> bool:
        return self.index(word) != self._other or word == OTHER

    def index(self, word: str) -> int:
        """Return the number, below `size`, of a word in NFC or of a kind; that of `OTHER` where it is not listed.

        >>> language().index("Hòa") == language().index("hoà") != language().index("hoa")
        True
        """
        found = self._index.get(word)
        return self._index.get(old_tones(word.lower()), self._other) if found is None else found

    def scores(self, words: Ints, *before: Ints) -> Floats:
        """Return the natural logarithms of the probabilities of words after others, given by number, the nearest first.

        The arrays are broadcast; at most `order` - 1 words before are looked at.
        """
        asked = np.broadcast_arrays(words, *before[: self.order - 1])
        last, *histories = (numbers.ravel() for numbers in asked)
        logs: Floats = self._general[last]
        for length, followers in enumerate(self._followers[: len(histories)], start=1):
            rows = histories[length - 1]
            for shorter, word in zip(self._followers, reversed(histories[: length - 1]), strict=False):
                rows = shorter.places(rows, word)
            places = followers.places(rows, last)
            logs = np.where(places >= 0, followers.chances(places), followers.weights(rows) + logs)
        return logs.reshape(asked[0].shape)

    def log_probability(self, word: str, *before: str) -> float:
        """Return the logarithm for one word after words in reading order.

        >>> language().log_probability("hoạch", "kế") > language().log_probability("hoạch", "kể") + 4
        True
        """
        numbers = [np.array(self.index(w)) for w in reversed((*before, word))]
        return float(self.scores(*numbers))


def packed(
    length: int, row: Ints, word: Ints, rows: int, logs: Floats, weights: Floats
) -> dict[str, npt.NDArray[np.unsignedinteger[Any]]]:
    """Return what `Followers` unpacks, named for the length of the chains; pairs of row and word rise."""
    steps = np.where(np.diff(row, prepend=-1) != 0, word, np.diff(word, prepend=0))
    return {
        f"rows{length}": np.bincount(row, minlength=rows).astype(np.uint16),
        f"low{length}": (steps & 0xFF).astype(np.uint8),
        f"high{length}": (steps >> 8).astype(np.uint8),
        f"chances{length}": encode_chances(logs),
        f"weights{length}": encode_weights(weights),
    }


@cache
def language() -> Language:
    """Return the model that comes with the package."""
    with as_file(files("normalizers.diacritics") / "model" / "language.npz") as path:
        return Language(path)
