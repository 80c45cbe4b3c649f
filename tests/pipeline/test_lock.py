"""One run at a time writes to an output, on a disk and in an object store."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from pipeline.errors import OutputInUse, OutputNotWritable, OutputTakenOver
from pipeline.storage import Storage, lock
from pipeline.storage.lock import only_run

HOLDER = """
import sys, time
from pipeline.errors import OutputInUse
from pipeline.storage.lock import only_run
from pipeline.storage import Storage
try:
    with only_run(Storage(sys.argv[1])):
        print("holds", flush=True)
        time.sleep(float(sys.argv[2]))
except OutputInUse as error:
    print(error, flush=True)
"""


def another_run(storage: Storage, seconds: float = 3600) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLDER, storage.where, str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture(params=["disk", "disk without locks", "s3"])
def output(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """An output of each kind; some network disks have no locks."""
    place = Storage(request.getfixturevalue("s3").uri() if request.param == "s3" else tmp_path / "kết quả")
    if request.param == "disk without locks":
        monkeypatch.setattr(lock, "flock", _no_locks)
    monkeypatch.setattr(lock, "_PAUSE", 0.05)
    return place


def _no_locks(*_: object) -> None:
    raise OSError(errno.ENOLCK, "No locks available")


def test_the_second_says_who_is_first_and_comes_in_when_it_is_done(output: Storage) -> None:
    with only_run(output), pytest.raises(OutputInUse) as caught, only_run(output):
        pytest.fail("both hold it")
    said = str(caught.value)
    assert said.startswith(f"Another run is writing to “{output}” ({os.uname().nodename}, PID {os.getpid()}, ")
    assert said.endswith(" Wait for it (--wait does), or choose another folder with --out.")
    assert "Một lần chạy khác đang ghi vào" in caught.value.message_vi
    with only_run(output) as still_held:
        still_held()
    assert output.names(".work/locks") == []


def test_it_is_free_after_an_error(output: Storage) -> None:
    with pytest.raises(KeyError), only_run(output):
        raise KeyError
    with only_run(output):
        pass


@pytest.mark.parametrize("kind", ["disk", "s3"])
def test_another_process_is_kept_out_and_its_death_lets_us_in(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    output = Storage(tmp_path) if kind == "disk" else Storage(request.getfixturevalue("s3").uri())
    holder = another_run(output)
    try:
        assert first_line(holder) == "holds"
        with pytest.raises(OutputInUse, match=f"PID {holder.pid}, "), only_run(output):
            pytest.fail("both hold it")
        late = another_run(output)
        assert f"PID {holder.pid}, " in first_line(late)
        late.communicate()
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
    with only_run(output):
        pass


@pytest.mark.parametrize("kind", ["disk", "s3"])
def test_of_runs_that_begin_together_one_at_most_holds(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    output = Storage(tmp_path) if kind == "disk" else Storage(request.getfixturevalue("s3").uri())
    runs = [another_run(output) for _ in range(4)]
    said = [first_line(run) for run in runs]
    for run in runs:
        run.kill()
        run.communicate()
    assert said.count("holds") <= 1
    assert said.count("holds") + sum(line.startswith("Another run is writing to") for line in said) == 4


def test_a_run_may_wait(output: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_WAIT", 0.05)
    told: list[OutputInUse] = []
    first = only_run(output)
    first.__enter__()

    def done(error: OutputInUse) -> None:
        told.append(error)
        first.__exit__(None, None, None)

    with only_run(output, wait=True, told=done):
        pass
    assert len(told) == 1


def leases(output: Storage, monkeypatch: pytest.MonkeyPatch, dead_after: float) -> None:
    monkeypatch.setattr(lock, "flock", _no_locks)
    monkeypatch.setattr(lock, "_PAUSE", 0.01)
    monkeypatch.setattr(lock, "DEAD_AFTER", dead_after)


def elsewhere(output: Storage, name: str) -> None:
    run = lock.Run("máy 2", "another system", 1, "08:00 01/01/2031")
    output.write(f".work/locks/{name}", msgspec.json.encode(run))


def test_the_lease_of_a_machine_that_died_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = Storage(tmp_path)
    leases(output, monkeypatch, dead_after=0.5)
    elsewhere(output, "20310101T080000.000000-0")
    with pytest.raises(OutputInUse, match="máy 2, PID 1, 08:00 01/01/2031"), only_run(output):
        pytest.fail("it is alive still")
    time.sleep(0.6)
    with only_run(output):
        pass
    assert output.names(".work/locks") == []


def test_one_that_came_first_does_not_take_what_a_later_one_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = Storage(tmp_path)
    leases(output, monkeypatch, dead_after=60)
    elsewhere(output, "29990101T080000.000000-0")
    with pytest.raises(OutputInUse, match="máy 2"), only_run(output):
        pytest.fail("both hold it")
    assert output.names(".work/locks") == ["29990101T080000.000000-0"]


def test_one_that_came_first_waits_for_a_later_one_to_give_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = Storage(tmp_path)
    leases(output, monkeypatch, dead_after=60)
    elsewhere(output, "29990101T080000.000000-0")

    def give_way(_: float) -> None:
        output.remove(".work/locks/29990101T080000.000000-0")

    monkeypatch.setattr(lock.time, "sleep", give_way)
    with only_run(output):
        pass


def test_a_run_that_lives_keeps_its_lease(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = Storage(tmp_path)
    leases(output, monkeypatch, dead_after=2)
    with only_run(output) as still_held:
        time.sleep(3)
        still_held()
        with pytest.raises(OutputInUse), only_run(output):
            pytest.fail("both hold it")


def test_a_run_that_was_taken_for_dead_notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = Storage(tmp_path)
    leases(output, monkeypatch, dead_after=0.6)
    with only_run(output) as still_held:
        output.remove(".work/locks")
        time.sleep(0.5)
        with pytest.raises(
            OutputTakenOver, match="was out of reach for over 1 seconds, and another run may have begun"
        ):
            still_held()


def test_a_run_that_cannot_refresh_its_lease_notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = Storage(tmp_path)
    leases(output, monkeypatch, dead_after=0.3)
    with only_run(output) as still_held:

        def refuse(*_: object) -> None:
            raise OSError("AWS Error NETWORK_CONNECTION during HeadObject operation: curlCode: 7, Could not connect")

        monkeypatch.setattr(Storage, "write", refuse)
        time.sleep(0.5)
        with pytest.raises(OutputTakenOver):
            still_held()


def test_leftovers_of_killed_writes_are_cleared(tmp_path: Path) -> None:
    output = Storage(tmp_path)
    output.write(".work/0.1.0+ab/a", b"x")
    left = tmp_path / ".work" / "0.1.0+ab" / f".a.{'0' * 32}.kehoach-part"
    left.write_bytes(b"half")
    with only_run(output):
        assert not left.exists()


def test_a_place_where_nothing_can_be_written(mount, tmp_path: Path) -> None:
    folder = mount("size=1m")
    mount("remount,ro")
    with (
        pytest.raises(OutputNotWritable, match=r"the disk can be read only\. Mount it for writing"),
        only_run(Storage(folder)),
    ):
        pytest.fail("nothing can be held there")
