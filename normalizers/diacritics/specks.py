"""Specks that stand where a blank was, 'liên-quan', 'trách.nhiệm', or before one: 'hướng. dẫn', read on a worn page.

A hyphen is kept where the language breaks off between the words, as it does in 'kinh tế-xã hội'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from normalizers.diacritics.language import language
from normalizers.diacritics.restoration import Decision
from normalizers.diacritics.tokens import Token
from normalizers.lexicon import BREAK

# So much likelier, as a logarithm, the two words must be side by side than with a break between them.
LIKELIER = {".": 0.0, "-": 5.0, ":": 5.0}
# The same where a blank follows, as it does a stop: most of these are commas that lost their tails (punctuation.py).
LIKELIER_AND_A_BLANK = {". ": 6.0, ": ": 7.0}
# Of 180 such places on held-out pages so many were blanks.
SURE = 0.9


def specks(text: str, found: Sequence[Token], decided: Mapping[int, str]) -> Iterator[Decision]:
    """Yield the signs that were blanks; `decided` has what was read for tokens, by their starts."""
    for left, right in pairwise(found):
        sign = text[left.end : right.start]
        needed = LIKELIER.get(sign, LIKELIER_AND_A_BLANK.get(sign))
        if needed is not None and left.kind == right.kind == "syllable":
            words = [decided.get(token.start, token.raw) for token in (left, right)]
            if right.raw[0].islower() and all(map(_in_small_letters, words)) and _side_by_side(*words) > needed:
                yield Decision(left.end, right.start, " ", SURE, (sign,))


def _in_small_letters(word: str) -> bool:
    return len(word) > 1 and word[1:].islower()


def _side_by_side(left: str, right: str) -> float:
    """Return how much likelier `right` is after `left` than after a break after it, as a logarithm."""
    speech = language()
    first, second, stop = (np.array([speech.index(word)]) for word in (left, right, BREAK))
    # What follows a break is asked without the word before it: some texts of the corpus have specks themselves.
    return float((speech.scores(second, first) - speech.scores(stop, first) - speech.scores(second, stop))[0])
