"""Cells get white paper, the rest of the page stays as it is."""

from __future__ import annotations

import numpy as np
from PIL import Image

from pipeline.ocr.cells import with_white_cells
from pipeline.ocr.page import CellRef, Prepared, Region, Turn


def grainy(ink=60, paper=235, grain=6):
    """A page of 400 by 300 dots, a tenth of it ink."""
    page = np.random.default_rng(1).normal(paper, grain, (300, 400))
    page[::10] = ink
    return Prepared(Image.fromarray(page.clip(0, 255).astype(np.uint8)), 200, Turn())


def test_only_cells_get_white_paper():
    page = grainy()
    cell = Region("cell", (100, 50, 200, 100), CellRef(0, 0, 0), (95, 45, 205, 105))
    done = with_white_cells(page, [Region("text", (0, 0, 400, 40)), cell])
    before, after = np.asarray(page.image), np.asarray(done.image)
    inner = after[50:100, 100:200]
    assert (inner[1:10] == 255).mean() > 0.99
    assert (inner[::10] < 100).all()
    outside = np.ones_like(before, dtype=bool)
    outside[50:100, 100:200] = False
    assert (before[outside] == after[outside]).all()


def test_pages_without_cells_stay_as_they_are():
    page = grainy()
    assert with_white_cells(page, [Region("text", (0, 0, 400, 40))]) is page
    empty = Region("cell", (100, 50, 100, 50), CellRef(0, 0, 0), (95, 45, 205, 105))
    assert with_white_cells(page, [empty]) is page
