"""Stage restore: text that lost its marks and letters → the text as it stood on paper, with a note of every guess.

Pages that could be read from their picture have been (pipeline/ocr); what is left garbled, or was typed without marks,
is restored as one document, because the same words come again on other pages.  Which parts need it and what they say
is decided in normalizers/diacritics; here lines, cells and boxes are kept as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalizers.diacritics import Restoration, Syllable
from normalizers.diacritics import restore as with_marks
from normalizers.letters import nfc
from normalizers.syllables import marked_share, words_of
from pipeline.records import Guess, Line, Page, Print, Recognised, Restored

MARKED = 0.15
"""Share of letters with marks. Clean text has 0.2 to 0.3, also where an engine with Vietnamese data read it, a garbled
layer 0.00 to 0.09, and text typed without marks none."""
BARE, BARE_LETTERS = 0.12, 40
"""Share of letters with marks below which a line may be garbled, and how many letters such lines must have on a page.
What is less is names, addresses, 'Lưu: VT', columns of codes."""
CELL_JOINT = " | "


def restore(recognised: Recognised) -> Restored:
    """Return the document with its garbled and unmarked parts restored; all else comes back as it was."""
    places = _Places()
    for page in recognised.pages:
        if _may_need_it(page):
            places.add(page)
    restoration = with_marks(places.text, alternatives=True) if places.text else Restoration("", "", (), ())
    pages = recognised.pages
    if restoration.syllables:
        put = _Putting(restoration, places)
        pages = tuple(replace(page, lines=tuple(put.line(page, at) for at in range(len(page.lines)))) for page in pages)
    return Restored(recognised.source, recognised.text_origin, pages, recognised.findings, restored=restoration.changed)


def _may_need_it(page: Page) -> bool:
    """Say whether any of a page may be garbled, by its marks alone: weighing every word takes many times as long.

    What an engine with Vietnamese data read is judged as a whole; it was mended where it was read (pipeline/ocr).
    Where a font or an encoding lost the letters ('gi?o d?c'), no engine misread them, and nothing tells what they were.
    """
    texts = [line.text for line in page.lines]
    if page.method.startswith("ocr:"):
        return marked_share("\n".join(texts)) < MARKED
    if page.text_state != "clean":
        return page.text_state == "garbled"
    words = (" ".join(words_of(text)) for text in texts if marked_share(text) < BARE)
    return sum(len(text) for text in words) >= BARE_LETTERS


class _Places:
    """The text of a document to restore, and where each line and cell begins in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._starts: dict[tuple[int, int], tuple[int, ...]] = {}

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, page: Page) -> None:
        """Add the lines of a page; a blank line parts what stands apart."""
        for number, line in enumerate(page.lines):
            self._append("\n\n" if line.gap_before else "\n")
            starts = []
            for index, cell in enumerate(_cells(line)):
                if index:
                    self._append(CELL_JOINT)
                starts.append(self._length)
                self._append(nfc(cell))
            self._starts[page.number, number] = tuple(starts)

    def starts(self, page: int, line: int) -> tuple[int, ...] | None:
        """Return where the cells of a line begin, or where the line does; None where it is not to be restored."""
        return self._starts.get((page, line))

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


def _cells(line: Line) -> tuple[str, ...]:
    return line.cells or (line.text,)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line or cell as restored; `ends`: behind which of its raw letters the text has grown by how much so far."""

    text: str
    guesses: tuple[Guess, ...]
    ends: tuple[tuple[int, int], ...]

    def moved(self, at: int) -> int:
        """Return where the raw letter `at` stands now; inside a syllable, about where."""
        grown = sum(growth for end, growth in self.ends if end <= at)
        return min(at + grown, len(self.text))


class _Putting:
    """Puts the restored text into the lines that the raw one was taken from."""

    def __init__(self, restoration: Restoration, places: _Places) -> None:
        self._syllables = restoration.syllables
        self._raw_starts = [syllable.raw_start for syllable in restoration.syllables]
        self._places = places

    def line(self, page: Page, number: int) -> Line:
        """Return a line of a page with what was restored in it."""
        line = page.lines[number]
        starts = self._places.starts(page.number, number)
        if starts is None:
            return line
        pieces = [self._piece(nfc(cell), start) for cell, start in zip(_cells(line), starts, strict=True)]
        if not any(piece.guesses for piece in pieces):
            return line
        text = CELL_JOINT.join(piece.text for piece in pieces)
        same = all(len(nfc(cell)) == len(cell) for cell in _cells(line))  # else nobody knows where a letter stood
        return replace(
            line,
            text=text,
            cells=tuple(piece.text for piece in pieces) if line.cells else (),
            stops=tuple((pieces[0].moved(at), x) for at, x in line.stops) if same and not line.cells else (),
            prints=tuple(map(_printed, line.prints, pieces)) if same else (),
            guesses=tuple(_in_row(pieces)),
        )

    def _piece(self, raw: str, start: int) -> _Piece:
        parts: list[str] = []
        guesses: list[Guess] = []
        ends: list[tuple[int, int]] = []
        copied = length = 0
        for syllable in self._within(start, start + len(raw)):
            begin, end = syllable.raw_start - start, syllable.raw_end - start
            parts += (raw[copied:begin], syllable.text)
            length += begin - copied
            if syllable.text:
                guesses.append(_guess(syllable, length))
            length += len(syllable.text)
            ends.append((end, len(syllable.text) - len(syllable.raw)))
            copied = end
        return _Piece("".join((*parts, raw[copied:])), tuple(guesses), tuple(ends))

    def _within(self, start: int, end: int) -> Iterator[Syllable]:
        """Return the syllables that lie wholly between two offsets of the raw text."""
        first, stop = bisect_left(self._raw_starts, start), bisect_left(self._raw_starts, end)
        return (syllable for syllable in self._syllables[first:stop] if syllable.raw_end <= end)


def _guess(syllable: Syllable, start: int) -> Guess:
    return Guess(start, start + len(syllable.text), syllable.raw, syllable.confidence, syllable.alternatives)


def _printed(prints: Sequence[Print], piece: _Piece) -> tuple[Print, ...]:
    return tuple(replace(printed, start=piece.moved(printed.start)) for printed in prints)


def _in_row(pieces: Sequence[_Piece]) -> Iterator[Guess]:
    """Yield what was restored in the cells, with its place in the text of the row."""
    begin = 0
    for piece in pieces:
        for guess in piece.guesses:
            yield replace(guess, start=begin + guess.start, end=begin + guess.end)
        begin += len(piece.text) + len(CELL_JOINT)
