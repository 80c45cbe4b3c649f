"""Rich text (RTF): paragraphs, tables, notes and text boxes in reading order, as printed after all changes.

Word, WordPad and LibreOffice write it, and offices kept it until about 2005.  The numbers of lists stand in it as text.
Page headers and footers, pictures and all that is for programs are left out.  The file is cut into its parts in
rtf_tokens.py; lines are made of its paragraphs in word_blocks.py.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from normalizers.legacy import encoding_of_font
from pipeline.errors import DamagedFile, EmptyFile, OnlyPictures, TooLarge
from pipeline.ingest.legacy import with_origin
from pipeline.ingest.list_counts import bullet
from pipeline.ingest.losses import MAX_LINES, counted, cut_off
from pipeline.ingest.row_shapes import RowShape
from pipeline.ingest.rtf_fonts import FontTable
from pipeline.ingest.rtf_rows import RowDefinition
from pipeline.ingest.rtf_state import DESTINATIONS, STORIES, Reading, State
from pipeline.ingest.rtf_tokens import Token, tokens
from pipeline.ingest.runs import Run
from pipeline.ingest.word_blocks import Blocks, Paragraph, ParagraphEnd
from pipeline.records import Ingested, RawPage, Source

FORMAT = "RTF"
# Real files nest groups some thirty deep, and notes and text boxes in one another twice.
_DEEPEST_GROUP = 10_000
_DEEPEST_STORY = 8
_MOST_PARAGRAPHS = 2 * MAX_LINES  # blank ones among them

_SIGNS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def read_rtf(path: Path, source: Source) -> Ingested:
    """Return the document as one page; RTF knows its pages only when it is printed."""
    reader = _Reader()
    data = path.read_bytes()
    for token in tokens(data[max(0, data.find(b"{\\rtf")) :]):  # a byte-order mark may stand before it
        reader.take(token)
        if reader.depth > _DEEPEST_GROUP:
            raise DamagedFile(source.path, FORMAT, f"more than {_DEEPEST_GROUP} groups in one another")
        if reader.ended > _MOST_PARAGRAPHS:
            raise TooLarge(source.path, f"> {_MOST_PARAGRAPHS} paragraphs")
    unclosed = reader.depth > 1
    blocks = Blocks(reader.paragraphs())
    lines = tuple(counted(blocks.lines(), source.path))
    if not lines:
        raise OnlyPictures(source.path, FORMAT) if reader.has_pictures else EmptyFile(source.path)
    page = with_origin(RawPage(1, lines, "embedded:rtf"), blocks.decoded_from)
    lost = (cut_off("nhóm chưa đóng", "groups are left open"),) if unclosed else ()
    return Ingested(source, "embedded", (page,), lost)


@dataclass(slots=True)
class _Story:
    """The body, a note or a text box, as far as it has been read."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    current: Paragraph = field(default_factory=Paragraph)
    row: RowDefinition = field(default_factory=RowDefinition)
    inner_row: RowDefinition = field(default_factory=RowDefinition)


class _Reader:
    """Takes the parts of a file one after another."""

    def __init__(self) -> None:
        self._fonts = FontTable()
        self._states = [State()]
        self._stories = [_Story()]
        self._look = State()  # of the text that waits to become a run
        self._bytes = bytearray()
        self._text: list[str] = []
        self._marker = ""
        self._to_skip = 0  # characters that stand for a \u before them
        self.has_pictures = False
        self.ended = 0  # paragraphs, cells and rows

    @property
    def depth(self) -> int:
        """How deep in groups the reader is."""
        return len(self._states)

    def paragraphs(self) -> list[Paragraph]:
        """Return all that was read."""
        while len(self._stories) > 1:  # a file that was cut off
            self._end_story("shptxt")
        self._end("paragraph", 0)
        return self._stories[0].paragraphs

    def take(self, token: Token) -> None:
        """Read one part."""
        state = self._states[-1]
        if token.kind == "text":
            skipped = min(self._to_skip, len(token.text))
            self._to_skip -= skipped
            self._take_text(token.text[skipped:], state)
            return
        self._to_skip = 0
        if token.kind == "word":
            self._take_word(token.value, token.number, state)
        elif token.kind == "sign":
            self._take_sign(token.value, state)
        elif token.value == "{":
            self._states.append(copy(state))
            self._states[-1].story = ""
        elif len(self._states) > 1:
            self._states.pop()
            if state.story:
                self._end_story(state.story)

    def _take_text(self, data: bytes, state: State) -> None:
        if state.reading is Reading.FONTS:
            self._fonts.text(data)
        elif state.reading is Reading.MARKER:
            self._marker += self._fonts.decode(data, state.font)
        elif state.reading is Reading.TEXT and not state.gone and data:
            self._wait(state)
            self._bytes += data

    def _take_sign(self, sign: str, state: State) -> None:
        if sign == "*":
            state.starred = True
        elif sign == "~":
            self._add("\N{NO-BREAK SPACE}", state)
        elif sign == "_":
            self._add("-", state)
        elif sign == "-" and encoding_of_font(self._fonts.name(state.font)) is not None:
            self._add(_SOFT_HYPHEN, state)  # some programs write so what is 'ư' in TCVN3
        elif sign in "{}\\":
            self._take_text(sign.encode("ascii"), state)
        elif sign in "\r\n":
            self._take_word("par", None, state)

    def _take_word(self, word: str, number: int | None, state: State) -> None:
        if state.starred or word in DESTINATIONS:
            self._open(word, state)
        elif state.reading is Reading.FONTS:
            self._fonts.word(word, number)
        elif state.reading is Reading.INNER_ROW and word != "nestrow":
            story = self._stories[-1]
            story.inner_row = RowDefinition() if word == "trowd" else story.inner_row
            story.inner_row.word(word, number)
        elif state.reading in {Reading.NOTHING, Reading.NEVER} or state.word(word, number):
            return
        elif word == "u":
            self._add(chr((number or 0) % 0x10000), state)
            self._to_skip = state.replaced
        elif word in _SIGNS:
            self._add(_SIGNS[word], state)
        elif word in {"ansicpg", "mac", "pc", "pca"}:
            self._fonts.choose_code_page(word, number)
        else:
            self._take_structure(word, number, state)

    def _take_structure(self, word: str, number: int | None, state: State) -> None:
        story = self._stories[-1]
        match word:
            case "par" | "sect":
                if not state.gone:  # a paragraph whose end was deleted goes on in the next
                    self._end("paragraph", state.depth)
            case "cell":
                self._end("cell", 1)
            case "nestcell":
                self._end("cell", max(state.depth, 2))
            case "row":
                self._end("row", 1, story.row.shape())
            case "nestrow":
                self._end("row", max(state.depth, 2), story.inner_row.shape())
            case "trowd":
                story.row = RowDefinition()
            case _:
                story.row.word(word, number)

    def _open(self, word: str, state: State) -> None:
        """Begin a group that the word gives a meaning."""
        found = DESTINATIONS.get(word, Reading.NOTHING)
        self.has_pictures = self.has_pictures or word == "pict"
        state.starred = False
        too_deep = word in STORIES and len(self._stories) >= _DEEPEST_STORY
        state.reading = Reading.NEVER if state.reading is Reading.NEVER or too_deep else found
        if word in STORIES and state.reading is Reading.TEXT and not state.story:
            self._flush()
            self._stories.append(_Story())
            self._states[-1] = State(story=word, default_font=state.default_font, replaced=state.replaced)

    def _end_story(self, kind: str) -> None:
        self._end("paragraph", 0)
        story = self._stories.pop()
        calling = self._stories[-1].current
        (calling.notes if kind == "footnote" else calling.boxes).append(story.paragraphs)

    def _end(self, kind: ParagraphEnd, depth: int, shape: RowShape | None = None) -> None:
        """End the paragraph that is being read; what it looks like, the state tells in which it ends."""
        self._flush()
        self.ended += 1
        state, story = self._states[-1], self._stories[-1]
        paragraph, story.current = story.current, Paragraph()
        paragraph.end, paragraph.depth, paragraph.shape = kind, depth, shape or paragraph.shape
        paragraph.centred, paragraph.heading = state.centred, state.heading
        if self._marker and kind != "row":
            paragraph.marker = _marker(self._marker, state.list_level)
            self._marker = ""
        story.paragraphs.append(paragraph)

    def _add(self, text: str, state: State) -> None:
        if state.reading is Reading.MARKER:
            self._marker += text
        elif state.reading is Reading.TEXT and not state.gone:
            self._wait(state)
            self._flush_bytes()
            self._text.append(text)

    def _wait(self, state: State) -> None:
        """Prepare for text that looks as `state` says; text of another look before it becomes a run."""
        look = self._look
        if (look.font, look.bold, look.capitals) != (state.font, state.bold, state.capitals):
            self._flush()
            self._look = copy(state)

    def _flush_bytes(self) -> None:
        if self._bytes:
            self._text.append(self._fonts.decode(bytes(self._bytes), self._look.font))
            self._bytes.clear()

    def _flush(self) -> None:
        self._flush_bytes()
        if self._text:
            look = self._look
            # A true one beside an 'ư' makes two of them; 'ưư' is in no word.
            text = "".join(self._text).replace(2 * _SOFT_HYPHEN, _SOFT_HYPHEN)
            run = Run(text, self._fonts.name(look.font), look.bold, look.capitals)
            self._stories[-1].current.runs.append(run)
            self._text.clear()


def _marker(text: str, level: int) -> str:
    """Return what is printed before a list item, its blank included; for a sign of a symbol font a dash."""
    text = text.strip()
    if not text:
        return ""
    return (text if any(map(str.isalnum, text)) else bullet(text, level)) + " "
