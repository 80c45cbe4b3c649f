"""Seals and signatures in colour go, print under them stays."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from sheets import DPI, Sheet, pixels

from pipeline.ocr.stamps import without_colour

RED, BLUE = (215, 40, 60), (40, 50, 150)


def dark(image, x0, y0, x1, y1):
    """How many points between these millimetres are ink."""
    return int((np.asarray(image.crop([pixels(side) for side in (x0, y0, x1, y1)])) < 128).sum())


def multiplied(sheet, *marks):
    """The sheet with marks laid over its print as ink is: where both are, it is dark."""
    over = Sheet(colour=True)
    for mark in marks:
        mark(over)
    levels = np.asarray(sheet.image, dtype=np.uint16) * np.asarray(over.image, dtype=np.uint16) // 255
    return Image.fromarray(levels.astype(np.uint8))


def test_a_seal_goes_and_the_figures_under_it_stay():
    sheet = Sheet(colour=True)
    sheet.write(60, 100, "đạt 95% trở lên, số 45/KH-SYT")
    plain = sheet.image.convert("L")
    stamped = multiplied(sheet, lambda over: over.seal(80, 102, fill=RED))
    assert dark(stamped.convert("L"), 60, 80, 100, 125) > 2 * dark(plain, 60, 80, 100, 125)
    cleaned = without_colour(stamped, DPI)
    difference = (np.asarray(cleaned) < 128) != (np.asarray(plain) < 128)
    assert difference.sum() < 0.03 * dark(plain, 60, 80, 140, 125)


def test_part_of_a_seal_at_the_edge_goes():
    sheet = Sheet(colour=True)
    sheet.seal(207, 150, fill=RED)
    assert dark(without_colour(sheet.image, DPI), 180, 130, 210, 170) < 20


def test_a_large_stroke_goes():
    sheet = Sheet(colour=True)
    sheet.draw.line([(pixels(x), pixels(y)) for x, y in ((120, 200), (135, 180), (140, 205), (170, 185))], BLUE, 5)
    assert dark(without_colour(sheet.image, DPI), 110, 170, 180, 215) == 0


@pytest.mark.parametrize("fill", [RED, BLUE], ids=["a name stamped in red", "a number written in blue"])
def test_coloured_words_stay(fill):
    sheet = Sheet(colour=True)
    sheet.write(120, 200, "Trần Văn Khánh", fill=fill)
    before = dark(sheet.image.convert("L"), 110, 195, 180, 210)
    assert dark(without_colour(sheet.image, DPI), 110, 195, 180, 210) == before > 500


def test_a_pale_watermark_goes_and_print_on_it_stays():
    sheet = Sheet(colour=True)
    sheet.draw.rectangle([pixels(30), pixels(90), pixels(150), pixels(130)], fill=(255, 200, 200))
    sheet.write(40, 100, "niêm yết tại nơi tiếp dân")
    cleaned = np.asarray(without_colour(sheet.image, DPI))
    assert cleaned[pixels(125), pixels(140)] == 255
    assert dark(without_colour(sheet.image, DPI), 30, 90, 150, 130) > 500


def test_a_page_without_colour_is_only_turned_grey():
    sheet = Sheet(colour=True)
    sheet.prose(30, 10)
    assert (np.asarray(without_colour(sheet.image, DPI)) == np.asarray(sheet.image.convert("L"))).all()
