"""Names in full: abbreviations, the capitals of fixed bodies, classes of places in lower case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.letters import nfc
from normalizers.organisations import field_names, full_name
from normalizers.tables import rows

NAMES = [
    pytest.param("UBND Huyện Sông Trà", "Ủy ban nhân dân huyện Sông Trà", id="abbreviation and class"),
    pytest.param("UBND Tỉnh", "Ủy ban nhân dân tỉnh", id="class at the end"),
    pytest.param("Quận 9", "quận 9", id="class alone"),
    pytest.param("HĐND, UBND các xã, phường", "Hội đồng nhân dân, Ủy ban nhân dân các xã, phường", id="several"),
    pytest.param("phòng GD&ĐT Quận 9", "Phòng Giáo dục và Đào tạo quận 9", id="department"),
    pytest.param("Phòng GD-ĐT", "Phòng Giáo dục và Đào tạo", id="hyphen for and"),
    pytest.param("Phòng GD & ĐT", "Phòng Giáo dục và Đào tạo", id="blanks around &"),
    pytest.param("SGDĐT Hà Lâm", "Sở Giáo dục và Đào tạo Hà Lâm", id="department in one word"),
    pytest.param("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội", id="xã hội is no commune"),
    pytest.param("Sở Văn hoá Thể thao du lịch", "Sở Văn hóa, Thể thao và Du lịch", id="field without its commas"),
    pytest.param("chính phủ", "Chính phủ", id="fixed body"),
    pytest.param("Ban giám hiệu", "Ban Giám hiệu", id="fixed body, half in capitals"),
    pytest.param("BGH nhà trường", "Ban Giám hiệu nhà trường", id="school"),
    pytest.param("Uỷ ban nhân dân xã Hoà Lạc", "Ủy ban nhân dân xã Hòa Lạc", id="tone placement"),
    pytest.param("TRƯỜNG TIỂU HỌC ĐỒI CHÈ", "Trường Tiểu học Đồi Chè", id="all in capitals"),
    pytest.param("ỦY BAN NHÂN DÂN PHƯỜNG VĂN TRÀ", "Ủy ban nhân dân phường Văn Trà", id="capitals with a class"),
    pytest.param("trường mầm non Sông Trăng", "Trường Mầm non Sông Trăng", id="name of a school"),
    pytest.param("Các trường MN, TH, THCS", "Các trường mầm non, tiểu học, trung học cơ sở", id="kinds of schools"),
    pytest.param("TP.Hà Lâm", "thành phố Hà Lâm", id="abbreviated class glued to its name"),
    pytest.param("CB, GV, NV", "Cán bộ, giáo viên, nhân viên", id="group with blanks"),
    pytest.param("CBGVNV", "Cán bộ, giáo viên, nhân viên", id="group in one word"),
    pytest.param("các cơ sở y tế", "Các cơ sở y tế", id="cơ sở y tế is no Sở Y tế"),
    pytest.param("cán bộ xây dựng", "Cán bộ xây dựng", id="cán bộ xây dựng is no ministry"),
    pytest.param("Ban Tuyên giáo Tỉnh uỷ", "Ban Tuyên giáo Tỉnh ủy", id="Tỉnh ủy is no class"),
    pytest.param("Tổ Bảo trì", "Tổ Bảo trì", id="unknown stays"),
]


@pytest.mark.parametrize(("printed", "full"), NAMES)
def test_full_name(printed: str, full: str) -> None:
    assert full_name(printed) == full


@pytest.mark.parametrize(("printed", "full"), NAMES)
def test_full_name_of_a_full_name_is_itself(printed: str, full: str) -> None:
    assert full_name(full) == full


_PIECES = [row["seen"] for row in rows("abbreviations")] + [row["value"] for row in rows("fixed_bodies")]
_WORDS = [*_PIECES, "Huyện", "xã", "Tỉnh", "Sông", "Trà", "hội", "9", "và", ",", "trường", "mầm non", "(nếu có)"]


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6))
def test_full_name_is_idempotent(words: list[str]) -> None:
    once = full_name(" ".join(words))
    assert full_name(once) == once


@given(st.text(max_size=80))
def test_full_name_takes_any_text(text: str) -> None:
    once = full_name(text)
    assert once == nfc(once)
    assert full_name(once) == once


@pytest.mark.parametrize("row", rows("fixed_bodies"), ids=lambda row: row["value"])
def test_a_fixed_body_spells_itself(row: dict[str, str]) -> None:
    assert full_name(row["value"]) == row["value"]
    assert full_name(row["value"].lower()) == row["value"]


def test_fields_come_in_full_and_short() -> None:
    assert {"Giáo dục và Đào tạo", "GD&ĐT", "KH&CN"} <= set(field_names())
