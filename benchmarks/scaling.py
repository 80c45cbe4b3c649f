"""How a run grows: with cores, with documents, and what a run over an unchanged folder takes.

    python benchmarks/scaling.py [--most 2000] [--documents 600] [--scans 16]

One worker against two (start to tables) over documents of text and over scans, and then a folder that doubles until it
has `--most` documents: what the process that joins it takes and holds, what lies in the work folder.  The folders are
made by scripts/make_folder.py.  The run over ten thousand documents is in large_folder.py.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from pipeline.events import Event, Joined, TablesWritten
from pipeline.run import extract_folder
from pipeline.settings import Settings
from pipeline.without_pandas import leave_out_pandas
from pipeline.workers import stop

MAKE = Path(__file__).parent.parent / "scripts" / "make_folder.py"


@dataclass(slots=True)
class Took:
    """What a run took; `mebibytes` is the peak of the process that hands out the work and joins."""

    wall: float
    driver_cpu: float
    workers_cpu: float
    mebibytes: float
    join: float = 0.0
    store: float = 0.0
    documents: int = 0
    pages: int = 0


def run(folder: Path, out: Path, workers: int) -> Took:
    """Run over a folder in this process, which did nothing before."""
    seen: dict[type[Event], Event] = {}

    def tell(event: Event) -> None:
        seen[type(event)] = event

    leave_out_pandas()  # as the command does
    start = time.perf_counter()
    summary = extract_folder(folder, out, replace(Settings(), workers=workers), tell=tell)
    wall = time.perf_counter() - start
    stop()  # the workers, whose CPU time counts once they are gone
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    took = Took(wall, own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime, own.ru_maxrss / 1024)
    took.documents, took.pages = len(summary.files), sum(told.pages for told in summary.files)
    joined, written = seen.get(Joined), seen.get(TablesWritten)
    took.join = joined.seconds if isinstance(joined, Joined) else 0.0
    took.store = written.seconds if isinstance(written, TablesWritten) else 0.0
    return took


def alone(folder: Path, out: Path, workers: int) -> Took:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(run, (folder, out, workers))


def make(folder: Path, documents: int, scans: float) -> None:
    arguments = [str(folder), "--documents", str(documents), "--scans", str(scans), "--faulty", "0"]
    subprocess.run([sys.executable, str(MAKE), *arguments], check=True, stdout=subprocess.DEVNULL)


def cores(documents: int, scans: int, place: Path) -> None:
    """Print the seconds that one worker and two take."""
    print(f"{'':22} {'documents':>9} {'pages':>6} {'workers':>7} {'wall s':>7} {'CPU s':>7} {'pages/s':>8}  faster")
    for name, count, share in (("text", documents, 0.0), ("scans", scans, 1.0)):
        folder = place / name
        make(folder, count, share)
        before = 0.0
        for workers in (1, 2):
            took = alone(folder, place / f"{name}-{workers}", workers)
            faster = f"{before / took.wall:.2f}" if before else ""
            before = before or took.wall
            cpu = took.driver_cpu + took.workers_cpu
            print(f"{name:22} {took.documents:9} {took.pages:6} {workers:7} {took.wall:7.1f} {cpu:7.1f} "
                  f"{took.pages / took.wall:8.1f}  {faster}", flush=True)  # fmt: skip


def growth(most: int, place: Path) -> None:
    """Print what the driver takes for folders of more and more documents; what was read before is not read again."""
    head = ("documents", "pages", "wall s", "driver CPU s", "join s", "store s", "driver MiB", "again s")
    print(
        "\n{:>9} {:>6} {:>7} {:>12} {:>7} {:>7} {:>10} {:>8}   {}".format(
            *head, "a document: files, KB kept, KB of tables"
        )
    )
    folder, out = place / "growing", place / "grown"
    for documents in _doubling(most):
        make(folder, documents, 0.0)
        took = alone(folder, out, 2)
        again = alone(folder, out, 2)
        files, kept, tables = 0, 0, 0
        for path in out.rglob("*"):
            if path.is_file():
                at_work = ".work" in path.relative_to(out).parts
                files += at_work
                kept += path.stat().st_size if at_work else 0
                tables += 0 if at_work else path.stat().st_size
        n = took.documents
        print(f"{n:9} {took.pages:6} {took.wall:7.1f} {took.driver_cpu:12.1f} {took.join:7.2f} {took.store:7.2f} "
              f"{took.mebibytes:10.0f} {again.wall:8.2f}   {files / n:.2f}, {kept / n / 1000:.1f}, "
              f"{tables / n / 1000:.1f}", flush=True)  # fmt: skip


def _doubling(most: int) -> Iterator[int]:
    documents = most
    while documents > 400:
        documents //= 2
    while documents <= most:
        yield documents
        documents *= 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600, help="of text, for one and two cores")
    parser.add_argument("--scans", type=int, default=16, help="documents, of two pages at most")
    parser.add_argument("--most", type=int, default=2000, help="documents of the growing folder")
    options = parser.parse_args()
    print(f"load of the machine {os.getloadavg()[0]:.1f}, cores {os.cpu_count()}")
    with tempfile.TemporaryDirectory(prefix="kehoach-scaling-") as place:
        cores(options.documents, options.scans, Path(place))
        growth(options.most, Path(place))


if __name__ == "__main__":
    main()
