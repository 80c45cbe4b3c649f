"""Whole texts restored: what comes out, and what must never change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.diacritics import restore
from normalizers.letters import bare, nfc

ROOT = Path(__file__).parents[3]

# Each is as long as a gate needs to be sure; names are invented.
CLEAN = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
1. Mục đích
- Kịp thời phát hiện, khắc phục những thiếu sót, hạn chế trong công tác bảo đảm an toàn.
- Nâng cao trách nhiệm của người đứng đầu các cơ quan, đơn vị; phấn đấu 95,5% vào quý IV/2025.
a) Nơi nhận: UBND xã, Sở GD&ĐT theo Kế hoạch số 13/KH-UBND ngày 09/01/2025.
"""
GARBLED = """PHONG GIAO DUC VA PAO TAO
1. Muc dich
- Kip thdi phat hién, khic phuc nhitng thiéu sét, han ché trong céng tac bao dam an toan.
- Nang cao trach nhiém ctia ngudi ding dau cdc co quan, don vi; phan dau 95,5% vao quy IV/2025.
a) Noi nhan: UBND xa, S& GD&DT theo Ké hoach s6 13/KH-UBND ngay 09/01/2025.
"""


def test_a_garbled_page_reads_as_it_stood_on_paper():
    assert restore(GARBLED).text == CLEAN


def test_text_typed_without_marks_too():
    assert restore(bare(CLEAN)).text == CLEAN


def test_clean_text_comes_back_as_it_is():
    restored = restore(CLEAN)
    assert (restored.text, restored.syllables, restored.changed) == (CLEAN, (), False)


@pytest.mark.parametrize("sample", sorted((ROOT / "scripts/samples").glob("*.plan")), ids=lambda path: path.stem)
def test_our_clean_samples_come_back_as_they_are(sample):
    text = nfc(sample.read_text(encoding="utf-8"))
    assert restore(text).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("thuc hién cong\ntac cai cach", "thực hiện công\ntác cải cách", id="over the end of a line"),
        pytest.param("CONG HOA XA HOI CHU NGHIA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", id="capitals"),
        pytest.param(
            "hé tro nguoi dan song 6 vung khé khan",
            "hỗ trợ người dân sống ở vùng khó khăn",
            id="a figure that is a word",
        ),
        pytest.param("bao gdm 6 nhiém vu sau", "bao gồm 6 nhiệm vụ sau", id="a figure that is a number"),
        pytest.param(
            "phuc vu nguoi dan. doanh nghiép va xa hi", "phục vụ người dân, doanh nghiệp và xã hội", id="a comma"
        ),
        pytest.param(
            "c) Muc tiéu\nd) Nhiém vu\nd) Giai phap", "c) Mục tiêu\nd) Nhiệm vụ\nđ) Giải pháp", id="marks of a list"
        ),
    ],
)
def test_restore(raw, text):
    assert restore(raw, whole=True).text == text


def test_a_doubtful_syllable_has_less_confidence_and_alternatives():
    restored = restore("Thuc hién cong tac cai cach hanh chinh tai don vi cia 6ng Lam Van Tuc", alternatives=True)
    by_raw = {syllable.raw: syllable for syllable in restored.syllables}
    assert by_raw["hanh"].confidence > 0.99 > by_raw["Tuc"].confidence
    assert by_raw["Tuc"].alternatives and by_raw["Tuc"].text not in by_raw["Tuc"].alternatives
    assert restored.doubtful(below=0.99)[0].confidence == min(s.confidence for s in restored.syllables)


def test_one_name_is_read_alike_all_through_a_document():
    lines = ["UBND xa Phi May thuc hién ké hoach nay.", "Ngudi dan xa Phi May duoc thong bao.", "Xa Phi May, nam 2025"]
    words = [line.split() for line in restore("\n\n".join(lines * 2), whole=True).text.split("\n\n")]
    names = {tuple(line[at + 1 : at + 3]) for line in words for at, word in enumerate(line) if word.lower() == "xã"}
    assert len({tuple(part.strip(",.") for part in name) for name in names}) == 1


LETTERED = (
    "thuc",
    "hién",
    "ctia",
    "x4c",
    "nhi¢m",
    "S&",
    "PAO",
    "co’",
    "hué@ng",
    "1a",
    "“kha",
    "ABC?",
    "@",
    "trach.nhiém",
)
NUMBERED = ("GD&PT", "13/KH-UBND", "2025", "95,5%", "09/01/2025", "d)", "-", "Il.", "|", "...", "6")
WORDS = st.sampled_from(LETTERED + NUMBERED)
BLANKS = st.sampled_from([" ", "  ", "\n", "\n\n", " \n\t", "\f"])
TEXTS = st.lists(st.tuples(WORDS, BLANKS), max_size=40).map(
    lambda parts: "".join(word + blank for word, blank in parts)
)


# A figure right behind a letter may be one itself: 's6' is 'số'.
FIGURES = re.compile(r"(?<!\w)(?:\d+[.,/]\d+|\d{3,})")


def blanks(restored):
    """Return the blanks of a restored text, without those that stand for specks."""
    specks = {syllable.start for syllable in restored.syllables if syllable.text == " "}
    return [match[0] for match in re.finditer(r"\s+", restored.text) if match.start() not in specks]


@settings(deadline=None, max_examples=60)
@given(TEXTS | st.text(max_size=60).map(nfc))
def test_layout_offsets_and_numbers_stay(raw):
    restored = restore(raw, whole=True)
    assert restored.text.count("\n") == raw.count("\n")
    assert blanks(restored) == re.findall(r"\s+", raw)
    assert FIGURES.findall(restored.text) == FIGURES.findall(raw)
    at = at_raw = 0
    for syllable in restored.syllables:
        assert restored.text[at : syllable.start] == raw[at_raw : syllable.raw_start]
        assert restored.text[syllable.start : syllable.end] == syllable.text
        assert raw[syllable.raw_start : syllable.raw_end] == syllable.raw
        assert restored.to_raw(syllable.start) == syllable.raw_start
        assert restored.to_raw(syllable.end) == syllable.raw_end
        assert 0 <= syllable.confidence <= 1
        at, at_raw = syllable.end, syllable.raw_end
    assert restored.text[at:] == raw[at_raw:]
    mapped = [restored.to_raw(offset) for offset in range(len(restored.text) + 1)]
    assert mapped == sorted(mapped)
    assert mapped[-1] == len(raw)


def test_what_was_restored_stays_as_it_is():
    once = restore(GARBLED * 3).text
    assert restore(once).text == once


def test_text_without_sentences_is_one_long_chain():
    assert restore("thuc hién cong tac " * 2000, whole=True).text.count("thực hiện công tác") > 1990
