"""Digits read as letters are put right where a number stands, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.misread_digits import is_mended, with_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("số l07/2O20/NĐ-CP", "số 107/2020/NĐ-CP", id="number with its year"),
        pytest.param("số 4S/KH-5GDĐT", "số 45/KH-SGDĐT", id="digit and letter"),
        pytest.param("số lO-CTr/TU", "số 10-CTr/TU", id="no digit left, behind số"),
        pytest.param("số 9O–NQ/TW", "số 90–NQ/TW", id="en dash"),
        pytest.param("09b/2O13/TT-BTP", "09b/2013/TT-BTP", id="letter of the serial"),
        pytest.param("số 12/2004/PL-UBTVQHlO", "số 12/2004/PL-UBTVQH10", id="term of the assembly"),
        pytest.param("số 12772007/NĐ-CP", "số 127/2007/NĐ-CP", id="slash read as a digit"),
        pytest.param("5O/KH-TH5X", "50/KH-THSX", id="letter inside a symbol"),
        pytest.param("1SO 9OO1:20l5", "ISO 9001:2015", id="standard"),
        pytest.param("ngày l4/9/2O20", "ngày 14/9/2020", id="date"),
        pytest.param("ngày O3 tháng l2 năm 202S", "ngày 03 tháng 12 năm 2025", id="date in words"),
        pytest.param("trước ngày 3O/6", "trước ngày 30/6", id="day without a year"),
        pytest.param("quý ll/2025", "quý II/2025", id="Roman quarter"),
        pytest.param("đạt 1OO%, 9S,5 %", "đạt 100%, 95,5 %", id="percentage"),
        pytest.param("đạt 95 °/o", "đạt 95 %  ", id="percent sign"),
    ],
)
def test_what_is_put_right(text: str, expected: str) -> None:
    assert with_digits(text) == expected
    assert is_mended(text, 0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mô hình 5S và 2l nước", id="method and measure"),
        pytest.param("mục I, phần II, quý I/2025, tháng I", id="Roman numerals"),
        pytest.param("ISO 9001:2015, TCVN ISO 9001", id="standards as they are"),
        pytest.param("mạng 4G/5G, lớp 5A5B, khí CO2", id="letters and digits that belong together"),
        pytest.param("30a/2008/NQ-CP, 30/2020/NĐ-CP, 18-NQ/TW", id="numbers as they are"),
        pytest.param("ngày 05/3/2020, 1.000.000 đồng", id="dates and amounts as they are"),
        pytest.param("Ông Bùi Sĩ Lợi, số 5 Lý Tự Trọng", id="names"),
        pytest.param("tháng 11/2025. | Đang thực hiện | 5 lớp", id="cells of a table"),
        pytest.param("người Việt Nam lo lắng, nhóm O2a-M95", id="words and codes of other things"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert with_digits(text) == text


@given(st.text(alphabet="0123456789OolIS/-–.,:% ngàythámnămsốKHNĐCPQTW", max_size=60))
def test_length_stays_and_twice_is_once(text: str) -> None:
    once = with_digits(text)
    assert len(once) == len(text)
    assert with_digits(once) == once


@pytest.mark.parametrize("piece", ["1O/", "l/", "S5/KH-", "ngày l5/", "5O-5", "0O1l", "12l2", "/5A-"])
def test_long_texts_come_to_their_end(piece: str) -> None:
    """Quadratic time would show here as a test that does not end."""
    text = piece * (200_000 // len(piece))
    assert len(with_digits.__wrapped__(text)) == len(text)
