"""Paragraphs set on paper: a grey picture of a page, and where each of its words stands.

What the page says is made in composition.py, how it wears in wear.py.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from noise_pages.composition import Block, Columns, Paragraph

PRINT_DPI = 300
PAPER = (round(8.27 * PRINT_DPI), round(11.69 * PRINT_DPI))  # A4
_POINTS = 72

# Families in which offices write and how often; of those that are not installed none is taken.  Most paper is in Times,
# of which the first five are drawings.
FAMILIES = {
    "Liberation Serif": 6, "TeX Gyre Termes": 5, "FreeSerif": 5, "Tinos": 1, "Noto Serif": 1, "Linux Libertine O": 1,
    "EB Garamond": 0.5, "Gentium Book Basic": 0.5, "Charis SIL": 0.5, "DejaVu Serif": 0.5, "TeX Gyre Pagella": 0.5,
    "Liberation Sans": 1, "TeX Gyre Heros": 0.5, "DejaVu Sans": 0.5, "Noto Sans": 0.5, "Carlito": 0.5,
}  # fmt: skip
_STYLES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "Bold Italic"}
# What a font must have to print Vietnamese: the first fonts of some families have none with two marks.
_NEEDED = " ".join(f"{ord(letter):x}" for letter in "ạẢấẫậắẳẹếểịọốổộớợụứựỹđƠ")


class Box(NamedTuple):
    """Left, top, right and bottom in dots."""

    x0: float
    y0: float
    x1: float
    y1: float


class Word(NamedTuple):
    """A word and where it stands."""

    text: str
    box: Box


Line = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed page: its picture at `PRINT_DPI`, and its lines."""

    image: Image.Image
    lines: tuple[Line, ...]
    family: str


@cache
def _files() -> dict[str, dict[str, str]]:
    """Return by family and style the fonts installed that have the letters of Vietnamese."""
    listed = subprocess.run(
        ["fc-list", f":charset={_NEEDED}", "--format", r"%{family[0]}\t%{style[0]}\t%{file}\n"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found: dict[str, dict[str, str]] = {}
    for line in sorted(listed.splitlines()):
        family, style, file = line.split("\t")
        style = {"Book": "Regular", "12 Regular": "Regular", "12 Italic": "Italic"}.get(style, style)
        if family in FAMILIES and style in _STYLES.values():
            found.setdefault(family, {}).setdefault(style, file)
    usable = {family: styles for family, styles in found.items() if "Regular" in styles}
    if not usable:
        raise SystemExit("no font with Vietnamese letters is installed: try `apt-get install fonts-liberation2`")
    return usable


@cache
def _font(family: str, bold: bool, italic: bool, size: int) -> ImageFont.FreeTypeFont:
    styles = _files()[family]
    return ImageFont.truetype(styles.get(_STYLES[bold, italic], styles["Regular"]), size)


def print_page(blocks: Iterable[Block], chance: Random) -> Printed:
    """Set `blocks` from top to bottom until the paper is full."""
    families = sorted(_files())
    family = chance.choices(families, [FAMILIES[name] for name in families])[0]
    press = _Press(family, chance)
    for block in blocks:
        if press.full:
            break
        press.put(block)
    return Printed(press.image, tuple(press.lines), family)


class _Press:
    """A page being printed: how far down it is, and what stands on it."""

    def __init__(self, family: str, chance: Random) -> None:
        self.image = Image.new("L", PAPER, 255)
        self.lines: list[Line] = []
        self._draw = ImageDraw.Draw(self.image)
        self._family = family
        self._chance = chance
        self._size = round(chance.choice((12, 13, 13, 13.5, 14, 14)) * PRINT_DPI / _POINTS)
        self._height = round(self._size * chance.choice((1.15, 1.25, 1.4)))
        self._left, self._right = round(1.18 * PRINT_DPI), PAPER[0] - round(0.75 * PRINT_DPI)
        self._y, self._bottom = round(0.8 * PRINT_DPI), PAPER[1] - round(0.8 * PRINT_DPI)
        if chance.random() < 0.4:
            number = _Setting((PAPER[0] // 2 - 60, PAPER[0] // 2 + 60), self._y - 2 * self._height)
            self._set(Paragraph(str(chance.randrange(2, 40)), align="centred"), number)

    @property
    def full(self) -> bool:
        return self._y + self._height > self._bottom

    def put(self, block: Block) -> None:
        """Set a block under the last, cut where the paper ends."""
        if isinstance(block, Columns):
            self._put_columns(block)
        else:
            self._y = self._set(block, _Setting((self._left, self._right), self._y))
        self._y += round(self._chance.choice((0, 0.15, 0.3)) * self._size)

    def _put_columns(self, block: Columns) -> None:
        width, x = self._right - self._left, float(self._left)
        edges, top, low = [x], self._y, self._y
        pad = self._size // 3
        for column, share in zip(block.columns, block.shares, strict=True):
            y = top
            for paragraph in column:
                y = self._set(paragraph, _Setting((round(x) + pad, round(x + share * width) - pad), y))
            x += share * width
            edges.append(x)
            low = max(low, y)
        if block.ruled:
            for edge in edges:
                self._draw.line((edge, top - 4, edge, low + 4), fill=40, width=2)
            for y in (top - 4, low + 4):
                self._draw.line((edges[0], y, edges[-1], y), fill=40, width=2)
        self._y = low

    def _set(self, paragraph: Paragraph, at: _Setting) -> int:
        """Break a paragraph into lines, draw them, and return how far down it reaches."""
        font = _font(self._family, paragraph.bold, paragraph.italic, self._size)
        ink, y = self._chance.randrange(0, 50), at.top
        (left, right), blank = at.span, font.getlength(" ")
        x = left + (round(0.4 * PRINT_DPI) if paragraph.indented else 0)
        words = paragraph.text.split()
        while words and y + self._height <= self._bottom:
            fitting = 1
            while fitting < len(words) and x + font.getlength(" ".join(words[: fitting + 1])) <= right:
                fitting += 1
            line, words = words[:fitting], words[fitting:]
            widths = [font.getlength(word) for word in line]
            room, gap = right - x - sum(widths) - blank * (len(line) - 1), blank
            if paragraph.align == "justified" and words and len(line) > 1:
                gap += room / (len(line) - 1)
            start = x + max(0, room) / 2 if paragraph.align == "centred" else x
            self._draw_line(line, widths, (start, y), gap, font, ink)
            y, x = y + self._height, left
        return y

    def _draw_line(
        self, words: Sequence[str], widths: Sequence[float], at: tuple[float, int], gap: float,
        font: ImageFont.FreeTypeFont, ink: int,
    ) -> None:  # fmt: skip
        (x, y), drawn = at, []
        for word, width in zip(words, widths, strict=True):
            self._draw.text((x, y), word, font=font, fill=ink)
            drawn.append(Word(word, Box(*self._draw.textbbox((x, y), word, font=font))))
            x += width + gap
        assert all(one.box.x0 < other.box.x0 for one, other in pairwise(drawn))
        self.lines.append(tuple(drawn))


class _Setting(NamedTuple):
    """Between which edges, and from where down, a paragraph is set."""

    span: tuple[int, int]
    top: int
