"""What happens in a run: a record for each thing, told to whoever watches it, and its one line of JSON.

A run tells; it does not know who listens: progress on a terminal (terminal/progress.py), a log for programs
(terminal/json_lines.py), the figures for the end of a run (tally.py).  What the fields mean for whoever reads the log
stands in docs/running.md.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar, get_args


@dataclass(frozen=True, slots=True)
class RunWaits:
    """Another run writes to the same output, as the message says, and this one waits for it."""

    name: ClassVar[str] = "run-waits"
    message_vi: str
    message_en: str


@dataclass(frozen=True, slots=True)
class RunStarted:
    """The folder has been looked through, and what has to be read is known."""

    name: ClassVar[str] = "run-started"
    run: str
    version: str  # of the pipeline
    files: int  # distinct ones
    to_read: int  # of them; what the others state is taken from earlier work
    removed: int = 0  # files of the run before that are no longer there
    workers: int = 1
    executor: str = "local"
    layout: str = "single"
    suffixes: Mapping[str, int] = field(default_factory=dict)  # of the files to read: {"pdf": 120, "docx": 30}


@dataclass(frozen=True, slots=True)
class VersionChanged:
    """What another version of the pipeline read is read again."""

    name: ClassVar[str] = "version-changed"
    old: str
    new: str
    documents: int  # read again for that reason alone


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page was read from its image; the document waits for `total` such pages."""

    name: ClassVar[str] = "page-read"
    path: str
    done: int  # in any order
    total: int


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A document was read now; `seconds` are those of the workers, its pages included."""

    name: ClassVar[str] = "document-read"
    path: str
    doc_id: str
    kind: str  # where its text comes from, as in documents.text_origin
    pages: int
    seconds: float
    seconds_by_stage: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentUnread:
    """A file gave no document, and why."""

    name: ClassVar[str] = "document-unread"
    path: str
    doc_id: str
    reason: str
    message_vi: str
    message_en: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Joined:
    """Citations and units were joined over the whole folder."""

    name: ClassVar[str] = "joined"
    citations: int
    units: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PartWritten:
    """The rows of some dozens of documents were checked and written aside."""

    name: ClassVar[str] = "part-written"
    part: str
    documents: int
    rows: int
    seconds: float


@dataclass(frozen=True, slots=True)
class TablesWritten:
    """The tables are in their place."""

    name: ClassVar[str] = "tables-written"
    rows: Mapping[str, int]  # by table
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The run came to its end; files that could not be read do not keep it from that."""

    name: ClassVar[str] = "run-finished"
    exit_code: int
    files: int
    read_now: int
    unread: int
    pages: int
    findings: int
    seconds: float
    unchanged: bool = False  # nothing differed from the run before, so its tables stand


@dataclass(frozen=True, slots=True)
class RunFailed:
    """The run ended before its tables were written; those of the run before stand."""

    name: ClassVar[str] = "run-failed"
    exit_code: int
    message_vi: str
    message_en: str


Event = (
    RunWaits
    | RunStarted
    | VersionChanged
    | PageRead
    | DocumentRead
    | DocumentUnread
    | Joined
    | PartWritten
    | TablesWritten
    | RunFinished
    | RunFailed
)
EVENTS: tuple[type[Event], ...] = get_args(Event)

Observer = Callable[[Event], None]


def nobody(event: Event) -> None:
    """Watch nothing: the observer of a run that nobody watches."""


def all_of(*observers: Observer) -> Observer:
    """Return an observer that tells each of these."""

    def tell(event: Event) -> None:
        for observer in observers:
            observer(event)

    return tell


def suffix(path: str) -> str:
    """Return the end of a file's name, by which the time that it will take is guessed: 'KE HOACH.PDF' gives 'pdf'."""
    return PurePosixPath(path).suffix.lower().removeprefix(".")


def suffixes(paths: Iterable[str]) -> dict[str, int]:
    """Return how many of the paths have each suffix, the most frequent first."""
    return dict(Counter(map(suffix, paths)).most_common())


# What JSON lets pass and a terminal may obey: DEL, the second block of controls, marks that turn the line around.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def as_json(event: Event, time: datetime) -> bytes:
    """Return an event as one line of JSON in UTF-8: time and name, then its fields."""
    said = {"time": time.isoformat(timespec="milliseconds"), "event": event.name}
    said |= {one.name: _plain(getattr(event, one.name)) for one in fields(event)}
    line = json.dumps(said, ensure_ascii=False)
    line = _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    return line.encode("utf-8", "replace") + b"\n"  # a lone surrogate, from a name that is no UTF-8, becomes "?"


def _plain(value: Any) -> Any:
    """Return a field as JSON knows it; seconds to the thousandth."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return round(value, 3) if isinstance(value, float) else value
