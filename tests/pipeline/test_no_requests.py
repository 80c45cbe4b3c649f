"""Whatever a document points to is never asked for: seen by a server that listens, with nothing else in the way.

Here the readers run in this process, without the limits of a worker (test_workers.py), which would refuse as well.
"""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import UnreadableFile
from pipeline.ingest.office import as_docx, office
from pipeline.run.document import process

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass
class Server:
    """A web server on this machine, and what was asked of it."""

    address: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_POST = do_PROPFIND = do_GET  # noqa: N815 - names that the server looks for

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as listening:
        seen = Server(f"http://127.0.0.1:{listening.server_port}")
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield seen
        listening.shutdown()


def _docx(path: Path, body: str, relations: str = "", before: str = "") -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    first = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{first}</Relationships>')
        package.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">'
            f"<w:body>{body}<w:p><w:r><w:t>Kế hoạch năm học</w:t></w:r></w:p></w:body></w:document>",
        )
        package.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
        )


def docx_with_relations(path: Path, address: str) -> None:
    kinds = ("attachedTemplate", "image", "hyperlink", "oleObject", "subDocument", "frame", "styles", "settings")
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds, 2)
    )
    body = (
        '<w:p><w:subDoc r:id="rId6"/><w:hyperlink r:id="rId4"><w:r><w:t>Xem tại đây</w:t></w:r></w:hyperlink>'
        f'<w:r><w:instrText> INCLUDEPICTURE "{address}/field" \\d </w:instrText></w:r></w:p>'
    )
    _docx(path, body, relations)


def docx_with_entity(path: Path, address: str) -> None:
    before = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{address}/entity"><!ENTITY % p SYSTEM "{address}/parameter"> %p;]>'
    _docx(path, "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", before=before)


def docx_with_doctype(path: Path, address: str) -> None:
    _docx(path, "", before=f'<!DOCTYPE w:document SYSTEM "{address}/document.dtd">')


def html(path: Path, address: str) -> None:
    path.write_text(
        f'<html><head><base href="{address}/base/"><link rel="stylesheet" href="{address}/style.css">'
        f'<style>@import url("{address}/import.css"); body {{ background: url({address}/background) }}</style>'
        f'<meta http-equiv="refresh" content="0; url={address}/refresh"><script src="{address}/script.js"></script>'
        f'</head><body background="{address}/body"><p>Kế hoạch năm học</p><img src="{address}/image.png">'
        f'<iframe src="{address}/frame"></iframe><object data="{address}/object"></object>'
        f'<embed src="{address}/embed"><video poster="{address}/poster" src="{address}/video"></video></body></html>',
        encoding="utf-8",
    )


def xhtml_with_entity(path: Path, address: str) -> None:
    path.write_text(
        f'<?xml version="1.0"?><?xml-stylesheet href="{address}/sheet.xsl" type="text/xsl"?>'
        f'<!DOCTYPE html SYSTEM "{address}/html.dtd" [<!ENTITY e SYSTEM "{address}/entity">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Kế hoạch &e;</p></body></html>',
        encoding="utf-8",
    )


def rtf(path: Path, address: str) -> None:
    path.write_text(
        rf"{{\rtf1\ansi{{\*\template {address}/template}}"
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/picture.png" \\d}}{{\fldrslt x}}}}'
        rf'{{\field{{\*\fldinst INCLUDETEXT "{address}/text.docx"}}{{\fldrslt y}}}}'
        rf"{{\object\objautlink{{\*\objclass Word.Document}}{{\*\objdata {address.encode().hex()}}}}}"
        r"Ke hoach nam hoc\par}"
    )


def markdown(path: Path, address: str) -> None:
    path.write_text(
        f"# Kế hoạch năm học\n\n![ảnh]({address}/image.png) [xem]({address}/link)\n\n<img src='{address}/html.png'>\n",
        encoding="utf-8",
    )


def pdf(path: Path, address: str) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(100, 700, "Ke hoach nam hoc")
    canvas.linkURL(f"{address}/link", (90, 690, 300, 720))
    canvas.save()
    action = (
        f"/OpenAction << /S /URI /URI ({address}/open) /Next [<< /S /Launch /F ({address}/launch) >> "
        f"<< /S /GoToR /F ({address}/other.pdf) /D [0 /Fit] >> << /S /SubmitForm /F ({address}/form) >> "
        f"<< /S /JavaScript /JS (app.launchURL\\('{address}/script'\\);) >>] >> "
    )
    data = path.read_bytes()
    path.write_bytes(data.replace(b"/Type /Catalog", action.encode() + b"/Type /Catalog", 1))


def pdf_with_stream_elsewhere(path: Path, address: str) -> None:
    """The content of its page lies in another file, as the format allows."""
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >> endobj\n"
        b"4 0 obj << /Length 0 /F << /FS /URL /F (" + address.encode() + b"/content) >> >> stream\n\nendstream endobj\n"
        b"trailer << /Root 1 0 R >>\n%%EOF\n"
    )


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (docx_with_relations, "ke hoach.docx"),
        (docx_with_entity, "ke hoach.docx"),
        (docx_with_doctype, "ke hoach.docx"),
        (html, "ke hoach.html"),
        (html, "ke hoach.doc"),
        (xhtml_with_entity, "ke hoach.xhtml"),
        (rtf, "ke hoach.rtf"),
        (rtf, "ke hoach.doc"),
        (markdown, "ke hoach.md"),
        (pdf, "ke hoach.pdf"),
        (pdf_with_stream_elsewhere, "ke hoach.pdf"),
    ],
)
def test_reading_a_document_asks_for_nothing(
    write: Callable[[Path, str], None], name: str, server: Server, tmp_path: Path
) -> None:
    write(tmp_path / name, server.address)
    try:
        process(tmp_path / name, name)
    except UnreadableFile as error:
        assert write not in (docx_with_relations, html, rtf, markdown, pdf), error
    assert server.asked == []


@pytest.mark.skipif(office() is None, reason="needs LibreOffice")
@pytest.mark.parametrize("write", [html, rtf, docx_with_relations])
def test_libreoffice_asks_for_nothing(write: Callable[[Path, str], None], server: Server, tmp_path: Path) -> None:
    """Left to itself it fetches the style sheets and the background of a page saved as .doc."""
    write(tmp_path / "ke hoach.doc", server.address)
    with as_docx(tmp_path / "ke hoach.doc", office() or ""):
        assert server.asked == []
