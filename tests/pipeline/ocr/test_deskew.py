"""How far a page leans, and the page set straight."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sheets import Sheet

from pipeline.ocr.deskew import skew, straighten

WHOLE = (0, 0, 1654, 2339)


@pytest.fixture(scope="module")
def page():
    sheet = Sheet()
    sheet.prose(30, 30)
    return sheet.image


@settings(max_examples=15, deadline=None)
@given(st.floats(min_value=-4.8, max_value=4.8))
def test_skew_is_found_to_a_tenth_of_a_degree(page, degrees):
    leaning = page.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert skew(leaning).degrees == pytest.approx(degrees, abs=0.1)


def test_skew_is_found_through_specks_and_shadow(page):
    leaning = page.rotate(1.7, resample=Image.Resampling.BICUBIC, fillcolor=255)
    shade = Image.linear_gradient("L").resize(page.size).point(lambda level: 120 + level // 2)
    shaded = Image.blend(leaning, shade, 0.4)
    assert skew(shaded).degrees == pytest.approx(-1.7, abs=0.1)


def test_straightened_lines_are_straight(page):
    leaning = page.rotate(2.3, resample=Image.Resampling.BICUBIC, fillcolor=255)
    degrees = skew(leaning).degrees
    assert skew(straighten(leaning, degrees, degrees, WHOLE)).degrees == pytest.approx(0, abs=0.05)


def test_columns_may_lean_by_another_angle_than_lines():
    sheet = Sheet()
    sheet.table([30, 80, 130, 180], [float(y) for y in range(40, 250, 10)])
    leaning = straighten(sheet.image, -0.5, 0.7, WHOLE)
    across, down = skew(leaning).degrees, skew(leaning.transpose(Image.Transpose.ROTATE_90)).degrees
    assert (across, down) == (pytest.approx(0.5, abs=0.1), pytest.approx(-0.7, abs=0.1))


def test_a_blank_page_does_not_lean():
    assert skew(Sheet().image).contrast == 1.0
