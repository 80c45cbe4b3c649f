"""Where a document gets its page readings from: read here and now, or kept by tasks that read one page each.

A document whose pages have not been read yet says which it needs (PagesWanted); whoever runs it has them read, each in
a process that a bad page may kill, and runs it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.ocr.cache import Kept
from pipeline.ocr.engine import engine
from pipeline.ocr.page import PageReading
from pipeline.ocr.reading import read_page
from pipeline.ocr.tessdata import NoEngine
from pipeline.records import Source, Unread, Wanting
from pipeline.storage import Storage
from pipeline.temporary import room_for

Readings = Mapping[int, PageReading | Unread]
_NO_LIMIT = 3600.0  # seconds


class PagesWanted(Exception):
    """Pages of a document have to be read from their images first."""

    def __init__(self, wanting: Wanting) -> None:
        super().__init__(wanting)
        self.wanting = wanting


def read_here(path: Path, source: Source, pages: Sequence[int]) -> Readings:
    """Return the pages read in this process, one after another, with no limit and nothing kept."""
    if missing := _without_engine(pages):
        return missing
    return {page: read_page(path, source.media_type, page, _NO_LIMIT) for page in pages}


@dataclass(frozen=True, slots=True)
class FromKept:
    """The readings kept under a folder, and the pages that could not be read."""

    folder: Storage
    failed: Mapping[int, Unread]

    def __call__(self, path: Path, source: Source, pages: Sequence[int]) -> Readings:
        """Return the readings; raise PagesWanted where there is none yet."""
        if missing := _without_engine(pages):
            return missing
        found: dict[int, PageReading | Unread] = {page: self.failed[page] for page in pages if page in self.failed}
        found.update(Kept(self.folder).among(source.sha256, [page for page in pages if page not in found]))
        if wanting := tuple(page for page in pages if page not in found):
            raise PagesWanted(Wanting(source.media_type, wanting))
        return found


def read_and_keep(path: Path, sha256: str, media_type: str, page: int, folder: Storage, seconds: float) -> None:
    """Read one page and keep the reading: the work of one task."""
    with room_for(path.name):
        reading = read_page(path, media_type, page, seconds)
    Kept(folder).keep(sha256, page, reading)


def _without_engine(pages: Sequence[int]) -> Readings:
    """Return why none of the pages can be read; nothing where an engine is installed."""
    if not pages:
        return {}
    try:
        engine()
    except NoEngine as error:
        return dict.fromkeys(pages, Unread("missing", error.vi, error.en))
    return {}
