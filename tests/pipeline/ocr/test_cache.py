"""Readings that are kept: whole or not there, and apart by what they were read with."""

from __future__ import annotations

import pytest

from pipeline.ocr import cache
from pipeline.ocr.cache import Kept
from pipeline.ocr.page import CellRef, PageReading, TextLine, Turn, Word
from pipeline.storage import Storage

WORD = Word("kế", (10.0, 20.0, 30.5, 32.25), 0.931)
REF = CellRef(0, 1, 2, column_span=2)
READING = PageReading(
    (TextLine((WORD,), WORD.box, 3, REF),), ((REF, (5.0, 6.0, 7.0, 8.0)),), "tesseract-0", "vie", True, Turn(1, -0.4), 595.0, 842.0
)  # fmt: skip


@pytest.fixture(autouse=True)
def version(monkeypatch):
    monkeypatch.setattr(cache, "reading_version", lambda: "one way")
    monkeypatch.setattr(cache, "installed_engine", lambda: "tesseract-0")


def test_a_reading_comes_back_as_it_was(storage):
    kept = Kept(storage / ".work/pages")
    assert kept.get("a" * 64, 2) is None
    kept.keep("a" * 64, 2, READING)
    assert kept.get("a" * 64, 2) == READING
    assert kept.get("a" * 64, 1) is None and kept.get("b" * 64, 2) is None
    kept.keep("a" * 64, 7, READING)
    assert kept.among("a" * 64, [1, 2, 7]) == {2: READING, 7: READING}
    kept.forget_all()
    assert kept.among("a" * 64, [1, 2, 7]) == {}


@pytest.mark.parametrize("damage", [b"", b"no zstd at all", None], ids=["empty", "garbage", "cut short"])
def test_a_damaged_reading_counts_as_not_there(tmp_path, damage):
    kept = Kept(Storage(tmp_path))
    kept.keep("a" * 64, 2, READING)
    (file,) = tmp_path.rglob("2.*")
    file.write_bytes(file.read_bytes()[:-10] if damage is None else damage)
    assert kept.get("a" * 64, 2) is None


def test_what_was_read_otherwise_is_not_taken_and_can_be_removed(tmp_path, monkeypatch):
    kept = Kept(Storage(tmp_path))
    kept.keep("a" * 64, 2, READING)
    monkeypatch.setattr(cache, "reading_version", lambda: "another way")
    assert kept.get("a" * 64, 2) is None
    kept.keep("a" * 64, 2, READING)
    monkeypatch.setattr(cache, "installed_engine", lambda: "")
    kept.forget_other_versions()
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.undo()
    monkeypatch.setattr(cache, "reading_version", lambda: "another way")
    monkeypatch.setattr(cache, "installed_engine", lambda: "tesseract-1")
    kept.forget_other_versions()
    assert [folder.name for folder in tmp_path.iterdir()] == ["another way"]
    assert kept.get("a" * 64, 2) == READING


def test_a_document_can_be_forgotten(tmp_path):
    kept = Kept(Storage(tmp_path))
    for name in ("a" * 64, "b" * 64):
        kept.keep(name, 1, READING)
    kept.forget("a" * 64)
    assert kept.get("a" * 64, 1) is None
    assert kept.get("b" * 64, 1) == READING
