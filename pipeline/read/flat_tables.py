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
from dataclasses import dataclass, replace
from itertools import pairwise

from normalizers.columns import column_kind
from pipeline.records import Line

_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[a-zđ])(?:[.)]|(?:\.\d{1,2})+)?")
_TIME = re.compile(
    r"thường xuyên|h[àằ]ng (?:ngày|tuần|tháng|quý|năm)|tháng\s+\d|quý\s+[IVX\d]|ngày\s+\d|năm\s+20\d\d", re.IGNORECASE
)
_LONGEST_ROW, _LONGEST_TIME = 40, 60  # lines; characters
_MIN_COLUMNS = 2
_LONGEST_NUMBER_LABEL = 16  # characters of 'Số thứ tự' with tabs and stops around it


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with the page it stands on."""

    line: Line
    page: int


Cell = tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Lines `start:stop` of a document are a table of these rows; each cell is the lines it is made of."""

    start: int
    stop: int
    rows: tuple[tuple[Cell, ...], ...]


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


def _cells(lines: Sequence[PlacedLine], start: int, tabbed: bool, stop_at: int) -> list[Cell]:
    cells: list[list[PlacedLine]] = []
    for placed in lines[start:stop_at]:
        if cells and tabbed and not placed.line.text.startswith("\t"):
            cells[-1].append(placed)
        else:
            cells.append([placed])
    return [tuple(cell) for cell in cells]


def _tabbed_rows(lines: Sequence[PlacedLine], start: int, columns: int) -> tuple[list[tuple[Cell, ...]], int]:
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
        elif len(cells) % columns == 0 and cells and text.strip().isdigit():
            pass  # a page number between two rows
        elif len(cells) % columns == 0 and len(cells) >= columns and placed.line.gap_before:
            break  # the row is full and an untabbed paragraph follows: the table has ended
        else:
            cells[-1].append(placed)
        stop += 1
    rows = [tuple(tuple(cell) for cell in cells[i : i + columns]) for i in range(0, len(cells), columns)]
    return [row for row in rows if len(row) == columns], stop


def _numbered_rows(lines: Sequence[PlacedLine], start: int, columns: int) -> tuple[list[tuple[Cell, ...]], int]:
    """Start a row at each row number in sequence.

    A number may stand before several tasks, each with its own last cells: these are rows without a number.
    """
    rows: list[tuple[Cell, ...]] = []
    stop, expected = start, 1
    while stop < len(lines) and _is_number(lines[stop], expected):
        end = stop + 1
        while end < len(lines) and end - stop < _LONGEST_ROW and not _is_number(lines[end], expected + 1):
            if lines[end].line.kind == "row":
                break
            end += 1
        last = end >= len(lines) or not _is_number(lines[end], expected + 1)
        parts = _parts(_as_cells(lines[stop + 1 : end]), columns - 2, only_first=last)
        if not parts:
            break
        number: Cell = (lines[stop],)
        for part in parts:
            tail = columns - 2
            task = tuple(placed for cell in part[: len(part) - tail] for placed in cell)
            rows.append((number, task, *part[len(part) - tail :]))
            number = (PlacedLine(replace(lines[stop].line, text=""), lines[stop].page),)
        stop = stop + 1 + sum(len(cell) for part in parts for cell in part) if last else end
        expected += 1
    return rows, stop


def _as_cells(lines: Sequence[PlacedLine]) -> list[Cell]:
    """Join lines that go on in small letters or in brackets: 'thi đua' 'hằng năm của cá nhân' is one cell."""
    cells: list[list[PlacedLine]] = []
    for placed in lines:
        if (cells and placed.line.text.strip()[:1].islower()) or (cells and placed.line.text.lstrip().startswith("(")):
            cells[-1].append(placed)
        else:
            cells.append([placed])
    return [tuple(cell) for cell in cells]


def _is_number(placed: PlacedLine, expected: int) -> bool:
    return placed.line.text.strip().rstrip(".") in (str(expected), f"{expected:02d}")


def _parts(cells: Sequence[Cell], tail: int, only_first: bool) -> list[Sequence[Cell]]:
    """Cut the cells after a row number into rows, each a task and `tail` further cells.

    Where the last column holds times ('Thường xuyên', 'Tháng 12/2023') a time ends a row; else all cells are one row.
    `only_first`: the table ends here, so that what stands after the first row is no part of it.
    """
    if len(cells) <= tail:
        return []
    if tail == 1:
        ends = [i + 1 for i, cell in enumerate(cells) if i and _is_time(cell)]
        if ends:
            cuts = [0, *ends] if only_first or ends[-1] == len(cells) else [0, *ends[:-1], len(cells)]
            parts = [cells[a:b] for a, b in pairwise(cuts)]
            if all(len(part) > tail for part in parts):
                return parts[:1] if only_first else parts
    return [cells[: tail + 1] if only_first else cells]


def _is_time(cell: Cell) -> bool:
    words = " ".join(placed.line.text.strip() for placed in cell)
    return len(words) < _LONGEST_TIME and bool(_TIME.search(words))
