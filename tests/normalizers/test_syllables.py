"""What can be a Vietnamese syllable, and what shares of marks and syllables a text has."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.letters import old_tones
from normalizers.syllables import is_syllable, marked_share, syllable_share

SYLLABLES = """
    kế hoạch của trường tiểu học năm giữ gìn giếng gì giục quốc quyết quỳnh quý qua quanh khuỷu khuya thuở yêu yên ý
    ủy uỷ hoà hòa thúy nghiêng nghĩa nghe ngoài ghế ghi kiểm cương đường đoàn được xoong oẳn tước mướp lịch thích ách ếch
    Hội ĐỒNG nguyễn huỳnh khoảnh rượu bưởi buýt quýt
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("tàc", "a stop takes no huyền"),
        ("hốp̀", "two tones"),
        ("kạch", "k before a"),
        ("ceo", "c before e"),
        ("ngê", "ng before ê"),
        ("gê", "g before ê"),
        ("strong", "two consonants at the start"),
        ("report", "two syllables"),
        ("trưòngg", "no such end"),
        ("viec1", "a digit"),
        ("nghiQp", "no such letters"),
        ("ô¶", "a sign"),
        ("zing", "no z"),
        ("", "nothing"),
    ],
)
def test_no_syllables(word: str, why: str) -> None:
    assert not is_syllable(word), why


@given(st.text())
def test_any_text_gives_shares(text: str) -> None:
    assert 0 <= marked_share(text) <= 1
    assert 0 <= syllable_share(text) <= 1


@given(st.sampled_from(["hoà", "hoá", "toả", "thuỷ", "khoẻ", "loà", "uý", "quý", "hoè"]))
def test_either_manner_of_placing_the_tone(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(old_tones(word))


@pytest.mark.parametrize(
    ("text", "marked", "syllables"),
    [
        pytest.param("Nhà trường tổ chức tuần lễ đọc sách cho học sinh", (0.25, 0.35), (1.0, 1.0), id="good"),
        pytest.param("UBND và THCS Hạ Liễu phối hợp", (0.2, 0.4), (1.0, 1.0), id="abbreviations do not count"),
        pytest.param("Nha truong to chuc tuan le doc sach", (0.0, 0.0), (0.7, 1.0), id="marks lost"),
        pytest.param("Nhi trudng t6 chfrc tu6n l€ dgc s6ch", (0.0, 0.0), (0.0, 0.5), id="read by an English engine"),
        pytest.param("The school will hold a reading week", (0.0, 0.0), (0.0, 0.5), id="English"),
        pytest.param("12/2025 100% ...", (0.0, 0.0), (1.0, 1.0), id="no words"),
    ],
)
def test_shares(text: str, marked: tuple[float, float], syllables: tuple[float, float]) -> None:
    assert marked[0] <= marked_share(text) <= marked[1]
    assert syllables[0] <= syllable_share(text) <= syllables[1]
