"""Runs killed where it hurts: SIGKILL, at a moment that is told by what lies in the output."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

import psutil

from large_run import ROOT

EVERY = 0.0005  # seconds between two looks: what is put in place is so within some milliseconds
Moment = Callable[[Path], bool]
PATIENCE = 60.0  # seconds that workers are given to notice that their run is gone


def documents_read(number: int) -> Moment:
    """Return the moment at which the outcomes of so many documents have been kept."""
    return lambda out: sum(name.endswith(".zst") for folder in _versions(out) for name in _names(folder)) >= number


def parts_written(number: int) -> Moment:
    """Return the moment at which so many parts of the tables have been begun."""
    return lambda out: len(_names(out / ".work" / "parts")) >= number


def staging(number: int) -> Moment:
    """Return the moment at which so many of the new tables lie aside, or have begun to."""
    return lambda out: len(_names(out / ".work" / "staged")) >= number


def putting_in_place(out: Path) -> bool:
    """Whether the new tables are taking the place of the old ones."""
    return (out / ".work" / "journal.json").exists()


def after(seconds: float) -> Moment:
    """Return the moment so long after it is first asked for."""
    over: list[float] = []

    def is_over(out: Path) -> bool:
        if not over:
            over.append(time.perf_counter() + seconds)
        return time.perf_counter() >= over[0]

    return is_over


def _names(folder: Path) -> list[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        return [entry.name for entry in entries]
    return []


def _versions(out: Path) -> list[Path]:
    return [out / ".work" / name for name in _names(out / ".work") if "+" in name]


def killed(command: Sequence[str], out: Path, moment: Moment, whom: Literal["driver", "all"] = "all") -> bool:
    """Start a run and kill it at a moment; return whether it was, and did not end before.

    `all` is the whole process group, as when the power goes; `driver` is the one process that its workers belong to.
    Once it returns no process of the run is left, or TimeoutError is raised.
    """
    nowhere = subprocess.DEVNULL
    run = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, cwd=ROOT, start_new_session=True)
    of_run = [psutil.Process(run.pid)]
    hit = False
    while run.poll() is None:
        if moment(out):
            with suppress(psutil.Error):
                of_run += of_run[0].children(recursive=True)
            hit = True
            with suppress(ProcessLookupError):
                os.kill(run.pid, signal.SIGKILL) if whom == "driver" else os.killpg(run.pid, signal.SIGKILL)
            break
        time.sleep(EVERY)
    run.wait()
    _, left = psutil.wait_procs([process for process in of_run if process.pid != run.pid], timeout=PATIENCE)
    if left:
        raise TimeoutError(f"{len(left)} processes outlive their run: {left}")
    return hit and run.returncode == -signal.SIGKILL
