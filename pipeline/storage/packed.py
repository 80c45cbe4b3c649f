"""Bytes packed so that damage shows: a zstd frame with a checksum behind it, in a frame that zstd's programs skip."""

from __future__ import annotations

import struct
from zlib import crc32

import pyarrow as pa

_TRAILER = struct.Struct("<IIQI")  # the sign of a frame to skip, the bytes in it: size when unpacked, checksum of all
_SKIPPED = 0x184D2A5E
_INSIDE = 12  # bytes in that frame


def pack(data: bytes) -> bytes:
    """Return the bytes packed.

    >>> unpack(pack(b"x" * 1000)) == b"x" * 1000, unpack(pack(b"x")[:-1]), unpack(b"")
    (True, None, None)
    """
    frame: bytes = pa.compress(data, "zstd", asbytes=True)
    whole = frame + _TRAILER.pack(_SKIPPED, _INSIDE, len(data), 0)[:-4]
    return whole + struct.pack("<I", crc32(whole))


def unpack(packed: bytes) -> bytes | None:
    """Return the bytes that were packed, or None where anything of them has been cut or changed since."""
    if len(packed) < _TRAILER.size:
        return None
    whole, frame = memoryview(packed)[:-4], memoryview(packed)[: -_TRAILER.size]
    sign, _, size, checksum = _TRAILER.unpack_from(packed, len(frame))
    if sign != _SKIPPED or crc32(whole) != checksum:
        return None
    data: bytes = pa.decompress(frame, size, "zstd", asbytes=True)
    return data
