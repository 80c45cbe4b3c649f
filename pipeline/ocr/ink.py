"""What is dark on a page, as a grid of yes and no at about 100 dpi, and the lines ruled in it.

Letters are three millimetres wide and high: a longer straight run of ink, across or down, is a ruling, an underline,
a frame, or the edge of the paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Mask = NDArray[np.bool_]

_DPI = 100.0
# How dark a point is between the paper and the darkest ink: hairlines are a third of a point wide and come out grey.
_DARK = 0.28
_FAINT = 14  # levels of grey by which a hairline differs from the paper at its sides
_SAMPLE = 4  # every fourth point each way tells how light the paper is
# Millimetres. No letter has a straight run so long: capitals of a title are five high, the bars of 'TT' run six.
_ACROSS, _DOWN = 8.0, 6.0


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink of a page and the part of it that is ruled; `step` points of the page make one of the grid."""

    mask: Mask
    across: Mask  # in horizontal rulings
    down: Mask  # in vertical ones
    step: int
    dpi: float  # of the grid

    @property
    def letters(self) -> Mask:
        """What is not ruled."""
        return self.mask & ~self.across & ~self.down

    @property
    def millimetre(self) -> float:
        """Points of the grid to a millimetre."""
        return self.dpi / 25.4

    @property
    def width(self) -> float:
        """Of the page in millimetres."""
        return float(self.mask.shape[1]) / self.millimetre

    def of(self, millimetres: float) -> int:
        """Return a length in points of the grid, at least one."""
        return max(1, round(millimetres * self.millimetre))


def ink(page: Image.Image, dpi: float) -> Ink:
    """Return the ink of a grey page."""
    step = max(1, round(dpi / _DPI))
    light = np.asarray(page.reduce(step) if step > 1 else page)
    sample = light[::_SAMPLE, ::_SAMPLE]
    darkest, paper = np.percentile(sample, (1, 60))
    mask: Mask = light < paper - _DARK * max(float(paper) - float(darkest), 64.0)
    grid_dpi = dpi / step
    across, down = (max(2, round(length / 25.4 * grid_dpi)) for length in (_ACROSS, _DOWN))
    return Ink(
        mask,
        long_runs(mask | _ridges(light), across),
        long_runs((mask | _ridges(light.T).T).T, down).T,
        step,
        grid_dpi,
    )


def _ridges(light: NDArray[np.uint8]) -> Mask:
    """Return the points darker than those above and below: hairlines are too faint for ink, and lines all the same."""
    found = np.zeros(light.shape, dtype=bool)
    darker = np.minimum(light[:-4], light[4:])
    found[2:-2] = (darker > _FAINT) & (light[2:-2] < darker - np.minimum(darker, _FAINT))
    return found


def long_runs(mask: Mask, length: int) -> Mask:
    """Return the points that lie in a horizontal run of at least `length`.

    >>> long_runs(np.array([[1, 1, 0, 1, 1, 1]], dtype=bool), 3).astype(int)
    array([[0, 0, 0, 1, 1, 1]])
    """
    width = mask.shape[1]
    if length > width:
        return np.zeros_like(mask)
    # Doubling: where a run of n begins, and n further on another, a run of 2n begins.
    begins, reach = mask.copy(), 1
    while reach < length:
        shift = min(reach, length - reach)
        begins[:, : width - shift] &= begins[:, shift:]
        begins[:, width - shift :] = False
        reach += shift
    inside, reach = begins, 1
    while reach < length:
        shift = min(reach, length - reach)
        wider = inside.copy()
        wider[:, shift:] |= inside[:, : width - shift]
        inside, reach = wider, reach + shift
    return inside
