"""Work in processes of this machine, one a core."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import UnreadableFile
from pipeline.finished import Glance
from pipeline.folder import Found
from pipeline.job import Job, PageDone, ReadFiles
from pipeline.storage.relay import relayed
from pipeline.workers import Task, do_all

SECONDS = 600.0  # for writing some dozens of documents, or putting a table together: longer means that it hangs


class LocalExecutor:
    """The executor of this machine; see `pipeline.job.Executor`."""

    name = "local"

    def read(
        self, work: ReadFiles, files: Sequence[Found], job: Job, page_done: PageDone
    ) -> Iterator[tuple[Found, Glance]]:
        with relayed(job.out) as out:  # documents are read without network
            yield from work(files, replace(job, out=out), page_done, do_all)

    def each(
        self, work: Callable[..., Any], tasks: Sequence[tuple[Any, ...]], job: Job
    ) -> Iterator[tuple[int, Any | UnreadableFile]]:
        waiting = deque(Task(place, work, task, work.__name__, SECONDS) for place, task in enumerate(tasks))
        network = not job.out.is_local  # what these tasks read is our own, and they write to the store themselves
        for task, answer in do_all(waiting, job.settings.trusted(), network=network):
            yield task.key, answer
