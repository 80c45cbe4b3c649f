"""The words that stand in the cells of the ruled tables of a PDF page.

Where the cells are, pdf_grids.py tells; that a table goes on over the page is decided in page_breaks.py; what merely
stands in columns without rulings is no table, see pdf_order.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.ingest.pdf_rows import rows_by_height
from pipeline.ingest.pdf_text import CellAt
from pipeline.paper import Fragment, Grid, Row, rows_of


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
        filled.append(rows_of(grid, prints))
        base += len(grid.cells)
    return filled
