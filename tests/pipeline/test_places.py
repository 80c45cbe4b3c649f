"""Where the words of a quote stand: boxes that hold them, on every kind of page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from documents import document
from pdf_drawing import Drawing
from pdf_drawing import read as read_drawing
from PIL import Image

from pipeline.places import Places, as_it_lies
from pipeline.read import read
from pipeline.records import Line, Page, Print, Reading, Restored, Turn

TEXT = [
    "1. Tổ chức tuần lễ đọc sách cho 12 lớp của trường, mỗi lớp có một góc đọc sách riêng.",
    "2. Bộ phận thư viện chủ trì, các tổ chuyên môn phối hợp; hoàn thành trước ngày 15/9/2025.",
]


def reading_of(drawing: Drawing) -> Reading:
    ingested = drawing.read()
    pages = tuple(
        Page(p.number, p.lines, "", p.method, "clean", 0.0, width=p.width, height=p.height) for p in ingested.pages
    )
    return read(Restored(ingested.source, "embedded", pages, ()))


def inside(path: Path, boxes: list[dict[str, float]]) -> str:
    """Return the letters whose middle stands in the boxes."""
    found = ""
    with pdfium.PdfDocument(path) as pdf:
        for box in boxes:
            page = pdf[int(box["page"]) - 1]
            height = page.get_height()
            text = page.get_textpage()
            for index, letter in enumerate(text.get_text_range()):
                left, bottom, right, top = text.get_charbox(index)
                x, y = (left + right) / 2, height - (bottom + top) / 2
                if not letter.isspace() and box["x0"] <= x <= box["x1"] and box["y0"] <= y <= box["y1"]:
                    found += letter
    return found


@pytest.mark.parametrize(
    "words", ["đọc sách", "Tổ chức", "mỗi lớp có một góc", "12", "chủ trì", "trước ngày 15/9/2025"]
)
def test_box_holds_the_words_and_few_others(tmp_path: Path, words: str) -> None:
    drawing = Drawing(tmp_path / "kế hoạch.pdf")
    drawing.lines(60, 100, TEXT)
    reading = reading_of(drawing)
    start = reading.text.index(words)
    (box,) = Places(reading).boxes(start, start + len(words))
    seen = inside(drawing.path, [box])
    bare = words.replace(" ", "")
    assert bare in seen
    assert len(seen) <= len(bare) + 3
    line = next(run.box for run in reading.runs if run.start <= start < run.end)
    assert line is not None
    assert (box["y0"], box["y1"]) == (pytest.approx(line[1], abs=0.01), pytest.approx(line[3], abs=0.01))


def test_quote_over_two_lines_has_two_boxes(tmp_path: Path) -> None:
    drawing = Drawing(tmp_path / "kế hoạch.pdf")
    drawing.lines(60, 100, ["Nhà trường tổ chức tuần lễ đọc sách cho học sinh của", "các khối lớp trong tháng 9."])
    reading = reading_of(drawing)
    quote = "đọc sách cho học sinh của các khối lớp"
    start = reading.text.index(quote)
    boxes = Places(reading).boxes(start, start + len(quote))
    assert len(boxes) == 2
    assert quote.replace(" ", "") in inside(drawing.path, boxes)


def test_words_in_a_cell_have_the_box_of_their_line(tmp_path: Path) -> None:
    drawing = Drawing(tmp_path / "bảng.pdf")
    drawing.grid((60, 90, 300, 500), (80, 110, 170))
    for x, text in zip((65, 95, 305), ("TT", "Nội dung công việc", "Đơn vị chủ trì"), strict=True):
        drawing.words(x, 98, text)
    drawing.words(65, 124, "1")
    drawing.lines(95, 124, ["Trang trí góc đọc sách", "của từng lớp học"], pitch=14)
    drawing.words(305, 124, "Tổ Văn phòng")
    reading = reading_of(drawing)
    start = reading.text.index("từng lớp")
    (box,) = Places(reading).boxes(start, start + len("từng lớp"))
    assert "từnglớp" in inside(drawing.path, [box])
    assert 128 < box["y0"] < box["y1"] < 146


def test_row_cut_by_a_page_break_stands_on_both_pages() -> None:
    row = Line(
        "1 | Mua sách mới cho thư viện",
        kind="row",
        cells=("1", "Mua sách mới cho thư viện"),
        table=0,
        cell_boxes=((60, 700, 90, 780), (90, 700, 400, 780)),
        prints=(
            (Print(0, (65, 702, 70, 714)),),
            (Print(0, (95, 702, 200, 714)), Print(9, (95, 60, 220, 72), page=2)),
        ),
    )
    reading = read(document([row], ["Hết."]))
    start = reading.text.index("Mua")
    boxes = Places(reading).boxes(start, start + len("Mua sách mới cho thư viện"))
    assert [(box["page"], box["y0"]) for box in boxes] == [(1, 702.0), (2, 60.0)]


def test_lines_without_a_place_have_no_boxes() -> None:
    reading = read(document(["Kế hoạch năm 2025"]))
    assert Places(reading).boxes(0, 5) == []


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 2.5, -2.5])
def test_turned_pages(quarters: int, degrees: float) -> None:
    """A mark on the paper is found again from where it stands on the page as it was turned to be read."""
    size = (300, 420)
    paper = Image.new("L", size, 255)
    paper.paste(0, (60, 90, 140, 102))
    turned = paper.rotate(90 * quarters, expand=True).rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    ys, xs = np.nonzero(np.asarray(turned) < 128)
    box = (float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
    page = Page(1, (), "", "ocr", "absent", 1.0, width=300.0, height=420.0, turn=Turn(quarters, degrees))
    x0, y0, x1, y1 = as_it_lies(box, page)
    assert x0 <= 61 < 139 <= x1
    assert y0 <= 91 < 101 <= y1
    slack = 10 if degrees else 2
    assert x0 >= 60 - slack
    assert x1 <= 140 + slack
    assert y0 >= 90 - slack
    assert y1 <= 102 + slack


def test_long_skewed_line_has_a_box_for_every_few_words() -> None:
    text = "Nhà trường tổ chức tuần lễ đọc sách cho học sinh của các khối lớp"
    stops = tuple((m.end(), 60 + 6.0 * m.end()) for m in re.finditer(" ", text))
    found = document([Line(text, box=(60, 100, 60 + 6.0 * len(text), 114), stops=stops)])
    (page,) = found.pages
    reading = read(replace(found, pages=(replace(page, width=595.0, height=842.0, turn=Turn(0, 2.0)),)))
    boxes = Places(reading).boxes(0, len(text))
    assert 3 <= len(boxes) <= 4
    assert all(box["y1"] - box["y0"] < 20 for box in boxes)
    tops = [box["y0"] for box in boxes]
    assert tops in (sorted(tops), sorted(tops, reverse=True))
    assert max(tops) - min(tops) > 5


def test_real_pages(shared: Path) -> None:
    """Every record's boxes hold its quote, letter by letter, on born-digital plans."""
    path = shared / "bench" / "pdf" / "000.pdf"
    ingested = read_drawing(path)
    pages = tuple(
        Page(p.number, p.lines, "", p.method, "clean", 0.0, width=p.width, height=p.height) for p in ingested.pages
    )
    reading = read(Restored(ingested.source, "embedded", pages, ()))
    places = Places(reading)
    for match in list(re.finditer(r"[^\n;]{20,80}(?=[;.])", reading.text))[::7]:
        quote = re.sub(r"\W", "", match.group())
        seen = re.sub(r"\W", "", inside(path, places.boxes(match.start(), match.end())))
        assert quote in seen
        assert len(seen) <= len(quote) + 4
