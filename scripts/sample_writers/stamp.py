"""What is put on a printed page by hand: the round red seal and the signature, both across the words beneath."""

from __future__ import annotations

import math
from pathlib import Path

import matplotlib
from PIL import Image, ImageChops, ImageDraw, ImageFont

_RED, _BLUE = (214, 40, 46), (38, 52, 140)
_RADIUS = 50.0  # points: the seal of an office is 35 mm across


def seal(page: Image.Image, middle: tuple[int, int], size: float, name: str) -> None:
    """Press the seal of the office `name` on `page`; `size` is pixels to a point."""
    ink = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(ink)
    x, y = middle
    for radius, width in ((_RADIUS, 2.2), (_RADIUS - 4, 0.9), (_RADIUS - 18, 0.9)):
        r = radius * size
        draw.ellipse((x - r, y - r, x + r, y + r), outline=_RED, width=round(width * size))
    draw.polygon(_star(x, y, 17 * size), fill=_RED)
    font = _font(9.5 * size)
    turns = 300 / max(len(name), 1)  # degrees to a letter
    for number, letter in enumerate(name):
        _letter(ink, letter, font, middle, (_RADIUS - 11) * size, -150 + (number + 0.5) * turns)
    page.paste(ImageChops.multiply(page, ink))


def signature(page: Image.Image, middle: tuple[int, int], size: float) -> None:
    """Sign `page` with a pen."""
    ink = Image.new("RGB", page.size, "white")
    x, y = middle
    line = [
        (x + size * (t * 9 - 55), y + size * (18 * math.sin(t * 1.7) * math.exp(-t / 9) + 4 * math.cos(t * 5.1)))
        for t in (step / 8 for step in range(100))
    ]
    ImageDraw.Draw(ink).line(line, fill=_BLUE, width=round(1.3 * size), joint="curve")
    page.paste(ImageChops.multiply(page, ink))


def _letter(
    ink: Image.Image, letter: str, font: ImageFont.FreeTypeFont, middle: tuple[int, int], radius: float, turn: float
) -> None:
    """Write a letter on a circle; `turn` is degrees from the top, to the right."""
    side = round(font.size * 2)
    tile = Image.new("RGB", (side, side), "white")
    ImageDraw.Draw(tile).text((side / 2, side / 2), letter, _RED, font, anchor="mm")
    tile = tile.rotate(-turn, Image.Resampling.BICUBIC, fillcolor="white")
    angle = math.radians(turn)
    corner = (
        round(middle[0] + radius * math.sin(angle) - side / 2),
        round(middle[1] - radius * math.cos(angle) - side / 2),
    )
    under = ink.crop((*corner, corner[0] + side, corner[1] + side))
    ink.paste(ImageChops.multiply(under, tile), corner)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        angle, reach = math.radians(36 * corner), radius if corner % 2 == 0 else radius * 0.38
        points.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    return points


def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif-Bold.ttf"), size)
