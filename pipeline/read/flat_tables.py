"""Tables that lost their grid: one cell a line, as Word's text export writes them.

        Số TT
        Nội dung công việc
        Thời gian hoàn thành

        1
        Xây dựng kế hoạch
        Tháng 2/2023

The column labels, each alone on a line, tell how many cells a row has.  Where every cell starts with a tab the cells
are counted; where they do not, a row starts at the next row number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.columns import column_kind
from pipeline.records import Line

_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[a-zđ])(?:[.)]|(?:\.\d{1,2})+)?")
_MIN_COLUMNS = 2
_LONGEST_NUMBER_LABEL = 16  # characters of 'Số thứ tự' with tabs and stops around it


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with the page it stands on."""

    line: Line
    page: int


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Lines `start:stop` of a document are a table of these rows; each cell is the lines it is made of."""

    start: int
    stop: int
    rows: tuple[tuple[tuple[PlacedLine, ...], ...], ...]


def find_flat_table(lines: Sequence[PlacedLine], start: int) -> FlatTable | None:
    """Return the flattened table whose column labels begin at `lines[start]`, or None.

    Only a run that begins with a number column ('STT', 'TT', 'Số TT') is taken: a lone 'Nội dung' is a heading.
    """
    first = lines[start].line
    if first.kind == "row" or len(first.text) > _LONGEST_NUMBER_LABEL or column_kind(first.text) != "number":
        return None
    tabbed = lines[start].line.text.startswith("\t")
    header = _cells(lines, start, tabbed, stop_at=_after_labels(lines, start, tabbed))
    if len(header) < _MIN_COLUMNS:
        return None
    body = start + sum(len(cell) for cell in header)
    rows, stop = _tabbed_rows(lines, body, len(header)) if tabbed else _numbered_rows(lines, body, len(header))
    if not rows:
        return None
    return FlatTable(start, stop, (tuple(header), *rows))


def _after_labels(lines: Sequence[PlacedLine], start: int, tabbed: bool) -> int:
    """Return the index after the last column label: the first line that is a row's number."""
    stop = start + 1
    while stop < len(lines) and stop - start < 12:
        text = lines[stop].line.text
        if _NUMBER.fullmatch(text.strip()) or not text.strip() or lines[stop].line.kind == "row":
            break
        if not tabbed and column_kind(text) is None:
            break
        stop += 1
    return stop


def _cells(lines: Sequence[PlacedLine], start: int, tabbed: bool, stop_at: int) -> list[tuple[PlacedLine, ...]]:
    cells: list[list[PlacedLine]] = []
    for placed in lines[start:stop_at]:
        if cells and tabbed and not placed.line.text.startswith("\t"):
            cells[-1].append(placed)
        else:
            cells.append([placed])
    return [tuple(cell) for cell in cells]


def _tabbed_rows(
    lines: Sequence[PlacedLine], start: int, columns: int
) -> tuple[list[tuple[tuple[PlacedLine, ...], ...]], int]:
    """Count cells: a line that starts with a tab starts one, any other goes on with it."""
    if start >= len(lines) or not lines[start].line.text.startswith("\t"):
        return [], start
    cells: list[list[PlacedLine]] = []
    stop = start
    for placed in lines[start:]:
        text = placed.line.text
        if placed.line.kind == "row":
            break
        if text.startswith("\t"):
            cells.append([placed])
        elif len(cells) % columns == 0 and len(cells) >= columns and placed.line.gap_before:
            break  # the row is full and an untabbed paragraph follows: the table has ended
        else:
            cells[-1].append(placed)
        stop += 1
    rows = [tuple(tuple(cell) for cell in cells[i : i + columns]) for i in range(0, len(cells), columns)]
    return [row for row in rows if len(row) == columns], stop


def _numbered_rows(
    lines: Sequence[PlacedLine], start: int, columns: int
) -> tuple[list[tuple[tuple[PlacedLine, ...], ...]], int]:
    """Start a row at each row number in sequence; the first cell after it is the task, the last ones are the rest."""
    rows: list[tuple[tuple[PlacedLine, ...], ...]] = []
    stop, expected = start, 1
    while stop < len(lines) and lines[stop].line.text.strip().rstrip(".") in (str(expected), f"{expected:02d}"):
        end = stop + 1
        following = (str(expected + 1), f"{expected + 1:02d}")
        while end < len(lines) and end - stop < 40 and lines[end].line.text.strip().rstrip(".") not in following:
            if lines[end].line.kind == "row":
                break
            end += 1
        last = end >= len(lines) or lines[end].line.text.strip().rstrip(".") not in following
        pieces = lines[stop + 1 : stop + columns if last else end]
        if len(pieces) < columns - 1:
            break
        tail = columns - 2
        task = tuple(pieces[: len(pieces) - tail])
        rows.append(((lines[stop],), task, *((piece,) for piece in pieces[len(pieces) - tail :])))
        stop = stop + 1 + len(pieces)
        expected += 1
    return rows, stop
