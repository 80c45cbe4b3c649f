"""Bold lines are told by their strokes."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from ocr_pages import printed
from scans import drawn

from pipeline.ocr.page import Prepared, Turn
from pipeline.ocr.strokes import bold_from, is_bold, with_strokes

TEXTS = (
    ("1. Mục đích", True),
    ("Nâng cao chất lượng phục vụ của nhà trường", False),
    ("Giảm thời gian đi lại của cha mẹ học sinh", False),
    ("2. Yêu cầu", True),
    ("Mọi hồ sơ được giải quyết đúng hạn, đúng luật", False),
)


def page(path):
    def draw(drawing):
        for number, (text, bold) in enumerate(TEXTS):
            drawing.words(72, 100 + 20 * number, text, bold=bold)

    with pdfium.PdfDocument(drawn(path, draw)) as document:
        return Prepared(document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L"), 200, Turn())


def test_bold_lines_have_thicker_strokes(tmp_path):
    lines = [printed(text, 72, 90 + 20 * number) for number, (text, _) in enumerate(TEXTS)]
    measured = with_strokes(page(tmp_path / "a.pdf"), lines)
    least = bold_from(measured)
    assert [is_bold(line, least) for line in measured] == [bold for _, bold in TEXTS]
    assert [line.text for line in measured] == [text for text, _ in TEXTS]


def test_the_base_line_is_found_in_a_box_that_is_too_tall(tmp_path):
    lines = [printed(text, 72, 90 + 20 * number) for number, (text, _) in enumerate(TEXTS)]
    tall = [replace(line, box=(72.0, line.box[1] - 3, 340.0, line.box[3] + 6)) for line in lines]
    for number, line in enumerate(with_strokes(page(tmp_path / "a.pdf"), tall)):
        assert line.base == pytest.approx(100 + 20 * number, abs=1)


def test_what_is_too_short_to_measure_is_not_bold():
    line = printed("12", 72, 100)
    assert not is_bold(line, 0.0)
    assert bold_from([]) == float("inf")
