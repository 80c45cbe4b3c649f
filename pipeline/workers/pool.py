"""The pool: hands each task to a worker of its own choosing when it is free, and tells what became of it.

A worker has one task at a time, so its time runs while it works and not while it waits, and its death tells which task
was to blame.  What was killed from outside, as by a system without memory, was not; nor is it known of what ran out of
memory after other tasks had left theirs.  Such a task is done once more, by a worker that has done nothing else.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic

from pipeline.errors import KehoachError, OutOfMemory, ReaderCrashed, UnreadableFile
from pipeline.settings import MIB, Settings
from pipeline.workers.nursery import Death, Nursery, NurseryGone, borrowed
from pipeline.workers.task import ON_THE_CLOCK, Done, Key, Task
from pipeline.workers.verdict import of_answer, of_death
from pipeline.workers.worker import Answer, limits_of

STARTS_IN_VAIN = 3  # workers that die before they are ready, one after another, before all is given up
_PATIENCE = 10.0  # seconds for workers to end that were killed
_GRACE = 2.0  # seconds after which a worker is killed that the kernel should have ended


def do_all(tasks: deque[Task[Key]], settings: Settings, *, network: bool = False) -> Iterator[Done[Key]]:
    """Do all tasks in worker processes and yield each with its answer, or the error, as it comes.

    More tasks may be put into `tasks` while answers are taken, at its left end to be done next.  When the caller stops
    asking, the workers are stopped.  An error that is no UnreadableFile (a full disk, say) is raised here.
    """
    in_vain = 0
    again: deque[Task[Key]] = deque()  # cost their worker through no fault of their own, and have one more try
    while tasks or again:
        if in_vain >= STARTS_IN_VAIN:
            task = (again or tasks).popleft()
            yield task, ReaderCrashed(task.name, "no worker could be started")
            continue
        in_vain += 1
        with borrowed((again or tasks)[0].work.__module__) as nursery:
            pool = _Pool(nursery, tasks, again, settings, network)
            orderly = False
            try:
                for task, answer in pool.run():
                    in_vain = 0
                    orderly = True
                    if isinstance(answer, KehoachError) and not isinstance(answer, UnreadableFile):
                        raise answer
                    yield task, answer
                    orderly = False
                orderly = True
            finally:
                pool.end(orderly)


@dataclass(slots=True)
class _Worker(Generic[Key]):
    pid: int
    connection: Connection
    trace: int
    task: Task[Key] | None = None
    again: bool = False  # the task is tried for the second time
    ready: bool = False
    too_late: float = 0.0  # the time at which it has had its seconds, and some more
    late: bool = False
    done: int = 0

    def close(self) -> None:
        self.connection.close()
        os.close(self.trace)


class _Pool(Generic[Key]):
    """The workers of one nursery, for as long as it lives."""

    def __init__(
        self,
        nursery: Nursery,
        tasks: deque[Task[Key]],
        again: deque[Task[Key]],
        settings: Settings,
        network: bool,
    ) -> None:
        self._nursery = nursery
        self._tasks = tasks
        self._again = again
        self._settings = settings
        self._memory = settings.memory_per_worker
        self._limits = limits_of(settings, network)
        self._workers: dict[int, _Worker[Key]] = {}
        self._dying: set[int] = set()
        self._in_vain = 0

    def run(self) -> Iterator[Done[Key]]:
        """Yield what became of tasks until none is left, or the nursery is gone."""
        try:
            while self._tasks or self._again or any(worker.task for worker in self._workers.values()):
                self._employ()
                yield from self._listen()
                if self._in_vain >= STARTS_IN_VAIN:
                    return
        except NurseryGone:
            yield from self._all_lost()

    def end(self, orderly: bool) -> None:
        """End all workers, and wait until they have ended; the nursery as well, if it was interrupted."""
        if orderly:
            for pid in self._workers:
                self._nursery.kill(pid)
            with suppress(NurseryGone):
                while self._workers and self._nursery.tells_within(_PATIENCE):
                    self._forget(self._nursery.death().pid)
        if self._workers or not orderly:
            self._nursery.end()
        for pid in list(self._workers):
            self._forget(pid)

    def _employ(self) -> None:
        """Give work to the workers that have none, and have as many workers as there is work for."""
        idle = [w for w in self._workers.values() if w.task is None and w.pid not in self._dying]
        for worker in idle:
            if worker.ready:
                self._hand_out(worker)
        wanted = len(self._tasks) + len(self._again) - sum(not worker.ready for worker in idle)
        for _ in range(min(wanted, self._settings.workers - len(self._workers))):
            pid, connection, trace = self._nursery.fork(self._limits)
            self._workers[pid] = _Worker(pid, connection, trace)

    def _listen(self) -> Iterator[Done[Key]]:
        """Wait until something happens, and yield the tasks that it ends."""
        talking = {w.connection: w for w in self._workers.values() if w.pid not in self._dying}
        due = [w.too_late for w in talking.values() if w.task]
        patience = max(0.0, min(due) - time.monotonic()) if due else None
        heard = wait([*talking, self._nursery.control], 0 if self._nursery.tells_within(0) else patience)
        for connection in heard:
            if isinstance(connection, Connection):
                yield from self._hear(talking[connection])
        if self._nursery.tells_within(0):
            yield from self._bury(self._nursery.death())
        now = time.monotonic()
        for worker in self._workers.values():
            if worker.task and not worker.late and now > worker.too_late:
                worker.late = True
                self._nursery.kill(worker.pid)

    def _hear(self, worker: _Worker[Key]) -> Iterator[Done[Key]]:
        """Take what a worker says, and give it more to do before anybody looks at its answer."""
        try:
            answer: Answer = pickle.loads(worker.connection.recv_bytes(self._settings.most_output + MIB))
        except (EOFError, OSError):  # its death will be told, and says more
            self._end(worker)
            return
        task, worker.task = worker.task, None
        if answer.kind == "ready":
            worker.ready, self._in_vain = True, 0
        verdicts = self._verdict(worker, task, self._said(answer, task)) if task else ()
        worker.done += task is not None
        if answer.spent or worker.done >= self._settings.documents_per_worker:
            self._end(worker)
        else:
            self._hand_out(worker)
        yield from verdicts

    def _verdict(self, worker: _Worker[Key], task: Task[Key], what: Any | UnreadableFile) -> tuple[Done[Key], ...]:
        """Return the task with what became of it; with nothing where it has one more try.

        Whether the memory suffices must not depend on what a worker has read before.
        """
        if isinstance(what, OutOfMemory) and worker.done and not worker.again:
            self._again.append(task)
            return ()
        return ((task, what),)

    def _said(self, answer: Answer, task: Task[Key]) -> Any | UnreadableFile:
        return of_answer(answer, task.name, task.seconds, self._memory)

    def _hand_out(self, worker: _Worker[Key]) -> None:
        again = bool(self._again) and not worker.done
        if not (again or self._tasks):
            if self._again:  # what has one more try has it in a new worker
                self._end(worker)
            return
        task = (self._again if again else self._tasks).popleft()
        packed = pickle.dumps((task.seconds, task.work, task.args), pickle.HIGHEST_PROTOCOL)
        worker.task, worker.again = task, again
        worker.too_late = time.monotonic() + task.seconds * ON_THE_CLOCK + _GRACE
        try:
            worker.connection.send_bytes(packed)
        except OSError:  # it died before it was given the task
            self._again.appendleft(task)
            worker.task = None
            self._end(worker)

    def _end(self, worker: _Worker[Key]) -> None:
        self._dying.add(worker.pid)
        self._nursery.kill(worker.pid)

    def _bury(self, death: Death) -> Iterator[Done[Key]]:
        """Tell what became of the task of a worker that died, after whatever it said before."""
        worker = self._workers.get(death.pid)
        if worker is None:
            return
        if worker.pid not in self._dying:
            self._dying.add(worker.pid)
            while worker.connection.poll():
                try:
                    answer: Answer = pickle.loads(worker.connection.recv_bytes())
                except (EOFError, OSError):
                    break
                if worker.task:
                    yield from self._verdict(worker, worker.task, self._said(answer, worker.task))
                    worker.task = None
        if not worker.ready:
            self._in_vain += 1
        task = worker.task
        from_outside = death.status == -signal.SIGKILL and not (death.too_much or worker.late)
        if task and from_outside and not worker.again:
            self._again.append(task)
        elif task:
            why = of_death(death, worker.late, worker.trace, task.name, task.seconds, self._memory)
            yield from self._verdict(worker, task, why)
        self._forget(death.pid)

    def _all_lost(self) -> Iterator[Done[Key]]:
        """Have the tasks of all workers done once more by the next pool."""
        for worker in list(self._workers.values()):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(worker.pid, signal.SIGKILL)
            if worker.task and worker.again:
                yield worker.task, ReaderCrashed(worker.task.name, "the process that starts workers died")
            elif worker.task:
                self._again.append(worker.task)
            self._forget(worker.pid)

    def _forget(self, pid: int) -> None:
        if worker := self._workers.pop(pid, None):
            worker.close()
        self._dying.discard(pid)
