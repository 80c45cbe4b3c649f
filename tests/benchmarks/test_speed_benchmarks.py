"""The measures of speed: what a process took with all it started, kinds of files, and what a mix costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import peers
import pypdfium2
import pytest
import stages
from peers import Engine, NotRun

SAMPLES = Path(__file__).parents[2] / "data" / "raw"


@pytest.mark.parametrize("pages", [1, 5, 23])
def test_put_together_has_as_many_pages_as_wanted(tmp_path: Path, pages: int) -> None:
    sources = [SAMPLES / name for name in peers.BORN_DIGITAL]
    peers.put_together(sources, pages, tmp_path / "whole.pdf")
    with pypdfium2.PdfDocument(tmp_path / "whole.pdf") as document:
        assert len(document) == pages


def alone(code: str) -> str:
    """Run code in a process of its own: `measured` waits for every child that its process has."""
    begin = f"import sys; sys.path[:] = {sys.path!r}\nimport peers\npeers.become_reaper()\n"
    return subprocess.run([sys.executable, "-c", begin + code], capture_output=True, text=True, check=True).stdout


def test_measured_counts_what_a_process_leaves_behind() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    starts = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}]); print('started')"
    printed = alone(
        f"run, printed = peers.measured([sys.executable, '-c', {starts!r}])\n"
        "print(printed.strip(), run.cpu >= 0.3, run.mebibytes > 1)"
    )
    assert printed.split() == ["started", "True", "True"]


def test_measured_gives_the_error_of_what_fails() -> None:
    printed = alone(
        "try: peers.measured([sys.executable, '-c', 'raise ValueError(1)'])\nexcept peers.NotRun as e: print(e)"
    )
    assert printed.strip() == "exit code 1: ValueError: 1"


def test_peer_without_environment_is_left_out(tmp_path: Path) -> None:
    engine = Engine("some reader", "text", "pdfplumber", ("pdfplumber",), "some")
    with pytest.raises(NotRun, match="no environment"):
        peers.run(engine, tmp_path, [])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("truong-thcs-doi-che-2024-2025.pdf", ("PDF", 3), id="born digital"),
        pytest.param("truong-thcs-doi-che (mat dau).pdf", ("PDF, to restore", 3), id="without marks"),
        pytest.param("SCAN_0042.pdf", ("scan", 2), id="scan"),
        pytest.param("ubnd-xa-ha-lieu-2026 (da OCR).pdf", ("garbled", 3), id="garbled layer"),
        pytest.param("IMG_20260403.jpg", ("photo", 1), id="photo"),
        pytest.param("ubnd-xa-ha-lieu-2026.md", ("text", 1), id="Markdown"),
        pytest.param("gui kem cong van 112.zip", None, id="archive"),
    ],
)
def test_kind_of_a_file(name: str, kind: tuple[str, int] | None) -> None:
    assert stages.kind_of(SAMPLES / name) == kind


def test_cost_of_a_mix(capsys: pytest.CaptureFixture[str]) -> None:
    costs = {"PDF": stages.Cost(2, 10, stages.Counter(ingest=1.0, write=0.8)), "scan": stages.Cost(1, 4)}
    costs["scan"].seconds["ocr"] = 3.6
    stages.cost_of_many(costs, "PDF 50 scan 50 HTML 0", 0.5)
    printed = capsys.readouterr().out
    assert "45,000 pages" in printed
    assert "6.25 core-hours, 3.12 at 0.5 an hour; of the hours scan 80 %, PDF 20 %" in printed
    assert "HTML: no file to measure" in printed
