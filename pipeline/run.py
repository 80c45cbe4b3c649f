"""The way through: the stages for one document, in order, and a run over a folder of them.

Reading is done in worker processes (schedule.py, workers.py) and kept as it is done (finished.py); joining citations,
checking and storing see the whole folder and are done here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from normalizers.diacritics import restore as with_marks
from normalizers.legacy import read_lines
from normalizers.letters import nfc
from pipeline import summary
from pipeline.archives import forget_others, is_archive
from pipeline.check import check, unreadable
from pipeline.errors import NotAFile, UnreadableFile
from pipeline.extract import extract
from pipeline.finished import Finished, Glance, Outcome, Stated, decode, encode, glance, only_run, unpacked_archives
from pipeline.folder import Found, distinct_files
from pipeline.ingest import ingest
from pipeline.ingest.charset import decode as decode_text
from pipeline.ingest.detect import MARKDOWN, PLAIN, detect
from pipeline.ocr import (
    FromKept,
    Kept,
    PagesWanted,
    Readings,
    installed_engine,
    read_and_keep,
    read_here,
    recognise,
    wanted,
)
from pipeline.read import read
from pipeline.records import Checked, Citing, Extracted, Resolution, Source, Unread, Wanting
from pipeline.resolve import resolve
from pipeline.restore import restore
from pipeline.restored_text import RestoredText, of_document, of_text
from pipeline.schedule import Reader, why_unread
from pipeline.segment import segment
from pipeline.settings import Settings
from pipeline.store import run_of_tables, write_tables
from pipeline.summary import Summary, Told
from pipeline.triage import triage
from pipeline.version import pipeline_version

LOST = Unread(
    "lost",
    "kết quả đọc tệp này đã mất trong khi ghi bảng. Hãy chạy lại.",
    "what had been read of this file was lost while the tables were written. Run again.",
    transient=True,
)

ReadPages = Callable[[Path, Source, Sequence[int]], Readings]


def process(path: Path, name: str, read_pages: ReadPages = read_here) -> Extracted:
    """Return all that one document states; reads `path`, which messages call `name`, and writes nothing.

    `read_pages` gives the readings of the pages that have to be read from their image.
    """
    ingested = ingest(path, name)
    triaged = triage(ingested)
    readings = read_pages(path, triaged.source, wanted(triaged))
    recognised = recognise(triaged, readings)
    restored = restore(recognised)
    reading = read(restored)
    outline = segment(reading)
    return extract(outline)


def read_document(path: Path, name: str, kept: Path, failed: Mapping[int, Unread]) -> bytes | Wanting:
    """Return what `process` gives, as JSON, or why there is nothing, or what is wanting: the work of a task.

    Page readings lie in `kept`; the pages in `failed` could not be read.
    """
    read_pages = FromKept(kept, failed)
    try:
        return encode(Outcome(extracted=process(path, name, read_pages), incomplete=bool(failed)))
    except UnreadableFile as error:
        return _answer(error)
    except PagesWanted as error:
        return error.wanting


Progress = Callable[[int, int, str], None]  # documents done, documents in all, the one just done


def extract_folder(
    raw: Path, out: Path, settings: Settings, *, force: bool = False, progress: Progress | None = None
) -> Summary:
    """Turn every document under `raw` into the tables under `out` and return the summary.

    What was read before by this version is not read again, unless `force`.
    """
    unpacked = unpacked_archives(out)
    files = distinct_files(raw, out, unpacked)
    version = pipeline_version(installed_engine())
    run = _run_id(version, files, settings)
    with only_run(out):
        before = summary.last(out)
        if not force and before and before.run == run == run_of_tables(out):
            return replace(before, read_now=0, unchanged=True)
        finished = Finished(out, version)
        seen, read_now = _read_folder(files, finished, settings, force, progress or (lambda *_: None))
        resolution = resolve(
            [_citing(found.source, stated) for found in files if (stated := seen[found.source.path].extracted)]
        )
        told: list[Told] = []
        documents = _checked(files, seen, finished, resolution, settings, told)
        write_tables(documents, resolution, out, version, run)
        finished.forget_other_versions()
        forget_others(unpacked, (found.file for found in files))
        Kept(finished.page_readings).forget_other_versions()
        done = Summary(run, tuple(told), read_now)
        summary.keep(done, out)
        return done


def read_alone(file: Path, settings: Settings) -> Checked:
    """Return one file checked by itself, with nothing kept or written."""
    if file.is_dir() or (file.is_file() and is_archive(file)):
        raise NotAFile(str(file))
    (found,) = distinct_files(file)
    outcome = Outcome(unread=why_unread(found.error) if found.error else LOST)
    if not found.error:
        with TemporaryDirectory(prefix="kehoach-") as kept:
            reader = Reader(read_document, read_and_keep, Path(kept), settings)
            for _, answer in reader.read([found], lambda *_: None):
                outcome = decode(_answer(answer))
    if outcome.extracted is None:
        return unreadable(found.source, outcome.unread or LOST)
    resolution = resolve([_citing(found.source, outcome.extracted)])
    return check(_known(found.source, outcome.extracted), outcome.extracted, resolution, settings)


def restore_alone(file: Path, settings: Settings) -> RestoredText | Unread:
    """Return a text file restored as it stands, or the lines of a document of another format."""
    if _is_text(file):
        lines = read_lines(decode_text(file.read_bytes()).text.split("\n"))
        return of_text(with_marks(nfc("\n".join(text for text, _ in lines)), alternatives=True))
    checked = read_alone(file, settings)
    unread = [found for found in checked.findings if found.code == "file-unreadable"]
    if unread or checked.extracted is None:
        return Unread("no-text", unread[0].message_vi, unread[0].message_en) if unread else LOST
    return of_document(checked.extracted.outline.reading.document)


def _is_text(file: Path) -> bool:
    with suppress(OSError, UnreadableFile):  # which reading it as a document will explain
        return file.is_file() and not is_archive(file) and detect(file, file.name) in (PLAIN, MARKDOWN)
    return False


def _read_folder(
    files: Sequence[Found], finished: Finished, settings: Settings, force: bool, progress: Progress
) -> tuple[dict[str, Glance], int]:
    """Read what has not been read; return a glance at every file, by path, and how many were tried now."""
    seen: dict[str, Glance] = {}
    to_read: list[Found] = []
    for found in files:
        kept = None if force or found.error else finished.glance(found.source.sha256)
        if found.error:
            seen[found.source.path] = Glance(unread=why_unread(found.error))
        elif kept and not kept.try_again:
            seen[found.source.path] = kept
        else:
            to_read.append(found)
            if force:
                Kept(finished.page_readings).forget(found.source.sha256)
    progress(len(seen), len(files), "")

    def page_done(path: str, done: int, total: int) -> None:
        progress(len(seen), len(files), f"{path}: trang / page {done}/{total}")

    reader = Reader(read_document, read_and_keep, finished.page_readings, settings)
    for found, answer in reader.read(to_read, page_done):
        data = _answer(answer)
        finished.keep(found.source.sha256, data)
        seen[found.source.path] = glance(data)
        progress(len(seen), len(files), found.source.path)
    return seen, len(to_read)


def _checked(
    files: Sequence[Found],
    seen: dict[str, Glance],
    finished: Finished,
    resolution: Resolution,
    settings: Settings,
    told: list[Told],
) -> Iterator[Checked]:
    """Yield the documents checked, one at a time, and note what the summary will say of each."""
    for found in files:
        known = seen[found.source.path]
        unread = known.unread
        outcome = None if unread else finished.outcome(found.source.sha256)
        if outcome and outcome.extracted:
            checked = check(_known(found.source, outcome.extracted), outcome.extracted, resolution, settings)
        else:
            unread = unread or LOST
            checked = unreadable(found.source, unread)
        told.append(summary.tell(checked, unread, known.incomplete))
        yield checked


def _answer(answer: bytes | UnreadableFile) -> bytes:
    """Return what a worker answered as an outcome, the error of one that could not answer included."""
    return encode(Outcome(unread=why_unread(answer))) if isinstance(answer, UnreadableFile) else answer


def _citing(source: Source, stated: Stated | Extracted) -> Citing:
    """Return what of a document is joined with the others of the folder."""
    document = stated.outline.reading.document
    return Citing(
        source.doc_id,
        source.path,
        stated.legal_bases,
        header=stated.header,
        doubtful=document.restored or document.text_origin in ("ocr", "mixed"),
        targets=stated.targets,
        responsibilities=stated.responsibilities,
        amendments=stated.amendments,
    )


def _known(source: Source, extracted: Extracted) -> Source:
    """Return the source as this run found it, with what only reading could tell."""
    return replace(source, media_type=extracted.outline.reading.document.source.media_type)


def _run_id(version: str, files: Sequence[Found], settings: Settings) -> str:
    """Return what tells this run from one with another input, version or threshold."""
    digest = sha256(f"{version} {settings.low_ocr_confidence}".encode())
    for found in files:
        s = found.source
        digest.update(repr((s.path, s.also_at, s.sha256, found.error and found.error.reason)).encode())
    return digest.hexdigest()[:16]
