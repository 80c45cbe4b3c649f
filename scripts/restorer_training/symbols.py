"""Count the symbols of document numbers and the abbreviations of a text: model/symbols.csv.

A symbol is counted by its place in a number: '30/2020/NĐ-CP' has a type, an issuer behind it, and perhaps more; what
stands by itself, 'TTHC', is counted apart.  Lines in capitals are left out: their words are no abbreviations.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from normalizers.diacritics.symbols import PLACES
from normalizers.syllables import is_syllable
from normalizers.tables import rows

RARE = 3
"""Times. What was seen less often is as often a slip as a symbol."""
LONGEST = 14
"""Letters. What is longer is a heading without blanks."""

_CAPITALS = "A-ZĐƯ"
_SYMBOL = rf"[{_CAPITALS}][{_CAPITALS}a-z0-9&]*"
_CODE = re.compile(
    rf"(?<![\w/&-])(?P<serial>\d{{1,5}}\w?(?:/(?:19|20)\d\d)?[/-])?(?P<symbols>{_SYMBOL}(?:[-/]{_SYMBOL})*)(?![\w&])"
)


def count_symbols(lines: Iterable[str]) -> dict[str, list[int]]:
    """Return for each symbol how often it stood in each of PLACES."""
    types = {row["seen"] for row in rows("type_symbols")}
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(PLACES))
    for line in lines:
        if line.isupper():
            continue
        for code in _CODE.finditer(line):
            symbols = code["symbols"].replace("/", "-").split("-")
            first = 0 if symbols[0] in types else 1  # a Công văn has no type: '3905/SGDĐT-CTHSSV'
            for at, symbol in enumerate(symbols):
                if code["serial"]:
                    counts[symbol][min(first + at, 2)] += 1
                elif not symbol[1:].islower() and len(symbol) > 1 and not is_syllable(symbol):
                    counts[symbol][3] += 1
    return {symbol: places for symbol, places in counts.items() if sum(places) >= RARE and len(symbol) <= LONGEST}


def store(path: Path, counts: dict[str, list[int]]) -> None:
    """Write the counts, most frequent first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("symbol", *PLACES))
        writer.writerows(
            (symbol, *places) for symbol, places in sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0]))
        )
