"""The nursery, a process of its own: it forks workers from itself, watches them, and clears up after them.

It has loaded the libraries once, so that a worker starts in milliseconds and shares that memory.  When it dies, the
workers die; when whoever started it is gone, however that came, it ends all workers and itself.  A worker leads a
process group; the programs that it runs (Tesseract, LibreOffice) are in it and end with it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
import shutil
import signal
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection, wait
from pathlib import Path

from pipeline.own_folder import own_folder
from pipeline.without_pandas import leave_out_pandas
from pipeline.workers.worker import live, silence

LOAD, FORK, KILL, BORN, DIED = range(5)
# One of the five, and: the length of the name of a module that follows; the bytes that the worker may hold; its
# process; its process; its process, exit status, whether it held too much, and the KiB it held.
MESSAGE = struct.Struct("=5q")

_LOOK = 0.05  # seconds; memory fills at gigabytes a second, but by itself a worker gets no more than its limit
_OWN = re.compile(rb"^Rss(?:Anon|Shmem):\s*(\d+) kB", re.MULTILINE)
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h


@dataclass(slots=True)
class _Child:
    memory: int  # bytes that it and its programs may hold in all
    too_much: bool = False


class Forking:
    """The loop of the nursery; `control` leads to whoever started it."""

    def __init__(self, control: socket.socket, folder: Path) -> None:
        self._control = control
        self._folder = folder
        self._parent = os.getppid()
        self._children: dict[int, _Child] = {}
        self._ended, wake = os.pipe()
        for end in (self._ended, wake):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def run(self) -> None:
        """Serve until the other end is closed."""
        try:
            while os.getppid() == self._parent:
                heard = wait([self._control, self._ended], _LOOK if self._children else 1.0)
                if self._ended in heard:
                    os.read(self._ended, 4096)
                if self._control in heard and not self._obey():
                    break
                self._watch()
                self._reap()
                self._end_orphans()
        finally:
            self._end_all()

    def _end_all(self) -> None:
        """Leave nothing behind: no worker, and nothing that one has started."""
        for pid in self._children:
            _kill_group(pid)
        with suppress(ChildProcessError):
            while True:
                self._end_orphans()
                os.wait()

    def _obey(self) -> bool:
        """Do what one message asks for; tell whether there was one."""
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE.size, 2)
        except ConnectionError:
            return False
        if len(data) < MESSAGE.size:
            return False
        message, about, _, _, _ = MESSAGE.unpack(data)
        if message == LOAD:
            _load(self._control.recv(about, socket.MSG_WAITALL).decode())
        elif message == FORK:
            self._fork(about, *descriptors)
        elif about in self._children:
            _kill_group(about)
        return True

    def _fork(self, memory: int, connection: int, trace: int) -> None:
        nursery = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become_worker(nursery, connection, trace)
        with suppress(OSError):  # it has done so itself, or has died
            os.setpgid(pid, pid)
        for descriptor in (connection, trace):
            os.close(descriptor)
        self._children[pid] = _Child(memory)
        self._tell(BORN, pid)

    def _become_worker(self, nursery: int, connection: int, trace: int) -> None:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setpgid(0, 0)
            _die_with_parent(nursery)
            _be_killed_first()
            self._control.close()
            silence()
            live(Connection(connection), self._folder / str(os.getpid()), trace)
            os._exit(0)
        finally:
            os._exit(1)

    def _watch(self) -> None:
        for pid, child in self._children.items():
            if not child.too_much and _held(pid) > child.memory:
                child.too_much = True
                _kill_group(pid)

    def _reap(self) -> None:
        for pid in list(self._children):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            _kill_group(pid)  # what it has started; until it is reaped nothing else can have its number
            _, status, used = os.wait4(pid, 0)
            child = self._children.pop(pid)
            shutil.rmtree(self._folder / str(pid), ignore_errors=True)
            self._tell(DIED, pid, os.waitstatus_to_exitcode(status), child.too_much, used.ru_maxrss)

    def _end_orphans(self) -> None:
        """End what workers started and did not wait for, in whatever group it is: it has become a child of ours."""
        for pid in _started_by(os.getpid()) - self._children.keys():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)

    def _tell(self, message: int, pid: int, status: int = 0, too_much: bool = False, held: int = 0) -> None:
        with suppress(ConnectionError):  # nobody listens any more, which ends the loop
            self._control.send(MESSAGE.pack(message, pid, status, too_much, held))


def main(control: int) -> None:
    """Run the nursery in this process; `control` is the descriptor of its end of the socket."""
    for ours in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ours, signal.SIG_IGN)  # whoever started it decides
    leave_out_pandas()
    _adopt_orphans()
    with own_folder() as folder:
        Forking(socket.socket(fileno=control), folder).run()


def _load(module: str) -> None:
    with suppress(ImportError):  # the task that needs it will say so
        import_module(module)
    gc.collect()
    gc.freeze()  # or each worker's first collection would copy all that it shares


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _held(pid: int) -> int:
    """Return the bytes of memory that a process and those it has started hold; 0 where the system does not tell.

    Files do not count, be it the document or those of LibreOffice (130 MiB): the system takes them back at need.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_bytes()
    except OSError:
        return 0
    return 1024 * sum(map(int, _OWN.findall(status))) + sum(map(_held, _started_by(pid)))


def _started_by(pid: int) -> set[int]:
    try:
        return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return set()


def _adopt_orphans() -> None:
    """Become the parent of what a worker leaves running, which would else be out of sight."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _die_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was too late
        os._exit(1)


def _be_killed_first() -> None:
    """When the machine has no memory left, let the system end a worker, which is replaced, and not the run."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
