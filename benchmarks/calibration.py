"""Whether confidence means something: how many records are right among those of one confidence.

    python benchmarks/calibration.py [../shared] [--kept FOLDER] [--methods] [--wrong TABLE]

Records of the annotated documents are compared with ../shared/gold as ../shared/score.py does it; a record is right
where it is found there and every scored field of it is.  The documents are taken as they are, as scans of three
qualities (../shared/bench), and without their marks, which are restored first.  `--kept` keeps what was read, so that a
second run reads no page; `--methods` adds a line for each way of finding; `--wrong` lists what is not right.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from noise_curve import no_marks
from rich.console import Console
from rich.table import Table
from units import SHARED, load_score

from pipeline.extract import extract
from pipeline.records import Outline
from pipeline.run import process

TABLES = ("legal_bases", "targets", "deadlines", "responsibilities")
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
SCANNED = {"000": "tran-duong-2025", "001": "hoa-hong-2024", "002": "binh-minh-2023", "004": "my-thinh-2026"}
"""Which plan each file of ../shared/bench is."""
STATES = ("as it is", "scan", "scan_hard", "scan_bad", "marks lost")


@dataclass(frozen=True, slots=True)
class Judged:
    """A record, and what the annotation says of it."""

    state: str
    document: str
    table: str
    method: str
    confidence: float
    found: bool
    right: bool
    words: str


@dataclass(frozen=True, slots=True)
class Bin:
    """The records of one confidence."""

    low: float
    high: float
    count: int
    confidence: float  # mean
    found: float
    right: float

    @property
    def least(self) -> float:
        """The share that is right at least, with 95 % certainty (Wilson)."""
        z, n, p = 1.645, self.count, self.right
        return (p + z * z / (2 * n) - z * ((p * (1 - p) + z * z / (4 * n)) / n) ** 0.5) / (1 + z * z / n)


def bins(judged: Iterable[Judged]) -> Iterator[Bin]:
    """Yield the bins that hold records, the surest first."""
    rows = list(judged)
    for low, high in reversed(list(pairwise(EDGES))):
        held = [row for row in rows if low <= row.confidence < high or row.confidence == high == EDGES[-1]]
        if held:
            n = len(held)
            mean = sum(row.confidence for row in held) / n
            yield Bin(low, high, n, mean, sum(r.found for r in held) / n, sum(r.right for r in held) / n)


def outlines(shared: Path, kept: Path) -> Iterator[tuple[str, str, Outline]]:
    """Yield how a document is written, its name in the gold, and its outline."""
    for path in sorted((shared / "gold").rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = next(f for folder in ("plans", "documents") for f in (shared / folder).glob(gold["source"]))
        yield STATES[0], path.stem, _kept(source, kept / f"{path.stem}.pickle")
        if path.stem in SCANNED.values():
            with TemporaryDirectory() as folder:
                bare = Path(folder) / source.name
                bare.write_text(no_marks(source.read_text(encoding="utf-8"), Random(0)), encoding="utf-8")
                yield STATES[-1], path.stem, _kept(bare, kept / f"{path.stem}-bare.pickle")
    for state in STATES[1:-1]:
        for number, name in SCANNED.items():
            yield state, name, _kept(shared / "bench" / state / f"{number}.pdf", kept / f"{name}-{state}.pickle")


def _kept(source: Path, file: Path) -> Outline:
    if file.exists():
        outline: Outline = pickle.loads(file.read_bytes())
        return outline
    outline = process(source, source.name).outline
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(outline))
    return outline


def judge(state: str, name: str, outline: Outline, gold: dict[str, Any], score: Any) -> Iterator[Judged]:
    """Yield the records of a document, without those of which the annotator was in doubt."""
    extracted = extract(outline)
    text = outline.reading.text
    for table in TABLES:
        found = sorted(getattr(extracted, table), key=lambda row: (row.start, row.end))
        rows = [asdict(row) | {"quote": text[row.start : row.end]} for row in found]
        identity, fields = score.RULES[table]
        meant = {j: i for i, j in score.pair(gold[table], rows, identity)}
        for j, row in enumerate(rows):
            annotated = gold[table][meant[j]] if j in meant else None
            if annotated is not None and annotated.get("doubtful"):
                continue
            unsure = annotated.get("doubtful_fields", ()) if annotated else ()
            wrong = [k for k, ok in fields(annotated, row).items() if not ok and k not in unsure] if annotated else []
            words = f"{', '.join(wrong) or 'made up'}: {score.brief(table, row)}"
            is_found = annotated is not None
            yield Judged(state, name, table, row["method"], row["confidence"], is_found, is_found and not wrong, words)


def reliability(title: str, groups: dict[str, list[Judged]]) -> Table:
    """Return a table with the bins of every group."""
    table = Table(title=title)
    table.add_column(title)
    for head in ("confidence", "records", "mean", "found", "right", "right at least"):
        table.add_column(head, justify="right")
    for name, rows in groups.items():
        for held in bins(rows):
            edges = f"{held.low:.2f}-{held.high:.2f}"
            shares = (f"{x:.3f}" for x in (held.confidence, held.found, held.right, held.least))
            table.add_row(name, edges, str(held.count), *shares)
        table.add_section()
    return table


def grouped(judged: Iterable[Judged], by: str) -> dict[str, list[Judged]]:
    """Return the records by the value of a field."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for row in judged:
        groups[getattr(row, by)].append(row)
    return dict(groups)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--methods", action="store_true")
    parser.add_argument("--wrong", choices=TABLES)
    args = parser.parse_args()
    score = load_score(args.shared)
    gold = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in (args.shared / "gold").rglob("*.json")}
    with TemporaryDirectory() as folder:
        kept = args.kept or Path(folder)
        judged = [
            row
            for state, name, outline in outlines(args.shared, kept)
            for row in judge(state, name, outline, gold[name], score)
        ]
    console = Console(width=110)
    console.print(reliability("table", {"all": judged, **grouped(judged, "table")}))
    console.print(reliability("state", grouped(judged, "state")))
    if args.methods:
        console.print(reliability("method", grouped(judged, "method")))
    for row in judged:
        if row.table == args.wrong and not row.right:
            console.print(f"{row.state} {row.document} {row.confidence:.2f} {row.words}", highlight=False)


if __name__ == "__main__":
    main()
