"""What a node of a cluster does with a batch of tasks, in a process that the cluster keeps: the same as one machine.

The tasks are done one after another by a supervised worker with its limits (pipeline/workers).  The node must run this
very version and see the output; a file that it does not see is sent to it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from platform import node
from typing import Any

from pipeline.errors import NodeDiffers, OutputNotShared
from pipeline.job import Job
from pipeline.own_folder import own_folder
from pipeline.run.document import version_here
from pipeline.storage.relay import relayed
from pipeline.workers import Task, do_all, warm_up

MARKER = "cluster"  # a file beside the work of a run, by which a node knows that it sees the same output
# Modules to be loaded once for all workers of this process: what documents need, and what tables need.
TO_READ, TO_WRITE = "pipeline.run.ready", "pipeline.run.parts"
_seen: set[str] = set()  # marks found by this process


@dataclass(frozen=True, slots=True)
class Errand:
    """What the batches of a run have in common."""

    job: Job
    mark: str  # that is found in the output
    trusted: bool  # the tasks read nothing but what we have written ourselves


@dataclass(frozen=True, slots=True)
class Sent:
    """A task as it travels; `content` is that of the file it reads, where the node did not see the file."""

    work: Callable[..., Any]
    args: tuple[Any, ...]
    name: str
    seconds: float
    content: bytes | None = None

    @property
    def file(self) -> Path | None:
        """The file that the task reads: its first argument, where that is a path."""
        return self.args[0] if self.args and isinstance(self.args[0], Path) else None


@dataclass(frozen=True, slots=True)
class Reply:
    """Answers by the place of their task in the batch, and the places of tasks whose file is not seen here."""

    answers: dict[int, Any] = field(default_factory=dict)
    unseen: tuple[int, ...] = ()


def do_batch(batch: Sequence[Sent], errand: Errand) -> Reply:
    """Do a batch and return what came of each task."""
    _check(errand)
    warm_up(TO_WRITE if errand.trusted else TO_READ)
    if errand.trusted:
        return _do(batch, errand.job, errand)
    with relayed(errand.job.out) as out:  # documents are read without network
        return _do(batch, replace(errand.job, out=out), errand)


def _do(batch: Sequence[Sent], job: Job, errand: Errand) -> Reply:
    settings = replace(job.settings.trusted() if errand.trusted else job.settings, workers=1)
    network = errand.trusted and not job.out.is_local
    unseen = tuple(place for place, sent in enumerate(batch) if not _is_here(sent))
    with own_folder() as folder:
        tasks = deque(
            Task(place, sent.work, _arguments(sent, job, Path(folder, str(place))), sent.name, sent.seconds)
            for place, sent in enumerate(batch)
            if place not in unseen
        )
        return Reply({task.key: answer for task, answer in do_all(tasks, settings, network=network)}, unseen)


def _check(errand: Errand) -> None:
    if errand.mark in _seen:
        return
    version = version_here()
    if version != errand.job.version:
        raise NodeDiffers(node(), version, errand.job.version)
    if errand.job.work.read(MARKER) != errand.mark.encode():
        raise OutputNotShared(node(), str(errand.job.out))
    _seen.add(errand.mark)


def _is_here(sent: Sent) -> bool:
    return sent.file is None or sent.content is not None or sent.file.exists()


def _arguments(sent: Sent, job: Job, folder: Path) -> tuple[Any, ...]:
    """Return what a task is given here: the output as its worker reaches it, and the file that was sent."""
    arguments = tuple(job if isinstance(argument, Job) else argument for argument in sent.args)
    if sent.file is None or sent.content is None:
        return arguments
    folder.mkdir()
    file = folder / sent.file.name
    file.write_bytes(sent.content)
    return (file, *arguments[1:])
