"""How well and how fast page images are read: scans whose text is known, beside plain Tesseract and OCRmyPDF.

Prints for every set of scans the share of wrong letters (CER) and words (WER), how many document numbers, percentages
and dates survive, and CPU seconds a page with rendering and preparation:
    python benchmarks/ocr.py ../shared [--sets scan scan_hard] [--ocrmypdf PATH] [--cores] [--show]
Needs the folders `bench` and `gold/documents`.  `--cores` measures how much sooner two workers are done than one.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from normalizers.letters import nfc
from pipeline.ocr import read_and_keep
from pipeline.ocr.lines import lay_out
from pipeline.ocr.reading import read_page
from pipeline.settings import Settings
from pipeline.storage import Storage
from pipeline.workers import Task, do_all

PDF = "application/pdf"
# What extraction lives on; it must come out letter by letter.
ENTITIES = {
    "ids": re.compile(r"\d+/(?:\d{4}/)?[A-ZĐƯ]+(?:-[A-ZĐƯ&]+)*"),
    "pct": re.compile(r"\d+(?:[.,]\d+)?\s?%"),
    "dates": re.compile(r"\d{1,2}/\d{1,2}/\d{4}"),
}
Truths = list[tuple[Path, str]]


def ours(path: Path) -> tuple[str, int]:
    """Return the text of a PDF as this program reads it, and on how many pages lines were read a second time."""
    readings = {number: read_page(path, PDF, number, 600) for number in range(1, _count(path) + 1)}
    laid = lay_out(readings, 0)
    text = "\n".join(line.text for number in sorted(laid) for line in laid[number].lines)
    return text, sum(reading.second for reading in readings.values())


def unrepaired(path: Path) -> tuple[str, int]:
    """Return the same before any repair."""
    readings = [read_page(path, PDF, number, 600) for number in range(1, _count(path) + 1)]
    return "\n".join(line.text for reading in readings for line in reading.lines), sum(r.second for r in readings)


def tesseract(path: Path) -> tuple[str, int]:
    """Return what the program gives for pages drawn at 200 dpi, with Vietnamese data and nothing else set."""
    with tempfile.TemporaryDirectory() as folder, pdfium.PdfDocument(path) as document:
        texts = []
        for page in document:
            page.render(scale=200 / 72, grayscale=True).to_pil().save(Path(folder, "page.png"))
            command = ["tesseract", f"{folder}/page.png", "-", "-l", "vie", "--dpi", "200"]
            texts.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return "\n".join(texts), 0


def ocrmypdf(program: str) -> Callable[[Path], tuple[str, int]]:
    """Return a reader that runs OCRmyPDF as its manual says for scans."""

    def read(path: Path) -> tuple[str, int]:
        with tempfile.TemporaryDirectory() as folder:
            command = [program, "-q", "-l", "vie", "--jobs", "1", "--output-type", "pdf", "--sidecar", f"{folder}/text"]
            subprocess.run([*command, str(path), f"{folder}/out.pdf"], capture_output=True, check=True)
            return Path(folder, "text").read_text(encoding="utf-8"), 0

    return read


def _count(path: Path) -> int:
    with pdfium.PdfDocument(path) as document:
        return len(document)


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure(read: Callable[[Path], tuple[str, int]], truths: Truths, show: bool) -> str:
    """Return a line of figures for one way of reading one set."""
    wrong = letters = wrong_words = words = pages = second = 0
    kept: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    start = _cpu()
    for path, truth in truths:
        text, again = read(path)
        pages += _count(path)
        second += again
        seen, meant = _plain(text), _plain(truth)
        wrong += Levenshtein.distance(seen, meant)
        letters += len(meant)
        wrong_words += Levenshtein.distance(seen.split(), meant.split())
        words += len(meant.split())
        for name, pattern in ENTITIES.items():
            there, found = Counter(pattern.findall(meant)), Counter(pattern.findall(seen))
            kept[name] += sum((there & found).values())
            stated[name] += sum(there.values())
        if show:
            print(*_differences(seen.split(), meant.split()), sep="\n")
    seconds = (_cpu() - start) / pages
    survived = "  ".join(f"{name} {kept[name]:3d}/{stated[name]:<3d}" for name in ENTITIES)
    return (
        f"CER {100 * wrong / letters:6.3f} %  WER {100 * wrong_words / words:6.2f} %  {survived}  "
        f"{seconds:5.2f} CPU-s/page  second {second}/{pages}"
    )


def _differences(seen: list[str], meant: list[str]) -> Iterator[str]:
    for edit in Levenshtein.opcodes(seen, meant):
        if edit.tag != "equal":
            read, printed = seen[edit.src_start : edit.src_end], meant[edit.dest_start : edit.dest_end]
            yield f"    {' '.join(read)!r} for {' '.join(printed)!r}"


def _sets(shared: Path) -> dict[str, Truths]:
    plans = sorted((shared / "bench" / "truth").glob("*.txt"))
    found = {
        name: [(shared / "bench" / name / f"{truth.stem}.pdf", truth.read_text(encoding="utf-8")) for truth in plans]
        for name in ("scan", "scan_hard", "scan_bad")
    }
    real = sorted((shared / "gold" / "documents").glob("*.truth.txt"))
    found["real"] = [
        (path, truth.read_text(encoding="utf-8"))
        for truth in real
        if (path := shared / "documents" / f"{truth.name.removesuffix('.truth.txt')}.pdf").exists()
    ]
    return found


def cores(truths: Truths) -> None:
    """Print the seconds that one worker and two take for the pages of a set."""
    jobs = [(path, number) for path, _ in truths for number in range(1, _count(path) + 1)]
    times = []
    for workers in (1, 2):
        settings = replace(Settings(), workers=workers)
        with tempfile.TemporaryDirectory() as folder:
            kept = Storage(folder)
            tasks = deque(
                Task((path, number), read_and_keep, (path, path.stem, PDF, number, kept, 600.0), path.name, 600)
                for path, number in jobs
            )
            start = time.perf_counter()
            for task, answer in do_all(tasks, settings):
                if isinstance(answer, Exception):
                    print(task.name, answer)
            times.append(time.perf_counter() - start)
        print(f"{workers} worker(s): {times[-1] / len(jobs):.2f} s/page", flush=True)
    print(f"two are {times[0] / times[1]:.2f} times as fast; load of the machine {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--sets", nargs="+", default=["scan", "scan_hard", "scan_bad", "real"])
    parser.add_argument("--only-ours", action="store_true", help="leave the other programs out")
    parser.add_argument("--ocrmypdf", default=shutil.which("ocrmypdf"), help="where OCRmyPDF is")
    parser.add_argument("--cores", action="store_true", help="measure one worker against two instead")
    parser.add_argument("--show", action="store_true", help="print every word that came out wrong")
    options = parser.parse_args()
    ways: dict[str, Callable[[Path], tuple[str, int]]] = {"ours": ours}
    if not options.only_ours:
        ways |= {"before repair": unrepaired, "tesseract -l vie": tesseract}
        if options.ocrmypdf:
            ways["OCRmyPDF"] = ocrmypdf(options.ocrmypdf)
    for name, truths in _sets(options.shared).items():
        if name not in options.sets:
            continue
        if options.cores:
            cores(truths)
            continue
        for way, read in ways.items():
            print(f"{name:10} {way:17} {measure(read, truths, options.show and way == 'ours')}", flush=True)


if __name__ == "__main__":
    main()
