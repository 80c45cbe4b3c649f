"""Standard input, output and error made fit for use, whatever the command was started with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def usable_streams() -> Iterator[None]:
    """Let the block print: no encoding, missing stream or reader that has gone away ends it with a traceback."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:  # closed; a file that is opened later must not get its number, and our messages
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:  # 'kehoach … | head': what is left to say goes nowhere
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
