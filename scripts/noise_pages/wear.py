"""What a copier and a scanner do to a page: skew, blur, thin or fat strokes, specks, uneven light, no greys."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from random import Random

import numpy as np
from PIL import Image, ImageFilter

from noise_pages.printing import PRINT_DPI, Box


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page as scanned; `place` tells where something of the printed page now stands."""

    image: Image.Image
    dpi: int
    angle: float  # degrees, against the clock

    def place(self, box: Box) -> Box:
        """Return the box that holds a printed box after skew and scanning."""
        scale, turn = self.dpi / PRINT_DPI, math.radians(self.angle)
        middle_x, middle_y = (size / scale / 2 for size in self.image.size)
        x, y = (box.x0 + box.x1) / 2 - middle_x, (box.y0 + box.y1) / 2 - middle_y
        # The angles are so small that a word keeps its width and height.
        x, y = x * math.cos(turn) + y * math.sin(turn) + middle_x, y * math.cos(turn) - x * math.sin(turn) + middle_y
        width, height = (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2
        return Box((x - width) * scale, (y - height) * scale, (x + width) * scale, (y + height) * scale)


def scan(page: Image.Image, dpi: int, chance: Random) -> Scanned:
    """Return a printed page as it comes from a copier and a scanner."""
    angle = chance.gauss(0, 0.25)
    worn = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if chance.random() < 0.35:
        worn = _strokes(worn, chance)
    worn = worn.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.1)))
    size = tuple(round(side * dpi / PRINT_DPI) for side in page.size)
    worn = worn.resize((size[0], size[1]), Image.Resampling.BICUBIC)
    grey: np.ndarray = np.asarray(worn, dtype=np.float32)
    noise = np.random.default_rng(chance.randrange(1 << 30))
    if chance.random() < 0.25:  # faint: the darkest ink is grey
        darkest = chance.uniform(40, 130)
        grey = darkest + grey * (255 - darkest) / 255
    if chance.random() < 0.25:  # darker to one side
        grey = grey * np.linspace(1, chance.uniform(0.8, 0.95), grey.shape[1], dtype=np.float32)
    grey = grey + noise.normal(0, chance.uniform(2, 14), grey.shape).astype(np.float32)
    if chance.random() < 0.4:
        specks = noise.random(grey.shape, dtype=np.float32)
        share = chance.uniform(0.00005, 0.0008)
        grey = np.where(specks < share, 0, np.where(specks > 1 - share, 255, grey))
    if chance.random() < 0.3:  # black and white only, as a copier does it
        level = np.percentile(grey, 1) + (255 - np.percentile(grey, 1)) * chance.uniform(0.4, 0.7)
        grey = np.where(grey > level, 255, 0)
    return Scanned(_packed(grey, chance.choice((50, 65, 75, 85))), dpi, angle)


def _strokes(page: Image.Image, chance: Random) -> Image.Image:
    """Return a page with its strokes a little fatter or thinner than printed."""
    other = page.filter(ImageFilter.MinFilter(3) if chance.random() < 0.5 else ImageFilter.MaxFilter(3))
    return Image.blend(page, other, chance.uniform(0.3, 1.0))


def _packed(grey: np.ndarray, quality: int) -> Image.Image:
    """Return the picture after a scanner packed it, with the traces that leaves."""
    held = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue()))
