r"""Markdown of web pages in which each cell of a table stands between lines that hold nothing but a bar:

    |
    STT
    |
    Nhiệm vụ
    |
    |
    1

A cell may run over several lines.  A row opens and closes with a bar, so two bars in turn are either an empty cell or
the place between two rows, and merged cells are simply missing.  The rows are those that make the fewest irregular
ones: `rows_between_bars` weighs all divisions and takes the cheapest.  Where such a page has no blank lines, the text
between two tables looks like a very long cell; it is weighed the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.tables import Cell

BAR = "|"

# Tables of the genre have up to about twenty columns (months, then a total); wider ones are cut wrongly, not lost.
MAX_COLUMNS = 24
# What a division costs.  Only the proportions matter: a short row must cost less than the empty cell it takes to join
# it to the next row, and two short rows more than the empty cell that stands between them.
_EMPTY_CELL = 0.5
_SHORT_ROW = 0.45  # merged cells are missing: a row has fewer than its table
_ONE_CELL_ROW = 0.49  # a heading over all columns: 'I. Công tác tuyên truyền'
_EMPTY_ROW = 5.0
# Text between two tables, where no blank line says so, and a new table after it.  The longer it is, the less it can be
# a cell; with the end of a document or the head of an appendix in it, it can hardly be one.
_OUTSIDE = 4.0
_OUTSIDE_PER_LINE = 0.1
_NEW_TABLE = 1.5
_CELL_WITH_SIGN = 4.0
_LONGEST_CELL = 60  # lines; lists of recipients and reports in a cell have up to forty
_NEVER = float("inf")
# A width that fits worse than another by some twenty short rows is not followed further.
_HOPELESS = 10.0
_SIGN_OF_TEXT = re.compile(r"^[*_\s]*PHỤ\sLỤC\b|^[*_\s]*Điều\s1\.|\./\.[*_\s]*$", re.MULTILINE)
# What begins a table, even right after another: a column of row numbers, the list of recipients, a letterhead.
_HEAD = re.compile(r"^[*_\s]*(?:S?TT|Số\s+TT|Nơi\s+nhận:?)[*_\s]*(?:$|-)", re.IGNORECASE)
# '3', '3.1.', 'II', 'a)', '*'
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}(?:\.\d+)*|[A-Za-zđ])[.)]?|[-+*]")
_SUM = re.compile(r"(?:Tổng|Cộng)\b", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI", re.IGNORECASE)

Gap = tuple[str, ...]  # the lines between two bars


@dataclass(frozen=True, slots=True)
class BarTable:
    """Rows of cells, each cell being its lines."""

    rows: tuple[tuple[Gap, ...], ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """Text that belongs to no table."""

    lines: Gap


@dataclass(frozen=True, slots=True)
class _Step:
    """How a row start was reached: the row before it, the width of that row's table, the text after it if any."""

    start: int
    stop: int
    width: int
    outside: int | None  # the gap after the row, if it is text between tables


def rows_between_bars(gaps: Sequence[Gap], *, text_may_follow: bool) -> list[BarTable | Outside]:
    """Return the tables, and the text between them, for the gaps between the bars of one run of bars.

    `text_may_follow` is for pages without blank lines, where a gap may be text between two tables.
    """
    found: list[BarTable | Outside] = []
    for part in _cut_at_heads(gaps):
        part = _without_empty_foot(part)
        if part:
            steps, width = _cheapest(_Costs.of(part, text_may_follow=text_may_follow))
            found += _read_back(part, steps, width)
    return found


def _cut_at_heads(gaps: Sequence[Gap]) -> Iterator[Sequence[Gap]]:
    """Cut where a table begins right after another: at 'STT', a letterhead, 'Nơi nhận'; and in rows beyond measure."""
    start = filled = 0
    for place in range(1, len(gaps) - 1):
        before = _text(gaps[place - 1])
        filled = filled + 1 if before else 0
        head = not before and (_HEAD.search(_text(gaps[place])) or _MOTTO.search(_text(gaps[place + 1])))
        if head or filled == MAX_COLUMNS:
            yield gaps[start:place]
            start, filled = place, 0
    yield gaps[start:]


def _text(gap: Gap) -> str:
    return "\n".join(gap).strip()


def _without_empty_foot(gaps: Sequence[Gap]) -> Sequence[Gap]:
    """An empty row at the foot of a table tells nothing."""
    end = len(gaps)
    while end and not _text(gaps[end - 1]):
        end -= 1
    return gaps[:end]


@dataclass(frozen=True, slots=True)
class _Costs:
    """What each gap costs in each part that it may play."""

    empty: Sequence[bool]  # may be the place between two rows
    cell: Sequence[float]
    text: Sequence[float] | None  # between two tables; None where that cannot be

    @classmethod
    def of(cls, gaps: Sequence[Gap], *, text_may_follow: bool) -> _Costs:
        texts = [_text(gap) for gap in gaps]
        sign = [
            text_may_follow and (len(gap) > _LONGEST_CELL or bool(_SIGN_OF_TEXT.search(text)))
            for gap, text in zip(gaps, texts, strict=True)
        ]
        outside = [
            _NEW_TABLE + (0.0 if s else max(0.0, _OUTSIDE - _OUTSIDE_PER_LINE * len(gap)))
            for s, gap in zip(sign, gaps, strict=True)
        ]
        return cls(
            empty=[not text for text in texts],
            cell=[_CELL_WITH_SIGN if s else 0.0 if t else _EMPTY_CELL for s, t in zip(sign, texts, strict=True)],
            text=outside if text_may_follow else None,
        )


def _longest_text(empty: Sequence[bool]) -> int:
    """A row boundary is an empty gap, so a table is at least as wide as its longest stretch of filled gaps."""
    longest = current = 0
    for is_empty in empty:
        current = 0 if is_empty else current + 1
        longest = max(longest, current)
    return max(longest, 1)


def _cheapest(costs: _Costs) -> tuple[list[dict[int, _Step]], int]:
    """Return for each gap and width the step that leads there most cheaply, and the width at the end of the run."""
    empty, end = costs.empty, len(costs.empty)
    narrowest = min(_longest_text(empty), MAX_COLUMNS) if costs.text is None else 1
    widths = range(narrowest, min(MAX_COLUMNS, end) + 1)
    # cheapest[i][width]: a row of a table of that width begins at gap i; gap end + 1 is past the closing bar.
    cheapest: list[dict[int, float]] = [{} for _ in range(end + 2)]
    cheapest[0] = dict.fromkeys(widths, 0.0)
    steps: list[dict[int, _Step]] = [{} for _ in range(end + 2)]
    new_table: dict[int, tuple[float, _Step]] = {}
    for start in range(end):
        here = cheapest[start]
        if start in new_table:
            total, step = new_table[start]
            for width in widths:
                if total < here.get(width, _NEVER):
                    here[width], steps[start][width] = total, step
        hopeless = min(here.values(), default=0.0) + _HOPELESS
        for width, cost in here.items():
            if cost > hopeless:
                continue
            cells, only_empty = cost, True
            for stop in range(start + 1, min(start + width, end) + 1):
                cells += costs.cell[stop - 1]
                only_empty = only_empty and empty[stop - 1]
                between_rows = stop == end or empty[stop]
                if not between_rows and costs.text is None:
                    continue
                total = cost + _EMPTY_ROW if only_empty else cells + _short_cost(stop - start, width)
                if between_rows:
                    if total < cheapest[stop + 1].get(width, _NEVER):
                        cheapest[stop + 1][width] = total
                        steps[stop + 1][width] = _Step(start, stop, width, None)
                elif costs.text is not None:
                    total += costs.text[stop]
                    if stop + 1 not in new_table or total < new_table[stop + 1][0]:
                        new_table[stop + 1] = (total, _Step(start, stop, width, stop))
    last = cheapest[end + 1]
    if not last:  # one row that is wider than any table
        return [{}, *({} for _ in range(end)), {0: _Step(0, end, 0, None)}], 0
    return steps, min(last, key=lambda width: (last[width], width))


def _short_cost(cells: int, width: int) -> float:
    if cells == width:
        return 0.0
    return _ONE_CELL_ROW if cells == 1 else _SHORT_ROW


def _read_back(gaps: Sequence[Gap], steps: Sequence[dict[int, _Step]], width: int) -> list[BarTable | Outside]:
    parts: list[BarTable | Outside] = []
    rows: list[tuple[Gap, ...]] = []
    place = len(gaps) + 1
    while place > 0:
        step = steps[place][width]
        if step.outside is not None:
            parts += [BarTable(tuple(reversed(rows))), Outside(gaps[step.outside])]
            rows = []
        rows.append(tuple(gaps[step.start : step.stop]))
        place, width = step.start, step.width
    parts.append(BarTable(tuple(reversed(rows))))
    return parts[::-1]


def aligned(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return the rows with the cells that merging took away put back, where the row numbers tell which they were.

    A row that begins with its number ('4 | Xã …') lost its last cells, and gets empty ones.  One without, in a table
    whose rows are numbered, lost its first cells to the row above, and gets theirs.  Headings over all columns, sums
    and the rows above the first number stay as they are.
    """
    width = max((len(row) for row in rows), default=0)
    numbered = [bool(row and _ORDINAL.fullmatch(row[0].text)) for row in rows]
    if sum(numbered) < len(rows) / 4:
        return list(rows)
    done: list[tuple[Cell, ...]] = []
    seen_number = False
    for row, has_number in zip(rows, numbered, strict=True):
        seen_number = seen_number or has_number
        missing = width - len(row)
        if has_number:
            row = row + (Cell(),) * missing
        elif missing and seen_number and len(row) > 1 and not _SUM.match(" ".join(cell.text for cell in row)):
            row = done[-1][:missing] + row
        done.append(row)
    return done
