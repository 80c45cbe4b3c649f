"""One run at a time writes to an output.

On a disk the system's own lock says who does, and lifts it when a run dies.  An object store has no locks: there, and
on a disk that has none, every run keeps an object under `.work/locks`, its lease, and refreshes it.
A run may write when it has put its lease and then sees no other that is alive.  Of two that begin together at least
the later one to look sees the other, so never do both write.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from platform import node
from threading import Event, Thread
from uuid import uuid4

import msgspec

from pipeline.errors import OutputInUse, OutputTakenOver, writing
from pipeline.storage import Storage

DEAD_AFTER = 60.0  # seconds without a sign; the requests of a run that lives may each be tried for half as long
_BEATS = 6  # refreshments in that time
_LOOKS = 10  # how often one that came first looks whether the others have given way
_PAUSE = 0.5  # seconds between two looks
_WAIT = 5.0  # seconds between two tries of a run that waits
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)  # what a disk says that has none
_LOCK, _FOLDER = ".work/lock", ".work/locks"


@dataclass(frozen=True, slots=True)
class Run:
    """Who holds an output."""

    machine: str
    system: str  # what is the same only for processes that see each other's numbers
    process: int
    started: str

    def __str__(self) -> str:
        return f"{self.machine}, {self.process}, {self.started}"


@contextmanager
def only_run(
    storage: Storage, wait: bool = False, told: Callable[[OutputInUse], None] | None = None
) -> Iterator[Callable[[], None]]:
    """Keep other runs from writing to the output during the block.

    Where one does, raise OutputInUse; or `wait` for it, after it has been `told` who it is.
    What the block is given raises OutputTakenOver if the output has been lost to another run meanwhile; it is to be
    called before the tables are touched.
    """
    with writing(storage):
        (storage / ".work").make()
    with ExitStack() as held:
        while True:
            try:
                still_held = held.enter_context(_held(storage))
                break
            except OutputInUse as error:
                if not wait:
                    raise
                if told:
                    told(error)
                    told = None
            time.sleep(_WAIT)
        yield still_held


@contextmanager
def _held(storage: Storage) -> Iterator[Callable[[], None]]:
    me = _this_run()
    if not storage.is_local:
        with _lease(storage, me) as still_held:
            yield still_held
        return
    with writing(storage):
        # Open for reading alone: a disk can then be made read-only, as the system does with one that fails.
        lock = os.fdopen(os.open(storage.path(_LOCK), os.O_RDONLY | os.O_CREAT, 0o666), "rb")
    with lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
            locked = True
        except BlockingIOError as error:
            raise OutputInUse(str(storage), _told(lock.read())) from error
        except OSError as error:
            with writing(storage):
                if error.errno not in _NO_LOCKS:
                    raise
            locked = False
        if not locked:
            with _lease(storage, me) as still_held:
                yield still_held
            return
        with writing(storage):
            with suppress(PermissionError):  # the file is of another user, who shares the folder with this one
                Path(storage.path(_LOCK)).write_bytes(msgspec.json.encode(me))
            storage.clear(".work")
        yield lambda: None


@contextmanager
def _lease(storage: Storage, me: Run) -> Iterator[Callable[[], None]]:
    locks = storage / _FOLDER
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{uuid4().hex}"
    lease = _Lease(locks, name, msgspec.json.encode(me), str(storage))
    with writing(storage):
        lease.refresh()
    ended = Event()
    beats = Thread(target=lease.beat, args=[ended], name="lease", daemon=True)
    try:
        with writing(storage):
            _wait_for_others(locks, name, me, str(storage))
        beats.start()
        yield lease.still_held
    finally:
        ended.set()
        if beats.ident:
            beats.join()
        with suppress(OSError):  # it dies of itself
            locks.remove(name)


def _wait_for_others(locks: Storage, name: str, me: Run, where: str) -> None:
    """Return once there is no other live lease, or raise OutputInUse.

    One that came later gives way, unless it looked before we came: then it holds the output.
    """
    for _ in range(_LOOKS):
        others = _alive(locks, name, me)
        if not others:
            return
        if others[0] < name:
            break
        time.sleep(_PAUSE)
        locks.write(name, msgspec.json.encode(me))
    raise OutputInUse(where, _told(locks.read(others[0]) or b""))


def _alive(locks: Storage, name: str, me: Run) -> list[str]:
    """Return the other leases that are alive, by the store's own clock; remove those that are dead."""
    times = locks.times()
    now = times.get(name, 0.0)
    alive = []
    for other in sorted(times.keys() - {name}):
        if now - times[other] > DEAD_AFTER or _has_died(locks.read(other), me):
            locks.remove(other)
        else:
            alive.append(other)
    return alive


def _has_died(lease: bytes | None, me: Run) -> bool:
    """Tell whether a lease is gone, or of a process of this machine that is no more."""
    try:
        run = msgspec.json.decode(lease or b"", type=Run)
    except msgspec.MsgspecError:
        return lease is None
    if run.system != me.system or run.process == me.process:
        return False
    try:
        os.kill(run.process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class _Lease:
    """The lease of this run, which a thread refreshes."""

    def __init__(self, locks: Storage, name: str, data: bytes, where: str) -> None:
        self._locks, self._name, self._data, self._where = locks, name, data, where
        self._fresh = time.monotonic()
        self._lost = False

    def refresh(self) -> None:
        before = time.monotonic()
        self._locks.write(self._name, self._data)
        self._fresh = before

    def beat(self, ended: Event) -> None:
        """Refresh the lease until the run has ended, or the lease may have been taken for dead."""
        while not ended.wait(DEAD_AFTER / _BEATS):
            if time.monotonic() - self._fresh > DEAD_AFTER:
                self._lost = True
            if self._lost:
                return
            with suppress(OSError):  # there is time for more tries
                if self._locks.exists(self._name):
                    self.refresh()
                else:
                    self._lost = True

    def still_held(self) -> None:
        if self._lost or time.monotonic() - self._fresh > DEAD_AFTER:
            raise OutputTakenOver(self._where, DEAD_AFTER)


def _this_run() -> Run:
    system = node()
    with suppress(OSError):  # Linux alone has them
        system += Path("/proc/sys/kernel/random/boot_id").read_text().strip() + str(
            Path("/proc/self/ns/pid").readlink()
        )
    return Run(node(), system, os.getpid(), f"{datetime.now():%H:%M %d/%m/%Y}")


def _told(data: bytes) -> str:
    """Return who holds the output, in words for a message, as far as it is known."""
    try:
        run = msgspec.json.decode(data, type=Run)
    except msgspec.MsgspecError:
        return ""
    return f"{run.machine}, PID {run.process}, {run.started}"
