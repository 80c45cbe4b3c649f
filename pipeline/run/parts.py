"""Part of the tables: some dozens of documents checked against the whole folder, and their rows written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from pipeline.check import check, unreadable
from pipeline.errors import TablesNotWritten
from pipeline.events import Observer, PartWritten
from pipeline.finished import Finished
from pipeline.job import Executor, Group, Job, Listed, Part
from pipeline.records import Checked, Resolution, Unread
from pipeline.rows import rows_of
from pipeline.run.joining import known
from pipeline.run.reading import LOST
from pipeline.schedule import why_unread
from pipeline.store import PartWriter, kept_part
from pipeline.summary import Told, tell


def write_part(group: Group, job: Job) -> Part:
    """Write the rows of a group under its key, whole or not at all, and return what it holds: a task."""
    finished = Finished(job.out, job.read_by)
    told: list[Told] = []
    codes: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    writer = PartWriter(job.parts, group.key)
    for listed in group.files:
        checked, unread, seconds = _checked(listed, finished, group.resolution, job)
        writer.add(rows_of(checked))
        told.append(tell(checked, unread, listed.incomplete, seconds))
        codes.update(found.code for found in checked.findings)
        severities.update(found.severity for found in checked.findings)
    return writer.close(tuple(told), dict(codes), dict(severities))


def _checked(
    listed: Listed, finished: Finished, resolution: Resolution, job: Job
) -> tuple[Checked, Unread | None, dict[str, float]]:
    """Return a document checked, why it was not read if it was not, and the seconds that reading it took."""
    outcome = finished.outcome(listed.source.sha256) if listed.source.sha256 else None
    seconds = outcome.seconds if outcome else {}
    if listed.unread is None and outcome and outcome.extracted:
        source = known(listed.source, outcome.extracted)
        return check(source, outcome.extracted, resolution, job.settings), None, seconds
    unread = listed.unread or LOST
    return unreadable(listed.source, unread), unread, seconds


def writing_parts(groups: Sequence[Group], job: Job, executor: Executor, tell: Observer) -> list[Part]:
    """Return the part of each group, in order: kept from an earlier run, or written now."""
    parts = {place: part for place, group in enumerate(groups) if (part := _kept(group, job))}
    to_write = [place for place in range(len(groups)) if place not in parts]
    since = perf_counter()
    for at, answer in executor.each(write_part, [(groups[place], job) for place in to_write], job):
        group = groups[to_write[at]]
        part = answer if isinstance(answer, Part) else _without_the_faulty(group, job, executor)
        parts[to_write[at]] = part
        tell(PartWritten(part.key, len(group.files), sum(part.rows.values()), round(perf_counter() - since, 3)))
        since = perf_counter()
    return [parts[place] for place in range(len(groups))]


def _kept(group: Group, job: Job) -> Part | None:
    """Return the part as an earlier run wrote it, unless more may be known of a file by now."""
    part = kept_part(job.parts, group.key)
    return None if part is None or any(told.try_again for told in part.told) else part


def _without_the_faulty(group: Group, job: Job, executor: Executor) -> Part:
    """Write a group that killed its worker: each file is tried alone, and what kills it again counts as not read."""
    alone = [replace(group, key=f"{group.key}-{at}", files=(file,)) for at, file in enumerate(group.files)]
    answers = executor.each(write_part, [(one, job) for one in alone], job)
    why = {at: why_unread(answer) for at, answer in answers if not isinstance(answer, Part)}
    files = tuple(replace(file, unread=why.get(at, file.unread)) for at, file in enumerate(group.files))
    # Under a key of its own, so that the next run tries the whole group again.
    ((_, answer),) = executor.each(write_part, [(replace(group, key=f"{group.key}-rest", files=files), job)], job)
    if isinstance(answer, Part):
        return answer
    raise TablesNotWritten(group.key, answer.message_en)
