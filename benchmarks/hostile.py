"""What comes of hostile and damaged files: each ends with a reason, with all its words, or with a finding of the loss.

Every file of tests/pipeline/hostile_files is read in a process of its own, whose seconds and peak of memory are taken,
and then all of them by one run over a folder, with the sound samples in between:
    python benchmarks/hostile.py [--only PATTERN] [--alone | --folder] [--keep FOLDER]
Prints a line for each kind, then every file that did not end well: `silent` (words are missing and nothing says so),
`ours` (a fault, a crash, out of time or memory), `refused` (harmless and not read), or beyond the limits.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "pipeline"))

from hostile_files import every_case  # noqa: E402
from hostile_files.cases import Case, ending, expected, kept  # noqa: E402

from pipeline.archives import is_archive  # noqa: E402
from pipeline.check import check  # noqa: E402
from pipeline.errors import UnreadableFile  # noqa: E402
from pipeline.ocr import Readings  # noqa: E402
from pipeline.ocr.page import PageReading  # noqa: E402
from pipeline.ocr.reading import read_page  # noqa: E402
from pipeline.records import Citing, Source, Unread  # noqa: E402
from pipeline.resolve import resolve  # noqa: E402
from pipeline.run import extract_folder, process  # noqa: E402
from pipeline.schedule import why_unread  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from pipeline.summary import Summary  # noqa: E402

SECONDS, MEMORY = 30.0, 512  # what a file may take, MiB
GIVEN_UP = 45  # seconds of computing after which a file is given up


@dataclass(slots=True)
class Result:
    """What came of one file read alone."""

    text: str | None = None
    reason: str | None = None
    said: str = ""
    codes: list[str] = field(default_factory=list)
    seconds: float = 0.0  # of computing
    mib: int = 0


def pages_in_time(path: Path, source: Source, pages: Sequence[int]) -> Readings:
    """Return the pages read one after another, each in the time that a page is given."""
    return {page: _page_in_time(path, source, page) for page in pages}


def _page_in_time(path: Path, source: Source, page: int) -> PageReading | Unread:
    try:
        return read_page(path, source.media_type, page, Settings().seconds_per_page)
    except UnreadableFile as error:
        return why_unread(error)


def read(path: Path, memory: int, answer: Connection) -> None:
    """Read one file in this process, as a worker does, and send what came of it."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (GIVEN_UP, GIVEN_UP))
    result = Result()
    start = time.process_time()
    try:
        extracted = process(path, path.name, pages_in_time)
        source = extracted.outline.reading.document.source
        resolution = resolve([Citing(source.doc_id, source.path, extracted.legal_bases, header=extracted.header)])
        result.codes = [f.code for f in check(source, extracted, resolution, Settings()).findings]
        result.text = extracted.outline.reading.text
        if "file-unreadable" in result.codes:
            result.reason = "no-text"
    except UnreadableFile as error:
        result.reason, result.said = error.reason, error.message_en
    except MemoryError:
        result.reason = "memory"
    except RecursionError:
        result.reason, result.said = "too-large", "nested too deeply"
    except Exception as error:  # noqa: BLE001 - what a worker makes of it is a fault
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name} line {last.lineno}"
        result.reason, result.said = "fault", f"{type(error).__name__}: {error}; {where}"
    result.seconds = time.process_time() - start + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    status = Path("/proc/self/status").read_text(encoding="ascii")
    result.mib = int(status.split("VmHWM:")[1].split()[0]) // 1024
    answer.send(result)


def read_alone(path: Path, memory: int) -> Result:
    """Return what came of a file that is read in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    mine, theirs = context.Pipe(duplex=False)
    child = context.Process(target=read, args=(path, memory, theirs))
    child.start()
    theirs.close()
    try:
        result: Result = mine.recv()
    except EOFError:
        child.join()
        slow = child.exitcode in (-signal.SIGKILL, -signal.SIGXCPU)
        result = Result(reason="too-slow" if slow else "crashed", said=f"exit code {child.exitcode}")
        result.seconds = GIVEN_UP if slow else 0.0
    child.kill()
    child.join()
    return result


def all_alone(cases: Sequence[Case], folder: Path, sound: dict[str, str]) -> int:
    """Read every file alone, print what came of them by kind, and return how many did not end well."""
    settings = Settings()
    lines: dict[str, Counter[str]] = defaultdict(Counter)
    worst: dict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    bad = 0

    def one(case: Case) -> tuple[Case, Result, str, float]:
        path = folder / case.name
        if is_archive(path):  # which the run unpacks: its files are read in the folder
            return case, Result(), "archive", 1.0
        result = read_alone(path, settings.memory_per_worker)
        keeps = expected(case, path.read_bytes(), sound.get(case.of, ""))
        end = ending(case, keeps, result.text, result.reason, result.codes)
        if case.readable and end == "unread":
            end = "refused"
        return case, result, end, kept(keeps, result.text or "")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, result, end, share in pool.map(one, cases):
            lines[case.kind][f"unread: {result.reason}" if end == "unread" else end] += 1
            seconds, mib = worst[case.kind]
            worst[case.kind] = max(seconds, result.seconds), max(mib, result.mib)
            over = result.seconds > SECONDS or result.mib > MEMORY
            if end in ("silent", "ours", "refused") or over:
                bad += 1
                print(
                    f"{'over' if over and end not in ('silent', 'ours', 'refused') else end:8}"
                    f"{result.seconds:6.1f} s {result.mib:5d} MiB {share:6.1%} of the words  {case.name!r}  "
                    f"{result.reason or ''} {result.said[-150:]} {sorted(set(result.codes))}",
                    flush=True,
                )
    for kind, counts in sorted(lines.items()):
        seconds, mib = worst[kind]
        ends = ", ".join(f"{count} {end}" for end, count in counts.most_common())
        print(f"{kind:24} {counts.total():4d} files  worst {seconds:5.1f} s {mib:5d} MiB  {ends}")
    total = sum((Counter(counts) for counts in lines.values()), Counter())
    print(f"{'all':24} {total.total():4d} files  silent {total['silent']}, ours {total['ours']}")
    return bad


def sound_texts(samples: Path, wanted: Collection[str]) -> dict[str, str]:
    """Return what is read of the samples that were damaged."""
    from hostile_files.mutations import samples as sound

    with TemporaryDirectory() as folder:
        texts = {}
        for sample in sound(samples):
            path = Path(folder) / sample.name
            path.write_bytes(sample.data)
            if sample.name in wanted and not is_archive(path):
                texts[sample.name] = process(path, sample.name).outline.reading.text
    return texts


def in_one_folder(cases: Sequence[Case], folder: Path, samples: Path, sound: dict[str, str]) -> int:
    """Read all files by one run, with the samples in between; return how many did not end well."""
    for sample in samples.iterdir():
        shutil.copyfile(sample, folder / f"tốt {sample.name}")
    with TemporaryDirectory() as out:
        start = time.time()
        summary = extract_folder(folder, Path(out), Settings(workers=2))
        print(f"one run: {len(summary.files)} files in {time.time() - start:.0f} s, {len(summary.unread)} not read")
        bad = list(_badly_ended(cases, folder, Path(out), _reasons(summary), sound))
    print(*bad, sep="\n")
    return len(bad)


def _reasons(summary: Summary) -> dict[str, str]:
    return {path: t.unread.reason for t in summary.unread if t.unread for path in (t.path, *t.also_at)}


def _badly_ended(
    cases: Sequence[Case], folder: Path, out: Path, reasons: dict[str, str], sound: dict[str, str]
) -> Iterator[str]:
    rows = {}
    for row in pq.read_table(out / "documents.parquet", columns=["source_path", "also_at", "text"]).to_pylist():
        rows |= dict.fromkeys((row["source_path"], *row["also_at"]), row)
    codes: dict[str, set[str]] = defaultdict(set)
    for found in pq.read_table(out / "findings.parquet", columns=["source_path", "code"]).to_pylist():
        codes[found["source_path"]].add(found["code"])
    for path in (path for path in rows if path.startswith("tốt ")):
        if kept(sound.get(path.removeprefix("tốt "), ""), rows[path]["text"]) < 1 or not rows[path]["text"]:
            yield f"a sound file is not whole: {path!r}"
    for case in cases:
        data = (folder / case.name).read_bytes()
        row = rows.get(case.name)
        inside = [path for path in (*rows, *reasons) if path.startswith(f"{case.name}/")]
        if inside:
            continue
        end = ending(
            case,
            expected(case, data, sound.get(case.of, "")),
            row["text"] if row else None,
            reasons.get(case.name),
            codes[row["source_path"]] if row else (),
        )
        if end in ("silent", "ours"):
            yield f"{end} in the run: {case.name!r} {reasons.get(case.name)} {sorted(codes[case.name])}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path, nargs="?", default=ROOT / "data" / "raw")
    parser.add_argument("--only", default="", help="a pattern of the kinds and names of files")
    parser.add_argument("--alone", action="store_true", help="only read each in a process of its own")
    parser.add_argument("--folder", action="store_true", help="only read all in one run")
    parser.add_argument("--keep", type=Path, help="where to write the files; they stay there")
    options = parser.parse_args()
    multiprocessing.get_context("forkserver").set_forkserver_preload([read.__module__, "pipeline.run"])
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary) / "raw"
        folder.mkdir(parents=True, exist_ok=True)
        wanted = re.compile(options.only)
        cases = [case for case in every_case(options.samples) if wanted.search(f"{case.kind}: {case.name}")]
        for case in cases:
            path = folder / case.name
            if not path.exists():
                path.write_bytes(case.make())
        sound = sound_texts(options.samples, {case.of for case in cases})
        bad = 0
        if not options.folder:
            bad += all_alone(cases, folder, sound)
        if not options.alone:
            bad += in_one_folder(cases, folder, options.samples, sound)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
