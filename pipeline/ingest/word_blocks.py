"""Paragraphs as DOC and RTF give them to lines and table rows; what both formats have in common is done here.

In both, a table is nothing but paragraphs that say how deep in tables they stand and which of them end a cell or a row.
DOCX, which nests tables as elements, is in docx.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from normalizers.legacy import Fonts
from pipeline.ingest.row_shapes import RowShape, is_ruled, rows_under_columns
from pipeline.ingest.runs import Run, lines_of
from pipeline.ingest.tables import table_lines
from pipeline.records import Line

ParagraphEnd = Literal["paragraph", "cell", "row"]


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or the mark that ends a row."""

    runs: list[Run] = field(default_factory=list)
    end: ParagraphEnd = "paragraph"
    depth: int = 0  # of the tables it stands in
    marker: str = ""  # its automatic number, '1. '
    centred: bool = False
    heading: int | None = None
    shape: RowShape = field(default_factory=RowShape)  # of the row that it ends
    boxes: list[list[Paragraph]] = field(default_factory=list)  # text boxes anchored in it
    notes: list[list[Paragraph]] = field(default_factory=list)  # foot- and endnotes called in it


@dataclass(slots=True)
class _Table:
    """A table whose end has not come yet."""

    index: int
    rows: list[tuple[RowShape, list[list[Line]]]] = field(default_factory=list)
    cells: list[list[Line]] = field(default_factory=list)  # of the row that is being read
    lines: list[Line] = field(default_factory=list)  # of the cell that is being read

    def end_cell(self) -> None:
        self.cells.append(self.lines)
        self.lines = []

    def end_row(self, shape: RowShape) -> None:
        self.rows.append((shape, self.cells))
        self.cells, self.lines = [], []


class Blocks:
    """A document's paragraphs, and the lines that they make."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._fonts = Fonts((run.text, run.font) for run in _runs(paragraphs))
        self._tables = 0
        self._gap = False

    @property
    def decoded_from(self) -> str | None:
        """The encodings of the nineties that were found, by name."""
        return self._fonts.found

    def lines(self) -> Iterator[Line]:
        """Yield lines and rows in reading order; notes follow the body."""
        yield from self._blocks(self._paragraphs)
        notes = [note for paragraph in self._paragraphs for note in paragraph.notes]
        for number, note in enumerate(notes, start=1):
            for place, line in enumerate(self._blocks(note)):
                yield replace(line, text=f"[{number}] {line.text}", gap_before=True) if place == 0 else line

    def _blocks(self, paragraphs: Iterable[Paragraph]) -> Iterator[Line]:
        """Yield lines and rows; of nested tables the inner ones are lines of the outer one's cells."""
        tables: list[_Table] = []
        for paragraph in paragraphs:
            while len(tables) > paragraph.depth:
                yield from self._closed(tables)
            while len(tables) < paragraph.depth:
                tables.append(_Table(self._tables))
                self._tables += 1
            if not tables:
                yield from self._paragraph(paragraph)
            elif paragraph.end == "row":
                tables[-1].end_row(paragraph.shape)
            else:
                tables[-1].lines += self._paragraph(paragraph)
                if paragraph.end == "cell":
                    tables[-1].end_cell()
        while tables:
            yield from self._closed(tables)

    def _closed(self, tables: list[_Table]) -> list[Line]:
        """Take the innermost table off and return its lines, unless they belong to a cell of the one around it."""
        table = tables.pop()
        if table.cells or table.lines:  # a damaged file: the last row has no end
            table.end_cell()
            table.end_row(RowShape())
        ruled = is_ruled([shape for shape, _ in table.rows])
        lines = table_lines(rows_under_columns(table.rows), table.index, ruled=ruled)
        self._gap = True
        if tables:
            tables[-1].lines += lines
            return []
        return lines

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Line]:
        marker = paragraph.marker
        lines = lines_of(paragraph.runs, self._fonts)
        if not lines and marker and paragraph.end == "cell":
            lines, marker = [(marker.strip(), False)], ""  # a column of row numbers that Word counts by itself
        for place, (text, bold) in enumerate(lines):
            yield Line(
                text=(marker if place == 0 else "") + text,
                # Lines that the writer broke himself may be one paragraph or several; that is judged later.
                kind="paragraph" if len(lines) == 1 else "line",
                heading_level=paragraph.heading,
                bold=bold,
                centred=paragraph.centred,
                gap_before=self._gap if place == 0 else False,
            )
            self._gap = False
        if not lines:
            self._gap = True
        for box in paragraph.boxes:
            yield from self._blocks(box)


def _runs(paragraphs: Iterable[Paragraph]) -> Iterator[Run]:
    for paragraph in paragraphs:
        yield from paragraph.runs
        for hanging in (*paragraph.boxes, *paragraph.notes):
            yield from _runs(hanging)
