"""Tables that go on over page breaks: which page tables are one, and which row a page break has cut in two.

Word and LibreOffice rule the lower part of a cut row like a row of its own, so its words are all there is to go by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.paper import BROKEN, Fragment, Grid, Row, join_lines, union
from pipeline.records import Line, Print

# Points. The outer borders of one table stand in one place on all its pages, the inner ones nearly so.
_OUTER = 8.0
_INNER = 15.0
# A scanner takes one sheet further left than the next: all borders of a table of as many columns may stand so far off.
_SHIFTED = 36.0
_BORDER = 5.0
# Points between the words of a cell and its border: 5.4 in Word and LibreOffice, and half a letter for what a word's
# width is guessed amiss.
_PADDING = 8.0
_HEADER_ROWS = 3  # a heading in three storeys is the deepest seen
# A letterhead that someone framed has two columns and few rows: authority, motto, number, place and date.
_LETTERHEAD_ROWS = 4
# Share of the page's height at its top and bottom where page numbers, running heads and signing marks stand.
_MARGIN = 0.07
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as it stands on one page; `opens` and `closes`: nothing but page furniture stands before or after it."""

    page: int
    grid: Grid
    rows: tuple[Row, ...]
    opens: bool
    closes: bool


def page_table(page: int, height: float, grid: Grid, rows: Sequence[Row], loose: Sequence[Fragment]) -> PageTable:
    """Return a table of a page of this height; the words outside tables tell whether it opens or closes the page."""
    _, top, _, bottom = grid.box
    body = [
        f.box
        for f in loose
        if not _PAGE_NUMBER.fullmatch(f.text) and _MARGIN * height < (f.box[1] + f.box[3]) / 2 < (1 - _MARGIN) * height
    ]
    return PageTable(page, grid, tuple(rows), all(b[1] > top for b in body), all(b[3] < bottom for b in body))


def chains(tables: Sequence[PageTable]) -> list[list[PageTable]]:
    """Return which page tables, in order of pages, are parts of one table."""
    found: list[list[PageTable]] = []
    for table in tables:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and table.page == last.page + 1
            and last.closes
            and table.opens
            and _same_columns(last.grid, table.grid)
        ):
            found[-1].append(table)
        else:
            found.append([table])
    return found


def is_table(chain: Sequence[PageTable]) -> bool:
    """Tell tables from frames around a letterhead ('SỞ Y TẾ | CỘNG HÒA …') and from a single framed line."""
    first = chain[0]
    rows = sum(part.grid.rows for part in chain)
    is_letterhead = first.page == 1 and first.opens and first.grid.columns == 2 and rows <= _LETTERHEAD_ROWS
    return rows > 1 and not is_letterhead


def _same_columns(a: Grid, b: Grid) -> bool:
    if a.columns == b.columns:
        shift = b.xs[0] - a.xs[0]
        inner = all(abs(x + shift - y) <= _INNER for x, y in zip(a.xs, b.xs, strict=True))
        far = _SHIFTED if a.columns > 1 else _OUTER  # a frame around a text is like any other
        return inner and abs(shift) <= far and abs(a.xs[-1] + shift - b.xs[-1]) <= _OUTER
    if abs(a.xs[0] - b.xs[0]) > _OUTER or abs(a.xs[-1] - b.xs[-1]) > _OUTER:
        return False
    # A part without the rows that divide a column has fewer borders, all of them the other's.
    few, many = sorted((a, b), key=lambda grid: grid.columns)
    return all(min(abs(x - y) for y in many.xs) <= _BORDER for x in few.xs)


def table_lines(chain: Sequence[PageTable], number: int) -> list[list[Line]]:
    """Return the rows of one table for each of its pages; a cut row stands whole on the page where it begins."""
    widest = max((part.grid for part in chain), key=lambda grid: grid.columns)
    pages = [[_in_columns(row, part.grid, widest) for row in part.rows] for part in chain]
    headers = 0
    for part, rows, before in zip(chain[1:], pages[1:], pages, strict=False):
        repeated = _repeated(pages[0], rows)
        headers = max(headers, repeated)
        del rows[:repeated]
        if rows and before and _is_cut(before[-1], rows[0]):
            before[-1] = _mended(before[-1], rows.pop(0), part.page)
    return [
        [_line(row, number, headers > at and page == 0) for at, row in enumerate(rows)]
        for page, rows in enumerate(pages)
    ]


def _in_columns(row: Row, grid: Grid, widest: Grid) -> Row:
    if grid.columns == widest.columns:
        return row
    place = [min(range(widest.columns), key=lambda column: abs(widest.xs[column] - x)) for x in grid.xs[:-1]]
    source = {column: at for at, column in reversed(list(enumerate(place)))}
    columns = range(widest.columns)
    covering = [max(at for at, column in enumerate(place) if column <= max(c, place[0])) for c in columns]
    return Row(
        cells=tuple(row.cells[source[c]] if c in source else "" for c in columns),
        boxes=tuple(row.boxes[covering[c]] for c in columns),
        first=tuple(row.first[source[c]] if c in source else None for c in columns),
        last=tuple(row.last[source[c]] if c in source else None for c in columns),
        bold=row.bold,
        prints=tuple(row.prints[source[c]] if c in source and row.prints else () for c in columns),
    )


def _repeated(first: Sequence[Row], rows: Sequence[Row]) -> int:
    """Return how many rows at the top of a page say the heading of the table again."""
    for count in range(min(_HEADER_ROWS, len(first), len(rows)), 0, -1):
        if [row.cells for row in rows[:count]] == [row.cells for row in first[:count]]:
            return count
    return 0


def _is_cut(upper: Row, lower: Row) -> bool:
    """Tell whether `lower`, on the next page, is the rest of `upper`.

    A rest begins in the middle of a sentence, or with a word that had no room on the last line above; and nothing in it
    may begin anew ('11' under '10', 'Tổng' under a line with room for it).
    """
    if lower.cells[0] and upper.cells[0] and not lower.cells[0][0].islower():
        return False
    goes_on = False
    for column, text in enumerate(lower.cells):
        if not text or not upper.cells[column]:
            continue  # what is short may stand wholly on either page
        first, last = lower.first[column], upper.last[column]
        fits = not (first and last and _had_no_room(first, last, upper.boxes[column][2]))
        if text[0].islower() or BROKEN.search(upper.cells[column]) or not fits:
            goes_on = True
        else:
            return False
    return goes_on


def _had_no_room(first: Fragment, last: Fragment, border: float) -> bool:
    """Tell whether the first word of `first` could not have stood after `last` on its line."""
    word = first.text.split(" ", 1)[0]
    width = (first.box[2] - first.box[0]) * len(word) / max(len(first.text), 1)
    blank = 0.25 * last.height
    return last.box[2] + blank + width > border - _PADDING


def _mended(upper: Row, lower: Row, page: int) -> Row:
    """Return a row whose lower part stands on `page`."""
    cells = tuple(join_lines(part for part in parts if part) for parts in zip(upper.cells, lower.cells, strict=True))
    return replace(
        upper,
        cells=cells,
        prints=tuple(
            (*above, *(Print(len(cell) - len(text) + p.start, p.box, page) for p in below))
            for cell, text, above, below in zip(cells, lower.cells, upper.prints, lower.prints, strict=True)
        ),
        last=tuple(b or a for a, b in zip(upper.last, lower.last, strict=True)),
    )


def _line(row: Row, table: int, header: bool) -> Line:
    return Line(
        " | ".join(row.cells),
        kind="row",
        cells=row.cells,
        table=table,
        header_row=header,
        bold=row.bold,
        box=union(*row.boxes),
        cell_boxes=row.boxes,
        prints=row.prints,
    )
