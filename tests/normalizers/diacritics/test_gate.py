"""Which parts of a text are to be restored."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.diacritics.gate import gate
from normalizers.diacritics.likeness import STATES, likeness
from normalizers.letters import bare

CLEAN = """KẾ HOẠCH
Kiểm tra công tác phòng cháy, chữa cháy tại các trường học trên địa bàn xã
1. Mục đích
- Kịp thời phát hiện, khắc phục những thiếu sót, hạn chế trong công tác bảo đảm an toàn.
- Nâng cao trách nhiệm của người đứng đầu các cơ quan, đơn vị.
"""
GARBLED = """KE HOACH
Kiém tra céng tac phong chdy, chira chay tai cdc trvdng hoc trén dia ban xa
1. Muc dich
- Kip thdi phat hién, khic phuc nhitng thiéu sét, han ché trong cong tac bao dam an toan.
- Nang cao trach nhiém cua ngudi ding dau cdc co quan, don vi.
"""
ENGLISH = """The purpose of this agreement is to set out the terms under which both parties work together.
Mr Tran Van B, director of the department, will be responsible for the report.
"""


def states(text: str) -> list[str]:
    return [stretch.state for stretch in gate(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(CLEAN, ["clean"], id="clean"),
        pytest.param(GARBLED, ["garbled"], id="garbled, its heading in capitals too"),
        pytest.param(bare(CLEAN), ["stripped"], id="stripped"),
        pytest.param(ENGLISH, ["foreign"], id="English with a Vietnamese name"),
        pytest.param("Kế hoạch kiểm tra an toan truong hoc nam 2025 cua xa", ["stripped"], id="stripped in part"),
        pytest.param("Ke hoach cai cach hanh chinh nam 2025", ["stripped"], id="one stripped line"),
        pytest.param(CLEAN + ENGLISH, ["clean", "foreign"], id="two languages"),
        pytest.param(CLEAN * 3 + GARBLED * 3 + CLEAN * 3, ["clean", "garbled", "clean"], id="a garbled part"),
        pytest.param(
            "Kính gửi các phòng, ban.\nV/v: Bao cao ket qua kiem tra thang 3\nĐề nghị các đơn vị gửi báo cáo.",
            ["clean", "stripped", "clean"],
            id="a subject line without marks",
        ),
        pytest.param("Ông Nguyen Van A đã ký hợp đồng với các bên có liên quan", ["clean"], id="a name without marks"),
        pytest.param("Gửi về vanthu@xa-kia.gov.vn hoặc https://xa-kia.gov.vn/ke-hoach", ["clean"], id="addresses"),
        pytest.param("07/KH-UBND; 12/QD-UBND\nTTHC, CCHC, UBND", ["clean"], id="codes"),
        pytest.param("12 34 56\n78,5 90 100%\n1.234 5/7", ["clean"], id="numbers"),
        pytest.param(
            "§iÒu 1. Thµnh lËp tæ c«ng t¸c liªn ngµnh cña tØnh", ["foreign"], id="an encoding of the nineties"
        ),
        pytest.param("print(value) for key in list", ["foreign"], id="a program"),
        pytest.param("", [], id="nothing"),
        pytest.param("\n \n", ["clean"], id="blank"),
    ],
)
def test_states(text, expected):
    assert states(text) == expected


@pytest.mark.parametrize("short", ["2. Muc tieu", "Quan ly;", "TO CHUC THUC HIEN", "12/KH-UBND", "S6: 5", "thi."])
def test_short_lines_are_as_their_document(short):
    assert states(f"{GARBLED}{short}\n{GARBLED}") == ["garbled"]


def test_damaged_stretches_are_told():
    stretches = gate(CLEAN + GARBLED)
    assert [s.damaged for s in stretches] == [False, True]
    assert (stretches[0].start, stretches[0].end, stretches[1].end) == (0, len(CLEAN), len(CLEAN + GARBLED))


@given(
    st.lists(
        st.sampled_from([*CLEAN.split("\n"), *GARBLED.split("\n"), *ENGLISH.split("\n"), "", "12/5", "  "]), max_size=12
    )
)
def test_stretches_cover_the_text(lines):
    text = "\n".join(lines)
    stretches = gate(text)
    assert "".join(text[s.start : s.end] for s in stretches) == text
    assert all(a.end == b.start and a.state != b.state for a, b in pairwise(stretches))


def test_words_weigh_as_they_should():
    clean, garbled, stripped, foreign = range(len(STATES))
    for word, likeliest in (("trường", clean), ("trvdng", garbled), ("truong", stripped), ("which", foreign)):
        said = likeness(word)
        assert max(range(len(said)), key=said.__getitem__) == likeliest, word
