"""What the command line shows: progress, the summary of a run, earlier runs, and one document for reading."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import IO, Any, cast

from rich.console import Console

WIDTH = 120  # columns, where there is no terminal to ask


class _Unheard:
    """A stream that may fail: the reader went away, as `head` does, the disk is full, the terminal was closed.

    Nobody can be told of it any more, and the work is done all the same.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def console(*, errors: bool = False) -> Console:
    """Return the terminal to print on; a file or pipe gets lines wide enough for file names."""
    stream = cast(IO[str], _Unheard(sys.stderr if errors else sys.stdout))
    terminal = Console(file=stream, emoji=False)
    return terminal if terminal.is_terminal else Console(file=stream, emoji=False, width=WIDTH)
