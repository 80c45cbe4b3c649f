"""Between reading and writing: what of each document the folder is joined from, and which are written together.

Files are grouped such that a changed, new or missing file changes its own group and leaves the others as they are: a
group ends after a file whose name says so by its hash, and not after every so many files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Literal
from zlib import crc32

import msgspec

from pipeline.job import Group, Job, Listed
from pipeline.records import Citing, Extracted, Resolution, Source
from pipeline.stated import Stated

Layout = Literal["single", "dataset"]
DOCUMENTS_PER_GROUP = 32  # on average: some MB of rows, written in a second
MOST_PER_GROUP = 128
DOCUMENTS_PER_FILE = 2_000  # of a dataset, on average: row groups large enough to be read fast, files of some 10 MB
_ENCODER = msgspec.json.Encoder()


def citing(source: Source, stated: Stated) -> Citing:
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


def known(source: Source, extracted: Extracted) -> Source:
    """Return the source as this run found it, with what only reading could tell."""
    return replace(source, media_type=extracted.outline.reading.document.source.media_type)


def table_files(layout: Layout, documents: int) -> int | None:
    """Return how many files a table has as a dataset, a power of two that grows with the folder; None for one file."""
    return 1 << max(0, documents // DOCUMENTS_PER_FILE).bit_length() if layout == "dataset" else None


def groups(files: Sequence[Listed], resolution: Resolution, job: Job, layout: Layout) -> Iterator[Group]:
    """Yield the files in groups: in order of their paths, or for a dataset in order of their ids."""
    count = table_files(layout, len(files)) or 1
    ordered = files if layout == "single" else sorted(files, key=lambda listed: listed.source.sha256)
    for some in _cut(ordered, lambda listed: _table_file(listed, count)):
        joined = resolution.of([listed.source.doc_id for listed in some])
        decisive = (job.version, job.settings.low_ocr_confidence, some, joined)
        key = sha256(_ENCODER.encode(decisive)).hexdigest()[:24]
        yield Group(key, tuple(some), joined, _table_file(some[0], count))


def _table_file(listed: Listed, count: int) -> int:
    """Return which of `count` files holds a document's rows: that of its place in the order of all ids."""
    return int(listed.source.doc_id or "0", 16) * count >> 64


def _cut(files: Sequence[Listed], table_file: Callable[[Listed], int]) -> Iterator[list[Listed]]:
    some: list[Listed] = []
    for listed in files:
        if some and (table_file(some[0]) != table_file(listed) or len(some) >= MOST_PER_GROUP):
            yield some
            some = []
        some.append(listed)
        if crc32((listed.source.sha256 or listed.source.path).encode()) % DOCUMENTS_PER_GROUP == 0:
            yield some
            some = []
    if some:
        yield some
