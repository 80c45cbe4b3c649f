"""What came of a run, file by file: for the terminal, and kept beside the tables for a run that finds nothing new."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.errors import writing
from pipeline.records import Checked, Unread


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


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: one `Told` a file, how many were read just now, and whether the tables stand as they were."""

    run: str
    files: tuple[Told, ...]
    read_now: int = 0
    unchanged: bool = False

    @property
    def unread(self) -> tuple[Told, ...]:
        return tuple(told for told in self.files if told.unread)


def tell(checked: Checked, unread: Unread | None, incomplete: bool = False) -> Told:
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
    )


def keep(summary: Summary, out: Path) -> None:
    """Keep the summary of a run, unless another one may read what it could not."""
    if not any(told.try_again for told in summary.files):
        with writing(out):
            _path(out).write_bytes(msgspec.json.encode(summary))


def last(out: Path) -> Summary | None:
    """Return the summary kept by the last run, or None where there is none or it cannot be read."""
    try:
        return msgspec.json.decode(_path(out).read_bytes(), type=Summary)
    except (OSError, msgspec.MsgspecError):
        return None


def _path(out: Path) -> Path:
    return out / ".work" / "last-run.json"
