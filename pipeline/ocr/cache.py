"""Page readings kept on disk, so that no page is read twice: neither in one run nor by a later version of the pipeline.

One file a page, named by the hash of the document's bytes, in a folder named by all that decides which words are read:
the engine, its data, and the modules from the image to the words.  A file that cannot be read back counts as not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

from pipeline.errors import writing
from pipeline.ocr.engine import installed_engine
from pipeline.ocr.page import PageReading
from pipeline.storage import Storage
from pipeline.storage.packed import pack, unpack

# What comes after the words are read, and may change without reading them anew.
_AFTERWARDS = (
    *("__init__", "cache", "change", "letter_widths", "lines", "repair"),
    *("row_numbers", "specks", "stage", "syllable", "tasks"),
)
_LIBRARIES = ("numpy", "pillow", "pypdfium2")
_DECODER = msgspec.json.Decoder(PageReading)


@cache
def reading_version() -> str:
    """Return what tells readings made in one way from those made in another."""
    digest = sha256(installed_engine().encode())
    for library in _LIBRARIES:
        digest.update(f" {library} {version(library)}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if not path.name.startswith(_AFTERWARDS):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


class Kept:
    """The readings under one folder."""

    def __init__(self, folder: Storage) -> None:
        self._folder = folder

    def keep(self, source_sha256: str, page: int, reading: PageReading) -> None:
        """Keep a reading; it is there whole or not at all."""
        with writing(self._folder):
            self._folder.write(_name(source_sha256, page), pack(msgspec.json.encode(reading)))

    def get(self, source_sha256: str, page: int) -> PageReading | None:
        """Return what was kept of a page (from 1), or None where nothing was or it is damaged."""
        return self.among(source_sha256, [page]).get(page)

    def among(self, source_sha256: str, pages: Sequence[int]) -> dict[int, PageReading]:
        """Return what was kept of these pages of a document."""
        found = {}
        with writing(self._folder):
            all_kept = self._folder.read_all([_name(source_sha256, page) for page in pages])
            for page, packed in zip(pages, all_kept, strict=True):
                data = unpack(packed) if packed else None
                with suppress(msgspec.MsgspecError):
                    if data is not None:
                        found[page] = _DECODER.decode(data)
        return found

    def forget(self, source_sha256: str) -> None:
        """Remove what was read of a document, so that it is read anew."""
        with writing(self._folder):
            self._folder.remove(f"{reading_version()}/{source_sha256}")

    def forget_all(self) -> None:
        """Remove all readings, so that every page is read anew."""
        with writing(self._folder):
            self._folder.remove("")

    def forget_other_versions(self) -> None:
        """Remove what was read in another way, unless no engine is there to read it again."""
        if installed_engine():
            with writing(self._folder):
                for version in self._folder.names():
                    if version != reading_version():
                        self._folder.remove(version)


def _name(source_sha256: str, page: int) -> str:
    return f"{reading_version()}/{source_sha256}/{page}.json.zst"
