"""Letters: NFC, look-alikes, tone placement, and what may never be folded away."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from normalizers.letters import bare, fold, nfc, old_tones

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậéèẻẽẹốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ ĐƯƠẾ.,")


@given(st.text())
def test_nfc_is_idempotent(text):
    assert nfc(nfc(text)) == nfc(text)


@given(VIETNAMESE)
def test_both_forms_come_out_alike(text):
    assert nfc(unicodedata.normalize("NFD", text)) == nfc(text)


@given(VIETNAMESE)
def test_old_tones_keep_length_and_are_idempotent(text):
    once = old_tones(text)
    assert len(once) == len(text)
    assert old_tones(once) == once


def test_marks_and_the_stroke_of_d_are_meaning():
    assert fold("Đồng") != fold("Dồng")
    assert fold("ban") != fold("bản")
    assert fold("UỶ  BAN") == fold("Ủy ban")
    assert bare("Đồng Tháp") == "Dong Thap"


def test_tone_placement_leaves_qu_alone():
    assert old_tones("Uỷ ban, hoà bình, quý, thuỷ, hoàn") == "Ủy ban, hòa bình, quý, thủy, hoàn"
