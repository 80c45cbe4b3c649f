"""How far the lines of a page lean, and the page turned straight.

The page is cut into upright strips, each reduced to how dark its rows are.  At the angle of the lines the strips,
shifted against one another, fall into step, and their sum shows sharp lines and white gaps.  Shifting strips costs a
hundredth of what turning the image for every angle would.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

STEEPEST = 5.0
"""Degrees. Feeders skew by one or two, hands on the glass by five; beyond that a page was photographed."""

STRAIGHT = 0.15
"""Degrees. Half the height of a letter over the width of a page: less harms neither reading nor rulings."""

_STRIPS = 48  # at five degrees a line falls by three pixels inside a strip: a tenth of its height
_COARSE, _FINE = 0.25, 0.02  # degrees
_COARSE_ROWS, _FINE_ROWS = 4, 1  # pixels taken together
_MARGIN = 0.03  # of width and height, left out: the edges of the paper and of the glass lie there

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Skew:
    """Degrees counter-clockwise that straighten the lines; `contrast`: how far the best angle beats the usual one."""

    degrees: float
    contrast: float


def skew(page: Image.Image) -> Skew:
    """Return the skew of a grey page."""
    coarse = np.arange(-STEEPEST, STEEPEST + _COARSE / 2, _COARSE)
    scores = _sharpness(page, coarse, _COARSE_ROWS)
    near = float(coarse[int(scores.argmax())])
    fine = np.arange(near - _COARSE, near + _COARSE + _FINE / 2, _FINE)
    best = float(fine[int(_sharpness(page, fine, _FINE_ROWS).argmax())])
    usual = float(np.median(scores))
    return Skew(round(best, 2), float(scores.max()) / usual if usual else 1.0)


def _sharpness(page: Image.Image, angles: NDArray[np.float64], rows: int) -> NDArray[np.float64]:
    """Return for every angle how much the darkness changes from row to row, `rows` pixels being one."""
    left, top = round(page.width * _MARGIN), round(page.height * _MARGIN)
    step = max(1, (page.width - 2 * left) // _STRIPS)
    inner = page.crop((left, top, left + step * _STRIPS, page.height - top)).reduce((step, rows))
    light = np.asarray(inner, dtype=np.float32).T
    dark = light.max(axis=1, keepdims=True) - light  # paper may be grey, and darker at one side
    count, height = dark.shape
    x = (np.arange(count) - (count - 1) / 2) * (step / rows)
    scores = np.zeros(len(angles))
    for place, angle in enumerate(angles):
        # Whole points: what lies between would be blurred at every angle but nought, and nought be preferred.
        shift = np.rint(x * np.tan(np.radians(angle))).astype(np.intp)
        at = (np.arange(height) + shift[:, np.newaxis]).clip(0, height - 1)
        scores[place] = float(np.square(np.diff(np.take_along_axis(dark, at, axis=1).sum(axis=0))).sum())
    return scores


def straighten(page: Image.Image, degrees: float, upright: float, printed: tuple[int, int, int, int]) -> Image.Image:
    """Return the page turned counter-clockwise about its middle; outside of the box `printed` it is white.

    Scanners that feed the paper askew lean its columns by another angle than its lines: `upright` is what sets them up.
    """
    lines, columns = np.radians(degrees), np.radians(upright)
    right, down = (np.cos(lines), np.sin(lines)), (-np.sin(columns), np.cos(columns))  # in the page as it lies
    middle_x, middle_y = page.width / 2, page.height / 2
    # What is printed moves by so much at most.
    move = int(max(abs(np.sin(lines)), abs(np.sin(columns))) * max(page.size) / 2) + 2
    x0, y0 = max(0, printed[0] - move), max(0, printed[1] - move)
    x1, y1 = min(page.width, printed[2] + move), min(page.height, printed[3] + move)
    x, y = x0 - middle_x, y0 - middle_y
    matrix = (
        right[0], down[0], middle_x + right[0] * x + down[0] * y,
        right[1], down[1], middle_y + right[1] * x + down[1] * y,
    )  # fmt: skip
    turned = page.transform(
        (x1 - x0, y1 - y0), Image.Transform.AFFINE, matrix, resample=Image.Resampling.BICUBIC, fillcolor=255
    )
    whole = Image.new("L", page.size, 255)
    whole.paste(turned, (x0, y0))
    return whole
