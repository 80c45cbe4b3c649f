"""Learn what words look like in clean, garbled, stripped and foreign text: model/gate.npz.

Each kind of text is a list of words with counts, and for words that are on none the threes of their letters.  What is
stored are logarithms of chances, so that the gate has only to add them up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from normalizers.diacritics.likeness import EDGE, STATES
from normalizers.diacritics.tokens import is_bare_syllable, tokens
from normalizers.legacy import Encoding, from_unicode
from normalizers.letters import bare
from normalizers.syllables import is_syllable
from normalizers.tables import rows

EVERY = 10
"""Lines of the corpus. One in so many is enough: words that are not among them are judged by their letters."""
KEPT = {"clean": 4, "garbled": 2, "foreign": 2}
"""Times a word must be seen to be listed."""
KEPT_THREES = 2

# A text is never wholly of one kind: engines slip in clean pages, senders of stripped text type a mark now and then,
# and Vietnamese names stand in English sentences.
MIXED = {
    "clean": {"clean": 0.996, "stripped": 0.002, "garbled": 0.001, "foreign": 0.001},
    "garbled": {"garbled": 0.99, "clean": 0.005, "stripped": 0.004, "foreign": 0.001},
    "stripped": {"stripped": 0.89, "clean": 0.1, "foreign": 0.01},
    "foreign": {"foreign": 0.94, "stripped": 0.04, "clean": 0.02},
}
_ENGLISH = 0.4
"""Share of the words of english_words.csv in running English."""
_ENCODED = 0.5
"""Words of text in an old encoding to each foreign word."""
_ENCODED_WORDS = 4000
LOOSE = {"clean": 0.002, "garbled": 0.05, "stripped": 0.002, "foreign": 0.005}
"""Share of letters that are any other: every engine garbles in its own way, not only as those that were learnt from."""
_SIGNS = 100
"""Letters, figures and signs that such a letter may be."""
_PRIOR = 8.0
"""Times. What fewer letters say weighs so much beside what more letters say."""

_FOREIGN_RUN = re.compile(r"(?<![\w'’])[A-Za-z'’]+(?:[ ,.:()-]{1,2}[A-Za-z'’]+){3,}(?![\w'’])")
_LETTERS = re.compile(r"[A-Za-z]+")

Floats = npt.NDArray[np.float64]


def count_clean(lines: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Return the words of clean lines, and the foreign ones among them where several stand together."""
    clean: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    for at, line in enumerate(lines):
        if at % EVERY == 0:
            clean.update(_words(line))
        for run in _FOREIGN_RUN.findall(line):
            words = [word.lower() for word in _LETTERS.findall(run) if not word.isupper()]  # no symbols of numbers
            if sum(map(is_bare_syllable, words)) < 0.4 * len(words):
                foreign.update(words)
    return clean, foreign


def count_garbled(lines: Iterable[str]) -> Counter[str]:
    """Return the words of garbled lines."""
    garbled: Counter[str] = Counter()
    for line in lines:
        garbled.update(_words(line))
    return garbled


def _words(line: str) -> list[str]:
    return [token.raw.lower() for token in tokens(line) if token.kind in ("syllable", "foreign")]


def store(path: Path, clean: Counter[str], garbled: Counter[str], foreign: Counter[str]) -> None:
    """Write what gate.py adds up."""
    stripped: Counter[str] = Counter()
    for word, count in clean.items():
        stripped[bare(word)] += count
    foreign = _with_encoded(_with_english(foreign), clean)
    counts = {"clean": clean, "garbled": garbled, "stripped": stripped, "foreign": foreign}
    listed = sorted({w for state, least in KEPT.items() for w, n in counts[state].items() if n >= least})
    listed = sorted({*listed, *(bare(word) for word in listed if clean[word] >= KEPT["clean"])})
    models = {state: _Letters(counted, LOOSE[state]) for state, counted in counts.items()}
    threes, twos, ones = (
        sorted({g for model in models.values() for g, n in model.counts[size].items() if n >= least})
        for size, least in ((3, KEPT_THREES), (2, 1), (1, 1))
    )
    pure = {state: np.array([models[state].chance(word) for word in listed]) for state in counts}
    words = {state: _blended(counts[state], listed, pure[state]) for state in counts}
    np.savez_compressed(
        path,
        words=np.frombuffer("\n".join(listed).encode(), dtype=np.uint8),
        word_logs=_logs(_mixed(words)),
        novel_logs=_logs(np.array([_novel(counts[state]) for state in STATES])),
        **{
            name: np.frombuffer("\n".join(grams).encode(), dtype=np.uint8)
            for name, grams in (("threes", threes), ("twos", twos), ("ones", ones))
        },
        **{
            f"{name}_logs": _logs(np.array([[models[state].after(gram) for state in STATES] for gram in grams]))
            for name, grams in (("threes", threes), ("twos", twos), ("ones", ones))
        },
    )


def _with_english(foreign: Counter[str]) -> Counter[str]:
    """English sentences are rare in the corpus, their names and titles are not: its small words come from a list."""
    english = [row["seen"] for row in rows("english_words")]
    total, ranks = foreign.total(), sum(1 / rank for rank in range(1, len(english) + 1))
    return foreign + Counter({word: round(_ENGLISH * total / rank / ranks) for rank, word in enumerate(english, 1)})


def _with_encoded(foreign: Counter[str], clean: Counter[str]) -> Counter[str]:
    """Text in an encoding of the nineties is not garbled: 'nghÞ ®Þnh' is for normalizers/legacy to decode."""
    encoded: Counter[str] = Counter()
    for encoding in (Encoding.TCVN3, Encoding.VNI):
        for word, count in clean.most_common(_ENCODED_WORDS):
            if is_syllable(word) and not word.isascii():
                for piece in _words(from_unicode(word, encoding)):
                    encoded[piece] += count
    scale = _ENCODED * foreign.total() / encoded.total()
    return foreign + Counter({word: max(round(count * scale), 1) for word, count in encoded.items()})


class _Letters:
    """The chance of a word by its letters, each after the two before it."""

    def __init__(self, words: Counter[str], loose: float) -> None:
        self._loose = loose
        self.counts: dict[int, Counter[str]] = {1: Counter(), 2: Counter(), 3: Counter()}
        self._before: dict[int, Counter[str]] = {1: Counter(), 2: Counter(), 3: Counter()}
        for word, count in words.items():
            weight = min(count, 50)  # words that every text repeats say little of how others are spelled
            padded = f"{EDGE}{EDGE}{word}{EDGE}"
            for at in range(2, len(padded)):
                for size in (1, 2, 3):
                    gram = padded[at + 1 - size : at + 1]
                    self.counts[size][gram] += weight
                    self._before[size][gram[:-1]] += weight

    def after(self, gram: str) -> float:
        """Return the chance of the last letter of one to three, after those before it."""
        chance = 1 / 4000  # of any sign in the world
        for size in range(1, len(gram) + 1):
            part = gram[-size:]
            chance = (self.counts[size][part] + _PRIOR * chance) / (self._before[size][part[:-1]] + _PRIOR)
        return (1 - self._loose) * chance + self._loose / _SIGNS

    def chance(self, word: str) -> float:
        padded = f"{EDGE}{EDGE}{word}{EDGE}"
        return float(np.prod([self.after(padded[at - 2 : at + 1]) for at in range(2, len(padded))]))


def _novel(counts: Counter[str]) -> float:
    """Return the share of words that were never seen: that of those seen once."""
    return sum(count == 1 for count in counts.values()) / counts.total()


def _blended(counts: Counter[str], words: list[str], pure: Floats) -> Floats:
    seen = np.array([counts[word] for word in words]) / counts.total()
    novel = _novel(counts)
    blended: Floats = (1 - novel) * seen + novel * pure
    return blended


def _mixed(chances: dict[str, Floats]) -> Floats:
    shares = np.array([[MIXED[state].get(other, 0.0) for other in STATES] for state in STATES])
    mixed: Floats = np.stack([chances[other] for other in STATES], axis=1) @ shares.T
    return mixed


def _logs(chances: Floats) -> npt.NDArray[np.float16]:
    return np.log(chances).astype(np.float16)
