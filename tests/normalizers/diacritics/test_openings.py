"""Dashes and stops where lines begin."""

import pytest

from normalizers.diacritics.openings import openings
from normalizers.diacritics.tokens import tokens


def _read(text):
    read = text
    for made in sorted(openings(text, tokens(text)), key=lambda decision: -decision.start):
        assert made.alternatives == (text[made.start : made.end],)
        read = read[: made.start] + made.text + read[made.end :]
    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("~ Đổi mới\n= Nâng cao\n_ Duy trì", "- Đổi mới\n- Nâng cao\n- Duy trì", id="dashes"),
        pytest.param("nhà trường.\f~ Đổi mới", "nhà trường.\f- Đổi mới", id="a page begins"),
        pytest.param("- Họp giao ban ~ 2 giờ", "- Họp giao ban ~ 2 giờ", id="amid a line"),
        pytest.param("~50 người dự họp", "~50 người dự họp", id="about fifty"),
    ],
)
def test_dashes(text, expected):
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "3. Thể chế\n4, Bộ máy\n5. Công vụ", "3. Thể chế\n4. Bộ máy\n5. Công vụ", id="between its neighbours"
        ),
        pytest.param("1, Mục đích\n2. Yêu cầu", "1. Mục đích\n2. Yêu cầu", id="the first"),
        pytest.param("2. Yêu cầu\n3, Thể chế", "2. Yêu cầu\n3. Thể chế", id="the last"),
        pytest.param("3, Thể chế\n4, Bộ máy\n5, Công vụ", "3. Thể chế\n4. Bộ máy\n5. Công vụ", id="all"),
        pytest.param(
            "2.3. Rà soát\n2.4, Kiểm tra\n2.5. Cập nhật",
            "2.3. Rà soát\n2.4. Kiểm tra\n2.5. Cập nhật",
            id="of two numbers",
        ),
        pytest.param(
            "3. Theo điểm\n4, Nghị định\n4. Bộ máy", "3. Theo điểm\n4, Nghị định\n4. Bộ máy", id="a number in text"
        ),
        pytest.param(
            "4. Theo khoản\n4, Điều 2\n5. Bộ máy", "4. Theo khoản\n4, Điều 2\n5. Bộ máy", id="the same number in text"
        ),
        pytest.param("các lớp\n4, 5 và 6", "các lớp\n4, 5 và 6", id="numbers"),
        pytest.param(
            "3. Gồm các mục\n4, mục 5\n5. Công vụ", "3. Gồm các mục\n4, mục 5\n5. Công vụ", id="small letters"
        ),
        pytest.param("Ngày\n20, Hội nghị", "Ngày\n20, Hội nghị", id="alone"),
    ],
)
def test_stops(text, expected):
    assert _read(text) == expected
