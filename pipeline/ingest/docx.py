"""Word documents: paragraphs, tables and text boxes in reading order, as they look once all changes are accepted.

Automatic numbers are counted and printed into the text.  Headers and footers are furniture of the page and left out;
footnotes and endnotes follow the body.  A table that only lays out the page becomes lines (tables.py).  The archive is
opened in docx_package.py, styles and numbers are in docx_styles.py and docx_numbering.py, runs in docx_runs.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from pipeline.errors import EmptyFile, OnlyPictures
from pipeline.ingest.docx_numbering import Numbering
from pipeline.ingest.docx_package import FORMAT, Package, W, open_package
from pipeline.ingest.docx_runs import Inline, RunReader, fonts_of
from pipeline.ingest.docx_styles import Styles, value
from pipeline.ingest.legacy import with_origin
from pipeline.ingest.losses import counted, damaged, left_out
from pipeline.ingest.runs import lines_of
from pipeline.ingest.tables import Cell, Row, table_lines
from pipeline.records import Finding, Ingested, Line, RawPage, Source

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What merely wraps paragraphs and tables: content controls, accepted insertions, custom markup.
_WRAPPERS = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_NO_LINE = {None, "nil", "none"}
# Word files claim at most 63 columns; more is damage, and rows would be padded with as many empty cells.
_MAX_COLUMNS = 63


def read_docx(path: Path, source: Source) -> Ingested:
    """Return the document as one page; Word knows its pages only when it prints them."""
    package = open_package(path, source.path)
    reader = _Reader(package)
    lines = tuple(counted(reader.read(), source.path))
    if not lines:
        raise OnlyPictures(source.path, FORMAT) if package.has_pictures else EmptyFile(source.path)
    page = with_origin(RawPage(1, lines, "embedded:docx"), reader.fonts.found)
    return Ingested(source, "embedded", (page,), tuple(reader.lost()))


class _Reader:
    """Walks through the body once, counting numbers and tables as they come."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        parts = [part for part in (*package.bodies, package.footnotes, package.endnotes) if part is not None]
        self.fonts = fonts_of(parts, self._styles)
        self._runs = RunReader(self._styles)
        self._tables = 0
        self._notes: list[tuple[str, str]] = []
        self._begun = Inline()  # text of paragraphs whose end was deleted: it goes on in the next
        self._gap = False
        self._cell_depth = 0
        self._elsewhere = 0  # parts of the document that are files of their own

    def read(self) -> Iterator[Line]:
        for body in self._package.bodies:
            yield from self._blocks(body)
        yield from self._notes_at_the_end()

    def lost(self) -> Iterator[Finding]:
        """Yield what was not read, once all else was."""
        if self._elsewhere:
            yield left_out(f"{self._elsewhere} tệp nhúng", f"{self._elsewhere} embedded files")
        if self._runs.in_field:
            yield damaged("một trường không có điểm cuối", "a field has no end")

    def _blocks(self, parent: etree._Element) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._blocks(child)
            elif child.tag == f"{W}altChunk":
                self._elsewhere += 1
            elif child.tag == f"{_MC}AlternateContent" and len(child):
                yield from self._blocks(child[0])

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, "pStyle")
        inline = self._begun
        self._runs.read(paragraph, style, inline)
        mark = None if properties is None else properties.find(f"{W}rPr")
        if mark is not None and mark.find(f"{W}del") is not None:
            return
        self._begun = Inline()
        self._notes += inline.notes
        marker = self._marker(properties, style)
        parts = lines_of(inline.runs, self.fonts)
        if self._cell_depth and marker and not inline.runs:
            parts = [(marker.strip(), False)]  # a column of row numbers that Word counts by itself
            marker = ""
        if parts:
            yield from self._lines(parts, marker, properties, style)
        else:
            self._gap = True
        for box in inline.boxes:
            yield from self._blocks(box)

    def _lines(
        self, parts: Sequence[tuple[str, bool]], marker: str, properties: etree._Element | None, style: str | None
    ) -> Iterator[Line]:
        centred = (value(properties, "jc") or self._styles.value(style, "jc")) == "center"
        level = value(properties, "outlineLvl")
        heading = int(level) + 1 if level and level.isdigit() and int(level) < 9 else self._styles.heading_level(style)
        for place, (text, bold) in enumerate(parts):
            yield Line(
                text=(marker if place == 0 else "") + text,
                # Lines that the writer broke himself may be one paragraph or several; that is judged later.
                kind="paragraph" if len(parts) == 1 else "line",
                heading_level=heading,
                bold=bold,
                centred=centred,
                gap_before=self._gap if place == 0 else False,
            )
            self._gap = False

    def _marker(self, properties: etree._Element | None, style: str | None) -> str:
        list_id = value(properties, "numPr/numId") or self._styles.value(style, "numPr/numId")
        if list_id is None or list_id == "0":
            return ""
        place = value(properties, "numPr/ilvl") or self._styles.value(style, "numPr/ilvl") or "0"
        return self._numbering.marker(list_id, int(place) if place.isdigit() else 0)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        index = self._tables
        self._tables += 1
        above: dict[int, Cell] = {}
        rows = [self._row(row, above) for row in _rows(table)]
        yield from table_lines(rows, index, ruled=self._is_ruled(table))
        self._gap = True

    def _row(self, row: etree._Element, above: dict[int, Cell]) -> Row:
        """Return the row with a cell for each column of the grid; `above` holds the cells that merging goes on with."""
        properties = row.find(f"{W}trPr")
        cells: list[Cell] = [Cell()] * _columns(value(properties, "gridBefore"), least=0)
        for cell in _cells(row):
            said = cell.find(f"{W}tcPr")
            span = _columns(value(said, "gridSpan"))
            merge = None if said is None else said.find(f"{W}vMerge")
            column = len(cells)
            self._cell_depth += 1
            lines = tuple(self._blocks(cell))
            self._cell_depth -= 1
            if merge is not None and merge.get(f"{W}val", "continue") != "restart" and column in above:
                found = replace(above[column], repeats=True)
            else:
                found = Cell(lines, span)
            if merge is None:
                above.pop(column, None)
            else:
                above[column] = found
            cells += [found] + [Cell()] * (span - 1)
        header = None if properties is None else properties.find(f"{W}tblHeader")
        return Row(tuple(cells), header=header is not None and header.get(f"{W}val", "true") not in {"0", "false"})

    def _is_ruled(self, table: etree._Element) -> bool:
        """Tell whether the table draws its grid; a line below one cell is the stroke under a letterhead."""
        properties = table.find(f"{W}tblPr")
        own = None if properties is None else properties.find(f"{W}tblBorders")
        styled = self._styles.table_borders(value(properties, "tblStyle"))
        inside = [_line(own, styled, side) for side in ("insideH", "insideV")]
        around = [_line(own, styled, side) for side in ("top", "bottom")]
        if any(inside) or all(around):
            return not _all_cells_without_lines(table)
        cells = [cell.find(f"{W}tcPr/{W}tcBorders") for row in _rows(table) for cell in _cells(row)]
        drawn = sum(1 for borders in cells if sum(_line(borders, None, side) for side in _SIDES) >= 2)
        return drawn * 2 >= len(cells) > 0

    def _notes_at_the_end(self) -> Iterator[Line]:
        parts = {"footnote": self._package.footnotes, "endnote": self._package.endnotes}
        notes = {
            (kind, note.get(f"{W}id")): note
            for kind, part in parts.items()
            for note in (() if part is None else part.iter(f"{W}{kind}"))
        }
        # Taken as they are now: a note that calls itself would have no end.
        for number, called in enumerate(tuple(self._notes), start=1):
            note = notes.pop(called, None)
            for place, line in enumerate(self._blocks(note) if note is not None else ()):
                yield replace(line, text=f"[{number}] {line.text}", gap_before=True) if place == 0 else line


_SIDES = ("top", "left", "bottom", "right", "start", "end")


def _line(borders: etree._Element | None, styled: etree._Element | None, side: str) -> bool:
    for source in (borders, styled):
        element = None if source is None else source.find(f"{W}{side}")
        if element is not None:
            return element.get(f"{W}val") not in _NO_LINE
    return False


def _all_cells_without_lines(table: etree._Element) -> bool:
    """Tell whether each cell takes back the lines that the table's style draws."""
    cells = [cell.find(f"{W}tcPr/{W}tcBorders") for row in _rows(table) for cell in _cells(row)]
    return bool(cells) and all(
        borders is not None and len(borders) >= 4 and not any(_line(borders, None, side) for side in _SIDES)
        for borders in cells
    )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _columns(count: str | None, least: int = 1) -> int:
    return max(least, min(int(count), _MAX_COLUMNS)) if count and count.isdigit() else least
