"""Marks of lists that count on."""

from __future__ import annotations

import pytest

from normalizers.diacritics.marks import in_order
from normalizers.diacritics.tokens import tokens


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param("I. Il. Ill. IV.", "I. II. III. IV.", id="letters for strokes"),
        pytest.param("I. I. Il. IV.", "I. II. III. IV.", id="strokes dropped"),
        pytest.param("V. VI. VI. VI. IX.", "V. VI. VII. VIII. IX.", id="strokes dropped behind a V"),
        pytest.param("I. II. I. II.", "I. II. I. II.", id="two lists"),
        pytest.param("a) b) c) d) d) e)", "a) b) c) d) đ) e)", id="the bar of a đ"),
        pytest.param("a) b) c) d) e)", "a) b) c) d) e)", id="a list without đ"),
        pytest.param("a. b. a. b. c. d. d.", "a. b. a. b. c. d. đ.", id="with stops, a list within a list"),
        pytest.param("I. a) b) Il. a) b) I. a) IV.", "I. a) b) II. a) b) III. a) IV.", id="letters below numerals"),
        pytest.param("Il.", "II.", id="alone"),
        pytest.param("I. Il. Ill. IL3. IL4. IV.", "I. II. III. III.3. III.4. IV.", id="numbers within"),
        pytest.param("V.1. V2. VL1. VI.2.", "V.1. V.2. VI.1. VI.2.", id="the stop went astray"),
        pytest.param("X. XI. X1.2. XI.3,", "X. XI. XI.2. XI.3.", id="a figure for a stroke, a comma for the stop"),
        pytest.param("X. XI. X12. XI.3.", "X. XI. XI.2. XI.3.", id="a figure for a stroke"),
        pytest.param("IL. ll. Il. IV.", "I. II. III. IV.", id="a stroke too many, no capital stroke"),
        pytest.param(
            "I. II. Ill. IIl. V. VI.",
            "I. II. III. IV. V. VI.",
            id="the order of many against one that is read otherwise",
        ),
        pytest.param("I. II. III. III. IV.", "I. II. III. III. IV.", id="whoever wrote it counted so"),
        pytest.param("I. II. IV. V.", "I. II. IV. V.", id="one is missing"),
        pytest.param("I. 1) XII) Il. a) III.", "I. 1) XII) II. a) III.", id="marks with other signs are other lists"),
        pytest.param("Ii. III.", "II. III.", id="small strokes"),
        pytest.param("1. 2. 3.", "1. 2. 3.", id="figures are left alone"),
        pytest.param("I. II. III. IV. Iv. Vl.", "I. II. III. IV. V. VI.", id="a small v, a letter for a stroke"),
        pytest.param("I. ll. Ii. Ill. Iv.", "I. II. III. III. IV.", id="a numeral twice, not an early one"),
        pytest.param("I. Il. Il. Il. IV.", "I. II. III. III. IV.", id="read alike, one of them is there twice"),
        pytest.param("I. IL III. IV.", "I. II. III. IV.", id="the stop became the foot of an L"),
    ],
)
def test_in_order(marks, expected):
    text = "\n".join(f"{mark} Noi dung" for mark in marks.split())
    read = in_order(tokens(text))
    found = [token for token in tokens(text) if token.kind == "list mark"]
    assert [read.get(token.start, (token.raw, 1.0))[0] for token in found] == expected.split()
    assert all(0 < chance <= 1 for _, chance in read.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("IV. GIAI PHAP\nVv. TO CHUC\nVi. KINH PHI\nViI. PHU LUC", "IV. V. VI. VII.", id="in capitals"),
        pytest.param("VI. GIAI PHAP\nVIL TO CHUC\nVill. KINH PHI\nIx. PHU LUC", "VI. VII. VIII. IX.", id="a lost stop"),
        pytest.param("I, MUC DICH\nIl, NOI DUNG\nIll. TO CHUC", "I. II. III.", id="a comma for the stop"),
        pytest.param("IV. GIAI PHAP\nVi. Tran Thi Vi da ky", "IV. Vi.", id="a name"),
    ],
)
def test_heading_makes_a_numeral(text, expected):
    read = in_order(tokens(text))
    found = [token for token in tokens(text) if token.kind == "list mark"]
    assert [read.get(token.start, (token.raw, 1.0))[0] for token in found] == expected.split()


def test_order_makes_sure():
    text = "I. Muc\nIl. Noi dung\nIll. To chuc"
    chances = [chance for _, chance in in_order(tokens(text)).values()]
    assert min(chances) > 0.9
