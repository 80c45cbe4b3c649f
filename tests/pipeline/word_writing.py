"""Word 97-2003 files written for tests, byte by byte as [MS-DOC] and [MS-CFB] say, each with no more than it needs."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

_SECTOR = 512
_LAST, _NONE = 0xFFFFFFFE, 0xFFFFFFFF
_TEXT_AT = 1024  # in the stream; the header ends before it
# Changes to letters and paragraphs that tests use.
DELETED, BOLD, CAPITALS, HIDDEN, FONT, FONT_OF_MARKED, SYMBOL = 0x0800, 0x0835, 0x083B, 0x083C, 0x4A4F, 0x4A51, 0x6A09
CENTRED, IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW_END = 0x2461, 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
LEVEL, LIST, OUTLINE, ROW, HEADER, TABLE_LINES = 0x260A, 0x460B, 0x2640, 0xD608, 0x3404, 0xD605


def change(number: int, value: int = 1) -> bytes:
    """Return a change with an operand of one, two or four bytes, as its number says."""
    size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2}[number >> 13]
    return struct.pack("<H", number) + value.to_bytes(size, "little")


def row(*edges: int, flags: Sequence[int] = (), ruled: bool = True) -> bytes:
    """Return the changes of a mark that ends a row with cells between these edges."""
    count = len(edges) - 1
    flags = flags or [0] * count
    definition = bytes([count]) + struct.pack(f"<{count + 1}h", *edges)
    definition += b"".join(struct.pack("<H", flag) + bytes(18) for flag in flags)
    line = b"\x04\x01\x01\x00" if ruled else bytes(4)
    lines = struct.pack("<HB", TABLE_LINES, 24) + 6 * line
    ends = change(IN_TABLE) + change(ROW_END)
    return ends + struct.pack("<HH", ROW, len(definition) + 1) + definition + lines


@dataclass
class Part:
    """Text of one look."""

    text: str
    look: bytes = b""


@dataclass
class WordWriter:
    """Collects paragraphs and writes the file; `pieces` cuts the text, and True writes a piece with a byte a letter."""

    fonts: Sequence[str] = ("Times New Roman",)
    styles: Sequence[tuple[int, int, int, bytes, bytes]] = ()  # kind, base, number, of paragraphs, of letters
    lists: Sequence[Sequence[tuple[int, int, str]]] = ()  # definitions as levels: start, form, text
    one_byte: bool = False
    cut_every: int = 0  # letters in a piece; 0: one piece
    flags: int = 0
    magic: int = 0xA5EC
    _letters: list[tuple[str, bytes]] = field(default_factory=list)
    _marks: list[tuple[int, bytes]] = field(default_factory=list)  # cp after the mark, style and changes
    _lengths: dict[str, int] = field(default_factory=dict)
    _tables: dict[int, bytes] = field(default_factory=dict)
    _story: str = "body"

    def paragraph(
        self, *parts: Part | str, end: str = "\r", said: bytes = b"", style: int = 0, mark: bytes = b""
    ) -> None:
        """Add a paragraph; `said` are its changes, `mark` those of the sign that ends it."""
        for part in (*parts, Part(end, mark)):
            self._letters.append((part, b"") if isinstance(part, str) else (part.text, part.look))
        self._marks.append((self._length(), struct.pack("<H", style) + said))

    def cells(self, *texts: str, edges: Sequence[int] = (), flags: Sequence[int] = (), ruled: bool = True) -> None:
        """Add a row of a table with one paragraph in each cell."""
        for text in texts:
            self.paragraph(text, end="\x07", said=change(IN_TABLE))
        edges = edges or [2000 * place for place in range(len(texts) + 1)]
        self.paragraph(end="\x07", said=row(*edges, flags=flags, ruled=ruled))

    def notes(self, called_at: Sequence[int], texts: Sequence[str]) -> None:
        """Add the story of footnotes, after the body has been written."""
        self._begin("notes")
        starts = [0]
        for text in texts:
            self.paragraph("\x02 " + text)
            starts.append(self._length() - self._lengths["body"])
        self._tables[2] = struct.pack(f"<{len(called_at) + 1}i", *called_at, 10_000) + bytes(2 * len(called_at))
        self._tables[3] = struct.pack(f"<{len(starts) + 1}i", *starts, starts[-1] + 1)

    def boxes(self, anchored_at: Sequence[int], texts: Sequence[str]) -> None:
        """Add the story of text boxes; those beyond the anchors have none."""
        self._begin("boxes")
        before = sum(self._lengths.values())
        starts = [0]
        for text in texts:
            self.paragraph(text)
            starts.append(self._length() - before)
        names = range(1025, 1025 + len(texts))
        drawings = b"".join(struct.pack("<i22x", name) for name, _ in zip(names, anchored_at, strict=False))
        self._tables[40] = struct.pack(f"<{len(anchored_at) + 1}i", *anchored_at, 10_000) + drawings
        self._tables[56] = struct.pack(f"<{len(starts)}i", *starts)
        self._tables[56] += b"".join(struct.pack("<14xi4x", name) for name in names)

    def place(self, sign: str) -> int:
        """Return the cp of a sign in what has been written."""
        return "".join(text for text, _ in self._letters).index(sign)

    def save(self, path: Path) -> Path:
        """Write the file."""
        self._begin("")
        path.write_bytes(ole({"WordDocument": self._stream(), "1Table": self._table}))
        return path

    def _length(self) -> int:
        return sum(_units(text) for text, _ in self._letters)

    def _begin(self, story: str) -> None:
        self._lengths[self._story] = self._length() - sum(self._lengths.values())
        self._story = story

    def _stream(self) -> bytes:
        text = "".join(text for text, _ in self._letters)
        width = 1 if self.one_byte else 2
        letters = b"".join(bytes([ord(c)]) for c in text) if self.one_byte else text.encode("utf-16-le")
        body = bytearray(_padded(letters))
        looks = list(zip(accumulate((_units(t) for t, _ in self._letters), initial=0), self._letters, strict=False))
        characters = [(_TEXT_AT + start * width, look) for start, (_, look) in looks] + [(_TEXT_AT + len(letters), b"")]
        ends = [0, *(end for end, _ in self._marks)]
        paragraphs = [(_TEXT_AT + start * width, said) for start, (_, said) in zip(ends, self._marks, strict=False)]
        paragraphs.append((_TEXT_AT + len(letters), b""))
        self._tables |= {1: self._stylesheet(), 15: self._font_table(), 33: self._pieces(text, width)}
        for number, steps, write in ((12, characters, _character_page), (13, paragraphs, _paragraph_page)):
            pages = [steps[at : at + 9] for at in range(0, len(steps) - 1, 8)]
            first = (_TEXT_AT + len(body)) // _SECTOR
            body += b"".join(map(write, pages))
            places = [page[0][0] for page in pages] + [steps[-1][0]]
            self._tables[number] = struct.pack(f"<{2 * len(pages) + 1}I", *places, *range(first, first + len(pages)))
        if self.lists:
            self._tables |= {73: self._definitions(), 74: self._uses()}
        return self._header() + bytes(body)

    def _header(self) -> bytes:
        head = bytearray(_TEXT_AT)
        struct.pack_into("<HH", head, 0, self.magic, 0xC1)
        struct.pack_into("<H", head, 0x0A, 0x1200 | self.flags)
        lengths = [self._lengths.get(story, 0) for story in ("body", "notes")]
        struct.pack_into("<7i", head, 0x4C, *lengths, 0, 0, 0, 0, self._lengths.get("boxes", 0))
        struct.pack_into("<H", head, 0x98, 93)
        table = bytearray()
        for number, content in self._tables.items():
            # What the header counts of the definitions of lists leaves out their levels, as Word does.
            size = 2 + 28 * len(self.lists) if number == 73 else len(content)
            struct.pack_into("<II", head, 0x9A + 8 * number, len(table), size)
            table += content
        self._table = bytes(table)
        return bytes(head)

    def _pieces(self, text: str, width: int) -> bytes:
        length = _units(text)
        places = [*range(0, length, self.cut_every or length), length]
        offsets = [_TEXT_AT + place * width for place in places[:-1]]
        marked = [2 * offset | 0x4000_0000 if self.one_byte else offset for offset in offsets]
        table = struct.pack(f"<{len(places)}i", *places)
        table += b"".join(struct.pack("<HIH", 0, offset, 0) for offset in marked)
        return b"\x02" + struct.pack("<I", len(table)) + table

    def _font_table(self) -> bytes:
        entries = b""
        for name in self.fonts:
            entry = bytes(39) + name.encode("utf-16-le") + bytes(2)
            entries += bytes([len(entry)]) + entry
        return struct.pack("<HH", len(self.fonts), 0) + entries

    def _stylesheet(self) -> bytes:
        head = struct.pack("<HHHHHHHHH", len(self.styles) + 1, 10, 0, 0, 0, 0, 0, 0, 0)
        styles = [(1, 0xFFF, 0, b"", b""), *self.styles]
        written = b""
        for kind, base, number, paragraph, letters in styles:
            parts = [struct.pack("<H", 0) + paragraph, letters] if kind == 1 else [letters]
            entry = struct.pack("<HHHHH", number, base << 4 | kind, len(parts), 0, 0) + struct.pack("<H", 0) + bytes(2)
            for part in parts:
                entry += struct.pack("<H", len(part)) + part + bytes(len(part) % 2)
            written += struct.pack("<H", len(entry)) + entry
        return struct.pack("<H", len(head)) + head + written

    def _definitions(self) -> bytes:
        heads = b"".join(struct.pack("<i22xBx", 100 + n, int(len(ls) == 1)) for n, ls in enumerate(self.lists))
        levels = b""
        for definition in self.lists:
            for start, form, text in definition:
                written = text.encode("utf-16-le")
                levels += struct.pack("<iBB9xBiiBBBB", start, form, 0, 0, 0, 0, 0, 0, 0, 0)
                levels += struct.pack("<H", len(text)) + written
        return struct.pack("<H", len(self.lists)) + heads + levels

    def _uses(self) -> bytes:
        heads = b"".join(struct.pack("<i8xBxxx", 100 + n, 0) for n in range(len(self.lists)))
        return struct.pack("<I", len(self.lists)) + heads + bytes(4 * len(self.lists))


def ole(streams: dict[str, bytes]) -> bytes:
    """Return a file system with these streams; each is made so long that it gets sectors of its own."""
    contents = {name: _padded(content, 4096) for name, content in streams.items()}
    directory_sectors = 1 + len(contents) // 4
    # Sector 0 holds this table of which sector follows which; the directory comes next, then the streams.
    chains = [0xFFFFFFFD, *range(2, directory_sectors + 1), _LAST]
    entries = [_entry("Root Entry", 5, child=1, start=_LAST, size=0)]
    for place, (name, content) in enumerate(contents.items(), start=1):
        after = place + 1 if place < len(contents) else _NONE
        entries.append(_entry(name, 2, right=after, start=len(chains), size=len(content)))
        chains += [*range(len(chains) + 1, len(chains) + len(content) // _SECTOR), _LAST]
    assert len(chains) <= 128, "too large for one sector of this table"
    head = bytearray(_SECTOR)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 40, 0, 1, 1, 0, 4096, _LAST, 0, _LAST, 0)
    struct.pack_into("<109I", head, 76, 0, *[_NONE] * 108)
    table = struct.pack("<128I", *chains, *[_NONE] * (128 - len(chains)))
    directory = _padded(b"".join(entries), _SECTOR * directory_sectors)
    return bytes(head) + table + directory + b"".join(contents.values())


def _units(text: str) -> int:
    """Return how many positions the text takes; a letter beyond the first 65,536 takes two."""
    return len(text.encode("utf-16-le")) // 2


def _entry(name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + bytes(2)
    links = struct.pack("<HBBIII", len(written), kind, 1, _NONE, right, child)
    return written.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def _padded(content: bytes, least: int = 0) -> bytes:
    size = max(least, -(-len(content) // _SECTOR) * _SECTOR)
    return content.ljust(size, b"\0")


def _character_page(steps: Sequence[tuple[int, bytes]]) -> bytes:
    return _page(steps, 1, lambda said: bytes([len(said)]) + said)


def _paragraph_page(steps: Sequence[tuple[int, bytes]]) -> bytes:
    def written(said: bytes) -> bytes:
        said += bytes(len(said) % 2)
        return bytes([0, len(said) // 2]) + said

    return _page(steps, 13, written)


def _page(steps: Sequence[tuple[int, bytes]], entry: int, written: object) -> bytes:
    """Return a page of formatting: where each stretch begins, where its formatting lies in the page, and that."""
    assert callable(written)
    page = bytearray(_SECTOR)
    count = len(steps) - 1
    struct.pack_into(f"<{count + 1}I", page, 0, *(place for place, _ in steps))
    at = _SECTOR - 2
    for number, (_, said) in enumerate(steps[:-1]):
        if said:
            content = written(said)
            at -= len(content) + len(content) % 2
            page[at : at + len(content)] = content
            page[4 * (count + 1) + number * entry] = at // 2
    assert at >= 4 * (count + 1) + count * entry, "too much for one page"
    page[511] = count
    return bytes(page)
