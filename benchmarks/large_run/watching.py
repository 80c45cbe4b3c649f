"""A run as a process of its own: how long it takes, and how much memory it and its workers hold meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from large_run import ROOT

EVERY = 0.5  # seconds between two looks
MB = 1e6


@dataclass(frozen=True, slots=True)
class Look:
    """What was held at one moment, in MB."""

    seconds: float
    driver: float
    workers: float  # together
    largest: float  # of the workers
    processes: int


@dataclass(slots=True)
class Watched:
    """A run that has ended."""

    code: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0  # of the driver and all workers
    looks: list[Look] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def of(self, name: str) -> list[dict[str, Any]]:
        """Return the events of one name."""
        return [event for event in self.events if event["event"] == name]

    def most(self, of: str) -> float:
        """Return the most that was held of one kind."""
        return max((getattr(look, of) for look in self.looks), default=0.0)


def command(raw: Path, out: Path, *options: str) -> list[str]:
    """Return the command that extracts a folder."""
    folders = (str(raw.resolve()), "--out", str(out.resolve()))
    return [sys.executable, "-m", "pipeline", "extract", *folders, "--log-json", *options]


def watch(raw: Path, out: Path, log: Path, *options: str) -> Watched:
    """Run over a folder to the end and return what was seen."""
    done = Watched()
    used: dict[int, float] = {}
    start = time.perf_counter()
    with log.open("wb") as errors:
        run = subprocess.Popen(command(raw, out, *options), stdout=subprocess.DEVNULL, stderr=errors, cwd=ROOT)
        driver = psutil.Process(run.pid)
        while run.poll() is None:
            with suppress(psutil.Error):
                done.looks.append(_look(driver, time.perf_counter() - start, used))
            time.sleep(EVERY)
    done.code, done.seconds, done.cpu_seconds = run.returncode, time.perf_counter() - start, sum(used.values())
    done.events = list(_events(log))
    return done


def _look(driver: psutil.Process, seconds: float, used: dict[int, float]) -> Look:
    held: list[float] = []
    for process in (driver, *driver.children(recursive=True)):
        with suppress(psutil.Error), process.oneshot():
            times = process.cpu_times()
            used[process.pid] = times.user + times.system
            held.append(process.memory_info().rss / MB)
    return Look(seconds, held[0], sum(held[1:]), max(held[1:], default=0.0), len(held))


def _events(log: Path) -> Iterator[dict[str, Any]]:
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            with suppress(json.JSONDecodeError):
                yield json.loads(line)
