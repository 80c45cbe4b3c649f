"""Which way up a page lies: lines of text make sharp rows of ink, and each row is sharper at its foot than at its head.

Vietnamese has its marks and ascenders above ('Ề', 'ể', 'đ', 'h') and little below the line, so from top to bottom the
ink of a line comes on by degrees and stops at once.  Of 227 pages, each turned four ways, this said that it could tell
222, and told them right; the others were blank, empty forms, a chart, and one page in bold italics.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.ink import Ink, Mask

_ANGLES = np.arange(-5.0, 5.1, 0.5)  # degrees
_FINE = np.arange(-0.4, 0.41, 0.1)
_STRIP = 4.0  # millimetres
_COLUMNS = 6  # the page is weighed in so many columns, since lines beside each other need not stand level
_MARGIN = 0.03

SURE = 10.0
"""Contrast of rows above which none else need be tried: lying pages have up to 6, upright prose 9 to 60."""
CLEARLY = 1.5
"""How many times the other direction's contrast decides: forms with few words have 1.4 and less."""
TEXT = 3.0
"""Contrast below which there is no text to judge by: empty pages 1.2 to 1.8."""
FOOTED, TURNED = 0.05, 0.12
"""Slant below which head and foot look alike: text has 0.06 to 0.5. Few pages are turned, so that takes more."""


@dataclass(frozen=True, slots=True)
class Lie:
    """Quarter turns counter-clockwise that set the page upright, and whether its text tells."""

    quarters: int
    sure: bool


def lie(ink: Ink) -> Lie:
    """Return how the page lies; where that is doubtful, upright, as most do."""
    letters = ink.letters
    top, left = round(letters.shape[0] * _MARGIN), round(letters.shape[1] * _MARGIN)
    letters = letters[top : letters.shape[0] - top, left : letters.shape[1] - left]
    strip = ink.of(_STRIP)
    rows, slant = _rows(letters, strip)
    if rows >= SURE and slant <= -FOOTED:
        return Lie(0, True)
    columns, leaning = _rows(np.rot90(letters), strip)
    if max(rows, columns) < TEXT:
        return Lie(0, False)
    if columns > CLEARLY * rows:
        return Lie(1 if leaning <= 0 else 3, abs(leaning) >= TURNED)
    if rows > CLEARLY * columns and slant >= TURNED:
        return Lie(2, True)
    return Lie(0, rows > CLEARLY * columns and slant <= -FOOTED)


def _rows(letters: Mask, strip: int) -> tuple[float, float]:
    """Return the contrast of the rows of ink, and how their heads and feet differ: negative for upright text."""
    height, width = letters.shape
    count = width // strip
    if count < _COLUMNS or height < strip:
        return 0.0, 0.0
    strips: NDArray[np.float32] = (
        letters[:, : count * strip].reshape(height, count, strip).sum(axis=2).T.astype(np.float32)
    )
    x = (np.arange(count) - (count - 1) / 2) * strip
    scores = [_energy(_shifted(strips, x, angle).sum(axis=0)) for angle in _ANGLES]
    near = _ANGLES[int(np.argmax(scores))]
    fine = [_energy(_shifted(strips, x, near + angle).sum(axis=0)) for angle in _FINE]
    usual = float(np.median(scores))
    level = _shifted(strips, x, near + _FINE[int(np.argmax(fine))])
    group = count // _COLUMNS
    columns = level[: group * _COLUMNS].reshape(_COLUMNS, group, height).sum(axis=1)
    change = columns[:, 2:] - columns[:, :-2]
    heads, feet = float((change.clip(0, None) ** 4).sum()), float((change.clip(None, 0) ** 4).sum())
    return (max(fine) / usual if usual else 0.0), ((heads - feet) / (heads + feet) if heads + feet else 0.0)


def _shifted(strips: NDArray[np.float32], x: NDArray[np.float64], angle: float) -> NDArray[np.float32]:
    """Return the strips moved up or down as a page leaning so much would need it."""
    height = strips.shape[1]
    shift = np.rint(x * np.tan(np.radians(angle))).astype(np.intp)
    at = (np.arange(height) + shift[:, np.newaxis]).clip(0, height - 1)
    return np.take_along_axis(strips, at, axis=1)


def _energy(rows: NDArray[np.float32]) -> float:
    return float(np.square(np.diff(rows)).sum())
