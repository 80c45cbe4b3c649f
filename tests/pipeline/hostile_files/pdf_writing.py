"""PDF files written object by object, sound or not; each piece of them may be replaced by something that lies."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from hostile_files.cases import PLAIN_WORDS

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
WORDS = b"BT /F1 11 Tf 60 760 Td (" + PLAIN_WORDS.encode() + b") Tj ET\n"


def stream(data: bytes, more: bytes = b"", *, packed: bool = False, length: int | None = None) -> bytes:
    """Return a stream object."""
    if packed:
        data, more = zlib.compress(data, 9), more + b"/Filter/FlateDecode"
    size = len(data) if length is None else length
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (size, more, data)


def pdf(objects: Mapping[int, bytes] | Sequence[bytes], trailer: bytes = b"", *, root: int = 1) -> bytes:
    """Return a file of these objects, numbered from 1 where they are a list, with an index that is right."""
    numbered = objects if isinstance(objects, Mapping) else dict(enumerate(objects, start=1))
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in numbered.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    index = len(made)
    size = max(numbered, default=0) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        made += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    made += b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, index)
    return bytes(made)


def sheet(
    content: bytes = WORDS,
    *,
    catalog: bytes = CATALOG,
    pages: bytes = PAGES,
    page: bytes = PAGE,
    font: bytes = FONT,
    more: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
    packed: bool = False,
) -> bytes:
    """Return a file of one page; `more` are further objects, from number 6 on."""
    body = content if content.startswith(b"<<") else stream(content, packed=packed)
    return pdf({1: catalog, 2: pages, 3: page, 4: body, 5: font, **(more or {})}, trailer)


def page_like(media_box: bytes = b"[0 0 595 842]", more: bytes = b"", contents: bytes = b"4 0 R") -> bytes:
    """Return a page object with one thing changed."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox%b/Contents %b/Resources<</Font<</F1 5 0 R>>>>%b>>" % (
        media_box,
        contents,
        more,
    )
