"""Dark edges, uneven light and speckles are seen, and clean pages are left as they are."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from sheets import DPI, Sheet, pixels

from pipeline.ocr.ink import ink
from pipeline.ocr.surface import evened, softened, speckled, without_dark_edges


@pytest.fixture
def page():
    sheet = Sheet()
    sheet.prose(30, 30)
    return sheet.image


def speckles(page, share):
    """The page with specks of two by two points."""
    levels = np.asarray(page).copy()
    specks = np.random.default_rng(3).random(levels.shape) < share
    for shift in (0, 1):
        levels[np.roll(specks, shift, axis=0) | np.roll(specks, (shift, 1), axis=(0, 1))] = 0
    return Image.fromarray(levels)


def test_clean_pages_are_left_alone(page):
    assert without_dark_edges(page, DPI) is page
    assert evened(page) is page
    assert not speckled(ink(page, DPI))


def test_dark_edges_are_painted_white(page):
    dirty = page.copy()
    dirty.paste(20, (0, 0, pixels(5), page.height))
    dirty.paste(30, (0, page.height - pixels(4), page.width, page.height))
    cleaned = np.asarray(without_dark_edges(dirty, DPI))
    assert (cleaned >= 128).sum() == (np.asarray(page) >= 128).sum()


def test_the_table_beside_photographed_paper_is_painted_white(page):
    """It is grey, not black, and lighter than shaded paper at the other side."""
    photographed = Image.fromarray((np.asarray(page) * np.linspace(0.95, 0.6, page.width)).astype(np.uint8))
    lying = photographed.copy()
    lying.paste(150, (0, 0, pixels(6), page.height))
    cleaned = np.asarray(without_dark_edges(lying, DPI))
    assert (cleaned[:, : pixels(6)] == 255).all()
    assert (cleaned[:, pixels(8) :] == np.asarray(photographed)[:, pixels(8) :]).all()


def test_print_that_runs_to_the_edge_stays(page):
    cut = np.asarray(page.crop((pixels(34), 0, page.width, page.height)))
    left = np.asarray(without_dark_edges(Image.fromarray(cut), DPI))
    assert (left < 128).sum() > 0.99 * (cut < 128).sum()


def test_a_ruling_that_runs_to_the_edge_stays(page):
    ruled = page.copy()
    ruled.paste(0, (0, 1000, page.width, 1004))
    assert (np.asarray(without_dark_edges(ruled, DPI))[1002] == 0).all()


def test_uneven_light_is_evened_out_and_letters_stay_dark(page):
    light = np.linspace(1.0, 0.45, page.width)[np.newaxis]
    shaded = Image.fromarray((np.asarray(page) * light).astype(np.uint8))
    even = np.asarray(evened(shaded))
    paper = np.asarray(page) == 255
    assert even[paper].mean() > 250
    assert even[np.asarray(page) < 30].mean() < 60


def test_dark_paper_becomes_white():
    sheet = Sheet(paper=150)
    sheet.prose(30, 10)
    assert np.median(np.asarray(evened(sheet.image))) > 250


def test_speckles_are_seen(page):
    assert speckled(ink(speckles(page, 0.001), DPI))
    assert not speckled(ink(speckles(page, 0.00003), DPI))


def test_softening_melts_specks_and_keeps_strokes(page):
    dirty = speckles(page, 0.001)
    lone = (np.asarray(dirty) == 0) & (np.asarray(page) == 255)
    soft = np.asarray(softened(dirty))
    assert np.median(soft[lone]) > 100
    assert soft[np.asarray(page.resize(page.size)) == 0].mean() < 60
