"""What a document says again and again: its words and pairs of words are likelier in it than in text at large.

Learnt from a first reading of the document itself; a word's single appearance proves nothing, so one is taken off every
count.  How its engine misread letters is learnt too, in noise.py.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from normalizers.diacritics.decoder import Floats, Ints, Speech

SHARE = 0.1  # of the chance of a word is given by the document, the rest by the language
_SMOOTH = 10.0  # as many looks at a pair are worth the words alone


class DocumentSpeech:
    """A language model that leans towards the words of one document."""

    def __init__(self, language: Speech, size: int, chains: Iterable[Ints], share: float = SHARE) -> None:
        """`chains` are the numbers of the words in the order of the document, below `size`."""
        self._language, self._size, self._share = language, size, share
        words = list(chains)
        ones = np.bincount(np.concatenate(words), minlength=size).astype(np.float64)
        self._before = ones
        again = np.maximum(ones - 1, 0)
        self._alone = again / max(again.sum(), 1)
        pairs = np.concatenate([np.array([-1])] + [row[:-1] * size + row[1:] for row in words])
        self._pairs, counts = np.unique(pairs, return_counts=True)
        self._counts = (counts - 1).astype(np.float64)

    def scores(self, words: Ints, *before: Ints) -> Floats:
        """Return the natural logarithm of the chance of words after others, the nearest first."""
        second = before[0]
        keys = second * self._size + words
        at = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
        seen = np.where(self._pairs[at] == keys, self._counts[at], 0.0)
        here = (seen + _SMOOTH * self._alone[words]) / (self._before[second] + _SMOOTH)
        chance = (1 - self._share) * np.exp(self._language.scores(words, *before)) + self._share * here
        logs: Floats = np.log(chance)
        return logs
