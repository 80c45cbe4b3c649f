"""Page readings kept on disk, so that no page is read twice: neither in one run nor by a later version of the pipeline.

One file a page, named by the hash of the document's bytes, in a folder named by all that decides which words are read:
the engine, its data, and the modules from the image to the words.  A file that cannot be read back counts as not there.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree

import msgspec
import pyarrow as pa

from pipeline.ocr.engine import installed_engine
from pipeline.ocr.page import PageReading

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

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, source_sha256: str, page: int, reading: PageReading) -> None:
        """Keep a reading; it is there whole or not at all."""
        path = self._path(source_sha256, page)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        with pa.output_stream(str(aside), compression="zstd") as stream:
            stream.write(msgspec.json.encode(reading))
        aside.replace(path)

    def get(self, source_sha256: str, page: int) -> PageReading | None:
        """Return what was kept of a page (from 1), or None where nothing was or it is damaged."""
        path = self._path(source_sha256, page)
        if not path.exists():
            return None
        try:
            with pa.input_stream(str(path), compression="zstd") as stream:
                return _DECODER.decode(stream.read())
        except (OSError, pa.ArrowInvalid, msgspec.MsgspecError):
            return None

    def forget(self, source_sha256: str) -> None:
        """Remove what was read of a document, so that it is read anew."""
        rmtree(self._path(source_sha256, 1).parent, ignore_errors=True)

    def forget_other_versions(self) -> None:
        """Remove what was read in another way, unless no engine is there to read it again."""
        if self._folder.is_dir() and installed_engine():
            for folder in self._folder.iterdir():
                if folder.name != reading_version():
                    rmtree(folder, ignore_errors=True)

    def _path(self, source_sha256: str, page: int) -> Path:
        return self._folder / reading_version() / source_sha256 / f"{page}.json.zst"
