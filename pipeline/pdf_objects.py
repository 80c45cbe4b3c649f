"""What is drawn on a PDF page, thing by thing, also within forms; places are in the coordinates of the file."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

# Forms stand in forms where one program prints the pages of another; deeper ones are made to exhaust readers. The
# fields that clerks fill in have four storeys.
DEPTH = 6

Rect = tuple[float, float, float, float]  # left, bottom, right, top
Drawn = tuple[Any, int, pdfium.PdfMatrix | None]  # the thing, its kind, and what leads from its form to the page


def drawn_on(page: pdfium.PdfPage) -> Iterator[Drawn]:
    """Yield all that is drawn on a page, forms replaced by what they hold."""
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        yield from drawn_by(raw.FPDFPage_GetObject(page.raw, index), None)


def drawn_by(item: Any, base: pdfium.PdfMatrix | None, depth: int = DEPTH) -> Iterator[Drawn]:
    """Yield a thing, or all that it holds where it is a form; `base` leads from where it stands to the page."""
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM or depth == 0:
        yield item, kind, base
        return
    inner = matrix_of(item)
    inner = inner.multiply(base) if base else inner
    for child in children(item):
        yield from drawn_by(child, inner, depth - 1)


def children(form: Any) -> list[Any]:
    """Return what stands directly in a form; nothing where it is none."""
    if raw.FPDFPageObj_GetType(form) != raw.FPDF_PAGEOBJ_FORM:
        return []
    return [raw.FPDFFormObj_GetObject(form, n) for n in range(raw.FPDFFormObj_CountObjects(form))]


def matrix_of(item: Any) -> pdfium.PdfMatrix:
    """Return what leads from within a thing to where it stands."""
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return pdfium.PdfMatrix(found.a, found.b, found.c, found.d, found.e, found.f)


def rect_of(item: Any, base: pdfium.PdfMatrix | None) -> Rect | None:
    """Return the box of a thing, or None where it has none."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    if base is None:
        return left, bottom, right, top
    found: Rect = base.on_rect(left, bottom, right, top)
    return found
