"""A corpus: text in NFC, a sentence a line, packed with Zstandard or plain; and which lines are kept for measuring.

What is learnt is measured on the lines that are held out, so no script learns from them or prints them for learning.
The program `zstd` unpacks a corpus.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

HELD_OUT = 500, 7
"""Lines whose number, counted from 0, divided by the first leaves the second are held out."""

_CHUNK = 1 << 24  # bytes


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a corpus, without their ends."""
    for chunk in read_chunks(path):
        yield from chunk.removesuffix("\n").split("\n") if chunk else ()


def read_chunks(path: Path) -> Iterator[str]:
    """Yield a corpus in pieces of whole lines."""
    if path.suffix != ".zst":
        yield path.read_text(encoding="utf-8")
        return
    with subprocess.Popen(["zstd", "-dc", "--long=27", str(path)], stdout=subprocess.PIPE) as unpacked:
        assert unpacked.stdout is not None
        rest = b""
        while chunk := unpacked.stdout.read(_CHUNK):
            whole, end, rest = (rest + chunk).rpartition(b"\n")
            yield (whole + end).decode()
        yield rest.decode()
    if unpacked.returncode:
        raise SystemExit(f"{path} could not be unpacked: zstd ended with {unpacked.returncode}")


def is_held_out(number: int) -> bool:
    """Tell whether a line, by its number from 0, is kept for measuring."""
    every, which = HELD_OUT
    return number % every == which
