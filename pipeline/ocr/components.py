"""The connected parts of a mask: letters, strokes of a signature, the ring of a stamp.

Rows are cut into runs of ink, runs that touch those of the next row are linked, and the links followed to their ends.
All of it is sorted arrays, so that a page of text takes ten milliseconds; nothing here knows what the parts are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.ink import Mask

Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Components:
    """The parts of a mask: for each its box, `left:right` and `top:bottom`, and how many points it has."""

    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    points: Ints
    shape: tuple[int, int]
    _runs: tuple[Ints, Ints, Ints, Ints]  # row, start and end of every run, and the part it belongs to

    def __len__(self) -> int:
        return len(self.left)

    @property
    def width(self) -> Ints:
        return self.right - self.left

    @property
    def height(self) -> Ints:
        return self.bottom - self.top

    @property
    def labels(self) -> Ints:
        """The mask with every point holding the number of its part, counted from one; nought where there is no ink."""
        row, start, end, part = self._runs
        change = np.zeros((self.shape[0], self.shape[1] + 1), dtype=np.intp)
        change[row, start] = part + 1  # runs of one row neither touch nor share an end
        change[row, end] = -(part + 1)
        return np.cumsum(change, axis=1)[:, :-1]

    def painted(self, chosen: NDArray[np.bool_]) -> Mask:
        """Return the mask of the chosen parts alone."""
        return np.concatenate(([False], chosen))[self.labels]


def components(mask: Mask) -> Components:
    """Return the parts of the mask; points that touch at a corner belong together."""
    height, width = mask.shape
    framed = np.zeros((height, width + 2), dtype=np.int8)
    framed[:, 1:-1] = mask
    row, start = np.nonzero(np.diff(framed, axis=1) == 1)
    end = np.nonzero(np.diff(framed, axis=1) == -1)[1]
    part = _parts(row, start, end, width)
    count = int(part.max()) + 1 if len(part) else 0
    left, top = np.full(count, width), np.full(count, height)
    right, bottom = np.zeros(count, dtype=np.intp), np.zeros(count, dtype=np.intp)
    np.minimum.at(left, part, start)
    np.minimum.at(top, part, row)
    np.maximum.at(right, part, end)
    np.maximum.at(bottom, part, row + 1)
    points = np.bincount(part, weights=end - start, minlength=count).astype(np.intp)
    return Components(left, top, right, bottom, points, (height, width), (row, start, end, part))


def _parts(row: Ints, start: Ints, end: Ints, width: int) -> Ints:
    """Return for every run the number of its part."""
    span = width + 2
    # The runs of the next row that touch a run stand together, from the first that ends behind its start.
    first = np.searchsorted(row * span + end, (row + 1) * span + start, side="left")
    last = np.searchsorted(row * span + start, (row + 1) * span + end, side="right")
    links = np.maximum(last - first, 0)
    upper = np.repeat(np.arange(len(row)), links)
    offset = np.arange(len(upper)) - np.repeat(np.cumsum(links) - links, links)
    lower = np.repeat(first, links) + offset
    label = np.arange(len(row))
    while True:
        before = label.copy()
        least = np.minimum(label[upper], label[lower])
        np.minimum.at(label, label[upper], least)
        np.minimum.at(label, label[lower], least)
        label = label[label]
        if np.array_equal(label, before):
            return np.unique(label, return_inverse=True)[1].reshape(-1)
