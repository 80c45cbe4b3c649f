"""What may be meant where a text lost its marks or part of them by typing: 'Ke hoach' is 'Kế hoạch', 'đao' is 'đạo'.

Letters, case and punctuation are as they were, so the candidates for a word are the syllables of its letters.  What an
engine wrote for other letters is told in noise.py.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

import numpy as np

from normalizers.diacritics.channel import toneless
from normalizers.diacritics.noise import Candidates, cuts, noise
from normalizers.diacritics.spelling import CASES, Syllables
from normalizers.letters import bare, old_tones
from normalizers.syllables import TONES

# 'do' may be 36 syllables; what is rarer than the first so many is left out.
_KEPT = 30
# Who typed some marks of a word seldom left out another: the logarithm of the chance, for each mark.
_LEFT_OUT = -3.0


class Unmarked:
    """The syllables by their letters without marks."""

    def __init__(self, syllables: Syllables) -> None:
        self._syllables = syllables
        self._alike: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(syllables.texts[: syllables.size]):
            self._alike[bare(word)].append(place)
        self._known: dict[str, Candidates] = {}

    def candidates(self, raw: str) -> Candidates:
        """Return what may be meant, the commonest first; what is no syllable, even without marks, stays as it is."""
        found = self._known.get(raw)
        if found is None:
            found = self._known[raw] = self._found(raw)
        return found

    def _found(self, raw: str) -> Candidates:
        before, core, after = next(cuts(raw))
        syllables = self._syllables
        typed = old_tones(core.lower())
        case = next((number for number, case in enumerate(CASES) if case(core) == core), None)
        rows = []
        for place in self._alike.get(bare(typed), ()):
            word = syllables.texts[place]
            lost = _lost(typed, word)
            if lost is not None:
                price = _LEFT_OUT * lost if typed != bare(typed) else 0.0
                if case is not None:  # 'Ha' is rather 'Hà' than 'hạ'
                    price += float(syllables.cases[place + case * syllables.size])
                rows.append((float(syllables.common[place]), price + float(syllables.rarity[place]), word, place))
        rows = sorted(rows, key=lambda row: (-row[0] - row[1], row[2]))[:_KEPT]
        if not rows:
            return Candidates(raw, (raw,), np.array([noise().number(core)]), np.zeros(1))
        return Candidates(
            raw,
            tuple(before + (core if word == typed else _cased(word, core)) + after for _, _, word, _ in rows),
            syllables.numbers[[place for _, _, _, place in rows]],
            np.array([score for _, score, _, _ in rows]),
        )


def _lost(typed: str, word: str) -> int | None:
    """Return how many marks of `word` were not typed, None where marks were typed that it has not."""
    lost = 0
    for seen, meant in zip(typed, word, strict=True):
        shape, full = toneless(seen), toneless(meant)
        if shape != full:
            if shape != bare(full):
                return None
            lost += 1
    tone, given = _tone(word), _tone(typed)
    if given not in ("", tone):
        return None
    return lost + (tone != given)


def _tone(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if c in TONES)


def _cased(word: str, like: str) -> str:
    return "".join(letter.upper() if shown.isupper() else letter for letter, shown in zip(word, like, strict=True))


@cache
def unmarked() -> Unmarked:
    """Return the candidates for text that lost its marks, of the same syllables as `noise`."""
    return Unmarked(noise().syllables)
