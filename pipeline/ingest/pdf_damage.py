"""Which parts of a PDF file are damaged, or told of and not there: pdfium reads what it can and is silent of the rest.

Told from the bytes (pdf_bytes.py): streams have checksums, and the tree of pages names its pages.  What is sound takes
no time worth naming; a page is looked for only where something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.ingest.losses import cut_off, damaged, damaged_pages
from pipeline.ingest.pdf_bytes import PdfBytes, Stream, in_order, references
from pipeline.ingest.pdf_limits import MAX_PAGES, MAX_UNPACKED
from pipeline.records import Finding

_ROOT = re.compile(rb"/Root\s+(\d+)\s+\d+\s+R")
_PAGES = re.compile(rb"/Pages\s+(\d+)\s+\d+\s+R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)")
_IS_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_NOT_TEXT = re.compile(rb"/Type\s*/(?:Metadata|EmbeddedFile)|/Alternate\b|/FunctionType")
_PICTURE_END = {b"DCTDecode": b"\xff\xd9", b"DCT": b"\xff\xd9"}
_TAIL = 64  # bytes after the end of a picture that some programs leave


def damage(file: PdfBytes, read: int) -> Iterator[Finding]:
    """Yield what is lost of a file of which pdfium sees `read` pages."""
    if file.encrypted:
        return
    broken = {number for number, stream in file.streams.items() if not _is_sound(file, stream)}
    packed = file.data.find(b"/ObjStm") >= 0  # then the pages that stand in it cannot be seen here
    pages = list(_pages(file)) if broken or not packed else []
    lost = [
        number
        for number, page in enumerate(pages[:read], start=1)
        if any(content in broken or content not in file.objects for content in _contents(file, page))
    ]
    if len(pages) > read and not packed:
        yield cut_off(f"đọc được {read} trong {len(pages)} trang", f"{read} of {len(pages)} pages can be read")
    drawn = {content for page in pages for content in _contents(file, page)}
    others = broken - drawn
    if lost:
        yield damaged_pages(lost)
    if others or (broken and not lost):
        count = len(others) or len(broken)
        yield damaged(f"{count} luồng dữ liệu", f"{count} streams of data")


def _is_sound(file: PdfBytes, stream: Stream) -> bool:
    if stream.is_font or _NOT_TEXT.search(stream.head):
        return True  # letters have their names elsewhere
    end = _PICTURE_END.get(stream.filters[-1]) if stream.filters else None
    if end is None:
        return file.measured(stream, MAX_UNPACKED)[1]
    found = file.unpacked(stream, MAX_UNPACKED)
    return found.sound and end in found.data[-_TAIL:]


def _pages(file: PdfBytes) -> Iterator[bytes]:
    """Yield what the pages say that the tree leads to; none where its objects are packed."""
    root = _ROOT.findall(file.data)
    tree = _PAGES.search(file.definition(int(root[-1]))) if root else None
    left = [int(tree[1])] if tree else []
    seen: set[int] = set()
    while left and len(seen) <= 2 * MAX_PAGES:
        number = left.pop()
        said = file.definition(number)
        kids = _KIDS.search(said)
        if kids and number not in seen:
            left += reversed(references(kids[1]))
        elif _IS_PAGE.search(said):
            yield said
        seen.add(number)


def _contents(file: PdfBytes, page: bytes) -> list[int]:
    """Return the numbers of the streams that a page draws."""
    found = _CONTENTS.search(page)
    if found is None:
        return []
    if found[1] is not None:
        return in_order(references(found[1]))
    number = int(found[2])
    said = b"" if number in file.streams else file.definition(number).strip()
    return in_order(references(said)) if said.startswith(b"[") else [number]
