"""Coloured marks over the text: seals, signatures and tints taken off, so that the print beneath can be read.

Ink of one colour is bright in its own channel, where black print stays black.  So that is where a mark is looked at.
Only seals and large strokes are taken off: a name stamped in red ('Nguyễn Văn A') and a number written in blue
('Số: 45') are to be read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pipeline.ocr.components import components
from pipeline.ocr.ink import Mask
from pipeline.ocr.rings import rings

_STEP = 4  # pixels taken together where marks are sought
_COLOURED = 45  # levels between the strongest and the weakest channel: seals 100 to 200, pens 50, yellowed paper 30
_SHARE = 0.0003  # of the page; a seal is 0.003 and more
_STROKE = 10.0  # millimetres across and down; stamped names are 5 high, with flourishes 9, written numbers 6
# Levels of the strongest channel above which a coloured point holds no print: pens are darker than seals.
_RED_PRINT, _BLUE_PRINT = 110, 60
_PURE = 50  # levels between the channels where a point is all mark; below, a mixture at its rim
_TINT, _TINTED = 150, 20  # level of the weakest channel, and difference, of watermarks and shaded headings
_TINT_SHARE = 0.003


@dataclass(frozen=True, slots=True)
class _Channels:
    """For every point of a page its strongest and weakest channel, and whether red is stronger than blue."""

    strongest: Image.Image
    weakest: Image.Image
    red: Image.Image

    @classmethod
    def of(cls, page: Image.Image) -> _Channels:
        red, green, blue = page.split()
        strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        weakest = ImageChops.darker(ImageChops.darker(red, green), blue)
        return cls(strongest, weakest, ImageChops.subtract(red, blue))

    @property
    def chroma(self) -> Image.Image:
        return ImageChops.subtract(self.strongest, self.weakest)


def without_colour(page: Image.Image, dpi: float) -> Image.Image:
    """Return an RGB page in grey, without its seals, large strokes and tints."""
    grey = page.convert("L")
    small = _Channels.of(page.reduce(_STEP))
    chroma, weakest = np.asarray(small.chroma), np.asarray(small.weakest)
    tinted: Mask = (chroma >= _TINTED) & (weakest >= _TINT)
    if tinted.mean() >= _TINT_SHARE:
        grey = _untinted(page, grey)
    coloured: Mask = chroma >= _COLOURED
    if coloured.mean() >= _SHARE:
        marks = _marks(coloured, dpi / _STEP)
        if marks is not None:
            _take_off(page, grey, marks)
    return grey


def _untinted(page: Image.Image, grey: Image.Image) -> Image.Image:
    """Return the grey page with pale colours as light as their strongest channel."""
    channels = _Channels.of(page)
    pale = ImageChops.darker(
        channels.weakest.point(lambda level: 255 * (level >= _TINT)),
        channels.chroma.point(lambda level: 255 * (level >= _TINTED)),
    )
    return Image.composite(channels.strongest, grey, pale)


def _take_off(page: Image.Image, grey: Image.Image, marks: Image.Image) -> None:
    """Whiten in `grey` what is coloured under the reduced mask `marks`; black print is left."""
    box = marks.getbbox()
    assert box is not None
    x0, y0, x1, y1 = (side * _STEP for side in box)
    x1, y1 = min(x1, page.width), min(y1, page.height)
    channels = _Channels.of(page.crop((x0, y0, x1, y1)))
    light = np.asarray(channels.strongest).astype(np.float32)
    pure = np.minimum(np.asarray(channels.chroma).astype(np.float32) / _PURE, 1.0)
    pure[light <= np.where(np.asarray(channels.red) > 0, _RED_PRINT, _BLUE_PRINT)] = 0.0
    whitened = Image.fromarray((light + (255 - light) * pure).astype(np.uint8))
    over = marks.crop(box).resize((_STEP * (box[2] - box[0]), _STEP * (box[3] - box[1])), Image.Resampling.NEAREST)
    grey.paste(whitened, (x0, y0), over.crop((0, 0, x1 - x0, y1 - y0)))


def _marks(coloured: Mask, dpi: float) -> Image.Image | None:
    """Return a mask over seals and large strokes, or None where there are none."""
    millimetre = dpi / 25.4
    mask = Image.new("L", (coloured.shape[1], coloured.shape[0]))
    draw = ImageDraw.Draw(mask)
    rest = coloured.copy()
    for ring in rings(coloured, millimetre, whole=False):
        left, top = ring.x - ring.radius, ring.y - ring.radius
        draw.ellipse((left, top, left + 2 * ring.radius, top + 2 * ring.radius), fill=255)
    rest[np.asarray(mask) > 0] = False
    parts = components(np.asarray(_spread(Image.fromarray(rest.astype(np.uint8) * 255))) > 0)
    strokes = (parts.width >= _STROKE * millimetre) & (parts.height >= _STROKE * millimetre)
    if strokes.any():
        mask = ImageChops.lighter(mask, Image.fromarray(parts.painted(strokes).astype(np.uint8) * 255))
    return _spread(mask) if mask.getbbox() else None


def _spread(mask: Image.Image) -> Image.Image:
    return mask.filter(ImageFilter.MaxFilter(3))
