"""Markdown: headings, paragraphs, lists and tables, as people and converters of web pages and Word files write them.

In Markdown a blank line ends a paragraph, so hard-wrapped lines are joined here.  Two kinds of page are different and
give physical lines, which are joined later like those of any text file: pages without a blank line between paragraphs,
and paragraphs in which the writer broke the lines himself.  Signs inside a line are in markdown_inline.py, the tables
of converted web pages in bar_tables.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

from pipeline.errors import EmptyFile
from pipeline.ingest.bar_tables import BAR, BarTable, Gap, Outside, aligned, rows_between_bars
from pipeline.ingest.charset import decode
from pipeline.ingest.losses import counted
from pipeline.ingest.markdown_inline import Piece, pieces
from pipeline.ingest.plain import broken_letters
from pipeline.ingest.portals import without_portal
from pipeline.ingest.tables import Cell, Row, table_lines
from pipeline.records import Ingested, Line, RawPage, Source

# Converters wrap at 60 to 100 letters; a page whose lines are longer than this was not wrapped.
_WRAPPED_WIDTH = 130
# Pages with paragraphs have a blank line for every one to ten lines.
_BLANK_SHARE = 0.03

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(\S.*)$")
_PIPE_ROW = re.compile(r"[ \t]*\|.*\S.*")
_DELIMITER = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$")
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_CELL_BAR = re.compile(r"(?<!\\)\|")
_DASH_ITEM = re.compile(r"[-+•–]\s+(?=\S)")
_MARKED_ITEM = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]{1,2}[.)]|[IVXL]{1,6}\.)\s")
_SENTENCE_END = re.compile(r"[.;:,!?…)”\"]$")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one kind that stand together."""

    kind: str  # "heading", "text", "pipes", "bars"
    lines: tuple[str, ...]


def read_markdown(path: Path, source: Source) -> Ingested:
    """Return the page as paragraphs, rows and headings."""
    decoded = decode(path.read_bytes())
    # How long the lines are tells how they are wrapped, and blank lines between them whether it has paragraphs.
    text = normalize("NFC", decoded.text).strip()
    lines = [_QUOTE.sub("", line) for line in re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)]
    found, left_out = without_portal(list(counted(_Reader(lines).read(), source.path)))
    if not found:
        raise EmptyFile(source.path)
    page = RawPage(1, found, f"plain:{decoded.encoding}")
    return Ingested(source, "plain", (page,), broken_letters(decoded) + left_out)


class _Reader:
    """Walks over the blocks of a page; knows how its lines are wrapped and how many tables were seen."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._blocks = list(_blocks(lines))
        text = [line for line in lines if line.strip() and line.strip() != BAR]
        self._has_paragraphs = len(lines) - len(text) > 0 and _blank_share(lines) >= _BLANK_SHARE
        lengths = sorted(len(line) for line in text)
        self._wrapped = bool(lengths) and lengths[len(lengths) * 9 // 10] <= _WRAPPED_WIDTH
        self._tables = 0

    def read(self) -> Iterator[Line]:
        for block in self._blocks:
            lines = self._block(block)
            for place, line in enumerate(lines):
                yield replace(line, gap_before=True) if place == 0 else line

    def _block(self, block: _Block) -> list[Line]:
        if block.kind == "heading":
            return _heading(block.lines[0])
        if block.kind == "pipes":
            return self._table(_pipe_rows(block.lines))
        if block.kind == "bars":
            return self._bars(block.lines)
        return self._text(block.lines)

    def _text(self, lines: Sequence[str]) -> list[Line]:
        found = pieces("\n".join(lines))
        if not self._has_paragraphs:
            # '*Căn cứ Luật Giáo dục ngày 14 tháng 6\nnăm 2019;*': the italics tell where the paragraph ends.
            return [Line(piece.text, "paragraph" if piece.whole else "line", bold=piece.bold) for piece in found]
        if len(found) > 1 and not self._wrapped:
            return [Line(piece.text, bold=piece.bold) for piece in found]
        items = list(_items(found))
        # What the writer broke himself is a set of lines ('TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'), not a paragraph.
        kind = "line" if any(piece.hard for piece in found[:-1]) else "paragraph"
        return [Line(piece.text, kind="line" if kind == "line" else "paragraph", bold=piece.bold) for piece in items]

    def _bars(self, lines: Sequence[str]) -> list[Line]:
        bars = [place for place, line in enumerate(lines) if line.strip() == BAR]
        gaps: list[Gap] = [tuple(lines[left + 1 : right]) for left, right in pairwise(bars)]
        found: list[Line] = []
        for part in rows_between_bars(gaps, text_may_follow=not self._has_paragraphs):
            if isinstance(part, Outside):
                inside = [line for block in _blocks(part.lines) for line in self._block(block)]
            else:
                inside = self._table(_bar_rows(part))
            found += [replace(line, gap_before=True) for line in inside[:1]] + inside[1:]
        return found

    def _table(self, rows: Sequence[Row]) -> list[Line]:
        self._tables += 1
        return table_lines(rows, self._tables - 1, ruled=None)


def _blank_share(lines: Sequence[str]) -> float:
    """Return the share of blank lines outside tables of bare bars."""
    blank = filled = 0
    for line in lines:
        if not line.strip():
            blank += 1
        elif line.strip() != BAR:
            filled += 1
    return blank / max(1, filled + blank)


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Cut the page where the kind changes and, outside tables, at blank lines."""
    bars = _bar_runs(lines)
    place = 0
    while place < len(lines):
        line = lines[place]
        if place in bars:
            yield _Block("bars", tuple(lines[place : bars[place]]))
            place = bars[place]
        elif not line.strip() or _FENCE.match(line):
            place += 1
        elif _HEADING.match(line):
            yield _Block("heading", (line,))
            place += 1
        else:
            kind = "pipes" if _PIPE_ROW.match(line) else "text"
            end = place + 1
            while end < len(lines) and end not in bars and _goes_on(kind, lines[end]):
                end += 1
            yield _Block(kind, tuple(lines[place:end]))
            place = end


def _goes_on(kind: str, line: str) -> bool:
    if not line.strip() or _HEADING.match(line) or _FENCE.match(line):
        return False
    return bool(_PIPE_ROW.match(line)) == (kind == "pipes")


def _bar_runs(lines: Sequence[str]) -> dict[int, int]:
    """Return where runs of bare bars begin, and where they end; a blank line between two bars ends the run."""
    runs: dict[int, int] = {}
    start: int | None = None
    last = 0
    for place, line in enumerate(lines):
        if line.strip() == BAR:
            start = place if start is None else start
            last = place
        elif not line.strip() and start is not None:
            if last > start:
                runs[start] = last + 1
            start = None
    if start is not None and last > start:
        runs[start] = last + 1
    return runs


def _heading(line: str) -> list[Line]:
    match = _HEADING.match(line)
    assert match is not None
    found = pieces(match[2].rstrip(" \t#"))
    text = " ".join(piece.text for piece in found)
    return [Line(text, "paragraph", heading_level=len(match[1]), bold=all(p.bold for p in found))] if text else []


def _items(found: Iterable[Piece]) -> Iterator[Piece]:
    """Join the wrapped lines of a block; a marked line, or one after a hard break, begins a new one."""
    current: Piece | None = None
    for piece in found:
        if current is None:
            current = piece
        elif current.hard or _begins_item(current.text, piece.text):
            yield current
            current = piece
        else:
            current = Piece(f"{current.text} {piece.text}", current.bold and piece.bold, piece.hard)
    if current is not None:
        yield current


def _begins_item(before: str, text: str) -> bool:
    if _DASH_ITEM.match(text):
        # '… giai đoạn 2026' / '- 2030' is a period broken over the line end.
        return not (before[-1].isdigit() and text[1:].lstrip()[:1].isdigit())
    return bool(_MARKED_ITEM.match(text) and _SENTENCE_END.search(before))


def _pipe_rows(lines: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    for line in lines:
        if _DELIMITER.match(line):
            if len(rows) == 1:
                rows[0] = replace(rows[0], header=True)
            continue
        inner = line.strip().removeprefix("|")
        parts = _CELL_BAR.split(inner)
        if inner.endswith("|"):
            parts.pop()
        rows.append(Row(tuple(_cell((part,)) for part in parts)))
    return rows


def _bar_rows(table: BarTable) -> list[Row]:
    rows = [tuple(_cell(gap) for gap in row) for row in table.rows]
    return [Row(tuple(row)) for row in aligned(rows)]


def _cell(lines: Sequence[str]) -> Cell:
    return Cell(tuple(Line(piece.text, bold=piece.bold) for piece in pieces("\n".join(lines))))
