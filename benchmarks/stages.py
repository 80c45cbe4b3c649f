"""What each stage costs, by kind of file, in one process and warm; and what ten thousand documents cost.

    python benchmarks/stages.py [FILE or FOLDER...] [--pages 30] [--price 0.05] [--mix "PDF 40 scan 10 ..."]

Prints CPU milliseconds a page for every stage (`keep`: the outcome is packed and written; `write`: it is checked and
its rows become Parquet), the peak of memory, and what is kept and written of a page.  A page of a format without pages
is 2,000 characters.  Without files: the samples, and `../shared/bench` and `../shared/documents` where they are.

The mix is documents in a hundred, and stands for a folder that an office has gathered; PRICE is what a core costs for
an hour, in any currency.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from multiprocessing import get_context
from pathlib import Path

from processes.read_with import cpu_seconds

from pipeline.errors import KehoachError
from pipeline.finished import Finished, Outcome, encode
from pipeline.folder import Found, distinct_files
from pipeline.ingest import detect, ingest
from pipeline.job import Group, Job, Listed
from pipeline.laps import Laps, Result
from pipeline.ocr import wanted
from pipeline.resolve import resolve
from pipeline.run import process
from pipeline.run.joining import citing
from pipeline.run.parts import write_part
from pipeline.settings import Settings
from pipeline.storage import Storage
from pipeline.triage import triage

STAGES = ("ingest", "triage", "ocr", "restore", "read", "segment", "extract", "keep", "write")
PLACES = ("data/raw", "../shared/bench/pdf", "../shared/bench/docx", "../shared/bench/doc", "../shared/bench/scan",
          "../shared/bench/layer", "../shared/documents")  # fmt: skip
MIX = "PDF 45 DOCX 27 DOC 10 RTF 1 text 1 scan 12 garbled 3 photo 1"
LETTERS = 2_000  # of a page
NAMES = {detect.PDF: "PDF", detect.DOCX: "DOCX", detect.DOC: "DOC", detect.RTF: "RTF", detect.HTML: "HTML",
         detect.MARKDOWN: "text", detect.PLAIN: "text"}  # fmt: skip


@dataclass(slots=True)
class Cost:
    """What the files of a kind took together."""

    documents: int = 0
    pages: float = 0.0
    seconds: Counter[str] = field(default_factory=Counter)
    mebibytes: float = 0.0
    kept: int = 0  # bytes
    written: int = 0

    @property
    def cpu(self) -> float:
        return sum(self.seconds.values())


class CpuLaps(Laps):
    """The stopwatch of the pipeline, but of CPU seconds: other programs run on the machine."""

    def __init__(self) -> None:
        super().__init__()
        self._since = cpu_seconds()

    def took(self, stage: str, result: Result) -> Result:
        now = cpu_seconds()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now
        return result


def kind_of(path: Path) -> tuple[str, int] | None:
    """Return the kind of a file, as the table names it, and its pages; None for what tells of no kind."""
    try:
        triaged = triage(ingest(path, path.name))
    except KehoachError:
        return None
    pages = len(triaged.pages)
    states, to_read = {page.text_state for page in triaged.pages}, len(wanted(triaged))
    media = triaged.source.media_type
    if media == detect.PDF and to_read:
        if to_read < pages:
            return None  # of both kinds
        return ("scan" if states <= {"absent", "partial"} else "garbled"), pages
    name = NAMES.get(media, "photo" if media.startswith("image/") else None)
    if name is None:
        return None
    # 'KE HOACH', in a format without a picture: the marks have to be found.
    return (name if to_read or states <= {"clean", "legacy_encoding"} else f"{name}, to restore"), pages


def chosen(places: Sequence[Sequence[Found]], most: int) -> dict[str, list[Found]]:
    """Return files by kind, from all places by turns, so many that they have `most` pages or a little more."""
    found: dict[str, list[Found]] = {}
    pages: Counter[str] = Counter()
    for one in filter(None, chain.from_iterable(zip_longest(*places))):
        kind = kind_of(one.file)
        if kind and pages[kind[0]] < most:
            found.setdefault(kind[0], []).append(one)
            pages[kind[0]] += kind[1]
    return dict(sorted(found.items()))


def measure(files: list[Found]) -> Cost:
    """Read files one after another, after one that is not counted, and write them; to be called in a process alone."""
    cost = Cost()
    with tempfile.TemporaryDirectory() as folder:
        job = Job(Storage(folder), "benchmark", Settings())
        finished = Finished(job.out, job.version)
        process(files[0].file, files[0].source.path)
        citings = []
        for found in files:
            laps = CpuLaps()
            extracted = process(found.file, found.source.path, laps=laps)
            laps.took("keep", finished.keep(found.source.sha256, encode(Outcome(extracted=extracted))))
            cost.seconds.update(laps.seconds)
            reading = extracted.outline.reading
            cost.documents += 1
            paged = any(page.width for page in reading.document.pages)
            cost.pages += len(reading.document.pages) if paged else len(reading.text) / LETTERS
            citings.append(citing(found.source, extracted))
        cost.kept = _bytes(Path(folder, ".work"))
        resolution = resolve(citings)
        group = Group("all", tuple(Listed(found.source) for found in files), resolution)
        write_part(group, job)  # what it loads is not counted
        laps = CpuLaps()
        laps.took("write", write_part(group, job))
        cost.seconds.update(laps.seconds)
        cost.written = _bytes(Path(folder, ".work", "parts"))
    cost.mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return cost


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def shares(mix: str) -> Iterator[tuple[str, float]]:
    words = mix.split()
    for kind, share in zip(words[::2], words[1::2], strict=True):
        yield kind, float(share)


def cost_of_many(costs: dict[str, Cost], mix: str, price: float) -> None:
    """Print what ten thousand documents of a mix of kinds cost."""
    every = sum(share for _, share in shares(mix))
    hours: Counter[str] = Counter()
    pages = kept = written = 0.0
    for kind, share in shares(mix):
        cost = costs.get(kind)
        if cost is None:
            print(f"{kind}: no file to measure; counted as nothing")
            continue
        documents = 10_000 * share / every
        hours[kind] += documents * cost.cpu / cost.documents / 3600
        pages += documents * cost.pages / cost.documents
        kept += documents * cost.kept / cost.documents
        written += documents * cost.written / cost.documents
    total = sum(hours.values())
    parts = ", ".join(f"{kind} {100 * part / total:.0f} %" for kind, part in hours.most_common())
    print(f"\n10,000 documents, {pages:,.0f} pages ({mix}):")
    print(f"{total:.2f} core-hours, {total * price:.2f} at {price} an hour; of the hours {parts}")
    print(f"kept {kept / 1e9:.2f} GB, tables {written / 1e9:.2f} GB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--pages", type=int, default=30, help="of each kind, or a little more")
    parser.add_argument("--mix", default=MIX)
    parser.add_argument("--price", type=float, default=0.05)
    options = parser.parse_args()
    places = options.files or [Path(place) for place in PLACES if Path(place).exists()]
    files = [[found for found in distinct_files(place) if not found.error] for place in places]
    print(f"load of the machine {os.getloadavg()[0]:.1f}; CPU ms a page")
    print(f"{'kind':18} {'files':>5} {'pages':>6}", *(f"{stage:>8}" for stage in STAGES),
          f"{'all':>8} {'pages/CPU-s':>11} {'MiB':>5} {'KB kept':>7} {'KB rows':>7}")  # fmt: skip
    costs: dict[str, Cost] = {}
    for kind, some in chosen(files, options.pages).items():
        with get_context("spawn").Pool(1) as pool:
            costs[kind] = cost = pool.apply(measure, (some,))
        each = [1000 * cost.seconds[stage] / cost.pages for stage in STAGES]
        print(f"{kind:18} {cost.documents:5} {cost.pages:6.0f}", *(f"{took:8.2f}" for took in each),
              f"{sum(each):8.1f} {1000 / sum(each):11.1f} {cost.mebibytes:5.0f} {cost.kept / cost.pages / 1000:7.1f} "
              f"{cost.written / cost.pages / 1000:7.1f}", flush=True)  # fmt: skip
    cost_of_many(costs, options.mix, options.price)


if __name__ == "__main__":
    main()
