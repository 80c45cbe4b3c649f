"""Tasks for tests of the workers: the name says how one behaves.  Nothing is imported here that a worker must load."""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from pipeline.errors import EmptyFile, OutputNotWritable

MIB = 1 << 20
_kept: list[bytes] = []


def do(way: str, about: str = "") -> object:
    """Return the way, unless it is one of those below; `about` is a folder or an address that it needs."""
    name = way.partition(".")[0].replace("-", "_")
    known = globals().get(f"_{name}")
    return known(about) if known else way


def _segfault(_: str) -> object:
    return ctypes.string_at(0)


def _abort(_: str) -> object:
    os.abort()


def _exit(_: str) -> object:
    os._exit(7)


def _sys_exit(_: str) -> object:
    sys.exit(3)


def _interrupt(_: str) -> object:
    raise KeyboardInterrupt


def _fault(_: str) -> object:
    raise IndexError("list index out of range")


def _timeout(_: str) -> object:
    raise TimeoutError


def _recursion(_: str) -> object:
    return _recursion(_)


def _empty(_: str) -> object:
    raise EmptyFile("empty")


def _full_disk(_: str) -> object:
    raise OutputNotWritable("/out", OSError(28, "No space left on device"))


def _lambda(_: str) -> object:
    return lambda: None


def _huge(_: str) -> object:
    return bytes(9 * MIB)


def _hang(_: str) -> object:
    while True:
        pass


def _sleep(_: str) -> object:
    time.sleep(3600)
    return None


def _deaf(_: str) -> object:
    """Hang, and let no signal through that can be kept out."""
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
    return _hang(_)


def _stopped(_: str) -> object:
    os.kill(os.getpid(), signal.SIGSTOP)
    return _hang(_)


def _hog(_: str) -> object:
    return len(bytes(4096 * MIB))


def _slow_hog(_: str) -> object:
    held = []
    while True:
        held.append(b"\1" * MIB)


def _keeper(_: str) -> object:
    """Take two fifths of the memory, and keep it."""
    _kept.append(b"\1" * (200 * MIB))
    return "keeper"


def _shared_hog(_: str) -> object:
    """Fill memory that the limit of a process does not count."""
    held = mmap.mmap(-1, 2048 * MIB)
    while held.tell() < len(held):
        held.write(b"\1" * MIB)
    return None


def _hog_of_children(_: str) -> object:
    """Run programs that each hold little enough."""
    code = "import time; held = b'\1' * (150 << 20); time.sleep(3600)"
    for running in [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]:
        running.wait()
    return None


def _big_file(_: str) -> object:
    with tempfile.TemporaryFile() as file:
        for _ in range(20):
            file.write(bytes(MIB))
    return None


def _noise(_: str) -> object:
    for _ in range(200):
        print("x" * MIB)
        os.write(2, b"x" * MIB)
    return "noise"


def _thread(_: str) -> object:
    threading.Thread(target=_hang, args=("",), daemon=True).start()
    return "thread"


def _closing(_: str) -> object:
    os.closerange(3, 256)
    return "closing"


def _environment(_: str) -> object:
    return os.getpid(), tempfile.gettempdir(), dict(os.environ), str(Path.cwd())


def _litter(about: str) -> object:
    """Leave temporary files and a running program, tell which, and hang."""
    folder = tempfile.mkdtemp()
    Path(folder, "left").write_bytes(b"left")
    program = subprocess.Popen(["sleep", "3600"])
    Path(about, "litter").write_text(f"{folder}\n{program.pid}")
    return _hang("")


def _killed_once(about: str) -> object:
    """Be killed from outside the first time, as by a system without memory."""
    mark = Path(about, "killed")
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "killed-once"


def _killed_always(_: str) -> object:
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def _nursery_killed_once(about: str) -> object:
    mark = Path(about, "killed")
    if not mark.exists():
        mark.touch()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(3600)
    return "nursery-killed-once"


def _connect(about: str) -> object:
    """Ask for a page, from Python, and tell how that ended."""
    host, port = about.split(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).sendall(b"GET /from-python HTTP/1.0\r\n\r\n")
    except OSError as error:
        return type(error).__name__
    return "connected"


def _connect_natively(about: str) -> object:
    """Ask from C, past all of Python."""
    port = int(about.split(":")[1])
    library = ctypes.CDLL(None, use_errno=True)
    descriptor = library.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    if descriptor < 0:
        return os.strerror(ctypes.get_errno())
    address = (2).to_bytes(2, sys.byteorder) + port.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    return "connected" if library.connect(descriptor, address, 16) == 0 else "refused"


def _connect_by_program(about: str) -> object:
    """Ask by another program, which knows nothing of our limits."""
    host, port = about.split(":")
    code = f"import socket; socket.create_connection(({host!r}, {port}), timeout=5)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return ended.stderr.strip().rpartition("\n")[2].partition(":")[0] or "connected"
