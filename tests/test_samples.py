"""The samples of data/raw are what the kept script writes, and a run reads all of them."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pypdfium2 as pdfium
import pytest
from engines import needs_tesseract
from PIL import Image
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

SAMPLES = sorted(path.name for path in (Path(__file__).parent.parent / "data" / "raw").iterdir())
ARCHIVE = "gui kem cong van 112.zip"

# What is only there as a picture, and the same plan as typed.
PICTURES = {
    "IMG_20260403.jpg": f"{ARCHIVE}/kh doc sach 2026.docx",
    "SCAN_0042.pdf": f"{ARCHIVE}/bản gõ lại/vuon-he-2025.docx",
    "ubnd-phuong-vinh-suong-2026 (scan).pdf": f"{ARCHIVE}/bản gõ lại/vinh-suong-2026.md",
    "ubnd-xa-ha-lieu-2026 (da OCR).pdf": "ubnd-xa-ha-lieu-2026.md",
}
GARBLED = "truong-thcs-doi-che (mat dau).pdf"  # and no picture to read it from
AS_TYPED = "truong-thcs-doi-che-2024-2025.pdf"
TYPED = [*(name for name in SAMPLES if name not in (*PICTURES, GARBLED, ARCHIVE)), *PICTURES.values()]

# What a reader of the tables computes with. Names and tasks are words, and a letter of them may be misread.
KEYS = {
    "legal_bases": ["cited_type", "cited_number", "cited_date", "role"],
    "targets": ["kind", "status", "comparator", "value", "value_max", "unit", "change"],
    "deadlines": ["kind", "relation", "start_date", "due_date", "rrule"],
    "responsibilities": ["unit_name", "role"],
}


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, written anew."""
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(root / "scripts" / "make_samples.py"), str(folder)], check=True)
    return folder


def test_the_script_writes_what_is_there(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_as_written(root: Path, made: Path, name: str) -> None:
    """The same bytes; of a PDF and a photograph the same words and the same picture to the eye.

    Their bytes follow the versions of the libraries that write them.
    """
    kept, new = root / "data" / "raw" / name, made / name
    if name.endswith((".pdf", ".jpg")):
        assert _words(kept) == _words(new)
        for one, other in zip(_looks(kept), _looks(new), strict=True):
            assert one.shape == other.shape
            assert np.abs(one - other).mean() < 2  # of 255 levels of grey
    else:
        assert kept.read_bytes() == new.read_bytes()


def _words(path: Path) -> list[list[str]]:
    if path.suffix == ".jpg":
        return []
    return [page.get_textpage().get_text_range().split() for page in pdfium.PdfDocument(path)]


def _looks(path: Path) -> Iterator[np.ndarray]:
    """Yield the pages as small grey pictures, in which the grain of a copier is smoothed away."""
    if path.suffix == ".jpg":
        yield np.asarray(Image.open(io.BytesIO(path.read_bytes())).convert("L").reduce(4), dtype=float)
    else:
        for page in pdfium.PdfDocument(path):
            yield np.asarray(page.render(scale=0.5, grayscale=True).to_pil().convert("L"), dtype=float)


@pytest.mark.parametrize(
    "name",
    [*TYPED, *(pytest.param(name, marks=needs_tesseract) for name in PICTURES)],
    ids=lambda name: Path(name).stem,
)
def test_run_reads_every_sample(samples_run: Path, name: str) -> None:
    """Each plan is a document of which something of every kind was found."""
    for table in KEYS:
        assert _records(samples_run, table, name), table


@needs_tesseract
@pytest.mark.parametrize(("picture", "typed"), PICTURES.items(), ids=PICTURES)
def test_picture_says_what_the_plan_says(samples_run: Path, picture: str, typed: str) -> None:
    """Every number, date and rule of the typed plan is read from the picture, and no other; of units nearly all."""
    for table in ("legal_bases", "targets", "deadlines"):
        assert _records(samples_run, table, picture) == _records(samples_run, table, typed), table
    found, said = (Counter(_records(samples_run, "responsibilities", name)) for name in (picture, typed))
    assert max((found - said).total(), (said - found).total()) <= max(2, said.total() // 10)


@needs_tesseract
@pytest.mark.parametrize(("picture", "typed"), PICTURES.items(), ids=PICTURES)
def test_head_of_a_picture(samples_run: Path, picture: str, typed: str) -> None:
    found, said = _document(samples_run, picture), _document(samples_run, typed)
    for column in ("doc_number", "issued_date", "period_start", "period_end"):
        assert found[column] == said[column], column
    for column in ("issuer", "title", "signer_name"):
        assert fuzz.ratio(found[column], said[column]) > 90, (column, found[column])  # a letter or two


@needs_tesseract
@pytest.mark.parametrize(("picture", "typed"), PICTURES.items(), ids=PICTURES)
def test_picture_is_read_letter_by_letter(samples_run: Path, picture: str, typed: str) -> None:
    """At most one letter in a hundred is misread; where lines and cells are parted does not count."""
    found, said = (_letters(_document(samples_run, name)["text"]) for name in (picture, typed))
    assert Levenshtein.distance(found, said) <= len(said) / 100


@needs_tesseract
@pytest.mark.parametrize("name", PICTURES)
def test_page_tells_how_it_was_read(samples_run: Path, name: str) -> None:
    pages = _records_of(samples_run, "pages", _document(samples_run, name)["doc_id"])
    assert pages
    for page in pages:
        assert page["method"].startswith("ocr:")
        assert page["ocr_confidence"] > 0.8


def test_garbled_text_without_a_picture_is_restored(samples_run: Path) -> None:
    """What is computed with comes out as from the plan as typed; the names, which nobody can know, may differ."""
    for table in KEYS:
        assert _records(samples_run, table, GARBLED) == _records(samples_run, table, AS_TYPED), table
    found, said = (_document(samples_run, name) for name in (GARBLED, AS_TYPED))
    for column in ("doc_type", "issued_date", "period_start", "period_end", "title"):
        assert found[column] == said[column], column
    assert (found["restored"], said["restored"]) == (True, False)
    wrong = Levenshtein.distance(found["text"].split(), said["text"].split())
    assert wrong <= len(said["text"].split()) / 25


def test_restored_text_is_flagged_and_listed(samples_run: Path) -> None:
    assert {"text-restored"} == {code for code in _told(samples_run, GARBLED) if code.startswith("text-")}
    document = _document(samples_run, GARBLED)
    listed = _records_of(samples_run, "restorations", document["doc_id"])
    assert [row["restored"] for row in listed] == [document["text"][r["char_start"] : r["char_end"]] for r in listed]
    pages = _records_of(samples_run, "pages", document["doc_id"])
    assert all(page["text_state"] == "garbled" and "hoach" in page["raw_text"] for page in pages[:1])
    assert {row["page"] for row in listed} == {page["page"] for page in pages}


def test_old_encoding_comes_out_as_unicode(samples_run: Path) -> None:
    document = _document(samples_run, "kh-tin-hoc-hoa-phu-may-2003.rtf")
    assert document["issuer"] == "Ủy ban nhân dân huyện Phù Mây"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in document["text"]
    assert "Văn phòng HĐND và UBND chủ trì, phối hợp với Phòng Tài chính - Thương mại" in document["text"]


def test_the_worn_sample_is_flagged(samples_run: Path) -> None:
    """What is wrong in the file where everything is wrong is told."""
    assert _told(samples_run, "ke hoach cchc 2025 (ban cuoi).txt") >= {
        "own-number-blank", "own-date-blank", "section-number-repeated", "section-number-skipped",
        "symbol-issuer-mismatch", "cited-after-plan", "cited-two-dates", "cited-year-mismatch",
        "cited-type-misprinted", "deadline-before-plan",
    }  # fmt: skip


def _document(tables: Path, name: str) -> dict[str, Any]:
    (document,) = (row for row in pq.read_table(tables / "documents.parquet").to_pylist() if row["source_path"] == name)
    return document


def _records(tables: Path, table: str, name: str) -> list[str]:
    """Return the records of one document by their keys, in an order of their own."""
    rows = _records_of(tables, table, _document(tables, name)["doc_id"])
    return sorted(str({key: row[key] for key in KEYS[table]}) for row in rows)


def _records_of(tables: Path, table: str, doc_id: str) -> list[dict[str, Any]]:
    return [row for row in pq.read_table(tables / f"{table}.parquet").to_pylist() if row["doc_id"] == doc_id]


def _told(tables: Path, name: str) -> set[str]:
    findings = pq.read_table(tables / "findings.parquet", columns=["source_path", "code"]).to_pylist()
    return {row["code"] for row in findings if row["source_path"] == name}


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
