"""Which symbols documents have in their numbers, which abbreviations stand in text, and what a garbled one stood for.

Counted, not collected by hand: model/symbols.csv has how often each stood where in a number.  What an engine makes of
the letters is in normalizers/data/misread_symbols.csv.  Whole numbers are put together in codes.py.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from math import log1p
from typing import Literal

from normalizers.tables import rows

Place = Literal["type", "issuer", "further", "alone"]
PLACES: tuple[Place, ...] = ("type", "issuer", "further", "alone")
"""'QĐ' is the type of '12/QĐ-SNV-VP', 'SNV' its issuer, 'VP' stands further on; 'TTHC' stands alone."""

ELSEWHERE = 0.02
"""What a count in another place is worth: a new combination of known parts."""
NOVEL = 0.01
"""The share of symbols that were never counted; spelled by the threes of letters of those that were."""
KNOWN = 5
"""Times. From here on a word in capitals is taken for a symbol of its own."""
LISTED = 50
"""Times. What stands in a list is expected in any document, however rare it was in the text that was counted."""
MOST = 512
"""Readings tried of one symbol; three letters that may be others make 27."""

_LISTS = {"type_symbols": 0, "issuer_symbols": 1, "abbreviations": 3}  # where what they list stands in a number


@cache
def _counts() -> dict[str, tuple[int, ...]]:
    stored = files("normalizers.diacritics") / "model" / "symbols.csv"
    _, *lines = csv.reader(stored.read_text(encoding="utf-8").splitlines())
    counts = {symbol: tuple(map(int, places)) for symbol, *places in lines}
    for name, place in _LISTS.items():
        for row in rows(name):
            if row["seen"].replace("&", "").isalpha() and len(row["seen"]) > 1:
                seen = counts.get(row["seen"], (0, 0, 0, 0))
                counts[row["seen"]] = tuple(max(n, LISTED) if at == place else n for at, n in enumerate(seen))
    return counts


@cache
def _totals() -> tuple[int, ...]:
    return tuple(map(sum, zip(*_counts().values(), strict=True)))


@lru_cache(maxsize=1 << 14)
def is_symbol(word: str) -> bool:
    """Tell whether a word is a known symbol or abbreviation, or reads as one: 'TTHC', 'SGDDT', 'GD&PT'."""
    return any(sum(_counts().get(text, ())) >= KNOWN for text, _ in _printed(word))


@cache
def _listed() -> frozenset[str]:
    return frozenset(row["seen"] for name in _LISTS for row in rows(name))


def is_listed(word: str) -> bool:
    """Tell whether a word stands in the lists of symbols and abbreviations, as it is."""
    return word in _listed()


@lru_cache(maxsize=1 << 14)
def readings(raw: str, place: Place) -> tuple[tuple[str, float], ...]:
    """Return what may be printed where `raw` was read, with the chance of each, likeliest first.

    >>> readings("GD&PT", "alone")[0][0], readings("ND", "type")[0][0], readings("TTHC", "alone")[0][0]
    ('GD&ĐT', 'NĐ', 'TTHC')
    """
    weights: dict[str, float] = defaultdict(float)
    digits = sum(map(str.isdigit, raw))
    for text, rate in _printed(raw):
        # A digit is read as a letter only where that makes a symbol that is known: '1SO', '0D'.
        if sum(map(str.isdigit, text)) == digits or text in _counts():
            weights[text] += rate * _chance(text, place)
    total = sum(weights.values())
    return tuple(sorted(((text, weight / total) for text, weight in weights.items()), key=lambda item: -item[1]))


@cache
def _types() -> dict[str, str]:
    return {row["seen"]: row["value"] for row in rows("type_symbols")}


def type_name(symbol: str) -> str:
    """Return the name of the type that a symbol stands for, 'Đề án' of 'ĐA'; nothing where none is known."""
    return _types().get(symbol, "")


def is_type(symbol: str) -> bool:
    """Tell whether a symbol stands first in numbers: 'QĐ', 'KH'."""
    return any(_counts().get(text, (0,))[0] >= KNOWN for text, _ in _printed(symbol))


@cache
def _misread() -> dict[str, tuple[tuple[str, float], ...]]:
    split = ((row["seen"], (part.split("=") for part in row["value"].split())) for row in rows("misread_symbols"))
    return {seen: tuple((letter, float(rate)) for letter, rate in parts) for seen, parts in split}


def _printed(raw: str) -> list[tuple[str, float]]:
    """Return what may be printed, each with the rate at which it is read as `raw`; `raw` itself is the first."""
    return list(islice(_spellings(raw), MOST))


def _spellings(raw: str) -> Iterator[tuple[str, float]]:
    if not raw:
        yield "", 1.0
        return
    for rest, rate in _spellings(raw[1:]):
        # A Đ is read as such by an engine that knows it, and letters that resemble none are read right.
        yield raw[0] + rest, rate
    for length in (1, 2):
        for letter, rate in _misread().get(raw[:length], ()) if len(raw) >= length else ():
            for rest, other in _spellings(raw[length:]):
                yield letter + rest, rate * other


def _chance(symbol: str, place: Place) -> float:
    counts, totals = _counts().get(symbol, (0, 0, 0, 0)), _totals()
    at = PLACES.index(place)
    here = counts[at] / totals[at]
    elsewhere = sum(counts) / sum(totals)
    return (1 - ELSEWHERE - NOVEL) * here + ELSEWHERE * elsewhere + NOVEL * _spelled(symbol)


@cache
def _threes() -> dict[str, dict[str, float]]:
    threes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for symbol, counts in _counts().items():
        padded = f"^^{symbol}$"
        for at in range(2, len(padded)):
            for before in (padded[at - 2 : at], padded[at - 1], ""):
                threes[before][padded[at]] += log1p(sum(counts))
    return threes


def _spelled(symbol: str) -> float:
    """Return the chance of a symbol by its letters."""
    chance = 1.0
    padded = f"^^{symbol}$"
    for at in range(2, len(padded)):
        letter = 0.002  # of any sign at all
        for before in ("", padded[at - 1], padded[at - 2 : at]):
            seen = _threes().get(before)
            if seen:
                total = sum(seen.values())
                letter = (seen.get(padded[at], 0.0) + 5 * letter) / (total + 5)
        chance *= letter
    return chance
