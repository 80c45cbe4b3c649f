"""What is drawn on a PDF page besides letters: rulings, pictures, or nothing; and how much of it there is.

Only boxes are looked at, and no picture is decoded, so this costs less than a third of reading the text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

# Points. A ruling is thinner than any line of print and longer than a dash or the stroke of a letter drawn as a path.
_THIN = 3.0
_LONG = 12.0
# Rulings each way that could make a table: the rules under a letterhead and over footnotes only lie, never stand.
_ENOUGH = 2
_RECTANGLE = 5  # segments of a rectangle: a start, three or four lines
# Forms stand in forms where one program prints the pages of another; deeper ones are made to exhaust readers.
_DEPTH = 4


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
    sides = [ctypes.c_float() for _ in range(4)]
    for item, kind in _objects(page):
        objects += 1
        if objects > most:
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        inked = True
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in sides)):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
        elif right - left > _LONG or top - bottom > _LONG:
            # What is large both ways is a frame, or many rulings drawn in one go; a filled rectangle is shading.
            large = right - left > _LONG and top - bottom > _LONG and not _is_shading(item)
            lying += top - bottom <= _THIN or large
            standing += right - left <= _THIN or large
    area = max(width * height, 1.0)
    return Marks(lying >= _ENOUGH and standing >= _ENOUGH, min(pictured / area, 1.0), inked, objects)


def _is_shading(path: Any) -> bool:
    """Tell whether a path is one filled area without an outline: the ground behind words."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(drawn) and not stroke.value and raw.FPDFPath_CountSegments(path) <= _RECTANGLE


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int]]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, index), _DEPTH)


def _within(item: Any, depth: int) -> Iterator[tuple[Any, int]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM or depth == 0:
        yield item, kind
        return
    for index in range(raw.FPDFFormObj_CountObjects(item)):
        yield from _within(raw.FPDFFormObj_GetObject(item, index), depth - 1)
