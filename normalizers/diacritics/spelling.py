"""All syllables in three cases, laid out so that they can be compared with a raw word at once.

A syllable is cut before its first vowel: 'nghiệp' is 'ngh' and 'iệp'.  Such heads and tails are few; each is compared
with a piece of the raw word once, and what was found for a piece is kept: 'ién' ends many words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from normalizers.diacritics.channel import LONGEST, Channel, Doubles, Floats
from normalizers.letters import bare
from normalizers.lexicon import OTHER

Ints = npt.NDArray[np.int64]

IMPOSSIBLE = np.float32(-1e4)
CASES = (str.lower, str.capitalize, str.upper)
# A syllable seldom seen in a case has that case as often as all syllables do: so many looks' worth.
_CASE_PRIOR = 20.0
# A page is not the corpus: so often, the case of a word has nothing to do with what case it likes.
_ANY_CASE = 0.05
# So many words of the corpus, counting every time they stand there, the language model does not list.
_UNLISTED = 340_000
# So many pieces of raw words are kept in memory, 10 kB each.
_KEPT = 1500


def head_length(word: str) -> int:
    """Return how many letters stand before the first vowel.

    >>> [head_length(word) for word in ("nghiệp", "Ủy", "quyết")]
    [3, 0, 1]
    """
    vowels = (at for at, letter in enumerate(word) if bare(letter).lower() in "aeiouy")
    return next(vowels, len(word))


class Syllables:
    """Every syllable that may be printed, small, with a capital and in capitals; a place for each, case by case."""

    def __init__(self, words: Sequence[str], counts: Doubles, index: Callable[[str], int]) -> None:
        """`counts` tells how often each word was seen in each case, `index` its number in the language model."""
        self.size = len(words)
        self.texts = [case(word) for case in CASES for word in words]
        # 'Ở' is no other word than 'Ở' in capitals.
        self.place = {text: at for at, text in reversed(list(enumerate(self.texts)))}
        self.unmarked = frozenset(map(bare, words))
        self.numbers = np.array([index(word) for word in words])
        total = counts.sum(axis=1, keepdims=True)
        # The language model knows the chance of some unlisted word; what share of that is of this one?
        unlisted = self.numbers == index(OTHER)
        self.rarity: Floats = np.where(unlisted, np.log(total[:, 0] / _UNLISTED), 0.0).astype(np.float32)
        share = counts.sum(axis=0) / counts.sum()
        shares = (counts + _CASE_PRIOR * share) / (total + _CASE_PRIOR)
        cased = np.log((1 - _ANY_CASE) * shares + _ANY_CASE * share).T.ravel()
        common = np.log((total[:, 0] + 1) / counts.sum())
        self.cases: Floats = cased.astype(np.float32)
        self.common: Floats = (np.tile(common, len(CASES)) + cased).astype(np.float32)
        cuts = [head_length(text) for text in self.texts]
        self.heads = Pieces(text[:cut] for text, cut in zip(self.texts, cuts, strict=True))
        self.tails = Pieces(text[cut:] for text, cut in zip(self.texts, cuts, strict=True))
        self.table = np.full((len(self.heads.pieces), len(self.tails.pieces)), -1, dtype=np.int32)
        for text, cut in zip(self.texts, cuts, strict=True):
            self.table[self.heads.pieces[text[:cut]], self.tails.pieces[text[cut:]]] = self.place[text]


class Pieces:
    """Heads, or tails, as a tree of letters: what two of them begin with is compared once."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.pieces = {piece: at for at, piece in enumerate(dict.fromkeys(pieces))}
        nodes = {"": 0}
        begins = {piece[:end] for piece in self.pieces for end in range(1, len(piece) + 1)}
        for begin in sorted(begins, key=lambda begin: (len(begin), begin)):
            nodes[begin] = len(nodes)
        self.size = len(nodes)
        self.letters = [begin[-1] for begin in nodes if begin]
        self.parents = np.array([nodes[begin[:-1]] for begin in nodes if begin])
        self.ends = np.array([nodes[piece] for piece in self.pieces])
        depth = np.array([len(begin) for begin in nodes])
        self.levels = [tuple(np.searchsorted(depth, (d, d + 1)).tolist()) for d in range(1, int(depth[-1]) + 1)]


class Comparison:
    """The chances of pieces of raw words as heads, or tails, by one channel."""

    def __init__(self, pieces: Pieces, channel: Channel) -> None:
        self._pieces, self._channel = pieces, channel
        self._letters = np.array([channel.index[letter] for letter in pieces.letters])
        self._nothing = channel.of("")[self._letters]
        self._nodes: dict[str, Floats] = {}
        self._found: dict[str, tuple[Floats, float]] = {}

    def logs(self, raw: str) -> tuple[Floats, float]:
        """Return ln P(raw | piece) for every piece, and the greatest of them."""
        found = self._found.get(raw)
        if found is None:
            logs = self._at_nodes(raw)[self._pieces.ends]
            found = self._found[raw] = logs, float(logs.max())
            if len(self._nodes) > _KEPT:
                self._nodes, self._found = {}, {}
        return found

    def _at_nodes(self, raw: str) -> Floats:
        nodes = self._nodes.get(raw)
        if nodes is not None:
            return nodes
        pieces = self._pieces
        nodes = np.full(pieces.size, IMPOSSIBLE, dtype=np.float32)
        if not raw:
            nodes[0] = 0
        for taken in range(1, min(LONGEST, len(raw)) + 1):
            cut = len(raw) - taken
            before = self._at_nodes(raw[:cut])[pieces.parents]
            before += self._channel.of(raw[cut:])[self._letters]
            np.maximum(nodes[1:], before, out=nodes[1:])
        for start, end in pieces.levels:  # letters that gave nothing, after the letters before them
            nothing = nodes[pieces.parents[start - 1 : end - 1]] + self._nothing[start - 1 : end - 1]
            np.maximum(nodes[start:end], nothing, out=nodes[start:end])
        self._nodes[raw] = nodes
        return nodes
