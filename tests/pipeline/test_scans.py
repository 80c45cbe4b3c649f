"""A run over scans: pages are tasks of their own, read once, and one that fails is named."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest
from engines import needs_tesseract
from scans import LETTER, letter, scan

from pipeline.events import PageRead
from pipeline.ocr import engine as engines
from pipeline.ocr import tasks
from pipeline.run import extract_folder, process
from pipeline.run import folder as run_over_folder
from pipeline.settings import Settings

pytestmark = needs_tesseract
TWO = Settings(workers=2)


def rows(out, table):
    return pq.read_table(out / f"{table}.parquet").to_pylist()


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    scan(folder / "quét.pdf", letter, letter)
    return folder


@pytest.fixture(scope="module")
def read_once(raw, tmp_path_factory):
    """The output of a first run, and what it said of progress."""
    out = tmp_path_factory.mktemp("out")
    said = []
    extract_folder(raw, out, TWO, tell=said.append)
    return out, said


def kept_pages(out):
    return {path: path.stat().st_mtime_ns for path in (out / ".work" / "pages").rglob("*.zst")}


def test_a_scan_gives_its_text_page_by_page(read_once):
    out, said = read_once
    (document,) = rows(out, "documents")
    assert document["text_origin"] == "ocr"
    assert document["text"].count("45/KH-SGDĐT") == 2
    pages = rows(out, "pages")
    assert [page["raw_text"] for page in pages] == ["\n".join(LETTER)] * 2
    for page in pages:
        assert page["method"].startswith("ocr:tess") and page["method"].endswith(":vie")
        assert page["text_state"] == "absent" and page["ocr_confidence"] > 0.9
    assert [row["cited_number"] for row in rows(out, "legal_bases")] == ["45/KH-SGDĐT"] * 2
    assert [event for event in said if isinstance(event, PageRead)] == [
        PageRead("quét.pdf", done=1, total=2),
        PageRead("quét.pdf", done=2, total=2),
    ]


def test_no_page_is_read_twice(raw, read_once, monkeypatch):
    out, _ = read_once
    before = kept_pages(out)
    assert len(before) == 2
    assert extract_folder(raw, out, TWO).unchanged
    for version in ("version_here", "records_here"):
        monkeypatch.setattr(run_over_folder, version, lambda: "9.9.9+another")
    assert extract_folder(raw, out, TWO).read_now == 1
    assert kept_pages(out) == before


def test_afresh_means_that_pages_are_read_anew(raw, read_once):
    out, _ = read_once
    before = kept_pages(out)
    extract_folder(raw, out, TWO, fresh=True)
    after = kept_pages(out)
    assert after.keys() == before.keys()
    assert all(after[path] > before[path] for path in before)


def test_without_an_engine_the_run_goes_on_and_says_so(raw, monkeypatch):
    def missing():
        raise engines.NoEngine("chưa cài Tesseract", "Tesseract is not installed")

    monkeypatch.setattr(tasks, "engine", missing)
    extracted = process(raw / "quét.pdf", "quét.pdf")
    codes = [finding.code for finding in extracted.outline.reading.document.findings]
    assert codes == ["ocr-missing"]
