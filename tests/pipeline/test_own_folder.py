"""Temporary files are gone with whoever made them, however it came to its end."""

from __future__ import annotations

import subprocess
import sys

from pipeline.own_folder import own_folder

MAKE = """
import os, signal, sys
from pipeline.own_folder import own_folder
with own_folder(sys.argv[1]) as folder:
    (folder / "left").touch()
    print(folder, flush=True)
    {then}
"""


def make(where, then):
    return subprocess.Popen([sys.executable, "-c", MAKE.format(then=then), str(where)], stdout=subprocess.PIPE)


def test_a_folder_is_gone_with_its_block(tmp_path):
    with own_folder(str(tmp_path)) as folder:
        assert folder.is_relative_to(tmp_path)
        assert list(folder.iterdir()) == []
        (folder / "some").touch()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_up_by_the_next(tmp_path):
    with make(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)") as killed:
        killed.wait()
    assert len(list(tmp_path.glob("*/files/left"))) == 1
    with own_folder(str(tmp_path)):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_process_that_lives_is_left_alone(tmp_path):
    with make(tmp_path, "signal.pause()") as living:
        assert living.stdout.readline()
        with own_folder(str(tmp_path)):
            assert len(list(tmp_path.glob("*/files/left"))) == 1
        living.kill()


def test_what_others_put_there_is_left_alone(tmp_path):
    (tmp_path / "kehoach-mine").mkdir()
    (tmp_path / "kehoach.txt").touch()
    with own_folder(str(tmp_path)):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kehoach-mine", "kehoach.txt"]
