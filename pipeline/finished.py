"""Documents that have been read, kept so that an interrupted run goes on and a second one reads nothing again.

One file a document, named by the hash of its bytes, in a folder named by the version of the pipeline: what another
version read is never taken for its own.  A file that cannot be read back counts as not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from shutil import rmtree

import msgspec
import pyarrow as pa

from extractors.amendments import Amendment
from extractors.mention import Header, LegalBasis, Responsibility, Target
from pipeline.errors import OutputInUse, writing
from pipeline.records import Extracted, Unread


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a file: its records, or why there are none; `incomplete`: a page of it was not read."""

    extracted: Extracted | None = None
    unread: Unread | None = None
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class _Document:
    text_origin: str
    restored: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    document: _Document


@dataclass(frozen=True, slots=True)
class _Outline:
    reading: _Reading


@dataclass(frozen=True, slots=True)
class Stated:
    """The part of `Extracted` that the folder is joined from; read alone, it comes several times as fast."""

    outline: _Outline
    header: Header
    legal_bases: tuple[LegalBasis, ...]
    targets: tuple[Target, ...]
    responsibilities: tuple[Responsibility, ...]
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Glance:
    """An `Outcome` of which only that part is read."""

    extracted: Stated | None = None
    unread: Unread | None = None
    incomplete: bool = False

    @property
    def try_again(self) -> bool:
        """Whether another run may read what this one could not."""
        return self.incomplete or (self.unread is not None and self.unread.transient)


_ENCODER = msgspec.json.Encoder()
_OUTCOME = msgspec.json.Decoder(Outcome)
_GLANCE = msgspec.json.Decoder(Glance)


def encode(outcome: Outcome) -> bytes:
    """Return an outcome as JSON, which is how it travels between processes and how it is kept."""
    return _ENCODER.encode(outcome)


def decode(data: bytes) -> Outcome:
    """Return the outcome that `encode` was given."""
    return _OUTCOME.decode(data)


def glance(data: bytes) -> Glance:
    """Return a glance at the outcome that `encode` was given."""
    return _GLANCE.decode(data)


@contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Keep other runs from writing to `out` during the block; the system lifts the lock should this one die."""
    with writing(out):
        (out / ".work").mkdir(parents=True, exist_ok=True)
        lock = (out / ".work" / "lock").open("w")
    with lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError as error:
            raise OutputInUse(str(out)) from error
        yield


def unpacked_archives(out: Path) -> Path:
    """Return the folder in which a run with this output unpacks archives."""
    return out / ".work" / "unpacked"


class Finished:
    """The outcomes kept under the folder of a run's output, for one version of the pipeline.

    Beside them lie page readings and unpacked archives, which outlive a version.
    """

    def __init__(self, out: Path, version: str) -> None:
        self._out = out
        self._folder = out / ".work" / version
        self.page_readings = out / ".work" / "pages"
        with writing(out):
            self._folder.mkdir(parents=True, exist_ok=True)

    def keep(self, sha256: str, data: bytes) -> None:
        """Keep an encoded outcome; it is there whole or not at all."""
        aside = self._folder / f"{sha256}.part"
        with writing(self._out):
            with pa.output_stream(str(aside), compression="zstd") as stream:
                stream.write(data)
            aside.replace(self._path(sha256))

    def outcome(self, sha256: str) -> Outcome | None:
        """Return what was kept, or None where nothing was or it is damaged."""
        data = self._read(sha256)
        try:
            return None if data is None else _OUTCOME.decode(data)
        except msgspec.MsgspecError:
            return None

    def glance(self, sha256: str) -> Glance | None:
        """Return the part of it that the folder is joined from."""
        data = self._read(sha256)
        try:
            return None if data is None else _GLANCE.decode(data)
        except msgspec.MsgspecError:
            return None

    def forget_other_versions(self) -> None:
        """Remove what other versions of the pipeline kept here."""
        for folder in self._folder.parent.iterdir():
            if folder.is_dir() and folder not in (self._folder, self.page_readings, unpacked_archives(self._out)):
                rmtree(folder, ignore_errors=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.json.zst"

    def _read(self, sha256: str) -> bytes | None:
        path = self._path(sha256)
        if not path.exists():
            return None
        try:
            with pa.input_stream(str(path), compression="zstd") as stream:
                data: bytes = stream.read()
                return data
        except (OSError, pa.ArrowInvalid):
            return None
