"""Tasks done in worker processes, each with a limit of time and memory: what kills a worker costs that one task."""

from __future__ import annotations

import re
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import OutOfMemory, ReaderCrashed, ReaderFailed, TooSlow, UnreadableFile
from pipeline.settings import MIB, Settings

Key = TypeVar("Key")

IN_FLIGHT = 4  # tasks handed out for each worker, so that none waits and few answers pile up
# A line of a traceback; of the path, the two last names: 'ingest/pdf.py'.
_PLACE = re.compile(r'File "(?:.*/)?([^/"]+/[^/"]+)", line (\d+)')
POOLS_IN_VAIN = 3  # a pool that breaks is replaced, unless so many in a row gave no answer at all


@dataclass(frozen=True, slots=True)
class Task(Generic[Key]):
    """`work(*args)`, which must be importable by its name; `key` is the caller's, `name` the file's in messages."""

    key: Key
    work: Callable[..., Any]
    args: tuple[Any, ...]
    name: str
    seconds: float


def do_all(tasks: deque[Task[Key]], settings: Settings) -> Iterator[tuple[Task[Key], Any | UnreadableFile]]:
    """Do all tasks in worker processes and yield each with its answer, or the error, as it comes.

    More tasks may be put into `tasks` while answers are taken, at its left end to be done next.  When the caller stops
    asking, the workers are stopped.
    """
    in_vain = 0
    while tasks and in_vain < POOLS_IN_VAIN:
        in_vain += 1
        for task, answer in _do_in_one_pool(tasks, settings):
            in_vain = 0
            yield task, answer
    while tasks:
        task = tasks.popleft()
        yield task, ReaderCrashed(task.name, "no worker could be started")


def _do_in_one_pool(tasks: deque[Task[Key]], settings: Settings) -> Iterator[tuple[Task[Key], Any | UnreadableFile]]:
    """Take tasks until none is left or the pool breaks, as it does when a worker is killed while idle."""
    broken = False
    running: dict[Future[Any], Task[Key]] = {}
    with _pool(tasks[0].work.__module__, settings) as pool:
        while (tasks and not broken) or running:
            while tasks and not broken and len(running) < settings.workers * IN_FLIGHT:
                try:
                    future: Future[Any] = pool.schedule(tasks[0].work, tasks[0].args, timeout=tasks[0].seconds)
                    running[future] = tasks.popleft()
                except RuntimeError:  # what the pool says once it is broken
                    broken = True
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    broken = True
                    tasks.append(task)
                else:
                    yield task, _answer(future, task, settings)


@contextmanager
def _pool(module: str, settings: Settings) -> Iterator[ProcessPool]:
    context = get_context("forkserver")
    # The libraries are loaded once, and every worker starts with them.
    context.set_forkserver_preload([module])
    pool = ProcessPool(
        max_workers=settings.workers,
        max_tasks=settings.documents_per_worker,
        initializer=_limit,
        initargs=[settings.memory_per_worker],
        context=context,
    )
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _limit(memory: int) -> None:
    """Prepare a worker: Ctrl-C is for the process that waits for it, and memory ends at the limit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(future: Future[Any], task: Task[Key], settings: Settings) -> Any | UnreadableFile:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, TimeoutError):
        return TooSlow(task.name, task.seconds)
    if isinstance(error, MemoryError):
        return OutOfMemory(task.name, settings.memory_per_worker // MIB)
    if isinstance(error, ProcessExpired):
        return ReaderCrashed(task.name, f"exit code {error.exitcode}")
    return ReaderFailed(task.name, _seen(error))


def _seen(error: BaseException) -> str:
    """Return what the error was and the last line of code that it passed, for a report."""
    places = _PLACE.findall(str(getattr(error, "traceback", "") or ""))
    where = "{} line {}".format(*places[-1]) if places else ""
    return f"{type(error).__name__}: {error}; {where}".strip("; ")
