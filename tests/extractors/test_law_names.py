"""Where the name of a law ends: the list knows its commas, the year ends what the list does not know."""

from __future__ import annotations

import pytest

from extractors.law_names import law_name_end


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        pytest.param(" Giáo dục", " năm 2019", id="known"),
        pytest.param(" Giáo dục nghề nghiệp", " và đào tạo", id="longest match"),
        pytest.param(" Phòng, chống tham nhũng", ", nhà trường", id="comma in the name"),
        pytest.param(" Phòng chống tham nhũng", " năm 2018", id="comma left out"),
        pytest.param(" phòng , chống ma túy", ".", id="small letters, loose comma"),
        pytest.param(" Cán bộ, công chức", " và Luật Viên chức", id="và outside the name"),
        pytest.param(" Khoa học công nghệ", " năm 2013", id="và left out"),
        pytest.param(" Bảo tồn san hô và cỏ biển", " năm 2031", id="unknown, up to the year"),
        pytest.param(" Bảo tồn san hô", " ngày 16/6/2031", id="unknown, up to the day"),
        pytest.param(
            " sửa đổi, bổ sung một số điều của Luật Viên chức và Luật Cán bộ, công chức",
            " ngày 25/11/2019",
            id="amending",
        ),
        pytest.param(" sửa đổi, bổ sung một số điều của 37 luật về quy hoạch", " ngày 20/11/2018", id="amending many"),
    ],
)
def test_name_ends(name, rest):
    assert law_name_end("Luật" + name + rest, 4) == 4 + len(name)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" này có hiệu lực năm 2026", id="this law"),
        pytest.param(" và các văn bản hướng dẫn", id="laws in general"),
        pytest.param(" Bảo tồn san hô được thông qua", id="unknown, nothing identifies it"),
        pytest.param(", xử phạt vi phạm hành chính", id="a comma behind the word"),
    ],
)
def test_no_name(text):
    assert law_name_end("Luật" + text, 4) is None
