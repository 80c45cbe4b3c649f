"""Count how often a syllable amid a sentence has a capital: 'Ủy' mostly, 'vực' never.

normalizers/diacritics/capitals.py tells by it whether a 'V' may be a 'v' that an engine took for one.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from normalizers.letters import LOWER, old_tones
from normalizers.syllables import is_syllable

# After a word in small letters nothing begins but names.
_AMID = re.compile(rf"(?<!\w)[{LOWER}]+(?= ([^\W\d_]+))")
SEEN = 20  # times; what is rarer is as often capital as syllables are
LEAST = 0.0005  # of what is capital still seldomer nothing is kept


def shares(lines: Iterable[str]) -> dict[str, float]:
    """Return for syllables how often they have a capital amid a sentence, 0 to 1."""
    seen: Counter[str] = Counter()
    for line in lines:
        seen.update(_AMID.findall(line))
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for word, often in seen.items():
        syllable = old_tones(word.lower())
        if not word.isupper() or len(word) == 1:
            (capital if word[0].isupper() else small)[syllable] += often
    return {
        word: capital[word] / (capital[word] + small[word])
        for word in sorted(capital.keys() | small.keys())
        if capital[word] + small[word] >= SEEN and is_syllable(word)
    }


def write(path: Path, found: Mapping[str, float]) -> None:
    """Write the shares as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("word", "share"))
        table.writerows((word, f"{max(share, LEAST / 2):.3g}") for word, share in found.items())
