"""A folder for temporary files that is gone with whoever made it: at the end, or swept up by the next who comes.

A process that is killed removes nothing.  While it lives it holds a lock in its folder, and a folder whose lock nobody
holds is nobody's.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "kehoach-"
_LOCK = "lock"


@contextmanager
def own_folder(where: str | None = None) -> Iterator[Path]:
    """Give an empty folder during the block, under `where` or the system's folder for temporary files."""
    _sweep(Path(where or tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=where, ignore_cleanup_errors=True) as name:
        lock = _lock(Path(name))
        try:
            folder = Path(name, "files")
            folder.mkdir()
            yield folder
        finally:
            os.close(lock)


def _lock(folder: Path) -> int:
    """Lock the folder for as long as this process, or one forked from it, lives; it is seen locked or not at all."""
    aside = folder / f"{_LOCK}.new"
    lock = os.open(aside, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    aside.rename(folder / _LOCK)
    return lock


def _sweep(where: Path) -> None:
    for lock in where.glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError), lock.open("r+") as file:  # in use, gone by now, or another user's
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)
