"""Plain text: one Line for each line of the file, blanks at its start kept; a form feed starts a page.

Leading tabs are kept because they are all that is left of a table pasted into Notepad, one cell a line
('\\t\\tTháng 2/2023'); whether a line goes on in the next is for the stage that makes the reading text.
"""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import EmptyFile, TooLarge
from pipeline.ingest.charset import Decoded, decode
from pipeline.ingest.losses import counted
from pipeline.ingest.pdf_limits import MAX_PAGES
from pipeline.records import Finding, Ingested, Line, RawPage, Source

_LINE_END = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")


def read_plain(path: Path, source: Source) -> Ingested:
    """Return the lines of the text file, page by page."""
    decoded = decode(path.read_bytes())
    parts = decoded.text.split("\f")
    while parts and not parts[-1].strip():
        parts.pop()  # a form feed at the end of the file starts no page
    if not any(part.strip() for part in parts):
        raise EmptyFile(source.path)
    if len(parts) > MAX_PAGES:
        raise TooLarge(source.path, f"{len(parts)} pages, limit {MAX_PAGES}")
    pages = tuple(
        RawPage(number, tuple(counted(_lines(part), source.path)), f"plain:{decoded.encoding}")
        for number, part in enumerate(parts, start=1)
    )
    return Ingested(source, "plain", pages, broken_letters(decoded))


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = False
    for raw in _LINE_END.split(text):
        is_cell = raw.startswith("\t")  # an empty cell of such a table holds its tab alone
        if raw.strip() or is_cell:
            lines.append(Line(raw.rstrip() or "\t", gap_before=gap))
        gap = not raw.strip() and not is_cell
    return lines


def broken_letters(decoded: Decoded) -> tuple[Finding, ...]:
    """Return the finding for letters that no encoding could read, if there are any."""
    if not decoded.broken:
        return ()
    return (
        Finding(
            code="letters-lost",
            severity="warning",
            message_vi=f"{decoded.broken} ký tự không đọc được theo mã {decoded.encoding}; hiện dưới dạng '\ufffd'.",
            message_en=f"{decoded.broken} letters could not be read as {decoded.encoding}; they show as '\ufffd'.",
        ),
    )
