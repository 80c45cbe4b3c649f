"""One folder with everything wrong in it: every file is a document or a finding with its reason, and the run ends."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from unicodedata import normalize

import docx
import pyarrow.parquet as pq
import pytest

from pipeline.run import extract_folder
from pipeline.settings import MIB, Settings

BENCH = Path(__file__).parents[3] / "shared" / "bench" / "bad"
SETTINGS = Settings(workers=2, seconds_per_document=30)

PLAN = "KẾ HOẠCH\nCải cách hành chính năm 2031\nI. MỤC TIÊU\n- 100% hồ sơ được giải quyết đúng hạn.\n"
WEB_PAGE = f"<html><body><p>{PLAN.replace(chr(10), '</p><p>')}</p></body></html>"
# A catalogue that is its own list of pages.
LOOP = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj
trailer<</Root 1 0 R>>"""


def word(text):
    """Return a Word file with these lines."""
    made, document = io.BytesIO(), docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


def archive(members):
    """Return a ZIP file with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return made.getvalue()


def swollen():
    """Return a Word file of 300 KiB whose text unpacks to 300 MiB."""
    with zipfile.ZipFile(io.BytesIO(word(PLAN))) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace(b"</w:t>", bytes(300 * MIB) + b"</w:t>", 1)
    return archive(members)


GOOD = {
    "kế hoạch.txt": PLAN.encode(),
    normalize("NFD", "kế hoạch đã ký.txt"): PLAN.replace("100%", "99%").encode(),
    "tên có dấu cách (1).txt": PLAN.replace("100%", "98%").encode(),
    "utf-16.txt": PLAN.replace("100%", "97%").encode("utf-16"),
    "bom.md": b"\xef\xbb\xbf" + PLAN.replace("100%", "96%").encode(),
    "word thật ra.pdf": word(PLAN.replace("100%", "95%")),
    "trang mạng.docx": WEB_PAGE.encode(),
    "không đuôi": PLAN.replace("100%", "94%").encode(),
}
BAD = {  # content, and how the reason begins, without the name of the file
    "trống.pdf": (b"", "the file is empty."),
    "chỉ dấu cách.txt": (b" \n\t\n \n", "the file is empty."),
    "hỏng.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged PDF file ("),
    "cắt ngắn.docx": (word(PLAN)[:3000], "damaged DOCX"),
    "vòng lặp.pdf": (LOOP, "damaged PDF file ("),
    "ngẫu nhiên.bin": (bytes((n * n + 7 * n) % 251 for n in range(5000)), "the format of this file is not known."),
    "không phải word.docx": (archive({"word/other.xml": "<x/>"}), "no reader for this format: ZIP"),
    "phình to.docx": (swollen(), "too large to read ("),
    "ảnh.png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "damaged PNG file ("),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the summary and the tables of one run over all of them."""
    base = tmp_path_factory.mktemp("bad")
    raw, out = base / "raw", base / "out"
    raw.mkdir()
    for name, data in [*GOOD.items(), *((name, data) for name, (data, _) in BAD.items())]:
        (raw / name).write_bytes(data)
    (raw / "bản sao.txt").write_bytes(GOOD["kế hoạch.txt"])
    (raw / "nén.zip").write_bytes(archive({"ke hoach.txt": PLAN}))
    summary = extract_folder(raw, out, SETTINGS)
    return summary, {table: pq.read_table(out / f"{table}.parquet").to_pylist() for table in ("documents", "findings")}


@pytest.mark.parametrize("name", GOOD)
def test_what_can_be_read_is_read(made, name):
    _, tables = made
    rows = [row for row in tables["documents"] if normalize("NFC", name) in (row["source_path"], *row["also_at"])]
    assert len(rows) == 1
    assert "hồ sơ được giải quyết đúng hạn" in rows[0]["text"]


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_why(made, name):
    summary, tables = made
    assert [row for row in tables["documents"] if row["source_path"] == name] == []
    (finding,) = [row for row in tables["findings"] if row["source_path"] == name]
    assert (finding["code"], finding["severity"]) == ("file-unreadable", "error")
    assert finding["message_en"].startswith(f"{name}: {BAD[name][1]}")
    assert finding["message_vi"].startswith(f"{name}: ")
    (told,) = [told for told in summary.unread if told.path == name]
    assert told.unread.reason not in ("fault", "crashed", "too-slow")


def test_the_same_bytes_twice_are_one_document(made):
    _, tables = made
    (row,) = [row for row in tables["documents"] if row["source_path"] == "bản sao.txt"]
    assert row["also_at"] == ["kế hoạch.txt", "nén.zip/ke hoach.txt"]


@pytest.mark.skipif(not BENCH.exists(), reason="the shared folder of hostile files is not there")
def test_hostile_files_end_with_a_reason(tmp_path):
    summary = extract_folder(BENCH, tmp_path, SETTINGS)
    text = {row["source_path"]: row["text"] for row in pq.read_table(tmp_path / "documents.parquet").to_pylist()}
    reasons = {told.path: told.unread.reason for told in summary.unread if told.unread}
    assert set(text) | set(reasons) == {path.name for path in BENCH.iterdir()}
    assert [path for path, words in text.items() if len(words.strip()) < 10] == []
    assert {path: reason for path, reason in reasons.items() if reason in ("fault", "crashed", "too-slow")} == {}
