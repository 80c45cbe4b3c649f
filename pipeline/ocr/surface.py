"""What glass, paper and light leave on a page image: dark edges, uneven light, speckles.  Each is measured first.

Marks that people put on paper with coloured ink are in stamps.py.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from pipeline.ocr.components import components
from pipeline.ocr.ink import Ink, Mask

SPECKLED = 7.0
"""Lone points of ink to a square inch. A bad photocopy in black and white has 11 to 21, other scans 0 to 4."""
SOFT = 0.8
"""Pixels by which a speckled page is softened. Removing its points takes strokes as well: '45/KH-SGDĐT' is lost."""
UNEVEN = 30
"""Levels of grey between the lightest and the darkest part of the paper: below, one threshold serves the page."""

_TILE = 16  # pixels; of so many in a square some are paper, also in bold type
_EDGE_STEP = 4  # pixels taken together where dark edges are sought
_EDGE_DARK = 110  # level; the glass beside the paper scans black, its shadow grey
_EDGE_REACH = 0.06  # of the width or height: an edge is no wider, a picture may be


def without_dark_edges(page: Image.Image) -> Image.Image:
    """Return the grey page with the dark bars and wedges at its border painted white."""
    dark = np.asarray(page.reduce(_EDGE_STEP)) < _EDGE_DARK
    border = _from_left(dark)
    border |= _from_left(dark[:, ::-1])[:, ::-1]
    border |= _from_left(dark.T).T
    border |= _from_left(dark.T[:, ::-1])[:, ::-1].T
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
