"""A page is made ready: turned, straightened, cleaned, each only where it shows that it needs it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from sheets import DPI, Sheet, letterhead

from pipeline.ocr.deskew import skew
from pipeline.ocr.image import COARSE_DPI, READING_DPI, PageImage, prepare, render
from pipeline.ocr.page import Turn


@pytest.fixture(scope="module")
def page():
    sheet = Sheet()
    letterhead(sheet)
    sheet.prose(60, 30)
    return sheet.image


def as_pdf(path, image, dpi):
    image.save(path, format="PDF", resolution=dpi)
    return path


def test_a_clean_page_is_left_as_it_is(page):
    done = prepare(PageImage(page, DPI))
    assert done.turn == Turn()
    assert done.image is page


def test_a_lying_skewed_page_is_set_upright_and_straight(page):
    leaning = page.rotate(-1.4, resample=Image.Resampling.BICUBIC, fillcolor=255)
    done = prepare(PageImage(leaning.transpose(Image.Transpose.ROTATE_270), DPI))
    assert done.turn.quarters == 1
    assert done.turn.degrees == pytest.approx(1.4, abs=0.1)
    assert skew(done.image).degrees == pytest.approx(0, abs=0.05)
    middle = np.s_[400:1900, 200:1500]
    differing = (np.asarray(done.image)[middle] < 128) != (np.asarray(page)[middle] < 128)
    assert differing.mean() < 0.05


def test_the_engine_is_asked_how_a_page_lies_only_where_its_lines_do_not_tell(page):
    asked = []

    def turned(image, dpi):
        asked.append(image.size)
        return 2

    assert prepare(PageImage(page, DPI), turned).turn.quarters == 0
    assert prepare(PageImage(Sheet().image, DPI), turned).turn.quarters == 0
    assert asked == []
    form = Sheet()
    for n in range(12):
        form.write(30 + 13 * (n % 5), 30 + 19 * n, "OXHIO XOHI", points=18)  # capitals alike at head and foot
    assert prepare(PageImage(form.image, DPI), turned).turn.quarters == 2
    assert asked == [form.image.size]


def test_columns_of_a_table_are_set_upright_with_the_lines():
    sheet = Sheet()
    sheet.prose(25, 6)
    xs, ys = [25.0, 80.0, 135.0, 190.0], [float(y) for y in range(70, 270, 10)]
    sheet.table(xs, ys)
    sheared = sheet.image.transform(
        sheet.image.size,
        Image.Transform.AFFINE,
        (1, 0.012, -14, 0, 1, 0),
        resample=Image.Resampling.BICUBIC,
        fillcolor=255,
    )
    done = prepare(PageImage(sheared, DPI))
    upright = skew(done.image.transpose(Image.Transpose.ROTATE_90)).degrees
    assert upright == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize(
    ("mode", "scanned", "read"),
    [
        pytest.param("L", 300, READING_DPI, id="fine"),
        pytest.param("L", 130, READING_DPI, id="coarse in grey"),
        pytest.param("1", 140, COARSE_DPI, id="coarse in black and white"),
    ],
)
def test_scans_are_drawn_at_the_resolution_that_reads_best(tmp_path, page, mode, scanned, read):
    size = (round(page.width * scanned / DPI), round(page.height * scanned / DPI))
    path = as_pdf(tmp_path / "a.pdf", page.resize(size).convert(mode), scanned)
    image = render(path, "application/pdf", 1)
    assert image.dpi == read
    assert image.image.width == pytest.approx(210 / 25.4 * read, abs=3)


def test_huge_sheets_are_drawn_smaller(tmp_path):
    path = as_pdf(tmp_path / "a.pdf", Image.new("L", (400, 400), 255), 2)  # five metres square
    image = render(path, "application/pdf", 1)
    assert image.image.width * image.image.height <= 16_100_000
