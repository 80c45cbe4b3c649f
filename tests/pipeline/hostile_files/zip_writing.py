"""ZIP files written member by member, so that sizes, names and places can lie."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

import docx

from hostile_files.cases import PLAN

MIB = 1 << 20


def archive(members: Mapping[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a sound ZIP file with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as zipped:
        for name, data in members.items():
            zipped.writestr(zipfile.ZipInfo(name), data, packing)
    return made.getvalue()


def members_of(data: bytes) -> dict[str, bytes]:
    """Return the members of a sound ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def word(text: str = PLAN) -> bytes:
    """Return a Word file with these lines, the same bytes every time."""
    made, document = io.BytesIO(), docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(made)
    return archive(members_of(made.getvalue()))


def with_part(part: str, data: bytes, base: bytes | None = None) -> bytes:
    """Return a Word file with one part replaced, or added."""
    return archive({**members_of(base or word()), part: data})


@cache
def packed_blanks(size: int, head: bytes = b"", tail: bytes = b"") -> tuple[bytes, int, int]:
    """Return blanks packed without a wrapper, with their checksum and size, without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * MIB
    made, crc = [packer.compress(head)], zlib.crc32(head)
    for _ in range(size // MIB):
        made.append(packer.compress(block))
        crc = zlib.crc32(block, crc)
    made += [packer.compress(tail), packer.flush()]
    return b"".join(made), zlib.crc32(tail, crc), size // MIB * MIB + len(head) + len(tail)


def raw_member(
    name: bytes, packed: bytes, crc: int, size: int, *, method: int = 8, flags: int = 0x800
) -> tuple[bytes, bytes]:
    """Return a member as it lies in the file, and its entry in the list at the end, without the place."""
    head = (20).to_bytes(2, "little") + flags.to_bytes(2, "little") + method.to_bytes(2, "little") + bytes(4)
    sizes = crc.to_bytes(4, "little") + len(packed).to_bytes(4, "little") + size.to_bytes(4, "little")
    local = b"PK\x03\x04" + head + sizes + len(name).to_bytes(2, "little") + bytes(2) + name + packed
    entry = b"PK\x01\x02" + (0x0314).to_bytes(2, "little") + head + sizes + len(name).to_bytes(2, "little") + bytes(12)
    return local, entry


def raw_archive(members: list[tuple[bytes, bytes, bytes]], *, same_place: bool = False) -> bytes:
    """Return a ZIP file of (name, member, entry); with `same_place` all entries name the first member's data."""
    made, directory = bytearray(), bytearray()
    for number, (name, local, entry) in enumerate(members):
        place = 0 if same_place else len(made)
        if not (same_place and number):
            made += local
        directory += entry + place.to_bytes(4, "little") + name
    count = min(len(members), 0xFFFF).to_bytes(2, "little")
    end = b"PK\x05\x06" + bytes(4) + count + count
    return (
        bytes(made + directory)
        + end
        + len(directory).to_bytes(4, "little")
        + len(made).to_bytes(4, "little")
        + bytes(2)
    )
