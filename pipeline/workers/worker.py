"""The life of a worker: it confines itself, then does one task after another until nobody asks any more.

It answers each task with `Answer`, pickled; what it cannot answer, because it was killed, the pool tells by its death.
"""

from __future__ import annotations

import errno
import faulthandler
import os
import pickle
import re
import resource
import signal
import tempfile
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import KehoachError
from pipeline.settings import MIB, Settings
from pipeline.workers.network import cut_off, cut_off_python
from pipeline.workers.task import ON_THE_CLOCK

# Of a line of a traceback the two last names of the path: 'ingest/pdf.py'.
PLACE = re.compile(r'File "(?:.*/)?([^/"]+/[^/"]+)", line (\d+)')
_MOST_SAID = 1_000  # characters of a message of an error, which may quote the document

TIME_IS_OVER = (signal.SIGPROF, signal.SIGALRM)  # of computing, and on the clock
_LIBRARIES = 72 * MIB  # of what a worker may hold, for the files of its libraries
_UNUSED = 40 * MIB  # of its own, which libraries reserve at the start and never use
_ADDRESSES = 4  # bytes of addresses for each byte that it may hold: files that are mapped, and what is reserved

Kind = Literal["ready", "answer", "error", "memory", "too-large", "too-slow", "fault"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take; it is told so when it starts."""

    held: int  # bytes of memory of its own, and of the programs that it runs
    own: int  # bytes that it may write to, be they used or not
    address_space: int  # bytes
    answer: int  # bytes, pickled
    file: int  # bytes of one file that it writes
    folder: str  # from which relative paths lead, as they do for whoever asks
    network: bool


def limits_of(settings: Settings, network: bool) -> Limits:
    """Return the limits of a worker, whose paths lead from here."""
    try:
        folder = str(Path.cwd())
    except FileNotFoundError:  # it has been deleted
        folder = ""
    held = settings.memory_per_worker - _LIBRARIES
    return Limits(
        held=held,
        own=held + _UNUSED,
        address_space=settings.memory_per_worker * _ADDRESSES,
        answer=settings.most_output,
        file=settings.file_per_task,
        folder=folder,
        network=network,
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task: its value, an error to be passed on, or what to say of the failure."""

    kind: Kind
    value: Any = None
    spent: bool = False  # the worker is not fit for another task


def live(connection: Connection, folder: Path, trace: int) -> None:
    """Do what comes through the connection until it is closed; temporary files go into `folder`."""
    faulthandler.enable(trace)
    limits: Limits = pickle.loads(connection.recv_bytes())
    _confine(limits, folder)
    connection.send_bytes(pickle.dumps(Answer("ready")))
    threads = threading.active_count()
    while True:
        try:
            task = connection.recv_bytes()
        except (EOFError, ConnectionError):
            return
        answer = _within_time(task, limits)
        spent = answer.kind == "memory" or threading.active_count() > threads
        connection.send_bytes(pickle.dumps(Answer(answer.kind, answer.value, spent)))


def _confine(limits: Limits, folder: Path) -> None:
    for what, most in (
        (resource.RLIMIT_DATA, limits.own),
        (resource.RLIMIT_AS, limits.address_space),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CORE, 0),  # the image of a crashed process would fill the disk
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing too much is an error then, not death
    for over in TIME_IS_OVER:
        signal.signal(over, signal.SIG_DFL)
    with suppress(OSError):  # it is gone, and no relative path leads anywhere
        os.chdir(limits.folder)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    (cut_off_python if limits.network else cut_off)()


def _within_time(packed: bytes, limits: Limits) -> Answer:
    """Do a task; the kernel ends this process when the time is over, whatever it is doing."""
    try:
        seconds, work, arguments = pickle.loads(packed)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * ON_THE_CLOCK)
        try:
            return _packed(_do(work, arguments), limits)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the task ends and the worker goes on
        return _failed(error)


def _do(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer:
    value = work(*arguments)
    return Answer("error" if isinstance(value, KehoachError) else "answer", value)


def _packed(answer: Answer, limits: Limits) -> Answer:
    """Pickle the value here, where an answer too large or not to be pickled costs the task alone."""
    packed = pickle.dumps(answer.value, pickle.HIGHEST_PROTOCOL)
    if len(packed) > limits.answer:
        return Answer("too-large", f"what was read of it fills more than {limits.answer // MIB} MiB")
    return Answer(answer.kind, packed)


def _failed(error: BaseException) -> Answer:
    """Tell what an error means; even SystemExit, which a library may raise, ends the task and not the worker."""
    if isinstance(error, KehoachError):
        return Answer("error", pickle.dumps(error))
    if isinstance(error, MemoryError) or _says(error, errno.ENOMEM):
        return Answer("memory")
    if isinstance(error, RecursionError):
        return Answer("too-large", "nested too deeply")
    if isinstance(error, TimeoutError):  # of a library that keeps time itself
        return Answer("too-slow")
    if _says(error, errno.EFBIG):
        return Answer("too-large", "it unpacks to very large files")
    places = PLACE.findall("".join(traceback.format_tb(error.__traceback__)))
    where = "; {} line {}".format(*places[-1]) if places else ""
    return Answer("fault", f"{type(error).__name__}: {str(error)[:_MOST_SAID]}{where}")


def _says(error: BaseException, number: int) -> bool:
    return isinstance(error, OSError) and error.errno == number


def silence() -> None:
    """Let nothing that a library prints reach the terminal, however much it is."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
