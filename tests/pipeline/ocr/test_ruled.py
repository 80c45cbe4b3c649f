"""Cells of ruled tables on images."""

from __future__ import annotations

import pytest
from PIL import Image
from sheets import DPI, SENTENCE, Sheet, pixels

from pipeline.ocr.ink import ink
from pipeline.ocr.ruled import ruled_tables

XS, YS = [25.0, 40.0, 110.0, 150.0, 190.0], [60.0, 72.0, 95.0, 118.0, 130.0]


def filled(**how):
    sheet = Sheet()
    sheet.prose(25, 4)
    sheet.table(XS, YS, **how)
    for n, y in enumerate(YS[:-1]):
        sheet.write(XS[0] + 3, y + 2, f"{n}.", points=11)
        for x in XS[1:-1]:
            sheet.write(x + 2, y + 2, " ".join(SENTENCE.split()[n : n + 2]), points=11)
    return sheet


def cells(image):
    seen = ink(image, DPI)
    return [[(cell.top, cell.left, cell.bottom, cell.right) for cell in table.cells] for table in ruled_tables(seen)]


GRID = [(row, column, row + 1, column + 1) for row in range(4) for column in range(4)]


@pytest.mark.parametrize(
    "how", [{}, {"thick": 5}, {"thick": 1, "fill": 190}], ids=["usual", "thick", "hairlines in grey"]
)
def test_every_cell_is_found(how):
    assert cells(filled(**how).image) == [GRID]


def test_boxes_lie_inside_the_rulings():
    seen = ink(filled().image, DPI)
    (table,) = ruled_tables(seen)
    cell = table.cells[5]  # second row, second column
    assert [side / seen.millimetre for side in cell.box] == pytest.approx([XS[1], YS[1], XS[2], YS[2]], abs=0.6)


def test_merged_cells_are_one():
    sheet = Sheet()
    sheet.table(XS, YS)
    white = {"thick": 6, "fill": "white"}
    sheet.line((XS[1] + 0.5, YS[1]), (XS[2] - 0.5, YS[1]), **white)  # two rows
    sheet.line((XS[2], YS[2] + 0.5), (XS[2], YS[3] - 0.5), **white)  # two columns
    sheet.line((XS[3], YS[2] + 0.5), (XS[3], YS[3] - 0.5), **white)  # and a third
    (found,) = cells(sheet.image)
    assert (0, 1, 2, 2) in found
    assert (2, 1, 3, 4) in found
    assert len(found) == 13


def test_gaps_in_rulings_are_bridged():
    sheet = filled()
    for x in range(30, 190, 15):
        for y in YS:
            sheet.line((x, y), (x + 2, y), thick=6, fill="white")
    assert cells(sheet.image) == [GRID]


def test_a_table_open_at_the_sides_has_its_outer_columns():
    sheet = Sheet()
    for y in YS:
        sheet.line((XS[0], y), (XS[-1], y))
    for x in XS[1:-1]:
        sheet.line((x, YS[0]), (x, YS[-1]))
    assert cells(sheet.image) == [GRID]


def test_a_little_skew_that_is_left_does_no_harm():
    leaning = filled().image.rotate(0.12, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert cells(leaning) == [GRID]


def test_a_seal_on_a_table_makes_no_columns():
    sheet = filled()
    sheet.seal(120, 85, fill="black")
    assert cells(sheet.image) == [GRID]


def underlines(sheet):
    for n, y in enumerate((40, 60, 80)):
        sheet.line((60 + 10 * n, y), (120, y))
    sheet.line((90, 30), (90, 200), thick=1)  # where the paper was folded


def frame(sheet):
    sheet.table([30, 180], [60, 100])


def stamp_of_incoming_mail(sheet):
    sheet.table([20, 40, 65], [60, 67, 74])


def chart(sheet):
    for y in range(60, 120, 10):
        sheet.line((40, y), (180, y), thick=1)
    for n, top in enumerate((100, 70, 105, 64, 90)):
        sheet.draw.rectangle([pixels(side) for side in (50 + 25 * n, top, 54 + 25 * n, 110)], fill="black")


@pytest.mark.parametrize("draw", [underlines, frame, stamp_of_incoming_mail, chart])
def test_other_lines_are_no_table(draw):
    sheet = Sheet()
    sheet.prose(210, 5)
    draw(sheet)
    assert cells(sheet.image) == []
