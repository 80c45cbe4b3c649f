"""Formats by their bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import DamagedFile, EmptyFile
from pipeline.ingest import detect
from pipeline.ingest.detect import detect as media_type_of


def archive(*names: str, mimetype: str | None = None) -> bytes:
    """Return a ZIP archive with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        if mimetype:
            opened.writestr("mimetype", mimetype)
        for name in names:
            opened.writestr(name, "<x/>")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MARKDOWN = "## KẾ HOẠCH\n\nNội dung **quan trọng** và **cấp bách**.\n"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        pytest.param("a.docx", b"%PDF-1.7\n", detect.PDF, id="a PDF called Word"),
        pytest.param("a.pdf", b"stamp of a gateway\n%PDF-1.4\n", detect.PDF, id="PDF after other bytes"),
        pytest.param("a.pdf", archive("[Content_Types].xml", "word/document.xml"), detect.DOCX, id="Word called PDF"),
        pytest.param("a.docx", archive("[Content_Types].xml", "xl/workbook.xml"), detect.XLSX, id="Excel called Word"),
        pytest.param("a.odt", archive("content.xml", mimetype=detect.ODT), detect.ODT, id="OpenDocument"),
        pytest.param("a.docx", archive("ke-hoach.txt"), detect.ZIP, id="an archive of files"),
        pytest.param("a.docx", OLE + "WordDocument".encode("utf-16-le"), detect.DOC, id="old Word called new"),
        pytest.param("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), detect.ENCRYPTED_OFFICE, id="password"),
        pytest.param("a.xls", OLE + "Workbook".encode("utf-16-le"), detect.OLE, id="old Excel"),
        pytest.param("a.doc", b"{\\rtf1\\ansi K\\u7871?}", detect.RTF, id="RTF called Word"),
        pytest.param("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(20), detect.PNG, id="PNG"),
        pytest.param("a.pdf", b"\xff\xd8\xff\xe0" + bytes(20), detect.JPEG, id="JPEG"),
        pytest.param("a.pdf", b"II*\x00" + bytes(20), detect.TIFF, id="TIFF"),
        pytest.param("a.bmp", b"BM\x36\x10\x00\x00" + bytes(40), detect.OTHER_IMAGE, id="bitmap"),
        pytest.param("a.txt", b"BM 01: Bieu mau bao cao cua nha truong", detect.PLAIN, id="a text that begins BM"),
        pytest.param("a.doc", "<!-- x --><html><p>Kế hoạch</p></html>".encode(), detect.HTML, id="page called Word"),
        pytest.param("a.txt", b"<div><p>a</p><p>b</p></div>", detect.HTML, id="part of a page"),
        pytest.param("a.xml", b"<?xml version='1.0'?><a/>", detect.XML, id="XML"),
        pytest.param("a.txt", MARKDOWN.encode(), detect.MARKDOWN, id="Markdown called text"),
        pytest.param("a.txt", b"|\nSTT\n|\nA\n|\n|\n1\n|\nB\n|\n", detect.MARKDOWN, id="bars on lines of their own"),
        pytest.param("a.txt", b"| STT | A |\n|---|---|\n| 1 | B |\n", detect.MARKDOWN, id="pipe table"),
        pytest.param("a.md", "Kế hoạch năm 2025".encode(), detect.MARKDOWN, id="the name decides without a sign"),
        pytest.param("a.txt", "- một\n* hai\n1. ba **x**\n".encode(), detect.PLAIN, id="lists are no sign"),
        pytest.param("a.txt", "Kế hoạch năm 2025".encode("utf-16"), detect.PLAIN, id="UTF-16"),
        pytest.param("a.pdf", bytes(range(256)) * 8, detect.UNKNOWN, id="bytes without sense"),
    ],
)
def test_detect(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert media_type_of(path, name) == media_type


@pytest.mark.parametrize(
    "data", [pytest.param(b"", id="no byte"), pytest.param(b"\xef\xbb\xbf \r\n\t\n", id="a mark and blanks")]
)
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(EmptyFile, match=r"kế hoạch\.pdf: the file is empty"):
        media_type_of(path, "kế hoạch.pdf")


def test_an_archive_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(archive("[Content_Types].xml", "word/document.xml")[:60])
    with pytest.raises(DamagedFile, match=r"a\.docx: damaged DOCX/ZIP file"):
        media_type_of(path, "a.docx")
