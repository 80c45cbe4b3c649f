"""Documents read in worker processes, each with a limit of time and memory: what kills one costs that one document."""

from __future__ import annotations

import re
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import OutOfMemory, ReaderCrashed, ReaderFailed, TooSlow, UnreadableFile
from pipeline.settings import MIB, Settings

Key = TypeVar("Key")
Answer = TypeVar("Answer")
Job = tuple[Key, Path, str]  # what to call it, the file, and its name in messages

IN_FLIGHT = 4  # documents handed out for each worker, so that none waits and few answers pile up
# A line of a traceback; of the path, the two last names: 'ingest/pdf.py'.
_PLACE = re.compile(r'File "(?:.*/)?([^/"]+/[^/"]+)", line (\d+)')
POOLS_IN_VAIN = 3  # a pool that breaks is replaced, unless so many in a row gave no answer at all


def read_all(
    read: Callable[[Path, str], Answer], jobs: Sequence[Job[Key]], settings: Settings
) -> Iterator[tuple[Key, Answer | UnreadableFile]]:
    """Call `read(path, name)` for every job in worker processes and yield each answer, or the error, as it comes.

    `read` must be importable by its name.  When the caller stops asking, the workers are stopped.
    """
    waiting = deque(jobs)
    in_vain = 0
    while waiting and in_vain < POOLS_IN_VAIN:
        in_vain += 1
        for job, answer in _read_in_one_pool(read, waiting, settings):
            in_vain = 0
            yield job[0], answer
    for key, _, name in waiting:
        yield key, ReaderCrashed(name, "no worker could be started")


def _read_in_one_pool(
    read: Callable[[Path, str], Answer], waiting: deque[Job[Key]], settings: Settings
) -> Iterator[tuple[Job[Key], Answer | UnreadableFile]]:
    """Take jobs from `waiting` until none is left or the pool breaks, as it does when a worker is killed while idle."""
    broken = False
    running: dict[Future[Answer], Job[Key]] = {}
    with _pool(read.__module__, min(settings.workers, len(waiting)), settings) as pool:
        while (waiting and not broken) or running:
            while waiting and not broken and len(running) < settings.workers * IN_FLIGHT:
                try:
                    future: Future[Answer] = pool.schedule(read, waiting[0][1:], timeout=settings.seconds_per_document)
                    running[future] = waiting.popleft()
                except RuntimeError:  # what the pool says once it is broken
                    broken = True
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    broken = True
                    waiting.append(job)
                else:
                    answer = _answer(future, job[2], settings)
                    yield job, answer


@contextmanager
def _pool(module: str, workers: int, settings: Settings) -> Iterator[ProcessPool]:
    context = get_context("forkserver")
    # The libraries are loaded once, and every worker starts with them.
    context.set_forkserver_preload([module])
    pool = ProcessPool(
        max_workers=max(1, workers),
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


def _answer(future: Future[Answer], name: str, settings: Settings) -> Answer | UnreadableFile:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, TimeoutError):
        return TooSlow(name, settings.seconds_per_document)
    if isinstance(error, MemoryError):
        return OutOfMemory(name, settings.memory_per_worker // MIB)
    if isinstance(error, ProcessExpired):
        return ReaderCrashed(name, f"exit code {error.exitcode}")
    return ReaderFailed(name, _seen(error))


def _seen(error: BaseException) -> str:
    """Return what the error was and the last line of code that it passed, for a report."""
    places = _PLACE.findall(str(getattr(error, "traceback", "") or ""))
    where = "{} line {}".format(*places[-1]) if places else ""
    return f"{type(error).__name__}: {error}; {where}".strip("; ")
