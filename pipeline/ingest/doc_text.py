"""The text of a .doc paragraph by paragraph, as printed after all changes are accepted.

Insertions stay, deletions and hidden text go; of a field its result; automatic numbers are counted.  What hangs on a
paragraph, text boxes and notes, is kept with it.  Lines and tables are made of this in word_blocks.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.legacy import encoding_of_font
from pipeline.ingest import doc_file
from pipeline.ingest.doc_file import WordFile, plc
from pipeline.ingest.doc_formats import Formats, LetterFormat, ParagraphFormat, font_names
from pipeline.ingest.doc_numbering import Numbering
from pipeline.ingest.doc_rows import row_shape
from pipeline.ingest.runs import Run
from pipeline.ingest.symbols import symbol
from pipeline.ingest.word_blocks import Paragraph

_CELL_END = "\x07"
_ENDS = re.compile("[\r\x07\x0c]")
_PARTS = re.compile("[\x00-\x08\x0e-\x1f]|[^\x00-\x08\x0e-\x1f]+")
_FIELD_BEGINS, _FIELD_RESULT, _FIELD_ENDS = "\x13", "\x14", "\x15"
_PICTURE, _NOTE, _DRAWING, _HYPHEN = "\x01", "\x02", "\x08", "\x1e"
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n"})
_DRAWING_ENTRY, _BOX_ENTRY = 26, 22  # bytes that the tables of drawings and of text boxes have for each
_BOX_NAME = slice(14, 18)

_Stretch = tuple[int, int]  # of the text, cp


class TextReader:
    """Reads the text once, counting numbers; remembers fields that go on over a paragraph's end."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._formats = Formats(file.part(doc_file.STYLES), file.data)
        self._fonts = font_names(file.part(doc_file.FONTS))
        self._numbering = Numbering(file.part(doc_file.LISTS, beyond=True), file.part(doc_file.LIST_USES))
        self._sections = frozenset(plc(file.part(doc_file.SECTIONS), 12)[0])
        self._notes = _notes(file)
        self._boxes, self._homeless = _boxes(file)
        self._fields: list[bool] = []  # for each open field, whether its result has begun
        self.has_pictures = False

    def read(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the body, and after them the text boxes of which the anchor is not told."""
        yield from self._paragraphs(self._file.stories().body)
        for box in self._homeless:
            yield from self._paragraphs(box)

    def _paragraphs(self, stretch: _Stretch) -> Iterator[Paragraph]:
        begun = Paragraph()  # one whose end was deleted goes on in the next
        start = stretch[0]
        for end in self._ends(*stretch):
            style, said = self._file.paragraph(end)
            mark = self._read(start, end + 1, style, begun)
            start = end + 1
            ends_cell = self._file.text[end] == _CELL_END
            if ends_cell or not mark.gone:
                yield self._finished(begun, self._formats.paragraph(style, said), ends_cell)
                begun = Paragraph()
        if begun.runs:
            yield begun

    def _finished(self, paragraph: Paragraph, said: ParagraphFormat, ends_cell: bool) -> Paragraph:
        paragraph.depth = said.depth
        paragraph.centred = said.centred
        paragraph.heading = said.heading
        if said.ends_row:
            paragraph.end = "row"
            paragraph.shape = row_shape(said.changes)
        elif ends_cell or said.ends_inner_cell:
            paragraph.end = "cell"
        if said.list_id and not said.ends_row:
            paragraph.marker = self._numbering.marker(said.list_id, said.list_level)
        return paragraph

    def _ends(self, start: int, stop: int) -> Iterator[int]:
        for found in _ENDS.finditer(self._file.text, start, stop):
            # The same sign ends a section, which ends a paragraph, and a page, which does not.
            if found[0] != "\x0c" or found.end() in self._sections:
                yield found.start()

    def _read(self, start: int, stop: int, style: int, into: Paragraph) -> LetterFormat:
        """Add the text to `into` and return how the last letter looks, the mark of the paragraph."""
        look = LetterFormat()
        position = start
        for text, said in self._file.runs(start, stop):
            look = self._formats.letters(style, said)
            position += len(text)
            if position == stop:
                text = text[:-1]
                position -= 1
            if look.symbol and text:
                self._add_symbol(look, into)
            elif text.isprintable() and not look.gone:
                self._add(text, look, into)
            else:
                for part in _PARTS.finditer(text):
                    self._part(part[0], position - len(text) + part.start(), look, into)
        return look

    def _part(self, part: str, position: int, look: LetterFormat, into: Paragraph) -> None:
        if part == _FIELD_BEGINS:
            self._fields.append(False)
        elif part == _FIELD_RESULT and self._fields:
            self._fields[-1] = True
        elif part == _FIELD_ENDS and self._fields:
            self._fields.pop()
        elif look.gone:
            return
        elif part >= " " or part[0] in "\t\n\x0b\x0c":
            self._add(part.translate(_BREAKS), look, into)
        elif part == _HYPHEN:
            self._add("-", look, into)
        elif part == _NOTE and position in self._notes:
            into.notes.append(list(self._paragraphs(self._notes.pop(position))))
        elif part in {_PICTURE, _DRAWING}:
            self.has_pictures = True
            if position in self._boxes:
                into.boxes.append(list(self._paragraphs(self._boxes.pop(position))))

    def _add(self, text: str, look: LetterFormat, into: Paragraph) -> None:
        if text and all(self._fields):
            font = look.font if text.isascii() else look.other_font
            into.runs.append(Run(text, self._font(font), look.bold, look.capitals))

    def _add_symbol(self, look: LetterFormat, into: Paragraph) -> None:
        number, code = look.symbol or (0, 0)
        font = self._font(number)
        sign = chr(code) if encoding_of_font(font) else symbol(code)
        if not look.gone and all(self._fields):
            into.runs.append(Run(sign, font, look.bold))

    def _font(self, number: int) -> str:
        return self._fonts[number] if number < len(self._fonts) else ""


def _notes(file: WordFile) -> dict[int, _Stretch]:
    """Return where the notes stand by the cps at which they are called."""
    found: dict[int, _Stretch] = {}
    stories = file.stories()
    for marks, texts, (begin, end) in (
        (doc_file.NOTE_MARKS, doc_file.NOTE_TEXTS, stories.notes),
        (doc_file.END_NOTE_MARKS, doc_file.END_NOTE_TEXTS, stories.end_notes),
    ):
        called, _ = plc(file.part(marks), 2)
        starts, _ = plc(file.part(texts), 0)
        for mark, start, stop in zip(called, starts, starts[1:], strict=False):
            if 0 <= start <= stop <= end - begin:
                found[mark] = (begin + start, begin + stop)
    return found


def _boxes(file: WordFile) -> tuple[dict[int, _Stretch], list[_Stretch]]:
    """Return where text boxes stand by the cps of their anchors, and those of which the anchor is not told.

    A drawing of many boxes, such as a chart of an organisation, has one anchor that names none of them.
    """
    begin, end = file.stories().boxes
    anchors, drawings = plc(file.part(doc_file.ANCHORS), _DRAWING_ENTRY)
    anchor_of = {drawing[:4]: anchor for anchor, drawing in zip(anchors, drawings, strict=False)}
    starts, boxes = plc(file.part(doc_file.BOX_TEXTS), _BOX_ENTRY)
    found: dict[int, _Stretch] = {}
    homeless: list[_Stretch] = []
    for start, stop, box in zip(starts, starts[1:], boxes, strict=False):
        if 0 <= start < stop <= end - begin:
            name = box[_BOX_NAME]
            if name in anchor_of:
                found[anchor_of[name]] = (begin + start, begin + stop)
            else:
                homeless.append((begin + start, begin + stop))
    return found, homeless
