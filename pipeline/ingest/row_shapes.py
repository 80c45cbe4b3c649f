"""Rows whose cells tell where their left and right edges lie, as DOC and RTF keep them, put under common columns.

In these formats every row has edges of its own; a cell spans columns where another row has an edge within it.  DOCX and
HTML say how many columns a cell spans.  Whether the rows are a table or mere layout is judged in tables.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.ingest.tables import Cell, Row
from pipeline.records import Line

# Twips (1/1440 inch). Columns dragged by hand are off by up to 2 mm from row to row; the narrowest, 'TT', has 8 mm.
_SAME_EDGE = 120
# A row without a definition is damaged; its cells are taken to be an inch wide.
_USUAL_WIDTH = 1440

Merge = Literal["begins", "goes on"]


@dataclass(frozen=True, slots=True)
class CellShape:
    """What a row's definition says of a cell."""

    right: int  # edge, twips
    merge: Merge | None = None  # with the cells above and below
    joined: bool = False  # with the cell before it
    sides: int = 0  # how many of its four sides have a line drawn by itself
    taken_back: bool = False  # all four are said to have none


@dataclass(frozen=True, slots=True)
class RowShape:
    """What the definition of a row says; `grid` and `frame`: the table's own lines, inside and above and below."""

    left: int = 0
    cells: tuple[CellShape, ...] = ()
    grid: bool = False
    frame: bool = False
    header: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    lines: tuple[Line, ...]
    left: int
    right: int
    merge: Merge | None


def rows_under_columns(rows: Sequence[tuple[RowShape, Sequence[Sequence[Line]]]]) -> list[Row]:
    """Return the rows, each given as its shape and the lines of its cells, with a cell for each column they reach.

    >>> wide, narrow = RowShape(cells=(CellShape(2000),)), RowShape(cells=(CellShape(990), CellShape(2010)))
    >>> [len(row.cells) for row in rows_under_columns([(wide, [()]), (narrow, [(), ()])])]
    [2, 2]
    """
    placed = [_placed(shape, cells) for shape, cells in rows]
    columns = _columns(placed)
    above: dict[int, Cell] = {}
    return [Row(_row(row, columns, above), shape.header) for row, (shape, _) in zip(placed, rows, strict=True)]


def is_ruled(shapes: Sequence[RowShape]) -> bool:
    """Tell whether the table draws its grid; a line below one cell is the stroke under a letterhead."""
    cells = [cell for shape in shapes for cell in shape.cells]
    if 2 * sum(shape.grid or shape.frame for shape in shapes) > len(shapes):
        return not all(cell.taken_back for cell in cells)
    return 2 * sum(cell.sides >= 2 for cell in cells) >= len(cells) > 0


def _placed(shape: RowShape, cells: Sequence[Sequence[Line]]) -> list[_Placed]:
    found: list[_Placed] = []
    left = shape.left
    for place, lines in enumerate(cells):
        said = shape.cells[place] if place < len(shape.cells) else CellShape(left + _USUAL_WIDTH)
        right = max(left, said.right)
        if said.joined and found:
            before = found[-1]
            # Some programs write the text of joined cells into each of them, for readers that know no joining.
            more = () if [line.text for line in lines] == [line.text for line in before.lines] else tuple(lines)
            found[-1] = _Placed((*before.lines, *more), before.left, right, before.merge)
        else:
            found.append(_Placed(tuple(lines), left, right, said.merge))
        left = right
    return found


def _columns(rows: Sequence[Sequence[_Placed]]) -> dict[int, int]:
    """Return the column that begins at each edge; edges close to one another are one."""
    columns: dict[int, int] = {}
    begin, column = 0, -1
    for edge in sorted({edge for row in rows for cell in row for edge in (cell.left, cell.right)}):
        if column < 0 or edge - begin > _SAME_EDGE:
            begin, column = edge, column + 1
        columns[edge] = column
    return columns


def _row(row: Sequence[_Placed], columns: dict[int, int], above: dict[int, Cell]) -> tuple[Cell, ...]:
    """Return the cells under their columns; `above` holds those that merging goes on with."""
    cells: list[Cell] = []
    for cell in row:
        cells += [Cell()] * (columns[cell.left] - len(cells))
        column = len(cells)
        span = max(1, columns[cell.right] - column)
        if cell.merge == "goes on" and column in above:
            found = replace(above[column], repeats=True)
        else:
            found = Cell(cell.lines, span)
        if cell.merge is None:
            above.pop(column, None)
        else:
            above[column] = found
        cells += [found] + [Cell()] * (span - 1)
    return tuple(cells)
