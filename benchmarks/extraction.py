"""What extraction by rules costs: time from reading text to records, by the page and by the length of a document.

    python benchmarks/extraction.py [FOLDER] [--longest 2000000] [--beside]

Texts come from FOLDER, else from ../shared/plans where it is there, else from data/raw.  Times are CPU seconds of one
core; every length runs in a process of its own, so that its peak of memory is its own.  It prints and asserts nothing.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from bisect import bisect_right
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from extractors.deadlines import find_deadlines
from extractors.header import read_header
from extractors.legal_bases import find_legal_bases
from extractors.passage import Passage, Plan
from extractors.responsibilities import find_responsibilities
from extractors.sentences import sentences
from extractors.targets import find_targets
from pipeline.errors import UnreadableFile
from pipeline.extract import extract
from pipeline.ingest import ingest
from pipeline.ocr import recognise
from pipeline.read import read
from pipeline.records import Line, Page, Restored, Source
from pipeline.restore import restore
from pipeline.segment import segment
from pipeline.triage import triage

ROOT = Path(__file__).parents[1]
PAGE = 2_000  # characters of a full page of a plan
LENGTHS = (2_000, 10_000, 50_000, 200_000, 500_000, 1_000_000, 2_000_000)
OUTSIDE = ("header", "preamble", "closing", "recipients", "signature")
LIBRARIES = ("underthesea", "spacy")


@dataclass(frozen=True, slots=True)
class Measured:
    """One document of a given length: CPU seconds of each stage, what was found, and the peak of memory."""

    characters: int
    load: float  # patterns compiled and lists read, once a process
    read: float
    segment: float
    extract: float
    each: dict[str, float]
    records: int
    peak_mib: float
    loaded: tuple[str, ...]

    @property
    def ms_per_page(self) -> float:
        """Milliseconds from reading text to records for each full page."""
        return 1000 * (self.segment + self.extract) * PAGE / max(1, self.characters)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="documents to take the text from")
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="longest document, in characters")
    parser.add_argument("--beside", action="store_true", help="time underthesea on the same sentences")
    args = parser.parse_args()
    folder = args.folder or next(f for f in (ROOT.parent / "shared" / "plans", ROOT / "data" / "raw") if f.exists())
    lengths = [n for n in LENGTHS if n <= args.longest]
    console = Console()
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        measured = list(pool.map(measure, [folder] * len(lengths), lengths))
    console.print(f"Texts of {folder}, repeated to the length; CPU time of one core.")
    console.print(_by_length(measured))
    console.print(_by_extractor(measured))
    console.print(f"Once a process, to load patterns and lists: {max(m.load for m in measured):.2f} s.")
    loaded = sorted({name for m in measured for name in m.loaded})
    console.print(f"Language libraries loaded while extracting: {', '.join(loaded) or 'none'}.")
    if args.beside:
        console.print(_beside(folder))


def measure(folder: Path, length: int) -> Measured:
    """Return what one document of `length` characters costs."""
    document = _document(folder, length)
    load_s = _timed(lambda: extract(segment(read(_document(folder, PAGE)))))[1]
    reading, reading_s = _timed(lambda: read(document))
    outline, segment_s = _timed(lambda: segment(reading))
    extracted, extract_s = _timed(lambda: extract(outline))
    plan = Plan(issuer=extracted.header.issuer, period_start=extracted.header.period_start)
    each = {"header": _timed(lambda: read_header(outline.passages))[1]}
    for find in (find_legal_bases, find_targets, find_deadlines, find_responsibilities):
        each[find.__name__.removeprefix("find_")] = _timed(lambda find=find: find(outline.passages, plan))[1]
    found = (extracted.legal_bases, extracted.targets, extracted.deadlines, extracted.responsibilities)
    return Measured(
        len(reading.text),
        load_s,
        reading_s,
        segment_s,
        extract_s,
        each,
        sum(map(len, found)),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        tuple(name for name in LIBRARIES if name in sys.modules),
    )


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.process_time()
    done = work()
    return done, time.process_time() - begin


def _document(folder: Path, length: int) -> Restored:
    """Return one document: the bodies of those in the folder, one after the other and again, until it is so long.

    Letterheads and signatures would end the plan where they stand, so only the first letterhead is kept.
    """
    outlines = [segment(read(document)) for path in sorted(folder.iterdir()) if (document := _read_file(path))]
    head = [p.text for p in outlines[0].passages if p.role in ("header", "preamble")]
    bodies = [_line(p) for outline in outlines for p in outline.passages if p.role not in OUTSIDE]
    size = sum(map(len, bodies)) + len(bodies)
    lines = [Line(text, "paragraph") for text in (*head, *bodies * (length // size + 1))]
    ends = list(accumulate(len(line.text) + 1 for line in lines))
    kept = lines[: bisect_right(ends, length) + 1]
    pages = tuple(
        Page(n, tuple(kept[at : at + 50]), "", "plain", "clean", 0.0)
        for n, at in enumerate(range(0, len(kept), 50), start=1)
    )
    return Restored(Source(folder.name, (), "0" * 64, "text/plain", length), "plain", pages, ())


def _line(passage: Passage) -> str:
    marker = f"{passage.marker} " if passage.marker in ("-", "+") else f"{passage.marker}. " if passage.marker else ""
    return marker + passage.text


def _read_file(path: Path) -> Restored | None:
    try:
        return restore(recognise(triage(ingest(path, path.name)), {}))
    except UnreadableFile:
        return None


def _by_length(measured: list[Measured]) -> Table:
    table = Table(title="By length")
    for head in ("characters", "read s", "segment s", "extract s", "ms a page of 2,000", "records", "peak MiB"):
        table.add_column(head, justify="right")
    for m in measured:
        cells = (f"{m.read:.3f}", f"{m.segment:.3f}", f"{m.extract:.3f}", f"{m.ms_per_page:.2f}")
        table.add_row(f"{m.characters:,}", *cells, f"{m.records:,}", f"{m.peak_mib:.0f}")
    return table


def _by_extractor(measured: list[Measured]) -> Table:
    table = Table(title="By extractor, ms a page of 2,000 characters")
    table.add_column("characters", justify="right")
    for name in measured[0].each:
        table.add_column(name, justify="right")
    for m in measured:
        table.add_row(f"{m.characters:,}", *(f"{1000 * s * PAGE / m.characters:.2f}" for s in m.each.values()))
    return table


def _beside(folder: Path) -> str:
    """Return what the same sentences cost in underthesea, one call a sentence since its time grows with the length."""
    from underthesea import pos_tag, word_tokenize

    text = read(_document(folder, 20_000)).text
    found = [s.text for line in text.split("\n") for s in sentences(line)]
    word_tokenize(found[0]), pos_tag(found[0])  # loads its models
    words_s = _timed(lambda: [word_tokenize(s) for s in found])[1]
    tags_s = _timed(lambda: [pos_tag(s) for s in found])[1]
    pages = len(text) / PAGE
    return (
        f"underthesea on {len(found)} sentences: word_tokenize {1000 * words_s / pages:.0f} ms a page, "
        f"pos_tag {1000 * tags_s / pages:.0f} ms a page."
    )


if __name__ == "__main__":
    main()
