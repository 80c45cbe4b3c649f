"""What stands on paper, whoever read it: pieces of print, and tables as they are ruled.

PDF pages with a text layer and page images give the same pieces and grids, so that their tables are put together in one
way.  That a table goes on over the page is decided in page_breaks.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from normalizers.legacy import Encoding
from pipeline.records import Box, Print, Stops

# Points. Borders of neighbouring cells that are meant to meet may miss each other by so much.
_SNAP = 5.0
# A code or a span of years broken at the end of a line of a cell: '45/KH-' 'SGDĐT', 'năm học 2022-' '2023'.
BROKEN = re.compile(r"\S[-/]$")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one line of print; `cell` is the cell of a table it stands in."""

    text: str
    box: Box
    bold: bool = False
    cell: int | None = None
    decoded_from: Encoding | None = None  # what its words were written in, where that is not Unicode
    stops: Stops = ()

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over columns `left:right` and rows `top:bottom` of its grid."""

    box: Box
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as ruled: borders of its columns and rows from left to right and top to bottom, and its cells.

    `owners` tells for every row and column the number of the cell that covers it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    owners: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        return len(self.ys) - 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row with one text a column; a cell over several rows gives its text to each, over several columns to the first.

    `first` and `last` hold the pieces of print with which each text begins and ends.
    """

    cells: tuple[str, ...]
    boxes: tuple[Box, ...]
    first: tuple[Fragment | None, ...]
    last: tuple[Fragment | None, ...]
    bold: bool = False
    prints: tuple[tuple[Print, ...], ...] = ()


def union(*boxes: Box) -> Box:
    """Return the smallest box around all."""
    if len(boxes) == 1:
        return boxes[0]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def grid_of(boxes: Sequence[Box]) -> Grid | None:
    """Return the grid of cells, or None for a frame around a text, which has one column or one cell."""
    xs = _snapped(x for box in boxes for x in (box[0], box[2]))
    ys = _snapped(y for box in boxes for y in (box[1], box[3]))
    if len(xs) < 3 or len(boxes) < 2:
        return None
    cells: list[Cell] = []
    owners = [[-1] * (len(xs) - 1) for _ in ys[1:]]

    def add(box: Box, left: int, top: int, right: int, bottom: int) -> None:
        for row in owners[top:bottom]:
            row[left:right] = [len(cells)] * (right - left)
        cells.append(Cell(box, left, top, right, bottom))

    for box in boxes:
        add(box, _at(xs, box[0]), _at(ys, box[1]), _at(xs, box[2]), _at(ys, box[3]))
    # Where a ruling was forgotten there is no cell: Excel leaves out borders at the end of a page.
    for row, column in product(range(len(ys) - 1), range(len(xs) - 1)):
        if owners[row][column] < 0:
            add((xs[column], ys[row], xs[column + 1], ys[row + 1]), column, row, column + 1, row + 1)
    return Grid(xs, ys, tuple(cells), tuple(map(tuple, owners)))


def _snapped(values: Iterable[float]) -> tuple[float, ...]:
    """Return the different positions; those nearer than a snap count once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return tuple(kept)


def _at(borders: Sequence[float], value: float) -> int:
    return min(range(len(borders)), key=lambda i: abs(borders[i] - value))


def rows_of(grid: Grid, prints: Sequence[Sequence[Sequence[Fragment]]]) -> list[Row]:
    """`prints` holds the lines of every cell."""
    joined = [_joined(" ".join(f.text for f in line) for line in lines) for lines in prints]
    texts = [text for text, _ in joined]
    places = [
        tuple(Print(start, union(*(f.box for f in line))) for start, line in zip(starts, lines, strict=True))
        for (_, starts), lines in zip(joined, prints, strict=True)
    ]
    bold = [all(f.bold for line in lines for f in line) for lines in prints]
    rows = []
    for owners in grid.owners:
        # A cell over several columns stands in its first.
        shown = [
            owner if grid.cells[owner].left == column and texts[owner] else None for column, owner in enumerate(owners)
        ]
        if all(owner is None for owner in shown):
            continue
        rows.append(
            Row(
                cells=tuple("" if owner is None else texts[owner] for owner in shown),
                boxes=tuple(grid.cells[owner].box for owner in owners),
                first=tuple(None if owner is None else prints[owner][0][0] for owner in shown),
                last=tuple(None if owner is None else prints[owner][-1][-1] for owner in shown),
                bold=all(bold[owner] for owner in shown if owner is not None),
                prints=tuple(() if owner is None else places[owner] for owner in shown),
            )
        )
    return rows


def stops_of(fragments: Sequence[Fragment], starts: Sequence[int]) -> Stops:
    """Return the stops of a text in which the fragments begin at these offsets."""
    stops: list[tuple[int, float]] = []
    for fragment, start in zip(fragments, starts, strict=True):
        stops.append((start, fragment.box[0]))
        stops += ((start + at, x) for at, x in fragment.stops)
        stops.append((start + len(fragment.text), fragment.box[2]))
    return tuple(stops[1:-1])  # the ends are those of the box


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of a cell.

    >>> join_lines(["theo Kế hoạch số 45/KH-", "SGDĐT năm học 2022-", "2023"])
    'theo Kế hoạch số 45/KH-SGDĐT năm học 2022-2023'
    """
    return _joined(lines)[0]


def _joined(lines: Iterable[str]) -> tuple[str, list[int]]:
    """Return the joined lines, and where each of them begins."""
    text = ""
    starts = []
    for line in lines:
        text += "" if not text or (BROKEN.search(text) and line[:1].isalnum()) else " "
        starts.append(len(text))
        text += line
    return text, starts
