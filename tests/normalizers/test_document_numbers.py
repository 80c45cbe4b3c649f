"""Document numbers in their normal form, and what their symbols tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.document_numbers import number_key, read_number
from normalizers.tables import rows


@pytest.mark.parametrize(
    ("printed", "text", "year", "cited_type", "issuer"),
    [
        pytest.param("61/KH- SGDĐT", "61/KH-SGDĐT", None, "Kế hoạch", None, id="blank inside"),
        pytest.param("30 / 2020 / NĐ – CP", "30/2020/NĐ-CP", 2020, "Nghị định", "Chính phủ", id="loose"),
        pytest.param("187/2007NĐ-CP", "187/2007/NĐ-CP", 2007, "Nghị định", "Chính phủ", id="slash forgotten"),
        pytest.param("18-NQ/TW", "18-NQ/TW", None, "Nghị quyết", None, id="party: the organ is not told"),
        pytest.param("10- CTr/TU", "10-CTr/TU", None, "Chương trình", None, id="small letters of a symbol"),
        pytest.param("32/CT-TTG", "32/CT-TTg", None, "Chỉ thị", "Thủ tướng Chính phủ", id="symbol in capitals"),
        pytest.param("52/2019/QH14", "52/2019/QH14", 2019, None, "Quốc hội", id="term of the assembly"),
        pytest.param("35/NQ-UBTVQHK9", "35/NQ-UBTVQHK9", None, "Nghị quyết", "Ủy ban Thường vụ Quốc hội", id="term K9"),
        pytest.param("22/2021/TT-BGDĐT", "22/2021/TT-BGDĐT", 2021, "Thông tư", "Bộ Giáo dục và Đào tạo", id="ministry"),
        pytest.param("10/KH-GD&ĐT", "10/KH-GD&ĐT", None, "Kế hoạch", None, id="ampersand stays"),
        pytest.param("1663/UBND-NV", "1663/UBND-NV", None, None, None, id="công văn has no type symbol"),
        pytest.param(
            "30a/2008/NQ-CP", "30a/2008/NQ-CP", 2008, "Nghị quyết", "Chính phủ", id="letter behind the serial"
        ),
        pytest.param(
            "8/TTLT-BTC-BNV", "8/TTLT-BTC-BNV", None, "Thông tư liên tịch", None, id="joint: no single issuer"
        ),
        pytest.param("07", "07", None, None, None, id="serial alone"),
    ],
)
def test_read_number(printed, text, year, cited_type, issuer):
    number = read_number(printed)
    assert (number.text, number.year, number.cited_type, number.issuer) == (text, year, cited_type, issuer)


@pytest.mark.parametrize(
    ("printed", "issuer", "expected"),
    [
        pytest.param("9/KH-SGDĐT", "Ủy ban nhân dân xã Hà Liễu", False, id="office against committee"),
        pytest.param("9/QĐ-UBND", "Chủ tịch Ủy ban nhân dân xã Hà Liễu", True, id="chairman of the committee"),
        pytest.param("9/KH-GD&ĐT", "Phòng Giáo dục và Đào tạo Vân Trà", True, id="ampersand does not count"),
        pytest.param("18-NQ/TW", "Bộ Chính trị", True, id="organ of the centre"),
        pytest.param("9/KH-THSX", "Trường Tiểu học Sông Xanh", None, id="symbol not known"),
    ],
)
def test_agrees_with(printed, issuer, expected):
    assert read_number(printed).agrees_with(issuer) is expected


def test_keys_forgive_how_a_number_is_written():
    assert number_key("07/KH-GD&ĐT") == number_key("7 /KH-GDĐT") == number_key("7/KH–GDĐT")
    assert number_key("7/KH-GDĐT") != number_key("70/KH-GDĐT")
    assert number_key("7/QP-UBND") == number_key("7/QĐ-UBND")
    assert number_key("7/HD-UBND") != number_key("7/HĐ-UBND")


@pytest.mark.parametrize(
    ("printed", "cited_type", "expected"),
    [
        pytest.param("30/2020/NP-CP", None, "30/2020/NĐ-CP", id="Đ read as P"),
        pytest.param("17/QB-UBND", None, "17/QĐ-UBND", id="Đ read as B"),
        pytest.param("9/KH-GD&DPT", None, "9/KH-GD&ĐT", id="Đ read as two letters"),
        pytest.param("60/NQ-HDND", None, "60/NQ-HĐND", id="bar lost in the issuer"),
        pytest.param("322/HDBT", None, "322/HĐBT", id="issuer alone"),
        pytest.param("30/2020/NĐCP", None, "30/2020/NĐ-CP", id="hyphen lost"),
        pytest.param("5/DA-UBND", "Đề án", "5/ĐA-UBND", id="the type decides between two"),
    ],
)
def test_symbols_that_were_misread(printed, cited_type, expected):
    number = read_number(printed, cited_type)
    assert number.text == expected
    assert number.mended
    assert not read_number(expected, cited_type).mended


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("5/DA-UBND", id="known as it is"),
        pytest.param("09-NQ/CB", id="short name of a body"),
        pytest.param("1663/UBND-HP", id="department of a Công văn"),
        pytest.param("45/KH-THPT", id="school"),
        pytest.param("7/TTr-PTDTBT", id="nothing known is like it"),
        pytest.param("35/2001/BYT-QĐ", id="kind behind the issuer"),
    ],
)
def test_symbols_that_are_left_alone(printed):
    assert read_number(printed).text == printed
    assert not read_number(printed).mended


NUMBERS = st.builds(
    lambda serial, year, kind, issuer: f"{serial}/{year}/{kind}-{issuer}" if year else f"{serial}/{kind}-{issuer}",
    st.integers(1, 99999),
    st.none() | st.integers(1945, 2099),
    st.sampled_from([row["seen"] for row in rows("type_symbols")]),
    st.sampled_from([row["seen"] for row in rows("issuer_symbols")]),
)


@given(NUMBERS)
def test_a_normal_form_stays_as_it_is(number):
    once = read_number(number).text
    assert read_number(once).text == once == number


@given(NUMBERS, st.sampled_from(["–", " - ", "- ", " -", "‑"]), st.sampled_from(["/ ", " / ", "/"]))
def test_blanks_and_dashes_change_nothing(number, dash, slash):
    assert read_number(number.replace("-", dash).replace("/", slash)) == read_number(number)
