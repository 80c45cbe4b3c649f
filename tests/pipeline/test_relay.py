"""A worker without network reads and writes in a store by way of the process that watches over it."""

from __future__ import annotations

import pickle
import threading
from collections import deque
from pathlib import Path

import pytest

from pipeline.errors import OutputNotWritable, writing
from pipeline.settings import Settings
from pipeline.storage import Storage
from pipeline.storage.relay import RelayedStorage, relayed
from pipeline.workers import Task, do_all


@pytest.fixture
def store(s3) -> Storage:
    place = Storage(s3.uri(path="kết quả"))
    place.make()
    return place


def write_and_read(storage: Storage, name: str) -> list[bytes | None]:
    with writing(storage):
        storage.write(name, name.encode() * 1000)
        return list(storage.read_all([name, "none"]))


def test_workers_read_andwrite_and_read(store: Storage) -> None:
    names = [f"đ/{n}" for n in range(20)]
    with relayed(store) as near:
        for name in names:
            near.write(f".work/{name}", b"x")
            assert (near / ".work").read(name) == b"x" == store.read(f".work/{name}")
        travelled = pickle.loads(pickle.dumps(near / "a"))
        assert travelled == near / "a" != store / "a"
        assert travelled.where == store.where and str(travelled) == str(store / "a")
    with relayed(store) as near:
        answers = do_all(
            deque(Task(name, write_and_read, (near / ".work", name), name, 60) for name in names), Settings(workers=2)
        )
        assert {task.key: answer for task, answer in answers} == {name: [name.encode() * 1000, None] for name in names}
    assert store.names(".work/đ") == sorted(str(n) for n in range(20))


def test_without_the_relay_a_worker_reaches_nothing(store: Storage) -> None:
    with pytest.raises(OutputNotWritable):
        list(do_all(deque([Task("a", write_and_read, (store, "a"), "a", 60)]), Settings(workers=1)))
    assert store.read("a") is None


def test_what_the_store_refuses_is_told_in_the_worker(s3) -> None:
    gone = Storage(s3.uri(bucket="khong-co"))
    with relayed(gone) as near, pytest.raises(OutputNotWritable, match="there is no such bucket"):
        list(do_all(deque([Task("a", write_and_read, (near, "a"), "a", 60)]), Settings(workers=1)))


def test_only_the_output_may_be_asked_for(store: Storage) -> None:
    with relayed(store) as near:
        for name in ("../a", "b/../../a"):
            with pytest.raises(OSError, match="not in the output"):
                near.read(name)


def test_a_folder_on_a_disk_needs_none(tmp_path: Path) -> None:
    with relayed(Storage(tmp_path)) as near:
        assert near == Storage(tmp_path) and not isinstance(near, RelayedStorage)


def test_it_is_gone_afterwards(store: Storage) -> None:
    with relayed(store) as near:
        near.write("a", b"x")
    assert not [thread for thread in threading.enumerate() if thread.name == "relay"]
    other = RelayedStorage(store.where, "", "/tmp/kehoach-no-such-relay/store")
    with pytest.raises(FileNotFoundError):
        other.read("a")
