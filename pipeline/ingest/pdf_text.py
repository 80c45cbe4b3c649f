"""The text of a PDF page as fragments: stretches of one printed line without a wide gap, each with its box.

Boxes of single characters are fetched only where a line may hold two columns, or where the cells of a table are known.
In which order fragments are read is decided in pdf_order.py, which of them are cells of a table in pdf_tables.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdfium2 as pdfium

from normalizers.legacy import Encoding, to_unicode
from pipeline.ingest.pdf_glyphs import Frame, Glyphs
from pipeline.paper import Fragment, union
from pipeline.pdf_fields import FillIn
from pipeline.records import LOST_LETTER, Box, Stops

# Gaps are measured in heights of a line. Justified words stand up to half a height apart ('8 pt in 14 pt type'); the
# columns of a letterhead, and a word from its tab stop, three and more.
WIDE_GAP = 1.5
# pdfium gives a hyphen that ends a line as U+FFFE (older versions: U+0002) and runs on into the next line.
_LINE_END_HYPHEN = "\ufffe\u0002"
# It gives the same for letters that the file names U+0000; a hyphen stands alone.
_LETTERS_WITHOUT_NAME = re.compile(f"[{_LINE_END_HYPHEN}]{{2,}}")
# In TCVN3 fonts the code of the soft hyphen is the letter 'ư', which pdfium takes for a hyphen at the end of a line.
# A hyphen is a stroke; a letter stands at least this share of the line's height tall.
_LETTER_HEIGHT = 0.25
SOFT_HYPHEN = "\u00ad"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_STEP = 20  # letters from one known place in a line to the next: a fifth of a line
_USUAL_HEIGHT = 12.0  # points of a line whose font does not say
# The right side of a letterhead or of a signature begins with a capital, and so do few words of running text.
_BEFORE_CAPITAL = re.compile(rf"(?<=\S) (?=[{''.join(c for c in map(chr, range(0x1EFA)) if c.isupper())}])")

CellAt = Callable[[float, float], int | None]


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of a page; `disagrees`: its letters are not printed as the file names them."""

    fragments: list[Fragment]
    disagrees: bool


def page_text(page: pdfium.PdfPage, cell_at: CellAt | None = None, fill_ins: Sequence[FillIn] = ()) -> PageText:
    """Return the fragments of a page in the order of its content; none of them runs over the border of a cell.

    What was filled in upon the page comes last, each between the words that it was filled in between.
    """
    text_page = page.get_textpage()
    try:
        frame = Frame.of(page)
        glyphs = Glyphs(text_page, frame)
        filled = [(fill_in.text, frame.box(*fill_in.box)) for fill_in in fill_ins]
        found = [
            fragment
            for start, end in _lines(glyphs.text)
            for piece in _pieces(glyphs, start, end, cell_at, [box for _, box in filled])
            if (fragment := _fragment(glyphs, *piece)) is not None
        ]
        disagrees = glyphs.disagree()
    finally:
        text_page.close()
    return PageText([*found, *(_between(text, box, found, cell_at) for text, box in filled)], disagrees)


def _between(text: str, box: Box, words: Sequence[Fragment], cell_at: CellAt | None) -> Fragment:
    """Return what was filled in, in the room that the words on both sides leave, and as high as they."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    beside = [word.box for word in words if word.box[1] < y < word.box[3]]
    left = max((b[2] for b in beside if (b[0] + b[2]) / 2 < x), default=box[0])
    right = min((b[0] for b in beside if (b[0] + b[2]) / 2 > x), default=box[2])
    top, bottom = min((b[1] for b in beside), default=box[1]), max((b[3] for b in beside), default=box[3])
    x0 = min(max(box[0], left), x)
    return Fragment(text, (x0, top, max(min(box[2], right), x0), bottom), cell=cell_at(x, y) if cell_at else None)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _decoded(text: str, encoding: Encoding | None) -> str:
    return to_unicode(text, encoding) if encoding else text


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


def _fragment(glyphs: Glyphs, start: int, end: int, cell: int | None) -> Fragment | None:
    """Return the words from `start` to `end`, or None where nothing visible stands there."""
    rects = glyphs.rects(start, end)
    if not rects:
        return None
    box = union(*rects)
    line = glyphs.line_box(start, end)
    if line is None:
        line = box
    text = _mend_line_end(glyphs, start, end, line)
    if len(rects) > 1:
        text = _mark_superscripts(glyphs, text, start, rects, line)
    encodings = glyphs.encodings[start:end]
    if any(encodings):
        stretches = groupby(zip(text, encodings, strict=True), key=lambda pair: pair[1])
        text = "".join(_decoded("".join(sign for sign, _ in signs), encoding) for encoding, signs in stretches)
    text = _BLANKS.sub(" ", text).strip()
    decoded_from = next(filter(None, encodings), None)
    stops = _stops(glyphs, start, text) if len(text) == end - start else ()
    return Fragment(text, (box[0], line[1], box[2], line[3]), glyphs.is_bold(start, end), cell, decoded_from, stops)


def _stops(glyphs: Glyphs, start: int, text: str) -> Stops:
    """Return where words stand, one for every few: between them letters are as wide as they usually are."""
    stops = []
    at = text.find(" ", _STEP) + 1
    while at and len(text) - at > _STEP / 2:
        stops.append((at, glyphs.char_box(start + at)[0]))
        at = text.find(" ", at + _STEP) + 1
    return tuple(stops)


def _pieces(
    glyphs: Glyphs, start: int, end: int, cell_at: CellAt | None, filled: Sequence[Box] = ()
) -> list[tuple[int, int, int | None]]:
    """Cut a line where it jumps to another line, another column or another cell, and where it was filled in."""
    line = glyphs.line_box(start, end)
    wide = WIDE_GAP * (line[3] - line[1] if line else _USUAL_HEIGHT)
    gaps = [(b[0] + b[2]) / 2 for b in filled if line and line[1] < (b[1] + b[3]) / 2 < line[3]]
    if cell_at is None and not gaps and not _may_hold_columns(glyphs, start, end, wide):
        return [(start, end, None)]
    cut: list[tuple[int, int, int | None]] = []
    begin, last, cell = start, -1, None
    right = middle = 0.0
    for first, stop, box in _places(glyphs, start, end, wide, cell_at):
        x = (box[0] + box[2]) / 2
        if gaps and glyphs.text[first].isdigit() and any(b[0] < x < b[2] for b in filled):
            continue  # printed over: 'tháng 4', with a 5 upon the 4
        here = cell_at(x, (box[1] + box[3]) / 2) if cell_at else None
        jumps = box[0] - right > wide or box[2] < right - wide
        if last >= 0 and (here != cell or jumps or any(middle < gap < x for gap in gaps)):
            cut.append((begin, last + 1, cell))
            begin, right = first, 0.0
        cell, last, middle = here, stop - 1, x
        right = max(right, box[2])
    if last >= 0:
        cut.append((begin, last + 1, cell))
    return cut


def _places(
    glyphs: Glyphs, start: int, end: int, wide: float, cell_at: CellAt | None
) -> Iterator[tuple[int, int, Box]]:
    """Yield where the words of a line stand; letter by letter where a word stands in two places."""
    for match in _WORD.finditer(glyphs.text, start, end):
        first, stop = match.span()
        a, b = glyphs.char_box(first), glyphs.char_box(stop - 1)
        word = union(a, b)
        if (
            word[3] - word[1] < wide
            and a[0] <= b[0]
            and a[0] < a[2]
            and b[0] < b[2]
            and not any(hyphen in match.group() for hyphen in _LINE_END_HYPHEN)
            and (cell_at is None or cell_at(*_middle(a)) == cell_at(*_middle(b)))
        ):
            yield first, stop, word
            continue
        for index in range(first, stop):
            box = glyphs.char_box(index)
            # A sign that pdfium supplied has no place on the page: it stands with the letter before.
            if box[0] < box[2] or box[1] < box[3]:
                yield index, index + 1, box


def _may_hold_columns(glyphs: Glyphs, start: int, end: int, wide: float) -> bool:
    """Tell whether a line has to be looked at character by character."""
    text = glyphs.text[start:end]
    rects = glyphs.rects(start, end)
    if not rects or any(hyphen in text[:-1] for hyphen in _LINE_END_HYPHEN):
        return True
    if any(b[0] - a[2] > 0.5 * wide or a[2] - b[0] > wide for a, b in pairwise(rects)):
        return True
    # Where both sides were typed in one line, pdfium leaves one of the many blanks between them.
    return any(
        glyphs.char_box(start + match.end())[0] - glyphs.char_box(start + match.start() - 1)[2] > wide
        for match in _BEFORE_CAPITAL.finditer(text)
    )


def _mend_line_end(glyphs: Glyphs, start: int, end: int, line: Box) -> str:
    text = glyphs.text[start:end]
    if text[-1] in _LINE_END_HYPHEN:
        sign = glyphs.char_box(end - 1)
        tall = sign[3] - sign[1] > _LETTER_HEIGHT * (line[3] - line[1])
        text = text[:-1] + (SOFT_HYPHEN if tall else "-")
    text = _LETTERS_WITHOUT_NAME.sub(lambda found: LOST_LETTER * len(found[0]), text)
    for hyphen in _LINE_END_HYPHEN:
        text = text.replace(hyphen, "-")
    return text


def _mark_superscripts(glyphs: Glyphs, text: str, start: int, rects: list[Box], line: Box) -> str:
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
                    box = glyphs.char_box(start + index)
                    if box[0] >= rect[0] - 0.5 and box[2] <= rect[2] + 0.5 and box[3] <= rect[3] + 0.5:
                        letters[index] = letters[index].translate(_SUPERSCRIPTS)
                        at = index + 1
    return "".join(letters)
