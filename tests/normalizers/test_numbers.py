"""Numbers in figures, in words and in Roman numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.numbers import parse_number, roman, spelled_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("01", 1.0, id="padded"),
        pytest.param("95,5", 95.5, id="decimal comma"),
        pytest.param("3.000", 3000.0, id="thousands stop"),
        pytest.param("1.234.567,89", 1234567.89, id="thousands and decimals"),
        pytest.param("99.5", 99.5, id="decimal stop, English way"),
        pytest.param("0.125", 0.125, id="a leading zero parts no thousands"),
        pytest.param("0.000.000", 0.0, id="zeros left to be filled in"),
    ],
)
def test_parse_number(text: str, value: float) -> None:
    assert parse_number(text) == value


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_come_back(number: int) -> None:
    assert parse_number(f"{number:,}".replace(",", ".")) == float(number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("một trăm", 100, id="hundred"),
        pytest.param("Mười lăm", 15, id="fifteen, capital"),
        pytest.param("ba mươi mốt", 31, id="thirty-one"),
        pytest.param("chín mươi", 90, id="ninety"),
        pytest.param("hai trăm lẻ năm", 205, id="odd hundreds"),
        pytest.param("một nghìn không trăm hai mươi", 1020, id="thousands"),
        pytest.param("không", 0, id="zero"),
        pytest.param("mươi", None, id="ten without its digit"),
        pytest.param("hai ba", None, id="two digits in a row"),
        pytest.param("năm học", None, id="a school year"),
    ],
)
def test_spelled_number(text: str, value: int | None) -> None:
    assert spelled_number(text) == value


@given(st.integers(min_value=1, max_value=39))
def test_roman_numerals_come_back(number: int) -> None:
    tens, ones = divmod(number, 10)
    written = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    assert roman(written) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "ABC"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert roman(text) is None
