"""Rows to Parquet: some documents' rows as a part of every table, and the parts of a run as its tables.

Parts are kept under the key of what decides them, so a run writes only those that changed.  Where rows come from is in
rows.py, what the columns are in schema.py, how finished tables take the place of the last ones in commit.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import writing
from pipeline.job import Part
from pipeline.rows import Row
from pipeline.schema import SCHEMA_VERSION, TABLES
from pipeline.storage import Storage
from pipeline.summary import Told

BYTES_PER_GROUP = 64 << 20  # Arrow bytes held before a row group is written: what bounds the memory of joining parts
ROWS_PER_GROUP = 100_000  # groups large enough to be read fast, small enough to be skipped over
ROWS_HELD = 2_000  # rows of a part held as Python objects: a few MB
_MANIFEST = "part.json"  # written last: a part without it is none


class PartWriter:
    """The rows of some documents on their way into a part; nothing is written before `close`."""

    def __init__(self, parts: Storage, key: str) -> None:
        self._parts, self._key = parts, key
        self._rows: dict[str, list[Row]] = {}
        self._tables: dict[str, list[pa.Table]] = {}

    def add(self, rows: Mapping[str, list[Row]]) -> None:
        """Take the rows of a document, by table."""
        for name, some in rows.items():
            schema = TABLES[name]
            for row in some:
                # PyArrow would drop a misspelt key and fill the column with nulls.
                if row.keys() != set(schema.names):
                    raise KeyError(f"columns and schema differ: {sorted(row.keys() ^ set(schema.names))}")
            waiting = self._rows.setdefault(name, [])
            waiting += some
            if len(waiting) >= ROWS_HELD:
                self._pack(name)

    def _pack(self, name: str) -> None:
        """Turn rows into Arrow's columns, which take a tenth of the memory."""
        if rows := self._rows.pop(name, []):
            self._tables.setdefault(name, []).append(pa.Table.from_pylist(rows, schema=TABLES[name]))

    def close(
        self,
        told: tuple[Told, ...] = (),
        findings: dict[str, int] | None = None,
        severities: dict[str, int] | None = None,
    ) -> Part:
        """Write the part, its manifest last."""
        for name in list(self._rows):
            self._pack(name)
        with writing(self._parts.where):
            (self._parts / self._key).make()
            for name, tables in self._tables.items():
                sink = pa.BufferOutputStream()
                pq.write_table(pa.concat_tables(tables), sink, compression="zstd")
                self._parts.write(f"{self._key}/{name}.parquet", sink.getvalue())
            rows = {name: sum(map(len, tables)) for name, tables in self._tables.items()}
            part = Part(self._key, rows, told, findings or {}, severities or {})
            self._parts.write(f"{self._key}/{_MANIFEST}", msgspec.json.encode(part))
        return part


def kept_part(parts: Storage, key: str) -> Part | None:
    """Return the part that was written under `key`, or None."""
    try:
        data = parts.read(f"{key}/{_MANIFEST}")
        return msgspec.json.decode(data, type=Part) if data else None
    except (OSError, msgspec.MsgspecError):
        return None


def forget_parts(parts: Storage, but: Sequence[str]) -> None:
    """Remove all parts but those in use."""
    kept = set(but)
    with writing(parts.where):
        for key in parts.names():
            if key not in kept:
                parts.remove(key)


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of a table to be put together: `name` as it will lie in the output, the parts that have rows for it."""

    table: str
    name: str
    keys: tuple[str, ...]


def files_of(tables: Iterable[str], parts: Sequence[tuple[int, Part]], count: int | None) -> Iterator[TableFile]:
    """Yield the files of the tables: one each, or as a dataset `count`; with each part comes which of them it is in."""
    for table in tables:
        for place in range(count or 1):
            name = f"{table}.parquet" if count is None else f"{table}/part-{place:05d}-of-{count:05d}.parquet"
            yield TableFile(table, name, tuple(part.key for at, part in parts if at == place and part.rows.get(table)))


def write_table_file(file: TableFile, parts: Storage, staged: Storage, metadata: Mapping[str, str]) -> int:
    """Put the rows of some parts together into a file aside, and return its size in bytes: a task."""
    schema = TABLES[file.table]
    schema = schema.with_metadata({**schema.metadata, "schema_version": SCHEMA_VERSION, **metadata})
    with writing(staged.where), staged.output(file.name) as sink:
        with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
            for table in _row_groups(file, parts):
                writer.write_table(table.cast(schema))
        sink.flush()
        return int(sink.tell())


def _row_groups(file: TableFile, parts: Storage) -> Iterator[pa.Table]:
    some: list[pa.Table] = []
    for key in file.keys:
        with parts.input(f"{key}/{file.table}.parquet") as source:
            some.append(pq.ParquetFile(source).read(use_threads=False))  # twice as fast for parts as small as these
        if sum(map(len, some)) >= ROWS_PER_GROUP or sum(table.nbytes for table in some) >= BYTES_PER_GROUP:
            yield pa.concat_tables(some).combine_chunks()
            some = []
    if some:
        yield pa.concat_tables(some).combine_chunks()
