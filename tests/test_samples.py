"""The samples of data/raw are what the kept script writes, and a run reads all of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pypdfium2 as pdfium
import pytest

SAMPLES = sorted(path.name for path in (Path(__file__).parent.parent / "data" / "raw").iterdir())


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
    """The same bytes; of a PDF the same words, since its bytes follow the version of the library that writes it."""
    kept, new = root / "data" / "raw" / name, made / name
    if name.endswith(".pdf"):
        assert _words(kept) == _words(new)
    else:
        assert kept.read_bytes() == new.read_bytes()


def _words(path: Path) -> list[list[str]]:
    document = pdfium.PdfDocument(path)
    return [page.get_textpage().get_text_range().split() for page in document]


@pytest.mark.parametrize("name", SAMPLES)
def test_run_reads_every_sample(samples_run: Path, name: str) -> None:
    """Each sample is a document of which something of every kind was found."""
    documents = pq.read_table(samples_run / "documents.parquet", columns=["doc_id", "source_path"]).to_pylist()
    doc_ids = [row["doc_id"] for row in documents if row["source_path"] == name]
    assert len(doc_ids) == 1
    for table in ("legal_bases", "targets", "deadlines", "responsibilities"):
        rows = pq.read_table(samples_run / f"{table}.parquet", columns=["doc_id"]).column("doc_id").to_pylist()
        assert doc_ids[0] in rows, table


def test_the_worn_sample_is_flagged(samples_run: Path) -> None:
    """What is wrong in the file where everything is wrong is told."""
    findings = pq.read_table(samples_run / "findings.parquet", columns=["source_path", "code"]).to_pylist()
    told = {row["code"] for row in findings if row["source_path"] == "ke hoach cchc 2025 (ban cuoi).txt"}
    assert told >= {
        "own-number-blank", "own-date-blank", "section-number-repeated", "section-number-skipped",
        "symbol-issuer-mismatch", "cited-after-plan", "cited-two-dates", "cited-year-mismatch",
        "cited-type-misprinted", "deadline-before-plan",
    }  # fmt: skip
