"""What the engine misreads is put right where one reading is possible; all else, names and figures above all, stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ocr.letter_widths import em_of, ems
from pipeline.ocr.page import Mend, TextLine, Word
from pipeline.ocr.repair import repair

EM = 14.0
LEFT, INDENT = 85.0, 113.0


def line(text: str, *, x: float = LEFT, y: float = 100.0, confidence: float = 0.9, region: int = 0) -> TextLine:
    """Return a printed line.  'II.{III.}' was read 'II.' and is as wide as 'III.'; '_' stands for a blank there."""
    words = []
    at = x
    for token in text.split():
        match = re.fullmatch(r"(?P<read>[^{]+)(?:\{(?P<printed>[^}]*)\})?", token)
        assert match
        width = EM * ems((match["printed"] or match["read"]).replace("_", " "))
        words.append(Word(match["read"], (at, y, at + width, y + 10), confidence))
        at += width + 4
    return TextLine(tuple(words), (x, y, at - 4, y + 10), region)


def page(*texts: str, confidence: float = 0.9) -> list[TextLine]:
    """Return lines one below the other; those that begin with a blank are indented, as first lines are."""
    return [
        line(text, x=INDENT if text.startswith(" ") else LEFT, y=100 + 20 * row, confidence=confidence)
        for row, text in enumerate(texts)
    ]


def repaired(*texts: str, confidence: float = 0.9) -> list[str]:
    lines, mends = repair(page(*texts, confidence=confidence))
    before = [one.text for one in page(*texts)]
    assert bool(mends) == ([one.text for one in lines] != before)
    return [one.text for one in lines]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        pytest.param("các tố chức trong xã", "các tổ chức trong xã", id="hook read as acute, o"),
        pytest.param("tiếp tục kiếm tra", "tiếp tục kiểm tra", id="hook read as acute, e"),
        pytest.param("đấy mạnh tuyên truyền", "đẩy mạnh tuyên truyền", id="hook read as acute, a"),
        pytest.param("sửa đối, bố sung quy chế", "sửa đổi, bổ sung quy chế", id="two side by side"),
        pytest.param("quy định chỉ tiết", "quy định chi tiết", id="dotted i"),
        pytest.param("tỉnh thần trách nhiệm", "tinh thần trách nhiệm", id="tinh thần"),
        pytest.param("Ủy ban nhân dân tính", "Ủy ban nhân dân tỉnh", id="hook lost"),
        pytest.param("bảo đảm quyên lợi", "bảo đảm quyền lợi", id="grave melted into the circumflex"),
        pytest.param("cơ sở đữ liệu", "cơ sở dữ liệu", id="a bar too many"),
        pytest.param("TRIẾN KHAI THỰC HIỆN", "TRIỂN KHAI THỰC HIỆN", id="capitals"),
        pytest.param("TRIẾỂN KHAI THỰC HIỆN", "TRIỂN KHAI THỰC HIỆN", id="one letter read twice"),
        pytest.param("các €ơ quan chuyên môn", "các cơ quan chuyên môn", id="a speckled c"),
        pytest.param("(khi có bố sung)", "(khi có bổ sung)", id="within brackets"),
        pytest.param("Nehị quyết của Hội đồng", "Nghị quyết của Hội đồng", id="no syllable, one near"),
    ],
)
def test_syllables_are_put_right_by_their_neighbours(read: str, printed: str) -> None:
    assert repaired(read, confidence=0.85) == [printed]


def test_context_goes_on_over_the_end_of_a_line() -> None:
    assert repaired("xem xét việc bố", "sung quy chế") == ["xem xét việc bổ", "sung quy chế"]


def test_context_ends_with_the_region() -> None:
    left, right = line("xem xét việc bố", region=0), line("sung quy chế", region=1)
    assert [one.text for one in repair([left, right])[0]] == ["xem xét việc bố", "sung quy chế"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("đối với các tổ chức", id="good Vietnamese"),
        pytest.param("tố cáo và khiếu nại", id="tố is a word too"),
        pytest.param("bà Lê Thị Tố Nga, ông Phạm Đối", id="names"),
        pytest.param("Ủy ban nhân dân xã Hạ Liễu", id="a place"),
        pytest.param("hệ thống Smart School, phần mềm eOffice", id="foreign words"),
        pytest.param("the report of the school", id="English"),
        pytest.param("UBND, HĐND, GDĐT, CBGVNV và TƯ", id="abbreviations"),
        pytest.param("gửi về vanthu@vidu.edu.vn", id="an address"),
        pytest.param("ông A. và bà B.", id="initials"),
        pytest.param("a) Cấp huyện b) Cấp xã", id="list marks"),
        pytest.param("đạt 95,5% trong 12 tháng", id="figures"),
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert repaired(text) == [text]
    assert repaired(text, confidence=0.97) == [text]


@pytest.mark.parametrize(
    ("read", "doubted", "sure"),
    [
        pytest.param("các tố chức", "các tổ chức", "các tổ chức", id="the engine is often sure of a lost hook"),
        pytest.param("Ủy bân nhân dân", "Ủy ban nhân dân", "Ủy bân nhân dân", id="a misprint of the paper"),
        pytest.param("thủ tục giải quvết", "thủ tục giải quyết", "thủ tục giải quvết", id="a misprint that is no word"),
    ],
)
def test_confidence_tells_misreadings_from_misprints(read: str, doubted: str, sure: str) -> None:
    assert repaired(read, confidence=0.8) == [doubted]
    assert repaired(read, confidence=0.97) == [sure]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        pytest.param(["II.{III.} GIẢI PHÁP THỰC HIỆN"], ["III. GIẢI PHÁP THỰC HIỆN"], id="a stroke lost"),
        pytest.param(["HI.{III.} Giải pháp thực hiện"], ["III. Giải pháp thực hiện"], id="two strokes read as H"),
        pytest.param(["IH.{II.} NỘI DUNG CHÍNH"], ["II. NỘI DUNG CHÍNH"], id="the width tells II from III"),
        pytest.param(["H.{II.} NỘI DUNG CHÍNH"], ["II. NỘI DUNG CHÍNH"], id="H for II"),
        pytest.param(["1V.{IV.} TỔ CHỨC THỰC HIỆN"], ["IV. TỔ CHỨC THỰC HIỆN"], id="a one for an I"),
        pytest.param(["VI.{VII.} TỔ CHỨC THỰC HIỆN"], ["VII. TỔ CHỨC THỰC HIỆN"], id="beside a V"),
        pytest.param(["IL.MỤC{I._MỤC} ĐÍCH, YÊU CẦU"], ["I. MỤC ĐÍCH, YÊU CẦU"], id="stop read as a stroke, blank lost"),
        pytest.param(["L{I.} MỤC ĐÍCH, YÊU CẦU"], ["I. MỤC ĐÍCH, YÊU CẦU"], id="stop read as the foot of an L"),
        pytest.param(["1.{I.} NỘI DUNG CHÍNH", " 1. Mục tiêu chung"], ["I. NỘI DUNG CHÍNH", "1. Mục tiêu chung"], id="1. before 1."),
        pytest.param(["l KẾ HOẠCH HẰNG NĂM"], ["l KẾ HOẠCH HẰNG NĂM"], id="a stroke beside a title"),
        pytest.param(["II. NỘI DUNG CHÍNH"], ["II. NỘI DUNG CHÍNH"], id="right as it is"),
        pytest.param(["III. NỘI DUNG", "III. KINH PHÍ HẰNG NĂM"], ["III. NỘI DUNG", "III. KINH PHÍ HẰNG NĂM"], id="given twice by the author"),
        pytest.param(["IV. NỘI DUNG CHÍNH", "VI. KINH PHÍ THỰC HIỆN"], ["IV. NỘI DUNG CHÍNH", "VI. KINH PHÍ THỰC HIỆN"], id="V left out by the author"),
        pytest.param(["1. NỘI DUNG CHÍNH", "2. KINH PHÍ THỰC HIỆN"], ["1. NỘI DUNG CHÍNH", "2. KINH PHÍ THỰC HIỆN"], id="counted 1, 2 in capitals"),
    ],
)  # fmt: skip
def test_numerals_are_told_by_letters_width_and_order(read: list[str], printed: list[str]) -> None:
    assert repaired(*read) == printed


def test_without_sizes_the_order_alone_tells_a_numeral() -> None:
    def flat(text: str) -> TextLine:
        return TextLine(tuple(Word(word, (0, 0, 0, 0), 0.9) for word in text.split()), (0, 0, 0, 0), 0)

    titles = ("I. MỤC ĐÍCH", "II. NỘI DUNG", "II. KINH PHÍ", "IV. TỔ CHỨC")
    assert [one.text for one in repair([flat(title) for title in titles])[0]][2] == "III. KINH PHÍ"
    assert [one.text for one in repair([flat(title) for title in titles[1:3]])[0]] == ["II. NỘI DUNG", "II. KINH PHÍ"]


PROSE = "của các trường trên địa bàn xã trong năm học mới và những năm tiếp theo"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        pytest.param([" 1, Mục đích", PROSE], ["1. Mục đích", PROSE], id="comma for the stop"),
        pytest.param([" 2,3. Nội dung", PROSE], ["2.3. Nội dung", PROSE], id="comma between"),
        pytest.param([" 4. Đầu năm", PROSE, " 9. Giữa năm", PROSE, " 6. Cuối năm", PROSE], ["4. Đầu năm", PROSE, "5. Giữa năm", PROSE, "6. Cuối năm", PROSE], id="9 between 4 and 6"),
        pytest.param([" 4. Đầu năm", PROSE, " Š. Giữa năm", PROSE, " 6. Cuối năm", PROSE], ["4. Đầu năm", PROSE, "5. Giữa năm", PROSE, "6. Cuối năm", PROSE], id="no digit between 4 and 6"),
        pytest.param([" 4. Đầu năm", PROSE, " 4.1. Giữa năm", PROSE, " 5. Cuối năm", PROSE], ["4. Đầu năm", PROSE, "4.1. Giữa năm", PROSE, "5. Cuối năm", PROSE], id="a deeper item between"),
        pytest.param([" 4. Đầu năm", PROSE, " 6. Cuối năm", PROSE], ["4. Đầu năm", PROSE, "6. Cuối năm", PROSE], id="skipped by the author"),
        pytest.param([" b) Cấp huyện", PROSE, " €) Cấp xã", PROSE], ["b) Cấp huyện", PROSE, "c) Cấp xã", PROSE], id="a euro for c"),
        pytest.param([" c) Cấp xã", PROSE, " đ) Cấp thôn", PROSE], ["c) Cấp xã", PROSE, "d) Cấp thôn", PROSE], id="đ after c"),
        pytest.param([" d) Cấp xã", PROSE, " đ) Cấp thôn", PROSE], ["d) Cấp xã", PROSE, "đ) Cấp thôn", PROSE], id="đ after d"),
        pytest.param([" d) Cấp xã", PROSE, " ©) Cấp thôn", PROSE], ["d) Cấp xã", PROSE, "e) Cấp thôn", PROSE], id="the same sign for e, after d"),
        pytest.param([" ©) Cấp xã", PROSE], ["©) Cấp xã", PROSE], id="c or e: not known"),
        pytest.param([" đ) Cấp xã", PROSE, " đ) Cấp thôn", PROSE], ["d) Cấp xã", PROSE, "đ) Cấp thôn", PROSE], id="đ twice"),
        pytest.param([" d) Cấp xã", PROSE, " e) Cấp thôn", PROSE], ["d) Cấp xã", PROSE, "e) Cấp thôn", PROSE], id="e after d"),
        pytest.param([PROSE, "2, Điều lệ của trường là căn cứ"], [PROSE, "2, Điều lệ của trường là căn cứ"], id="no item: not indented"),
    ],
)  # fmt: skip
def test_items_are_counted_as_printed(read: list[str], printed: list[str]) -> None:
    assert repaired(*read, confidence=0.85) == printed


def test_a_sure_digit_stays_out_of_order() -> None:
    lines = (" 4. Đầu năm", PROSE, " 9. Giữa năm", PROSE, " 6. Cuối năm", PROSE)
    assert repaired(*lines, confidence=0.96) == [text.strip() for text in lines]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        pytest.param("~ Tuyên truyền trong nhân dân", "- Tuyên truyền trong nhân dân", id="a wave"),
        pytest.param("~- Tuyên truyền trong nhân dân", "- Tuyên truyền trong nhân dân", id="a wave and a dash"),
        pytest.param("» Tuyên truyền trong nhân dân", "- Tuyên truyền trong nhân dân", id="an arrow"),
        pytest.param("—{-} Tuyên truyền trong nhân dân", "- Tuyên truyền trong nhân dân", id="a long dash as short as a hyphen"),
        pytest.param("— Tuyên truyền trong nhân dân", "— Tuyên truyền trong nhân dân", id="a long dash"),
        pytest.param("– Tuyên truyền trong nhân dân", "– Tuyên truyền trong nhân dân", id="an en dash"),
        pytest.param("-'Tuyên{-_Tuyên} truyền trong nhân dân", "- Tuyên truyền trong nhân dân", id="a speck beside the dash"),
        pytest.param("+Tuyên{+_Tuyên} truyền trong nhân dân", "+ Tuyên truyền trong nhân dân", id="a blank lost"),
        pytest.param("+Tuyên truyền trong nhân dân", "+Tuyên truyền trong nhân dân", id="no blank printed"),
        pytest.param("phong trào thểthao{thể_thao} ở các xã", "phong trào thể thao ở các xã", id="two syllables in one"),
        pytest.param("Nghị quyết số61/2022/QH15{số_61/2022/QH15} của Quốc hội", "Nghị quyết số 61/2022/QH15 của Quốc hội", id="số and its number"),
        pytest.param("` các trường trên địa bàn", "các trường trên địa bàn", id="dirt"),
        pytest.param(": các trường trên địa bàn", "các trường trên địa bàn", id="a stop at the head of a line"),
        pytest.param("Họ và tên: ______________ là học sinh", "Họ và tên: ______________ là học sinh", id="a line to write on"),
        pytest.param("kinh tế - xã hội", "kinh tế - xã hội", id="a dash between words"),
    ],
)  # fmt: skip
def test_dashes_and_blanks_are_told_by_their_size(read: str, printed: str) -> None:
    assert repaired(read) == [printed]


def test_specks_are_smaller_than_any_sign() -> None:
    dot = Word("-", (LEFT, 100, LEFT + 1, 101), 0.9)
    prose = line(PROSE, x=LEFT + 20)
    lines, mends = repair([TextLine((dot, *prose.words), prose.box, 0)])
    assert [one.text for one in lines] == [PROSE]
    assert mends == [Mend("-", "", "speck", dot.box)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        pytest.param("Nghị định số 12/2019/ND-CP", "Nghị định số 12/2019/NĐ-CP", id="a bar lost"),
        pytest.param("Quyết định số 77/QĐĐ-UBND", "Quyết định số 77/QĐ-UBND", id="Đ read twice"),
        pytest.param("Kế hoạch số 18/KH-SGDDT", "Kế hoạch số 18/KH-SGDĐT", id="SGDĐT"),
        pytest.param("Phòng GD&ĐĐT huyện", "Phòng GD&ĐT huyện", id="GD&ĐT"),
        pytest.param("Nghị quyết số 21/2023/QHI5", "Nghị quyết số 21/2023/QH15", id="a term of the Assembly"),
        pytest.param("Nghị quyết số 21/2023/QHI15", "Nghị quyết số 21/2023/QH15", id="a stroke too many"),
        pytest.param("Chỉ thị số 09/CT-TTE", "Chỉ thị số 09/CT-TTg", id="TTg"),
        pytest.param("Kế hoạch số 148KH-UBND", "Kế hoạch số 148/KH-UBND", id="a slash lost"),
        pytest.param("Số: 47.KH-THCS", "Số: 47/KH-THCS", id="a stop for the slash"),
        pytest.param("Quyết định số 43§5/QĐ-UBND", "Quyết định số 4385/QĐ-UBND", id="a section sign in a number"),
        pytest.param("ngày 03⁄4/2023", "ngày 03/4/2023", id="a fraction stroke"),
        pytest.param("ngày 18 tháng II năm 2025", "ngày 18 tháng 11 năm 2025", id="no month is Roman"),
        pytest.param("ngày l8 tháng I1 năm 2025", "ngày 18 tháng 11 năm 2025", id="strokes in a date"),
        pytest.param("ngày 0901/2023", "ngày 09/01/2023", id="a slash lost in a date"),
        pytest.param("ngày 27/1 1/2024", "ngày 27/11/2024", id="a date torn in two"),
        pytest.param("phấn đấu đạt 1OO% chỉ tiêu", "phấn đấu đạt 100% chỉ tiêu", id="letters O in a figure"),
        pytest.param("chất lượng TCVN I1SO 9001:2015", "chất lượng TCVN ISO 9001:2015", id="ISO"),
        pytest.param("quý I/2025 và quý II/2025", "quý I/2025 và quý II/2025", id="quarters are Roman"),
        pytest.param("hoàn thành trong quý IH/2025", "hoàn thành trong quý III/2025", id="two strokes read as an H in a quarter"),
        pytest.param("Báo cáo (quý l1, quý IV)", "Báo cáo (quý II, quý IV)", id="strokes read as letters and figures in a quarter"),
        pytest.param("quý 1 và quý 4; quý HĐND huyện", "quý 1 và quý 4; quý HĐND huyện", id="quarters in figures, and none"),
        pytest.param("- Lưu: VI, CNTT.", "- Lưu: VT, CNTT.", id="the registry that keeps the copy"),
        pytest.param("- Lưu: VP.", "- Lưu: VP.", id="another office keeps the copy"),
        pytest.param("mục I.1 và điểm 2.I", "mục I.1 và điểm 2.I", id="sections are Roman"),
        pytest.param("Quyết định số 12/QĐ-ĐĐBQH", "Quyết định số 12/QĐ-ĐĐBQH", id="printed with two Đ"),
        pytest.param("Kế hoạch số 05/KH-THDC", "Kế hoạch số 05/KH-THDC", id="a symbol that nobody knows"),
        pytest.param("Công văn số 1663/UBND-NV", "Công văn số 1663/UBND-NV", id="no kind of document"),
        pytest.param("ngày 1S tháng 5 năm 2025", "ngày 1S tháng 5 năm 2025", id="5 or 8: not known"),
        pytest.param("ngày 4I tháng 5 năm 2025", "ngày 4I tháng 5 năm 2025", id="no such day"),
        pytest.param("ngày 3| tháng 5 năm 2025", "ngày 3| tháng 5 năm 2025", id="a ruling beside a figure"),
        pytest.param("đạt 3/4 chỉ tiêu, tăng 1,5 lần", "đạt 3/4 chỉ tiêu, tăng 1,5 lần", id="good figures"),
    ],
)  # fmt: skip
def test_codes_and_figures_in_shapes_of_one_reading(read: str, printed: str) -> None:
    assert repaired(read) == [printed]


def test_a_date_goes_on_over_the_end_of_a_line() -> None:
    assert repaired("ngày 18 tháng II", "năm 2025") == ["ngày 18 tháng 11", "năm 2025"]


def test_a_percent_sign_read_apart_is_joined_where_no_blank_is_printed() -> None:
    words = list(line("phấn đấu đạt tối thiểu 100 %").words)
    near = Word("%", (words[-2].box[2] + 0.5, 100, words[-2].box[2] + 12, 110), 0.9)
    assert [one.text for one in repair([line("phấn đấu đạt tối thiểu 100 %")])[0]] == ["phấn đấu đạt tối thiểu 100 %"]
    joined = TextLine((*words[:-1], near), (0, 0, 0, 0), 0)
    assert [one.text for one in repair([joined])[0]] == ["phấn đấu đạt tối thiểu 100%"]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        pytest.param("cán bộ. công chức", "cán bộ, công chức", id="a small letter follows"),
        pytest.param("cán bộ. Công chức", "cán bộ. Công chức", id="a capital follows"),
        pytest.param("TP. Hà Nội, v.v. và", "TP. Hà Nội, v.v. và", id="abbreviations"),
        pytest.param("tại cơ SỞ vật chất", "tại cơ sở vật chất", id="capitals in a phrase"),
        pytest.param("của các đơn Vị.", "của các đơn vị.", id="one capital in a phrase"),
        pytest.param("thuộc xã Vân Tra", "thuộc xã Vân Tra", id="a name"),
        pytest.param("của Thủ tướng Chính phủ", "của Thủ tướng Chính phủ", id="a title"),
    ],
)
def test_stops_and_capitals_within_a_sentence(read: str, printed: str) -> None:
    assert repaired(read) == [printed]


def test_a_line_of_capitals_is_not_read_on_into_small_letters() -> None:
    """'hệ số' is frequent, but it does not begin in a letterhead and end in 'Số: 36/KH-MNVH' below it."""
    lines = ["TRƯỜNG MẦM NON VƯỜN HÈ", "Số: 36/KH-MNVH"]
    assert repaired(*lines, confidence=0.7) == lines


def test_every_change_is_recorded_with_its_place() -> None:
    lines = page(" ~ Các tố chức xã hội")
    fixed, mends = repair(lines)
    assert fixed[0].text == "- Các tổ chức xã hội"
    assert mends == [
        Mend("~", "-", "dash", lines[0].words[0].box),
        Mend("tố", "tổ", "syllable", lines[0].words[2].box),
    ]
    assert [word.box for word in fixed[0].words] == [word.box for word in lines[0].words]


def test_words_parted_share_the_box() -> None:
    fixed, _ = repair(page("I.MỤC{I._MỤC} ĐÍCH, YÊU CẦU"))
    number, title, *_ = fixed[0].words
    before = page("I.MỤC{I._MỤC} ĐÍCH, YÊU CẦU")[0].words[0].box
    assert (number.text, title.text) == ("I.", "MỤC")
    assert before[0] == number.box[0] < number.box[2] < title.box[0] < title.box[2] == before[2]


def test_nothing_is_nothing() -> None:
    assert repair([]) == ([], [])
    assert em_of(line("1. A")) is None


# What extraction lives on must come out as it went in.
FIGURES = st.one_of(
    st.builds("{}/{}-{}".format, st.integers(1, 9999), st.sampled_from(["KH", "QĐ", "CT", "TB"]), st.sampled_from(["UBND", "SGDĐT", "TTg", "THCS"])),
    st.builds("{}/{}/NĐ-CP".format, st.integers(1, 200), st.integers(1999, 2030)),
    st.builds("{:02}/{:02}/{}".format, st.integers(1, 28), st.integers(1, 12), st.integers(1999, 2030)),
    st.builds("{}%".format, st.integers(0, 100)),
    st.builds("{},{}%".format, st.integers(0, 99), st.integers(0, 9)),
)  # fmt: skip


@given(
    st.lists(
        st.one_of(FIGURES, st.sampled_from(["theo", "kế", "hoạch", "của", "trường", "tố", "chức", "đối", "với"])),
        min_size=1,
    )
)
@settings(max_examples=150, deadline=None)
def test_numbers_dates_and_percentages_survive(words: list[str]) -> None:
    fixed, _ = repair(page(" ".join(words)))
    before = [word for word in words if any(map(str.isdigit, word))]
    assert [word for one in fixed for word in one.text.split() if any(map(str.isdigit, word))] == before


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=12), min_size=1)
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_read_gives_lines(words: list[str]) -> None:
    spread = [Word(word, (10.0 * at, 0, 10.0 * at + 8, 10), 0.3) for at, word in enumerate(words)]
    fixed, mends = repair([TextLine(tuple(spread), (0, 0, 10.0 * len(words), 10), 0)])
    assert all(one.words for one in fixed)
    assert mends or [word for one in fixed for word in one.words] == spread
