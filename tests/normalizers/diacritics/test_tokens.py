"""What is a token, of what kind, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.diacritics.tokens import is_bare_syllable, may_be_syllable, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("phong lam viéc,", [("phong", "syllable"), ("lam", "syllable"), ("viéc", "syllable")], id="plain"),
        pytest.param("x4c 1a d6i 4p", [("x4c", "syllable"), ("1a", "syllable"), ("d6i", "syllable"), ("4p", "syllable")], id="figures for letters"),
        pytest.param("co’ t& S¢ hué@ng nghi€m", [("co’", "syllable"), ("t&", "syllable"), ("S¢", "syllable"), ("hué@ng", "syllable"), ("nghi€m", "syllable")], id="signs for letters"),
        pytest.param("(tru@ng).", [("tru@ng", "syllable")], id="a bracket and a stop are no letters"),
        pytest.param("phai khong?", [("phai", "syllable"), ("khong?", "syllable")], id="a question mark may be a letter"),
        pytest.param("@ nha", [("@", "syllable"), ("nha", "syllable")], id="a sign alone"),
        pytest.param("vui-Khoe va/hoac", [("vui", "syllable"), ("Khoe", "syllable"), ("va", "syllable"), ("hoac", "syllable")], id="joined syllables"),
        pytest.param("S6:18", [("S6", "syllable"), ("18", "number")], id="number of a document without a blank"),
        pytest.param("nam 2025.Xay", [("nam", "syllable"), ("2025", "number"), ("Xay", "syllable")], id="a blank was lost"),
        pytest.param("s6 07/KH-SGDDT ngay", [("s6", "syllable"), ("07/KH-SGDDT", "code"), ("ngay", "syllable")], id="document number"),
        pytest.param("/KH-GD&DPT", [("KH-GD&DPT", "code")], id="the number itself is still to be written in"),
        pytest.param("57/2019/QH14; 12/2004/0D-TTe)", [("57/2019/QH14", "code"), ("12/2004/0D-TTe", "code")], id="codes with a year are no dates"),
        pytest.param("s6 l3/KH-UBND", [("s6", "syllable"), ("l3/KH-UBND", "code")], id="a letter among the figures of a serial"),
        pytest.param("57/2024/0H14", [("57/2024/0H14", "code")], id="law, misread"),
        pytest.param("08/QuyD-UBND", [("08/QuyD-UBND", "code")], id="two small letters"),
        pytest.param("56: 604/KH-UBND", [("56:", "code"), ("604/KH-UBND", "code")], id="a number before a number is Số"),
        pytest.param("theo 86 12/KH-UBND", [("theo", "syllable"), ("86", "syllable"), ("12/KH-UBND", "code")], id="a number before a number is số"),
        pytest.param("¢) Noi", [("¢)", "list mark"), ("Noi", "syllable")], id="lettered, misread"),
        pytest.param("NOi.Diéu 3", [("NOi", "syllable"), ("Diéu", "syllable"), ("3", "number")], id="a blank was lost behind a stop"),
        pytest.param("ngay | thang 7", [("ngay", "syllable"), ("|", "code"), ("thang", "syllable"), ("7", "number")], id="a stroke for a one"),
        pytest.param("ngay | thang | 7", [("ngay", "syllable"), ("thang", "syllable"), ("7", "number")], id="rules of a table"),
        pytest.param("Ill.3. Quan ly", [("Ill.3.", "list mark"), ("Quan", "syllable"), ("ly", "syllable")], id="Roman with a number"),
        pytest.param("ND-CP", [("ND-CP", "code")], id="code without a number"),
        pytest.param("25.11.ND.1.18", [("25.11.ND.1.18", "code")], id="number of the codified law"),
        pytest.param("DAO-TAO", [("DAO", "syllable"), ("TAO", "syllable")], id="syllables in capitals"),
        pytest.param("UBND x4 (CCHC), TH&THCS", [("UBND", "abbreviation"), ("x4", "syllable"), ("CCHC", "abbreviation"), ("TH&THCS", "abbreviation")], id="abbreviations"),
        pytest.param("XA HQI CHU", [("XA", "syllable"), ("HQI", "syllable"), ("CHU", "syllable")], id="garbled capitals"),
        pytest.param("cua TU va HU", [("cua", "syllable"), ("TU", "abbreviation"), ("va", "syllable"), ("HU", "abbreviation")], id="party bodies"),
        pytest.param("DOC LAP TU DO", [("DOC", "syllable"), ("LAP", "syllable"), ("TU", "syllable"), ("DO", "syllable")], id="the same letters in a heading"),
        pytest.param("VNeID 5G QH1S 1SO", [("VNeID", "abbreviation"), ("5G", "abbreviation"), ("QH1S", "abbreviation"), ("1SO", "abbreviation")], id="abbreviations with figures"),
        pytest.param("15/7/2021, 5-3-2020 thang 9/2024", [("15/7/2021", "date"), ("5-3-2020", "date"), ("thang", "syllable"), ("9/2024", "date")], id="dates"),
        pytest.param("95,5% 3.000 2021-2025 08h30 3km", [("95,5%", "number"), ("3.000", "number"), ("2021", "number"), ("2025", "number"), ("08h30", "number"), ("3km", "number")], id="numbers"),
        pytest.param("a) Muc", [("a)", "list mark"), ("Muc", "syllable")], id="lettered"),
        pytest.param("diem a) va (b)", [("diem", "syllable"), ("a)", "list mark"), ("va", "syllable"), ("(b)", "list mark")], id="lettered amid a line"),
        pytest.param("- Tong", [("-", "list mark"), ("Tong", "syllable")], id="dash"),
        pytest.param("1.2. Tong", [("1.2.", "list mark"), ("Tong", "syllable")], id="numbered"),
        pytest.param("Il. TO CHUC", [("Il.", "list mark"), ("TO", "syllable"), ("CHUC", "syllable")], id="Roman, misread"),
        pytest.param("DON VI, quy VI", [("DON", "syllable"), ("VI", "syllable"), ("quy", "syllable"), ("VI", "roman")], id="a numeral or a syllable in capitals"),
        pytest.param("hang III va Quy Il", [("hang", "syllable"), ("III", "roman"), ("va", "syllable"), ("Quy", "syllable"), ("Il", "roman")], id="Roman amid a line"),
        pytest.param("qua vanthu@xa-kia.gov.vn,", [("qua", "syllable"), ("vanthu@xa-kia.gov.vn", "address")], id="mail"),
        pytest.param("kem ke-hoach_nam.docx", [("kem", "syllable"), ("ke-hoach_nam.docx", "address")], id="file"),
        pytest.param("bai cai-cach-thu-tuc-2025;", [("bai", "syllable"), ("cai-cach-thu-tuc-2025", "address")], id="slug"),
        pytest.param("ché @9 1§y", [("ché", "syllable"), ("@9", "syllable"), ("1§y", "syllable")], id="signs for letters"),
        pytest.param("@0/0", [("@", "syllable"), ("0/0", "number")], id="sign before a number"),
        pytest.param("kinh-te-xa hoi", [(w, "syllable") for w in ("kinh", "te", "xa", "hoi")], id="hyphens"),
        pytest.param("01/2012/TTLT-BTP-BNG-BTC", [("01/2012/TTLT-BTP-BNG-BTC", "code")], id="long code"),
        pytest.param("(https://xa-kia.gov.vn/tin?a=1).", [("https://xa-kia.gov.vn/tin?a=1", "address")], id="web"),
        pytest.param("hué@ng.Nang", [("hué@ng", "syllable"), ("Nang", "syllable")], id="a sign for a letter is no mail"),
        pytest.param("of which", [("of", "foreign"), ("which", "foreign")], id="English"),
        pytest.param("theo $6 12/KH-UBND", [("theo", "syllable"), ("$6", "syllable"), ("12/KH-UBND", "code")], id="with a sign before it"),
        pytest.param("thi: tuc", [("thi:", "syllable"), ("tuc", "syllable")], id="a colon may be of a letter"),
        pytest.param("sau day: can bo", [("sau", "syllable"), ("day", "syllable"), ("can", "syllable"), ("bo", "syllable")], id="a colon behind other letters is none"),
        pytest.param("chi: Nguyen", [("chi", "syllable"), ("Nguyen", "syllable")], id="nor one before a capital"),
        pytest.param("nhan tao (Al), (CB, VC)", [("nhan", "syllable"), ("tao", "syllable"), ("Al", "abbreviation"), ("CB", "abbreviation"), ("VC", "abbreviation")], id="short abbreviations"),
        pytest.param("Vil. NOI DUNG", [("Vil.", "list mark"), ("NOI", "syllable"), ("DUNG", "syllable")], id="Roman with small strokes"),
        pytest.param("II, NOI DUNG", [("II,", "list mark"), ("NOI", "syllable"), ("DUNG", "syllable")], id="the same before capitals"),
        pytest.param("I, II, III", [("I", "roman"), ("II", "roman"), ("III", "roman")], id="numerals in a row"),
        pytest.param("II, Noi dung", [("II", "roman"), ("Noi", "syllable"), ("dung", "syllable")], id="no mark elsewhere"),
        pytest.param("X.1, Noi", [("X.1,", "list mark"), ("Noi", "syllable")], id="Roman with a comma for the stop"),
        pytest.param("", [], id="nothing"),
        pytest.param(" … \n\n ", [], id="no words"),
    ],
)  # fmt: skip
def test_tokens(text, expected):
    found = tokens(text)
    assert [(t.raw, t.kind) for t in found] == expected
    assert [t.raw for t in found] == [text[t.start : t.end] for t in found]


@given(st.text(alphabet="aăđeêhnot Ộ ẦTU.,-/()&’@¢€\n 0146:%|", max_size=60))
def test_tokens_lie_in_order_and_hold_every_letter(text):
    found = tokens(text)
    assert [t.raw for t in found] == [text[t.start : t.end] for t in found]
    ends = [0, *(t.end for t in found)]
    starts = [*(t.start for t in found), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    between = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    assert not any(c.isalnum() for c in between)
    assert all(t.raw and not any(map(str.isspace, t.raw)) for t in found)


def test_lines_do_not_change_one_another():
    lines = ["Il. NOI DUNG", "a) S6 12/QD-UBND", "TU DO", "- x4c 1a 6"]
    alone = [[(t.raw, t.kind) for t in tokens(line)] for line in lines]
    assert [(t.raw, t.kind) for t in tokens("\n".join(lines))] == [pair for line in alone for pair in line]


@pytest.mark.parametrize(
    ("word", "expected"), [("truong", True), ("TRƯỜNG", True), ("ngoai", True), ("strong", False), ("thtc", False)]
)
def test_bare_syllables(word, expected):
    assert is_bare_syllable(word) is expected


@pytest.mark.parametrize("piece", ["a.", "A-", "1.", "AB-", "a@", "12/", "x", "I.", "ab.cd-", "a.vn"])
def test_what_has_no_blanks_is_cut_to_its_end(piece):
    """Quadratic time would show here as a test that does not end."""
    text = piece * 20_000
    found = tokens(text)
    assert all(text[token.start : token.end] == token.raw for token in found)
    assert found[-1].end > len(text) - 200


def test_few_numbers_may_be_syllables():
    assert [n for n in ("6", "14", "16", "2025", "100%", "12", "3.000") if may_be_syllable(n)] == ["6", "14", "16"]
