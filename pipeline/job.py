"""What travels between a run and its workers, on this machine or another: all of it small, and none of it open.

A document is read once and its outcome kept by content (finished.py).  When the folder has been joined, some dozens of
documents at a time are checked and their rows written as a `Part`; the tables are put together from the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pipeline.errors import UnreadableFile
from pipeline.finished import Glance
from pipeline.folder import Found
from pipeline.own_folder import own_folder
from pipeline.records import Resolution, Source, Unread
from pipeline.settings import Settings
from pipeline.storage import Storage
from pipeline.summary import Told
from pipeline.workers import DoAll

PageDone = Callable[[str, int, int], None]  # the document, its pages done, those it waits for in all


@dataclass(frozen=True, slots=True)
class Job:
    """Where a run keeps its work, and what decides how documents are read."""

    out: Storage
    version: str  # of all that decides the tables
    settings: Settings
    records: str = ""  # the version of what decides the records of a single document; as `version` where empty

    @property
    def read_by(self) -> str:
        """The version under which the outcomes of documents are kept."""
        return self.records or self.version

    @property
    def work(self) -> Storage:
        return self.out / ".work"

    @property
    def pages(self) -> Storage:
        """Where page readings are kept, which outlive a version."""
        return self.out / ".work" / "pages"

    @contextmanager
    def unpacked(self) -> Iterator[Path]:
        """Give the folder in which archives are unpacked: kept beside the work on this machine, else for the run."""
        if self.out.is_local:
            yield Path(self.out.where) / ".work" / "unpacked"
        else:
            with own_folder() as folder:
                yield folder

    @property
    def parts(self) -> Storage:
        return self.out / ".work" / "parts"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the run as its part of the tables needs it: where its outcome is kept, or why there is none."""

    source: Source
    unread: Unread | None = None
    incomplete: bool = False  # a page of it was not read, so another run may read more


@dataclass(frozen=True, slots=True)
class Group:
    """Files whose rows are written together, and what the whole folder says of them."""

    key: str  # of all that decides the rows: the same key, the same rows
    files: tuple[Listed, ...]
    resolution: Resolution
    table_file: int = 0  # which file of each table holds the rows, where a table has several


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a group, written under `key`: how many of each table, and what the summary says of the files."""

    key: str
    rows: dict[str, int]  # by table; tables without rows are left out
    told: tuple[Told, ...] = ()
    findings: dict[str, int] = field(default_factory=dict)  # by code
    severities: dict[str, int] = field(default_factory=dict)


ReadFiles = Callable[[Sequence[Found], Job, PageDone, DoAll], Iterator[tuple[Found, Glance]]]


class Executor(Protocol):
    """Where the work is done: in processes of this machine, or on a cluster.

    What is to be done comes as functions that can be imported by their names, so that they run anywhere.
    """

    name: str

    def read(
        self, work: ReadFiles, files: Sequence[Found], job: Job, page_done: PageDone
    ) -> Iterator[tuple[Found, Glance]]:
        """Have `work` read the files, and yield each with a glance at what came of it, as they come."""
        ...

    def each(
        self, work: Callable[..., Any], tasks: Sequence[tuple[Any, ...]], job: Job
    ) -> Iterator[tuple[int, Any | UnreadableFile]]:
        """Yield the place of each task and what `work(*task)` gave, or what killed it, as they come."""
        ...
