"""What kills a worker costs the task that it was doing, and no other; nothing of a run outlives it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from unruly import do

from pipeline.errors import OutputNotWritable, UnreadableFile
from pipeline.settings import MIB, Settings
from pipeline.workers import Task, do_all, stop, warm_up
from pipeline.workers.nursery import Nursery

QUICK = Settings(workers=2, most_output=8 * MIB, file_per_task=16 * MIB)
SECONDS = 1.0  # for what is to be too slow
ENOUGH = 60.0
HERE = Path(__file__).parent
OTHERS = [f"{n}.pdf" for n in range(20)]


def task(name, about="", seconds=ENOUGH):
    return Task(name, do, (name, str(about)), name, seconds)


def answers(*names, settings=QUICK, about="", seconds=ENOUGH, **options):
    tasks = deque(task(name, about, seconds) for name in names)
    found = [(done.key, answer) for done, answer in do_all(tasks, settings, **options)]
    assert len(found) == len(names), "each task is answered once"
    return dict(found)


def left_running():
    """Return the processes under this one, but for zombies, which whoever started them has yet to hear of."""
    return [p for p in psutil.Process().children(recursive=True) if p.is_running() and _status(p) != "zombie"]


def _status(process):
    try:
        return process.status()
    except psutil.NoSuchProcess:
        return "zombie"


def until(true, seconds=20.0):
    """Wait for something to come true, and tell whether it did."""
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


@pytest.fixture(autouse=True)
def _nothing_is_left():
    yield
    stop()
    assert left_running() == []


def test_every_task_is_answered():
    names = [f"{n}.pdf" for n in range(50)]
    assert answers(*names) == {name: name for name in names}


def test_nothing_to_do():
    assert answers() == {}
    assert left_running() == []


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("name", "reason", "message"),
    [
        ("segfault.pdf", "crashed", "the process reading it died (SIGSEGV; ctypes/__init__.py line "),
        ("abort.pdf", "crashed", "the process reading it died (SIGABRT; pipeline/unruly.py line "),
        ("exit.pdf", "crashed", "the process reading it died (exit code 7)"),
        ("closing.pdf", "crashed", "the process reading it died ("),
        ("killed-always.pdf", "crashed", "the process reading it died (SIGKILL)"),
        ("hang.pdf", "too-slow", "not read after 1 seconds and given up. Run again with a larger --seconds"),
        ("sleep.pdf", "too-slow", "not read after 1 seconds"),
        ("deaf.pdf", "too-slow", "not read after 1 seconds"),
        ("stopped.pdf", "too-slow", "not read after 1 seconds"),
        ("timeout.pdf", "too-slow", "not read after 1 seconds"),
        ("hog.pdf", "memory", "reading it needs more than 512 MiB of memory"),
        ("slow-hog.pdf", "memory", "reading it needs more than 512 MiB of memory"),
        ("shared-hog.pdf", "memory", "reading it needs more than 512 MiB of memory"),
        ("hog-of-children.pdf", "memory", "reading it needs more than 512 MiB of memory"),
        ("huge.pdf", "too-large", "too large to read (what was read of it fills more than 8 MiB)"),
        ("big-file.pdf", "too-large", "too large to read (it unpacks to very large files)"),
        ("recursion.pdf", "too-large", "too large to read (nested too deeply)"),
        ("fault.pdf", "fault", "this program failed on the file (IndexError: list index out of range; pipeline/unruly"),
        ("sys-exit.pdf", "fault", "this program failed on the file (SystemExit: 3; pipeline/unruly.py line "),
        ("interrupt.pdf", "fault", "this program failed on the file (KeyboardInterrupt: "),
        ("lambda.pdf", "fault", "this program failed on the file ("),
        ("empty.pdf", "empty", "the file is empty"),
    ],
)
def test_one_bad_document_is_lost_alone(name, reason, message, workers):
    settings = replace(QUICK, workers=workers)
    seconds = SECONDS if reason == "too-slow" else ENOUGH
    tasks = deque([*map(task, OTHERS[:10]), task(name, seconds=seconds), *map(task, OTHERS[10:])])
    found = {done.key: answer for done, answer in do_all(tasks, settings)}
    error = found.pop(name)
    assert isinstance(error, UnreadableFile)
    assert error.reason == reason
    assert str(error).partition(": ")[2].startswith(message)
    assert found == {other: other for other in OTHERS}


@pytest.mark.parametrize("name", ["noise", "thread"])
def test_a_worker_that_misbehaves_may_still_answer(name):
    assert answers(*OTHERS, name) == {name: name for name in (*OTHERS, name)}


def test_nothing_that_a_worker_prints_reaches_the_terminal(capfd):
    answers("noise")
    assert capfd.readouterr() == ("", "")


def test_many_crash_at_once():
    names = [f"{way}.{n}" for n in range(4) for way in ("segfault", "hang", "exit", "slow-hog", "killed-always")]
    tasks = deque([*(task(name, seconds=SECONDS if "hang" in name else ENOUGH) for name in names), *map(task, OTHERS)])
    found = {done.key: answer for done, answer in do_all(tasks, QUICK)}
    assert {name for name, answer in found.items() if isinstance(answer, UnreadableFile)} == set(names)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("name", ["killed-once", "nursery-killed-once"])
def test_who_was_killed_from_outside_is_asked_again(name, workers, tmp_path):
    found = answers(*OTHERS, name, settings=replace(QUICK, workers=workers), about=tmp_path)
    assert found == {name: name for name in (*OTHERS, name)}


@pytest.mark.parametrize("workers", [1, 2])
def test_memory_that_others_have_left_taken_is_not_held_against_a_document(workers):
    names = [f"keeper.{n}" for n in range(6)]  # a worker has room for two
    assert answers(*names, *OTHERS, settings=replace(QUICK, workers=workers)) == {
        name: name.partition(".")[0] if name in names else name for name in (*names, *OTHERS)
    }


@pytest.mark.parametrize("name", ["hog", "slow-hog", "keeper", "recursion", "huge"])
def test_no_worker_holds_more_than_its_memory(name, monkeypatch):
    deaths = []
    death = Nursery.death
    monkeypatch.setattr(Nursery, "death", lambda self: deaths.append(death(self)) or deaths[-1])
    answers(*(f"{name}.{n}" for n in range(3)), settings=replace(QUICK, workers=1))
    assert 0 < max(one.held for one in deaths) <= QUICK.memory_per_worker


def test_a_worker_killed_while_idle_costs_nothing():
    tasks = deque([task("1.pdf")])
    seen = []
    for done, answer in do_all(tasks, replace(QUICK, workers=1)):
        seen.append((done.key, answer))
        if len(seen) < 4:
            workers = psutil.Process().children(recursive=True)[1:]  # after the nursery
            for worker in workers:
                worker.kill()
            psutil.wait_procs(workers, timeout=ENOUGH)
            tasks.append(task(f"{len(seen) + 1}.pdf"))
    assert seen == [(f"{n}.pdf", f"{n}.pdf") for n in (1, 2, 3, 4)]


def test_a_worker_is_replaced_after_some_tasks():
    found = answers(*(f"environment.{n}" for n in range(7)), settings=replace(QUICK, workers=1, documents_per_worker=3))
    pids = [seen[0] for seen in found.values()]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 1]


def test_time_counts_while_a_task_runs_and_not_while_it_waits():
    names = [f"{n}.pdf" for n in range(40)]
    slow = [task(f"hang.{n}", seconds=SECONDS) for n in (1, 2, 3)]  # the last waits longer than it is given
    found = {done.key: answer for done, answer in do_all(deque([*slow, *map(task, names)]), QUICK)}
    assert sorted(found) == sorted([*names, "hang.1", "hang.2", "hang.3"])
    assert {name for name, answer in found.items() if isinstance(answer, UnreadableFile)} == {task.key for task in slow}


def test_an_error_that_is_not_the_documents_is_raised():
    with pytest.raises(OutputNotWritable, match="Cannot write to “/out”"):
        answers(*OTHERS, "full-disk", *OTHERS)


def test_where_no_worker_can_start_all_is_told(monkeypatch):
    monkeypatch.setattr("pipeline.workers.nursery._START", "raise SystemExit(1)")
    found = answers("1.pdf", "2.pdf")
    assert {error.reason for error in found.values()} == {"crashed"}
    assert "no worker could be started" in str(found["1.pdf"])


def test_tasks_may_come_while_answers_are_taken():
    tasks = deque([task("1.pdf")])
    seen = []
    for done, _ in do_all(tasks, QUICK):
        seen.append(done.key)
        if len(seen) < 5:
            tasks.append(task(f"{len(seen) + 1}.pdf"))
    assert seen == ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"]


def test_no_descriptor_is_left_open():
    answers(*OTHERS)
    before = len(list(Path("/dev/fd").iterdir()))
    answers("segfault", *(f"exit.{n}" for n in range(8)), *OTHERS)
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_relative_paths_lead_from_where_the_caller_is(tmp_path, monkeypatch):
    answers("1.pdf")
    monkeypatch.chdir(tmp_path)
    assert answers("environment")["environment"][3] == str(tmp_path)


def test_two_pools_at_once():
    first = do_all(deque(map(task, OTHERS)), QUICK)
    seen = [next(first)[0].key]
    assert answers("segfault", *OTHERS).keys() == {"segfault", *OTHERS}
    assert sorted([*seen, *(done.key for done, _ in first)]) == sorted(OTHERS)


def test_workers_are_gone_when_the_caller_stops_asking():
    asked = do_all(deque([task("1.pdf"), *(task("sleep", seconds=600) for _ in range(4))]), QUICK)
    next(asked)
    assert len(left_running()) > 1
    asked.close()
    assert len(left_running()) == 1  # the nursery, kept for the next pool


def test_the_nursery_is_started_once():
    warm_up("unruly")
    (first,) = left_running()
    answers(*OTHERS)
    answers(*OTHERS)
    assert left_running() == [first]


def test_what_a_killed_worker_leaves_is_cleared_up(tmp_path):
    found = answers("litter", about=tmp_path, seconds=SECONDS + 1)
    assert found["litter"].reason == "too-slow"
    folder, program = (tmp_path / "litter").read_text().split()
    assert not Path(folder).exists()
    assert until(lambda: not psutil.pid_exists(int(program)))


def test_the_folder_of_temporary_files_is_the_runs_own_and_goes_with_it(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    stop()
    ((_, folder, environment, _),) = answers("environment").values()
    assert folder == environment["TMPDIR"]
    assert Path(folder).is_relative_to(tmp_path)
    stop()
    assert list(tmp_path.iterdir()) == []


RUN = """
import sys
from collections import deque
sys.path.insert(0, sys.argv[1])
from unruly import do
from pipeline.settings import Settings
from pipeline.workers import Task, do_all

tasks = deque([Task(n, do, (way, sys.argv[2]), way, 3600.0) for n, way in enumerate(sys.argv[3:])])
for task, answer in do_all(tasks, Settings(workers=2)):
    print(task.key, flush=True)
"""


@pytest.fixture
def run(tmp_path):
    """Start a run of its own, in its own process, and tell when it is in the midst of its tasks."""
    started = []

    def start(*ways):
        temporary = tmp_path / "tmp"
        temporary.mkdir(exist_ok=True)
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(HERE), str(tmp_path), *ways],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "KEHOACH_TEST": str(tmp_path), "TMPDIR": str(temporary)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def marked(tmp_path):
    """Return the processes that were started, however indirectly, by the run of this test."""
    mark = f"KEHOACH_TEST={tmp_path}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                found.append(folder.name)
        except OSError:  # it has ended, or belongs to somebody else
            continue
    return found


needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc to find the processes")


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_nothing_outlives_a_run_that_is_killed(number, run, tmp_path):
    process = run("litter", "deaf")
    assert until((tmp_path / "litter").exists)
    assert len(marked(tmp_path)) >= 4  # the run, the nursery, two workers and what one of them has started
    process.send_signal(number)
    process.wait()
    assert until(lambda: marked(tmp_path) == []), marked(tmp_path)
    assert until(lambda: list((tmp_path / "tmp").iterdir()) == [])


@needs_proc
def test_workers_end_with_a_nursery_that_is_killed_and_the_next_run_clears_up(run, tmp_path):
    process = run("deaf", "litter")
    assert until((tmp_path / "litter").exists)
    nursery = psutil.Process(process.pid).children()[0]
    os.kill(process.pid, signal.SIGSTOP)  # so that it cannot help
    nursery.kill()
    assert until(lambda: not psutil.Process(process.pid).children(recursive=True)[1:])
    process.kill()
    process.wait()
    assert list((tmp_path / "tmp").iterdir()) != []
    assert run("1.pdf").stdout.readline() == b"0\n"
    assert until(lambda: marked(tmp_path) == [] or len(marked(tmp_path)) == 1)
    assert until(lambda: list((tmp_path / "tmp").iterdir()) == [])


@pytest.fixture
def listening():
    """Listen at an address and keep whatever is asked there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.mark.parametrize(
    ("name", "network", "seen"),
    [
        ("connect", False, "PermissionError"),
        ("connect", True, "PermissionError"),
        ("connect-natively", False, "Permission denied"),
        ("connect-natively", True, "connected"),
        ("connect-by-program", False, "PermissionError"),
    ],
)
def test_a_worker_has_no_network(name, network, seen, listening):
    host, port = listening.getsockname()
    if seen == "Permission denied" and sys.platform != "linux":
        pytest.skip("only Linux refuses what does not go through Python")
    assert answers(name, about=f"{host}:{port}", network=network) == {name: seen}
    if seen != "connected":
        with pytest.raises(TimeoutError):
            listening.accept()
