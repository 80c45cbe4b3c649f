"""The print on a page in pieces: stretches of letters on one line with no wide gap in them.

A line of prose is one piece, a row of a letterhead two, a line of a list as many as it has columns.  How pieces make
columns is found in columns.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.components import Components, Ints, components
from pipeline.ocr.ink import Ink, Mask, long_runs
from pipeline.ocr.rings import rings

# Millimetres.
_LOWEST = 1.4  # small letters of 10 pt; marks, dots, commas and specks are lower, and hang between the lines
_TALLEST = 10.0  # capitals of a title with their marks; strokes of a signature and seals are taller
_SEAL = 18.0  # width and height at least of what is left of a seal's ring; letters in it are no print
_GAP = 2.8  # 8 points: words stand 4 apart, in loose lines 8; columns of a letterhead 10 and more


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of print, in points of the grid; `letters` is how many parts of ink it has."""

    left: int
    top: int
    right: int
    bottom: int
    letters: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> int:
        return self.right - self.left


def pieces(ink: Ink) -> list[Piece]:
    """Return the pieces of a page from top to bottom."""
    parts = components(ink.letters)
    chosen = (parts.height >= ink.of(_LOWEST)) & (parts.height <= ink.of(_TALLEST)) & ~_in_seals(parts, ink)
    left, top, right, bottom = (side[chosen] for side in (parts.left, parts.top, parts.right, parts.bottom))
    # Lines that touch, 'g' over 'Ế', do so above and below the middle of their letters.
    quarter = (bottom - top) // 4
    middles = filled(ink.mask.shape, left, top + quarter, right, bottom - quarter)
    lines = components(~long_runs(~middles, ink.of(_GAP)))
    piece = lines.labels[(top + bottom) // 2, left] - 1
    count = len(lines)
    box = np.stack([np.full(count, 1 << 30), np.full(count, 1 << 30), np.zeros(count), np.zeros(count)]).astype(np.intp)
    np.minimum.at(box[0], piece, left)
    np.minimum.at(box[1], piece, top)
    np.maximum.at(box[2], piece, right)
    np.maximum.at(box[3], piece, bottom)
    letters = np.bincount(piece, minlength=count)
    found = [
        Piece(int(x0), int(y0), int(x1), int(y1), int(number))
        for x0, y0, x1, y1, number in zip(*box, letters, strict=True)
        if number
    ]
    return sorted(found, key=lambda piece: piece.middle)


def _in_seals(parts: Components, ink: Ink) -> NDArray[np.bool_]:
    """Tell which parts stand inside the ring of a seal."""
    inside = np.zeros(len(parts), dtype=bool)
    large = np.minimum(parts.width, parts.height) >= ink.of(_SEAL)
    if large.any():
        x, y = (parts.left + parts.right) / 2, (parts.top + parts.bottom) / 2
        for ring in rings(parts.painted(large), ink.millimetre):
            inside |= np.hypot(x - ring.x, y - ring.y) <= ring.radius
    return inside


def filled(shape: tuple[int, int], left: Ints, top: Ints, right: Ints, bottom: Ints) -> Mask:
    """Return a mask of the boxes."""
    change = np.zeros((shape[0] + 1, shape[1] + 1), dtype=np.int32)
    np.add.at(change, (top, left), 1)
    np.add.at(change, (bottom, right), 1)
    np.add.at(change, (top, right), -1)
    np.add.at(change, (bottom, left), -1)
    covered: Mask = change.cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0
    return covered
