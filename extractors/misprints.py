"""Type words that are damaged: 'Nghị số 108/2014/NĐ-CP', 'Kế hoach số 45/KH-UBND', 'Nghi dinh so 30/2020/NĐ-CP'.

The symbol of the number behind them tells which type is meant; without it nothing is mended.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from normalizers.letters import bare, fold

_WINDOW = 40  # characters before a number in which a damaged type word is looked for
ALIKE = 80  # of 100: how alike a damaged type word must be to the type that the symbol names


def misprinted_type(text: str, begin: int, meant: str) -> tuple[int, int] | None:
    """Where the words before a number are a damaged type: 'Nghị số 108/2014/NĐ-CP', 'Kế hoach số 45/KH-UBND'."""
    offset = max(0, begin - _WINDOW)
    before = list(re.finditer(r"\w+", text[offset:begin]))
    if not before or text[offset + before[-1].end() : begin].strip():
        return None
    size = len(meant.split())
    for count in (size, size - 1):
        if 0 < count <= len(before):
            start, end = offset + before[-count].start(), offset + before[-1].end()
            seen = fold(text[start:end])
            damaged = count == size and seen != fold(meant) and _alike(seen, fold(meant))
            cut = count < size and fold(meant).startswith(seen + " ") and text[start].isupper()
            if damaged or cut:
                return start, end
    return None


def _alike(seen: str, meant: str) -> bool:
    """Whether words are those meant but for a letter, or for all marks: 'Kế hoach', 'Nghi dinh'."""
    return bare(seen) == bare(meant) or fuzz.ratio(seen, meant) >= ALIKE
