"""Readers for tests of the workers: the name of the file, or of its folder, says how they behave."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from pipeline.job import Job
from pipeline.records import Source, Unread, Wanting
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


def read_document(
    path: Path, source: Source, job: Job, failed: Mapping[int, Unread], ocr_seconds: float
) -> bytes | Wanting:
    """Return the pages that were kept and those that failed; before, want as many as the name says: '3.pdf'."""
    name, kept = source.path, Path(job.out.where)
    pages = range(1, int(path.stem) + 1)
    missing = tuple(page for page in pages if page not in failed and not (kept / f"{name}-{page}").exists())
    if missing:
        return Wanting("application/pdf", missing)
    done = [page for page in pages if (kept / f"{name}-{page}").exists()]
    assert ocr_seconds == len(done) or "vanishing" in name
    return f"{name}: {done} {[(page, why.reason) for page, why in sorted(failed.items())]}".encode()


def read_page(path: Path, source: Source, media_type: str, page: int, job: Job, seconds: float) -> float:
    """Read a page in one second by its own account; the second page of a document behaves as its name says."""
    if page == 2:
        read(path, path.parent.name)
    if path.parent.name != "vanishing":
        (Path(job.out.where) / f"{path.parent.name}/{path.name}-{page}").touch()
    return 1.0
