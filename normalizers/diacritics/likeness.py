"""How likely a word is in clean, garbled, stripped and foreign text: the evidence of gate.py, by words and by letters.

model/gate.npz is made by scripts/restorer_training/gate.py.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Literal

import numpy as np

State = Literal["clean", "garbled", "stripped", "foreign"]
STATES: tuple[State, ...] = ("clean", "garbled", "stripped", "foreign")
"""Right Vietnamese; read by an engine that knows no Vietnamese; typed without marks; another language."""
EDGE = "\t"
"""Stands for both ends of a word among its letters."""

Logs = tuple[float, float, float, float]  # of STATES, in order


class _Likeness:
    def __init__(self) -> None:
        with as_file(files("normalizers.diacritics") / "model" / "gate.npz") as path, np.load(path) as stored:
            self.words, self.threes, self.twos, self.ones = (
                dict(
                    zip(
                        bytes(stored[name]).decode().split("\n"),
                        map(tuple, stored[f"{logs}_logs"].astype(np.float64).tolist()),
                        strict=True,
                    )
                )
                for name, logs in (("words", "word"), ("threes", "threes"), ("twos", "twos"), ("ones", "ones"))
            )
            self.novel: Logs = tuple(stored["novel_logs"].astype(np.float64).tolist())
        self.unknown: Logs = (-8.3, -8.3, -8.3, -8.3)  # a sign that no text had


@cache
def _likeness() -> _Likeness:
    return _Likeness()


@lru_cache(maxsize=1 << 16)
def likeness(word: str) -> Logs:
    """Return the logarithms of the chances of a word in the four kinds of text.

    >>> clean, garbled, stripped, foreign = likeness("nhiệm")
    >>> clean > garbled + 3
    True
    """
    known, word = _likeness(), word.lower()
    if word in known.words:
        return known.words[word]
    padded = f"{EDGE}{EDGE}{word}{EDGE}"
    a, b, c, d = known.novel
    for at in range(2, len(padded)):
        step = (
            known.threes.get(padded[at - 2 : at + 1])
            or known.twos.get(padded[at - 1 : at + 1])
            or known.ones.get(padded[at], known.unknown)
        )
        a, b, c, d = a + step[0], b + step[1], c + step[2], d + step[3]
    return a, b, c, d
