"""Places to write to: an S3 server that runs during the tests, and disks that are small or refuse."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from s3_server import S3Server, s3_server

from pipeline.storage import Storage


@pytest.fixture(scope="module")  # and no longer: other tests see to it that no process is left over
def _s3_of_module() -> Iterator[S3Server]:
    with s3_server() as (server, _):
        yield server


@pytest.fixture
def s3_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys for a server that takes any; workers have them too."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def s3(_s3_of_module: S3Server, s3_keys: None) -> S3Server:
    """The S3 server of the tests."""
    return _s3_of_module


@pytest.fixture(params=["disk", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """A place to write to, of either kind; the folder itself has a name with marks and a blank."""
    if request.param == "disk":
        place = Storage(tmp_path / "kết quả 2031")
    else:
        server: S3Server = request.getfixturevalue("s3")
        place = Storage(server.uri(path="kết quả 2031"))
    place.make()
    return place


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mount a disk in memory: `mount("size=1m")` gives its folder, `mount("remount,ro")` changes the last one."""
    folder = tmp_path / "ổ đĩa"
    folder.mkdir()
    mounted = False

    def mount(options: str) -> Path:
        nonlocal mounted
        command = ["mount", "-t", "tmpfs", "-o", options, "kehoach-test", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
        mounted = True
        return folder

    try:
        yield mount
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
