"""What kills a worker costs the document it was reading, and no other."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import psutil
import pytest
from misbehaving import read

from pipeline.errors import UnreadableFile
from pipeline.settings import Settings
from pipeline.workers import Task, do_all

QUICK = Settings(workers=2, seconds_per_document=2, memory_per_worker=1 << 30)


def task(name):
    return Task(name, read, (Path(name), name), name, QUICK.seconds_per_document)


def answers(*names, settings=QUICK):
    return {done.key: answer for done, answer in do_all(deque(map(task, names)), settings)}


def test_every_job_is_answered():
    names = [f"{n}.pdf" for n in range(50)]
    assert answers(*names) == {name: name.encode() for name in names}


def test_nothing_to_do():
    assert answers() == {}


@pytest.mark.parametrize(
    ("name", "reason", "message"),
    [
        ("segfault.pdf", "crashed", "segfault.pdf: the process reading it died (exit code -11)"),
        ("exit.pdf", "crashed", "exit.pdf: the process reading it died (exit code 7)"),
        ("hang.pdf", "too-slow", "hang.pdf: not read after 2 seconds and given up. Run again with a larger --seconds"),
        ("hog.pdf", "memory", "hog.pdf: reading it needs more than 1024 MiB of memory"),
        (
            "fault.pdf",
            "fault",
            "fault.pdf: this program failed on the file (IndexError: list index out of range; pipeline/m",
        ),
    ],
)
def test_one_bad_document_is_lost_alone(name, reason, message):
    others = [f"{n}.pdf" for n in range(20)]
    found = answers(*others[:10], name, *others[10:])
    error = found.pop(name)
    assert isinstance(error, UnreadableFile)
    assert error.reason == reason
    assert str(error).startswith(message)
    assert found == {other: other.encode() for other in others}


def test_tasks_may_come_while_answers_are_taken():
    tasks = deque([task("1.pdf")])
    seen = []
    for done, _ in do_all(tasks, QUICK):
        seen.append(done.key)
        if len(seen) < 5:
            tasks.append(task(f"{len(seen) + 1}.pdf"))
    assert seen == ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"]


def test_workers_are_gone_when_the_caller_stops_asking():
    before = set(psutil.Process().children(recursive=True))
    asked = do_all(deque(task("hang") for _ in range(4)), QUICK)
    next(asked)
    asked.close()
    left = [p for p in psutil.Process().children(recursive=True) if p not in before and p.status() != "zombie"]
    assert [
        p for p in left if "forkserver" not in " ".join(p.cmdline()) and "tracker" not in " ".join(p.cmdline())
    ] == []
