"""Documents that have been read, kept so that an interrupted run goes on and a second one reads nothing again.

One file a document, named by the hash of its bytes, in a folder named by the version of the pipeline: what another
version read is never taken for its own.  A file that cannot be read back counts as not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import msgspec

from pipeline.errors import writing
from pipeline.records import Extracted, Unread
from pipeline.stated import Shared, Stated
from pipeline.storage import Storage
from pipeline.storage.packed import pack, unpack

_SUFFIX = ".json.zst"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a file: its records, or why there are none; `incomplete`: a page of it was not read."""

    extracted: Extracted | None = None
    unread: Unread | None = None
    incomplete: bool = False
    seconds: dict[str, float] = field(default_factory=dict)  # by stage


@dataclass(frozen=True, slots=True)
class Glance:
    """An `Outcome` of which only that part is read."""

    extracted: Stated | None = None
    unread: Unread | None = None
    incomplete: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    def of_shared(self, shared: Shared) -> Glance:
        """Return the same, made of values that other glances hold already: for when there are thousands."""
        return self if self.extracted is None else replace(self, extracted=shared.stated(self.extracted))

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
    """Return a glance at the outcome that `encode` was given, or the glance that `encode_glance` was given."""
    return _GLANCE.decode(data)


def encode_glance(glance: Glance) -> bytes:
    """Return a glance as JSON: all that travels back from the worker that read the document."""
    return _ENCODER.encode(glance)


class Finished:
    """The outcomes kept under the folder of a run's output, for one version of the pipeline."""

    def __init__(self, out: Storage, version: str) -> None:
        self._out, self._work, self._version = out, out / ".work", version
        self._folder = self._work / version

    def keep(self, sha256: str, data: bytes) -> None:
        """Keep an encoded outcome; it is there whole or not at all."""
        with writing(self._out):
            self._folder.write(f"{sha256}{_SUFFIX}", pack(data))

    def kept(self) -> frozenset[str]:
        """Return the hashes of the documents of which there is an outcome: one look at the folder, not one at each."""
        return self._hashes(self._version)

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
        return None if data is None else _glance_or_none(data)

    def glances(self, hashes: Iterable[str]) -> Iterator[tuple[str, Glance]]:
        """Yield a glance at each of the documents of which there is an outcome."""
        kept = self.kept()
        there = [sha256 for sha256 in hashes if sha256 in kept]
        with writing(self._out):
            for sha256, packed in zip(there, self._folder.read_all([f"{one}{_SUFFIX}" for one in there]), strict=True):
                data = unpack(packed) if packed else None
                if data is not None and (seen := _glance_or_none(data)):
                    yield sha256, seen

    def other_versions(self) -> dict[str, frozenset[str]]:
        """Return the hashes of the documents that other versions of the pipeline kept here, by version."""
        return {version: self._hashes(version) for version in self._others()}

    def forget(self, sha256: str) -> None:
        """Remove what was kept of a document."""
        with writing(self._out):
            self._folder.remove(f"{sha256}{_SUFFIX}")

    def forget_other_versions(self) -> None:
        """Remove what other versions of the pipeline kept here."""
        with writing(self._out):
            for version in self._others():
                self._work.remove(version)

    def forget_all(self) -> None:
        """Remove all that was kept, so that it is read anew."""
        with writing(self._out):
            self._work.remove(self._version)

    def _others(self) -> list[str]:
        with writing(self._out):
            return [name for name in self._work.names() if "+" in name and name != self._version]

    def _hashes(self, version: str) -> frozenset[str]:
        with writing(self._out):
            names = self._work.names(version)
        return frozenset(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))

    def _read(self, sha256: str) -> bytes | None:
        with writing(self._out):
            packed = self._folder.read(f"{sha256}{_SUFFIX}")
        return None if packed is None else unpack(packed)


def _glance_or_none(data: bytes) -> Glance | None:
    try:
        return _GLANCE.decode(data)
    except msgspec.MsgspecError:
        return None
