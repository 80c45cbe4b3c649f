"""The table `runs`: a row for each run that wrote the tables, kept from one run to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.job import Part
from pipeline.rows import Row
from pipeline.storage import Storage
from pipeline.summary import Summary

MOST = 1_000  # runs remembered; older ones are dropped


def runs_before(out: Storage) -> list[Row]:
    """Return the rows of the runs before, oldest first; none where they cannot be read."""
    names = ["runs.parquet", *(f"runs/{name}" for name in out.names("runs"))]
    rows: list[Row] = []
    for name in names:
        try:
            with out.input(name) as source:
                rows += pq.ParquetFile(source).read().to_pylist()
        except (OSError, pa.ArrowInvalid):
            continue
    return sorted(rows, key=lambda row: row["started"])[-MOST + 1 :]


def run_row(
    what: Mapping[str, Any], started: datetime, parts: Sequence[Part], done: Summary, seconds: Mapping[str, float]
) -> Row:
    """Return the row of this run; `what` holds its columns `run`, `version`, `executor`, `workers` and `layout`."""
    codes: Counter[str] = Counter()
    for part in parts:
        codes.update(part.findings)
    finished = datetime.now(UTC)
    return {
        **what,
        "started": started,
        "finished": finished,
        "files": len(done.files),
        "documents": len(done.files) - len(done.unread),
        "pages": sum(told.pages for told in done.files),
        "read_now": done.read_now,
        "unread": len(done.unread),
        "seconds": round((finished - started).total_seconds(), 3),
        "seconds_by_stage": [(stage, round(took, 3)) for stage, took in seconds.items()],
        "findings": sorted(codes.items()),
    }
