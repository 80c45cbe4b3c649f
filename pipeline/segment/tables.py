"""Columns of a table and the rows that group others ('I | CÔNG TÁC CHỈ ĐẠO')."""

from __future__ import annotations

import re

from extractors.passage import Cell
from normalizers.columns import column_kind
from pipeline.records import Block
from pipeline.segment.markers import Marker, read_marker
from pipeline.segment.shape import is_capitals

_ROW_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Za-zđ])[.)]?")
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(?:\d{1,2}|[A-D])\s*[)\]]?(?:\s*=.*)?")
_MAX_GROUP_WORDS = 40
_LONGEST_LABEL = 80  # characters of a column's heading


class Columns:
    """The column headings of the table being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.table: int | None = None
        self.rows_seen = 0
        self._labels: list[str] = []

    def head(self, block: Block) -> None:
        """Take a header row; a second one right below refines the first ('Thời gian' over 'Quý I | Quý II')."""
        labels = [self._text[a:b] for a, b in block.cells]
        if self.is_numbering(block):
            return
        if block.table == self.table and not self.rows_seen and len(labels) == len(self._labels):
            self._labels = [
                upper if not lower or lower == upper else (f"{upper} {lower}" if upper else lower)
                for upper, lower in zip(self._labels, labels, strict=True)
            ]
        else:
            self._labels = labels
        self.table, self.rows_seen = block.table, 0

    def is_numbering(self, block: Block) -> bool:
        """Whether a row only numbers the columns: '(1) | (2) | (3)'."""
        cells = [self._text[a:b].strip() for a, b in block.cells if b > a]
        return (
            len(cells) >= 3
            and all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells)
            and cells[0].strip("([ )]") in ("1", "A")
        )

    def heads(self, block: Block) -> bool:
        """Whether the first row of a table heads it although its labels are unknown: 'STT | Tiêu chí | Điểm'."""
        cells = [self._text[a:b].strip() for a, b in block.cells]
        return (
            block.table != self.table
            and len(cells) >= 2
            and all(cells)
            and column_kind(cells[0]) == "number"
            and all(len(cell) <= _LONGEST_LABEL for cell in cells)
        )

    def start(self, block: Block) -> None:
        """Note that a body row has come; a table without a header row has no labels."""
        if block.table != self.table:
            self.table, self._labels, self.rows_seen = block.table, [], 0
        self.rows_seen += 1

    def labels(self, block: Block) -> list[str]:
        """Return one label a cell, empty where the table has none."""
        return [self._labels[i] if i < len(self._labels) else "" for i in range(len(block.cells))]

    def number(self, cells: tuple[Cell, ...]) -> str:
        """Return the row's own number, empty where it has none."""
        first = cells[0] if cells else None
        if first and _ROW_NUMBER.fullmatch(first.text.strip()) and (column_kind(first.header) in ("number", None)):
            return first.text.strip().rstrip(".)")
        return ""


def group_title(text: str, block: Block) -> tuple[Marker | None, str, int] | None:
    """Return marker, title and the title's offset of a row that heads the rows below it, or None.

    Such a row has one text (merged over the columns), or a number and one text in capitals or bold.
    """
    filled: list[tuple[int, str]] = []
    for a, b in block.cells:
        words = text[a:b].strip()
        # A sum beside the title is no second text: 'I | NHÓM XÃ, PHƯỜNG | 115'.
        is_sum = len(filled) == 2 and not any(c.isalpha() for c in words)
        if words and not is_sum and words not in [seen for _, seen in filled]:
            filled.append((a, words))
    if not filled or len(filled) > 2:
        return None
    if len(filled) == 1:
        start, words = filled[0]
        marker = read_marker(words)
        if len(words.split()) > _MAX_GROUP_WORDS or words.endswith((".", ";")) or not any(c.isalpha() for c in words):
            return None
        if len(block.cells) <= 2 and not (is_capitals(words) or block.bold):
            return None
        return (
            (marker, words[marker.end :].strip(" .:"), start + marker.end)
            if marker
            else (None, words.strip(" .:"), start)
        )
    (_, number), (start, words) = filled
    if not _ROW_NUMBER.fullmatch(number) or len(words.split()) > _MAX_GROUP_WORDS or len(block.cells) < 3:
        return None
    marker = read_marker(f"{number.rstrip('.)')}. x")
    if is_capitals(words) or block.bold or (marker and marker.kind in ("roman", "upper") and not words.endswith(".")):
        return marker, words.strip(" .:"), start
    return None
