"""What no real plan comes near, refused before a library spends memory on it.

These checks are cheap and can be got round; the limits of memory and time that cannot be are set around the process.
"""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from pipeline.errors import EmptyFile, TooLarge

MIB = 1024 * 1024

MAX_PAGES = 3_000
"""Pages. A plan has up to 60, a bound volume of a province's plans some hundreds."""

MAX_PAGE_SIDE = 5_000.0
"""Points. A0, on which maps are annexed, is 3,370 long; a picture of 14,400 points would need gigabytes."""

MAX_PAGE_OBJECTS = 100_000
"""Drawn things on one page. The fullest real page seen has 1,400; detailed maps have some ten thousand."""

MAX_RULED_OBJECTS = 20_000
"""Drawn things on a page that is given to pdfplumber; it takes a second for so many."""

MAX_UNPACKED = 128 * MIB
"""Bytes of one unpacked stream of page content. Real ones stay below 5 MiB; pdfium takes twice as much memory."""

# Deflate packs a thousand to one at best: streams below this cannot unpack to more than the limit.
_SUSPECT = MAX_UNPACKED // 1032
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# Pictures and fonts are not unpacked for reading text.
_NOT_CONTENT = re.compile(rb"/Subtype\s*/Image|/Length1\b|/FontFile|/DCTDecode|/JPXDecode|/CCITTFaxDecode|/JBIG2Decode")
_DICTIONARY = 1_000  # bytes before a stream in which its dictionary stands
_CHUNK = 4 * MIB


def refuse_bombs(path: Path, name: str) -> None:
    """Raise TooLarge where a stream unpacks beyond MAX_UNPACKED, EmptyFile where there are no bytes."""
    if path.stat().st_size == 0:
        raise EmptyFile(name)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if len(data) < _SUSPECT:
            return
        for start in _STREAM.finditer(data):
            end = data.find(b"endstream", start.end())
            end = len(data) if end < 0 else end
            if end - start.end() < _SUSPECT:
                continue
            dictionary = data[max(0, start.start() - _DICTIONARY) : start.start()].rpartition(b"obj")[2]
            if b"/FlateDecode" not in dictionary or _NOT_CONTENT.search(dictionary):
                continue
            if _unpacks_beyond(data[start.end() : end], MAX_UNPACKED):
                raise TooLarge(name, f"a stream unpacks to more than {MAX_UNPACKED // MIB} MiB")


def _unpacks_beyond(packed: bytes, limit: int) -> bool:
    unpacker = zlib.decompressobj()
    size = 0
    rest = packed
    try:
        while rest and not unpacker.eof:
            size += len(unpacker.decompress(rest, _CHUNK))
            if size > limit:
                return True
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return False  # packed twice, or damaged: the PDF library decides
    return False
