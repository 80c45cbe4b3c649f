"""How the command is stopped from outside: in order at the first Ctrl-C or SIGTERM, at once if that is not enough."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from pipeline.exit_codes import STOPPED, TERMINATED

STOPPED_VI = "Đã dừng. Lần chạy sau sẽ đọc tiếp từ đây."
STOPPED_EN = "Stopped. The next run goes on from here."
SAME = 1.0  # seconds within which two signals are one wish: a terminal and `make` both pass it on
STDERR = 2
SHOW_CURSOR = b"\x1b[?25h\n"  # which a progress bar hides


class Terminated(KeyboardInterrupt):
    """SIGTERM: what is put in order after Ctrl-C is put in order after it as well."""


def exit_code(stop: KeyboardInterrupt) -> int:
    return TERMINATED if isinstance(stop, Terminated) else STOPPED


def _handle(how: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, how)


@contextmanager
def orderly_stop() -> Iterator[None]:
    """Let the block end with KeyboardInterrupt or Terminated; a later signal ends the process without a word.

    That is safe at any moment: nothing half-written is ever read, and worker processes end with this one.  After the
    block there is nothing left to put in order, so that a signal ends the process too; but not one that was stopped
    already and is about to end, for Python gives signals back to the system then, and the exit code would be its.
    """
    last = -SAME

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal last
        last = monotonic()
        _handle(end)
        raise Terminated if number == signal.SIGTERM else KeyboardInterrupt

    def end(number: int, _: FrameType | None) -> None:
        if monotonic() - last > SAME:
            if os.isatty(STDERR):
                os.write(STDERR, SHOW_CURSOR)
            os._exit(128 + number)

    _handle(stop)
    try:
        yield
    finally:
        _handle(signal.SIG_IGN if last > 0 else end)
