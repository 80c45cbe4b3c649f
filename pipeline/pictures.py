"""Pictures of pages as files: how far apart their dots lie on paper, and how many dots are too many.

How a page is turned and cleaned before its words are read is not known here but in pipeline/ocr.
"""

from __future__ import annotations

from PIL import Image

# Dots of one page. A3 at 600 dpi has 70 million, the largest phone cameras 108; in colour this takes 360 MB.
MAX_PIXELS = 120_000_000

_LONG_SIDE = 11.69  # inches of A4, which nearly every plan is printed on
# Inches of the longer side. Outside of these the resolution was put there by a camera or a program, not by a scanner.
_LONG_SIDES = (7.0, 24.0)
_ORIENTATION = 0x0112  # EXIF: 1 to 4 upright or upside down, 5 to 8 lying
_LYING = range(5, 9)


def dpi_of(image: Image.Image) -> float:
    """Return the dots per inch: those the file states, or those of an A4 page that fills the picture.

    >>> dpi_of(Image.new("1", (2480, 3508)))
    300.1
    """
    stated = image.info.get("dpi")
    if isinstance(stated, tuple) and stated and stated[0]:
        dpi = float(stated[0])
        if _LONG_SIDES[0] <= max(image.size) / dpi <= _LONG_SIDES[1]:
            return round(dpi, 1)
    return round(max(image.size) / _LONG_SIDE, 1)


def points_of(image: Image.Image) -> tuple[float, float]:
    """Return width and height in points (1/72 inch) of the page when it is held upright, as EXIF tells."""
    width, height = (round(side * 72 / dpi_of(image), 1) for side in image.size)
    return (height, width) if image.getexif().get(_ORIENTATION) in _LYING else (width, height)
