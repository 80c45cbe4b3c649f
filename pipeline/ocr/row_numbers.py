"""The running numbers of a table's rows, where one was misread between two that are right: '11', 'IZ', '13'.

A single figure in its cell is what the engine reads worst, and no word beside it tells what it is; the rows above and
below it do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ocr.page import Mend
from pipeline.records import Line

_NUMBER = re.compile(r"(\d{1,3})[.)]?")
_LONGEST = 5  # signs of what can be a misread number: '2 2 2', '1024'
_NEAR = 3  # rows; a number counts as right when one so near fits to it


def with_row_numbers(rows: Sequence[Line]) -> tuple[list[Line], list[Mend]]:
    """Return the rows of a table, over all its pages, with misread numbers in the first column put right."""
    numbered = list(rows)
    mends = []
    for at, number in _misread([row.cells[0] if row.cells else "" for row in rows]):
        row = rows[at]
        cells = (number, *row.cells[1:])
        prints = ((), *row.prints[1:]) if row.prints else ()
        numbered[at] = replace(row, cells=cells, text=" | ".join(cells), prints=prints)
        mends.append(Mend(row.cells[0], number, "row-number", row.cell_boxes[0] if row.cell_boxes else None))
    return numbered, mends


def _misread(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the rows whose number was misread, each with the right one, written as the one before it.

    >>> list(_misread(["TT", "9.", "", "11.", "IZ", "13.", "19."]))
    [(2, '10.'), (4, '12.'), (6, '14.')]
    """
    values = [int(match[1]) if (match := _NUMBER.fullmatch(text)) else None for text in texts]
    sure = [at for at in range(len(values)) if _fits(values, at)]
    for before, after in pairwise([*sure, len(texts)]):
        first = values[before]
        last = values[after] if after < len(texts) else None
        if first is None:
            continue
        if last is not None and last - first == after - before:
            wrong = range(before + 1, after)
        else:
            wrong = range(before + 1, before + 2 if _differs_by_one(values, before + 1) else before + 1)
        for at in wrong:
            if len(texts[at]) <= _LONGEST:
                yield at, texts[before].replace(str(first), str(first + at - before))


def _differs_by_one(values: Sequence[int | None], at: int) -> bool:
    """Tell whether a number differs from the one that should follow in one of several figures: '21' after '26'."""
    if at >= len(values) or (seen := values[at]) is None or (before := values[at - 1]) is None:
        return False
    one, other = str(seen), str(before + 1)
    return len(one) == len(other) > 1 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _fits(values: Sequence[int | None], at: int) -> bool:
    """Tell whether a number near it fits to this one."""
    own = values[at]
    if own is None:
        return False
    near = range(max(0, at - _NEAR), min(len(values), at + _NEAR + 1))
    return any(other != at and values[other] == own + other - at for other in near)
