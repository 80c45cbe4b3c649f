"""A run killed at any moment: the last complete output stands, nothing of it is left running, the next one goes on.

Real runs of the command line are killed with SIGKILL, at moments told by what lies in the output, over a folder that
has grown since its last complete run.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Literal

import pytest
from large_run import ROOT
from large_run.killing import Moment, after, documents_read, killed, parts_written, putting_in_place, staging
from large_run.outputs import COMPARED, differences, read, state
from large_run.watching import command
from make_folder import Options, make_folder, manifest

DOCUMENTS = 36
TRIES = 5  # to meet a moment that is over in some milliseconds


@dataclass(frozen=True, slots=True)
class Grown:
    """A folder of which a part has been read before."""

    raw: Path
    before: Path  # output of that part
    after: Path  # output of the whole folder, never disturbed

    def command(self, out: Path, *options: str) -> list[str]:
        return command(self.raw, out, "-j", "2", *options)

    def run(self, out: Path, *options: str) -> int:
        return subprocess.run(self.command(out, *options), capture_output=True, check=False, cwd=ROOT).returncode


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grown]:
    folder = tmp_path_factory.mktemp("grown")
    grown = Grown(folder / "raw", folder / "before", folder / "after")
    make_folder(grown.raw, Options(DOCUMENTS, seed=4, faulty=0.1, scans=0.0), processes=1)
    files = sorted(path for path in grown.raw.rglob("*") if path.is_file())
    new = files[::2]
    for number, file in enumerate(new):
        file.rename(folder / str(number))
    assert grown.run(grown.before) in (0, 3)
    for number, file in enumerate(new):
        (folder / str(number)).rename(file)
    assert grown.run(grown.after) in (0, 3)
    yield grown


MOMENTS = {
    "at-once": after(0.05),
    "first-documents": documents_read(DOCUMENTS // 2 + 3),
    "amid-documents": documents_read(DOCUMENTS // 2 + 12),
    "parts": parts_written(3),
    "first-tables": staging(1),
    "last-tables": staging(12),
    "in-place": putting_in_place,
}


@pytest.mark.parametrize(("name", "whom"), list(zip(MOMENTS, cycle(["all", "driver"]), strict=False)))
def test_killed_run_is_gone_on_with(name: str, whom: Literal["all", "driver"], grown: Grown, tmp_path: Path) -> None:
    out = _killed_at(MOMENTS[name], whom, grown, tmp_path)
    _assert_last_output_stands(out, grown)
    assert grown.run(out) in (0, 3)
    assert differences(out, grown.after) == []


def test_run_killed_again_and_again_comes_to_its_end(grown: Grown, tmp_path: Path) -> None:
    chance = Random(1)
    out = tmp_path / "out"
    shutil.copytree(grown.before, out)
    for _ in range(4):
        killed(grown.command(out), out, after(chance.uniform(0.3, 3.0)), chance.choice(["all", "driver"]))
        _assert_last_output_stands(out, grown)
    assert grown.run(out) in (0, 3)
    assert differences(out, grown.after) == []


def test_fresh_run_killed_leaves_the_tables(grown: Grown, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(grown.after, out)
    assert killed(grown.command(out, "--fresh"), out, documents_read(1))
    assert differences(out, grown.after) == []
    assert grown.run(out) in (0, 3)
    assert differences(out, grown.after) == []


def test_folder_has_what_the_runs_are_to_meet(grown: Grown) -> None:
    assert manifest(grown.raw).exists()
    documents = read(grown.after, "documents")
    assert len(documents) > len(read(grown.before, "documents")) > DOCUMENTS // 4
    assert all(len(read(grown.after, name)) for name in COMPARED if name != "restorations")
    assert len(set(documents["media_type"].to_pylist())) > 4
    assert "file-unreadable" in read(grown.after, "findings")["code"].to_pylist()


def _killed_at(moment: Moment, whom: Literal["all", "driver"], grown: Grown, folder: Path) -> Path:
    """Return an output over which a run was killed at a moment."""
    for number in range(TRIES):
        out = folder / str(number)
        shutil.copytree(grown.before, out)
        if killed(grown.command(out), out, moment, whom):
            return out
    pytest.skip(f"{TRIES} runs were over before they could be killed at this moment")


def _assert_last_output_stands(out: Path, grown: Grown) -> None:
    """Every file can be read; all tables are those of one run, unless the next run has only to put them in place."""
    left = state(out)
    assert left.whole
    if not left.between:
        assert differences(out, grown.before) == [] or differences(out, grown.after) == []
