"""What lies in the output of a run: whether it is whole, and how it differs from that of another run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema import TABLES

COMPARED = tuple(name for name in TABLES if name != "runs")  # which tells when each run was
JOURNAL = Path(".work", "journal.json")


@dataclass(frozen=True, slots=True)
class State:
    """The tables of an output: which runs wrote them, whether one was just being put in place, rows by table."""

    runs: frozenset[str]
    missing: tuple[str, ...]
    between: bool
    rows: dict[str, int]

    @property
    def whole(self) -> bool:
        """Whether there are all tables or none, of one run, unless the next run has still to put them in place."""
        return not self.rows or self.between or (len(self.runs) == 1 and not self.missing)


def state(out: Path) -> State:
    """Return what lies in an output; every row is read, so a file that is not whole raises."""
    tables = {name: read(out, name) for name in TABLES if (out / f"{name}.parquet").exists()}
    return State(
        frozenset((table.schema.metadata or {}).get(b"run", b"").decode() for table in tables.values()),
        tuple(name for name in TABLES if name not in tables),
        (out / JOURNAL).exists(),
        {name: len(table) for name, table in tables.items()},
    )


def read(out: Path, name: str) -> pa.Table:
    """Return a table, from its one file."""
    return pq.ParquetFile(out / f"{name}.parquet").read()


def differences(one: Path, other: Path) -> list[str]:
    """Return in which tables two outputs differ, and in which row at first; the rows stand in order."""
    found = []
    for name in COMPARED:
        left, right = (read(out, name).replace_schema_metadata(None) for out in (one, other))
        if not left.equals(right):
            found.append(f"{name}: {_first_difference(left, right)}")
    return found


def _first_difference(left: pa.Table, right: pa.Table) -> str:
    if len(left) != len(right):
        return f"{len(left)} rows and {len(right)}"
    for column in left.column_names:
        if column not in right.column_names or not left[column].equals(right[column]):
            pairs = enumerate(zip(left[column].to_pylist(), right[column].to_pylist(), strict=True))
            return next((f"{column} of row {row}: {a!r} and {b!r}" for row, (a, b) in pairs if a != b), column)
    return "columns"
