"""A page image read: doubtful lines a second time, the surer reading kept."""

from __future__ import annotations

import pytest
from engines import needs_tesseract
from ocr_pages import printed
from PIL import Image
from scans import LETTER, letter, scan

from pipeline.ocr import reading
from pipeline.ocr.page import Prepared, Region, Turn
from pipeline.ocr.reading import read_page


class FakeEngine:
    """Reads what it is told, by data; keeps what it was asked."""

    name = "fake-1"

    def __init__(self, **said):
        self.said = said
        self.asked = []

    def quarters(self, image, dpi):
        return None

    def read(self, page, regions, data, seconds):
        self.asked.append((data, [region.box for region in regions]))
        return self.said[data]


@pytest.fixture
def read(monkeypatch):
    """Return what read_page makes of two readings of a page."""
    page = Prepared(Image.new("L", (1654, 2339), 255), 200, Turn())
    monkeypatch.setattr(reading, "render", lambda *_: None)
    monkeypatch.setattr(reading, "prepare", lambda *_: page)
    monkeypatch.setattr(reading, "parted", lambda _: (page, [Region("text", (0, 0, 1654, 2339))]))
    monkeypatch.setattr(reading, "second_data", lambda: "script/Vietnamese")

    def run(first, second):
        fake = FakeEngine(vie=first, **{"script/Vietnamese": second})
        monkeypatch.setattr(reading, "engine", lambda: fake)
        return read_page(None, "application/pdf", 1, 60), fake.asked

    return run


def test_a_sure_page_is_read_once(read):
    done, asked = read([printed("Kế hoạch cải cách", 60, 100, sure=0.9)], [])
    assert (done.second, len(asked), done.engine, done.data) == (False, 1, "fake-1", "vie")
    assert (done.width, done.height) == (595.44, 842.04)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        pytest.param(("Kê hoach", 0.5), ("Kế hoạch", 0.9), "Kế hoạch", id="surer"),
        pytest.param(("Kế hoạch", 0.5), ("Kê hoach", 0.4), "Kế hoạch", id="no surer"),
        pytest.param(("đạt 909%", 0.8), ("đạt 90%", 0.9), "đạt 90%", id="figures are worth more"),
        pytest.param(("số 45/KH-SGOĐT", 0.8), ("số 45/KH-SGDĐT", 0.9), "số 45/KH-SGDĐT", id="a number"),
        pytest.param(("Kê hoach", 0.8), ("Kế hoạch", 0.9), "Kê hoach", id="sure enough for words"),
        pytest.param(("Kế hoạch .", {".": 0.1}), ("Kế hoạch", 0.99), "Kế hoạch .", id="dirt is no doubt"),
    ],
)
def test_doubtful_lines_are_read_again(read, first, second, kept):
    sure = printed("Trên đây là kế hoạch", 60, 300, sure=0.95)
    text, how_sure = first
    line = printed(text, 60, 100, sure=how_sure if isinstance(how_sure, float) else 0.95)
    if isinstance(how_sure, dict):
        line = printed(text, 60, 100, sure=0.95)
        words = tuple(w if w.text not in how_sure else type(w)(w.text, w.box, how_sure[w.text]) for w in line.words)
        line = type(line)(words, line.box, line.region)
    again = printed(second[0], 60, 100, sure=second[1])
    done, _ = read([line, sure], [again])
    assert [found.text for found in done.lines] == [kept, "Trên đây là kế hoạch"]


def test_only_the_doubtful_line_is_looked_at_again(read):
    doubtful, sure = printed("Kê hoach", 72, 144, sure=0.5), printed("Trên đây", 72, 300, sure=0.95)
    done, asked = read([sure, doubtful], [])
    assert done.second and [line.text for line in done.lines] == ["Trên đây", "Kê hoach"]
    (data, [box]) = asked[1]
    assert data == "script/Vietnamese"
    x0, y0, x1, y1 = (side * 72 / 200 for side in box)
    assert 66 < x0 < 72 and 140 < y0 < 144 and x1 > doubtful.box[2] and 154 < y1 < 158


@needs_tesseract
def test_a_scan_is_read_as_it_is_printed(tmp_path):
    done = read_page(scan(tmp_path / "a.pdf", letter, letter), "application/pdf", 2, 60)
    assert [line.text for line in done.lines] == list(LETTER)
    assert done.turn == Turn()
    assert done.lines[0].box[0] == pytest.approx(70, abs=2)
