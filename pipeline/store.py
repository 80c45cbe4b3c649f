"""The checked documents to Parquet: every table written aside first, and all put in place once the last is whole.

A reader who opens the folder meanwhile sees the run before, never half of this one.  Where rows come from is in
rows.py, what the columns are in schema.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import writing
from pipeline.records import Checked, Resolution
from pipeline.rows import Row, citation_row, rows_of, unit_row
from pipeline.schema import SCHEMA_VERSION, TABLES

ROWS_PER_GROUP = 10_000  # rows held before they are written: a few tens of MiB, and groups large enough to skip over
TEXT_PER_GROUP = 8_000_000  # characters held before they are written, which bounds the memory to some 50 MiB a table


def write_tables(
    checked: Iterable[Checked], resolution: Resolution, out: Path, pipeline_version: str, run: str = ""
) -> None:
    """Write all tables of a run to `out`, replacing those of the run before.

    `checked` is taken one document at a time, so a folder need not fit into memory.  `run` is kept in the metadata
    of each file, to tell later whether the tables are those of the same input.
    """
    aside = out / ".work" / "tables"
    versions = {"schema_version": SCHEMA_VERSION, "pipeline_version": pipeline_version, "run": run}
    with writing(out):
        rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        with ExitStack() as stack:
            writers = {
                name: stack.enter_context(_Writer(aside / f"{name}.parquet", schema, versions))
                for name, schema in TABLES.items()
            }
            for document in checked:
                for name, rows in rows_of(document).items():
                    writers[name].add(rows)
            writers["citations"].add([citation_row(citation) for citation in resolution.citations])
            writers["units"].add([unit_row(unit) for unit in resolution.units])
        for name in TABLES:
            (aside / f"{name}.parquet").replace(out / f"{name}.parquet")
        aside.rmdir()


def run_of_tables(out: Path) -> str | None:
    """Return the `run` that all tables in `out` were written by, or None where one is missing or of another run."""
    runs = set()
    for name in TABLES:
        try:
            metadata = pq.read_schema(out / f"{name}.parquet").metadata or {}
        except (OSError, pa.ArrowInvalid):
            return None
        runs.add(metadata.get(b"run", b"").decode())
    return runs.pop() if len(runs) == 1 else None


class _Writer:
    """One table being written, group by group."""

    def __init__(self, path: Path, schema: pa.Schema, versions: dict[str, str]) -> None:
        self._schema = schema.with_metadata({**schema.metadata, **versions})
        self._names = set(schema.names)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._text = 0

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *exc: object) -> None:
        try:
            if exc[0] is None:
                self._flush()
        finally:
            self._writer.close()

    def add(self, rows: list[Row]) -> None:
        for row in rows:
            # PyArrow would drop a misspelt key and fill the column with nulls.
            if row.keys() != self._names:
                raise KeyError(f"columns and schema differ: {sorted(row.keys() ^ self._names)}")
            self._text += len(row.get("text") or row.get("raw_text") or "")
        self._rows += rows
        if len(self._rows) >= ROWS_PER_GROUP or self._text >= TEXT_PER_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows, self._text = [], 0
