"""Stage read: pages → one reading text.

Lines of one paragraph are joined, page furniture is dropped, tables that lost their grid are put together again, and
every character keeps the page (and box) it came from.  What the paragraphs mean is the segmenter's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from normalizers.columns import column_kind
from normalizers.letters import nfc
from pipeline.read.flat_tables import FlatTable, PlacedLine, find_flat_table
from pipeline.read.furniture import is_page_number, is_rule, running_lines, without_marks
from pipeline.read.paragraphs import breaks_range, goes_on, joiner, starts_item, width_of
from pipeline.records import Block, Guess, Line, Page, Reading, Restored, Run

CELL_JOINT = " | "
_BLANKS = re.compile(r"[ \t\f\v]+")


def read(document: Restored) -> Reading:
    """Return the reading text of a document."""
    text = _Text()
    lines = list(_body_lines(document.pages))
    widths = {page: width_of([placed.line for placed in of_page]) for page, of_page in groupby(lines, _page_of)}
    overall = width_of([placed.line for placed in lines])
    flat_id = max((line.line.table for line in lines if line.line.table is not None), default=-1) + 1
    at = 0
    while at < len(lines):
        flat = find_flat_table(lines, at)
        if flat:
            text.add_flat_table(flat, flat_id)
            flat_id += 1
            at = flat.stop
            continue
        placed = lines[at]
        if placed.line.kind == "row":
            text.add_row(placed)
        elif is_page_number(placed.line.text):
            pass
        else:
            stop = at + 1
            while stop < len(lines):
                width = widths[lines[stop - 1].page] or overall
                if _is_page_number(lines, stop, width) and stop + 1 < len(lines):
                    if not goes_on(lines[stop - 1].line, lines[stop + 1].line, overall):
                        break
                    del lines[stop]
                    continue
                if find_flat_table(lines, stop) or not goes_on(lines[stop - 1].line, lines[stop].line, width):
                    break
                stop += 1
            text.add_paragraph(lines[at:stop])
            at = stop
            continue
        at += 1
    return Reading(document, "".join(text.parts), _with_header_rows(text), tuple(text.runs))


def _page_of(placed: PlacedLine) -> int:
    return placed.page


def _is_page_number(lines: Sequence[PlacedLine], at: int, width: float | None) -> bool:
    line = lines[at].line
    return line.kind != "row" and is_page_number(line.text) and not breaks_range(lines[at - 1].line, line, width)


def _body_lines(pages: Sequence[Page]) -> Iterator[PlacedLine]:
    """Yield the lines of all pages in NFC without furniture; blank and ruled lines become the gap before the next."""
    running = running_lines(pages)
    for page in pages:
        gap = False
        for index, line in enumerate(page.lines):
            if line.kind == "row":
                cells = tuple(nfc(cell) for cell in line.cells)
                prints = line.prints if list(map(len, cells)) == list(map(len, line.cells)) else ()
                yield PlacedLine(replace(line, text=nfc(line.text), cells=cells, prints=prints), page.number)
                gap = False
                continue
            raw = nfc(line.text)
            text = _clean(raw)
            if not text or is_rule(text) or running.holds(page, index):
                gap = True
                continue
            if not text.strip() and not line.text.startswith("\t"):
                continue
            stops = line.stops if len(text) == len(line.text) else ()
            guesses = _kept(line.guesses, raw, text, _clean)
            kept = replace(line, text=text, stops=stops, guesses=guesses, gap_before=gap or line.gap_before)
            yield PlacedLine(kept, page.number)
            gap = False


def _clean(line: str) -> str:
    """Return a line without editor's marks and needless blanks; that it begins with a tab or a blank is kept."""
    raw = without_marks(line)
    text = _BLANKS.sub(" ", raw).rstrip()
    return ("\t" if raw.startswith("\t") else text[:1] if text.startswith(" ") else "") + text.strip()


def _kept(guesses: Sequence[Guess], raw: str, text: str, clean: Callable[[str], str]) -> tuple[Guess, ...]:
    """Return the guesses of a line with their places in `text`, which is what `clean` leaves of `raw`.

    >>> _kept([Guess(6, 9, "tac", 0.9)], "Công  tác", "Công tác", _clean)[0].start
    5
    """
    if text == raw:
        return tuple(guesses)
    kept = []
    for guess in guesses:
        word = raw[guess.start : guess.end]
        end = len(clean(raw[: guess.end]))
        if text[end - len(word) : end] == word:
            kept.append(replace(guess, start=end - len(word), end=end))
    return tuple(kept)


def _moved(guesses: Sequence[Guess], start: int, end: int) -> tuple[Guess, ...]:
    """Return the guesses between two offsets of a text, with their offsets counted from the first."""
    return tuple(replace(g, start=g.start - start, end=g.end - start) for g in guesses if start <= g.start < end)


def _in_one_line(cell: str) -> str:
    return " ".join(cell.split())


@dataclass
class _Text:
    """The reading text while it grows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def _append(self, piece: str) -> None:
        self.parts.append(piece)
        self.length += len(piece)

    def _run(self, placed: PlacedLine) -> None:
        line = placed.line
        piece = line.text.strip()
        if not piece:
            return
        skipped = line.text.index(piece)
        if line.prints and line.prints[0]:
            prints = line.prints[0]
            ends = (*(p.start for p in prints[1:]), len(line.text))
            for print_, end in zip(prints, ends, strict=True):
                start, end = max(print_.start - skipped, 0), min(end - skipped, len(piece))
                if end > start:
                    guesses = _moved(line.guesses, skipped + start, skipped + end)
                    place = (print_.page or placed.page, print_.box)
                    self.runs.append(Run(self.length + start, self.length + end, *place, guesses=guesses))
        else:
            stops = tuple((at - skipped, x) for at, x in line.stops)
            guesses = _moved(line.guesses, skipped, len(line.text))
            self.runs.append(Run(self.length, self.length + len(piece), placed.page, line.box, stops, guesses))
        self._append(piece)

    def _open(self) -> int:
        if self.length:
            self._append("\n")
        return self.length

    def _joined(self, lines: Iterable[PlacedLine]) -> None:
        before = ""
        for placed in lines:
            piece = placed.line.text.strip()
            if before and piece:
                self._append(joiner(before, piece))
            self._run(placed)
            before = piece or before

    def add_paragraph(self, lines: Sequence[PlacedLine]) -> None:
        if not any(placed.line.text.strip() for placed in lines):
            return
        start = self._open()
        self._joined(lines)
        first = lines[0].line
        self.blocks.append(
            Block(
                start,
                self.length,
                lines[0].page,
                "paragraph",
                heading_level=first.heading_level,
                bold=all(placed.line.bold for placed in lines),
                centred=all(placed.line.centred for placed in lines),
            )
        )

    def add_row(self, placed: PlacedLine) -> None:
        line = placed.line
        boxes = line.cell_boxes if len(line.cell_boxes) == len(line.cells) else (line.box,) * len(line.cells)
        prints = line.prints if len(line.prints) == len(line.cells) else ((),) * len(line.cells)
        cells = []
        begin = 0
        for cell, box, places in zip(line.cells, boxes, prints, strict=True):
            text = _in_one_line(cell)
            guesses = _kept(_moved(line.guesses, begin, begin + len(cell)), cell, text, _in_one_line)
            whole = Line(text, box=box, prints=(places,) if text == cell else (), guesses=guesses)
            cells.append((PlacedLine(whole, placed.page),))
            begin += len(cell) + len(CELL_JOINT)
        self._row(cells, placed.page, line.table, line.header_row, line.bold)

    def add_flat_table(self, table: FlatTable, number: int) -> None:
        for index, row in enumerate(table.rows):
            self._row(row, row[0][0].page, number, header_row=index == 0, bold=False)

    def _row(
        self, row: Sequence[Sequence[PlacedLine]], page: int, table: int | None, header_row: bool, bold: bool
    ) -> None:
        if not any(placed.line.text.strip() for cell in row for placed in cell):
            return
        start = self._open()
        cells: list[tuple[int, int]] = []
        for index, cell in enumerate(row):
            if index:
                self._append(CELL_JOINT)
            begin = self.length
            self._joined(cell)
            cells.append((begin, self.length))
        self.blocks.append(
            Block(start, self.length, page, "row", tuple(cells), table, header_row=header_row, bold=bold)
        )


def _with_header_rows(text: _Text) -> tuple[Block, ...]:
    """Mark rows whose cells are column labels as header rows, also where they repeat on a later page."""
    whole = "".join(text.parts)
    blocks = []
    for block in text.blocks:
        if block.kind == "row" and not block.header_row:
            labels = [whole[a:b] for a, b in block.cells if b > a]
            known = sum(column_kind(label) is not None for label in labels)
            if len(labels) >= 2 and known >= 2 and known >= 0.5 * len(labels):
                block = replace(block, header_row=True)
        blocks.append(block)
    return tuple(blocks)


__all__ = ["CELL_JOINT", "read", "starts_item"]
