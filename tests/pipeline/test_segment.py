"""The outline: markers, headings, roles, zones, tables, and numbers that repeat or skip."""

from __future__ import annotations

import pytest
from documents import document, outline

from pipeline.read import read
from pipeline.records import Line
from pipeline.segment import segment
from pipeline.segment.markers import read_marker, roman_value

PLAN = """KẾ HOẠCH
Cải cách hành chính năm 2031
Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn;
Trường Tiểu học Sao Biển xây dựng kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích:
- Rút ngắn thời gian trả kết quả;
2. Yêu cầu
a) Bám sát chỉ đạo của cấp trên.
- Phân công rõ người.
II. NHIỆM VỤ
1. Hoàn thành việc rà soát các quy trình nội bộ của nhà trường trong quý đầu của năm nay.
2. Cập nhật đầy đủ các biểu mẫu hồ sơ lên trang thông tin điện tử của nhà trường theo quy định.
III. TỔ CHỨC THỰC HIỆN
1. Tổ Văn phòng
Tiếp nhận hồ sơ.
Trên đây là Kế hoạch của nhà trường./.
Nơi nhận:
- Lưu: VT.
HIỆU TRƯỞNG
Lê Thị Biển
PHỤ LỤC 2
BẢNG PHÂN CÔNG
"""


@pytest.fixture(scope="module")
def plan():
    return outline(PLAN)


def test_headings_have_path_title_and_role(plan):
    heads = [(s.path, s.title, s.role) for s in plan.sections if s.title is not None]
    assert heads == [
        ("I", "MỤC ĐÍCH, YÊU CẦU", "purpose"),
        ("I/1", "Mục đích", "purpose"),
        ("I/2", "Yêu cầu", "requirements"),
        ("II", "NHIỆM VỤ", "tasks"),
        ("III", "TỔ CHỨC THỰC HIỆN", "organisation"),
        ("III/1", "Tổ Văn phòng", "organisation"),
        ("PL2", "BẢNG PHÂN CÔNG", "appendix"),
    ]


def test_a_numbered_sentence_is_an_item(plan):
    items = [p for p in plan.passages if p.kind == "item" and p.role == "tasks"]
    assert [p.marker for p in items] == ["1", "2"]
    assert items[0].text.startswith("Hoàn thành việc rà soát")


def test_zones_give_their_roles(plan):
    role = {p.text: p.role for p in plan.passages}
    assert role["Cải cách hành chính năm 2031"] == "header"
    assert role["Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn;"] == "preamble"
    assert role["Trên đây là Kế hoạch của nhà trường./."] == "closing"
    assert role["Lưu: VT."] == "recipients"
    assert role["Lê Thị Biển"] == "signature"


def test_passages_know_the_headings_above(plan):
    by_text = {p.text: p for p in plan.passages}
    assert [h.title for h in by_text["Tiếp nhận hồ sơ."].headings] == ["TỔ CHỨC THỰC HIỆN", "Tổ Văn phòng"]
    assert [h.title for h in by_text["Phân công rõ người."].headings] == ["MỤC ĐÍCH, YÊU CẦU", "Yêu cầu"]
    assert by_text["Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn;"].headings == ()


def test_offsets_slice_to_the_text(plan):
    text = plan.reading.text
    for passage in plan.passages:
        assert text[passage.start : passage.end] == passage.text
    for section in plan.sections:
        assert 0 <= section.start <= section.end <= len(text)
        if section.parent is not None:
            parent = plan.sections[section.parent]
            assert parent.start <= section.start
            assert section.end <= parent.end


def test_clean_numbering_raises_nothing(plan):
    assert plan.findings == ()


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        pytest.param(["I", "II", "III"], [], id="in order"),
        pytest.param(["I", "II", "II", "III"], ["section-number-repeated"], id="repeated"),
        pytest.param(["I", "III", "IV"], ["section-number-skipped"], id="skipped"),
        pytest.param(["I", "II", "III", "III", "IV"], ["section-number-repeated"], id="repeated, then on from it"),
    ],
)
def test_numbering_of_headings(numbers, codes):
    body = "".join(f"{n}. NỘI DUNG THỨ {i}\n- Làm việc số một.\n" for i, n in enumerate(numbers))
    found = outline("KẾ HOẠCH\nCông tác năm 2031\n" + body)
    assert [f.code for f in found.findings] == codes
    paths = [s.path for s in found.sections if s.title is not None]
    assert paths == numbers


def test_rows_become_items_with_their_column_headings():
    rows = [
        Line("", "row", ("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"), 0),
        Line("", "row", ("(1)", "(2)", "(3)", "(4)"), 0),
        Line("", "row", ("I", "CÔNG TÁC CHỈ ĐẠO", "", ""), 0),
        Line("", "row", ("1", "Ban hành kế hoạch", "Văn phòng", "Quý I"), 0),
        Line("", "row", ("", "Gửi kế hoạch", "Văn phòng", "Quý II"), 0),
    ]
    found = segment(read(document([Line("KẾ HOẠCH"), Line("PHỤ LỤC"), Line("PHÂN CÔNG NHIỆM VỤ"), *rows])))
    body = [p for p in found.passages if p.kind == "row"]
    assert [[(c.header, c.text) for c in p.cells] for p in body] == [
        [("TT", "1"), ("Nội dung", "Ban hành kế hoạch"), ("Đơn vị chủ trì", "Văn phòng"), ("Thời gian", "Quý I")],
        [("TT", ""), ("Nội dung", "Gửi kế hoạch"), ("Đơn vị chủ trì", "Văn phòng"), ("Thời gian", "Quý II")],
    ]
    assert [found.sections[p.section].path for p in body] == ["PL/I/1", "PL/I"]
    assert [h.title for h in body[0].headings] == ["PHÂN CÔNG NHIỆM VỤ", "CÔNG TÁC CHỈ ĐẠO"]
    for cell in body[0].cells:
        assert found.reading.text[cell.start : cell.end] == cell.text


@pytest.mark.parametrize(
    ("line", "kind", "marker", "rest"),
    [
        ("II. NHIỆM VỤ", "roman", "II", "NHIỆM VỤ"),
        ("IV NHIỆM VỤ", "roman", "IV", "NHIỆM VỤ"),
        ("3.1. Rà soát", "decimal", "3.1", "Rà soát"),
        ("3.1 Rà soát", "decimal", "3.1", "Rà soát"),
        ("12. Công tác", "arabic", "12", "Công tác"),
        ("2/ Công tác", "arabic", "2", "Công tác"),
        ("2/CÔNG TÁC", "arabic", "2", "CÔNG TÁC"),
        ("đ) Báo cáo", "letter", "đ", "Báo cáo"),
        ("- 100% hồ sơ", "dash", "-", "100% hồ sơ"),
        ("+Xây dựng", "plus", "+", "Xây dựng"),
        ("(1) Báo cáo", "bracket", "1", "Báo cáo"),
        ("Điều 5. Hiệu lực", "article", "Điều 5", "Hiệu lực"),
    ],
)
def test_markers(line, kind, marker, rest):
    found = read_marker(line)
    assert found
    assert (found.kind, found.text, line[found.end :]) == (kind, marker, rest)


@pytest.mark.parametrize(
    "line",
    [
        "2025 là năm cuối",
        "15/7/2021 của Chính phủ",
        "100% hồ sơ",
        "3,5 tỷ đồng",
        "Tổ Văn phòng",
        "1.000 lượt",
        "03/NQ-CP ngày 05/02/2031",
    ],
)
def test_no_marker(line):
    assert read_marker(line) is None


def test_roman_values():
    assert [roman_value(s) for s in ("I", "IV", "IX", "XIV", "XL")] == [1, 4, 9, 14, 40]
    assert roman_value("IIX") is None


def heads(text: str) -> list[tuple[str, str | None]]:
    return [(s.path, s.title) for s in outline(text).sections if s.title is not None]


def test_a_heading_without_a_marker_does_not_keep_the_next_roman_one():
    text = (
        "KẾ HOẠCH\nCông tác năm 2031\nI. NỘI DUNG\n1. Chương trình\nNGÀY THỨ NHẤT\nHọp toàn trường.\n2. Hậu cần\n- Chuẩn bị phòng.\n"
        "II. TỔ CHỨC\n- Theo dõi."
    )
    assert heads(text) == [
        ("I", "NỘI DUNG"), ("I/1", "Chương trình"), ("I/1", "NGÀY THỨ NHẤT"), ("I/2", "Hậu cần"), ("II", "TỔ CHỨC"),
    ]  # fmt: skip


def test_a_list_that_starts_again_beneath_a_letter_belongs_to_it():
    text = (
        "KẾ HOẠCH\nCông tác\nI. NỘI DUNG\n1. Tập huấn\na) Đối tượng\n1. Văn thư.\n2. Kế toán.\nb) Thời gian\n- Quý I."
    )
    found = outline(text)
    assert [found.sections[p.section].path for p in found.passages if p.text in ("Văn thư.", "Kế toán.")] == [
        "I/1/a/1",
        "I/1/a/2",
    ]


def test_a_lead_in_is_no_heading_and_a_list_of_units_is():
    text = (
        "KẾ HOẠCH\nCông tác\nI. TỔ CHỨC\n1. Đối với Hội Nông dân, Hội Phụ nữ, Đoàn Thanh niên và các tổ chức hội trên địa bàn xã:\n- Tuyên truyền.\n"
        "2. Trong quý đầu năm nhà trường tập trung làm các việc sau:\n- Rà soát."
    )
    assert [path for path, _ in heads(text)] == ["I", "I/1"]


def test_a_subject_line_is_not_section_five():
    text = "UBND XÃ VĨNH SƠN\nSố: 12/UBND-VP\nV/v rà soát hồ sơ\nKính gửi: Các trường\nThực hiện Kế hoạch số 3/KH-UBND, UBND xã yêu cầu:\n1. Rà soát.\n"
    found = outline(text)
    assert [p.text for p in found.passages if p.role == "header"] == [
        "UBND XÃ VĨNH SƠN", "Số: 12/UBND-VP", "V/v rà soát hồ sơ", "Kính gửi: Các trường",
    ]  # fmt: skip


def test_a_title_in_capitals_that_begins_like_a_ground_is_a_title():
    text = "KẾ HOẠCH\nTRIỂN KHAI CHỈ THỊ SỐ 2/CT-TTG NGÀY 21/10/2030\nThực hiện Chỉ thị số 2/CT-TTg, xã xây dựng kế hoạch như sau:\nI. MỤC ĐÍCH\n- Rõ việc."
    assert [p.role for p in outline(text).passages[:3]] == ["header", "header", "preamble"]


def test_a_decision_keeps_its_grounds_before_its_articles():
    text = (
        "QUYẾT ĐỊNH\nVề việc phân công nhiệm vụ\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\nCăn cứ Luật số 72/2025/QH15 ngày 16/6/2025;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Phân công Văn phòng làm đầu mối theo dõi công tác cải cách hành chính của xã trong cả năm.\n"
    )
    role = {p.text: p.role for p in outline(text).passages}
    assert role["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"] == "header"
    assert role["Căn cứ Luật số 72/2025/QH15 ngày 16/6/2025;"] == "preamble"


def test_a_sum_beside_a_group_title_does_not_hide_it():
    rows = [
        Line("", "row", ("STT", "Tiêu chí", "Điểm"), 0),
        Line("", "row", ("I", "NHÓM TRƯỜNG HỌC", "60"), 0),
        Line("", "row", ("1", "Niêm yết đủ thủ tục", "10"), 0),
    ]
    found = segment(read(document([Line("KẾ HOẠCH"), Line("PHỤ LỤC"), *rows])))
    assert [(s.path, s.title) for s in found.sections if s.title] == [("PL/I", "NHÓM TRƯỜNG HỌC")]
    assert [c.header for p in found.passages if p.kind == "row" for c in p.cells] == ["STT", "Tiêu chí", "Điểm"]


def test_a_plan_that_starts_with_section_two_is_flagged():
    assert [f.code for f in outline("KẾ HOẠCH\nCông tác\nII. NỘI DUNG\n- Việc.\nIII. TỔ CHỨC\n- Việc.").findings] == [
        "section-number-skipped"
    ]
