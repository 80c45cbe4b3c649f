"""Dirt and seals go, worn writing stays."""

from __future__ import annotations

import pytest

from pipeline.ocr.engine import around
from pipeline.ocr.page import TextLine, Word
from pipeline.ocr.specks import without_specks

BODY = (
    "Căn cứ Kế hoạch của Sở về việc cải cách thủ tục hành chính năm",
    "2031 và tình hình thực tế, nhà trường xây dựng kế hoạch cụ thể",
    "nhằm nâng cao chất lượng phục vụ, giảm thời gian đi lại và rút",
    "ngắn thời gian giải quyết hồ sơ của cha mẹ học sinh toàn trường",
)
LEFT, WIDTH, HEIGHT = 80.0, 6.0, 12.0  # points; a letter is so wide


def line(text: str, y: float, *, x: float = LEFT, sure: float | dict[str, float] = 0.95) -> TextLine:
    words = []
    for word in text.split():
        confidence = sure.get(word, 0.95) if isinstance(sure, dict) else sure
        words.append(Word(word, (x, y, x + len(word) * WIDTH, y + HEIGHT), confidence))
        x += (len(word) + 1) * WIDTH
    return TextLine(tuple(words), around(word.box for word in words), 0)


def seen(tried: TextLine) -> str:
    """Return what is left of a line on a page of body text."""
    body = [line(text, 100 + 20 * n) for n, text in enumerate(BODY)]
    kept = without_specks([*body, tried])
    assert kept[:4] == body
    return kept[4].text if len(kept) > 4 else ""


@pytest.mark.parametrize(
    ("text", "sure", "left"),
    [
        pytest.param("- Công khai thủ tục", {"-": 0.5}, "- Công khai thủ tục", id="a worn bullet stays"),
        pytest.param("+ Công khai thủ tục", {}, "+ Công khai thủ tục", id="plus"),
        pytest.param("1. Mục đích :", {":": 0.2}, "1. Mục đích", id="a speck at the end"),
        pytest.param("KẾ HOẠCH -", {"-": 0.56}, "KẾ HOẠCH", id="no bullet ends a line"),
        pytest.param("giai đoạn 2026 -", {"-": 0.9}, "giai đoạn 2026 -", id="a dash that is sure"),
        pytest.param("|. Nhiệm vụ", {"|.": 0.4}, "|. Nhiệm vụ", id="a numeral that was misread"),
        pytest.param("về các nội :dung liên quan", {}, "về các nội dung liên quan", id="a sign before a word"),
        pytest.param("I. MỤC ĐÍCH", {"I.": 0.5}, "I. MỤC ĐÍCH", id="a numeral in doubt stays"),
        pytest.param("a) Tổ chức", {"a)": 0.4}, "a) Tổ chức", id="a letter of a list stays"),
        pytest.param("_- Các bộ phận", {"_-": 0.3}, "- Các bộ phận", id="dirt beside a bullet"),
        pytest.param("-_VP. Huyện ủy", {}, "-VP. Huyện ủy", id="dirt between bullet and word"),
        pytest.param(". Tập trung vào thanh tra", 0.95, "Tập trung vào thanh tra", id="nothing begins with a stop"),
        pytest.param("“Tiếp tục thực hiện", {}, "Tiếp tục thực hiện", id="a quotation that is never closed"),
        pytest.param("“Dạy tốt, học tốt”", {}, "“Dạy tốt, học tốt”", id="quotation marks"),
        pytest.param("đạt 95 %", {"%": 0.9}, "đạt 95 %", id="a sign that is sure"),
        pytest.param(r"\2\.Ý oÍ 2%, Xã", 0.3, "", id="the rim of a seal"),
        pytest.param("kế hoạch chi tiết", 0.55, "kế hoạch chi tiết", id="worn words stay"),
        pytest.param(
            "- Các tổ khối(th);", {"khối(th);": 0.4}, "- Các tổ khối(th);", id="short words and a long one in doubt"
        ),
        pytest.param("Só:41Ð/KH-THCS", 0.3, "Só:41Ð/KH-THCS", id="its own number, by hand"),
        pytest.param("Organizational Structure", 0.9, "Organizational Structure", id="another language"),
    ],
)
def test_what_is_left_of_a_line(text, sure, left):
    assert seen(line(text, 200, sure=sure)) == left


@pytest.mark.parametrize(
    ("text", "x", "left"),
    [
        pytest.param("+ Công khai thủ tục hành chính", 80, "+ Công khai thủ tục hành chính", id="in the text"),
        pytest.param("| việc thực hiện kế hoạch", 56, "việc thực hiện kế hoạch", id="a line at the edge of the paper"),
        pytest.param("ị việc thực hiện kế hoạch", 56, "việc thực hiện kế hoạch", id="the same read as a letter"),
        pytest.param("- Lưu: văn thư", 56, "Lưu: văn thư", id="a dash outside the text"),
    ],
)
def test_beyond_the_edge_of_the_text(text, x, left):
    tried = line(text, 200, x=x)
    assert seen(tried) == left


def test_a_dash_far_from_the_words_is_dirt():
    title = line("KẾ HOẠCH", 200, x=220)
    dash = Word("-", (150.0, 204.0, 153.0, 206.0), 0.9)
    tried = TextLine((dash, *title.words), around([dash.box, title.box]), 0)
    assert seen(tried) == "KẾ HOẠCH"


def test_a_page_with_nothing_on_it():
    assert without_specks([]) == []
    assert without_specks([line(". ' ~", 100, sure=0.2)]) == []
