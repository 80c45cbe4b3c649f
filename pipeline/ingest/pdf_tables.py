"""Tables of a PDF page by their rulings, and the words that stand in their cells.

pdfplumber finds the cells, since it knows how rulings meet; it is slow, so it is asked only about pages that
`pdf_marks.py` has seen rulings on.  The words come from pdfium like all others.  That a table goes on over the page is
decided in pdf_joins.py; what merely stands in columns without rulings is no table, see pdf_order.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.ingest.pdf_rows import rows_by_height
from pipeline.ingest.pdf_text import CellAt, Fragment
from pipeline.records import Box

# Points. Thicker than any ruling, thinner than a line of print: what is filled and thicker is shading behind words, and
# the edges of shading are no rulings ('a highlighted paragraph is not a table of one column').
_RULING = 3.0
# Points. Borders of neighbouring cells that are meant to meet may miss each other by so much.
_SNAP = 5.0
# A code or a span of years broken at the end of a line of a cell: '45/KH-' 'SGDĐT', 'năm học 2022-' '2023'.
BROKEN = re.compile(r"\S[-/]$")


class RulingsError(Exception):
    """pdfplumber could not read the rulings of a page whose words can be read."""


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


@contextmanager
def rulings(path: Path, pages: Sequence[int]) -> Iterator[dict[int, Any]]:
    """Open the given pages (from 1) with pdfplumber."""
    try:
        opened = pdfplumber.open(path, pages=list(pages))
    except (PDFException, PdfminerException) as error:
        raise RulingsError(str(error) or type(error).__name__) from error
    with opened:
        yield {page.page_number: page for page in opened.pages}


def find_grids(page: Any) -> list[Grid]:
    """Return the ruled tables of a pdfplumber page from top to bottom, in points from the visible top left corner."""
    try:
        found = page.filter(_may_rule).find_tables()
    except (PDFException, PdfminerException, ValueError, TypeError, KeyError, RecursionError) as error:
        raise RulingsError(str(error) or type(error).__name__) from error
    finally:
        page.close()  # pdfplumber keeps all objects of a page: 761 MB for 200 pages left open
    left, top = page.cropbox[0], page.cropbox[1]
    grids = [
        grid
        for table in found
        if (grid := _grid([(c[0] - left, c[1] - top, c[2] - left, c[3] - top) for c in table.cells])) is not None
    ]
    grids.sort(key=lambda grid: -(grid.box[2] - grid.box[0]) * (grid.box[3] - grid.box[1]))
    kept: list[Grid] = []
    for grid in grids:  # a table in a cell of another is part of that cell's text
        if not any(_inside(grid.box, other.box) for other in kept):
            kept.append(grid)
    return sorted(kept, key=lambda grid: grid.box[1])


def _may_rule(item: dict[str, Any]) -> bool:
    """Keep strokes and thin bars, which rule; leave shading, and letters, which only cost time."""
    if item["object_type"] == "char":
        return False
    if item["object_type"] not in ("rect", "curve"):
        return True
    return bool(item.get("stroke")) or item["width"] <= _RULING or item["height"] <= _RULING


def _grid(boxes: Sequence[Box]) -> Grid | None:
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


def _inside(box: Box, other: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]


def cell_finder(grids: Sequence[Grid]) -> CellAt:
    """Return what tells the cell at a place; cells are numbered through all grids of the page."""
    tables = []
    base = 0
    for grid in grids:
        tables.append((grid, base))
        base += len(grid.cells)

    def cell_at(x: float, y: float) -> int | None:
        for grid, first in tables:
            if grid.xs[0] <= x < grid.xs[-1] and grid.ys[0] <= y < grid.ys[-1]:
                return first + grid.owners[bisect_right(grid.ys, y) - 1][bisect_right(grid.xs, x) - 1]
        return None

    return cell_at


def fill(grids: Sequence[Grid], fragments: Iterable[Fragment]) -> list[list[Row]]:
    """Return the rows of each grid with the words of the fragments that `cell_finder` gave to its cells."""
    words: dict[int, list[Fragment]] = {}
    for fragment in fragments:
        if fragment.cell is not None:
            words.setdefault(fragment.cell, []).append(fragment)
    filled = []
    base = 0
    for grid in grids:
        prints = [[row.fragments for row in rows_by_height(words.get(base + n, ()))] for n in range(len(grid.cells))]
        filled.append(_rows(grid, prints))
        base += len(grid.cells)
    return filled


def _rows(grid: Grid, prints: Sequence[Sequence[Sequence[Fragment]]]) -> list[Row]:
    """`prints` holds the lines of every cell."""
    texts = [join_lines(" ".join(f.text for f in line) for line in lines) for lines in prints]
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
            )
        )
    return rows


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of a cell.

    >>> join_lines(["theo Kế hoạch số 45/KH-", "SGDĐT năm học 2022-", "2023"])
    'theo Kế hoạch số 45/KH-SGDĐT năm học 2022-2023'
    """
    text = ""
    for line in lines:
        blank = "" if not text or (BROKEN.search(text) and line[:1].isalnum()) else " "
        text += blank + line
    return text
