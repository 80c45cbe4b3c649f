"""A Word 97-2003 file as its text and the formatting that lies on it, opened without trusting it.

A .doc is a small file system (OLE).  Its stream 'WordDocument' holds the letters in pieces, in any order and of one or
two bytes a letter, and pages of formatting; a table stream tells which piece comes when.  Positions in the text are
counted in units of UTF-16 ("cp"), those in the stream in bytes ("fc").  What the formatting means is in
doc_formats.py, what the text looks like in doc.py.  Structures have the names of [MS-DOC].
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import olefile

from pipeline.errors import DamagedFile, EncryptedFile, TooLarge
from pipeline.ingest.charset import as_windows_1252

FORMAT = "DOC"
# The longest plans have 2 million characters; a table of pieces may claim the same bytes again and again.
MAX_CHARACTERS = 20_000_000

_WORD_97 = 0xA5EC
_FIRST_VERSION = 0xC1  # nFib of Word 97; before it the same file holds other structures
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PARTS = 0x9A  # where the header lists the parts of the table stream, eight bytes each

# The parts of the table stream by their place in the header.
STYLES, NOTE_MARKS, NOTE_TEXTS, CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS = 1, 2, 3, 12, 13, 15
SECTIONS = 6
PIECES, ANCHORS, END_NOTE_MARKS, END_NOTE_TEXTS, BOX_TEXTS, LISTS, LIST_USES = 33, 40, 46, 47, 56, 73, 74


class BeforeWord97(Exception):
    """Word 6 and 95, whose files are built otherwise."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that lies in one place of the stream."""

    start: int  # cp
    end: int
    offset: int  # fc of its first letter
    width: int  # bytes a letter
    changes: bytes  # formatting of the whole piece, left over from a fast save

    def place(self, position: int) -> int:
        """Return the fc of the letter at cp `position`."""
        return self.offset + (position - self.start) * self.width


@dataclass(frozen=True, slots=True)
class Stories:
    """The parts of the text that are read, each as the cp where it begins and the one where it ends."""

    body: tuple[int, int]
    notes: tuple[int, int]
    end_notes: tuple[int, int]
    boxes: tuple[int, int]


class WordFile:
    """The text of the file in order, and the formatting of letters and paragraphs as Word wrote it ("grpprl")."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        streams = _streams(path, name)
        self._stream = streams.get("WordDocument", b"")
        flags = self._flags()
        self._table = streams.get("1Table" if flags & _SECOND_TABLE else "0Table", b"")
        self.data = streams.get("Data", b"")
        self._pieces = self._read_pieces()
        self._piece_starts = [piece.start for piece in self._pieces]
        self.text = "".join(map(self._letters, self._pieces))
        self._paragraphs = self._steps(PARAGRAPH_PAGES, _paragraph_formats)
        self._run_starts, self._runs = self._read_runs()

    def part(self, index: int, *, beyond: bool = False) -> bytes:
        """Return a part of the table stream, empty where there is none; `beyond`: and all that follows it."""
        offset, size = struct.unpack_from("<II", self._stream, _PARTS + index * 8)
        return self._table[offset : None if beyond and size else offset + size]

    def stories(self) -> Stories:
        """Return where body, footnotes, endnotes and text boxes stand; between them lie page headers and comments."""
        body, notes, headers, macros, comments, end_notes, boxes = struct.unpack_from("<7i", self._stream, 0x4C)
        after = body + notes + headers + macros + comments
        if min(body, notes, headers, macros, comments, end_notes, boxes) < 0 or body > len(self.text):
            raise DamagedFile(self.name, FORMAT, "the text is shorter than the header says")
        return Stories(
            body=(0, body),
            notes=(body, body + notes),
            end_notes=(after, after + end_notes),
            boxes=(after + end_notes, after + end_notes + boxes),
        )

    def runs(self, start: int, end: int) -> Iterator[tuple[str, bytes]]:
        """Yield the text between two cps in stretches of one formatting."""
        run = bisect_right(self._run_starts, start) - 1
        while start < end:
            run += 1
            following = min(end, self._run_starts[run]) if run < len(self._run_starts) else end
            yield self.text[start:following], self._runs[run - 1]
            start = following

    def paragraph(self, mark: int) -> tuple[int, bytes]:
        """Return the style and the formatting of the paragraph whose mark stands at cp `mark`."""
        piece = self._pieces[bisect_right(self._piece_starts, mark) - 1]
        starts, formats = self._paragraphs
        step = bisect_right(starts, piece.place(mark)) - 1
        said = formats[step] if step >= 0 else b""
        return int.from_bytes(said[:2], "little"), said[2:] + piece.changes

    def _flags(self) -> int:
        if len(self._stream) < _PARTS + (LIST_USES + 1) * 8:
            raise DamagedFile(self.name, FORMAT, "the header is cut off")
        magic, version = struct.unpack_from("<HH", self._stream)
        flags = int.from_bytes(self._stream[0x0A:0x0C], "little")
        if magic != _WORD_97 or version < _FIRST_VERSION:
            raise BeforeWord97
        if flags & _ENCRYPTED:
            raise EncryptedFile(self.name, FORMAT)
        return flags

    def _read_pieces(self) -> list[Piece]:
        table = self.part(PIECES)
        changes: list[bytes] = []
        at = 0
        while table[at : at + 1] == b"\x01":  # formatting that pieces name by its number
            size = int.from_bytes(table[at + 1 : at + 3], "little")
            changes.append(table[at + 3 : at + 3 + size])
            at += 3 + size
        positions, entries = plc(table[at + 5 :], 8)
        pieces: list[Piece] = []
        for start, end, entry in zip(positions, positions[1:], entries, strict=False):
            _, place, modifier = struct.unpack("<HIH", entry)
            place, width = (place >> 1 & 0x1FFF_FFFF, 1) if place & 0x4000_0000 else (place & 0x3FFF_FFFF, 2)
            if end > MAX_CHARACTERS:
                raise TooLarge(self.name, f"{end} > {MAX_CHARACTERS} characters")
            if end < start or place + (end - start) * width > len(self._stream):
                raise DamagedFile(self.name, FORMAT, "a piece of the text lies outside the file")
            number = modifier >> 1
            named = changes[number] if modifier & 1 and number < len(changes) else b""
            pieces.append(Piece(start, end, place, width, named))
        if not pieces or pieces[0].start != 0:
            raise DamagedFile(self.name, FORMAT, "the table of its pieces is broken")
        return pieces

    def _letters(self, piece: Piece) -> str:
        count = piece.end - piece.start
        raw = self._stream[piece.offset : piece.offset + count * piece.width]
        if piece.width == 1:
            return as_windows_1252(raw)
        text = raw.decode("utf-16-le", "surrogatepass")
        # Letters beyond the first 65,536 ('𝑥') count twice: both halves stay, so that all positions hold.
        return text if len(text) == count else "".join(map(chr, struct.unpack(f"<{count}H", raw)))

    def _read_runs(self) -> tuple[list[int], list[bytes]]:
        """Return where each stretch of one formatting begins (cp), and that formatting."""
        starts, formats = self._steps(CHARACTER_PAGES, _character_formats)
        run_starts: list[int] = []
        runs: list[bytes] = []
        for piece in self._pieces:
            step = bisect_right(starts, piece.offset) - 1
            position = piece.start
            while position < piece.end:
                run_starts.append(position)
                runs.append((formats[step] if step >= 0 else b"") + piece.changes)
                step += 1
                following = starts[step] - piece.offset if step < len(starts) else MAX_CHARACTERS * 2
                # The half letter of a damaged file belongs to the stretch before it.
                position = max(position + 1, piece.start + -(-following // piece.width))
        return run_starts, runs

    def _steps(self, index: int, formats_of: Callable[[bytes], Iterator[bytes]]) -> tuple[list[int], list[bytes]]:
        """Return where formatting changes (fc) and what holds from there, from the pages of 512 bytes that say so."""
        _, numbers = plc(self.part(index), 4)
        found: list[tuple[int, int, bytes]] = []
        for number in dict.fromkeys(int.from_bytes(number, "little") & 0x3F_FFFF for number in numbers):
            page = self._stream[number * 512 : (number + 1) * 512]
            if len(page) == 512 and page[511] * 5 < 511:
                places = struct.unpack_from(f"<{page[511] + 1}I", page)
                found += zip(places, places[1:], formats_of(page), strict=False)
        starts: list[int] = []
        formats: list[bytes] = []
        reached = 0
        for start, end, said in sorted(found, key=lambda stretch: stretch[0]):
            if start > reached:
                starts.append(reached)
                formats.append(b"")
            starts.append(start)
            formats.append(said)
            reached = end
        return [*starts, reached], [*formats, b""]


def plc(data: bytes, size: int) -> tuple[Sequence[int], list[bytes]]:
    """Return a table's positions and what it holds for the stretch after each but the last, `size` bytes each."""
    count = (len(data) - 4) // (4 + size)
    if count <= 0:
        return (), []
    first = 4 * (count + 1)
    entries = [data[first + place * size : first + (place + 1) * size] for place in range(count)]
    return struct.unpack_from(f"<{count + 1}i", data), entries


def _streams(path: Path, name: str) -> dict[str, bytes]:
    try:
        with olefile.OleFileIO(path) as file:
            wanted = [entry[0] for entry in file.listdir() if len(entry) == 1]
            found = {entry: file.openstream(entry).read() for entry in wanted if entry in _STREAMS}
    except (OSError, ValueError, IndexError, struct.error, RecursionError) as error:
        raise DamagedFile(name, FORMAT, str(error)) from error
    return found


_STREAMS = {"WordDocument", "0Table", "1Table", "Data"}


def _character_formats(page: bytes) -> Iterator[bytes]:
    count = page[511]
    for place in page[4 * (count + 1) :][:count]:
        yield page[2 * place + 1 : 2 * place + 1 + page[2 * place]] if place else b""


def _paragraph_formats(page: bytes) -> Iterator[bytes]:
    """Yield for each paragraph the number of its style, in two bytes, and its formatting."""
    count = page[511]
    for place in page[4 * (count + 1) :: 13][:count]:
        at = 2 * place
        size = 2 * page[at] - 1
        if size < 0:
            at += 1
            size = 2 * page[at]
        yield page[at + 1 : at + 1 + size] if place else b""
