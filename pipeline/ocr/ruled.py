"""Ruled tables on a page image: the grid of each, and its cells, merged ones included.

A border of the grid counts where most of it is inked; cells with none between them are one.  Where the outer border at
the left or right was not drawn the rulings across end together, and that is the border.  Text in the cells is read by
the engine; frames around a text, and boxes of stamps, are no tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from pipeline.ocr.ink import Ink, Mask
from pipeline.ocr.rulings import Group, Segment, groups

# Millimetres.
_NARROWEST_COLUMN, _LOWEST_ROW = 4.0, 3.0
_SMALLEST = (60.0, 10.0)  # width and height of a table; stamps of incoming mail are 50 wide
_NEAR = 0.8  # a border's ink may lie so far beside it
_AGREE, _MOST = 2.0, 0.6  # rulings end together if so many of them end so near
_INKED = 0.5  # share of a border that is inked where there is one
_WHOLLY, _RUNS = 0.9, 0.12  # a column's border is inked so wholly in rows that make up so much of the table
_USUAL, _OPEN = 0.4, 0.8  # and most are in so much of it, or of a table that is open at the sides


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell over rows `top:bottom` and columns `left:right`; its box, in points of the grid, is inside the rulings."""

    left: int
    top: int
    right: int
    bottom: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table, its box on the outer rulings, its cells row by row."""

    box: tuple[int, int, int, int]
    cells: tuple[RuledCell, ...]


def ruled_tables(ink: Ink) -> list[RuledTable]:
    """Return the tables of a page from top to bottom."""
    tables = [table for group in groups(ink) if (table := _table(group, ink)) is not None]
    kept: list[RuledTable] = []
    for table in sorted(tables, key=lambda table: -_area(table.box)):
        if not any(_inside(table.box, other.box) for other in kept):
            kept.append(table)
    return sorted(kept, key=lambda table: table.box[1])


def _table(group: Group, ink: Ink) -> RuledTable | None:
    near = ink.of(_NEAR)
    ys, xs = _borders(group.across, ink.of(_LOWEST_ROW)), _borders(group.down, ink.of(_NARROWEST_COLUMN))
    if len(ys) < 2:
        return None
    # The ring of a seal on a table may run from one border to the next, but not on; the bars of a chart run anywhere.
    height = ys[-1] - ys[0]
    runs = {x: sum(b - a for a, b in pairwise(ys) if _inked(ink.down.T, x, a, b, near, _WHOLLY)) / height for x in xs}
    xs = [x for x in xs if runs[x] >= _RUNS]
    if not xs:
        return None
    usual = median(runs[x] for x in xs)
    left, right = (_common_end([side(segment) for segment in group.across], ink) for side in (_start, _end))
    if left is not None and xs[0] - left >= ink.of(_NARROWEST_COLUMN):
        xs.insert(0, left)
    if right is not None and right - xs[-1] >= ink.of(_NARROWEST_COLUMN):
        xs.append(right)
    if usual < (_USUAL if xs[0] in runs and xs[-1] in runs else _OPEN):
        return None
    if len(xs) < 3 or xs[-1] - xs[0] < ink.of(_SMALLEST[0]) or ys[-1] - ys[0] < ink.of(_SMALLEST[1]):
        return None
    cells = tuple(_cells(xs, ys, ink))
    if len({(cell.left, cell.right) for cell in cells}) < 2:
        return None
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), cells)


def _borders(segments: Sequence[Segment], apart: int) -> list[int]:
    """Return the different places of the segments; the longer of two that are nearer than `apart` tells."""
    kept: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: -segment.length):
        if all(abs(segment.at - other.at) >= apart for other in kept):
            kept.append(segment)
    return sorted(round(segment.at) for segment in kept)


def _start(segment: Segment) -> int:
    return segment.start


def _end(segment: Segment) -> int:
    return segment.end


def _common_end(ends: Sequence[int], ink: Ink) -> int | None:
    """Return where most of the rulings end, as they do at a border that was not drawn; underlines end anywhere."""
    middle = int(np.median(ends))
    agreeing = sum(abs(end - middle) <= ink.of(_AGREE) for end in ends)
    return middle if agreeing >= max(3, _MOST * len(ends)) else None


def _cells(xs: Sequence[int], ys: Sequence[int], ink: Ink) -> Iterator[RuledCell]:
    near = ink.of(_NEAR)
    rows, columns = len(ys) - 1, len(xs) - 1
    # Whether there is a border above each place of the grid, and to the left of it.
    above = [
        [row in (0, rows) or _inked(ink.across, ys[row], xs[column], xs[column + 1], near) for column in range(columns)]
        for row in range(rows + 1)
    ]
    before = [
        [
            column in (0, columns) or _inked(ink.down.T, xs[column], ys[row], ys[row + 1], near)
            for column in range(columns + 1)
        ]
        for row in range(rows)
    ]
    taken = np.zeros((rows, columns), dtype=bool)
    for top in range(rows):
        for left in range(columns):
            if taken[top, left]:
                continue
            right = left + 1
            while right < columns and not before[top][right] and not taken[top, right]:
                right += 1
            bottom = top + 1
            while bottom < rows and _goes_on(above, before, bottom, left, right):
                bottom += 1
            taken[top:bottom, left:right] = True
            yield RuledCell(
                left,
                top,
                right,
                bottom,
                (
                    _inner(ink.down.T, xs[left], ys[top], ys[bottom], near, 1),
                    _inner(ink.across, ys[top], xs[left], xs[right], near, 1),
                    _inner(ink.down.T, xs[right], ys[top], ys[bottom], near, -1),
                    _inner(ink.across, ys[bottom], xs[left], xs[right], near, -1),
                ),
            )


def _goes_on(
    above: Sequence[Sequence[bool]], before: Sequence[Sequence[bool]], row: int, left: int, right: int
) -> bool:
    """Tell whether a cell over columns `left:right` goes on in `row`: no border above it there, nor within."""
    return not any(above[row][left:right]) and not any(before[row][left + 1 : right])


def _inked(ruled: Mask, at: int, start: int, end: int, near: int, share: float = _INKED) -> bool:
    """Tell whether a horizontal border is inked; its ends, where others cross it, do not count."""
    inset = min(near + 1, (end - start) // 4)
    band = ruled[max(0, at - near) : at + near + 1, start + inset : end - inset]
    return band.size > 0 and float(band.any(axis=0).mean()) >= share


def _inner(ruled: Mask, at: int, start: int, end: int, near: int, side: int) -> int:
    """Return the first point of a cell beyond the ink of its border; `side` is 1 below the border, -1 above it."""
    rows = np.nonzero(ruled[max(0, at - near) : at + near + 1, start:end].mean(axis=1) >= 0.2)[0]
    if not len(rows):
        return at + (1 if side > 0 else 0)
    edge = max(0, at - near) + int(rows[-1] if side > 0 else rows[0])
    return edge + 1 if side > 0 else edge


def _area(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _inside(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]
