"""The right reader for each file, and an explanation where there is none."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import pipeline.ingest
from pipeline.errors import (
    CannotOpen,
    DamagedFile,
    EncryptedFile,
    NoPermission,
    TooLarge,
    UnknownFormat,
    UnreadableFile,
    UnsupportedFormat,
)
from pipeline.ingest import ingest

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_source(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch 2025.pdf"
    path.write_text("Kế hoạch", encoding="utf-8")
    source = ingest(path, "thư mục/kế hoạch 2025.pdf", ("bản sao.txt",)).source
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.doc_id == source.sha256[:16]
    assert (source.path, source.also_at) == ("thư mục/kế hoạch 2025.pdf", ("bản sao.txt",))
    assert (source.media_type, source.size) == ("text/plain", path.stat().st_size)


@pytest.mark.parametrize(
    ("data", "origin", "method"),
    [
        pytest.param("Kế hoạch".encode(), "plain", "plain:utf-8", id="text"),
        pytest.param("# Kế hoạch\n".encode(), "plain", "plain:utf-8", id="Markdown"),
        pytest.param("<html><p>Kế hoạch</p></html>".encode(), "plain", "plain:html", id="HTML"),
        pytest.param(rb"{\rtf1 K\u7871? ho\u7841?ch}", "embedded", "embedded:rtf", id="RTF"),
    ],
)
def test_readers(tmp_path: Path, data: bytes, origin: str, method: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    ingested = ingest(path, "file")
    assert (ingested.text_origin, ingested.pages[0].method) == (origin, method)
    assert [line.text for line in ingested.pages[0].lines] == ["Kế hoạch"]


@pytest.mark.parametrize(
    ("data", "error", "what_to_do"),
    [
        pytest.param(OLE, UnsupportedFormat, "Microsoft Office 97-2003. Open it and save it as .docx", id="old Excel"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFile, "save a copy without", id="password"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(9), DamagedFile, "JPEG file", id="a broken photograph"),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(9), UnsupportedFormat, "HEIC. Save the picture as JPEG", id="HEIC"),
        pytest.param(b"Rar!\x1a\x07\x01\0", UnsupportedFormat, "RAR. Unpack it and put", id="RAR"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\0\4", UnsupportedFormat, "7z. Unpack it and put", id="7z"),
        pytest.param(bytes(range(256)) * 9, UnknownFormat, "see whether it opens at all".capitalize(), id="noise"),
    ],
)
def test_explanations(tmp_path: Path, data: bytes, error: type[UnreadableFile], what_to_do: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(error) as raised:
        ingest(path, "kế hoạch.docx")
    assert what_to_do.lower() in raised.value.message_en.lower()
    assert raised.value.message_en.startswith("kế hoạch.docx: ")
    assert raised.value.message_vi.startswith("kế hoạch.docx: ") and "ãy" in raised.value.message_vi
    assert raised.value.code == "file-unreadable"


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"mất\.txt: cannot open the file"):
        ingest(tmp_path / "mất.txt", "mất.txt")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen):
        ingest(tmp_path, "thư mục")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "file"
    path.write_text("a", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NoPermission, match=r"khóa\.txt: no permission"):
        ingest(path, "khóa.txt")


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_text("a" * 100, encoding="utf-8")
    monkeypatch.setattr(pipeline.ingest, "MAX_FILE_BYTES", 10)
    with pytest.raises(TooLarge):
        ingest(path, "to.txt")


def test_real_documents(shared: Path) -> None:
    """Every file but PDF gives text; signs of Markdown and of Word are gone from it."""
    files = [
        path for path in sorted((shared / "documents").iterdir()) if path.suffix in {".md", ".docx", ".doc", ".rtf"}
    ]
    assert len(files) > 50
    for path in files:
        (page,) = ingest(path, path.name).pages
        text = "\n".join(line.text for line in page.lines)
        assert len(text) > 2_000 and "[bookmark" not in text and (path.suffix != ".md" or "**" not in text)
        assert all(line.text == " | ".join(line.cells) for line in page.lines if line.kind == "row")


@pytest.mark.parametrize("number", ["111", "116", "123", "130", "135"])
def test_letterheads_of_web_pages(shared: Path, number: str) -> None:
    (path,) = (shared / "documents").glob(f"{number}_*.md")
    first = [line for line in ingest(path, path.name).pages[0].lines[:9] if line.kind == "line"]
    texts = [line.text for line in first]
    assert texts[-2:][0] == "Độc lập - Tự do - Hạnh phúc" and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts
    assert any(text.startswith("Số: ") for text in texts) and " tháng 1" in texts[-1]
