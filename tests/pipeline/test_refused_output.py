"""Disk full, read-only, permission lost, server gone: one clear message, nothing lost, and the same command goes on."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from s3_server import s3_server

from pipeline.errors import KehoachError, OutputNotWritable
from pipeline.run import extract_folder
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.storage import Storage

PLAN = """UBND XÃ VĨNH SƠN
TRƯỜNG TIỂU HỌC SAO BIỂN
Số: {number}/KH-THSB
Vĩnh Sơn, ngày 20 tháng 01 năm 2031
KẾ HOẠCH
Cải cách hành chính năm 2031
Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn về cải cách hành chính năm 2031;
I. MỤC TIÊU
- 100% hồ sơ được giải quyết đúng hạn.
II. TỔ CHỨC THỰC HIỆN
1. Tổ Văn phòng
Công khai thủ tục trước ngày 15/6/2031.
"""
TWO = Settings(workers=2)


def plans(raw: Path, numbers: range) -> Path:
    raw.mkdir(exist_ok=True)
    for number in numbers:
        (raw / f"kế hoạch {number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
    return raw


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in TABLES}


def rows(out: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = pq.read_table(out / f"{table}.parquet").to_pylist()
    return found


def at_first_document(do: Callable[[], None]) -> Callable[[object], None]:
    """Return an observer of a run that does something once, when the first document has been read."""
    done: list[bool] = []

    def tell(event: object) -> None:
        if type(event).__name__ == "DocumentRead" and not done:
            done.append(True)
            do()

    return tell


def command(raw: Path, out: Path | str, **options: object) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", "pipeline", "extract", str(raw), "--out", str(out)]
    return subprocess.run(arguments, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def fill(folder: Path, but: int = 0) -> Path:
    """Fill a disk but for so many bytes."""
    filler = folder / "phim.mkv"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    with filler.open("r+b") as file:
        file.truncate(filler.stat().st_size - but)
    return filler


@pytest.mark.parametrize("left", [0, 40_000, 150_000], ids=lambda left: f"{left} bytes left")
def test_a_disk_that_is_full(tmp_path: Path, mount: Callable[..., Path], left: int) -> None:
    """In whichever process and at whichever file it fills up."""
    out = mount("size=8m") / "out"
    raw = plans(tmp_path / "raw", range(3))
    assert command(raw, out).returncode == 0
    before = tables(out)
    filler = fill(out.parent, left)
    plans(raw, range(60))
    stopped = command(raw, out)
    assert stopped.returncode == 2
    assert "Traceback" not in stopped.stderr
    said = " ".join(stopped.stderr.split())
    assert f"Không ghi được vào “{out}”: ổ đĩa đã đầy, chỉ còn trống 0." in said
    assert f"Cannot write to “{out}”: the disk is full: 0." in said
    assert "run the same command again. Nothing is lost: what was read and the last tables are kept" in said
    assert tables(out) == before
    filler.unlink()
    again = command(raw, out)
    assert again.returncode == 0, again.stderr
    assert len(rows(out, "documents")) == 60
    assert not [row for row in rows(out, "findings") if row["code"] == "file-unreadable"]


def test_a_disk_that_becomes_read_only(tmp_path: Path, mount: Callable[..., Path]) -> None:
    out = mount("size=8m") / "out"
    raw = plans(tmp_path / "raw", range(3))
    extract_folder(raw, out, TWO)
    before = tables(out)
    plans(raw, range(40))

    def remount() -> None:
        until = time.monotonic() + 30
        while subprocess.run(["mount", "-o", "remount,ro", str(out.parent)], capture_output=True).returncode:
            assert time.monotonic() < until, "a file is open for writing all the time"

    with pytest.raises(OutputNotWritable, match="the disk can be read only"):
        extract_folder(raw, out, TWO, tell=at_first_document(remount))
    assert tables(out) == before
    subprocess.run(["mount", "-o", "remount,rw", str(out.parent)], check=True)
    done = extract_folder(raw, out, TWO)
    assert 0 < done.read_now < 37 and len(rows(out, "documents")) == 40


def test_a_disk_that_is_taken_away(tmp_path: Path, mount: Callable[..., Path]) -> None:
    disk = mount("size=8m")
    raw = plans(tmp_path / "raw", range(40))

    def take_away() -> None:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)

    with pytest.raises(OutputNotWritable, match="is no longer there, or is failing"):
        extract_folder(raw, disk / "out", TWO, tell=at_first_document(take_away))
    assert list(disk.iterdir()) == []
    mount("size=1m")  # for the fixture to take away


@pytest.fixture
def of_nobody() -> Iterator[Path]:
    """A folder of a user whom permissions bind, which is not so of root."""
    folder = Path(tempfile.mkdtemp(prefix="kehoach-test-"))
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    try:
        yield folder
    finally:
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(folder)


RUN = """
import sys
from pathlib import Path
from pipeline.errors import KehoachError
from pipeline.run import extract_folder
from pipeline.settings import Settings
raw, out = Path(sys.argv[1]), Path(sys.argv[2])
def tell(event):
    if type(event).__name__ == "DocumentRead":
        for folder in (out / ".work").rglob("*"):
            if folder.is_dir():
                folder.chmod(0o555)
try:
    done = extract_folder(raw, out, Settings(workers=2), tell=tell if len(sys.argv) > 3 else lambda _: None)
    print(done.read_now, len(done.unread))
except KehoachError as error:
    print(error)
"""


@pytest.fixture
def as_user(of_nobody: Path, root: Path) -> Callable[..., str]:
    """Run Python code as that user, and return what it prints; the interpreter may lie where only root comes."""
    paths = [str(root), *(path for path in sys.path if path.endswith("-packages"))]
    environment = {**os.environ, "HOME": str(of_nobody), "PYTHONPATH": os.pathsep.join(paths)}
    user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"

    def run(python: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, *arguments], capture_output=True, text=True, check=False, env=environment, cwd=of_nobody, **user
        )  # type: ignore[call-overload]

    for python in (sys.executable, f"/usr/local/bin/{version}", f"/usr/bin/{version}"):
        with suppress(OSError):
            if run(python, "-c", "import pyarrow, msgspec, pipeline.run").returncode == 0:
                break
    else:
        pytest.skip("no user but root can run Python with these packages")

    def output(*arguments: str) -> str:
        done = run(python, *arguments)
        assert done.returncode == 0, done.stderr
        said: str = done.stdout
        return said

    return output


def test_permission_that_is_lost(of_nobody: Path, as_user: Callable[..., str]) -> None:
    raw, out = of_nobody / "raw", of_nobody / "out"
    run = ("-c", RUN, str(raw), str(out))
    plans(raw, range(3))
    assert as_user(*run) == "3 0\n"
    before = tables(out)
    plans(raw, range(40))
    assert "no permission to write (Permission denied). Grant it, or choose another folder" in as_user(*run, "lose it")
    assert tables(out) == before
    for folder in (out / ".work").rglob("*"):
        if folder.is_dir():
            folder.chmod(stat.S_IRWXU)
    read_now, unread = map(int, as_user(*run).split())
    assert read_now < 37 and unread == 0
    assert len(rows(out, "documents")) == 40


def test_a_server_that_is_gone(tmp_path: Path, s3_keys: None) -> None:
    raw = plans(tmp_path / "raw", range(40))
    with s3_server() as (server, process):
        out = Storage(server.uri(connect_timeout="1", request_timeout="2"))

        def end() -> None:
            process.kill()
            process.wait()

        with pytest.raises(KehoachError, match=r"Cannot write to “s3://kh-.*the store does not answer \("):
            extract_folder(raw, out, TWO, tell=at_first_document(end))


def test_a_bucket_that_is_not_there(tmp_path: Path, s3) -> None:
    done = command(plans(tmp_path / "raw", range(1)), s3.uri(bucket="khong-co"))
    assert done.returncode == 2
    assert "there is no such bucket. Check the name after s3://" in " ".join(done.stderr.split())
