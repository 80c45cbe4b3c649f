"""One document from its file to all that it states: the stages up to extract, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.errors import Changed, TooLarge, UnreadableFile
from pipeline.extract import extract
from pipeline.finished import Finished, Outcome, encode, encode_glance, glance
from pipeline.ingest import ingest
from pipeline.job import Job
from pipeline.laps import Laps
from pipeline.ocr import FromKept, PagesWanted, Readings, installed_engine, read_and_keep, read_here, recognise, wanted
from pipeline.read import read
from pipeline.records import Extracted, Source, Unread, Wanting
from pipeline.restore import restore
from pipeline.schedule import why_unread
from pipeline.segment import segment
from pipeline.settings import MIB
from pipeline.temporary import room_for
from pipeline.triage import triage
from pipeline.version import pipeline_version, records_version

ReadPages = Callable[[Path, Source, Sequence[int]], Readings]
finished = lru_cache(maxsize=4)(Finished)


def process(path: Path, name: str, read_pages: ReadPages = read_here, laps: Laps | None = None) -> Extracted:
    """Return all that one document states; reads `path`, which messages call `name`, and writes nothing.

    `read_pages` gives the readings of the pages that have to be read from their image.
    """
    took = (laps or Laps()).took
    ingested = took("ingest", ingest(path, name))
    triaged = took("triage", triage(ingested))
    readings = read_pages(path, triaged.source, wanted(triaged))
    recognised = took("ocr", recognise(triaged, readings))
    restored = took("restore", restore(recognised))
    reading = took("read", read(restored))
    outline = took("segment", segment(reading))
    return took("extract", extract(outline))


def version_here() -> str:
    """Return the version of the pipeline on this machine, with the OCR engine that is installed on it."""
    return pipeline_version(installed_engine())


def records_here() -> str:
    """Return the version of what of it decides the records of a document."""
    return records_version(installed_engine())


def read_document(
    path: Path, source: Source, job: Job, failed: Mapping[int, Unread], ocr_seconds: float
) -> bytes | Wanting:
    """Keep what `process` gives, or why there is nothing, and return a glance at it, or what is wanting: a task.

    The pages in `failed` could not be read; reading the others took `ocr_seconds`.
    """
    laps = Laps()
    laps.seconds["ocr"] = ocr_seconds
    try:
        with room_for(source.path):
            extracted = process(path, source.path, FromKept(job.pages, failed), laps)
        if extracted.outline.reading.document.source.sha256 != source.sha256:
            raise Changed(source.path)  # what is kept is kept by the bytes that were found
        data = encode(Outcome(extracted=extracted, incomplete=bool(failed), seconds=laps.seconds))
        if len(data) > job.settings.most_output:
            raise TooLarge(source.path, f"> {job.settings.most_output // MIB} MiB of records")
    except UnreadableFile as error:
        data = encode(Outcome(unread=why_unread(error), seconds=laps.seconds))
    except PagesWanted as error:
        return error.wanting
    finished(job.out, job.read_by).keep(source.sha256, data)
    return encode_glance(glance(data))


def read_page(path: Path, source: Source, media_type: str, page: int, job: Job, seconds: float) -> float:
    """Read one page from its image and keep the reading; return the seconds that it took: a task."""
    laps = Laps()
    read_and_keep(path, source.sha256, media_type, page, job.pages, seconds)
    laps.took("ocr", None)
    return laps.seconds["ocr"]
