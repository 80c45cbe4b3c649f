"""A reader for tests of the workers: the name of the file says how it behaves."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

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
