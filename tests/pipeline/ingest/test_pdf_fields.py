"""Words put into fields upon a PDF page: what a clerk filled in belongs to the text, marks of signing do not."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pdf_drawing import Drawing, texts

from pipeline.pdf_fields import open_page

LETTERHEAD = [
    (60, 60, "UBND XÃ HẠ LIỄU"),
    (60, 78, "BAN VĂN HÓA"),
    (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (300, 78, "Độc lập - Tự do - Hạnh phúc"),
]
SIGNED = "SAO Y; VP; 25/07/2025 10:25:14 +07:00"


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    return Drawing(tmp_path / "da-ky-so.pdf")


def letterhead(drawing: Drawing) -> None:
    for x, y, text in LETTERHEAD:
        drawing.words(x, y, text)


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([(60, "Số:            /KH-UBND")], id="one piece of text"),
        pytest.param([(60, "Số:"), (128, "/KH-UBND")], id="two pieces"),
        pytest.param([(60, "Số:"), (108, "/KH-UBND")], id="little room"),
    ],
)
def test_number_filled_in_stands_in_its_place(drawing: Drawing, pieces: list[tuple[float, str]]) -> None:
    letterhead(drawing)
    for x, text in pieces:
        drawing.words(x, 96, text)
    drawing.field(84, 85, 108, 99, "565")
    assert texts(drawing.read())[1:3] == ["BAN VĂN HÓA", "Số: 565/KH-UBND"]


def test_day_and_month_filled_in(drawing: Drawing) -> None:
    letterhead(drawing)
    start = drawing.width("Hạ Liễu, ngày")
    room = drawing.width("Hạ Liễu, ngày      tháng")
    drawing.words(60, 150, "Hạ Liễu, ngày      tháng      năm 2026")
    drawing.field(60 + start, 139, 60 + start + 17, 153, "15")
    drawing.field(60 + room, 139, 60 + room + 17, 153, "4")
    assert "Hạ Liễu, ngày 15 tháng 4 năm 2026" in texts(drawing.read())


def test_printed_month_that_was_printed_over(drawing: Drawing) -> None:
    before = drawing.width("ngày 15 tháng ")
    drawing.words(60, 150, "ngày 15 tháng 4 năm 2026")
    drawing.field(60 + before - 2, 139, 60 + before + 10, 153, "5")
    assert texts(drawing.read()) == ["ngày 15 tháng 5 năm 2026"]


def test_marks_of_signing_are_no_text(drawing: Drawing) -> None:
    letterhead(drawing)
    drawing.field(300, 10, 560, 24, SIGNED)
    page = drawing.read().pages[0]
    assert page.stamps == (SIGNED,)
    assert not any("SAO Y" in line.text for line in page.lines)


def test_words_in_the_fields_of_a_table(drawing: Drawing) -> None:
    drawing.grid((60, 90, 220, 400), (80, 110, 140))
    for row, text in enumerate(("Kế hoạch số", "Ngày ký")):
        drawing.words(65, 100 + 30 * row, str(row + 1))
        drawing.words(95, 100 + 30 * row, text)
    drawing.field(230, 86, 300, 102, "2389")
    drawing.field(230, 116, 300, 132, "29/5/2025")
    assert texts(drawing.read()) == ["1 | Kế hoạch số | 2389", "2 | Ngày ký | 29/5/2025"]


@pytest.mark.parametrize(("print_fill_ins", "darker"), [(True, True), (False, False)])
def test_what_is_drawn(drawing: Drawing, print_fill_ins: bool, darker: bool) -> None:
    """The picture of a page that is read anew shows what was filled in, and never the marks of signing."""
    drawing.field(84, 85, 108, 99, "565")
    drawing.field(300, 10, 560, 24, SIGNED)
    drawing.read()
    with pdfium.PdfDocument(drawing.path) as document:
        page, fields = open_page(document, 0, print_fill_ins=print_fill_ins)
        grey = page.render(scale=1, grayscale=True).to_numpy()
        page.close()
    assert [fill_in.text for fill_in in fields.fill_ins] == ["565"]
    assert (grey[85:99, 84:108].min() < 128) == darker
    assert grey[:30].min() > 200
