"""Work on a Ray cluster: the tasks that one machine does, some dozens at a time, on whichever node has a core free.

What a node does with them stands in node.py: the supervised workers of one machine do the work, so a document that
kills its process costs itself alone.  A node that is lost costs its batches, which are given to another; what a task
keeps is named by its content and put whole, so that doing one twice changes nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from types import TracebackType
from typing import Any
from uuid import uuid4

from pipeline.errors import (
    CannotOpen,
    ClusterLost,
    KehoachError,
    ReaderCrashed,
    ReaderFailed,
    UnreadableFile,
    writing,
)
from pipeline.executors.cluster import connect
from pipeline.executors.node import MARKER, Errand, Reply, Sent, do_batch
from pipeline.finished import Glance
from pipeline.folder import Found
from pipeline.job import Job, PageDone, ReadFiles
from pipeline.settings import Settings
from pipeline.workers import Key, Task

BATCH = 50  # ordinary documents in a batch at most; one that is large counts for several (Task.weight)
HEAVY = 10  # what writing some dozens of documents counts for
SMALL_BATCH = 10  # towards the end, so that no core goes on long after the others
IN_FLIGHT = 2  # batches for each core of the cluster: one that is done and one that waits for it
RETRIES = 2  # nodes or processes of Ray that a batch may lose before its tasks are sent one by one
SECONDS = 600.0  # for writing some dozens of documents, or putting a table together: longer means that it hangs
LOOK_AGAIN = 2.0  # seconds between two looks at how many cores there are: nodes come and go


class RayExecutor:
    """The executor of the cluster at an address, or of one started on this machine; see `pipeline.job.Executor`."""

    name = "ray"

    def __init__(self, address: str | None = None) -> None:
        self._address = address
        self._ray: Any = None
        self._cores = 1
        self._looked = -LOOK_AGAIN

    def __enter__(self) -> RayExecutor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster, or end the one started here."""
        if self._ray is not None:
            self._ray.shutdown()
            self._ray = None

    def read(
        self, work: ReadFiles, files: Sequence[Found], job: Job, page_done: PageDone
    ) -> Iterator[tuple[Found, Glance]]:
        """Yield every file with a glance at it; the largest are begun first, so that none is left at the end."""
        largest_first = sorted(files, key=lambda found: -found.source.size)
        return work(largest_first, job, page_done, partial(self._do_all, job, False))

    def each(
        self, work: Callable[..., Any], tasks: Sequence[tuple[Any, ...]], job: Job
    ) -> Iterator[tuple[int, Any | UnreadableFile]]:
        """Yield the place of each task with what came of it; there are few in a batch."""
        waiting = deque(Task(place, work, args, work.__name__, SECONDS, HEAVY) for place, args in enumerate(tasks))
        for task, answer in self._do_all(job, True, waiting, job.settings):
            yield task.key, answer

    def _do_all(
        self, job: Job, trusted: bool, tasks: deque[Task[Key]], settings: Settings
    ) -> Iterator[tuple[Task[Key], Any | UnreadableFile]]:
        """Do as `pipeline.workers.do_all` does, on the cluster."""
        if not tasks:
            return
        if self._ray is None:
            self._ray = connect(self._address, settings.workers)
        errand = Errand(replace(job, settings=settings), uuid4().hex, trusted)
        with writing(job.out):
            job.work.write(MARKER, errand.mark.encode())
        on_cluster = _OnCluster(self._ray, self._ray.put(errand))
        try:
            while tasks or on_cluster.busy:
                while tasks and on_cluster.in_flight < IN_FLIGHT * self._cores_now():
                    on_cluster.submit(next_batch(tasks, self._cores))
                yield from on_cluster.answers()
        finally:
            on_cluster.cancel()

    def _cores_now(self) -> int:
        if monotonic() - self._looked >= LOOK_AGAIN:
            self._cores = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
            self._looked = monotonic()
        return self._cores


def next_batch(tasks: deque[Task[Key]], cores: int) -> list[Task[Key]]:
    """Take the tasks of the next batch: fewer as the end comes near, and few that are large."""
    most = min(BATCH, max(SMALL_BATCH, len(tasks) // (2 * IN_FLIGHT * cores)))
    batch = [tasks.popleft()]
    weight = batch[0].weight
    while tasks and weight + tasks[0].weight <= most:
        batch.append(tasks.popleft())
        weight += batch[-1].weight
    return batch


def _anywhere(argument: Any) -> Any:
    """Return a path as it is called by a process that stands in another folder."""
    return argument.absolute() if isinstance(argument, Path) else argument


@dataclass(slots=True)
class _OnCluster:
    """Batches that are being done; those whose node was lost too often, or that a file must go with, are sent again."""

    ray: Any
    errand: Any  # a reference to what all batches share
    running: dict[Future[Reply], tuple[Any, list[Task[Any]]]] = field(default_factory=dict)
    done: SimpleQueue[Future[Reply]] = field(default_factory=SimpleQueue)

    @property
    def busy(self) -> bool:
        return bool(self.running)

    @property
    def in_flight(self) -> int:
        return len(self.running)

    def submit(self, batch: list[Task[Any]], contents: Sequence[bytes | None] = ()) -> None:
        sent = [
            Sent(task.work, tuple(map(_anywhere, task.args)), task.name, task.seconds, content)
            for task, content in zip(batch, contents or [None] * len(batch), strict=True)
        ]
        remote = self.ray.remote(do_batch).options(num_cpus=1, max_retries=RETRIES, name="kehoach")
        reference = remote.remote(sent, self.errand)
        future = reference.future()
        self.running[future] = (reference, batch)
        future.add_done_callback(self.done.put)

    def answers(self) -> Iterator[tuple[Task[Any], Any | UnreadableFile]]:
        """Wait for a batch, though not for long, and yield what came of its tasks."""
        try:
            future = self.done.get(timeout=LOOK_AGAIN)  # Ray's own waiting makes every signal a KeyboardInterrupt
        except Empty:
            return
        _, batch = self.running.pop(future)
        try:
            reply = future.result()
        except self.ray.exceptions.LocalRayletDiedError as error:
            raise ClusterLost(type(error).__name__) from error
        except self.ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, KehoachError):
                raise error.cause from None
            yield from self._lost(batch, ReaderFailed, f"{type(error.cause).__name__}: {error.cause}")
        except self.ray.exceptions.RayError as error:
            yield from self._lost(batch, ReaderCrashed, type(error).__name__)
        else:
            yield from ((batch[place], answer) for place, answer in reply.answers.items())
            yield from self._send_files([batch[place] for place in reply.unseen])

    def cancel(self) -> None:
        for reference, _ in self.running.values():
            self.ray.cancel(reference)

    def _lost(
        self, batch: list[Task[Any]], why: Callable[[str, str], UnreadableFile], seen: str
    ) -> Iterator[tuple[Task[Any], UnreadableFile]]:
        """Send the tasks of a batch that cannot be done one by one; one that was alone is the one to blame."""
        if len(batch) == 1:
            yield batch[0], why(batch[0].name, seen)
        else:
            for task in batch:
                self.submit([task])

    def _send_files(self, batch: list[Task[Any]]) -> Iterator[tuple[Task[Any], UnreadableFile]]:
        """Send tasks together with the files that the node did not see; one that we do not see either is gone."""
        there: list[Task[Any]] = []
        contents: list[bytes | None] = []
        for task in batch:
            try:
                contents.append(task.args[0].read_bytes())
                there.append(task)
            except OSError as error:
                yield task, CannotOpen(task.name, error.strerror or str(error))
        if there:
            self.submit(there, contents)
