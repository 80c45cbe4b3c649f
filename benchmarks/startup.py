"""How long it takes until something is there: help, the version, and the tables of one document; and where time goes.

    python benchmarks/startup.py [PDF] [--runs 5]

Each command is run once with its files not in the memory of the system, as after the computer was switched on (Python
and its packages are put out of it; what other programs use at the moment stays), and then several times.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from peers import NotRun, Run, become_reaper, files_of, measured

BARS = {"kehoach --help": 0.3, "kehoach extract": 3.0}  # seconds
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")
OURS = ("pipeline", "extractors", "normalizers")


def files_of_python() -> Iterator[Path]:
    """Yield the files from which commands are loaded: the standard library, the packages, and ours."""
    for folder in {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sysconfig.get_path("purelib")}:
        yield from Path(folder).rglob("*")
    for name in OURS:
        yield from Path(name).rglob("*")
    yield Path(sys.executable).resolve()


def forget() -> None:
    """Ask the system to drop what it holds of these files in memory."""
    for path in files_of_python():
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def timed(command: Callable[[str], list[str]]) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        return measured(command(folder))[0]


def imports(code: str) -> Counter[str]:
    """Return the seconds that importing takes, by top-level package."""
    run = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=True)
    seconds: Counter[str] = Counter()
    for microseconds, name in _IMPORT.findall(run.stderr):
        top = name.split(".")[0]
        seconds["standard library" if top in sys.stdlib_module_names else top] += int(microseconds) / 1e6
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    pdf = options.pdf or files_of(None, "pdf")[0]
    kehoach = [sys.executable, "-m", "pipeline"]
    commands: dict[str, Callable[[str], list[str]]] = {
        "python, nothing": lambda _: [sys.executable, "-c", "pass"],
        "kehoach --version": lambda _: [*kehoach, "--version"],
        "kehoach --help": lambda _: [*kehoach, "--help"],
        "kehoach schema": lambda _: [*kehoach, "schema"],
        "kehoach show": lambda _: [*kehoach, "show", str(pdf)],
        "kehoach extract": lambda out: [*kehoach, "extract", str(pdf), "--out", out],
    }
    become_reaper()
    print(f"{pdf.name}; load of the machine {os.getloadavg()[0]:.1f}, cores {os.cpu_count()}")
    print(f"{'command':20} {'cold s':>7} {'warm s':>7} {'CPU s':>7} {'MiB':>5}  bar s")
    for name, command in commands.items():
        try:
            forget()
            cold = timed(command)
            warm = [timed(command) for _ in range(options.runs)]
        except NotRun as error:
            print(f"{name:20} {error}")
            continue
        wall, cpu, memory = (median(getattr(run, what) for run in warm) for what in ("wall", "cpu", "mebibytes"))
        print(f"{name:20} {cold.wall:7.2f} {wall:7.2f} {cpu:7.2f} {memory:5.0f}  {BARS.get(name, '')}", flush=True)
    for module in ("pipeline.cli", "pipeline.run"):
        seconds = imports(f"import {module}")
        parts = ", ".join(f"{name} {took:.2f}" for name, took in seconds.most_common(9) if took >= 0.005)
        print(f"import {module}: {sum(seconds.values()):.2f} s: {parts}")


if __name__ == "__main__":
    main()
