"""What is found in real documents that lie beside the repository, as counts and codes: no word of them is kept here.

Only documents with a text of their own are read, none by OCR.  `make snapshot` prints gains and losses by document and
table and writes the codes anew; the list is read before the file is committed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from pipeline.ocr import Readings
from pipeline.records import Extracted, Source
from pipeline.run import process

SNAPSHOT = Path(__file__).parent / "snapshots" / "documents.json"
SHOWN = 3  # new rows of a table that a message shows
TABLES = ("document", "sections", "legal_bases", "targets", "deadlines", "responsibilities")
# Where a row stands and how surely it was found is tested elsewhere.
PLACES = {"start", "end", "ordinal", "parent", "section", "confidence", "method", "remarks"}
NOT_DOCUMENTS = {".tsv"}  # the index of the folder

Codes = dict[str, dict[str, str]]  # document → table → one code a row
Words = dict[tuple[str, str, str], str]  # document, table, code → the row


class NeedsOcr(Exception):
    """Pages of the document are pictures."""


def _no_pictures(path: Path, source: Source, pages: Sequence[int]) -> Readings:
    if pages:
        raise NeedsOcr(source.path)
    return {}


@pytest.fixture(scope="module")
def documents(shared: Path) -> Path:
    folder = shared / "documents"
    if not folder.is_dir():
        pytest.skip("needs the real documents: no folder 'documents' beside the plans")
    return folder


def test_real_documents_are_understood_as_before(documents: Path, pytestconfig: pytest.Config) -> None:
    found, words = _found(documents)
    known: Codes = json.loads(SNAPSHOT.read_text(encoding="utf-8")) if SNAPSHOT.exists() else {}
    changes = "\n".join(_changes(known, found, words))
    if pytestconfig.getoption("--rewrite-golden"):
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(json.dumps(found, indent=0) + "\n", encoding="utf-8")
        print(f"\n{changes or 'as before'}")
    else:
        assert not changes, f"`make snapshot` after this has been read:\n{changes}"


def test_no_words_of_real_documents_are_kept() -> None:
    for name, tables in json.loads(SNAPSHOT.read_text(encoding="utf-8")).items():
        assert re.fullmatch(r"[\w.-]+", name)
        for table, codes in tables.items():
            assert table in TABLES
            assert re.fullmatch(r"(?:[0-9a-f]{4}(?: |$))*", codes)


@pytest.mark.parametrize(
    ("known", "found", "expected"),
    [
        pytest.param("aaaa bbbb", "bbbb aaaa", [], id="in another order"),
        pytest.param("aaaa", "aaaa aaaa", ["a.pdf targets: 1 → 2 (+1 −0)"], id="found twice"),
        pytest.param("aaaa bbbb", "aaaa", ["a.pdf targets: 2 → 1 (+0 −1)"], id="lost"),
        pytest.param("aaaa", "bbbb", ["a.pdf targets: 1 → 1 (+1 −1)", "    + 100% hồ sơ"], id="read otherwise"),
    ],
)
def test_gains_and_losses_are_told(known: str, found: str, expected: list[str]) -> None:
    words = {("a.pdf", "targets", "bbbb"): "100% hồ sơ"}
    assert list(_changes({"a.pdf": {"targets": known}}, {"a.pdf": {"targets": found}}, words)) == expected


def test_a_document_read_for_the_first_time_is_a_gain() -> None:
    assert list(_changes({}, {"a.pdf": {"targets": "aaaa"}}, {})) == ["a.pdf targets: 0 → 1 (+1 −0)"]
    assert list(_changes({"a.pdf": {"targets": "aaaa"}}, {}, {})) == ["a.pdf targets: 1 → 0 (+0 −1)"]


def _found(folder: Path) -> tuple[Codes, Words]:
    codes: Codes = {}
    words: Words = {}
    for path in sorted(folder.iterdir()):
        if path.is_dir() or path.suffix in NOT_DOCUMENTS:
            continue
        try:
            extracted = process(path, path.name, _no_pictures)
        except NeedsOcr:
            continue
        codes[path.name] = {}
        for table, rows in _rows(extracted).items():
            coded = [(f"{crc32(row.encode()) & 0xFFFF:04x}", row) for row in rows]
            codes[path.name][table] = " ".join(sorted(code for code, _ in coded))
            words |= {(path.name, table, code): row for code, row in coded}
    return codes, words


def _rows(extracted: Extracted) -> dict[str, list[str]]:
    """Return the rows of a document, one text each: what was understood, and the words it rests on."""
    text = extracted.outline.reading.text
    records = {table: getattr(extracted, table) for table in TABLES[2:]}
    return {
        "document": [_row(extracted.header)],
        "sections": [_row(section) for section in extracted.outline.sections],
        **{table: [f"{_row(row)} | {text[row.start : row.end]}" for row in rows] for table, rows in records.items()},
    }


def _row(record: Any) -> str:
    stated = [(field.name, getattr(record, field.name)) for field in fields(record) if field.name not in PLACES]
    return " | ".join(f"{name}={value}" for name, value in stated if value is not None)


def _changes(known: Codes, found: Codes, words: Words) -> Iterator[str]:
    """Yield gains and losses by document and table, with the first of the new rows."""
    for name in sorted(known.keys() | found.keys()):
        before, now = known.get(name, {}), found.get(name, {})
        for table in sorted(before.keys() | now.keys()):
            old, new = Counter(before.get(table, "").split()), Counter(now.get(table, "").split())
            gained, lost = new - old, old - new
            if not gained and not lost:
                continue
            yield f"{name} {table}: {old.total()} → {new.total()} (+{gained.total()} −{lost.total()})"
            shown = [words[key] for code in gained if (key := (name, table, code)) in words]
            yield from (f"    + {row}" for row in shown[:SHOWN])
