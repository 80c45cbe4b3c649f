"""Fixtures of all tests: the repository, one run over the samples, and real documents where they lie beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write tests/golden anew from what is extracted now")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents and their annotations, which are not part of the repository."""
    folder = ROOT.parent / "shared"
    if not (folder / "plans").is_dir():
        pytest.skip("needs the real documents: no folder 'shared' beside the repository")
    return folder


@pytest.fixture(scope="session")
def samples_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of one run of the command over data/raw."""
    out = tmp_path_factory.mktemp("tables")
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", str(ROOT / "data" / "raw"), "--out", str(out)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out
