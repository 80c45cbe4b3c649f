"""The nursery as the pool sees it: a process that is started once and asked for workers (forking.py says what it does).

It is kept between pools, since loading the libraries takes half a second.
"""

from __future__ import annotations

import atexit
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait

from pipeline.workers.forking import BORN, DIED, FORK, KILL, LOAD, MESSAGE
from pipeline.workers.worker import Limits

# One worker a core: threads of its libraries would only wait for one another, and each holds memory.  Arrow's usual
# allocator takes a gigabyte of address space at once, which the limit of memory counts.
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
}
_START = "import sys; sys.path[:] = {path!r}; from pipeline.workers.forking import main; main({control})"
_PATIENCE = 10.0  # seconds for the nursery to clear up before it is killed itself


class NurseryGone(Exception):
    """The nursery has died, and all workers with it."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a worker ended."""

    pid: int
    status: int  # its exit code, or the signal that killed it, negative
    too_much: bool  # it was killed since it held too much memory
    held: int  # bytes, at most


class Nursery:
    """A running nursery."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            os.set_inheritable(theirs.fileno(), True)
            start = _START.format(path=sys.path, control=theirs.fileno())
            self._process = subprocess.Popen(
                [sys.executable, "-c", start],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the process that waits for the workers
                env={**os.environ, **_ENVIRONMENT},
            )
        self._deaths: list[Death] = []
        self._gone = False
        self._loaded: set[str] = set()

    def load(self, module: str) -> None:
        """Load a module for the workers to come, once; does not wait for it."""
        if module not in self._loaded:
            self._loaded.add(module)
            name = module.encode()
            with suppress(OSError):  # it is gone, as the next question to it will tell
                self.control.sendall(MESSAGE.pack(LOAD, len(name), 0, 0, 0) + name)

    def fork(self, limits: Limits) -> tuple[int, Connection, int]:
        """Return a new worker: its process, what leads to it, and where it writes the trace of a crash."""
        ours, theirs = Pipe()
        trace, its_trace = os.pipe()
        try:
            with theirs:
                socket.send_fds(self.control, [MESSAGE.pack(FORK, limits.held, 0, 0, 0)], [theirs.fileno(), its_trace])
            while isinstance(born := self._next(), Death):
                self._deaths.append(born)
            with suppress(ConnectionError):  # it died at once, as will be told
                ours.send_bytes(pickle.dumps(limits))
        except BaseException as error:
            self._gone = True
            ours.close()
            os.close(trace)
            if isinstance(error, OSError):
                raise NurseryGone from error
            raise
        finally:
            os.close(its_trace)
        return born, ours, trace

    def kill(self, pid: int) -> None:
        """End a worker, and what it has started, if it still lives."""
        with suppress(OSError):  # the nursery is gone, as the next question to it will tell
            self.control.send(MESSAGE.pack(KILL, pid, 0, 0, 0))

    def tells_within(self, seconds: float) -> bool:
        """Tell whether there is a death to be heard of, or will be soon, or the nursery is gone."""
        return bool(self._deaths or wait([self.control], seconds))

    def death(self) -> Death:
        """Return the next death; waits for one."""
        while not self._deaths:
            if isinstance(died := self._next(), Death):
                self._deaths.append(died)
        return self._deaths.pop(0)

    @property
    def alive(self) -> bool:
        return not self._gone and self._process.poll() is None

    def end(self) -> None:
        """End it, all workers, and what they have started."""
        self._gone = True
        self.control.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _next(self) -> Death | int:
        """Return what the nursery tells next: a death, or the process of a worker that was born."""
        try:
            data = self.control.recv(MESSAGE.size, socket.MSG_WAITALL)
        except ConnectionError:
            data = b""
        if not data:
            self._gone = True
            raise NurseryGone
        message, pid, status, too_much, held = MESSAGE.unpack(data)
        assert message in (BORN, DIED)
        return pid if message == BORN else Death(pid, status, bool(too_much), held * 1024)


_idle: list[tuple[int, Nursery]] = []  # at most one, with the process that started it


def warm_up(*modules: str) -> None:
    """Start loading these modules for workers to come, beside whatever is done until then."""
    with borrowed(*modules):
        pass


def stop() -> None:
    """End the nursery that is kept for the next pool."""
    while _idle:
        starter, nursery = _idle.pop()
        if starter == os.getpid():
            nursery.end()


@contextmanager
def borrowed(*modules: str) -> Iterator[Nursery]:
    """Give the nursery that is kept, or a new one, with the modules loaded; it is kept afterwards."""
    starter, nursery = _idle.pop() if _idle else (0, None)
    if nursery is None or starter != os.getpid() or not nursery.alive:
        nursery = Nursery()
    for module in modules:
        nursery.load(module)
    try:
        yield nursery
    finally:
        if nursery.alive and not _idle:
            _idle.append((os.getpid(), nursery))
        else:
            nursery.end()


atexit.register(stop)
