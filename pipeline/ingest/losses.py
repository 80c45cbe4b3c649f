"""What a reader says of the parts of a file that are gone: damaged, cut off, or in a form that is not read.

A file of which something can be read is read, and what is missing is told; a file of which nothing can is an
UnreadableFile (errors).  The reader of each format knows how its damage shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.errors import TooLarge
from pipeline.page_findings import page_ranges
from pipeline.records import Finding, Line

# A bound volume of 3,000 pages has 120,000 lines; a line takes a kilobyte on its way to the tables.
MAX_LINES = 150_000


def counted(lines: Iterable[Line], name: str) -> Iterator[Line]:
    """Yield the lines of a document; raise TooLarge where they are more than any document has."""
    for number, line in enumerate(lines, start=1):
        if number > MAX_LINES:
            raise TooLarge(name, f"> {MAX_LINES} lines")
        yield line


def damaged(vi: str, en: str) -> Finding:
    """Say that a part of the file is damaged, which is named."""
    return Finding(
        "file-damaged",
        "warning",
        f"Tệp bị hỏng một phần ({vi}); có thể thiếu hoặc sai chữ. Hãy mở tệp, so lại, hoặc xin lại tệp.",
        f"A part of the file is damaged ({en}); words may be missing or wrong. Open and compare it, "
        "or ask for the file anew.",
    )


def damaged_pages(pages: Sequence[int]) -> Finding:
    """Say of pages that what is drawn on them cannot be unpacked whole."""
    return Finding(
        "page-unreadable",
        "error",
        f"Trang {page_ranges(pages)} bị hỏng trong tệp; nội dung có thể bị thiếu. "
        "Hãy mở tệp bằng phần mềm khác và so lại, hoặc xin lại tệp.",
        f"Page(s) {page_ranges(pages)} are damaged in the file; what they say may be missing. "
        "Open the file in another program and compare, or ask for it anew.",
        page=pages[0],
    )


def cut_off(vi: str, en: str) -> Finding:
    """Say that the file ends before its end, and how that shows."""
    return Finding(
        "file-cut-off",
        "error",
        f"Tệp bị cắt giữa chừng ({vi}); phần sau bị mất. Hãy sao chép lại hoặc xin lại tệp.",
        f"The file breaks off ({en}); what came after is lost. Copy it again, or ask for the file anew.",
    )


def left_out(vi: str, en: str) -> Finding:
    """Say that a part of the file was not read, though it may hold text."""
    return Finding(
        "part-unreadable",
        "warning",
        f"Một phần của tệp không đọc được ({vi}). Hãy mở tệp, chép phần đó vào văn bản và lưu lại.",
        f"A part of the file was not read ({en}). Open the file, put that part into the text and save it again.",
    )
