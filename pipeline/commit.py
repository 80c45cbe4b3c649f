"""How the files of a run take the place of the last ones: all of them, also where the power goes in between.

They are written aside (`.work/staged`).  A journal then says which file goes where and which are left over, and is
followed; whoever finds a journal follows it to its end before anything else.  A run killed before the journal leaves
the tables of the run before, one killed after it those of the new run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from pipeline.errors import writing
from pipeline.schema import TABLES
from pipeline.storage import Storage

STAGED = ".work/staged"
_JOURNAL, _MANIFEST = ".work/journal.json", ".work/tables.json"


@dataclass(frozen=True, slots=True)
class Written:
    """What a run leaves in the output: its id, and the size in bytes of each file of a table."""

    run: str
    files: dict[str, int]


def forget_staged(out: Storage) -> None:
    """Remove what a run left aside that did not come to its end."""
    with writing(out.where):
        out.remove(STAGED)


def put_in_place(out: Storage, written: Written, kept: Sequence[str] = ()) -> None:
    """Put the staged files of a run, and what it keeps of itself under `.work`, in the place of the last ones."""
    with writing(out.where):
        out.write(f"{STAGED}/{_MANIFEST}", msgspec.json.encode(written))
        journal = _Journal((*written.files, *kept, _MANIFEST), tuple(_left_over(out, written)))
        out.settle(*(f"{STAGED}/{name}" for name in journal.files))
        out.write(_JOURNAL, msgspec.json.encode(journal), durable=True)
    follow_journal(out)


def follow_journal(out: Storage) -> None:
    """Bring to its end what a run began to put in place, where there is such."""
    data = out.read(_JOURNAL)
    if data is None:
        return
    journal = msgspec.json.decode(data, type=_Journal)
    with writing(out.where):
        for name in journal.files:
            if out.exists(f"{STAGED}/{name}"):
                out.move(f"{STAGED}/{name}", name)
        out.settle(*journal.files)
        for name in journal.left_over:
            out.remove(name)
        for folder in {name.rpartition("/")[0] for name in journal.left_over} - {""}:
            if not out.names(folder):
                out.remove(folder)
        out.settle(*(name for name in journal.files if out.exists(name)))
        out.remove(_JOURNAL)
        out.remove(STAGED)


def last_written(out: Storage) -> Written | None:
    """Return what the last run left here, or None where files of it are missing or were changed since."""
    data = out.read(_MANIFEST)
    try:
        written = msgspec.json.decode(data, type=Written) if data else None
    except msgspec.MsgspecError:
        return None
    if written and all(out.size(name) == size for name, size in written.files.items()):
        return written
    return None


@dataclass(frozen=True, slots=True)
class _Journal:
    files: tuple[str, ...]  # from `.work/staged` into the output
    left_over: tuple[str, ...]  # what the last run wrote in another layout, or into more files


def _left_over(out: Storage, written: Written) -> Iterator[str]:
    """Yield the files of tables that are none of this run; what else lies in the output is left alone."""
    for table in TABLES:
        parts = [name for name in out.names(table) if name.startswith("part-") and name.endswith(".parquet")]
        yield from (f"{table}/{name}" for name in parts if f"{table}/{name}" not in written.files)
        if f"{table}.parquet" not in written.files and out.exists(f"{table}.parquet"):
            yield f"{table}.parquet"
