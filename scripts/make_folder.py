"""Write a large folder of invented plans, to see how a run over many files behaves.

    python scripts/make_folder.py OUT [--documents 10000] [--seed 1] [--faulty 0.01] [--scans 0.005]

Plans of provinces, departments, districts, offices and schools over five years, that cite each other, in the kinds of
files that offices keep, in folders by year and place; some lie there twice, some in archives, some cannot be read.  The
same arguments give the same bytes, and a document is the same however many there are.  What each file is stands in
OUT.manifest.csv beside the folder; files there before are left alone.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from folder_makers.faults import FAULTS, drawn_fault
from folder_makers.issuers import Issued, all_issued
from folder_makers.kinds import Kind, drawn
from folder_makers.wording import plan_of
from sample_writers.archive import archive

from normalizers.letters import bare

TWICE = 0.02  # of files lie somewhere else once more
ARCHIVES = 0.005  # of files begin an archive with the next ones
IN_ARCHIVE = 4  # files
_BATCH = 50  # files made by a process at once


@dataclass(frozen=True, slots=True)
class Options:
    """What a folder is made by."""

    documents: int
    seed: int
    faulty: float
    scans: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be made; `number` is that of its plan, which for a double is the plan of another file."""

    number: int
    path: str
    archive: str = ""  # in which it lies


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest says of a file."""

    path: str
    kind: str
    fault: str
    double_of: str
    number: str
    issuer: str
    carries_out: str


def entries(options: Options) -> Iterator[tuple[Entry, Issued]]:
    """Yield every file of the folder, and the plan in it."""
    archive_name, left = "", 0
    earlier: list[tuple[Entry, Issued]] = []
    plans = all_issued()
    for place in range(options.documents):
        chance = Random(f"{options.seed}|place|{place}")
        if earlier and chance.random() < TWICE:
            entry, one = chance.choice(earlier[-2_000:])
            yield Entry(entry.number, f"Lưu trữ/bản sao {place} - {entry.path.rsplit('/', 1)[-1]}"), one
            continue
        one = next(plans)
        path = _path(place, one, chance, options)
        if left == 0 and chance.random() < ARCHIVES:
            archive_name, left = f"{path.rsplit('/', 1)[0]}/gui kem {place}.zip", IN_ARCHIVE
        entry = Entry(place, path.rsplit("/", 1)[-1] if left else path, archive_name if left else "")
        left = max(0, left - 1)
        if not entry.archive:
            earlier.append((entry, one))
        yield entry, one


def kind_of(number: int, options: Options) -> tuple[Kind | None, str]:
    """Return of what kind a file is, or which fault it has."""
    chance = Random(f"{options.seed}|kind|{number}")
    return (None, drawn_fault(chance)) if chance.random() < options.faulty else (drawn(chance, options.scans), "")


def _path(number: int, one: Issued, chance: Random, options: Options) -> str:
    kind, fault = kind_of(number, options)
    suffix = chance.choice(kind.suffixes) if kind else FAULTS[fault][1]
    issuer = one.issuer
    stem = chance.choice(
        (
            f"{one.number:02d}_{issuer.symbol.replace('&', '')} {one.short}",
            f"KH {one.short} {one.year} {issuer.name}",
            bare(f"Ke hoach {one.short} {one.year} ({issuer.name})").lower(),
            f"{bare(issuer.seat)}_{one.day:%Y%m%d}_signed",
        )
    )
    return f"{one.year}/{bare(issuer.province)}/{issuer.place}/{stem} {number}{suffix}"


def content(number: int, one: Issued, options: Options) -> bytes:
    """Return the bytes of a file."""
    kind, fault = kind_of(number, options)
    chance = Random(f"{options.seed}|text|{number}")
    plan = plan_of(one, chance, pages=min(12.0, 2 + chance.expovariate(0.45)))
    return kind.write(plan, chance) if kind else FAULTS[fault][2](plan, chance)


def _write(batch: list[tuple[str, list[tuple[Entry, Issued]]]], *, out: Path, options: Options) -> None:
    for path, inside in batch:
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        contents = {entry.path: content(entry.number, one, options) for entry, one in inside}
        file.write_bytes(archive(contents) if inside[0][0].archive else next(iter(contents.values())))


def make_folder(out: Path, options: Options, processes: int | None = None) -> list[Row]:
    """Write the folder and its manifest; return the rows of that."""
    files: dict[str, list[tuple[Entry, Issued]]] = {}
    rows: list[Row] = []
    first: dict[int, str] = {}
    for entry, one in entries(options):
        files.setdefault(entry.archive or entry.path, []).append((entry, one))
        shown = f"{entry.archive}/{entry.path}" if entry.archive else entry.path
        kind, fault = kind_of(entry.number, options)
        above = "; ".join(plan.code for plan in one.carries_out)
        rows.append(Row(shown, kind.name if kind else "", fault, first.get(entry.number, ""), one.code,
                        one.issuer.name, above))  # fmt: skip
        first.setdefault(entry.number, shown)
    todo = iter(files.items())
    batches = iter(lambda: list(islice(todo, _BATCH)), [])
    with ProcessPoolExecutor(processes) as pool:
        for _ in pool.map(partial(_write, out=out, options=options), batches):
            pass
    with manifest(out).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(Row.__slots__)
        writer.writerows([getattr(row, name) for name in Row.__slots__] for row in rows)
    return rows


def manifest(out: Path) -> Path:
    """Return where the manifest of a folder is kept: beside it, not in it."""
    return out.with_name(f"{out.name}.manifest.csv")


def main() -> None:
    """Write the folder and print how many files of each kind are in it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=10_000, help="files, those in archives counted (10000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faulty", type=float, default=0.01, help="share of files that cannot be read (0.01)")
    parser.add_argument("--scans", type=float, default=0.005, help="share of scans of one or two pages (0.005)")
    arguments = parser.parse_args()
    options = Options(arguments.documents, arguments.seed, arguments.faulty, arguments.scans)
    start = time.perf_counter()
    rows = make_folder(arguments.out, options)
    kinds = Counter(row.kind or "faulty" for row in rows)
    for kind, number in kinds.most_common():
        print(f"{kind:10} {number:6,}")
    size = sum(file.stat().st_size for file in arguments.out.rglob("*") if file.is_file())
    print(f"{len(rows):,} documents, {sum(bool(row.double_of) for row in rows)} of them doubles, {size / 1e6:,.0f} MB, "
          f"{options.scans:.1%} scans, in {time.perf_counter() - start:.0f} s; {manifest(arguments.out)}")  # fmt: skip


if __name__ == "__main__":
    main()
