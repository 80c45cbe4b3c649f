"""Readers for tests of the workers: the name of the file, or of its folder, says how they behave."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from pipeline.records import Unread, Wanting
from pipeline.settings import MIB


def read(path: Path, name: str) -> bytes:
    """Return the name, unless it begins with a way to fail."""
    if name.startswith("segfault"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if name.startswith("exit"):
        os._exit(7)
    if name.startswith("hang"):
        time.sleep(3600)
    if name.startswith("hog"):
        return bytes(4096 * MIB)
    if name.startswith("fault"):
        raise IndexError("list index out of range")
    return name.encode()


def read_document(path: Path, name: str, kept: Path, failed: Mapping[int, Unread]) -> bytes | Wanting:
    """Return the pages that were kept and those that failed; before, want as many as the name says: '3.pdf'."""
    pages = range(1, int(path.stem) + 1)
    missing = tuple(page for page in pages if page not in failed and not (kept / f"{name}-{page}").exists())
    if missing:
        return Wanting("application/pdf", missing)
    done = [page for page in pages if (kept / f"{name}-{page}").exists()]
    return f"{name}: {done} {[(page, why.reason) for page, why in sorted(failed.items())]}".encode()


def read_page(path: Path, sha256: str, media_type: str, page: int, kept: Path, seconds: float) -> None:
    """Read a page; the second page of a document behaves as its name says."""
    if page == 2:
        read(path, path.parent.name)
    if path.parent.name != "vanishing":
        (kept / f"{path.parent.name}/{path.name}-{page}").touch()
