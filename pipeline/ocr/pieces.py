"""The print on a page in pieces: stretches of letters on one line with no wide gap in them.

A line of prose is one piece, a row of a letterhead two, a line of a list as many as it has columns.  How pieces make
columns is found in columns.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.ocr.components import Ints, components
from pipeline.ocr.ink import Ink, Mask, long_runs

# Millimetres.
_LEAST = 0.9  # commas and dashes, which join what stands beside them; dots and specks are smaller
_LOWEST = 1.4  # small letters of 10 pt; marks and commas are lower, and hang between the lines
_TALLEST = 10.0  # capitals of a title with their marks; strokes of a signature and seals are taller
_GAP = 2.8  # 8 points: words stand 4 apart, in loose lines 8; columns of a letterhead 10 and more


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of print, in millimetres from the top left; `letters` is how many parts of ink it has."""

    left: float
    top: float
    right: float
    bottom: float
    letters: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


def pieces(ink: Ink) -> list[Piece]:
    """Return the pieces of a page from top to bottom."""
    parts = components(ink.letters)
    print_ = (np.maximum(parts.width, parts.height) >= ink.of(_LEAST)) & (parts.height <= ink.of(_TALLEST))
    left, top, right, bottom = (side[print_] for side in (parts.left, parts.top, parts.right, parts.bottom))
    # Lines that touch, 'g' over 'Ế', do so above and below the middle of their letters.
    quarter = (bottom - top) // 4
    middles = filled(ink.mask.shape, left, top + quarter, right, bottom - quarter)
    lines = components(~long_runs(~middles, ink.of(_GAP)))
    letter = bottom - top >= ink.of(_LOWEST)
    left, top, right, bottom = (side[letter] for side in (left, top, right, bottom))
    piece = lines.labels[(top + bottom) // 2, left] - 1
    count = len(lines)
    box = np.stack([np.full(count, 1 << 30), np.full(count, 1 << 30), np.zeros(count), np.zeros(count)]).astype(np.intp)
    np.minimum.at(box[0], piece, left)
    np.minimum.at(box[1], piece, top)
    np.maximum.at(box[2], piece, right)
    np.maximum.at(box[3], piece, bottom)
    letters = np.bincount(piece, minlength=count)
    found = [
        Piece(float(left), float(top), float(right), float(bottom), int(number))
        for left, top, right, bottom, number in zip(*(box / ink.millimetre), letters, strict=True)
        if number
    ]
    return sorted(found, key=lambda piece: piece.middle)


def filled(shape: tuple[int, int], left: Ints, top: Ints, right: Ints, bottom: Ints) -> Mask:
    """Return a mask of the boxes."""
    change = np.zeros((shape[0] + 1, shape[1] + 1), dtype=np.int32)
    np.add.at(change, (top, left), 1)
    np.add.at(change, (bottom, right), 1)
    np.add.at(change, (top, right), -1)
    np.add.at(change, (bottom, left), -1)
    covered: Mask = change.cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0
    return covered
