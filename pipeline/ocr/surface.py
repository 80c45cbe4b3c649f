"""What glass, paper and light leave on a page image: dark edges, uneven light, speckles.  Each is measured first.

Marks that people put on paper with coloured ink are in stamps.py.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.ocr.components import components
from pipeline.ocr.ink import Ink, Mask

SPECKLED = 7.0
"""Lone points of ink to a square inch. A bad photocopy in black and white has 11 to 21, other scans 0 to 4."""
SOFT = 0.8
"""Pixels by which a speckled page is softened. Taking its points away takes strokes too: '45/KH-SGDĐT' is lost."""
UNEVEN = 30
"""Levels of grey between the lightest and the darkest part of the paper: below, one threshold serves the page."""

_TILE = 16  # pixels; of so many in a square some are paper, also in bold type
_EDGE_STEP = 4  # pixels taken together where dark edges are sought
_EDGE_DARK = 110  # level; the glass beside the paper scans black, its shadow grey
_EDGE_REACH = 0.06  # of the width or height: an edge is no wider, a picture may be
_TABLE_DARK = 0.8  # of the level of the paper beside it: the table that a photographed page lies on is darker
_CORNER = 8  # times shorter are its corners
_TABLE_LONG = 15.0  # millimetres along the edge: lines of print that run to the edge are lower


def without_dark_edges(page: Image.Image, dpi: float) -> Image.Image:
    """Return the grey page with the dark bars and wedges at its border painted white."""
    levels = np.asarray(page.reduce(_EDGE_STEP))
    dark = levels < _EDGE_DARK
    border = _from_left(dark) | _from_left(dark[:, ::-1])[:, ::-1]
    rest = dark & ~border
    border |= _from_left(rest.T).T | _from_left(rest.T[:, ::-1])[:, ::-1].T
    long = round(_TABLE_LONG / 25.4 * dpi / _EDGE_STEP)
    table = _table(levels, long)
    if table.any():
        border |= table
        # What is left of it stands in the corners, with white on two sides.
        border |= _table(np.where(border, np.uint8(255), levels), long // _CORNER)
    if not border.any():
        return page
    # One point more on every side takes the grey rim along.
    cover = Image.fromarray(border.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(3))
    cover = cover.resize((cover.width * _EDGE_STEP, cover.height * _EDGE_STEP), Image.Resampling.NEAREST)
    cleaned = page.copy()
    cleaned.paste(255, (0, 0), cover.crop((0, 0, *page.size)))
    return cleaned


def _from_left(dark: Mask) -> Mask:
    """Return the dark runs that begin at the left edge, up to their usual width: a ruling that touches it goes on."""
    reach = max(1, round(dark.shape[1] * _EDGE_REACH))
    run = np.logical_and.accumulate(dark[:, : reach + 1], axis=1)
    run[run[:, -1]] = False
    found = np.zeros_like(dark)
    found[:, : reach + 1] = run
    return found


def _table(levels: NDArray[np.uint8], long: int) -> Mask:
    """Return what lies around the paper on any of its four sides."""
    return (
        _left_of_paper(levels, long)
        | _left_of_paper(levels[:, ::-1], long)[:, ::-1]
        | _left_of_paper(levels.T, long).T
        | _left_of_paper(levels.T[:, ::-1], long)[:, ::-1].T
    )


def _left_of_paper(levels: NDArray[np.uint8], long: int) -> Mask:
    """Return what lies left of the paper, darker than it by far, over `long` points of the edge and more."""
    found = np.zeros(levels.shape, dtype=bool)
    # Of a third of each row, a fifth is lighter than this: paper, also between the words of a line.
    paper = np.percentile(levels[:, : levels.shape[1] // 3 : _EDGE_STEP], 80, axis=1)
    if (levels[:, 0] >= _TABLE_DARK * paper).all():
        return found
    runs = _from_left(levels < _TABLE_DARK * paper[:, np.newaxis])
    sums = np.cumsum(np.pad(runs, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
    for row in np.flatnonzero(sums[long:, 0] - sums[:-long, 0] == long):
        found[row : row + long] |= sums[row + long] - sums[row] == long
    return found


def evened(page: Image.Image) -> Image.Image:
    """Return the grey page with its paper white all over, if the light on it is uneven or the paper dark."""
    small = page.reduce(_TILE)
    # The lightest of each tile and its neighbours is paper; letters and rulings are narrower.
    paper = page.resize(small.size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(5))
    levels = np.asarray(paper)
    low, high = (float(level) for level in np.percentile(levels, (2, 98)))
    if high - low <= UNEVEN and low >= 255 - 2 * UNEVEN:
        return page
    light = paper.filter(ImageFilter.GaussianBlur(2)).resize(page.size, Image.Resampling.BILINEAR)
    return divided(page, light)


def divided(page: Image.Image, light: Image.Image) -> Image.Image:
    """Return the page as it would look with white paper, where `light` is how light its paper is."""
    above = np.asarray(page, dtype=np.float32)
    below = np.maximum(np.asarray(light, dtype=np.float32), 32)
    return Image.fromarray(np.minimum(above * (255 / below), 255).astype(np.uint8))


def speckled(ink: Ink) -> bool:
    """Tell whether lone points of ink lie all over the page."""
    parts = components(ink.letters)
    lone = int((parts.points <= 2).sum())
    return lone > SPECKLED * ink.mask.size / ink.dpi**2


def softened(page: Image.Image) -> Image.Image:
    """Return the page a little softer, so that points melt away and broken strokes close."""
    return page.filter(ImageFilter.GaussianBlur(SOFT))
