"""An image file as a page: turned as the camera was held, the paper cut out of its surroundings, at a known resolution.

Scanners write into the file how fine they scanned; cameras and screens write 72 whatever they took.  Then the letters
tell: those of administrative print are all but alike in height.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from pipeline.ocr.components import components
from pipeline.ocr.ink import Mask, ink

# Dots that an image keeps at least when it is made smaller: an A4 sheet has them at 270 dpi, A3 at 190. In memory
# colour takes four bytes a dot, and there are two images or three while it is turned, cut and scaled.
_ENOUGH_DOTS = 7_000_000
_STRIP = 256  # rows of the smaller image that are made at a time
_LEVELS = ("I", "I;16", "F")  # modes with levels of grey beyond 255, whose scale the brightest dot tells
_A4_LONG = 11.69  # inches
# Inches. Images that claim a longer side outside of these were given a resolution by a program, not by a scanner.
_LONG_SIDES = (7.0, 24.0)
# Millimetres. The middle height of letters, in print of 12 to 14 pt with its capitals and digits, is 2.5 to 3.3.
_LETTER = 2.8
_LIKELY = (0.7, 1.3)  # times the resolution of a full A4 sheet; beyond, the sheet is another or not all there is
_ENOUGH = 200  # letters, for their height to tell
_TRIAL_DPI = 200.0
_SQUARE = 0.02  # by which resolutions across and down may differ

_SMALL = 400  # pixels of the longer side at which paper is told from what it lies on
_SURROUNDED = 0.6  # share of the picture's border that is dark where paper lies on something
_PAPER = (0.2, 0.97)  # share of the picture
_FILLED = 0.93  # of the four corners' area is paper, or it is no sheet


def picture(path: Path, number: int) -> tuple[Image.Image, float]:
    """Return image `number` (from 1) of a file, in grey ("L") or colour ("RGB"), and its resolution.

    One with very many dots comes with fewer.
    """
    with Image.open(path) as opened:
        opened.seek(number - 1)
        dots = opened.width * opened.height
        image = _loaded(opened)
        smaller = (image.width * image.height / dots) ** 0.5
        across, down = (float(dpi or 0.0) * smaller for dpi in opened.info.get("dpi", (0.0, 0.0)))
        image.info = opened.info
        ImageOps.exif_transpose(image, in_place=True)
    low, high = _LONG_SIDES
    if across and down and low <= max(image.width / across, image.height / down) <= high:
        if abs(across - down) > _SQUARE * across:  # a fax has half as many rows as columns
            image = image.resize((image.width, round(image.height * across / down)), Image.Resampling.BICUBIC)
        return image, across
    image = _paper(image)
    return image, _resolution(image)


def _loaded(opened: Image.Image) -> Image.Image:
    """Return the image in grey or RGB, with a whole number of dots made one where there are very many."""
    times = _times_too_large(opened)
    if times > 1:  # JPEG can be decoded at a half, a quarter or an eighth of its size, and others cannot
        opened.draft(opened.mode, (opened.width // times, opened.height // times))
        opened.load()
        times = _times_too_large(opened)
    if times == 1 or opened.mode in _LEVELS:
        return _plain(opened)
    height = _STRIP * times
    strips = [
        _plain(opened.crop((0, top, opened.width, min(top + height, opened.height)))).reduce(times)
        for top in range(0, opened.height, height)
    ]
    image = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        image.paste(strip, (0, number * _STRIP))
    return image


def _times_too_large(image: Image.Image) -> int:
    return max(1, int((image.width * image.height / _ENOUGH_DOTS) ** 0.5))


def _plain(image: Image.Image) -> Image.Image:
    """Return the image in grey or RGB, on white where it is transparent."""
    if image.mode in ("1", "L"):
        return image if image.mode == "L" else image.convert("L")
    if image.mode in _LEVELS:
        levels = np.asarray(image, dtype=np.float32)
        return Image.fromarray((levels * (255 / max(float(levels.max()), 1.0))).astype(np.uint8))
    if "A" in image.getbands() or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _resolution(image: Image.Image) -> float:
    """Return dots to an inch, of an A4 sheet unless the letters say otherwise."""
    sheet = max(image.size) / _A4_LONG
    scale = _TRIAL_DPI / sheet
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    seen = ink(image.convert("L").resize(size, Image.Resampling.BOX), _TRIAL_DPI)
    letters = components(seen.letters)
    heights = letters.height[(letters.height >= 3) & (letters.width >= 3) & (letters.height <= seen.of(12.0))]
    if len(heights) < _ENOUGH:
        return sheet
    ratio = float(np.median(heights)) / seen.millimetre / _LETTER
    low, high = _LIKELY
    return sheet if low <= ratio <= high else sheet * ratio


def _paper(image: Image.Image) -> Image.Image:
    """Return the sheet alone, squared, where it lies on something darker; else the image."""
    scale = max(image.size) / _SMALL
    if scale < 2:
        return image
    small = image.convert("L").reduce(int(scale)).filter(ImageFilter.MedianFilter(5))
    light = np.asarray(small)
    bright: Mask = light > _between(light)
    border = np.concatenate([bright[0], bright[-1], bright[:, 0], bright[:, -1]])
    if 1 - border.mean() < _SURROUNDED:
        return image
    parts = components(bright)
    if not len(parts):  # nothing lighter than the rest
        return image
    largest = np.arange(len(parts)) == int(parts.points.argmax())
    y, x = np.nonzero(parts.painted(largest))
    corners = [
        (float(x[n]), float(y[n])) for n in ((x + y).argmin(), (x - y).argmax(), (x + y).argmax(), (y - x).argmax())
    ]
    area = _area(corners)
    low, high = _PAPER
    if not low <= area / light.size <= high or len(x) < _FILLED * area:
        return image
    return _squared(image, [((a + 0.5) * int(scale), (b + 0.5) * int(scale)) for a, b in corners])


def _between(light: NDArray[np.uint8]) -> float:
    """Return the level that best parts dark from light (Otsu)."""
    counts = np.bincount(light.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    weighted = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = weighted / below - (weighted[-1] - weighted) / above
    return float(np.nan_to_num(below * above * apart**2).argmax())


def _area(corners: list[tuple[float, float]]) -> float:
    turns = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in turns)) / 2


def _squared(image: Image.Image, corners: list[tuple[float, float]]) -> Image.Image:
    """Return what lies between four corners, clockwise from the top left, as a rectangle seen from above."""
    top_left, top_right, bottom_right, bottom_left = (np.array(corner) for corner in corners)
    width = round(float(np.linalg.norm(top_right - top_left) + np.linalg.norm(bottom_right - bottom_left)) / 2)
    height = round(float(np.linalg.norm(bottom_left - top_left) + np.linalg.norm(bottom_right - top_right)) / 2)
    rows, found = [], []
    for (x, y), (a, b) in zip(((0, 0), (width, 0), (width, height), (0, height)), corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -a * x, -a * y], [0, 0, 0, x, y, 1, -b * x, -b * y]]
        found += [a, b]
    matrix = np.linalg.solve(np.array(rows), np.array(found))
    return image.transform(
        (width, height), Image.Transform.PERSPECTIVE, tuple(matrix), resample=Image.Resampling.BICUBIC
    )
