"""The page readings of a document to its lines and table rows, as a reader of a PDF with a text layer would give them.

Words are repaired first; the cells of ruled tables become rows, and rows that a page break cuts are joined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from pipeline.ocr.page import CellRef, Mend, PageReading, TextLine, confidence
from pipeline.ocr.repair import repair
from pipeline.ocr.row_numbers import with_row_numbers
from pipeline.ocr.specks import without_specks
from pipeline.ocr.strokes import bold_from, is_bold
from pipeline.page_breaks import PageTable, chains, is_table, page_table, table_lines
from pipeline.paper import Cell, Fragment, Grid, rows_of
from pipeline.placing import edges_of, is_centred, with_gaps
from pipeline.records import Box, Line, Stops

_DESCENDER = 3.0  # points that 'g' and 'y' reach below the base line in 14-point type


@dataclass(frozen=True, slots=True)
class Laid:
    """A page laid out: its lines in reading order, the words as they were read, and what was repaired in them.

    `confidence` is the mean of the words' by their length, 0..1, and 0 where there are none.
    """

    lines: tuple[Line, ...]
    as_read: str
    mends: tuple[Mend, ...]
    confidence: float


@dataclass(slots=True)
class _Sheet:
    """A page on its way; `rows` holds the rows of each of its tables that are one."""

    number: int
    reading: PageReading
    confidence: float
    lines: Sequence[TextLine]
    mends: list[Mend]
    rows: dict[int, list[Line]] = field(default_factory=dict)


def lay_out(readings: Mapping[int, PageReading], first_table: int) -> dict[int, Laid]:
    """Return each page's lines, by its number; tables are counted from `first_table`."""
    sheets = []
    for number in sorted(readings):
        written = without_specks(readings[number].lines)
        lines, mends = repair(written)
        sheets.append(_Sheet(number, readings[number], confidence(written), lines, mends))
    _lay_tables(sheets, first_table)
    return {
        sheet.number: Laid(
            tuple(_in_order(sheet)),
            "\n".join(line.text for line in sheet.reading.lines),
            tuple(sheet.mends),
            sheet.confidence,
        )
        for sheet in sheets
    }


def _lay_tables(sheets: Sequence[_Sheet], first_table: int) -> None:
    """Put the cells of all pages into rows, a table that goes on over pages being one."""
    parts: list[PageTable] = []
    places: dict[int, tuple[_Sheet, int]] = {}  # of each part, by its identity
    for sheet in sheets:
        loose = [Fragment(line.text, line.box) for line in sheet.lines if line.cell is None]
        bold = bold_from(sheet.lines)
        for table, cells in _tables(sheet.reading).items():
            grid = _grid(cells)
            prints = [_prints(sheet.lines, ref, bold) for ref, _ in cells]
            part = page_table(sheet.number, sheet.reading.height, grid, rows_of(grid, prints), loose)
            parts.append(part)
            places[id(part)] = (sheet, table)
    number = first_table
    for chain in chains(parts):
        if not is_table(chain):
            continue
        pages = table_lines(chain, number)
        rows, mends = with_row_numbers([row for page in pages for row in page])
        for part, page in zip(chain, pages, strict=True):
            sheet, table = places[id(part)]
            sheet.rows[table], rows = rows[: len(page)], rows[len(page) :]
        places[id(chain[0])][0].mends += mends
        number += 1


def _tables(reading: PageReading) -> dict[int, list[tuple[CellRef, Box]]]:
    tables: dict[int, list[tuple[CellRef, Box]]] = {}
    for ref, box in reading.cells:
        tables.setdefault(ref.table, []).append((ref, box))
    return tables


def _grid(cells: Sequence[tuple[CellRef, Box]]) -> Grid:
    columns = max(ref.column + ref.column_span for ref, _ in cells)
    rows = max(ref.row + ref.row_span for ref, _ in cells)
    xs = _borders([(ref.column, ref.column + ref.column_span, box[0], box[2]) for ref, box in cells], columns)
    ys = _borders([(ref.row, ref.row + ref.row_span, box[1], box[3]) for ref, box in cells], rows)
    owners = [[0] * columns for _ in range(rows)]
    for at, (ref, _) in enumerate(cells):
        for row in owners[ref.row : ref.row + ref.row_span]:
            row[ref.column : ref.column + ref.column_span] = [at] * ref.column_span
    return Grid(
        xs,
        ys,
        tuple(Cell(box, r.column, r.row, r.column + r.column_span, r.row + r.row_span) for r, box in cells),
        tuple(map(tuple, owners)),
    )


def _borders(spans: Sequence[tuple[int, int, float, float]], count: int) -> tuple[float, ...]:
    """Return where the `count + 1` borders stand, from what lies between which of them and reaches from where to where.

    Cells end before their ruling and begin behind it, so a border lies midway; in each direction the mean is taken.
    """
    borders: list[float] = []
    for border in range(count + 1):
        ends = [b for _, last, _, b in spans if last == border]
        starts = [a for first, _, a, _ in spans if first == border]
        sides = [sum(places) / len(places) for places in (ends, starts) if places]
        borders.append(sum(sides) / len(sides) if sides else borders[-1])
    return tuple(borders)


def _prints(lines: Sequence[TextLine], ref: CellRef, bold: float) -> list[list[Fragment]]:
    return [
        [Fragment(line.text, line.box, is_bold(line, bold), stops=_stops(line))] for line in lines if line.cell == ref
    ]


def _box(line: TextLine) -> Box:
    """Return the box of a line, ending evenly below its base line whichever letters are in it."""
    x0, y0, x1, y1 = line.box
    return (x0, y0, x1, y1 if line.base is None else line.base + _DESCENDER)


def _stops(line: TextLine) -> Stops:
    """Return where the words of a line begin."""
    starts = accumulate((len(word.text) + 1 for word in line.words), initial=0)
    return tuple((start, word.box[0]) for start, word in zip(starts, line.words, strict=False))[1:]


def _in_order(sheet: _Sheet) -> list[Line]:
    """Return the lines of a page with the rows of each table where its first cell was read."""
    edges = edges_of(line.box for line in sheet.lines if line.cell is None)
    bold = bold_from(sheet.lines)
    found: list[Line] = []
    placed: set[int] = set()
    region = -1
    for line in sheet.lines:
        table = line.cell.table if line.cell else None
        if table is not None and table in sheet.rows:
            if table not in placed:
                found += sheet.rows[table]
                placed.add(table)
            continue
        centred = table is None and is_centred(line.text, line.box, edges)
        new = Line(line.text, bold=is_bold(line, bold), centred=centred, box=_box(line), stops=_stops(line))
        found.append(replace(new, gap_before=True) if region not in (-1, line.region) else new)
        region = line.region
    return with_gaps(found)
