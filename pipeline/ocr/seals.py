"""Seals in black on copies: found at the foot of a page, and what is of them alone taken off.

Their letters run round and are read as rubbish beside the post and the name that they were put on.  Seals in colour
are gone before (stamps.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.ocr.components import Components, components
from pipeline.ocr.ink import Ink
from pipeline.ocr.pieces import Piece
from pipeline.ocr.rings import Ring, rings
from pipeline.ocr.ruled import RuledTable

# Millimetres.
_ARC = 8.0  # parts of a broken ring are as long; letters are shorter
_STROKES = 12.0  # both ways: where nothing is as large there is neither seal nor signature
_BESIDE = 5.0  # of print, where letters that touch a stroke stand
_LETTERS = 3  # a stretch of print that goes beyond the seal has so many


def without_seals(
    image: Image.Image, ink: Ink, pieces: Sequence[Piece], tables: Sequence[RuledTable], below: float
) -> tuple[Image.Image, list[Piece]]:
    """Return the image and its pieces without the seals below a height, given in millimetres, beside tables."""
    top = round(below * ink.millimetre)
    mask = ink.mask[top:].copy()
    for table in tables:
        x0, y0, x1, y1 = table.box
        mask[max(0, y0 - top) : max(0, y1 - top), x0:x1] = False
    parts = components(mask)
    if not (np.minimum(parts.width, parts.height) >= ink.of(_STROKES)).any():
        return image, list(pieces)
    arcs = parts.painted(np.maximum(parts.width, parts.height) >= ink.of(_ARC))
    found = rings(arcs, ink.millimetre, whole=True)
    left = [piece for piece in pieces if not any(_inside(piece, ring, ink, top) for ring in found)]
    chosen = np.zeros(len(parts), dtype=bool)
    for ring in found:
        chosen |= _within(parts, ring)
    for piece in left:
        if piece.letters >= _LETTERS:
            chosen &= ~_in_piece(parts, piece, ink, top)
    if not chosen.any():
        return image, left
    cover = Image.fromarray(parts.painted(chosen).astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(3))
    cover = cover.resize((cover.width * ink.step, cover.height * ink.step), Image.Resampling.NEAREST)
    cleaned = image.copy()
    cleaned.paste(255, (0, top * ink.step), cover.crop((0, 0, image.width, image.height - top * ink.step)))
    return cleaned, left


def _inside(piece: Piece, ring: Ring, ink: Ink, top: int) -> bool:
    scale = ink.millimetre
    x = max(ring.x - piece.left * scale, piece.right * scale - ring.x)
    y = max(ring.y + top - piece.top * scale, piece.bottom * scale - top - ring.y)
    return bool(np.hypot(x, y) <= ring.radius)


def _within(parts: Components, ring: Ring) -> NDArray[np.bool_]:
    x = np.maximum(ring.x - parts.left, parts.right - ring.x)
    y = np.maximum(ring.y - parts.top, parts.bottom - ring.y)
    inside: NDArray[np.bool_] = np.hypot(x, y) <= ring.radius
    # The corners of the ring's own box lie outside of it.
    inside |= (np.maximum(x, y) <= ring.radius) & (np.minimum(x, y) > ring.radius / 2)
    return inside


def _in_piece(parts: Components, piece: Piece, ink: Ink, top: int) -> NDArray[np.bool_]:
    scale = ink.millimetre
    x, y = (parts.left + parts.right) / 2, (parts.top + parts.bottom) / 2 + top
    inside = ((piece.left - _BESIDE) * scale <= x) & (x <= (piece.right + _BESIDE) * scale)
    inside &= (piece.top * scale - parts.height <= y) & (y <= piece.bottom * scale + parts.height)
    return inside & (parts.height <= 1.5 * (piece.bottom - piece.top) * scale)
