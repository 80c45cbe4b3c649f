"""The log for programs: each event as a line of JSON on standard error, where nothing else is written then."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from select import select

from pipeline.errors import KehoachError
from pipeline.events import Event, Observer, RunFailed, as_json

ERRORS = 2  # the file descriptor of standard error, also of libraries that are not in Python


@contextmanager
def json_lines(fault: int) -> Iterator[Observer]:
    """Give an observer that logs; from here to the end of the process standard error holds its lines alone.

    An error of this program that nobody foresaw becomes an event too, with `fault` as its exit code, and goes on up.
    """
    sys.stderr.flush()
    log = _Log(os.dup(ERRORS))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, ERRORS)
    os.close(nowhere)
    try:
        yield log.tell
    except KehoachError:
        raise
    except Exception:
        seen = traceback.format_exc()
        log.tell(RunFailed(fault, "chương trình gặp lỗi:\n" + seen, "this program failed:\n" + seen))
        raise


class _Log:
    """Lines written whole and at once, so that a run that is killed leaves no half of one."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._read = True  # whoever reads the log may go away, which does not stop the run

    def tell(self, event: Event) -> None:
        line = as_json(event, datetime.now().astimezone())
        try:
            while line and self._read:
                line = line[self._write(line) :]
        except OSError:
            self._read = False

    def _write(self, line: bytes) -> int:
        with suppress(BlockingIOError):  # a pipe that its owner made non-blocking, and that is full
            return os.write(self._file, line)
        select([], [self._file], [])
        return 0
