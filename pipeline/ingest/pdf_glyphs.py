"""The characters of a PDF page as pdfium gives them, with their boxes and fonts.

Only here is pdfium asked about characters.  It is fast while it is asked by the line, and slow by the character.
What they make up is put together in pdf_text.py.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from normalizers.legacy import Encoding, Fonts, is_suspect
from normalizers.syllables import marked_share
from pipeline.records import LOST_LETTER, Box

# Where a font says of a letter that it is a blank, consonants are left alone: 'T ỦY', 'C IA SẺ', 'tr ờng'.
_TORN = re.compile(r"(?<!\S)(?:[bcdđghklmnpqrstvx]|ch|gh|kh|nh|ng|ngh|ph|th|tr)(?= \S)", re.IGNORECASE)
# Vowels without marks, compared with each other; in Vietnamese, marks stand above two of five.
_VOWEL = re.compile("[aeou]")
_LEAST_VOWELS, _MOST_VOWELS = 30, 150
_TALLER, _TALL_SHARE = 1.2, 0.15
_LOOKED_AT = 800  # characters: the first lines tell
_MARKED = 0.15  # share of letters with marks; good text has 0.25 and more
_BOLD_FONT = re.compile("bold|black|heavy", re.IGNORECASE)


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
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


class Glyphs:
    """The characters of a page; boxes are given as seen on the page."""

    def __init__(self, text_page: pdfium.PdfTextPage, frame: Frame) -> None:
        self._page = text_page.raw
        self._frame = frame
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(side) for side in self._sides]
        self._loose = raw.FS_RECTF()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._rects: dict[tuple[int, int], list[Box]] = {}
        self._line_boxes: dict[int, Box | None] = {}  # by the middle of the stretch
        count = text_page.count_chars()
        text = text_page.get_text_range() if count else ""
        # Offsets into the text are used as character numbers; signs outside the BMP would shift them.
        self.text: str = text if len(text) == count else "".join(self._letter(i) for i in range(count))
        if any(self._has_ink(match.end()) for match in _TORN.finditer(self.text)):
            self.text = "".join(LOST_LETTER if self._has_ink(i) else sign for i, sign in enumerate(self.text))
        self.encodings = self._old_encodings() if is_suspect(self.text) else []

    def _old_encodings(self) -> list[Encoding | None]:
        """Return the encoding of each character by its font; nothing where all are Unicode."""
        names: list[str] = []
        for index, sign in enumerate(self.text):
            # Blanks that pdfium supplies between words have no font.
            names.append(names[-1] if sign.isspace() and names else self._font_name(index))
        fonts = Fonts(zip(self.text, names, strict=True))
        return [fonts.encoding(name) for name in names] if fonts.found else []

    def _letter(self, index: int) -> str:
        code = raw.FPDFText_GetUnicode(self._page, index)
        return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"

    def _has_ink(self, index: int) -> bool:
        """Tell whether what the file calls a blank is printed as a letter."""
        if self.text[index] != " ":
            return False
        _, top, _, bottom = self.char_box(index)
        return bottom - top > 1

    def is_bold(self, start: int, end: int) -> bool:
        """Tell whether the first, the middle and the last letter of a stretch are set in a bold font."""
        letters = {start, (start + end - 1) // 2, end - 1}
        return all(_BOLD_FONT.search(self._font_name(i)) for i in letters if not self.text[i].isspace())

    def _font_name(self, index: int) -> str:
        size = raw.FPDFText_GetFontInfo(self._page, index, self._font, len(self._font), ctypes.byref(self._flags))
        return self._font.value.decode("utf-8", "replace") if size else ""

    def disagree(self) -> bool:
        """Tell whether letters that are said to be the same are printed differently: 'e' where 'ế' and 'ệ' stand.

        Looked at only where the text has hardly any marks; a letter with a mark is a third taller.
        """
        if marked_share(self.text[:_LOOKED_AT]) >= _MARKED:
            return False
        heights: dict[tuple[str, str], list[float]] = {}
        for match in islice(_VOWEL.finditer(self.text), _MOST_VOWELS):
            _, top, _, bottom = self.char_box(match.start())
            line = self.line_box(match.start(), match.end())
            if line is not None:
                share = (bottom - top) / (line[3] - line[1])
                heights.setdefault((match.group(), self._font_name(match.start())), []).append(share)
        seen = [share / min(shares) for shares in heights.values() for share in shares if min(shares) > 0]
        return len(seen) >= _LEAST_VOWELS and sum(share > _TALLER for share in seen) > _TALL_SHARE * len(seen)

    def rects(self, start: int, end: int) -> list[Box]:
        """Return the boxes of the pieces of text, as the file has them, that a stretch consists of."""
        known = self._rects.get((start, end))
        if known is not None:
            return known
        boxes = []
        left, top, right, bottom = self._sides
        for index in range(raw.FPDFText_CountRects(self._page, start, end - start)):
            raw.FPDFText_GetRect(self._page, index, *self._refs)
            boxes.append(self._frame.box(left.value, bottom.value, right.value, top.value))
        self._rects[start, end] = boxes
        return boxes

    def char_box(self, index: int) -> Box:
        """Return the box of the ink of a character."""
        left, right, bottom, top = self._sides
        raw.FPDFText_GetCharBox(self._page, index, *self._refs)
        return self._frame.box(left.value, bottom.value, right.value, top.value)

    def line_box(self, start: int, end: int) -> Box | None:
        """Return a box as high as the line: that of the font of its middle letter, not of the letter's own ink."""
        middle = (start + end - 1) // 2
        if middle not in self._line_boxes:
            self._line_boxes[middle] = self._line_box(start, middle)
        return self._line_boxes[middle]

    def _line_box(self, start: int, middle: int) -> Box | None:
        for index in (middle, middle + 1, start):
            if not self.text[index : index + 1].isspace() and raw.FPDFText_GetLooseCharBox(
                self._page, index, ctypes.byref(self._loose)
            ):
                box = self._frame.box(self._loose.left, self._loose.bottom, self._loose.right, self._loose.top)
                if box[3] - box[1] > 1:
                    return box
        return None
