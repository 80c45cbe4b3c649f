"""What an extractor reads: the passages of one document, each with what stands above it.

A passage is the smallest piece of the outline that carries text of its own: a heading, a paragraph, a list item or a
table row.  Extractors see no pages, files or settings; the segmenter (pipeline/segment.py) makes the passages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PassageKind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above a passage: its marker as printed ("II", "3.1", "a"; empty where none) and its title."""

    marker: str
    title: str
    role: str
    section: int  # ordinal of its section


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row; `header` is its column's heading, empty where the table has none."""

    header: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the reading text: `text` is exactly `reading[start:end]`, without the bullet or number before it."""

    ordinal: int
    kind: PassageKind
    text: str
    start: int
    role: str  # one of the section roles of the contract
    section: int  # ordinal of the section it belongs to (of the item itself where the item is a section)
    marker: str = ""  # "II", "3.1", "a", "-", "+"; empty where unnumbered
    level: int = 0  # depth in the outline; items below an item lie deeper
    headings: tuple[Heading, ...] = ()  # those above it, outermost first (a heading's own title is not among them)
    cells: tuple[Cell, ...] = ()  # of a row, in order
    table: int | None = None  # which table of the document a row belongs to

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the header says of the plan itself, as far as extractors need it to complete what is left unsaid."""

    issuer: str | None = None  # in full, "Trường Tiểu học Mỹ Thịnh"
    parent_issuer: str | None = None
    place: str | None = None  # issued_place, as in "Mỹ Lộc, ngày 20 tháng 01 năm 2026"
    title: str | None = None
    doc_type: str | None = None
    doc_number: str | None = None
    doc_symbol: str | None = None
    issued_date: date | None = None
    period_start: date | None = None
    period_end: date | None = None

    @property
    def year(self) -> int | None:
        """The plan's year: where a period is known its first year, else the year of issue."""
        day = self.period_start or self.issued_date
        return day.year if day else None
