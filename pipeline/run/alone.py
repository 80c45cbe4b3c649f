"""One file by itself, for a look at it: nothing is kept or written but in a folder that is gone afterwards."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from normalizers.diacritics import restore as with_marks
from normalizers.legacy import read_lines
from normalizers.letters import nfc
from pipeline.archives import is_archive
from pipeline.check import check, unreadable
from pipeline.errors import NotAFile, UnreadableFile
from pipeline.finished import Finished, Outcome
from pipeline.folder import distinct_files
from pipeline.ingest.charset import decode as decode_text
from pipeline.ingest.detect import MARKDOWN, PLAIN, detect
from pipeline.job import Job
from pipeline.own_folder import own_folder
from pipeline.records import Checked, Unread
from pipeline.resolve import resolve
from pipeline.restored_text import RestoredText, of_document, of_text
from pipeline.run.joining import citing, known
from pipeline.run.reading import LOST, read_files
from pipeline.schedule import why_unread
from pipeline.settings import Settings
from pipeline.storage import Storage


def read_alone(file: Path, settings: Settings) -> Checked:
    """Return one file checked by itself, with nothing kept or written."""
    if file.is_dir() or (file.is_file() and is_archive(file)):
        raise NotAFile(str(file))
    (found,) = distinct_files(file)
    if found.error:
        return unreadable(found.source, why_unread(found.error))
    with own_folder() as folder:
        job = Job(Storage(str(folder)), "alone", settings)
        ((_, seen),) = read_files([found], job, lambda *_: None)
        outcome = Finished(job.out, job.read_by).outcome(found.source.sha256) or Outcome(unread=LOST)
    if outcome.extracted is None or seen.extracted is None:
        return unreadable(found.source, outcome.unread or LOST)
    resolution = resolve([citing(found.source, seen.extracted)])
    return check(known(found.source, outcome.extracted), outcome.extracted, resolution, settings)


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
