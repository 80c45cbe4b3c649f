"""The text of a PDF page as fragments: stretches of one printed line without a wide gap, each with its box.

Only here is pdfium asked for characters.  It is fast while it is asked by the line, and slow by the character, so boxes
of single characters are fetched only where a line may hold two columns, or where the cells of a table are known.
In which order fragments are read is decided in pdf_order.py, which of them are cells of a table in pdf_tables.py.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.records import Box

# Gaps are measured in heights of a line. Justified words stand up to half a height apart ('8 pt in 14 pt type'); the
# columns of a letterhead, and a word from its tab stop, three and more.
WIDE_GAP = 1.5
# pdfium gives a hyphen that ends a line as U+FFFE (older versions: U+0002) and runs on into the next line.
_LINE_END_HYPHEN = "\ufffe\u0002"
# In TCVN3 fonts the code of the soft hyphen is the letter 'ư', which pdfium takes for a hyphen at the end of a line.
# A hyphen is a stroke; a letter stands at least this share of the line's height tall.
_LETTER_HEIGHT = 0.25
SOFT_HYPHEN = "\u00ad"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BOLD_FONT = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_USUAL_HEIGHT = 12.0  # points of a line whose font does not say
# The right side of a letterhead or of a signature begins with a capital, and so do few words of running text.
_BEFORE_CAPITAL = re.compile(rf"(?<=\S) (?=[{''.join(c for c in map(chr, range(0x1EFA)) if c.isupper())}])")

CellAt = Callable[[float, float], int | None]


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one line of print; `cell` is the cell of a table it stands in."""

    text: str
    box: Box
    bold: bool = False
    cell: int | None = None

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page lies in the coordinates of the file: its visible box and its turn, in degrees clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> Frame:
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the file as seen on the turned page, in points from its top left corner."""
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turn == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def union(*boxes: Box) -> Box:
    """Return the smallest box around all."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def fragments(page: pdfium.PdfPage, cell_at: CellAt | None = None) -> list[Fragment]:
    """Return the fragments of a page in the order of its content; none of them runs over the border of a cell."""
    text_page = page.get_textpage()
    try:
        glyphs = _Glyphs(text_page, Frame.of(page))
        return [
            fragment
            for start, end in _lines(glyphs.text)
            for piece in glyphs.pieces(start, end, cell_at)
            if (fragment := glyphs.fragment(*piece)) is not None
        ]
    finally:
        text_page.close()


def _lines(text: str) -> list[tuple[int, int]]:
    """Return where pdfium's lines start and end, without the blanks around them."""
    spans = []
    start = 0
    for line in text.split("\r\n"):
        words = line.strip()
        if words:
            begin = start + line.index(words)
            spans.append((begin, begin + len(words)))
        start += len(line) + 2
    return spans


class _Glyphs:
    """The characters of a page; boxes are given as seen on the page."""

    def __init__(self, text_page: pdfium.PdfTextPage, frame: Frame) -> None:
        self._page = text_page
        self._frame = frame
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(side) for side in self._sides]
        self._loose = raw.FS_RECTF()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        count = text_page.count_chars()
        text = text_page.get_text_range() if count else ""
        # Offsets into the text are used as character numbers; signs outside the BMP would shift them.
        self.text: str = text if len(text) == count else "".join(self._letter(i) for i in range(count))

    def _letter(self, index: int) -> str:
        code = raw.FPDFText_GetUnicode(self._page, index)
        return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"

    def fragment(self, start: int, end: int, cell: int | None) -> Fragment | None:
        """Return the words from `start` to `end`, or None where nothing visible stands there."""
        rects = self._rects(start, end)
        if not rects:
            return None
        box = union(*rects)
        line = self._line_box(start, end)
        if line is None:
            line = box
        text = self._mend_line_end(start, end, line)
        if len(rects) > 1:
            text = self._mark_superscripts(text, start, rects, line)
        text = _BLANKS.sub(" ", text).strip()
        return Fragment(text, (box[0], line[1], box[2], line[3]), self._bold(start, end), cell)

    def pieces(self, start: int, end: int, cell_at: CellAt | None) -> list[tuple[int, int, int | None]]:
        """Cut a line where it jumps to another line, another column or another cell."""
        text = self.text
        line = self._line_box(start, end)
        wide = WIDE_GAP * (line[3] - line[1] if line else _USUAL_HEIGHT)
        if cell_at is None and not self._may_hold_columns(start, end, wide):
            return [(start, end, None)]
        cut: list[tuple[int, int, int | None]] = []
        begin, last, cell = start, -1, None
        right = 0.0
        for index in range(start, end):
            if text[index].isspace():
                continue
            box = self._char_box(index)
            if box[0] == box[2] and box[1] == box[3]:  # a sign that pdfium supplied, with no place on the page
                last = index if last >= 0 else last
                continue
            here = cell_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if cell_at else None
            if last >= 0 and (here != cell or box[0] - right > wide or box[2] < right - wide):
                cut.append((begin, last + 1, cell))
                begin, right = index, 0.0
            cell, last = here, index
            right = max(right, box[2])
        if last >= 0:
            cut.append((begin, last + 1, cell))
        return cut

    def _may_hold_columns(self, start: int, end: int, wide: float) -> bool:
        """Tell whether a line has to be looked at character by character."""
        text = self.text[start:end]
        rects = self._rects(start, end)
        if not rects or any(hyphen in text[:-1] for hyphen in _LINE_END_HYPHEN):
            return True
        if any(b[0] - a[2] > 0.5 * wide or a[2] - b[0] > wide for a, b in pairwise(rects)):
            return True
        # Where both sides were typed in one line, pdfium leaves one of the many blanks between them.
        return any(
            self._char_box(start + match.end())[0] - self._char_box(start + match.start() - 1)[2] > wide
            for match in _BEFORE_CAPITAL.finditer(text)
        )

    def _mend_line_end(self, start: int, end: int, line: Box) -> str:
        text = self.text[start:end]
        if text[-1] in _LINE_END_HYPHEN:
            sign = self._char_box(end - 1)
            tall = sign[3] - sign[1] > _LETTER_HEIGHT * (line[3] - line[1])
            text = text[:-1] + (SOFT_HYPHEN if tall else "-")
        for hyphen in _LINE_END_HYPHEN:
            text = text.replace(hyphen, "-")
        return text

    def _mark_superscripts(self, text: str, start: int, rects: list[Box], line: Box) -> str:
        """Write raised digits as such: 'm²'; 'năm 2023¹' must not become the year 20231."""
        height = line[3] - line[1]
        base = max(r[3] for r in rects)
        letters = list(text)
        at = 0
        for rect in rects:
            # A raised digit is at most 0.5 of the line tall and ends a quarter above what stands on the line.
            if rect[3] - rect[1] < 0.5 * height and rect[3] < base - 0.25 * height and rect[2] - rect[0] < 2 * height:
                for index in range(at, len(letters)):
                    if letters[index].isdecimal():
                        box = self._char_box(start + index)
                        if box[0] >= rect[0] - 0.5 and box[2] <= rect[2] + 0.5 and box[3] <= rect[3] + 0.5:
                            letters[index] = letters[index].translate(_SUPERSCRIPTS)
                            at = index + 1
        return "".join(letters)

    def _bold(self, start: int, end: int) -> bool:
        """Tell whether the first, the middle and the last letter are set in a bold font."""
        return all(self._is_bold(i) for i in {start, (start + end - 1) // 2, end - 1} if not self.text[i].isspace())

    def _is_bold(self, index: int) -> bool:
        size = raw.FPDFText_GetFontInfo(self._page, index, self._font, len(self._font), ctypes.byref(self._flags))
        return bool(size) and _BOLD_FONT.search(self._font.raw, 0, min(size, len(self._font))) is not None

    def _rects(self, start: int, end: int) -> list[Box]:
        count = raw.FPDFText_CountRects(self._page, start, end - start)
        boxes = []
        left, top, right, bottom = self._sides
        for index in range(count):
            raw.FPDFText_GetRect(self._page, index, *self._refs)
            boxes.append(self._frame.box(left.value, bottom.value, right.value, top.value))
        return boxes

    def _char_box(self, index: int) -> Box:
        left, right, bottom, top = self._sides
        raw.FPDFText_GetCharBox(self._page, index, *self._refs)
        return self._frame.box(left.value, bottom.value, right.value, top.value)

    def _line_box(self, start: int, end: int) -> Box | None:
        """Return a box as high as the line: that of the font of its middle letter, not of the letter's own ink."""
        middle = (start + end - 1) // 2
        for index in (middle, middle + 1, start):
            if not self.text[index : index + 1].isspace() and raw.FPDFText_GetLooseCharBox(
                self._page, index, ctypes.byref(self._loose)
            ):
                box = self._frame.box(self._loose.left, self._loose.bottom, self._loose.right, self._loose.top)
                if box[3] - box[1] > 1:
                    return box
        return None
