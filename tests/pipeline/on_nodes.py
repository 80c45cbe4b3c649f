"""Work for tests of a cluster: what a task does to the process of the node that it is done in."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def read(path: Path) -> str:
    """Return what is in the file."""
    return path.read_text(encoding="utf-8")


def answer(number: int, killer: int, crash: int) -> int:
    """Return the number; `killer` ends the process of Ray in which its batch is done, `crash` its own."""
    if number == killer:
        os.kill(_parent(os.getppid()), signal.SIGKILL)  # the parent of ours, which forks workers
        time.sleep(60)
    if number == crash:
        os.kill(os.getpid(), signal.SIGSEGV)
    return number


def _parent(pid: int) -> int:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return int(stat.rpartition(")")[2].split()[1])
