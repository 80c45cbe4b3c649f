"""Where a sentence ends, and what of it a quote holds."""

from __future__ import annotations

import pytest

from extractors.sentences import quote_span, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (["Công khai tại bảng tin.", "Gửi thư báo."], 2),
        (["Trường đặt tại TP. Huế từ năm 2010."], 1),
        (["Rà soát; công khai; báo cáo."], 1),
        (["Đạt 1.250 lượt tiếp nhận.", "Tăng 3,5 lần."], 2),
        (["Báo cáo Phòng./.", "Trên đây là kế hoạch."], 2),
    ],
)
def test_sentences(text, expected):
    joined = " ".join(text)
    found = sentences(joined)
    assert [s.text for s in found] == text
    assert len(found) == expected
    assert all(joined[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Công khai tại bảng tin;", "Công khai tại bảng tin"),
        ("Gửi thư báo.", "Gửi thư báo."),
        (" Báo cáo./. ", "Báo cáo"),
        ("Trường Tiểu học,", "Trường Tiểu học"),
    ],
)
def test_quote_span(text, quote):
    assert text[slice(*quote_span(text, 0, len(text)))] == quote
