"""A plan as a PDF with a text layer, laid out and written directly: some milliseconds a page.

`sample_writers.paper` makes finer pages, and takes a hundred times as long, mostly to put fonts together anew for each
file.  Here the letters of Vietnamese are put into one font at first, which all files then share.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import matplotlib
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from sample_writers.plan import CONTINUED, MOTTO, Centred, Heading, Item, Paragraph, Plan, Table, accepted

_WIDTH, _HEIGHT = 595, 842
_LEFT, _RIGHT, _TOP, _BOTTOM = 85, 538, 785, 60
_SIZE, _SMALL = 11.5, 9.5
_LEADING = 1.45  # of the size
_PAD = 3  # points between a ruling and the words
_LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "–—…“”‘’•" + (
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Font:
    """The letters of one style: their numbers in the font, their widths in thousandths, and the font itself."""

    numbers: dict[str, int]
    widths: dict[str, int]
    data: bytes

    def width(self, text: str, size: float) -> float:
        return sum(self.widths.get(letter, 600) for letter in text) * size / 1000

    def coded(self, text: str) -> str:
        return "".join(f"{self.numbers.get(letter, 0):04X}" for letter in text)


@cache
def _font(style: str) -> _Font:
    file = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"DejaVuSerif{style}.ttf"
    font = TTFont(file, recalcTimestamp=False)
    options = Options()
    options.hinting, options.layout_features, options.name_IDs = False, [], []
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(text=_LETTERS)
    subsetter.subset(font)
    held = io.BytesIO()
    font.save(held)
    scale = 1000 / font["head"].unitsPerEm
    names = font.getBestCmap()
    numbers = {chr(code): font.getGlyphID(name) for code, name in names.items()}
    widths = {chr(code): round(font["hmtx"][name][0] * scale) for code, name in names.items()}
    return _Font(numbers, widths, held.getvalue())


def quick_paper(plan: Plan, text_size: float = _SIZE) -> bytes:
    """Return `plan` as a PDF file."""
    sheets = _Sheets(text_size)
    half = (_LEFT + _RIGHT) / 2
    left = [(line, line == plan.issuer) for line in plan.letterhead]
    right = [(MOTTO[0], True), (MOTTO[1], True), (plan.dateline, False)]
    sheets.columns([(left, _LEFT, half - 20), (right, half - 15, _RIGHT)], _SMALL - 1)
    for line in ("KẾ HOẠCH", *plan.title):
        sheets.paragraph(line, bold=True, centred=True)
    first, *appendices = plan.parts
    for block in first:
        sheets.block(block)
    recipients = [("Nơi nhận:", True), *((line, False) for line in plan.recipients)]
    signature = [*((line, True) for line in plan.signature), ("", False), ("", False), (plan.signer, True)]
    sheets.columns([(recipients, _LEFT, half - 20), (signature, half, _RIGHT)], _SMALL)
    for part in appendices:
        sheets.new()
        for block in part:
            sheets.block(block)
    return _file(sheets.pages, " ".join(plan.title))


class _Sheets:
    """Pages being filled from the top."""

    def __init__(self, size: float) -> None:
        self._size = size
        self.pages: list[list[str]] = []
        self.new()

    def new(self) -> None:
        self.pages.append([])
        self._y = float(_TOP)
        if len(self.pages) > 1:
            self._text(str(len(self.pages)), _WIDTH / 2, _HEIGHT - 34, 9, bold=False)

    def block(self, block: Heading | Item | Centred | Paragraph | Table) -> None:
        match block:
            case Heading(_, text):
                self.paragraph(accepted(text), bold=True, indent=28)
            case Item(bullet, text):
                self.paragraph(f"{bullet} {accepted(text)}", indent=28)
            case Centred(text):
                self.paragraph(text, bold=True, centred=True)
            case Paragraph(text):
                self.paragraph(accepted(text), indent=28)
            case Table():
                self._table(block)

    def paragraph(self, text: str, *, bold: bool = False, centred: bool = False, indent: float = 0) -> None:
        leading = self._size * _LEADING
        for number, line in enumerate(_lines(text, _RIGHT - _LEFT, self._size, bold, indent)):
            self._room(leading)
            x = (_LEFT + _RIGHT - _font("-Bold" if bold else "").width(line, self._size)) / 2 if centred else _LEFT
            self._text(line, x + (indent if number == 0 else 0), self._y, self._size, bold)
        self._y -= 4

    def columns(self, columns: Sequence[tuple[list[tuple[str, bool]], float, float]], size: float) -> None:
        """Write columns of centred lines side by side, all on one page."""
        leading = size * _LEADING
        self._room(leading * (max(len(lines) for lines, _, _ in columns) + 3))
        top, deepest = self._y + leading * (max(len(lines) for lines, _, _ in columns) + 2), self._y
        for lines, left, right in columns:
            y = top
            for text, bold in lines:
                for line in _lines(text, right - left, size, bold) or [""]:
                    x = (left + right - _font("-Bold" if bold else "").width(line, size)) / 2
                    self._text(line, x, y, size, bold)
                    y -= leading
            deepest = min(deepest, y)
        self._y = deepest - leading

    def _table(self, table: Table) -> None:
        shares = {4: (1, 6, 4, 4), 6: (1.1, 6, 3.6, 3.6, 3, 3)}.get(table.columns, (1,) * table.columns)
        scale = (_RIGHT - _LEFT) / sum(shares)
        edges = [_LEFT + scale * sum(shares[:number]) for number in range(table.columns + 1)]
        for number, row in enumerate(table.rows):
            self._row(row, edges if len(row) > 1 else [edges[0], edges[-1]], bold=number == 0 or len(row) == 1)
        self._y -= 14

    def _row(self, row: Sequence[str], edges: Sequence[float], bold: bool) -> None:
        leading = _SMALL * 1.3
        texts = ["" if text == CONTINUED else accepted(text) for text in row]
        widths = [right - left - 2 * _PAD for left, right in pairwise(edges)]
        cells = [_lines(text, width, _SMALL, bold) for text, width in zip(texts, widths, strict=True)]
        height = max(map(len, cells)) * leading + 2 * _PAD
        if self._y - height < _BOTTOM:
            self.new()
        for lines, left, right in zip(cells, edges, edges[1:], strict=False):
            rectangle = f"{left:.1f} {self._y - height:.1f} {right - left:.1f} {height:.1f} re S"
            self.pages[-1].append(f"0.5 w {rectangle}")
            for number, line in enumerate(lines):
                self._text(line, left + _PAD, self._y - _PAD - leading * (number + 0.8), _SMALL, bold)
        self._y -= height

    def _room(self, height: float) -> None:
        if self._y - height < _BOTTOM:
            self.new()
        self._y -= height

    def _text(self, text: str, x: float, y: float, size: float, bold: bool) -> None:
        coded = _font("-Bold" if bold else "").coded(text)
        self.pages[-1].append(f"BT /F{int(bold)} {size:g} Tf {x:.1f} {y:.1f} Td <{coded}> Tj ET")


def _lines(text: str, width: float, size: float, bold: bool = False, indent: float = 0) -> list[str]:
    font = _font("-Bold" if bold else "")
    blank = font.width(" ", size)
    lines: list[str] = []
    words: list[str] = []
    used = indent
    for word in text.split():
        wide = font.width(word, size)
        if words and used + wide > width:
            lines.append(" ".join(words))
            words, used = [], 0.0
        words.append(word)
        used += wide + blank
    return [*lines, " ".join(words)] if words else lines


def _file(pages: list[list[str]], title: str) -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *_fonts(0, 3), *_fonts(1, 7)]
    kids = []
    for page in pages:
        content = zlib.compress("\n".join(page).encode("ascii"), 6)
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {_WIDTH} {_HEIGHT}]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F0 3 0 R/F1 7 0 R>>>>>>".encode()
        )
        objects.append(_stream(content))
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    objects.append(f"<</Title<{('﻿' + title).encode('utf-16-be').hex()}>>>".encode())
    return numbered_objects(objects, root=1, info=len(objects))


def numbered_objects(objects: Sequence[bytes], root: int, info: int | None = None) -> bytes:
    """Return a PDF file of these objects, numbered from 1."""
    held = io.BytesIO(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    held.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(held.tell())
        held.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    start = held.tell()
    held.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    held.writelines(b"%010d 00000 n \n" % place for place in places)
    said = b"/Info %d 0 R" % info if info else b""
    held.write(b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, said, start))
    return held.getvalue()


def _stream(content: bytes, said: bytes = b"") -> bytes:
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(content), said, content)


@cache
def _fonts(bold: int, first: int) -> tuple[bytes, ...]:
    """Return the four objects of a font, the first of which has the number `first`."""
    font = _font("-Bold" if bold else "")
    name = f"VNSERF+DejaVuSerif{'-Bold' if bold else ''}"
    widths = " ".join(f"{font.numbers[letter]}[{width}]" for letter, width in sorted(font.widths.items()))
    pairs = [f"<{number:04X}><{ord(letter):04X}>" for letter, number in sorted(font.numbers.items())]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    shown = "".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /V def /CMapType 2 def\n"
        f"1 begincodespacerange <0000><FFFF> endcodespacerange\n{shown}endcmap end end"
    )
    descriptor = (
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-770 -347 2105 1109]/ItalicAngle 0/Ascent 939"
        f"/Descent -236/CapHeight 729/StemV {140 if bold else 80}/FontFile2 {{}} 0 R>>"
    )
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{first + 1} 0 R]"
        f"/ToUnicode {first + 3} 0 R>>".encode(),
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity/DW 600/W[{widths}]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor.format(first + 2)}>>".encode(),
        _stream(zlib.compress(font.data, 9), b"/Length1 %d" % len(font.data)),
        _stream(zlib.compress(to_unicode.encode("ascii"), 9)),
    )
