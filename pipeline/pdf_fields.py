"""What was put on a PDF page after it was written: number and date filled in by the clerk, and marks of signing.

Documents signed by machine leave room for number and date ('Số:      /QĐ-UBND', 'ngày    tháng    năm 2025'); the
clerk's program sets them into fields upon the page, which are no part of its text.  The same programs put marks of
signing there ('Ký bởi: … Thời gian ký: 05/01/2026 08:15:24 +07:00') and pictures of seal and signature.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.pdf_objects import Rect, children, drawn_by, matrix_of, rect_of

# Kinds of annotation that may print words: typed text, stamps, form fields; not links, highlights or sticky notes.
_PRINTING = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET)
# '08:15:24' is a computer's way of telling the time; clerks write days only.
_SIGNING = re.compile(
    r"\d\d:\d\d:\d\d|\bKý (?:bởi|số)\b|\bNgười ký\b|\bThời gian ký\b|\bSAO (?:Y|LỤC)\b|\bsigned\b|\bSignature\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FillIn:
    """Words filled in on the page; `box`: left, bottom, right and top in the coordinates of the file."""

    text: str
    box: Rect


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in the fields of a page; `stamps` are the texts of marks of signing."""

    fill_ins: tuple[FillIn, ...] = ()
    stamps: tuple[str, ...] = ()


def open_page(document: pdfium.PdfDocument, index: int, *, print_fill_ins: bool) -> tuple[pdfium.PdfPage, Fields]:
    """Return a page (from 0) without marks of signing, and what stands in its fields.

    With `print_fill_ins` the words filled in become part of the page, to be drawn with it; else they are given apart
    only.  Raises PdfiumError where the page cannot be loaded.
    """
    page = document[index]
    if not any(_prints_words(page, number) for number in range(raw.FPDFPage_GetAnnotCount(page))):
        return page, Fields()
    before = raw.FPDFPage_CountObjects(page)
    done = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    page = document[index]
    if done != raw.FLATTEN_SUCCESS:
        return page, Fields()
    text_page = page.get_textpage()
    added = [raw.FPDFPage_GetObject(page, n) for n in range(before, raw.FPDFPage_CountObjects(page))]
    fill_ins: list[FillIn] = []
    stamps: list[str] = []
    unwanted: list[tuple[Any, Any]] = []
    for form in added:
        base = matrix_of(form)
        for item in children(form):
            words = list(_words(item, base, text_page))
            text = "\n".join(w.text for w in words)
            is_stamp = not words or _SIGNING.search(text) is not None
            if not is_stamp:
                fill_ins += words
            elif words:
                stamps.append(text)
            if is_stamp or not print_fill_ins:
                unwanted.append((form, item))
    text_page.close()
    for form, item in unwanted:
        if raw.FPDFFormObj_RemoveObject(form, item):
            raw.FPDFPageObj_Destroy(item)
    return page, Fields(tuple(fill_ins), tuple(stamps))


def _prints_words(page: pdfium.PdfPage, number: int) -> bool:
    note = raw.FPDFPage_GetAnnot(page, number)
    try:
        return raw.FPDFAnnot_GetSubtype(note) in _PRINTING and any(
            kind == raw.FPDF_PAGEOBJ_TEXT
            for n in range(raw.FPDFAnnot_GetObjectCount(note))
            for _, kind, _ in drawn_by(raw.FPDFAnnot_GetObject(note, n), None)
        )
    finally:
        raw.FPDFPage_CloseAnnot(note)


def _words(field: Any, base: pdfium.PdfMatrix, text_page: pdfium.PdfTextPage) -> Iterator[FillIn]:
    """Yield the words printed by a field; `base` leads from where it stands to the page."""
    for item, kind, inner in drawn_by(field, base):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            text = " ".join(_text(item, text_page).split())
            rect = rect_of(item, inner)
            if text and rect:
                yield FillIn(text, rect)


def _text(item: Any, text_page: pdfium.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(item, text_page, None, 0)
    units = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(item, text_page, units, size)
    return bytes(units).decode("utf-16-le", errors="replace").rstrip("\0")
