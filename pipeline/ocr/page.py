"""What passes between the steps of reading one page image: image → regions → words → repaired lines → reading.

Pixels are those of the prepared image; points (1/72 inch) are those of the same upright, straightened page, origin at
the top left.  Which way the page was turned is kept (`Turn`), so that a place can be shown on the paper as it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from pipeline.records import Box
from pipeline.records import Turn as Turn

Pixels = tuple[int, int, int, int]  # x0, y0, x1, y1 in the prepared image


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page image ready for reading: grey, upright, straight, without stamps and speckles."""

    image: Image.Image  # mode "L", dark letters on white
    dpi: float  # of `image`
    turn: Turn


@dataclass(frozen=True, slots=True)
class CellRef:
    """Where a cell stands: in which ruled table of the page (from 0), which row and column, how many it spans."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page that is read by itself, from top to bottom; regions stand in reading order.

    kind "text": a column, a side of the letterhead, or the whole page; "cell": the print in one cell of a ruled table,
    `cell` tells which and `ruled` the inside of its rulings; every cell has its region, with an empty box where it is.
    """

    kind: Literal["text", "cell"]
    box: Pixels
    cell: CellRef | None = None
    ruled: Pixels | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the engine read it."""

    text: str
    box: Box  # points
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line of one region."""

    words: tuple[Word, ...]
    box: Box  # points
    region: int  # index into the regions of the page
    cell: CellRef | None = None  # that of the region
    stroke: float = 0.0  # mean width of its strokes, points
    base: float | None = None  # height of its base line, points from the top

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Mend:
    """One repair: what was read, what it was taken for, and by which rule ('syllable', 'numbering', 'dash' …)."""

    seen: str
    meant: str
    rule: str
    box: Box | None = None  # of the word or words


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page as read from its image, before any repair: what the cache keeps."""

    lines: tuple[TextLine, ...]
    cells: tuple[tuple[CellRef, Box], ...]  # every cell of the ruled tables, also the empty ones; points
    engine: str  # "tesserocr-5.5.4", "tesseract-5.3.0"
    data: str  # "vie", "Vietnamese": what most of the lines were read with
    second: bool  # whether a second reading was made
    turn: Turn
    width: float  # points, of the page as it was read
    height: float


def confidence(lines: Sequence[TextLine]) -> float:
    """Return the mean confidence of the words by their length, 0..1; 0 where there are none."""
    words = [word for line in lines for word in line.words]
    length = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / length, 4) if length else 0.0
