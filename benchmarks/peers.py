"""This program beside the public readers of documents: the same files, a fresh process a run, engines by turns.

    python benchmarks/peers.py [--peers FOLDER] [--install] [--pdf FOLDER] [--docx FOLDER] [--doc FOLDER] [--runs 3]

Peers are no dependencies: each lives in an environment of its own, FOLDER/NAME (build/peers/NAME unless told), which
`--install` makes; what is not there is left out, and said so.  Others only give the text of a page, at most with its
layout; this program goes on to records.  PDF files are put together from those of a folder to 25 and 200 pages.
CPU seconds count what an engine starts besides (LibreOffice, workers); memory is that of its largest process.
Scans are compared in ocr.py.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from statistics import median

READ_WITH = Path(__file__).parent / "processes" / "read_with.py"
SHARED = Path("../shared/bench")
SAMPLES = Path("data/raw")
# Of the samples, those that were never paper.
BORN_DIGITAL = ("phong-gddt-van-tra-2025.pdf", "truong-thcs-doi-che-2024-2025.pdf")
FEW, MANY = 25, 200  # pages
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
SECONDS = 300  # that one run may take


@dataclass(frozen=True, slots=True)
class Engine:
    """`reader` is a function of read_with.py, none for the whole command; `install` what pip is told."""

    name: str
    gives: str
    reader: str = ""
    install: tuple[str, ...] = ()
    home: str = ""  # folder of the environment
    kinds: tuple[str, ...] = ("pdf",)


OFFICE = ("pdf", "docx", "doc")
ENGINES = (
    Engine("kehoach", "records", "kehoach", kinds=OFFICE),
    Engine("kehoach, first stage", "lines, rows, boxes", "kehoach_lines", kinds=OFFICE),
    Engine("kehoach extract", "Parquet tables", kinds=OFFICE),
    Engine("pdfplumber", "text", "pdfplumber", ("pdfplumber",), "pdfplumber"),
    Engine("docling", "text, no models", "docling", ("docling",), "docling", OFFICE),
    Engine("docling, standard", "text, tables", "docling_standard", ("docling",), "docling"),
    Engine("docling-parse", "lines, boxes", "docling_parse", ("docling",), "docling"),
    Engine("unstructured", "elements", "unstructured", ("unstructured[pdf,docx,doc]",), "unstructured", OFFICE),
    Engine("markitdown", "Markdown", "markitdown", ("markitdown[pdf,docx]",), "markitdown", OFFICE),
    Engine("kreuzberg", "text", "kreuzberg", ("kreuzberg",), "kreuzberg", OFFICE),
    Engine("pypdfium2", "text, no layout", "pypdfium2", ("pypdfium2",), "pypdfium2"),
    Engine("pdf-inspector", "text", "pdf_inspector", ("pdf-inspector",), "pdf-inspector"),
    Engine("PyMuPDF", "words, boxes", "pymupdf", ("PyMuPDF",), "pymupdf"),
)


class NotRun(Exception):
    """Why an engine gave no figures."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: all of it, and of that the reading alone, where the process could tell."""

    wall: float
    cpu: float
    mebibytes: float
    read_cpu: float | None = None
    letters: int | None = None
    version: str = ""


def python_of(engine: Engine, peers: Path) -> str:
    """Return the interpreter that has the engine; raises NotRun."""
    if not engine.home:
        return sys.executable
    python = peers / engine.home / "bin" / "python"
    if not python.exists():
        raise NotRun(f"no environment at {peers / engine.home}; --install makes it")
    return str(python)


def install(peers: Path) -> None:
    """Make the environments that are missing."""
    for home, wanted in {engine.home: engine.install for engine in ENGINES if engine.home}.items():
        folder = peers / home
        if not (folder / "bin" / "python").exists():
            print(f"installing {' '.join(wanted)}", flush=True)
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            subprocess.run([folder / "bin" / "pip", "install", "--quiet", *wanted], check=False)


def measured(command: Sequence[str]) -> tuple[Run, str]:
    """Run a command to its end and that of all it started; return what they took and what it printed.

    Raises NotRun with its last line where it fails.  This process must have no other children, and stays small, since a
    child begins with the peak of memory of its parent.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors, start_new_session=True)
        status, wall, used = 0, 0.0, []
        while True:
            try:
                pid, ended, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            used.append(usage)
            if pid == process.pid:
                status, wall = os.waitstatus_to_exitcode(ended), time.perf_counter() - start
                process.returncode = status
        out.seek(0)
        errors.seek(0)
        if status:
            lines = errors.read().decode("utf-8", "replace").strip().split("\n")
            raise NotRun(f"exit code {status}: {next((line for line in reversed(lines) if 'rror' in line), lines[-1])}")
        cpu = sum(usage.ru_utime + usage.ru_stime for usage in used)
        return Run(wall, cpu, max(usage.ru_maxrss for usage in used) / 1024), out.read().decode("utf-8", "replace")


def run(engine: Engine, peers: Path, files: Sequence[Path], warm: Path | None = None) -> Run:
    """Read files with an engine in a process of its own; raises NotRun."""
    python = python_of(engine, peers)
    limit = ["timeout", str(SECONDS)]
    if not engine.reader:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder, "raw")
            raw.mkdir()
            for path in files:
                shutil.copy(path, raw)
            done, _ = measured([*limit, python, "-m", "pipeline", "extract", str(raw), "--out", f"{folder}/out"])
            return done
    command = [*limit, python, str(READ_WITH), engine.reader, *(["--warm", str(warm)] if warm else [])]
    package = ["--package", engine.install[0].partition("[")[0]] if engine.install else []
    done, printed = measured([*command, *package, *map(str, files)])
    told = json.loads(printed.strip().split("\n")[-1])
    return Run(done.wall, done.cpu, done.mebibytes, told["cpu_s"], told["letters"], told["version"])


Runs = dict[str, list[Run]]


def by_turns(
    engines: Iterable[Engine], times: int, peers: Path, files: Sequence[Path], warm: Path | None = None
) -> tuple[Runs, dict[str, str]]:
    """Return the runs of every engine, and why others gave none; engines by turns, so that noise meets all."""
    runs: Runs = {engine.name: [] for engine in engines}
    failed: dict[str, str] = {}
    for _ in range(times):
        for engine in ENGINES:
            if engine.name in runs and engine.name not in failed:
                try:
                    runs[engine.name].append(run(engine, peers, files, warm))
                except NotRun as error:
                    failed[engine.name] = str(error)[:160]
    return {name: found for name, found in runs.items() if name not in failed}, failed


def put_together(sources: Sequence[Path], pages: int, out: Path) -> None:
    """Write a PDF of so many pages, taken from the sources in order and over again."""
    import pypdfium2

    with pypdfium2.PdfDocument.new() as whole:
        for source in cycle(sources):
            with pypdfium2.PdfDocument(source) as document:
                whole.import_pages(document, list(range(min(len(document), pages - len(whole)))))
            if len(whole) == pages:
                break
        whole.save(out)


def middle(values: Iterator[float | None]) -> float:
    return median([value for value in values if value is not None] or [float("nan")])


def compare_pdf(sources: Sequence[Path], options: argparse.Namespace) -> None:
    """Print a line for every engine: how it reads born-digital PDF files."""
    engines = [engine for engine in ENGINES if "pdf" in engine.kinds]
    with tempfile.TemporaryDirectory() as folder:
        few, many = (Path(folder, f"{pages}.pdf") for pages in (FEW, MANY))
        for pages, path in ((FEW, few), (MANY, many)):
            process = get_context("fork").Process(target=put_together, args=(sources, pages, path))
            process.start()  # so that this process stays small
            process.join()
        short, failed = by_turns(engines, options.runs, options.peers, [few])
        working = [engine for engine in engines if engine.name in short]
        long, failed_later = by_turns(working, options.runs, options.peers, [many], warm=sources[0])
    print(f"\nPDF with a text layer: {FEW} and {MANY} pages put together from {sources[0].parent}")
    head = ("engine", "gives", "version", "pages/CPU-s", "25 p. wall s", "25 p. CPU s", "200 p. MiB", "letters")
    print("{:21} {:18} {:10} {:>11} {:>12} {:>11} {:>10} {:>8}".format(*head))
    for engine in engines:
        if engine.name not in long:
            continue
        speed = MANY / middle(run.read_cpu or run.cpu for run in long[engine.name])
        cold = short[engine.name]
        print(
            f"{engine.name:21} {engine.gives:18} {cold[0].version:10} {speed:11.0f} "
            f"{middle(run.wall for run in cold):12.2f} {middle(run.cpu for run in cold):11.2f} "
            f"{middle(run.mebibytes for run in long[engine.name]):10.0f} {cold[0].letters or '':>8}"
        )
    explain(failed | failed_later)


def compare_office(kind: str, files: Sequence[Path], options: argparse.Namespace) -> None:
    """Print a line for every engine: how it reads files of Word."""
    engines = [engine for engine in ENGINES if kind in engine.kinds]
    cold, failed = by_turns(engines, options.runs, options.peers, files)
    working = [engine for engine in engines if engine.name in cold and engine.reader]
    warm, _ = by_turns(working, options.runs, options.peers, files, warm=files[0])
    print(f"\n{kind.upper()}: {len(files)} files of {files[0].parent}")
    head = ("engine", "gives", "wall s", "CPU s", "ms a file, warm", "MiB", "letters")
    print("{:21} {:18} {:>8} {:>8} {:>16} {:>6} {:>8}".format(*head))
    for engine in engines:
        if engine.name not in cold:
            continue
        runs = cold[engine.name]
        each = 1000 * middle(run.read_cpu for run in warm.get(engine.name, [])) / len(files)
        print(
            f"{engine.name:21} {engine.gives:18} {middle(run.wall for run in runs):8.2f} "
            f"{middle(run.cpu for run in runs):8.2f} {f'{each:.1f}' if each == each else '':>16} "
            f"{middle(run.mebibytes for run in runs):6.0f} {runs[0].letters or '':>8}"
        )
    explain(failed)


def explain(failed: dict[str, str]) -> None:
    for name, reason in failed.items():
        print(f"{name:21} not run: {reason}")


def files_of(folder: Path | None, kind: str) -> list[Path]:
    """Return the files of a kind: of the folder, or of what lies beside the repository, or the samples."""
    for place in [folder] if folder else [SHARED / kind, SAMPLES]:
        found = sorted(place.glob(f"*.{kind}"))
        if place == SAMPLES and kind == "pdf":
            found = [path for path in found if path.name in BORN_DIGITAL]
        if found:
            return found
    return []


def become_reaper() -> None:
    """Make what a child leaves behind a child of this process, so that `measured` counts and awaits it."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, default=Path("build/peers"), help="folder of their environments")
    parser.add_argument("--install", action="store_true", help="make those that are missing")
    parser.add_argument("--runs", type=int, default=3)
    for kind in OFFICE:
        parser.add_argument(f"--{kind}", type=Path, help="folder of files")
    options = parser.parse_args()
    options.peers = options.peers.absolute()
    become_reaper()
    if options.install:
        install(options.peers)
    print(f"load of the machine {os.getloadavg()[0]:.1f}, cores {os.cpu_count()}; medians of {options.runs} runs")
    for kind in OFFICE:
        files = files_of(getattr(options, kind), kind)
        if not files:
            print(f"\n{kind.upper()}: no files")
        elif kind == "pdf":
            compare_pdf(files, options)
        else:
            compare_office(kind, files, options)


if __name__ == "__main__":
    main()
