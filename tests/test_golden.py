"""Whole documents: everything extracted from each sample, one record a line, so that a change is read as a diff.

`make golden` writes the files anew; the diff is read before it is committed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).parent / "golden"
SAMPLES = sorted(path.name for path in (ROOT / "data" / "raw").iterdir())

# The columns that say what was understood; ids, offsets and confidences are tested elsewhere.
COLUMNS = {
    "sections": ["path", "level", "role", "title"],
    "legal_bases": ["cited_type", "cited_number", "cited_date", "cited_year", "issuer", "subject", "role", "pinpoint"],
    "targets": ["kind", "status", "comparator", "value", "value_max", "unit", "change", "indicator", "due_date"],
    "deadlines": ["kind", "relation", "start_date", "due_date", "rrule", "task"],
    "responsibilities": ["unit", "unit_name", "unit_kind", "level", "role", "stated_by", "task"],
    "findings": ["code", "severity", "page", "quote"],
}
HEADER = [
    "media_type", "text_origin", "page_count", "doc_type", "doc_number", "doc_symbol", "issued_date", "issued_place",
    "issuer", "parent_issuer", "title", "period_start", "period_end", "signer_title", "signer_name", "recipients",
]  # fmt: skip


def _projection(tables: Path, name: str) -> str:
    """Return what the tables say of one document as JSON with one record a line."""
    (document,) = _rows(tables, "documents", "source_path", name)
    parts = {"document": [{key: document[key]} for key in HEADER]}
    for table, columns in COLUMNS.items():
        rows = _rows(tables, table, *(("source_path", name) if table == "findings" else ("doc_id", document["doc_id"])))
        parts[table] = [{key: row[key] for key in columns if row[key] is not None} for row in rows]
    return "{\n" + ",\n".join(f'"{table}": [\n{_lines(rows)}\n]' for table, rows in parts.items()) + "\n}\n"


def _rows(tables: Path, table: str, key: str, value: str) -> list[dict[str, Any]]:
    whole = pq.read_table(tables / f"{table}.parquet")
    return whole.filter(pc.equal(whole[key], value)).to_pylist()


def _lines(rows: list[dict[str, Any]]) -> str:
    return ",\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in rows)


@pytest.mark.parametrize("name", SAMPLES)
def test_document_as_understood(samples_run: Path, pytestconfig: pytest.Config, name: str) -> None:
    found = _projection(samples_run, name)
    golden = GOLDEN / _file_of(name)
    if pytestconfig.getoption("--rewrite-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(map(_file_of, SAMPLES))


def _file_of(name: str) -> str:
    return re.sub(r"\W+", "-", Path(name).stem).strip("-") + ".json"
