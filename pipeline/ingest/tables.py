"""Tables of DOCX, HTML and Markdown as lines: rows with cells, or plain lines where the table only lays out the page.

Every plan begins with a letterhead in two columns and ends with 'Nơi nhận' beside the signature; both are tables to the
word processor and none to the reader.  A table with its columns read from drawn lines (PDF) is found in the PDF reader.

A table is taken for layout when
- it has one column, or a table inside a cell and no lines of its own, or
- it has up to `LAYOUT_ROWS` rows, and its text is that of a letterhead (national motto, 'Số: …/…' beside a place and
  date) or of a signature block ('Nơi nhận', 'TM. ỦY BAN NHÂN DÂN', 'HIỆU TRƯỞNG'), or
- it has one or two rows and no lines are drawn ('NGƯỜI LẬP | HIỆU TRƯỞNG'), or one row of up to three cells in a
  format that does not tell (a table of facts has a row of labels and one of values).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normalizers.letters import fold
from pipeline.records import Line

# Letterheads have one to four rows (issuer and motto, number and date, subject); signature blocks up to six with the
# rows left blank for the signature.
LAYOUT_ROWS = 6
LAYOUT_COLUMNS = 4
# What gives a letterhead or a list of recipients away stands at its head.
_LAYOUT_TEXT = 2000

_LETTERHEAD = re.compile(
    r"cộng hòa xã hội chủ nghĩa|độc lập\s*[-–—]+\s*tự do|đảng cộng sản việt nam$|"
    r"(?<!\w)số\s*:.{0,60}/.{0,300}ngày.{0,12}tháng.{0,8}năm"
)
_RECIPIENTS = re.compile(r"(?<!\w)(?:nơi nhận|kính gửi)\s*:")
# Capitals as printed: 'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'Q. GIÁM ĐỐC', and the posts that sign plans.
_SIGNING = re.compile(
    r"^\s*(?:(?:TM|KT|TL|TUQ|Q)\s*\.\s*[A-ZĐÀ-Ỹ]{2,}|(?:PHÓ )?(?:CHỦ TỊCH|HIỆU TRƯỞNG|GIÁM ĐỐC|TRƯỞNG PHÒNG|TRƯỞNG BAN|"
    r"CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|VỤ TRƯỞNG|BÍ THƯ|TỔ TRƯỞNG|THỦ TRƯỞNG)|BỘ TRƯỞNG|THỦ TƯỚNG|THỨ TRƯỞNG|BAN GIÁM HIỆU|"
    r"NGƯỜI (?:LẬP|VIẾT|XÂY DỰNG|BÁO CÁO)|XÁC NHẬN CỦA|PHÊ DUYỆT)\b",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the lines in it, those of a table inside it included."""

    lines: tuple[Line, ...] = ()
    span: int = 1  # columns
    repeats: bool = False  # the cell above goes on here, merged with it: a row shows its text, a layout does not

    @property
    def text(self) -> str:
        """The cell's lines as one, as a row shows them."""
        parts = (" ".join(line.cells) if line.kind == "row" else line.text for line in self.lines)
        return " ".join(" ".join(parts).split())

    @property
    def printed(self) -> str:
        """The cell's lines, each on its own."""
        return "\n".join(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a cell that spans columns is followed by empty ones, so that all cells stand under their heading."""

    cells: tuple[Cell, ...]
    header: bool = False


def table_lines(rows: Sequence[Row], table: int, *, ruled: bool | None) -> list[Line]:
    """Return the table as rows, or as plain lines if it only lays out the page.

    `table` is its index in the document; `ruled` tells whether lines are drawn, None where the format does not say.
    """
    filled = [row for row in rows if any(cell.text for cell in row.cells)]
    if is_layout(filled, ruled=ruled):
        return list(_as_lines(filled))
    return [_as_row(row, table) for row in filled]


def is_layout(rows: Sequence[Row], *, ruled: bool | None) -> bool:
    """Tell whether the table only places text on the page; see the head of this module."""
    columns = max((_columns(row) for row in rows), default=0)
    if columns <= 1:
        return True
    if not ruled and any(line.kind == "row" for row in rows for cell in row.cells for line in cell.lines):
        return True
    if len(rows) > LAYOUT_ROWS or columns > LAYOUT_COLUMNS:
        return False
    if any(_looks_like_layout(row) or (not ruled and _signs(row)) for row in rows[:3]):
        return True
    if ruled is None:
        return len(rows) == 1 and columns <= 3
    return not ruled and len(rows) <= 2


def _columns(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.text and not cell.repeats)


def _looks_like_layout(row: Row) -> bool:
    folded = fold(" ".join(cell.text for cell in row.cells)[:_LAYOUT_TEXT])
    return bool(_LETTERHEAD.search(folded) or _RECIPIENTS.search(folded))


def _signs(row: Row) -> bool:
    # A post on a line of its own, in capitals, signs; in a cell of prose it is one word of many.
    return any(_SIGNING.search(cell.printed) for cell in row.cells)


def _as_row(row: Row, table: int) -> Line:
    cells = tuple(cell.text for cell in row.cells)
    if sum(map(bool, cells)) == 1 and cells[0]:
        cells = cells[:1]  # a heading over all columns: 'I. Công tác tuyên truyền'
    return Line(
        text=" | ".join(cells),
        kind="row",
        cells=cells,
        table=table,
        header_row=row.header,
        bold=all(line.bold for cell in row.cells for line in cell.lines if line.text),
    )


def _as_lines(rows: Sequence[Row]) -> Iterable[Line]:
    """Columns one after another, as they are read: all of the left block, then the right; full-width rows alone."""
    band: list[Row] = []
    for row in rows:
        if row.cells[0].span >= len(row.cells):
            yield from _columns_in_turn(band)
            yield from _columns_in_turn([row])
            band = []
        else:
            band.append(row)
    yield from _columns_in_turn(band)


def _columns_in_turn(rows: Sequence[Row]) -> Iterable[Line]:
    width = max((len(row.cells) for row in rows), default=0)
    for column in range(width):
        cells = (row.cells[column] for row in rows if column < len(row.cells))
        block = (line for cell in cells if not cell.repeats for line in cell.lines)
        for place, line in enumerate(line for line in block if line.text.strip()):
            yield replace(line, gap_before=True) if place == 0 else line
