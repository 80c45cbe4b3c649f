"""LibreOffice as the last resort: what it is asked for, and that it is stopped."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from word_writing import WordWriter

from pipeline.ingest import office
from pipeline.ingest.docx import read_docx
from pipeline.records import Source

SOURCE = Source("ke-hoach.doc", (), "0" * 64, "application/msword", 1)


def program(tmp_path: Path, script: str) -> str:
    """Return a program that does what the script says, with the folder for its output as $out."""
    path = tmp_path / "soffice"
    path.write_text(
        f'#!/bin/sh\nout=$(echo "$*" | sed "s/.*--outdir \\([^ ]*\\).*/\\1/")\n{script}\n', encoding="utf-8"
    )
    path.chmod(0o755)
    return str(path)


def test_what_it_is_asked_for(tmp_path: Path) -> None:
    script = f'echo "$@" > {tmp_path}/asked; cp "$out/profile/user/registrymodifications.xcu" {tmp_path}; cp "$out/document.doc" "$out/document.docx"'
    (tmp_path / "ke-hoach.doc").write_bytes(b"as it was")
    with office.as_docx(tmp_path / "ke-hoach.doc", program(tmp_path, script)) as made:
        assert made is not None and made.read_bytes() == b"as it was"
        folder = made.parent
    assert not folder.exists()
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert f"-env:UserInstallation={folder.as_uri()}/profile" in asked and "--headless" in asked
    profile = (tmp_path / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value>' in profile


@pytest.mark.parametrize("script", ["exit 1", "sleep 20", "true"])
def test_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(office, "SECONDS", -9.5)
    monkeypatch.setattr(office, "_STOP", ("no such program",))
    (tmp_path / "file").write_bytes(b"x")
    with office.as_docx(tmp_path / "file", program(tmp_path, script)) as made:
        assert made is None


def test_it_is_stopped_from_outside() -> None:
    """By a program of its own, so that it ends also when the worker that waits for it has been killed."""
    assert office._STOP[:2] == ("timeout", "--kill-after=5")
    done = subprocess.run([*office._STOP[:2], "0.1", "sleep", "5"], check=False)
    assert done.returncode == 124


@pytest.mark.slow
def test_the_real_program(tmp_path: Path) -> None:
    installed = office.office()
    if installed is None:
        pytest.skip("needs LibreOffice: apt-get install libreoffice-writer")
    writer = WordWriter()
    writer.paragraph("Kế hoạch năm học")
    with office.as_docx(writer.save(tmp_path / "file"), installed) as made:
        assert made is not None
        assert [line.text for line in read_docx(made, SOURCE).pages[0].lines] == ["Kế hoạch năm học"]
