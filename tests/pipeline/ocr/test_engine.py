"""The engine: the same words by either way of calling it, with their boxes, region by region."""

from __future__ import annotations

import os

import pypdfium2 as pdfium
import pytest
from engines import needs_tesseract
from PIL import Image
from scans import LETTER, drawn, letter

from pipeline.ocr import engine as engines
from pipeline.ocr import tessdata
from pipeline.ocr.page import CellRef, Prepared, Region, Turn

DPI = 200
SECONDS = 60


def page(path):
    with pdfium.PdfDocument(path) as document:
        image = document[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    return Prepared(image, DPI, Turn())


def pixels(x0, y0, x1, y1):
    return round(x0 * DPI / 72), round(y0 * DPI / 72), round(x1 * DPI / 72), round(y1 * DPI / 72)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    return page(drawn(tmp_path_factory.mktemp("page") / "trang.pdf", letter))


@pytest.fixture(params=["loaded", "program"])
def engine(request):
    try:
        engines.data_folder()
        return engines.Loaded() if request.param == "loaded" else engines.Program()
    except (ImportError, engines.NoEngine) as error:
        pytest.skip(str(error))


WHOLE = Region("text", pixels(0, 0, 595, 841))


def test_every_word_is_read(engine, printed):
    lines = engine.read(printed, [WHOLE], engines.USUAL_DATA, SECONDS)
    assert [line.text for line in lines] == list(LETTER)
    assert all(0.8 < word.confidence <= 1 for line in lines for word in line.words)


def test_boxes_are_points_of_the_page(engine, printed):
    first, *_ = engine.read(printed, [WHOLE], engines.USUAL_DATA, SECONDS)
    x0, y0, _, y1 = first.words[0].box
    assert x0 == pytest.approx(70, abs=2)  # where the line was drawn, and its base line at 120
    assert y1 == pytest.approx(120, abs=3)
    assert 8 < y1 - y0 < 14
    assert first.box[0] == x0 and first.box[2] > 450


def test_regions_are_read_in_their_order(engine, printed):
    upper, lower = Region("text", pixels(60, 105, 540, 128)), Region("text", pixels(60, 145, 540, 170))
    lines = engine.read(printed, [lower, upper], engines.USUAL_DATA, SECONDS)
    assert [(line.region, line.text) for line in lines] == [(0, LETTER[2]), (1, LETTER[0])]


def test_a_cell_tells_its_place(engine, printed):
    ref = CellRef(0, 2, 1)
    cells = [
        Region("cell", pixels(300, 300, 400, 320), CellRef(0, 0, 0)),
        Region("cell", pixels(60, 105, 540, 128), ref),
    ]
    (line,) = engine.read(printed, cells, engines.USUAL_DATA, SECONDS)
    assert (line.text, line.cell, line.region) == (LETTER[0], ref, 1)


def test_an_empty_page_has_no_lines(engine):
    blank = Prepared(Image.new("L", (800, 600), 255), DPI, Turn())
    assert engine.read(blank, [Region("text", (0, 0, 800, 600))], engines.USUAL_DATA, SECONDS) == []


@needs_tesseract
def test_both_ways_read_the_same(printed):
    """Their versions of Tesseract differ; in clean print that shows in no word, and in boxes by a dot or two."""
    try:
        ways = [engines.Loaded(), engines.Program()]
    except (ImportError, engines.NoEngine) as error:
        pytest.skip(str(error))
    one, other = (way.read(printed, [WHOLE], engines.USUAL_DATA, SECONDS) for way in ways)
    for a, b in zip(one, other, strict=True):
        assert [word.text for word in a.words] == [word.text for word in b.words]
        for v, w in zip(a.words, b.words, strict=True):
            assert v.box == pytest.approx(w.box, abs=2)
            assert v.confidence == pytest.approx(w.confidence, abs=0.1)


@needs_tesseract
def test_a_page_may_take_only_so_long(printed):
    way = engines.Program()
    with pytest.raises(TimeoutError):
        way.read(printed, [WHOLE], engines.USUAL_DATA, 0.01)


@needs_tesseract
def test_the_version_names_engine_and_data():
    name, usual, *_ = engines.engine_version().split("+")
    assert name == engines.engine().name
    assert usual.startswith("vie:") and len(usual) == len("vie:") + 8


def test_threads_of_tesseract_are_off():
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


def test_without_vietnamese_data_there_is_no_engine(monkeypatch, tmp_path):
    monkeypatch.setattr(tessdata, "DATA_FOLDERS", (f"{tmp_path}/*/tessdata",))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    for cached in (engines.data_folder, engines.engine, engines.engine_version):
        monkeypatch.setattr(engines, cached.__name__, cached.__wrapped__)
    with pytest.raises(engines.NoEngine, match="Tesseract with its Vietnamese data is not installed"):
        engines.engine()
    assert engines.installed_engine() == ""


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_the_engine_tells_how_a_page_lies(engine, tmp_path, quarters):
    if not (engines.data_folder() / f"{tessdata.ORIENTATION_DATA}.traineddata").is_file():
        pytest.skip("no data for orientation")

    def draw(drawing):
        for top in range(80, 400, 70):
            drawing.lines(70, top, LETTER, pitch=20)

    upright = page(drawn(tmp_path / "a.pdf", draw)).image
    turns = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    lying = upright.transpose(turns[quarters]) if quarters else upright
    assert engine.quarters(lying, DPI) == quarters


def test_the_engine_says_nothing_about_a_blank_page(engine):
    assert engine.quarters(Image.new("L", (800, 1100), 255), DPI) is None
