"""Specks between words are blanks; hyphens and full stops that mean something stay."""

import pytest

from normalizers.diacritics.specks import specks
from normalizers.diacritics.tokens import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("nêu rõ trách.nhiệm của tổ", "nêu rõ trách nhiệm của tổ", id="a dot"),
        pytest.param("các cơ-quan liên-quan", "các cơ quan liên quan", id="hyphens"),
        pytest.param("tại:khoản 3", "tại khoản 3", id="two dots"),
        pytest.param("kinh tế-xã hội", "kinh tế-xã hội", id="a hyphen between two pairs"),
        pytest.param("đã xong.Nhà trường", "đã xong.Nhà trường", id="a sentence begins"),
        pytest.param("theo hướng. dẫn của cấp trên", "theo hướng dẫn của cấp trên", id="a dot before a blank"),
        pytest.param("thực hiện nhiệm vụ. góp phần", "thực hiện nhiệm vụ. góp phần", id="a comma, no speck"),
        pytest.param("gồm: cán bộ", "gồm: cán bộ", id="a colon that means something"),
        pytest.param("văn hóa - thể thao", "văn hóa - thể thao", id="blanks around a hyphen"),
        pytest.param("KH-UBND", "KH-UBND", id="a code"),
    ],
)
def test_specks_become_blanks(text, expected):
    found = list(tokens(text))
    read = text
    for decision in specks(text, found, {token.start: token.raw for token in found}):
        assert (len(decision.text), decision.alternatives) == (1, (text[decision.start : decision.end],))
        read = read[: decision.start] + decision.text + read[decision.end :]
    assert read == expected
