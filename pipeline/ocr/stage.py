"""Which pages of a document are read from their image, and what becomes of the readings.

A clean text layer is never read again.  Where both readings exist the better Vietnamese is kept (pipeline/better.py),
and `method` says which: "ocr:tesserocr-5.5.4:vie", "embedded:pdfium".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from pipeline.better import better
from pipeline.messages import Value, finding
from pipeline.ocr.lines import Laid, lay_out
from pipeline.ocr.page import PageReading
from pipeline.ocr.tessdata import INSTALL
from pipeline.records import Finding, Page, Recognised, Triaged, Unread

# Formats of which every page can be drawn.
_DRAWN = ("application/pdf", "image/png", "image/jpeg", "image/tiff")
_EXAMPLES = 5  # repairs shown to the reader


def wanted(triaged: Triaged) -> tuple[int, ...]:
    """Return the numbers of the pages that are to be read from their image."""
    if triaged.source.media_type not in _DRAWN:
        return ()
    return tuple(page.number for page in triaged.pages if _promises_more(page))


def _promises_more(page: Page) -> bool:
    """Say whether the image of a page may show what its text does not.

    It does not where old codes have become letters, nor where wrong letters ('Ké hoach s6 25') are what is printed: an
    engine that knows Vietnamese would make up marks for them, and read '9O%' for '90%'.
    """
    decoded = page.text_state == "legacy_encoding" and page.decoded_from is not None
    return page.text_state != "clean" and not decoded and not page.drawn_from_text


def recognise(triaged: Triaged, readings: Mapping[int, PageReading | Unread]) -> Recognised:
    """Return the document with the better reading of each page; a page that was not read stays, with a finding."""
    read = {number: reading for number, reading in readings.items() if isinstance(reading, PageReading)}
    tables = [line.table for page in triaged.pages for line in page.lines if line.table is not None]
    laid = lay_out(read, max(tables, default=-1) + 1)
    pages = tuple(
        _chosen(page, read[page.number], laid[page.number]) if page.number in read else page for page in triaged.pages
    )
    return Recognised(
        triaged.source,
        _origin(triaged, pages),
        pages,
        (*triaged.findings, *_not_read(readings), *_repaired(pages, laid)),
    )


def _chosen(page: Page, reading: PageReading, laid: Laid) -> Page:
    choice = better(page.lines, laid.lines)
    page = replace(
        page,
        reason_vi=f"{page.reason_vi}; {choice.reason_vi}",
        reason_en=f"{page.reason_en}; {choice.reason_en}",
    )
    engine = f"ocr:{reading.engine}:{reading.data}"
    if choice.kept == "embedded":
        # Nothing in the file and nothing in the picture: the back of a sheet with the mark of a seal.
        return page if page.raw_text.strip() or laid.lines else replace(page, method=engine)
    return replace(
        page,
        lines=choice.lines,
        raw_text=laid.as_read if choice.kept == "ocr" else page.raw_text,
        method=engine if choice.kept == "ocr" else f"{page.method}+{engine}",
        ocr_confidence=laid.confidence,
        turn=reading.turn if choice.kept == "ocr" else page.turn,
        width=page.width or reading.width,
        height=page.height or reading.height,
    )


def _origin(triaged: Triaged, pages: tuple[Page, ...]) -> Literal["embedded", "ocr", "mixed", "plain"]:
    from_image = sum(page.method.startswith("ocr:") for page in pages)
    if not from_image:
        return triaged.text_origin
    others = [page for page in pages if not page.method.startswith("ocr:") and page.raw_text.strip()]
    return "mixed" if others else "ocr"


def _repaired(pages: Sequence[Page], laid: Mapping[int, Laid]) -> Iterator[Finding]:
    """Yield a finding that tells what was repaired in the pages whose reading was kept, most frequent first."""
    mends = [mend for page in pages if page.method.startswith("ocr:") for mend in laid[page.number].mends]
    if mends:
        often = Counter((mend.seen, mend.meant) for mend in mends).most_common(_EXAMPLES)
        examples = ", ".join(f"“{seen}” → “{meant}”" for (seen, meant), _ in often)
        yield finding("ocr-repaired", {"count": len(mends), "examples": examples})


def _not_read(readings: Mapping[int, PageReading | Unread]) -> list[Finding]:
    """Return a finding for each page that could not be read; one for the document where no engine is installed."""
    found = []
    failed = {number: failure for number, failure in readings.items() if isinstance(failure, Unread)}
    missing = [number for number, failure in failed.items() if failure.reason == "missing"]
    if missing:
        why = failed[missing[0]]
        values: dict[str, Value] = {"vi": why.message_vi, "en": why.message_en, "install": INSTALL}
        found.append(finding("ocr-missing", {"count": len(missing), **values}, page=missing[0]))
    for number, failure in failed.items():
        if failure.reason != "missing":
            said: dict[str, Value] = {"vi": failure.message_vi, "en": failure.message_en}
            found.append(finding("ocr-failed", said, page=number))
    return found
