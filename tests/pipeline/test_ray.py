"""Runs on a cluster of two nodes: nothing is lost or doubled, whatever becomes of one of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import Any

import on_nodes
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import ClusterNotThere, NodeDiffers, OutputNotShared, RayMissing, ReaderCrashed
from pipeline.executors import ray as ray_executor
from pipeline.executors.node import MARKER, Errand, Sent, do_batch
from pipeline.executors.ray import BATCH, SMALL_BATCH, RayExecutor, next_batch
from pipeline.job import Job
from pipeline.run.document import version_here
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.storage import Storage
from pipeline.workers import Task

PLAN = """UBND XÃ VĨNH SƠN
TRƯỜNG TIỂU HỌC SAO BIỂN
Số: {number}/KH-THSB
Vĩnh Sơn, ngày 20 tháng 01 năm 2031
KẾ HOẠCH
Cải cách hành chính năm 2031
Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn về cải cách hành chính năm 2031;
I. MỤC TIÊU
- {number}% hồ sơ được giải quyết đúng hạn.
II. TỔ CHỨC THỰC HIỆN
1. Tổ Văn phòng
Công khai thủ tục trước ngày 15/6/2031.
"""
DOCUMENTS = 60
NURSERY = "pipeline.workers.forking"  # what the process that forks the workers of a node is started with
needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="needs Ray: make cluster")


def tasks(count: int, weight: int = 1) -> deque[Task[int]]:
    return deque(Task(n, on_nodes.answer, (n, -1, -1), str(n), 60, weight) for n in range(count))


@pytest.mark.parametrize(
    ("waiting", "weight", "cores", "taken"),
    [
        pytest.param(10_000, 1, 2, BATCH, id="many are left"),
        pytest.param(100, 1, 2, 12, id="the end comes near"),
        pytest.param(15, 1, 2, SMALL_BATCH, id="few are left"),
        pytest.param(3, 1, 2, 3, id="fewer than that"),
        pytest.param(10_000, 5, 2, 10, id="pages to be read"),
        pytest.param(10_000, 200, 2, 1, id="one that is larger than a batch"),
    ],
)
def test_size_of_a_batch(waiting, weight, cores, taken):
    queue = tasks(waiting, weight)
    assert [task.key for task in next_batch(queue, cores)] == list(range(taken))
    assert len(queue) == waiting - taken


class TestNode:
    """What a node does with a batch, here in this process."""

    @pytest.fixture
    def errand(self, tmp_path) -> Errand:
        here = job(tmp_path / "out")
        here.work.write(MARKER, str(tmp_path).encode())
        return Errand(here, str(tmp_path), trusted=True)

    def test_a_file_that_it_does_not_see_is_sent(self, errand, tmp_path):
        here, elsewhere = tmp_path / "kế hoạch.txt", tmp_path / "máy khác" / "kế hoạch.txt"
        here.write_text("ở đây", encoding="utf-8")
        batch = [Sent(on_nodes.read, (path,), path.name, 60) for path in (here, elsewhere)]
        reply = do_batch(batch, errand)
        assert reply.answers == {0: "ở đây"}
        assert reply.unseen == (1,)
        again = Sent(on_nodes.read, (elsewhere,), elsewhere.name, 60, "ở máy khác".encode())
        assert do_batch([again], errand).answers == {0: "ở máy khác"}

    def test_another_version_is_refused(self, errand):
        with pytest.raises(NodeDiffers, match=r"has version .+, this machine has 0\.0"):
            do_batch([], Errand(replace(errand.job, version="0.0"), "another mark", trusted=False))

    def test_another_output_of_the_same_name_is_refused(self, errand):
        with pytest.raises(OutputNotShared, match=r"does not see “.*/out”"):
            do_batch([], Errand(errand.job, "another mark", trusted=False))


def test_without_ray(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RayMissing, match=r"pip install .*kehoach\[ray\]"):
        list(RayExecutor().each(on_nodes.read, [(tmp_path,)], job(tmp_path)))


@needs_ray
@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9"])
def test_no_cluster_at_the_address(tmp_path, address):
    with pytest.raises(ClusterNotThere, match=r"Cannot reach the Ray cluster “.*127\.0\.0\.1:9”"):
        list(RayExecutor(address).each(on_nodes.read, [(tmp_path,)], job(tmp_path)))


def job(out: Path) -> Job:
    place = Job(Storage(out), version_here(), Settings())
    place.work.make()
    return place


class TwoNodes:
    """A cluster of a head, to which runs connect, and a node that may be lost."""

    def __init__(self, folder: str) -> None:
        from ray.cluster_utils import Cluster

        small = {"num_cpus": 1, "object_store_memory": 80 * 1024 * 1024}
        # A node that is gone refuses connections, and counts as gone after a second, not fifteen.
        soon = {"health_check_period_ms": 300, "health_check_failure_threshold": 3, "health_check_initial_delay_ms": 0}
        head = {**small, "include_dashboard": False, "temp_dir": folder, "_system_config": soon}
        self._cluster = Cluster(initialize_head=True, head_node_args=head)
        self._start = partial(self._cluster.add_node, **small)
        self._node = self._start()
        self.address: str = self._cluster.address

    def whole(self) -> TwoNodes:
        """Put a new node in the place of one that was lost."""
        if not self._raylet.is_running() or self._raylet.status() == psutil.STATUS_ZOMBIE:
            self._node = self._start()
        return self

    @property
    def _raylet(self) -> psutil.Process:
        return psutil.Process(self._node.all_processes["raylet"][0].process.pid)

    @property
    def _head(self) -> psutil.Process:
        return psutil.Process(self._cluster.head_node.all_processes["raylet"][0].process.pid)

    def hold_node_at_work(self, given_up: Callable[[], bool]) -> None:
        """Wait until the node that may be lost has begun with documents, and let it come no further."""
        waiting: set[psutil.Process] = set()
        while not (begun := workers_of(self._raylet)):
            assert not given_up()
            waiting.update(suspended(workers_of(self._head)))  # or it might do all before the other has begun
            time.sleep(0.02)
        suspended(begun)
        for process in waiting:
            process.resume()

    def lose_node(self) -> None:
        """Let it go as when its power fails."""
        for process in [*self._raylet.children(recursive=True), self._raylet]:
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def workers(self) -> list[psutil.Process]:
        return [*workers_of(self._head), *workers_of(self._raylet)]

    def end(self) -> None:
        self._cluster.shutdown()


def workers_of(raylet: psutil.Process) -> list[psutil.Process]:
    """Return the processes that read documents on a node, and those that fork them."""
    found = []
    for process in raylet.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if any(NURSERY in word for word in process.cmdline()):
                found.append(process)
    return found


def suspended(processes: list[psutil.Process]) -> list[psutil.Process]:
    for process in processes:
        process.suspend()
    return processes


@pytest.fixture(scope="module")
def _cluster() -> Iterator[TwoNodes]:
    if find_spec("ray") is None:
        pytest.skip("needs Ray: make cluster")
    folder = tempfile.mkdtemp(prefix="ray")  # short, since the names of sockets in it may not be long
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", os.pathsep.join([str(Path(on_nodes.__file__).parent), *sys.path[1:]]))
        environment.setenv("RAY_USAGE_STATS_ENABLED", "0")
        environment.setenv("RAY_AUTH_MODE", "token")
        environment.setenv("RAY_AUTH_TOKEN", token_hex(32))
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            environment.setenv(name, "testing")
        environment.setenv("AWS_EC2_METADATA_DISABLED", "true")
        nodes = TwoNodes(folder)  # which imports Ray, now that the environment is as it must be then
        try:
            yield nodes
        finally:
            nodes.end()
            rmtree(folder, ignore_errors=True)


@pytest.fixture
def cluster(_cluster: TwoNodes) -> TwoNodes:
    return _cluster.whole()


@pytest.fixture
def executor(cluster: TwoNodes) -> Iterator[RayExecutor]:
    with RayExecutor(cluster.address) as executor:
        yield executor


@pytest.fixture(scope="module")
def raw(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    for number in range(DOCUMENTS):
        (folder / f"kế hoạch {number:02}.txt").write_text(PLAN.format(number=number + 1), encoding="utf-8")
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04 nothing more")
    return folder


@pytest.fixture(scope="module")
def read_here(raw, tmp_path_factory) -> dict[str, pa.Table]:
    """The tables of a run on this machine."""
    out = tmp_path_factory.mktemp("out")
    assert extract(raw, out).wait() == 3
    return tables(Storage(out))


def extract(raw: Path, out: Path | str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "extract", str(raw), "--out", str(out), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def tables(out: Storage) -> dict[str, pa.Table]:
    """Return the tables, without the one that tells of runs."""
    return {name: pq.read_table(out.input(f"{name}.parquet")) for name in TABLES if name != "runs"}


@pytest.mark.parametrize("store", ["disk", "s3"])
def test_a_node_lost_in_mid_run_costs_nothing(cluster, raw, read_here, tmp_path, store, request):
    out = request.getfixturevalue("s3").uri() if store == "s3" else str(tmp_path / "kết quả")
    run = extract(raw, out, "--on", "ray", "--address", cluster.address)
    cluster.hold_node_at_work(lambda: run.poll() is not None)
    cluster.lose_node()
    said, _ = run.communicate()
    assert run.returncode == 3, said.decode()
    assert b"ray" not in said.lower()
    found = tables(Storage(out))
    assert found["documents"].num_rows == DOCUMENTS
    for name, table in found.items():
        assert table.equals(read_here[name]), name


def do_all(executor: RayExecutor, out: Path, waiting: deque[Task[int]]) -> list[tuple[int, Any]]:
    return [(task.key, answer) for task, answer in executor._do_all(job(out), True, waiting, Settings())]


def test_what_kills_its_process_costs_itself(executor, tmp_path, monkeypatch):
    monkeypatch.setattr(ray_executor, "RETRIES", 0)  # since starting a process of Ray anew takes seconds
    waiting = deque(Task(n, on_nodes.answer, (n, 7, 11), str(n), 60) for n in range(30))
    done = do_all(executor, tmp_path, waiting)
    assert sorted(number for number, _ in done) == list(range(30))
    lost = {number: str(answer) for number, answer in done if isinstance(answer, ReaderCrashed)}
    assert sorted(lost) == [7, 11]
    assert "WorkerCrashedError" in lost[7]
    assert "SIGSEGV" in lost[11]
    assert all(answer == number for number, answer in done if number not in lost)


def test_a_file_that_only_the_driver_sees_is_read(executor, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kế hoạch.txt").write_text("chỉ ở đây", encoding="utf-8")
    there = Path("/proc/self/cwd/kế hoạch.txt")  # each process has a folder of its own in which it stands
    gone = Path("/proc/self/cwd/đã xóa.txt")
    waiting = deque(Task(n, on_nodes.read, (path,), path.name, 60) for n, path in enumerate([there, gone]))
    done = dict(do_all(executor, tmp_path, waiting))
    assert done[0] == "chỉ ở đây"
    assert done[1].reason == "cannot-open"


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_leaves_no_worker(cluster, raw, tmp_path, stop):
    run = extract(raw, tmp_path / "out", "--on", "ray", "--address", cluster.address)
    cluster.hold_node_at_work(lambda: run.poll() is not None)
    at_work = cluster.workers()
    run.send_signal(stop)
    run.communicate()
    assert run.returncode == 128 + stop
    assert psutil.wait_procs(at_work, timeout=60)[1] == []


@needs_ray
def test_a_cluster_started_for_one_run_ends_with_it(raw, read_here, tmp_path, monkeypatch):
    for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    out = tmp_path / "out"
    run = extract(raw, out, "--on", "ray", "--workers", "1")
    started: dict[psutil.Process, str] = {}
    while run.poll() is None:
        with suppress(psutil.NoSuchProcess):
            started.update((child, child.name()) for child in psutil.Process(run.pid).children(recursive=True))
        time.sleep(0.1)
    said, _ = run.communicate()
    assert run.returncode == 3, said.decode()
    assert "raylet" in started.values()
    assert psutil.wait_procs(started, timeout=60)[1] == []
    assert list((tmp_path / "home").iterdir()) == []
    assert tables(Storage(out))["documents"].equals(read_here["documents"])
