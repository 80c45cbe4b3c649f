"""What is written is there whole or not at all, on a disk and in an object store alike."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import OutputNotWritable, UnknownStore, writing
from pipeline.storage import Storage

NAMES = ["documents.parquet", "kế hoạch số 1.parquet", ".work/0.1.0+ab12/a b.json", "đ/ế/ữ.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_is_read(storage: Storage, name: str) -> None:
    assert storage.read(name) is None and not storage.exists(name) and storage.size(name) is None
    for data in (b"one", b"", b"two and more" * 1000):
        storage.write(name, data)
        assert storage.read(name) == data
        assert storage.size(name) == len(data)
    folder, _, last = name.rpartition("/")
    assert storage.names(folder) == [last]
    assert (storage / folder if folder else storage).read(last) == data
    storage.remove(name)
    assert storage.read(name) is None
    storage.remove(name)


def test_a_file_takes_the_place_of_another(storage: Storage) -> None:
    storage.write("staged/targets.parquet", b"new")
    storage.write("targets.parquet", b"old")
    storage.move("staged/targets.parquet", "targets.parquet", durable=True)
    assert storage.read("targets.parquet") == b"new"
    assert storage.names("staged") == []
    storage.move("targets.parquet", "bảng/targets.parquet")
    assert storage.read("bảng/targets.parquet") == b"new"


def test_a_file_written_bit_by_bit(storage: Storage) -> None:
    with storage.output("staged/t.parquet") as sink:
        for _ in range(3):
            sink.write(b"rows" * 10_000)
    storage.settle("staged/t.parquet", "staged/none", "none/none")
    with storage.input("staged/t.parquet") as source:
        source.seek(119_996)
        assert source.read() == b"rows"
    assert storage.size("staged/t.parquet") == 120_000


def test_a_folder_and_all_in_it_is_removed(storage: Storage) -> None:
    for name in ("a/1", "a/b/2", "c"):
        storage.write(name, b"x")
    storage.remove("a")
    assert storage.names() == ["c"]
    assert storage.names("a") == []


def test_more_names_than_a_store_gives_at_once(storage: Storage) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: storage.write(f"pages/{n:04d}", b"%d" % n), range(1001)))
    names = storage.names("pages")
    assert names == [f"{n:04d}" for n in range(1001)]
    assert list(storage.read_all([f"pages/{name}" for name in (*names[-300:], "none")])) == [
        *(b"%d" % n for n in range(701, 1001)),
        None,
    ]


def test_it_travels(storage: Storage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    storage.write("a/b", b"x")
    travelled = pickle.loads(pickle.dumps(storage / "a"))
    monkeypatch.chdir(tmp_path)
    assert travelled == storage / "a" and hash(travelled) == hash(storage / "a")
    assert travelled.read("b") == b"x"


def test_a_relative_path_is_not_followed_from_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    storage = Storage("out")
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert pickle.loads(pickle.dumps(storage)).path("a") == str(tmp_path / "out" / "a")
    assert Storage(f"file://{tmp_path}/k%E1%BA%BF").path() == str(tmp_path / "kế")


WRITER = """
import sys
from pipeline.storage import Storage
storage = Storage(sys.argv[1])
print(flush=True)
while True:
    for letter in (b"a", b"b"):
        storage.write("bảng", letter * 3_000_000)
"""


def writer(storage: Storage) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", WRITER, storage.where], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_no_reader_sees_half_of_it_whoever_writes_and_dies(storage: Storage) -> None:
    """Two processes write one name again and again, and are killed in the midst of it."""
    seen = 0
    for _ in range(4):
        writers = [writer(storage), writer(storage)]
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            data = storage.read("bảng")
            assert data is None or (len(data), len(set(data))) == (3_000_000, 1)
            seen += data is not None
        for process in writers:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    assert seen
    assert storage.names() == ["bảng"]


def test_what_a_killed_write_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    for name in ("film.mkv.part", ".kehoach-part", "a/.x.part", "a/b.kehoach-part"):
        storage.write(name, b"somebody's")
    (tmp_path / "a" / f".b.{'0' * 32}.kehoach-part").write_bytes(b"half")
    assert storage.names("a") == [".x.part", "b.kehoach-part"]
    storage.clear()
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted(
        ["film.mkv.part", ".kehoach-part", ".x.part", "b.kehoach-part"]
    )


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Storage(tmp_path)
    storage.write("a", b"old")

    def refuse(self: Path, target: object) -> Path:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        storage.write("a", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert storage.read("a") == b"old"


def test_durable_means_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Storage(tmp_path)
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append(Path(f"/proc/self/fd/{handle}").readlink().name[:5])
        sync(handle)

    def replaced(self: Path, target: str) -> Path:
        done.append("named")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    storage.write("table", b"x", durable=True)
    assert done == [".tabl", "named", tmp_path.name[:5]]
    done.clear()
    storage.write("table", b"y")
    assert done == ["named"]


def test_a_disk_that_is_gone_is_not_made_anew_below_its_mount_point(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "usb")
    storage.make()
    storage.write(".work/a/1", b"x")
    (tmp_path / "usb").rename(tmp_path / "drawer")
    with pytest.raises(OutputNotWritable, match="no longer there, or is failing"), writing(storage):
        (storage / ".work").write("a/2", b"x")
    assert not (tmp_path / "usb").exists()


def test_half_an_object_is_none(s3) -> None:
    """Many megabytes go in parts; the server must not show the first ones."""
    storage = Storage(s3.uri())
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER.replace("3_000_000", "60_000_000"), storage.where], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    sizes = set()
    until = time.monotonic() + 1
    while time.monotonic() < until:
        sizes.add(storage.size("bảng"))
    process.kill()
    process.communicate()
    assert {*sizes, storage.size("bảng")} <= {None, 60_000_000}


def test_ctrl_c_makes_no_object_of_what_was_written_so_far(s3, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Storage(s3.uri())
    storage.write("a", b"old")
    opened = threading.Event()

    def slowly(path: str, data: bytes, put=storage._put) -> None:
        opened.set()
        time.sleep(0.3)
        put(path, data)

    monkeypatch.setattr(storage, "_put", slowly)

    def interrupt() -> None:
        opened.wait()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        storage.write("a", b"new")
    assert storage.read("a") in (b"old", b"new")


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        (
            "ftpx://host/out",
            "The output “ftpx://host/out” is named in no known way. Name a folder, or a store like s3://",
        ),
        ("s3://bucket/out?speed=9", "The output “s3://bucket/out” is named in no known way"),
        (
            "s3:/bucket/out",
            "The output “s3:/bucket/out” is named in no known way. Name a folder, or a store like s3://BUCKET/…",
        ),
        ("S3://bucket/out", "The output “S3://bucket/out” is named in no known way"),
        ("s3:///out", "The output “s3:///out” is named in no known way"),
    ],
)
def test_a_place_nobody_knows(uri: str, message: str) -> None:
    with pytest.raises(UnknownStore) as caught:
        Storage(uri)
    assert str(caught.value).startswith(message)


def test_what_fsspec_knows() -> None:
    pytest.importorskip("fsspec", reason="needs the library fsspec")
    storage = Storage("memory://kh/kết quả")
    storage.make()
    storage.write("a/b", b"one")
    storage.write("a/b", b"two")
    assert storage.read("a/b") == b"two" and storage.read("c") is None
    storage.move("a/b", "a/c")
    assert storage.names("a") == ["c"]
    storage.remove("a")
    assert storage.names() == []


def test_keys_in_a_uri_are_used_and_not_shown(s3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    bucket = s3.uri().removeprefix("s3://").partition("/")[0]
    storage = Storage(f"s3://khoa:bi%2Fmat@{bucket}/kết quả?endpoint_override={s3.address}&scheme=http")
    storage.write("a", b"x")
    assert storage.read("a") == b"x"
    assert str(storage / "b") == f"s3://{bucket}/kết quả/b"
    with pytest.raises(OutputNotWritable) as caught, writing(storage.where):
        raise OSError("AWS Error ACCESS_DENIED during PutObject operation: no")
    assert "mat" not in caught.value.message_vi + str(caught.value)


def test_the_endpoint_may_stand_in_the_environment(s3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{s3.address}")
    storage = Storage(s3.uri().partition("?")[0])
    storage.write("a", b"x")
    assert storage.read("a") == b"x"


def refused(storage: Storage) -> OutputNotWritable:
    with pytest.raises(OutputNotWritable) as caught, writing(storage):
        storage.make()
        storage.write("a", b"x")
    return caught.value


def test_no_such_bucket(s3) -> None:
    said = refused(Storage(s3.uri(bucket="khong-co")))
    assert str(said).startswith(
        "Cannot write to “s3://khong-co/ket qua”: there is no such bucket. Check the name after s3://"
    )
    assert "không có thùng chứa (bucket) này" in said.message_vi


def test_keys_that_the_store_refuses(s3) -> None:
    storage = Storage(s3.uri())
    with s3.asking_for_keys():
        said = refused(storage)
    assert "the store refuses access (" in str(said)
    assert "Check the keys (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)" in str(said)


def test_a_server_that_is_not_there(s3_keys: None) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        said = refused(Storage(f"s3://b/out?endpoint_override=127.0.0.1:{nobody.getsockname()[1]}&scheme=http"))
    assert str(said).startswith(
        "Cannot write to “s3://b/out”: the store does not answer (Could not connect to server)."
    )


def test_a_server_that_never_answers(s3_keys: None) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        where = f"s3://b/out?endpoint_override=127.0.0.1:{silent.getsockname()[1]}&scheme=http"
        said = refused(Storage(f"{where}&connect_timeout=1&request_timeout=1"))
    assert "the store does not answer (Timeout was reached)" in str(said)
