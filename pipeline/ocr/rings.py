"""Round seals: where on a page ink stands in a ring, of any colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.ocr.ink import Mask

# Diameters in millimetres: 36 for bodies of the state, others from 28 to 42; those of the ring and of rings in it.
_DIAMETERS = np.arange(27.0, 43.1, 2.0)
_DIRECTIONS = 60  # in which a ring is looked for
_SEEN = 0.7  # share of them in which it must be, of those on the page; letters fill less than half
_ON_PAGE = 0.45  # share of a seal that is on the page: those across two sheets are half on each
_RIM = 0.5  # millimetres beyond the ring that the ink spreads
_MOST = 6000  # square millimetres: with more ink among which to look there is a picture
_APART = 30.0  # millimetres between the middles of two seals


@dataclass(frozen=True, slots=True)
class Ring:
    """A round seal with its rim, in points of the mask."""

    x: float
    y: float
    radius: float


def rings(mask: Mask, millimetre: float, *, whole: bool) -> list[Ring]:
    """Return the seals on a mask of `millimetre` points to a millimetre.

    If they need not be `whole`, they may go on beyond the edge of the mask, as those stamped across two sheets do.
    """
    places = np.rint(np.argwhere(mask) / millimetre).astype(np.intp)  # to a millimetre, and one more on each side
    spread = np.array([(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)])
    points = np.unique((places[:, np.newaxis] + spread).reshape(-1, 2), axis=0)
    if len(points) > _MOST:
        return []
    beyond = int(_DIAMETERS[-1] / 2) + 3
    rows, columns = (int(side / millimetre) + 2 * beyond + 2 for side in mask.shape)
    around = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
    directions = np.stack([np.sin(around), np.cos(around)], axis=1)
    seen: list[tuple[float, float, int, int]] = []
    for radius in _DIAMETERS / 2:
        votes = np.zeros((rows, columns), dtype=np.int16)
        # Seen from the middle of a ring there is ink in every direction: each direction votes once for each middle.
        reach = np.rint(radius * directions).astype(np.intp)
        for down, right in reach:
            votes[points[:, 0] - down + beyond, points[:, 1] - right + beyond] += 1
        least = (1.0 if whole else _ON_PAGE) * _DIRECTIONS
        likely = np.argwhere(votes >= _SEEN * least)
        y, x = (likely[:, :1] - beyond + reach[:, 0]), (likely[:, 1:] - beyond + reach[:, 1])
        on_page = ((y >= 0) & (y < mask.shape[0] / millimetre) & (x >= 0) & (x < mask.shape[1] / millimetre)).sum(
            axis=1
        )
        share = votes[likely[:, 0], likely[:, 1]] / np.maximum(on_page, least)
        for (row, column), part in zip(likely[share >= _SEEN], share[share >= _SEEN], strict=True):
            seen.append((float(radius), float(part), int(column) - beyond, int(row) - beyond))
    found: list[tuple[int, int, float]] = []
    # Of the rings about one middle the one most seen tells the middle, the widest how far the seal goes.
    for _, _, x, y in sorted(seen, key=lambda ring: (-ring[1], -ring[0])):
        if all(np.hypot(x - other_x, y - other_y) > _APART for other_x, other_y, _ in found):
            widest = max(radius for radius, _, a, b in seen if np.hypot(x - a, y - b) <= 2)
            found.append((x, y, widest))
    return [Ring(x * millimetre, y * millimetre, (radius + _RIM) * millimetre) for x, y, radius in found]
