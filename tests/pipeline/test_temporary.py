"""A full folder for temporary files is no fault of the document that is being read."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import DamagedFile, NoRoomToWork
from pipeline.ingest.office import as_docx
from pipeline.temporary import no_room, room_for


@pytest.fixture
def full(mount: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let temporary files go to a disk that has room for a small one, and no more."""
    folder = mount("size=64k")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_file_that_does_not_fit(full: Path) -> None:
    with pytest.raises(NoRoomToWork) as caught, room_for("cũ.doc"):
        (full / "document.doc").write_bytes(bytes(100_000))
    assert str(caught.value).startswith(
        f"cũ.doc: no temporary file could be written to “{full}”: the disk is full: 0.0 MiB"
    )
    assert "TMPDIR" in caught.value.message_vi
    assert caught.value.reason == "no-room"


def test_libreoffice_fails_without_a_word(full: Path, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 77\n")
    program.chmod(0o755)
    (tmp_path / "cũ.doc").write_bytes(b"\xdb\xa5")
    with pytest.raises(NoRoomToWork), room_for("cũ.doc"), as_docx(tmp_path / "cũ.doc", str(program)):
        pytest.fail("nothing was made")


def test_tesseract_fails_with_words_of_its_own(full: Path) -> None:
    with pytest.raises(NoRoomToWork), room_for("scan.pdf"):
        raise RuntimeError("(1, 'Error during processing.')")


def test_what_has_another_cause_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert not no_room()
    for error in (OSError(errno.EIO, os.strerror(errno.EIO)), RuntimeError("x"), DamagedFile("a", "Word", "x")):
        with pytest.raises(type(error)) as caught, room_for("a"):
            raise error
        assert caught.value is error


def test_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert no_room()
