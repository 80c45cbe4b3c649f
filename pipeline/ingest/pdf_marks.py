"""What is drawn on a PDF page besides letters: rulings, pictures, or nothing; and how much of it there is.

Only boxes are looked at, and no picture is decoded, so this costs less than a third of reading the text.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.pdf_objects import drawn_on, rect_of

# Points. A ruling is thinner than any line of print and longer than a dash or the stroke of a letter drawn as a path.
_THIN = 3.0
_LONG = 12.0
# Rulings each way that could make a table: the rules under a letterhead and over footnotes only lie, never stand.
_ENOUGH = 2
_RECTANGLE = 5  # segments of a rectangle: a start, three or four lines


@dataclass(frozen=True, slots=True)
class Marks:
    """`pictured` is the share of the page under pictures, 0..1."""

    ruled: bool
    pictured: float
    inked: bool
    objects: int


def marks(page: pdfium.PdfPage, most: int) -> Marks:
    """Return what is drawn on a page; looking stops after `most` objects."""
    width, height = page.get_size()
    lying = standing = objects = 0
    inked = False
    pictured = 0.0
    for item, kind, base in drawn_on(page):
        objects += 1
        if objects > most:
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        inked = True
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        rect = rect_of(item, base)
        if rect is None:
            continue
        left, bottom, right, top = rect
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
        elif right - left > _LONG and top - bottom > _LONG:
            drawn = _large(item)
            lying += drawn
            standing += drawn
        else:
            lying += right - left > _LONG and top - bottom <= _THIN
            standing += top - bottom > _LONG and right - left <= _THIN
    area = max(width * height, 1.0)
    return Marks(lying >= _ENOUGH and standing >= _ENOUGH, min(pictured / area, 1.0), inked, objects)


def _large(path: Any) -> int:
    """Return how many rulings each way a path is that is large both ways.

    It is a frame, or all the rulings of a table drawn in one go; filled without an outline it is the ground of words.
    """
    if raw.FPDFPath_CountSegments(path) > _RECTANGLE:
        return _ENOUGH
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return int(not drawn or bool(stroke.value))
