"""What kills a worker costs the document it was reading, and no other."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from misbehaving import read

from pipeline.errors import UnreadableFile
from pipeline.settings import Settings
from pipeline.workers import read_all

QUICK = Settings(workers=2, seconds_per_document=2, memory_per_worker=1 << 30)


def answers(*names, settings=QUICK):
    jobs = [(name, Path(name), name) for name in names]
    return dict(read_all(read, jobs, settings))


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


def test_workers_are_gone_when_the_caller_stops_asking():
    before = set(psutil.Process().children(recursive=True))
    asked = read_all(read, [(n, Path("x"), "hang") for n in range(4)], QUICK)
    next(asked)
    asked.close()
    left = [p for p in psutil.Process().children(recursive=True) if p not in before and p.status() != "zombie"]
    assert [
        p for p in left if "forkserver" not in " ".join(p.cmdline()) and "tracker" not in " ".join(p.cmdline())
    ] == []
