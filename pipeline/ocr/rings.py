"""Round seals: where on a page ink stands in a ring, of any colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.ocr.ink import Mask

# Diameters in millimetres: 36 for bodies of the state, others from 28 to 42; those of the ring and of rings in it.
_DIAMETERS = np.arange(27.0, 43.1, 2.0)
_DIRECTIONS = 60  # in which a ring is looked for
_SEEN = 0.6  # share of them in which it must be; letters fill a third
_RIM = 1.0  # millimetres beyond the ring that the ink spreads


@dataclass(frozen=True, slots=True)
class Ring:
    """A round seal with its rim, in points of the mask."""

    x: float
    y: float
    radius: float


def rings(mask: Mask, millimetre: float) -> Iterator[Ring]:
    """Yield the seals on a mask of `millimetre` points to a millimetre; parts of them may lie beyond its edge."""
    points = np.unique(np.rint(np.argwhere(mask) / millimetre).astype(np.intp), axis=0)  # to a millimetre
    beyond = int(_DIAMETERS[-1] / 2) + 2
    rows, columns = (int(side / millimetre) + 2 * beyond + 2 for side in mask.shape)
    around = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
    directions = np.stack([np.sin(around), np.cos(around)], axis=1)
    found: list[tuple[int, int, float]] = []
    for radius in _DIAMETERS / 2:
        votes = np.zeros((rows, columns), dtype=np.int16)
        # Seen from the middle of a ring there is ink in every direction: each direction votes once for each middle.
        for down, right in np.rint(radius * directions).astype(np.intp):
            votes[points[:, 0] - down + beyond, points[:, 1] - right + beyond] += 1
        y, x = np.unravel_index(int(votes.argmax()), votes.shape)
        if votes[y, x] >= _SEEN * _DIRECTIONS:
            found.append((int(x) - beyond, int(y) - beyond, float(radius)))
    taken: list[tuple[int, int]] = []
    for across, down, radius in reversed(found):  # the widest of the rings about one middle counts
        if all(np.hypot(across - other_x, down - other_y) > _DIAMETERS[0] / 2 for other_x, other_y in taken):
            taken.append((across, down))
            yield Ring(across * millimetre, down * millimetre, (radius + _RIM) * millimetre)
