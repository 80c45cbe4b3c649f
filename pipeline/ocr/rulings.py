"""The straight lines ruled on a page, as segments, and the groups of them that meet: tables, frames.

Faint and broken rulings are pieced together; bars too thick for a line are none.  Which cells the rulings of a group
enclose is found in ruled.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.ocr.components import components
from pipeline.ocr.ink import Ink, Mask

# Millimetres.
_SHORTEST = 5.0  # a row of one line of small type is so high
_THICKEST = 1.0  # frames of a table have up to 0.8; bars of charts and shaded heads are thicker
_BREAK = 4.0  # of a faint ruling, bridged if it goes on in line
_APART = 0.8  # across, that two pieces of one ruling may lie
_MEET = 1.5  # a ruling may stop so far before the other, or cross it so far


@dataclass(frozen=True, slots=True)
class Segment:
    """A ruling, in points of the grid: where it lies, how thick it is, and from where to where it runs."""

    at: float
    thick: float
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Group:
    """Rulings that meet one another."""

    across: tuple[Segment, ...]  # horizontal, from top to bottom
    down: tuple[Segment, ...]  # vertical, from left to right


def groups(ink: Ink) -> list[Group]:
    """Return the groups with rulings both ways, from top to bottom."""
    across, down = _segments(ink.across, ink), _segments(ink.down.T, ink)
    meet = ink.of(_MEET)
    label = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while label[n] != n:
            label[n] = label[label[n]]
            n = label[n]
        return n

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if row.start - meet <= column.at <= row.end + meet and column.start - meet <= row.at <= column.end + meet:
                label[root(i)] = root(len(across) + j)
    found: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, row in enumerate(across):
        found.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(down):
        found.setdefault(root(len(across) + j), ([], []))[1].append(column)
    both = [Group(tuple(rows), tuple(columns)) for rows, columns in found.values() if rows and columns]
    return sorted(both, key=lambda group: min(segment.at for segment in group.across))


def _segments(ruled: Mask, ink: Ink) -> list[Segment]:
    """Return the horizontal rulings of a mask from top to bottom, pieces in line joined."""
    # A ruling that leans or bends by a point goes on in the next row: one row more links its pieces.
    linked = ruled.copy()
    linked[1:] |= ruled[:-1]
    parts = components(linked)
    thick = parts.points / np.maximum(parts.width, 1) - 1
    kept = (parts.width >= ink.of(_SHORTEST)) & (thick <= max(2.0, ink.of(_THICKEST)))
    pieces = [
        Segment((top + bottom - 2) / 2, float(depth), int(left), int(right))
        for left, top, right, bottom, depth in zip(
            parts.left[kept], parts.top[kept], parts.right[kept], parts.bottom[kept], thick[kept], strict=True
        )
    ]
    return _joined(sorted(pieces, key=lambda piece: piece.start), ink.of(_APART), ink.of(_BREAK))


def _joined(pieces: Sequence[Segment], apart: int, gap: int) -> list[Segment]:
    """`pieces` from left to right."""
    joined: list[Segment] = []
    for piece in pieces:
        for n, other in enumerate(joined):
            if abs(other.at - piece.at) <= apart and piece.start <= other.end + gap:
                whole = other.length + piece.length
                joined[n] = Segment(
                    (other.at * other.length + piece.at * piece.length) / whole,
                    max(other.thick, piece.thick),
                    other.start,
                    max(other.end, piece.end),
                )
                break
        else:
            joined.append(piece)
    return sorted(joined, key=lambda segment: segment.at)
