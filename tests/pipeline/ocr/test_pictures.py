"""Image files: scans, faxes, photographs of a page, and pages of a file with several."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from sheets import DPI, Sheet

from pipeline.ocr.deskew import skew
from pipeline.ocr.image import prepare, render
from pipeline.ocr.pictures import picture


@pytest.fixture(scope="module")
def page():
    sheet = Sheet()
    sheet.prose(30, 35)
    return sheet.image


def photographed(page, corners, size=(2000, 2700)):
    """The page on a dark desk, its corners, clockwise from the top left, seen at these places."""
    rows, found = [], []
    width, height = page.size
    for (a, b), (x, y) in zip(((0, 0), (width, 0), (width, height), (0, height)), corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -a * x, -a * y], [0, 0, 0, x, y, 1, -b * x, -b * y]]
        found += [a, b]
    matrix = np.linalg.solve(np.array(rows, dtype=float), np.array(found, dtype=float))
    return page.transform(
        size, Image.Transform.PERSPECTIVE, tuple(matrix), resample=Image.Resampling.BICUBIC, fillcolor=60
    )


def test_the_resolution_that_a_scanner_wrote_is_believed(tmp_path, page):
    page.resize((page.width // 2, page.height // 2)).save(tmp_path / "a.png", dpi=(100, 100))
    image, dpi = picture(tmp_path / "a.png", 1)
    assert (image.size, round(dpi)) == ((page.width // 2, page.height // 2), 100)


def test_a_whole_sheet_without_resolution_is_taken_for_a4(tmp_path, page):
    page.resize((page.width * 3 // 2, page.height * 3 // 2)).save(tmp_path / "a.jpg", dpi=(72, 72))
    assert picture(tmp_path / "a.jpg", 1)[1] == pytest.approx(300, rel=0.02)


def test_the_letters_tell_the_resolution_of_part_of_a_sheet(tmp_path, page):
    sheet = Sheet()
    sheet.prose(30, 15, points=16)  # with letters as high as those of 14 pt Times
    sheet.image.crop((0, 0, page.width, page.height // 2)).resize((page.width * 3 // 2, page.height * 3 // 4)).save(
        tmp_path / "a.png"
    )
    assert picture(tmp_path / "a.png", 1)[1] == pytest.approx(300, rel=0.15)


def test_a_fax_with_few_rows_gets_square_points(tmp_path, page):
    page.convert("1").resize((1728, 1143)).save(tmp_path / "a.tif", dpi=(204, 98), compression="group4")
    image, dpi = picture(tmp_path / "a.tif", 1)
    assert round(dpi) == 204
    assert image.height / image.width == pytest.approx(page.height / page.width, rel=0.03)


def test_a_camera_that_was_held_on_its_side_is_turned_back(tmp_path, page):
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the page is at the right of the file
    page.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "a.jpg", exif=exif, dpi=(200, 200))
    image, _ = picture(tmp_path / "a.jpg", 1)
    assert image.size == page.size
    assert np.abs(np.asarray(image.convert("L"), dtype=int) - np.asarray(page, dtype=int)).mean() < 4


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("ending", ["jpg", "png", "tif"])
def test_an_image_of_very_many_dots_comes_with_fewer(mode, ending, tmp_path, page, monkeypatch):
    if ending == "jpg" and mode not in ("L", "RGB"):
        pytest.skip("JPEG knows no such colours")
    monkeypatch.setattr("pipeline.ocr.pictures._ENOUGH_DOTS", page.width * page.height)
    grey = page.convert("L").resize((page.width * 3 + 2, page.height * 3 + 1))
    if mode == "I;16":
        large = Image.fromarray(np.asarray(grey, dtype=np.uint16) * 257)
    else:
        large = grey.convert("RGB").convert(mode)
    large.save(tmp_path / f"a.{ending}", dpi=(600, 600))
    image, dpi = picture(tmp_path / f"a.{ending}", 1)
    if mode == "I;16":  # rare, and not made smaller
        assert dpi == pytest.approx(600, rel=0.01)
        return
    assert image.mode in ("L", "RGB")
    assert dpi == pytest.approx(300 if ending == "jpg" else 200, rel=0.01)
    assert image.width / image.height == pytest.approx(large.width / large.height, rel=0.002)
    ours, whole = (np.asarray(one.convert("L").resize((400, 560)), dtype=int) for one in (image, grey))
    assert np.abs(ours - whole).mean() < 6


def test_a_large_image_is_turned_as_the_camera_was_held(tmp_path, page, monkeypatch):
    monkeypatch.setattr("pipeline.ocr.pictures._ENOUGH_DOTS", page.width * page.height // 4)
    exif = Image.Exif()
    exif[0x0112] = 6
    for name in ("a.jpg", "a.png"):
        page.transpose(Image.Transpose.ROTATE_90).save(tmp_path / name, exif=exif, dpi=(200, 200))
        image, dpi = picture(tmp_path / name, 1)
        assert (image.width < image.height, dpi) == (True, pytest.approx(100, rel=0.01))


@pytest.mark.parametrize(
    "corners",
    [
        pytest.param(((150, 200), (1800, 210), (1810, 2500), (140, 2510)), id="from above"),
        pytest.param(((300, 260), (1700, 320), (1850, 2520), (120, 2400)), id="aslant"),
    ],
)
def test_a_page_photographed_on_a_desk_is_cut_out_and_squared(tmp_path, page, corners):
    photographed(page, corners).save(tmp_path / "a.jpg", quality=90)
    image, dpi = picture(tmp_path / "a.jpg", 1)
    assert image.height / image.width == pytest.approx(297 / 210, rel=0.06)
    assert skew(image).degrees == pytest.approx(0, abs=0.2)
    border = np.concatenate(
        [np.asarray(image)[5], np.asarray(image)[-5], np.asarray(image)[:, 5], np.asarray(image)[:, -5]]
    )
    assert border.mean() > 240
    assert dpi == pytest.approx(max(image.size) / 11.69, rel=0.01)


def test_pages_of_a_file_are_read_one_by_one_at_the_reading_resolution(tmp_path, page):
    lying = page.transpose(Image.Transpose.ROTATE_270)
    page.save(tmp_path / "a.tif", save_all=True, append_images=[lying], dpi=(DPI, DPI))
    first, second = (prepare(render(tmp_path / "a.tif", "image/tiff", number)) for number in (1, 2))
    assert (first.turn.quarters, second.turn.quarters) == (0, 1)
    assert first.image.size == second.image.size == page.size


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_colour_is_read(tmp_path, page, mode):
    small = page.resize((400, 566))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(small).astype(np.uint16) * 257)
    else:
        image = small.convert("RGB").convert(mode) if mode in ("P", "CMYK") else small.convert(mode)
    image.save(tmp_path / "a.tif")
    read = np.asarray(picture(tmp_path / "a.tif", 1)[0].convert("L"), dtype=int)
    assert np.abs(read - np.asarray(small, dtype=int)).mean() < 20  # dithered in black and white


def test_what_is_transparent_is_white(tmp_path):
    image = Image.new("RGBA", (400, 500), (0, 0, 0, 0))
    image.save(tmp_path / "a.png")
    assert np.asarray(picture(tmp_path / "a.png", 1)[0].convert("L")).min() == 255
