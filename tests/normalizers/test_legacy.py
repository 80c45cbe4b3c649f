"""TCVN3, VNI and VIQR: every letter both ways, fonts by name, encodings by their words."""

from __future__ import annotations

import shutil
import string
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.legacy import (
    Encoding,
    Fonts,
    detect,
    encoding_of_font,
    from_unicode,
    is_suspect,
    names,
    read_lines,
    to_unicode,
    with_letters,
)
from normalizers.tables import rows

TCVN3, CAPITALS, VNI, VIQR = Encoding.TCVN3, Encoding.TCVN3_CAPITALS, Encoding.VNI, Encoding.VIQR
BY_BYTES = (TCVN3, VNI)

MARKED = [row["seen"] for row in rows("legacy_letters")]
LETTERS = "".join(MARKED) + "".join(MARKED).upper()
TEXT = st.text(alphabet=LETTERS + string.printable)
# Written for these tests.
PLAN = (
    "Thực hiện nhiệm vụ năm học, Trường Tiểu học Đồi Sim xây dựng kế hoạch đọc sách như sau:",
    "1. Mỗi lớp có một tủ sách; mượn trả được ghi vào sổ theo dõi của thư viện.",
    "2. Phấn đấu 95% học sinh đọc ít nhất 02 cuốn mỗi tháng.",
    "3. Giáo viên chủ nhiệm chịu trách nhiệm trước Hiệu trưởng.",
)


def test_every_letter_of_vietnamese_is_in_the_table() -> None:
    assert len(MARKED) == len(set(MARKED)) == 67  # 12 vowels with 6 tones, less the 6 in ASCII, and 'đ'


@pytest.mark.parametrize("encoding", [TCVN3, VNI, VIQR])
@pytest.mark.parametrize("letter", LETTERS)
def test_letter_there_and_back(letter: str, encoding: Encoding) -> None:
    assert to_unicode(from_unicode(letter, encoding), encoding) == letter


@pytest.mark.parametrize("encoding", [TCVN3, VNI, VIQR])
@given(text=TEXT)
def test_text_there_and_back(encoding: Encoding, text: str) -> None:
    assert to_unicode(from_unicode(text, encoding), encoding) == text


@given(text=TEXT.map(str.upper))
def test_text_in_a_font_of_capitals_there_and_back(text: str) -> None:
    assert to_unicode(from_unicode(text, CAPITALS), CAPITALS) == text


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
@given(text=TEXT)
def test_encoded_text_is_bytes(encoding: Encoding, text: str) -> None:
    """What a font of one byte a letter shows must be there as one byte a character."""
    from_unicode(text, encoding).encode("latin-1")


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_small_letters_are_those_of_the_standard() -> None:
    letters = "".join(MARKED) + "ĂÂÊÔƠƯĐ"
    written = from_unicode(letters, TCVN3).encode("latin-1")
    converted = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=written, capture_output=True)
    if converted.returncode:
        pytest.skip("this iconv does not know TCVN5712-1")
    assert converted.stdout.decode() == letters


@pytest.mark.parametrize(
    ("written", "encoding", "shown"),
    [
        pytest.param("Céng hßa x· héi chñ nghÜa ViÖt Nam", TCVN3, "Cộng hòa xã hội chủ nghĩa Việt Nam", id="TCVN3"),
        pytest.param("C\xadu tró, n\xadíc", TCVN3, "Cưu trú, nước", id="the soft hyphen is a letter"),
        pytest.param("nh\u2212 h\u2219y c\u03bcng", TCVN3, "như hãy càng", id="signs that PDF renames"),
        pytest.param("\u2212 Tæ chuyªn m«n", TCVN3, "\u2212 Tổ chuyên môn", id="a dash before an item stays"),
        pytest.param("n¨m 2003 \x96 2004", TCVN3, "năm 2003 – 2004", id="a dash of windows-1252 read as Latin-1"),
        pytest.param("kÕ ho¹ch \u201cs¸ch\u201d", TCVN3, "kế hoạch “sách”", id="quotation marks stay"),
        pytest.param("30 \xb0C, 12 m\xb2", TCVN3, "30 °C, 12 m²", id="degree and square are no marks here"),
        pytest.param("A\xb1nh, \xa2\xb3t M\xb8o", TCVN3, "Ảnh, Ất Máo", id="a capital and its tone"),
        pytest.param("\uf0a7\uf0d2 \uf06e\uf06d", TCVN3, "Đề nm", id="private codes of symbol fonts"),
        pytest.param("ñy ban nh©n d©n", CAPITALS, "ỦY BAN NHÂN DÂN", id="font of capitals"),
        pytest.param("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", VNI, "Cộng hòa xã hội chủ nghĩa Việt Nam", id="VNI"),
        pytest.param("UÛY BAN NHAÂN DAÂN, ÑÒNH, LYÙ, KYÎ", VNI, "ỦY BAN NHÂN DÂN, ĐỊNH, LÝ, KYỴ", id="VNI capitals"),
        pytest.param("Uûy ban, Aùo, Ñöùc", VNI, "Ủy ban, Áo, Đức", id="a capital with a small mark"),
        pytest.param("vieâïc, boâù", VNI, "việc, bố", id="shape and tone typed apart"),
        pytest.param("Nguye^~n Va(n DDu+'c", VIQR, "Nguyễn Văn Đức", id="VIQR"),
        pytest.param(r"le^. phi' 5\. nhie^.m vu..", VIQR, "lệ phí 5. nhiệm vụ.", id="full stops in VIQR"),
    ],
)
def test_to_unicode(written: str, encoding: Encoding, shown: str) -> None:
    assert to_unicode(written, encoding) == shown


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", TCVN3),
        (".VnArial Narrow", TCVN3),
        (".VnTime,BoldItalic", TCVN3),
        (".vntime", TCVN3),
        ("FBHPEL+VnTime", TCVN3),
        ("VnTimeItalic", TCVN3),
        (".Vn3DH,Bold", CAPITALS),
        (".VnTimeH", CAPITALS),
        ("GDNPMF+VnTimeHBold", CAPITALS),
        (".VnArial NarrowH", CAPITALS),
        (".VnTimeH-Bold", CAPITALS),
        ("VNI-Times", VNI),
        ("VNI-Helve-Condense", VNI),
        ("Vni-Times", VNI),
        ("ABCDEF+VNITimes,Bold", VNI),
        ("Times New Roman", None),
        ("VNtimes new roman", None),
        ("Verdana", None),
        ("HBold", None),
        ("", None),
    ],
)
def test_encoding_of_font(name: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(name) is encoding


@pytest.mark.parametrize("encoding", [TCVN3, VNI, VIQR])
def test_detect(encoding: Encoding) -> None:
    text = "\n".join(PLAN)
    assert detect(from_unicode(text, encoding)) is encoding
    assert detect(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join(PLAN), id="Unicode"),
        pytest.param("Điều 1: «Kế hoạch» đọc sách, 30 °C, 12 m², § 5", id="Unicode with signs of Latin-1"),
        pytest.param("Ke\u0302\u0301 hoa\u0323ch đo\u0323c sa\u0301ch cu\u0309a lơ\u0301p", id="Unicode in pieces"),
        pytest.param("Où est l'école? À côté de la forêt, là où le général a déjà été reçu.", id="French"),
        pytest.param("Die Prüfung der Pläne für die Schüler wäre nötig; größere Bücher fehlen.", id="German"),
        pytest.param("El niño comió piñas mañana por la mañana; la señora también está en España.", id="Spanish"),
        pytest.param("The plan isn't done. We'll see a+b, x^2 and the user's code.", id="English"),
        pytest.param("def f(a): return a^2 + {'o': [o.a, u.b]}  # a(b), e.g. i.e.", id="a program"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_not_in_an_old_encoding_stays(text: str) -> None:
    assert detect(text) is None
    assert read_lines([text]) == [(text, frozenset())]


@pytest.mark.parametrize("encoding", [TCVN3, VNI, VIQR])
def test_lines_of_one_encoding(encoding: Encoding) -> None:
    """The third line alone has too few words to tell; it follows the others."""
    read = read_lines([from_unicode(line, encoding) for line in PLAN])
    assert [text for text, _ in read] == list(PLAN)
    assert {name for _, found in read for name in found} == {encoding}


def test_lines_by_turns_in_unicode_and_two_encodings() -> None:
    lines = [*PLAN, *(from_unicode(line, TCVN3) for line in PLAN), *(from_unicode(line, VNI) for line in PLAN)]
    read = read_lines(lines)
    assert [text for text, _ in read] == [*PLAN] * 3
    assert [found for _, found in read] == [frozenset()] * 4 + [{TCVN3}] * 4 + [{VNI}] * 4


def test_one_line_may_hold_two_encodings() -> None:
    line = from_unicode(PLAN[0], TCVN3) + " " + from_unicode(PLAN[1], VNI)
    assert read_lines([line]) == [(f"{PLAN[0]} {PLAN[1]}", frozenset({TCVN3, VNI}))]


@given(lines=st.lists(st.text()))
def test_lines_of_any_text_come_back_in_number(lines: list[str]) -> None:
    assert len(read_lines(lines)) == len(lines)


@pytest.mark.parametrize("encoding", BY_BYTES)
def test_suspicion_costs_little_and_misses_no_line(encoding: Encoding) -> None:
    assert all(is_suspect(from_unicode(line, encoding)) for line in PLAN)
    assert not any(map(is_suspect, PLAN))


class TestFonts:
    """Fonts of a document: the name proposes, the words decide."""

    def test_a_mixed_document_keeps_what_is_unicode(self) -> None:
        runs = [
            (from_unicode("TRƯỜNG TIỂU HỌC ĐỒI SIM", CAPITALS), ".VnTimeH"),
            (from_unicode(PLAN[0], TCVN3), ".VnTime"),
            (from_unicode(PLAN[1], VNI), "VNI-Times"),
            (PLAN[2], "Times New Roman"),
        ]
        fonts = Fonts(runs)
        assert fonts.decode(runs) == ["TRƯỜNG TIỂU HỌC ĐỒI SIM", *PLAN[:3]]
        assert fonts.found == "tcvn3+vni"

    def test_unicode_under_the_name_of_an_old_font_stays(self) -> None:
        runs = [(PLAN[0], ".VnTime"), ("và", ".VnTime"), (PLAN[1], ".VnTimeH")]
        fonts = Fonts(runs)
        assert fonts.decode(runs) == [PLAN[0], "và", PLAN[1]]
        assert fonts.found is None

    def test_a_run_typed_in_unicode_among_others_stays(self) -> None:
        runs = [(from_unicode(PLAN[0], TCVN3), ".VnTime"), ("được", ".VnTime")]
        assert Fonts(runs).decode(runs) == [PLAN[0], "được"]

    def test_a_name_that_tells_nothing_is_overruled_by_the_words(self) -> None:
        runs = [(from_unicode(PLAN[0], TCVN3), "TT12"), (from_unicode(PLAN[1], VNI), ".VnTime")]
        assert Fonts(runs).decode(runs) == [*PLAN[:2]]

    def test_a_word_alone_follows_the_name_of_its_font(self) -> None:
        """'sè' could be Vietnamese as it stands; in that font it is 'số'."""
        runs = [("Th«ng t\xad liªn tÞch ", ".VnTime"), ("sè", ".VnArial"), (" sè", "Arial")]
        assert Fonts(runs).decode(runs) == ["Thông tư liên tịch ", "số", " sè"]

    def test_a_font_used_for_two_encodings_is_left_to_its_lines(self) -> None:
        runs = [(from_unicode(line, e), "VNSTCVN3") for e in BY_BYTES for line in PLAN]
        fonts = Fonts(runs)
        assert fonts.found is None
        assert [text for text, _ in read_lines(fonts.decode(runs))] == [*PLAN] * 2

    def test_a_letter_cut_in_two_goes_to_the_first_run(self) -> None:
        runs = [
            ("Coäng ho", "VNI-Times"),
            ("øa xaõ", "VNI-Times"),
            (" hoäi chuû nghóa", "VNI-Times"),
            ("", "VNI-Times"),
        ]
        assert Fonts(runs).decode(runs) == ["Cộng hò", "a xã", " hội chủ nghĩa", ""]

    @given(runs=st.lists(st.tuples(st.text(), st.sampled_from([".VnTime", "VNI-Times", "Arial", ""]))))
    def test_each_run_comes_back(self, runs: list[tuple[str, str]]) -> None:
        assert len(Fonts(runs).decode(runs)) == len(runs)


def test_names() -> None:
    assert names([VNI, CAPITALS, TCVN3, None]) == "tcvn3+vni"
    assert names([]) is None


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        pytest.param(["Nhà n-ớc, nh- sau"], ["Nhà nước, như sau"], id="inside and at the end of a word"),
        pytest.param(["TR-ỜNG THCS, đầu t-; -u đãi"], ["TRƯỜNG THCS, đầu tư; ưu đãi"], id="capitals, and at the start"),
        pytest.param(["b- Đầu t- mới", "- Tổ tr-ởng"], ["b- Đầu tư mới", "- Tổ trưởng"], id="numbers and bullets stay"),
        pytest.param(["Tr-ờng: 45/KH-UBND, QĐ-TTg"], ["Trường: 45/KH-UBND, QĐ-TTg"], id="document numbers stay"),
        pytest.param(
            ["Năm học 2005-2006: kinh tế - xã hội"], ["Năm học 2005-2006: kinh tế - xã hội"], id="no letter lost"
        ),
        pytest.param(["như trước, c- sau"], ["như trước, c- sau"], id="the document has kept its letters"),
    ],
)
def test_hyphens_that_are_letters(lines: list[str], mended: list[str]) -> None:
    assert with_letters(lines) == mended
