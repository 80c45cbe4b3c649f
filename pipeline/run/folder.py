"""A run over a folder: what is new is read, the folder is joined, what changed is written, and the tables replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from pipeline import events, summary
from pipeline.archives import forget_others
from pipeline.commit import follow_journal, forget_staged, last_written
from pipeline.errors import OutputInUse
from pipeline.events import Observer
from pipeline.executors.local import LocalExecutor
from pipeline.finished import Finished, Glance
from pipeline.folder import Found, distinct_files, files_in
from pipeline.job import Executor, Job, Listed
from pipeline.laps import Laps
from pipeline.ocr import Kept
from pipeline.resolve import resolve
from pipeline.rows import citation_row, unit_row
from pipeline.run.document import records_here, version_here
from pipeline.run.joining import Layout, citing, groups, table_files
from pipeline.run.parts import writing_parts
from pipeline.run.reading import read_files
from pipeline.run.tables import put_together
from pipeline.runs import run_row, runs_before
from pipeline.schedule import why_unread
from pipeline.settings import Settings
from pipeline.stated import Shared
from pipeline.storage import Storage
from pipeline.storage.lock import only_run
from pipeline.store import forget_parts
from pipeline.summary import Summary


@dataclass(frozen=True, slots=True)
class _Run:
    """One run: what it works on and how, and what it has noted so far."""

    id: str
    job: Job
    files: list[Found]
    before: Summary | None
    executor: Executor
    layout: Layout
    tell: Observer
    still_ours: Callable[[], None]  # raises OutputTakenOver where another run has got hold of the output
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    laps: Laps = field(default_factory=Laps)
    seconds: Counter[str] = field(default_factory=Counter)  # of the workers, by stage

    @property
    def removed(self) -> int:
        """How many files of the run before are no longer there."""
        now = {path for found in self.files for path in (found.source.path, *found.source.also_at)}
        return sum(told.path not in now for told in self.before.files) if self.before else 0


def extract_folder(
    raw: Path,
    out: Storage | Path | str,
    settings: Settings,
    *,
    fresh: bool = False,
    wait: bool = False,
    layout: Layout = "single",
    executor: Executor | None = None,
    tell: Observer = events.nobody,
) -> Summary:
    """Turn every document under `raw` into the tables under `out` and return the summary.

    What was read before by this version is not read again, unless all is to be done afresh.
    """
    started = perf_counter()
    out = out if isinstance(out, Storage) else Storage(out)
    executor = executor or LocalExecutor()
    job = Job(out, version_here(), settings, records_here())
    own = Path(out.where) if out.is_local else None
    files_in(raw, own)  # a folder with nothing to read leaves no trace in the output

    def waiting(error: OutputInUse) -> None:
        tell(events.RunWaits(error.message_vi, error.message_en))

    with only_run(out, wait, waiting) as still_ours, job.unpacked() as unpacked:
        follow_journal(out)
        forget_staged(out)
        files = distinct_files(raw, own, unpacked)
        before, written = summary.last(job.work), last_written(out)
        run = _Run(_run_id(job, files, layout), job, files, before, executor, layout, tell, still_ours)
        if not fresh and before and written and before.run == written.run == run.id and not before.try_again:
            return replace(before, read_now=0, unchanged=True, removed=0, seconds=perf_counter() - started)
        done = _done(run, fresh)
        forget_others(unpacked, (found.file for found in files))
        return replace(done, seconds=perf_counter() - started)


def _done(run: _Run, fresh: bool) -> Summary:
    """Read, join, write, put in place."""
    out, finished = run.job.out, Finished(run.job.out, run.job.read_by)
    kept_pages = Kept(run.job.pages)
    if fresh:
        finished.forget_other_versions()
        finished.forget_all()
        kept_pages.forget_all()
        forget_parts(run.job.parts, ())
    seen, read_now = _read(run, finished)
    resolution = resolve(
        [citing(found.source, stated) for found in run.files if (stated := seen[found.source.path].extracted)]
    )
    run.tell(events.Joined(len(resolution.citations), len(resolution.units), _lap(run, "resolve")))
    listed = [Listed(f.source, seen[f.source.path].unread, seen[f.source.path].incomplete) for f in run.files]
    del seen  # of a large folder some hundred MB
    every = list(groups(listed, resolution, run.job, run.layout))
    parts = list(writing_parts(every, run.job, run.executor, run.tell))
    _lap(run, "check")
    done = summary.of_parts(run.id, parts, run.files, read_now, run.removed)
    seconds = {**run.seconds, **{stage: took for stage, took in run.laps.seconds.items() if stage != "reading"}}
    of_folder = {
        "citations": [citation_row(one) for one in resolution.citations],
        "units": [unit_row(one) for one in resolution.units],
        "runs": [*runs_before(out), run_row(_named(run), run.started, parts, done, seconds)],
    }
    count = table_files(run.layout, len(run.files))
    run.still_ours()
    rows, size = put_together(every, parts, of_folder, count, run.job, run.executor, done)
    run.tell(events.TablesWritten(rows, size, _lap(run, "store")))
    finished.forget_other_versions()
    kept_pages.forget_other_versions()
    forget_parts(run.job.parts, [part.key for part in parts])
    return done


def _read(run: _Run, finished: Finished) -> tuple[dict[str, Glance], int]:
    """Read what has not been read; return a glance at every file, by path, and how many were tried now."""
    seen: dict[str, Glance] = {}
    shared = Shared()
    by_hash = {found.source.sha256: found for found in run.files}
    for content, glance in finished.glances(by_hash):
        if not glance.try_again:
            seen[by_hash[content].source.path] = glance.of_shared(shared)
    for found in run.files:
        if found.error:
            seen[found.source.path] = Glance(unread=why_unread(found.error))
    to_read = [found for found in run.files if found.source.path not in seen]
    _tell_beginning(run, finished, to_read)

    def page_done(path: str, done: int, total: int) -> None:
        run.tell(events.PageRead(path, done, total))

    for found in run.files:
        if found.error:
            run.tell(_what_came_of(found, seen[found.source.path]))
    for found, glance in run.executor.read(read_files, to_read, run.job, page_done):
        seen[found.source.path] = glance.of_shared(shared)
        run.seconds.update(glance.seconds)
        run.tell(_what_came_of(found, glance))
    run.laps.took("reading", None)
    return seen, len(to_read)


def _tell_beginning(run: _Run, finished: Finished, to_read: Sequence[Found]) -> None:
    version = run.job.version
    old = finished.other_versions()
    again = sum(any(found.source.sha256 in hashes for hashes in old.values()) for found in to_read)
    if again:
        run.tell(events.VersionChanged(", ".join(sorted(old)), run.job.read_by, again))
    run.tell(
        events.RunStarted(
            run.id,
            version,
            len(run.files),
            len(to_read),
            run.removed,
            run.job.settings.workers,
            run.executor.name,
            run.layout,
            events.suffixes(found.source.path for found in to_read),
        )
    )


def _what_came_of(found: Found, glance: Glance) -> events.Event:
    source, seconds = found.source, round(sum(glance.seconds.values()), 3)
    if glance.extracted:
        document = glance.extracted.outline.reading.document
        return events.DocumentRead(
            source.path, source.doc_id, document.text_origin, len(document.pages), seconds, glance.seconds
        )
    why = glance.unread
    said = (why.reason, why.message_vi, why.message_en) if why else ("lost", "", "")
    return events.DocumentUnread(source.path, source.doc_id, *said, seconds)


def _named(run: _Run) -> dict[str, object]:
    return {
        "run": run.id,
        "version": run.job.version,
        "executor": run.executor.name,
        "workers": run.job.settings.workers,
        "layout": run.layout,
    }


def _lap(run: _Run, stage: str) -> float:
    run.laps.took(stage, None)
    return round(run.laps.seconds[stage], 3)


def _run_id(job: Job, files: Sequence[Found], layout: Layout) -> str:
    """Return what tells this run from one with another input, version, threshold or layout."""
    digest = sha256(f"{job.version} {job.settings.low_ocr_confidence} {layout}".encode())
    for found in files:
        s = found.source
        digest.update(repr((s.path, s.also_at, s.sha256, found.error and found.error.reason)).encode())
    return digest.hexdigest()[:16]
