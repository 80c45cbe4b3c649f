"""Whole documents: everything extracted from each sample, one record a line, so that a change is read as a diff.

`make golden` writes the files anew; the diff is read before it is committed.  What is read from a picture is compared
with patience: another version of Tesseract misreads other letters.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from engines import needs_tesseract
from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).parent / "golden"
ARCHIVE = "gui kem cong van 112.zip"
IN_ARCHIVE = ["kh doc sach 2026.docx", "bản gõ lại/vinh-suong-2026.md", "bản gõ lại/vuon-he-2025.docx"]
PICTURES = {
    "IMG_20260403.jpg",
    "SCAN_0042.pdf",
    "ubnd-phuong-vinh-suong-2026 (scan).pdf",
    "ubnd-xa-ha-lieu-2026 (da OCR).pdf",
}
FILES = sorted(path.name for path in (ROOT / "data" / "raw").iterdir())
DOCUMENTS = [name for name in FILES if name != ARCHIVE] + [f"{ARCHIVE}/{name}" for name in IN_ARCHIVE]

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

# Two rows read from pictures are the same where their words are alike and all their other columns equal.
WORDS = {"title", "issuer", "parent_issuer", "subject", "indicator", "task", "unit", "unit_name", "recipients", "quote",
         "signer_title", "signer_name", "issued_place"}  # fmt: skip
ALIKE = 90  # of 100: two letters misread in a line of twenty
MAY_DIFFER = 0.1  # share of the rows of a table, or one row


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


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, id=Path(name).stem, marks=needs_tesseract if name in PICTURES else ()) for name in DOCUMENTS],
)
def test_document_as_understood(samples_run: Path, pytestconfig: pytest.Config, name: str) -> None:
    found = _projection(samples_run, name)
    golden = GOLDEN / _file_of(name)
    if pytestconfig.getoption("--rewrite-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    known = golden.read_text(encoding="utf-8")
    if name in PICTURES:
        _assert_alike(json.loads(found), json.loads(known))
    else:
        assert found.splitlines() == known.splitlines()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(map(_file_of, DOCUMENTS))


def _file_of(name: str) -> str:
    return re.sub(r"\W+", "-", Path(name).stem).strip("-") + ".json"


Parts = dict[str, list[dict[str, Any]]]


def _assert_alike(found: Parts, known: Parts) -> None:
    for table, rows in known.items():
        missed, new = _without_twin(rows, found[table]), _without_twin(found[table], rows)
        allowed = 0 if table == "document" else max(1, len(rows) * MAY_DIFFER)
        assert max(len(missed), len(new)) <= allowed, f"{table}: missed {missed}, new {new}"


def _without_twin(rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows for which none of the others, each used once, says the same."""
    left, without = list(others), []
    for row in rows:
        twin = next((other for other in left if _same(row, other)), None)
        if twin is None:
            without.append(row)
        else:
            left.remove(twin)
    return without


def _same(row: dict[str, Any], other: dict[str, Any]) -> bool:
    return row.keys() == other.keys() and all(
        fuzz.ratio(str(value), str(other[key])) >= ALIKE if key in WORDS else value == other[key]
        for key, value in row.items()
    )
