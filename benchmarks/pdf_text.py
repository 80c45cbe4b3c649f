"""How fast PDF pages are read, in pages a CPU second on one core, and what memory that takes.

Prints one line a file, each measured in a process of its own, and the same for pdfium's bare text, which is the limit:
    python benchmarks/pdf_text.py ../shared/bench/pdf [--repeat 5]
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium

from pipeline.ingest.pdf import read_pdf
from pipeline.records import Source
from pipeline.triage import triage


def bare(path: Path) -> int:
    """Read the text of every page with pdfium alone."""
    with pdfium.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_range()
        return len(document)


def ours(path: Path) -> int:
    return len(read_pdf(path, Source(path.name, (), "0" * 64, "application/pdf", path.stat().st_size)).pages)


def judged(path: Path) -> int:
    return len(triage(read_pdf(path, Source(path.name, (), "0" * 64, "application/pdf", path.stat().st_size))).pages)


WAYS = {"pdfium text": bare, "read_pdf": ours, "read_pdf and triage": judged}


def measure(way: str, paths: list[Path], repeat: int) -> tuple[float, float]:
    """Return pages a CPU second (median of the runs) and the peak of memory in MiB."""
    WAYS[way](paths[0])  # imports and caches
    speeds = []
    for _ in range(repeat):
        start = time.process_time()
        pages = sum(WAYS[way](path) for path in paths)
        speeds.append(pages / (time.process_time() - start))
    return median(speeds), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/bench/pdf"))
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.pdf"))
    print("file".ljust(40), *(f"{way}: pages/s, MiB".rjust(32) for way in WAYS))
    for name, group in [*((path.name, [path]) for path in paths), ("all together", paths)]:
        figures = []
        for way in WAYS:
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                figures.append(pool.apply(measure, (way, group, options.repeat)))
        print(name[:40].ljust(40), *(f"{speed:8.0f}  {memory:6.0f}".rjust(32) for speed, memory in figures))


if __name__ == "__main__":
    main()
