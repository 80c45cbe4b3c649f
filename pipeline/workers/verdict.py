"""What became of a task, in the words of pipeline/errors: from what its worker answered, or from how it died."""

from __future__ import annotations

import os
import pickle
import signal
from typing import Any

from pipeline.errors import OutOfMemory, ReaderCrashed, ReaderFailed, TooLarge, TooSlow, UnreadableFile
from pipeline.settings import MIB
from pipeline.workers.nursery import Death
from pipeline.workers.worker import PLACE, TIME_IS_OVER, Answer

# How libraries in C end a process when they are refused memory, and when they are at fault.
_CRASHES = (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL, -signal.SIGTRAP)
_NEARLY = 0.8  # of the memory that a worker may hold: one that crashes then was refused more


def of_answer(answer: Answer, name: str, seconds: float, memory: int) -> Any | UnreadableFile:
    """Return what a worker answered about the file `name`, for which it had so many seconds and bytes of memory."""
    if answer.kind in ("answer", "error"):
        return pickle.loads(answer.value)
    if answer.kind == "memory":
        return OutOfMemory(name, memory // MIB)
    if answer.kind == "too-slow":
        return TooSlow(name, seconds)
    if answer.kind == "too-large":
        return TooLarge(name, answer.value)
    return ReaderFailed(name, answer.value)


def of_death(death: Death, late: bool, trace: int, name: str, seconds: float, memory: int) -> UnreadableFile:
    """Return why a worker died that had so many seconds; `late`: we killed it when they were over."""
    if late or -death.status in TIME_IS_OVER:
        return TooSlow(name, seconds)
    if death.too_much or (death.status in _CRASHES and death.held > memory * _NEARLY):
        return OutOfMemory(name, memory // MIB)
    return ReaderCrashed(name, _how(death.status) + _where(trace))


def _how(status: int) -> str:
    if status >= 0:
        return f"exit code {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


def _where(trace: int) -> str:
    """Return where the Python code was when the process crashed, as faulthandler tells, innermost first."""
    os.set_blocking(trace, False)
    try:
        places = PLACE.findall(os.read(trace, 1 << 16).decode(errors="replace"))
    except BlockingIOError:
        return ""
    ours = [place for place in places if not place[0].startswith("workers/")]
    return "; {} line {}".format(*ours[0]) if ours else ""
