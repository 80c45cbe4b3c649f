"""How sure a reading is: the chance that it is right, learnt on pages whose text is known.

What the decoder gives a candidate is its chance among the candidates.  That none of them is right shows in other ways:
it is no likely misreading, it does not fit its neighbours, the two passes differ.  model/confidence.csv has what each
of these weighs; scripts/restorer_training/confidence.py finds it out.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from normalizers.diacritics.decoder import Floats
from normalizers.diacritics.language import language
from normalizers.diacritics.reading import Reading
from normalizers.lexicon import BREAK, OTHER
from normalizers.syllables import is_syllable

SIGNS = (
    "one",
    "doubt",  # logarithm of the chance of all other candidates together
    "doubt squared",
    "doubt before",  # the same in the first pass
    "differs",  # the first pass preferred another
    "misread",  # logarithm of the chance of the misreading
    "misread by letter",
    "fits",  # logarithm of the chance after the two words before
    "followed",  # that of what follows it
    "no syllable",
    "unlisted",
    "one letter",
    "ends in sign",
    "capital",  # names are seldom as the words they look like
    "dirt beside",  # no sign that is printed
)
_DIRT = frozenset("|\\^*_[]{}<>~@#$¢§")
_LEAST = 1e-7  # no doubt is less
_UNLIKELY = -20.0  # nor is anything less likely, as a logarithm


def signs(text: str, first: Reading, second: Reading) -> Floats:
    """Return what speaks for and against each decided place of the second reading, a row each, in order."""
    stop, other = language().index(BREAK), language().index(OTHER)
    rows, at, words = [], [], [np.full(2, stop)]
    end = 2
    for of_chain in second.words():
        words += (of_chain, np.full(2, stop))
        at.append(end + np.arange(len(of_chain)))
        end += len(of_chain) + 2
    all_words = np.concatenate(words)
    fits = np.maximum(language().scores(all_words[2:], all_words[1:-1], all_words[:-2]), _UNLIKELY)
    after = np.concatenate([*at, [0]])[:-1]
    for (token, candidates, chance), (_, earlier, chance_before), word in zip(
        second.places(), first.places(), after.tolist(), strict=True
    ):
        if token is None:
            continue
        best = int(chance.argmax())
        best_before = int(chance_before.argmax())
        read, score = candidates.texts[best], max(float(candidates.scores[best]), _UNLIKELY)
        doubt = np.log(max(1 - chance[best], _LEAST))
        rows.append(
            (
                1.0,
                doubt,
                doubt * doubt / 10,
                np.log(max(1 - chance_before[best_before], _LEAST)),
                earlier.texts[best_before] != read,
                score,
                score / len(token.raw),
                fits[word - 2],
                fits[word - 1],
                not _is_syllable(read),
                candidates.words[best] == other,
                len(token.raw) == 1,
                not token.raw[-1].isalpha(),
                token.raw.istitle(),
                not _DIRT.isdisjoint(text[max(token.start - 1, 0) : token.start] + text[token.end : token.end + 1]),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(SIGNS))


def confidences(text: str, first: Reading, second: Reading) -> Floats:
    """Return the chance that each decided place of the second reading is right, in order."""
    return 1 / (1 + np.exp(signs(text, first, second) @ weights()))


def _is_syllable(text: str) -> bool:
    return is_syllable("".join(filter(str.isalpha, text)))


@cache
def weights() -> Floats:
    """Return what each of SIGNS weighs for the reading's being wrong."""
    table = (files("normalizers.diacritics") / "model" / "confidence.csv").read_text(encoding="utf-8")
    found = {row["sign"]: float(row["weight"]) for row in csv.DictReader(table.splitlines())}
    return np.array([found[sign] for sign in SIGNS])
