"""The way through: the stages for one document, in order, and a run over a folder of them.

Reading is done in worker processes (workers.py) and kept as it is done (finished.py); joining citations, checking
and storing see the whole folder and are done here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pipeline import summary
from pipeline.check import check, unreadable
from pipeline.errors import NotAFile, UnreadableFile
from pipeline.extract import extract
from pipeline.finished import Finished, Glance, Outcome, decode, encode, glance, only_run
from pipeline.folder import Found, distinct_files
from pipeline.ingest import ingest
from pipeline.ocr import recognise
from pipeline.read import read
from pipeline.records import Checked, Citing, Extracted, Resolution, Source, Unread
from pipeline.resolve import resolve
from pipeline.restore import restore
from pipeline.segment import segment
from pipeline.settings import Settings
from pipeline.store import run_of_tables, write_tables
from pipeline.summary import Summary, Told
from pipeline.triage import triage
from pipeline.version import pipeline_version
from pipeline.workers import read_all

LOST = Unread(
    "lost",
    "kết quả đọc tệp này đã mất trong khi ghi bảng. Hãy chạy lại.",
    "what had been read of this file was lost while the tables were written. Run again.",
    transient=True,
)
TRY_AGAIN = ("too-slow", "memory", "crashed", "fault")  # a busy machine may be to blame, not the file


def process(path: Path, name: str) -> Extracted:
    """Return all that one document states; reads `path`, which messages call `name`, and writes nothing."""
    ingested = ingest(path, name)
    triaged = triage(ingested)
    recognised = recognise(triaged)
    restored = restore(recognised)
    reading = read(restored)
    outline = segment(reading)
    return extract(outline)


def read_document(path: Path, name: str) -> bytes:
    """Return what `process` gives, as JSON, or why there is nothing: the work of a worker process."""
    try:
        return encode(Outcome(extracted=process(path, name)))
    except UnreadableFile as error:
        return _answer(error)


Progress = Callable[[int, int, str], None]  # documents done, documents in all, the one just done


def extract_folder(
    raw: Path, out: Path, settings: Settings, *, force: bool = False, progress: Progress | None = None
) -> Summary:
    """Turn every document under `raw` into the tables under `out` and return the summary.

    What was read before by this version is not read again, unless `force`.
    """
    files = distinct_files(raw, out)
    version = pipeline_version()
    run = _run_id(version, files, settings)
    with only_run(out):
        before = summary.last(out)
        if not force and before and before.run == run == run_of_tables(out):
            return replace(before, read_now=0, unchanged=True)
        finished = Finished(out, version)
        seen, read_now = _read_folder(files, finished, settings, force, progress or (lambda *_: None))
        resolution = resolve(
            [
                Citing(found.source.doc_id, found.source.path, cited.legal_bases)
                for found in files
                if (cited := seen[found.source.path].extracted)
            ]
        )
        told: list[Told] = []
        documents = _checked(files, seen, finished, resolution, settings, told)
        write_tables(documents, resolution.citations, out, version, run)
        finished.forget_other_versions()
        done = Summary(run, tuple(told), read_now)
        summary.keep(done, out)
        return done


def read_alone(file: Path, settings: Settings) -> Checked:
    """Return one file checked by itself, with nothing kept or written."""
    if file.is_dir():
        raise NotAFile(str(file))
    (found,) = distinct_files(file)
    jobs = [] if found.error else [(found, file, found.source.path)]
    answers = [_answer(answer) for _, answer in read_all(read_document, jobs, settings)]
    outcome = decode(answers[0]) if answers else Outcome(unread=_unread(found.error) if found.error else LOST)
    if outcome.extracted is None:
        return unreadable(found.source, outcome.unread or LOST)
    citing = Citing(found.source.doc_id, found.source.path, outcome.extracted.legal_bases)
    return check(_known(found.source, outcome.extracted), outcome.extracted, resolve([citing]), settings)


def _read_folder(
    files: Sequence[Found], finished: Finished, settings: Settings, force: bool, progress: Progress
) -> tuple[dict[str, Glance], int]:
    """Read what has not been read; return a glance at every file, by path, and how many were tried now."""
    seen: dict[str, Glance] = {}
    jobs: list[tuple[Found, Path, str]] = []
    for found in files:
        path = found.source.path
        kept = None if force or found.error else finished.glance(found.source.sha256)
        if found.error:
            seen[path] = Glance(unread=_unread(found.error))
        elif kept and not (kept.unread and kept.unread.transient):
            seen[path] = kept
        else:
            jobs.append((found, found.file, path))
    progress(len(seen), len(files), "")
    for found, answer in read_all(read_document, jobs, settings):
        data = _answer(answer)
        finished.keep(found.source.sha256, data)
        seen[found.source.path] = glance(data)
        progress(len(seen), len(files), found.source.path)
    return seen, len(jobs)


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
        unread = seen[found.source.path].unread
        outcome = None if unread else finished.outcome(found.source.sha256)
        if outcome and outcome.extracted:
            checked = check(_known(found.source, outcome.extracted), outcome.extracted, resolution, settings)
        else:
            unread = unread or LOST
            checked = unreadable(found.source, unread)
        told.append(summary.tell(checked, unread))
        yield checked


def _answer(answer: bytes | UnreadableFile) -> bytes:
    """Return what a worker answered as an outcome, the error of one that could not answer included."""
    return encode(Outcome(unread=_unread(answer))) if isinstance(answer, UnreadableFile) else answer


def _known(source: Source, extracted: Extracted) -> Source:
    """Return the source as this run found it, with what only reading could tell."""
    return replace(source, media_type=extracted.outline.reading.document.source.media_type)


def _unread(error: UnreadableFile) -> Unread:
    """Return the reason without the name of the file, which may be another when the reason is read again."""
    vi, en = (message.removeprefix(f"{error.name}: ") for message in (error.message_vi, error.message_en))
    return Unread(error.reason, vi, en, transient=error.reason in TRY_AGAIN)


def _run_id(version: str, files: Sequence[Found], settings: Settings) -> str:
    """Return what tells this run from one with another input, version or threshold."""
    digest = sha256(f"{version} {settings.low_ocr_confidence}".encode())
    for found in files:
        s = found.source
        digest.update(repr((s.path, s.also_at, s.sha256, found.error and found.error.reason)).encode())
    return digest.hexdigest()[:16]
