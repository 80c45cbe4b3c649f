"""Lying and upside-down pages are told by their lines."""

from __future__ import annotations

import pytest
from PIL import Image
from sheets import DPI, SENTENCE, Sheet, letterhead

from pipeline.ocr.ink import ink
from pipeline.ocr.orientation import Lie, lie

TURNED = {0: None, 1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


def prose():
    sheet = Sheet()
    letterhead(sheet)
    sheet.prose(60, 25)
    return sheet.image


def table():
    sheet = Sheet()
    xs, ys = [20.0, 35.0, 110.0, 150.0, 190.0], [float(y) for y in range(30, 270, 12)]
    sheet.table(xs, ys)
    words = SENTENCE.split()
    for n, y in enumerate(ys[:-1]):
        for x, text in zip(
            xs, (f"{n + 1}.", " ".join(words[n : n + 5]), " ".join(words[-n - 2 :][:2]), "Quý II"), strict=False
        ):
            sheet.write(x + 2, y + 3, text, points=11)
    return sheet.image


def turned(page, quarters):
    return page.transpose(TURNED[quarters]) if quarters else page


@pytest.mark.parametrize("draw", [prose, table], ids=["prose", "a ruled table"])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_lines_tell_which_way_a_page_lies(draw, quarters):
    found = lie(ink(turned(draw(), quarters), DPI))
    assert found.quarters % 2 == quarters % 2
    # Which end is up may be doubtful, and is then left to the engine; it is never taken for sure and wrong.
    assert found.quarters == quarters or not found.sure


def test_a_page_that_stands_upright_needs_no_second_opinion():
    assert lie(ink(prose(), DPI)) == Lie(0, True)


@pytest.mark.parametrize("skewed", [-3.5, 2.0])
def test_a_skewed_page_is_told_like_a_straight_one(skewed):
    page = prose().rotate(skewed, fillcolor=255)
    assert lie(ink(page, DPI)) == Lie(0, True)
    assert lie(ink(turned(page, 1), DPI)).quarters == 1


def test_an_empty_page_is_left_as_it_lies():
    assert lie(ink(Sheet().image, DPI)) == Lie(0, False)
