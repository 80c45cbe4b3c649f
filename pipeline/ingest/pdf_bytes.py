"""A PDF file as its bytes show it, whatever its index says: where its objects lie, and what its streams unpack to.

pdfium reads the pages; this is for what it does not tell: how much a stream swells (pdf_limits.py), and that one is
damaged, of which pdfium gives what it can get and is silent about the rest (pdf_damage.py).
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pipeline.errors import EmptyFile

_NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s*$")
_DICTIONARY = 4_000  # bytes before a stream in which its dictionary stands
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\s+\d+\s+R|\d)")
_FILTER = re.compile(rb"/(?:Filter|F)\s*(?:\[([^\]]*)\]|(/[^\s/<>\[\]()]+)|(\d+)\s+\d+\s+R)")
_NAME = re.compile(rb"/([^\s/<>\[\]()]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SHORT = {b"Fl": b"FlateDecode", b"A85": b"ASCII85Decode", b"AHx": b"ASCIIHexDecode", b"RL": b"RunLengthDecode"}
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
# What pictures are packed with, and LZW: not unpacked here.
_OPAQUE = {b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode", b"LZWDecode", b"LZW"}
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_FONT = re.compile(rb"/Length[123]\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)")
_DEFLATED_HEAD = 2
_CHECKSUM = 4


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of unpacking: at most so many bytes as were asked for, and whether that was all without a fault."""

    data: bytes
    sound: bool
    more: bool = False  # there is more than was asked for


@dataclass(slots=True)
class Stream:
    """A stream: the number of its object, its dictionary, and where its packed bytes lie."""

    number: int
    head: bytes
    start: int
    end: int
    filters: tuple[bytes, ...] = ()
    closed: bool = True  # its end is marked

    @property
    def is_picture(self) -> bool:
        return _PICTURE.search(self.head) is not None

    @property
    def is_font(self) -> bool:
        return _FONT.search(self.head) is not None


@dataclass(slots=True)
class PdfBytes:
    """The bytes of a file; of objects with one number the last holds, as in files that were changed and saved."""

    data: mmap
    objects: dict[int, int] = field(default_factory=dict)  # where the content of each begins
    streams: dict[int, Stream] = field(default_factory=dict)
    _measured: dict[int, tuple[int, bool]] = field(default_factory=dict)

    @property
    def encrypted(self) -> bool:
        return self.data.find(b"/Encrypt") >= 0

    def definition(self, number: int) -> bytes:
        """Return what an object says, up to its stream; empty where it is not there."""
        start = self.objects.get(number)
        if start is None:
            return b""
        end = self.data.find(b"endobj", start)
        end = len(self.data) if end < 0 else end
        stream = self.data.find(b"stream", start, end)
        return self.data[start : end if stream < 0 else stream]

    def measured(self, stream: Stream, most: int) -> tuple[int, bool]:
        """Return how many bytes a stream holds, `most` + 1 where it is more, and whether it is sound that far."""
        known = self._measured.get(stream.number)
        if known is None:
            found = self.unpacked(stream, most)
            known = self._measured[stream.number] = len(found.data) + found.more, found.sound
        return known

    def unpacked(self, stream: Stream, most: int) -> Unpacked:
        """Return at most `most` bytes of what a stream holds, without unpacking more."""
        found = Unpacked(self.data[stream.start : stream.end], stream.closed)
        for name in stream.filters:
            found = _unpacked(found, name, most)
            if found.more or name in _OPAQUE:
                return found
        return found


@contextmanager
def looked_at(path: Path, name: str) -> Iterator[PdfBytes]:
    """Give the file at `path`, called `name` in messages, during the block; it is mapped, not held."""
    if path.stat().st_size == 0:
        raise EmptyFile(name)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        yield _look(data)


def _look(data: mmap) -> PdfBytes:
    """Return where the objects and streams of a file lie."""
    found = PdfBytes(data)
    at = data.find(b"obj")
    while at >= 0:
        number = _NUMBER.search(data[max(0, at - 20) : at])
        if number is None:  # 'endobj', or a word in a stream
            at = data.find(b"obj", at + 3)
            continue
        found.objects[int(number[1])] = at + 3
        stream = _stream(data, int(number[1]), at + 3)
        if stream is not None:
            found.streams[stream.number] = stream
        at = data.find(b"obj", stream.end if stream else at + 3)
    for stream in found.streams.values():
        stream.filters = _filters(stream.head, found)
    return found


def references(text: bytes) -> list[int]:
    """Return the numbers of the objects that are named.

    >>> references(b"[3 0 R 12 0 R]")
    [3, 12]
    """
    return [int(number) for number in _REFERENCE.findall(text)]


def _stream(data: mmap, number: int, start: int) -> Stream | None:
    at = data.find(b"stream", start, start + _DICTIONARY)
    if at < 0 or data.find(b"endobj", start, at) >= 0:
        return None
    begin = at + len(b"stream")
    begin += 2 if data[begin : begin + 2] == b"\r\n" else data[begin : begin + 1] in (b"\r", b"\n")
    head = data[start:at]
    said = _LENGTH.search(head)
    if said:
        end = begin + int(said[1])
        if data[end : end + 12].lstrip().startswith(b"endstream"):
            return Stream(number, head, begin, end)
    end = data.find(b"endstream", begin)
    return Stream(number, head, begin, end if end >= 0 else len(data), closed=end >= 0)


def _filters(head: bytes, file: PdfBytes) -> tuple[bytes, ...]:
    said = _FILTER.search(head)
    if said is None:
        return ()
    names = said[1] if said[1] is not None else said[2] or file.definition(int(said[3]))
    plain = (_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), name) for name in _NAME.findall(names))
    return tuple(_SHORT.get(name, name) for name in plain)


def _unpacked(packed: Unpacked, name: bytes, most: int) -> Unpacked:
    data = packed.data
    try:
        match name:
            case b"FlateDecode":
                return _inflated(data, packed.sound, most)
            case b"ASCII85Decode":
                return Unpacked(a85decode(data.strip().removeprefix(b"<~").partition(b"~")[0]), packed.sound)
            case b"ASCIIHexDecode":
                digits = b"".join(data.partition(b">")[0].split())
                return Unpacked(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), packed.sound)
            case b"RunLengthDecode":
                return _run_lengths(data, packed.sound, most)
            case _:
                return Unpacked(data, packed.sound and name in _OPAQUE)
    except ValueError:
        return Unpacked(b"", False)


def _inflated(data: bytes, sound: bool, most: int) -> Unpacked:
    """Undo deflate; a missing checksum is forgiven, since some programs write none, a wrong one is not."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    parts: list[bytes] = []
    size = 0
    rest = data[_DEFLATED_HEAD:]
    try:
        while rest and not unpacker.eof and size <= most:
            parts.append(unpacker.decompress(rest, most + 1 - size))
            size += len(parts[-1])
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return Unpacked(b"".join(parts), False)
    made = b"".join(parts)
    if size > most:
        return Unpacked(made[:most], sound, more=True)
    told = unpacker.unused_data[:_CHECKSUM]
    right = len(told) < _CHECKSUM or int.from_bytes(told, "big") == zlib.adler32(made)
    return Unpacked(made, sound and unpacker.eof and right)


def _run_lengths(data: bytes, sound: bool, most: int) -> Unpacked:
    made = bytearray()
    at = 0
    while at < len(data) and data[at] != 128 and len(made) <= most:
        if data[at] < 128:
            made += data[at + 1 : at + 2 + data[at]]
            at += 2 + data[at]
        else:
            made += data[at + 1 : at + 2] * (257 - data[at])
            at += 2
    return Unpacked(bytes(made[:most]), sound and at < len(data), more=len(made) > most)


def in_order(numbers: Sequence[int]) -> list[int]:
    """Return numbers once each, in the order in which they come first."""
    return list(dict.fromkeys(numbers))
