"""Room for temporary files, which some files are read by way of: LibreOffice, and Tesseract as a program.

That they cannot be written is no fault of the document, and not known from what those programs say.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import gettempdir

from pipeline.errors import NoRoomToWork

_LEAST = 1 << 20  # bytes; with less left, a program that failed did so for want of it
_REFUSED = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


@contextmanager
def room_for(name: str) -> Iterator[None]:
    """Raise NoRoomToWork where the block, which reads the file `name` and keeps nothing, fails for want of room."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno in _REFUSED:
            raise NoRoomToWork(name, gettempdir(), error) from error
        if no_room():
            raise NoRoomToWork(name, gettempdir(), OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) from error
        raise


def no_room() -> bool:
    """Tell whether the folder of temporary files is full."""
    try:
        files = os.statvfs(gettempdir())
        return shutil.disk_usage(gettempdir()).free < _LEAST or bool(files.f_files and not files.f_favail)
    except OSError:
        return True
