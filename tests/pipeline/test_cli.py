"""The command line: what it says, in both languages, and with which exit code it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.dictionary import as_markdown
from pipeline.schema import TABLES

PLAN = """TRƯỜNG TIỂU HỌC SAO BIỂN
Số: 1/KH-THSB
Vĩnh Sơn, ngày 20 tháng 01 năm 2031
KẾ HOẠCH
Cải cách hành chính năm 2031
Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn về cải cách hành chính năm 2031;
I. MỤC TIÊU
- 100% hồ sơ được giải quyết đúng hạn.
"""


GARBLED = """Thuc hién Ké hoach s6 13/KH-UBND ngay 09/01/2031 ctia UBND huyén,
  nha truong xay dung ké hoach cai cach hanh chinh.


- Nguoi lap: Tran Van Xuéc
"""


def kehoach(*args, piped=None):
    return CliRunner().invoke(app, [str(arg) for arg in args], input=piped, env={"COLUMNS": "120"})


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "các kế hoạch"
    folder.mkdir()
    (folder / "kế hoạch 1.txt").write_text(PLAN, encoding="utf-8")
    return folder


def test_all_files_read(raw, tmp_path):
    result = kehoach("extract", raw, "--out", tmp_path / "out")
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if "kế hoạch 1.txt" in line]
    assert line.split()[:3] == ["1", "1", "1"]  # pages, legal bases, targets
    assert f"Các bảng ở / tables in {tmp_path / 'out'}" in result.stdout
    again = kehoach("extract", raw, "--out", tmp_path / "out")
    assert (again.exit_code, "Nothing has changed since the last run." in again.stdout) == (0, True)


def test_some_files_not_read(raw, tmp_path):
    (raw / "trống.pdf").write_bytes(b"")
    (raw / "rỗng.docx").write_bytes(b"")
    (raw / "bản sao.txt").write_text(PLAN, encoding="utf-8")
    result = kehoach("extract", raw, "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert "bản sao.txt (= kế hoạch 1.txt)" in result.stdout
    assert "Không đọc được 1 tệp / files not read:" in result.stdout
    assert "rỗng.docx" in result.stdout
    assert "tệp rỗng, không có nội dung. Hãy sao chép lại tệp từ nơi gửi." in result.stdout
    assert "the file is empty. Copy it again from where it came from." in result.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["extract", "khong co", "--out", "out"], "Không có tệp hoặc thư mục “khong co”"),
        (["extract", "trong", "--out", "out"], "Thư mục “trong” không có tệp nào để đọc"),
        (["extract", "ke hoach.txt", "--out", "ke hoach.txt"], "ke hoach.txt”: Not a directory"),
        (["extract", "ke hoach.txt", "--out", "ftp7://o"], "Không hiểu nơi ghi “ftp7://o”"),
        (["runs", "trong"], "No run has written to “trong” yet."),
        (["show", "a\x1b[2J.txt"], "There is no file or folder “a\\x1b[2J.txt”"),
        (["show", "khong co"], "There is no file or folder “khong co”"),
        (["show", "."], "“.” là thư mục"),
        (["show", "ho so.zip"], "“ho so.zip” is a folder or an archive; this command takes one document."),
    ],
)
def test_wrong_usage(tmp_path, monkeypatch, args, message):
    monkeypatch.chdir(tmp_path)
    Path("trong").mkdir()
    Path("ke hoach.txt").write_text(PLAN, encoding="utf-8")
    with zipfile.ZipFile("ho so.zip", "w") as archive:
        archive.writestr("ke hoach.txt", PLAN)
    result = kehoach(*args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_an_output_folder_that_cannot_be_made(raw):
    result = kehoach("extract", raw, "--out", "/proc/ket-qua")
    assert result.exit_code == 2
    assert "Cannot write to “/proc/ket-qua”: " in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["raw"],
        ["", "--out", "out"],
        [".", "--out", ""],
        ["raw", "--out", "out", "--workers", "0"],
        ["raw", "--out", "out", "--memory", "10"],
        ["raw", "--out", "out", "--layout", "sheets"],
        ["raw", "--out", "out", "--address", "head:6379"],
    ],
)
def test_missing_and_impossible_arguments(args):
    assert kehoach("extract", *args).exit_code == 2


@pytest.mark.skipif(find_spec("ray") is not None, reason="needs a machine without Ray")
def test_without_ray_it_says_how_to_get_it(raw, tmp_path):
    result = kehoach("extract", raw, "--out", tmp_path / "out", "--on", "ray")
    assert result.exit_code == 2
    assert "pip install 'kehoach[ray]'" in result.stderr


def test_what_a_run_did_is_summed_up(raw, tmp_path):
    (raw / "2.txt").write_text(PLAN.replace("1/KH", "2/KH"), encoding="utf-8")
    first = kehoach("extract", raw, "--out", tmp_path / "out")
    assert "Đọc lần này / read now: 2\n" in first.stdout
    (raw / "2.txt").unlink()
    (raw / "3.txt").write_text(PLAN.replace("1/KH", "3/KH"), encoding="utf-8")
    second = kehoach("extract", raw, "--out", tmp_path / "out")
    did = "read now: 1; đã đọc từ trước / from earlier runs: 1; không còn nữa / removed since: 1"
    assert did in second.stdout
    for again in ("--fresh", "--force"):
        assert "read now: 2\n" in kehoach("extract", raw, "--out", tmp_path / "out", again).stdout


def test_earlier_runs_are_listed(raw, tmp_path):
    kehoach("extract", raw, "--out", tmp_path / "out")
    (raw / "trống.pdf").write_bytes(b"")
    kehoach("extract", raw, "--out", tmp_path / "out")
    listed = kehoach("runs", tmp_path / "out")
    assert listed.exit_code == 0
    counts = [line.split()[3:6] for line in listed.stdout.splitlines() if "local" in line]
    assert counts == [["1", "1", "0"], ["2", "1", "1"]]  # files, read then, not read
    last = kehoach("runs", tmp_path / "out", "--last", "1").stdout
    assert last.count("local") == 1


def test_show(raw, tmp_path):
    result = kehoach("show", raw / "kế hoạch 1.txt")
    assert result.exit_code == 0
    for words in ("1/KH-THSB", "Trường Tiểu học Sao Biển", "MỤC TIÊU", "9/KH-UBND", "2031-01-03", "100", "hồ sơ"):
        assert words in result.stdout
    assert list(tmp_path.iterdir()) == [raw]


def test_show_a_file_that_cannot_be_read(raw):
    (raw / "trống.pdf").write_bytes(b"")
    result = kehoach("show", raw / "trống.pdf")
    assert result.exit_code == 3
    assert "file-unreadable" in result.stdout
    assert "the file is empty" in result.stdout


def test_restore_keeps_the_layout_of_a_text(tmp_path):
    file = tmp_path / "kế hoạch.txt"
    file.write_text(GARBLED, encoding="utf-8")
    result = kehoach("restore", file)
    assert result.exit_code == 0
    assert result.stdout.startswith("Thực hiện Kế hoạch số 13/KH-UBND ngày 09/01/2031 của UBND huyện,\n  nhà trường ")
    assert [len(line.split()) for line in result.stdout.split("\n")] == [len(li.split()) for li in GARBLED.split("\n")]
    assert kehoach("restore", "-", piped=GARBLED).stdout == result.stdout
    assert kehoach("restore", "-", piped=PLAN).stdout == PLAN
    assert list(tmp_path.iterdir()) == [file]


def test_restore_marks_what_is_uncertain():
    """Nobody can know how a name is spelled that was read as 'Xuéc'."""
    plain, marked = (kehoach("restore", "-", *args, piped=GARBLED).stdout for args in ((), ("--doubts",)))
    assert re.sub(r"\[([^]?]+)\?\]", r"\1", marked) == plain
    name = marked.split()[-1]
    assert (name[0], name[-2:]) == ("[", "?]")
    assert "Thực hiện Kế hoạch số" in marked


def test_restore_tells_alternatives_as_json():
    found = json.loads(kehoach("restore", "-", "--json", piped=GARBLED).stdout)
    words = found["syllables"]
    assert [found["text"][w["start"] : w["end"]] for w in words] == [w["text"] for w in words]
    assert all(0 <= w["confidence"] <= 1 and w["page"] is None for w in words)
    last = words[-1]
    assert (last["raw"], bool(last["alternatives"]), last["text"] in last["alternatives"]) == ("Xuéc", True, False)


def test_restore_prints_the_pages_of_a_document(tmp_path):
    file = tmp_path / "kế hoạch.docx"
    word = docx.Document()
    for line in GARBLED.split("\n"):
        word.add_paragraph(line.strip())
    word.save(str(file))
    result = kehoach("restore", file)
    assert result.exit_code == 0
    assert "của UBND huyện,\nnhà trường xây dựng kế hoạch cải cách hành chính.\n" in result.stdout
    words = json.loads(kehoach("restore", file, "--json").stdout)
    assert [words["text"][w["start"] : w["end"]] for w in words["syllables"]] == [w["text"] for w in words["syllables"]]
    assert {w["page"] for w in words["syllables"]} == {1}


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("trong.txt", 3, "the file is empty"),
        ("hong.pdf", 3, "hong.pdf: "),
        ("khong-co.txt", 2, "There is no file or folder “khong-co.txt”"),
        (".", 2, "“.” là thư mục"),
    ],
)
def test_restore_says_what_it_cannot_read(tmp_path, monkeypatch, name, code, message):
    monkeypatch.chdir(tmp_path)
    Path("trong.txt").write_bytes(b"")
    Path("hong.pdf").write_bytes(b"%PDF-1.4 nothing follows")
    result = kehoach("restore", name)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_schema():
    plain = kehoach("schema")
    assert plain.exit_code == 0
    assert [line.split(":")[0] for line in plain.stdout.splitlines() if line[:1].strip()] == list(TABLES)
    assert kehoach("schema", "--markdown").stdout == as_markdown()


def test_version_and_help():
    assert kehoach("--version").stdout.startswith("kehoach 0.")
    assert "Exit code: 0 all files were read" in " ".join(kehoach("extract", "--help").stdout.split())


def test_help_comes_at_once():
    """Commands import what they need; 'kehoach --help' loads no library that takes time."""
    slow = (
        "pyarrow",
        "pandas",
        "numpy",
        "lxml",
        "rich",
        "pipeline.workers",
        "pipeline.extract",
        "normalizers.diacritics",
    )
    loaded = f"import sys, pipeline.cli; print([name for name in {slow} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
