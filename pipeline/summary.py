"""What came of a run, file by file: for the terminal, and kept beside the tables for a run that finds nothing new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from pipeline.errors import writing
from pipeline.folder import Found
from pipeline.records import Checked, Unread
from pipeline.storage import Storage

if TYPE_CHECKING:
    from pipeline.job import Part

NAME = "last-run.json"


@dataclass(frozen=True, slots=True)
class Told:
    """What the summary says of one file; the counts are rows of the tables."""

    path: str
    also_at: tuple[str, ...]
    pages: int
    legal_bases: int
    targets: int
    deadlines: int
    responsibilities: int
    findings: int
    unread: Unread | None = None
    try_again: bool = False  # another run may read what this one could not
    seconds: dict[str, float] = field(default_factory=dict)  # that reading it took, by stage, whenever that was


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: one `Told` a file, how many were read just now, and whether the tables stand as they were."""

    run: str
    files: tuple[Told, ...]
    read_now: int = 0
    unchanged: bool = False
    removed: int = 0  # files of the run before that are no longer there
    severities: dict[str, int] = field(default_factory=dict)  # of the findings
    seconds: float = 0.0

    @property
    def unread(self) -> tuple[Told, ...]:
        return tuple(told for told in self.files if told.unread)

    @property
    def try_again(self) -> bool:
        """Whether another run may read what this one could not."""
        return any(told.try_again for told in self.files)


def tell(
    checked: Checked, unread: Unread | None, incomplete: bool = False, seconds: Mapping[str, float] | None = None
) -> Told:
    """Return what the summary says of a checked document; one whose pages gave no text counts as not read."""
    e = checked.extracted
    for finding in checked.findings:
        if finding.code == "file-unreadable" and unread is None:
            unread = Unread("no-text", finding.message_vi, finding.message_en)
    return Told(
        checked.source.path,
        checked.source.also_at,
        len(e.outline.reading.document.pages) if e else 0,
        len(e.legal_bases) if e else 0,
        len(e.targets) if e else 0,
        len(e.deadlines) if e else 0,
        len(e.responsibilities) if e else 0,
        len(checked.findings),
        unread,
        incomplete or (unread is not None and unread.transient),
        dict(seconds or {}),
    )


def of_parts(run: str, parts: Sequence[Part], files: Sequence[Found], read_now: int, removed: int) -> Summary:
    """Return the summary of a run from the parts of its tables, its files in order of their paths."""
    told = {one.path: one for part in parts for one in part.told}
    severities: Counter[str] = Counter()
    for part in parts:
        severities.update(part.severities)
    return Summary(
        run,
        tuple(told[found.source.path] for found in files),
        read_now,
        removed=removed,
        severities=dict(severities),
    )


def keep(summary: Summary, work: Storage) -> None:
    """Keep the summary of a run."""
    with writing(work.where):
        work.make()
        work.write(NAME, msgspec.json.encode(summary))


def last(work: Storage) -> Summary | None:
    """Return the summary kept by the last run, or None where there is none or it cannot be read."""
    try:
        data = work.read(NAME)
        return msgspec.json.decode(data, type=Summary) if data else None
    except (OSError, msgspec.MsgspecError):
        return None
