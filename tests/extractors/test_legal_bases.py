"""Legal bases: what is cited and what only looks so, and what belongs to each mention."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.legal_bases import find_legal_bases
from extractors.mention import SHARED
from extractors.passage import Cell, Heading, Passage, Plan

PLAN = Plan(
    issuer="Trường Tiểu học Sông Xanh",
    parent_issuer="Phòng Giáo dục và Đào tạo quận Hà Liễu",
    place="Hà Liễu",
    title="Cải cách hành chính năm 2026 thực hiện Nghị quyết số 76/NQ-CP",
    doc_type="Kế hoạch",
    doc_number="12/KH-THSX",
    issued_date=date(2026, 2, 1),
)
OFFSET = 40  # the passage does not begin the document


def opening_passage(text: str) -> Passage:
    return Passage(ordinal=0, kind="paragraph", text=text, start=OFFSET, role="preamble", section=0)


def item(text: str) -> Passage:
    above = (Heading("I", "NHIỆM VỤ", "tasks", 1),)
    return Passage(ordinal=3, kind="item", text=text, start=OFFSET, role="tasks", section=2, headings=above)


def find(passage: Passage, plan: Plan = PLAN):
    found = find_legal_bases([passage], plan)
    for row in found:
        assert OFFSET <= row.start < row.end <= passage.end
        assert 0 < row.confidence <= 1
        assert all(passage.start <= remark.start < remark.end <= passage.end for remark in row.remarks)
    return found


def quotes(passage: Passage) -> list[str]:
    return [passage.text[row.start - passage.start : row.end - passage.start] for row in find(passage)]


# ---- one mention and its fields


@pytest.mark.parametrize(
    ("text", "cited_type", "number", "day", "issuer", "subject"),
    [
        pytest.param(
            "Căn cứ Nghị định số 31/2021/NĐ-CP ngày 05/3/2021 của Chính phủ về hội và quỹ;",
            "Nghị định",
            "31/2021/NĐ-CP",
            date(2021, 3, 5),
            "Chính phủ",
            "hội và quỹ",
            id="plain",
        ),
        pytest.param(
            "theo nghị định 30/2020/NĐ-CP của chính phủ",
            "Nghị định",
            "30/2020/NĐ-CP",
            None,
            "Chính phủ",
            None,
            id="small letters, no số, no date",
        ),
        pytest.param(
            "Thực hiện Kế hoạch số 61/KH- SGDĐT, ngày 3-1-2026 của Sở GD&ĐT Đông Hải V/v chuyển đổi số năm 2026",
            "Kế hoạch",
            "61/KH-SGDĐT",
            date(2026, 1, 3),
            "Sở Giáo dục và Đào tạo Đông Hải",
            "chuyển đổi số năm 2026",
            id="broken number, comma, abbreviations",
        ),
        pytest.param(
            "Kế hoạch số 61/KH-SGDĐT ngày 03/01/2026 về việc chuyển đổi số năm 2026 của Sở GD&ĐT Đông Hải.",
            "Kế hoạch",
            "61/KH-SGDĐT",
            date(2026, 1, 3),
            "Sở Giáo dục và Đào tạo Đông Hải",
            "chuyển đổi số năm 2026",
            id="issuer behind the subject",
        ),
        pytest.param(
            "Kế hoạch số 9/KH-UBND ngày 03/01/2026 về nâng cao chất lượng bữa ăn của học sinh",
            "Kế hoạch",
            "9/KH-UBND",
            date(2026, 1, 3),
            None,
            "nâng cao chất lượng bữa ăn của học sinh",
            id="của inside the subject",
        ),
        pytest.param(
            "Kế hoạch số 9/KH-UBND ngày 03/01/2026 của UBND tỉnh Vân Trà Kế hoạch cải cách hành chính năm 2026",
            "Kế hoạch",
            "9/KH-UBND",
            date(2026, 1, 3),
            "Ủy ban nhân dân tỉnh Vân Trà",
            "cải cách hành chính năm 2026",
            id="type said twice",
        ),
        pytest.param(
            "Quyết định số 7/QĐ-UBND ngày 03/01/2026 của UBND tỉnh Quy định giá nước sạch",
            "Quyết định",
            "7/QĐ-UBND",
            date(2026, 1, 3),
            "Ủy ban nhân dân tỉnh",
            "Quy định giá nước sạch",
            id="subject in capitals behind a bare class",
        ),
        pytest.param(
            "Nghị quyết của Chính phủ số 76/NQ-CP ngày 15/7/2021",
            "Nghị quyết",
            "76/NQ-CP",
            date(2021, 7, 15),
            "Chính phủ",
            None,
            id="issuer before the number",
        ),
        pytest.param(
            "theo đề nghị của Sở Công Thương tại Tờ trình số 29/TTr-SCT ngày 02/10/2025",
            "Tờ trình",
            "29/TTr-SCT",
            date(2025, 10, 2),
            "Sở Công Thương",
            None,
            id="issuer before the document",
        ),
        pytest.param(
            "Nghị quyết số 3-NQ/TW ngày 02/10/2018, Hội nghị lần thứ tám BCH Trung ương Đảng khóa XII về nghề cá",
            "Nghị quyết",
            "3-NQ/TW",
            date(2018, 10, 2),
            "Ban Chấp hành Trung ương Đảng",
            "nghề cá",
            id="session for issuer",
        ),
        pytest.param(
            "Quyết định số 7/QĐ-TTg ngày 03/01/2025 của Thủ tưởng Chính phủ phê duyệt Đề án trường học xanh",
            "Quyết định",
            "7/QĐ-TTg",
            date(2025, 1, 3),
            "Thủ tướng Chính phủ",
            "phê duyệt Đề án trường học xanh",
            id="issuer misspelled",
        ),
        pytest.param(
            "Kết luận liên ngành thủy lợi Trung ương số 23/KL-LNTL ngày 21/11/2024",
            "Kết luận",
            "23/KL-LNTL",
            date(2024, 11, 21),
            None,
            None,
            id="words between type and number",
        ),
        pytest.param(
            "Thông tư số 55/2023/TT-BTC ngày 15/8/2023 của Bộ Tài chính (nay là Bộ Tài chính) quy định quyết toán",
            "Thông tư",
            "55/2023/TT-BTC",
            date(2023, 8, 15),
            "Bộ Tài chính",
            "quy định quyết toán",
            id="remark behind the issuer",
        ),
        pytest.param(
            "Công văn số 170/UBND-NV (X11-X14) ngày 03/01/2026 của UBND quận Hà Liễu",
            "Công văn",
            "170/UBND-NV",
            date(2026, 1, 3),
            "Ủy ban nhân dân quận Hà Liễu",
            None,
            id="code of a department",
        ),
        pytest.param(
            "Quyết định số 5-QĐ/BCĐ ngày 11/8/2025 của Ban Chỉ đạo tỉnh về chuyển đổi số ban hành Quy chế làm việc",
            "Quyết định",
            "5-QĐ/BCĐ",
            date(2025, 8, 11),
            "Ban Chỉ đạo tỉnh về chuyển đổi số",
            "ban hành Quy chế làm việc",
            id="field of a committee is its name",
        ),
        pytest.param(
            "Thông tư số 7/2024/TT-BYT do Bộ Y tế ban hành ngày 12/01/2024 hướng dẫn y tế trường học",
            "Thông tư",
            "7/2024/TT-BYT",
            date(2024, 1, 12),
            "Bộ Y tế",
            "hướng dẫn y tế trường học",
            id="do … ban hành",
        ),
        pytest.param(
            "Luật Hóa chất được Quốc hội khóa XV thông qua ngày 14/6/2025",
            "Luật",
            None,
            date(2025, 6, 14),
            "Quốc hội",
            "Hóa chất",
            id="passed by the assembly",
        ),
        pytest.param(
            "Văn bản số 39/SNV-VP ngày 12 tháng 6 năm 2025 của Sở Nội vụ tỉnh Vân Trà.",
            "Văn bản",
            "39/SNV-VP",
            date(2025, 6, 12),
            "Sở Nội vụ tỉnh Vân Trà",
            None,
            id="a full stop is no name",
        ),
        pytest.param(
            "Quyết định số 9/QĐ-UBND ngày 12/6/2025 của UBND tỉnh Vân Trà-Sông Xanh giao chỉ tiêu biên chế",
            "Quyết định",
            "9/QĐ-UBND",
            date(2025, 6, 12),
            "Ủy ban nhân dân tỉnh Vân Trà-Sông Xanh",
            "giao chỉ tiêu biên chế",
            id="hyphen in the name",
        ),
        pytest.param(
            "Nghị quyết số 12-NQ/ĐU ngày 12/6/2025 của Đảng ủy Học viện Thủy sản quốc gia Hà Liễu về nghiên cứu",
            "Nghị quyết",
            "12-NQ/ĐU",
            date(2025, 6, 12),
            "Đảng ủy Học viện Thủy sản quốc gia Hà Liễu",
            "nghiên cứu",
            id="an institution inside the name",
        ),
        pytest.param(
            "Quyết định ngày 12/01/2026 của Hiệu trưởng về phân công nhiệm vụ",
            "Quyết định",
            None,
            date(2026, 1, 12),
            "Hiệu trưởng",
            "phân công nhiệm vụ",
            id="a type with a date",
        ),
    ],
)
def test_fields(text, cited_type, number, day, issuer, subject):
    plan = Plan(doc_type="Kế hoạch")
    (row,) = find(opening_passage(text), plan)
    assert (row.cited_type, row.cited_number, row.cited_date) == (cited_type, number, day)
    assert row.issuer == issuer
    assert row.subject == subject


@pytest.mark.parametrize(
    ("text", "cited_type", "number", "year"),
    [
        pytest.param("áp dụng TCVN ISO 9001:2015 tại đơn vị", "Tiêu chuẩn", "TCVN ISO 9001:2015", 2015, id="standard"),
        pytest.param(
            "theo Tiêu chuẩn Việt Nam ISO 9001:2015", "Tiêu chuẩn", "TCVN ISO 9001:2015", 2015, id="spelled out"
        ),
        pytest.param("theo Tiêu chuẩn ISO 18091: 2020 về giáo dục", "Tiêu chuẩn", "ISO 18091:2020", 2020, id="ISO"),
        pytest.param("Luật Giáo dục 2019", "Luật", None, 2019, id="law and year"),
        pytest.param("Luật Phòng, chống tham nhũng năm 2018", "Luật", None, 2018, id="comma in the name"),
        pytest.param("Luật Thể dục, thể thao số 77/2006/QH11", "Luật", "77/2006/QH11", 2006, id="law and number"),
        pytest.param("Bộ luật Lao động (2019)", "Bộ luật", None, 2019, id="year in brackets"),
        pytest.param("Hiến pháp năm 2013", "Hiến pháp", None, 2013, id="constitution"),
        pytest.param("thực hiện Kế hoạch số 07", "Kế hoạch", "07", None, id="back reference"),
        pytest.param("theo Nghị định 34 và hướng dẫn", "Nghị định", "34", None, id="back reference without số"),
    ],
)
def test_identified_without_date(text, cited_type, number, year):
    (row,) = find(item(text))
    assert (row.cited_type, row.cited_number, row.cited_year, row.cited_date) == (cited_type, number, year, None)
    assert row.issuer == ("Quốc hội" if number and "QH" in number else None)


def test_a_law_is_about_what_its_name_says():
    (row,) = find(item("Luật Cán bộ, công chức năm 2008 và các văn bản hướng dẫn"))
    assert row.subject == "Cán bộ, công chức"


# ---- what is no mention


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Số: 12/KH-THSX", id="own number"),
        pytest.param("Số: 33/NQ-HĐND", id="line of the number"),
        pytest.param("(Kèm theo Kế hoạch số 15/KH-UBND ngày 01/02/2026 của UBND xã)", id="head of an appendix"),
        pytest.param("(Kèm theo kế hoạch số:     /KH-THSX ngày    tháng 2 năm 2026)", id="blank number"),
        pytest.param("Thực hiện Nghị quyết số 76/NQ-CP", id="part of the title"),
        pytest.param("theo quy định của pháp luật năm 2026", id="law in general"),
        pytest.param("kế hoạch cải cách hành chính năm 2026 của UBND quận", id="year of a plan"),
        pytest.param("Chương trình tổng thể giai đoạn 2021-2030", id="period of a programme"),
        pytest.param("Đề án 06 và Chương trình 135", id="schemes by number alone"),
        pytest.param("Kế hoạch 5 năm, báo cáo 6 tháng, hướng dẫn 10 trường", id="counts"),
        pytest.param("theo mẫu số 01/TT-LLTP", id="number of a form"),
        pytest.param("Luật Việc làm và Luật Thanh niên", id="laws without a year"),
        pytest.param("Kế hoạch này thay cho kế hoạch năm 2025", id="the plan itself"),
        pytest.param("hạn nộp báo cáo ngày 15/12/2026", id="a deadline"),
    ],
)
def test_no_mention(text):
    assert find(opening_passage(text)) == []


def test_the_same_document_in_the_opening_paragraphs_is_one():
    assert quotes(opening_passage("Thực hiện Nghị quyết số 76/NQ-CP; nhà trường xây dựng kế hoạch như sau:")) == [
        "Nghị quyết số 76/NQ-CP"
    ]


# ---- lists, chains, ends


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Nghị định số 7/2020/NĐ-CP, Nghị định số 8/2020/NĐ-CP ngày 14/9/2020 của Chính phủ",
            [("7/2020/NĐ-CP", date(2020, 9, 14), "Chính phủ"), ("8/2020/NĐ-CP", date(2020, 9, 14), "Chính phủ")],
            id="the year in the number tells that the date is shared",
        ),
        pytest.param(
            "Nghị quyết số 17-NQ/TW, Nghị quyết số 16-NQ/TW ngày 03/4/2024 của Bộ Chính trị",
            [("17-NQ/TW", None, "Bộ Chính trị"), ("16-NQ/TW", date(2024, 4, 3), "Bộ Chính trị")],
            id="the date is the nearest's",
        ),
        pytest.param(
            "các Quyết định số 7/QĐ-TTg, số 8/QĐ-TTg ngày 14/9/2020",
            [
                ("7/QĐ-TTg", date(2020, 9, 14), "Thủ tướng Chính phủ"),
                ("8/QĐ-TTg", date(2020, 9, 14), "Thủ tướng Chính phủ"),
            ],
            id="the type stands once",
        ),
        pytest.param(
            "các Nghị định số 7/2019/NĐ-CP, số 8/2020/NĐ-CP ngày 14/9/2020",
            [("7/2019/NĐ-CP", None, "Chính phủ"), ("8/2020/NĐ-CP", date(2020, 9, 14), "Chính phủ")],
            id="another year in the number",
        ),
        pytest.param(
            "Nghị quyết số 18-NQ/TW và Nghị quyết số 71/NQ-CP của Chính phủ",
            [("18-NQ/TW", None, None), ("71/NQ-CP", None, "Chính phủ")],
            id="an issuer whose symbol it is not",
        ),
        pytest.param(
            "Quyết định số 90/TTg, số 91/TTg ngày 07/3/1994",
            [("90/TTg", date(1994, 3, 7), "Thủ tướng Chính phủ"), ("91/TTg", date(1994, 3, 7), "Thủ tướng Chính phủ")],
            id="type from the list",
        ),
        pytest.param(
            "Công văn số 5/UBND-NV; số 6/UBND-NV ngày 07/3/2025",
            [("5/UBND-NV", None, None), ("6/UBND-NV", date(2025, 3, 7), None)],
            id="a semicolon ends the list",
        ),
    ],
)
def test_lists(text, expected):
    assert [(r.cited_number, r.cited_date, r.issuer) for r in find(item(text))] == expected


def test_a_shared_subject():
    rows = find(item("các Nghị định số 7/2020/NĐ-CP và số 8/2020/NĐ-CP quy định về hội, quỹ"))
    assert [r.subject for r in rows] == ["quy định về hội, quỹ"] * 2


def test_what_is_inherited_is_less_sure():
    first, second = find(item("Nghị định số 7/2020/NĐ-CP, Nghị định số 8/2020/NĐ-CP ngày 14/9/2020"))
    assert first.confidence < second.confidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Nghị định số 9/2018/NĐ-CP của Chính phủ sửa đổi một số điều của Nghị định số 8/2014/NĐ-CP; họp tổ",
            [
                "Nghị định số 9/2018/NĐ-CP của Chính phủ sửa đổi một số điều của Nghị định số 8/2014/NĐ-CP",
                "Nghị định số 8/2014/NĐ-CP",
            ],
            id="amendment",
        ),
        pytest.param(
            "Nghị định số 9/2020/NĐ-CP sửa đổi Nghị định số 7/2014/NĐ-CP và Nghị định số 8/2018/NĐ-CP về biên chế",
            [
                "Nghị định số 9/2020/NĐ-CP sửa đổi Nghị định số 7/2014/NĐ-CP và Nghị định số 8/2018/NĐ-CP về biên chế",
                "Nghị định số 7/2014/NĐ-CP",
                "Nghị định số 8/2018/NĐ-CP về biên chế",
            ],
            id="two amended",
        ),
        pytest.param(
            "Nghị định số 7/2014/NĐ-CP về biên chế và Nghị định số 9/2018/NĐ-CP về tiền lương",
            ["Nghị định số 7/2014/NĐ-CP về biên chế", "Nghị định số 9/2018/NĐ-CP về tiền lương"],
            id="two beside each other",
        ),
        pytest.param(
            "Kế hoạch số 9/KH-UBND về thực hiện Nghị quyết số 7/NQ-CP của Chính phủ trên địa bàn tỉnh Vân Trà",
            [
                "Kế hoạch số 9/KH-UBND về thực hiện Nghị quyết số 7/NQ-CP của Chính phủ trên địa bàn tỉnh Vân Trà",
                "Nghị quyết số 7/NQ-CP của Chính phủ",
            ],
            id="the area is that of the one that carries out",
        ),
        pytest.param(
            "Nghị định số 9/2025/NĐ-CP quy định xử phạt (sau đây viết tắt là Nghị định số 9/2025/NĐ-CP)",
            ["Nghị định số 9/2025/NĐ-CP quy định xử phạt", "Nghị định số 9/2025/NĐ-CP"],
            id="short form in brackets",
        ),
        pytest.param(
            "Nghị định số 9/2025/NĐ-CP về văn thư, góp phần nâng cao chất lượng",
            ["Nghị định số 9/2025/NĐ-CP về văn thư"],
            id="the plan's own clause",
        ),
        pytest.param(
            "Nghị định số 9/2025/NĐ-CP về thi đua, khen thưởng (tỷ lệ không quá 10% tập thể)",
            ["Nghị định số 9/2025/NĐ-CP về thi đua, khen thưởng"],
            id="the plan's own remark",
        ),
        pytest.param(
            "Chỉ thị số 9/CT-TTg của Thủ tướng Chính phủ “về an toàn trường học”, nhà trường triển khai",
            ["Chỉ thị số 9/CT-TTg của Thủ tướng Chính phủ “về an toàn trường học”"],
            id="subject in quotation marks",
        ),
        pytest.param(
            "Quyết định số 9/QĐ-UBND của UBND tỉnh và các văn bản có liên quan./.",
            ["Quyết định số 9/QĐ-UBND của UBND tỉnh"],
            id="vague company",
        ),
    ],
)
def test_quotes(text, expected):
    assert quotes(item(text)) == expected


def test_main_clause_behind_the_grounds():
    text = (
        "Thực hiện Kế hoạch số 9/KH-UBND của UBND quận về chuyển đổi số năm 2026, Trường Sông Xanh xây dựng Kế hoạch:"
    )
    assert quotes(opening_passage(text)) == ["Kế hoạch số 9/KH-UBND của UBND quận về chuyển đổi số năm 2026"]


def test_two_issuers_and_a_body_that_acts():
    text = (
        "Quyết định số 9/QĐ-BYT của Bộ Y tế, Bộ Nội vụ; Quyết định số 8/QĐ-BYT của Bộ Y tế, UBND tỉnh ban hành Kế hoạch"
    )
    assert [r.issuer for r in find(opening_passage(text))] == ["Bộ Y tế, Bộ Nội vụ", "Bộ Y tế"]


# ---- place, role, pinpoint, cells


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        pytest.param("Kế hoạch số 9/KH-UBND của UBND quận", "Ủy ban nhân dân quận Hà Liễu", id="class of the head"),
        pytest.param("Kế hoạch số 9/KH-UBND của UBND phường", "Ủy ban nhân dân phường Hà Liễu", id="place of issue"),
        pytest.param("Kế hoạch số 9/KH-UBND của UBND tỉnh", "Ủy ban nhân dân tỉnh", id="no province is known"),
        pytest.param("Kế hoạch số 9-KH/QU của Quận ủy", "Quận ủy Hà Liễu", id="party committee"),
    ],
)
def test_bare_class(text, issuer):
    (row,) = find(item(text))
    assert row.issuer == issuer


def test_bare_class_named_elsewhere():
    text = "Kế hoạch số 9/KH-UBND của UBND tỉnh; Kế hoạch số 8/KH-UBND của UBND tỉnh Vân Trà"
    assert {r.issuer for r in find(item(text))} == {"Ủy ban nhân dân tỉnh Vân Trà"}


def test_ground_only_before_the_first_heading():
    text = "Căn cứ Nghị định số 30/2020/NĐ-CP"
    assert [r.role for r in find(opening_passage(text)) + find(item(text))] == ["basis", "reference"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("tại điểm a khoản 2 Điều 9 Nghị định số 7/2020/NĐ-CP", "điểm a khoản 2 Điều 9", id="down"),
        pytest.param("theo Điều 5 khoản 2 Nghị định số 7/2020/NĐ-CP", "Điều 5 khoản 2", id="reverse"),
        pytest.param("các khoản 1, 2 và 3 Điều 100 Luật Giáo dục 2019", "các khoản 1, 2 và 3 Điều 100", id="several"),
        pytest.param("phụ lục II của Nghị định số 7/2020/NĐ-CP", "phụ lục II", id="appendix, của"),
        pytest.param("một số điều của Nghị định số 7/2020/NĐ-CP", None, id="some articles"),
        pytest.param("các điều kiện theo Nghị định số 7/2020/NĐ-CP", None, id="conditions"),
    ],
)
def test_pinpoint(text, expected):
    (row,) = find(item(text))
    assert row.pinpoint == expected


def test_a_mention_stays_in_its_cell():
    text = "Nghị định số 7/2020/NĐ-CP | của Chính phủ | Tháng 3"
    cells = tuple(Cell("", cell, OFFSET + text.index(cell)) for cell in text.split(" | "))
    row = Passage(0, "row", text, OFFSET, "tasks", 1, headings=(Heading("I", "A", "tasks", 1),), cells=cells)
    assert quotes(row) == ["Nghị định số 7/2020/NĐ-CP"]


# ---- remarks


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Nghị số 7/2020/NĐ-CP", ["cited-type-misprinted"], id="half a type"),
        pytest.param("Kế hoach số 7/KH-UBND", ["cited-type-misprinted"], id="mark lost"),
        pytest.param(
            "Kế hoạch số 7/KH-SGDĐT của UBND phường Vân Trà", ["symbol-issuer-mismatch"], id="symbol and issuer"
        ),
        pytest.param("Nghị định số 7/2019/NĐ-CP ngày 05/3/2020", ["cited-year-mismatch"], id="year and date"),
        pytest.param("Kế hoạch số 7/KH-UBND ngày 05/3/2026", ["cited-after-plan"], id="later than the plan"),
        pytest.param(
            "Nghị quyết số 7-NQ/TW ngày 25/10/2017 của Bộ Chính trị ngày 09/3/2018", ["cited-two-dates"], id="two dates"
        ),
        pytest.param("Kế hoạch số 7/KH-UBND ngày 30/02/2025", ["cited-date-impossible"], id="no such day"),
        pytest.param("Kế hoạch số 7/KH-UBND ngày 05/3/2025 của Chủ tịch UBND quận", [], id="nothing to say"),
    ],
)
def test_remarks(text, codes):
    (row,) = find(item(text))
    assert [remark.code for remark in row.remarks] == codes


def test_misprint_is_mended_and_quoted():
    (row,) = find(item("theo Nghị số 7/2020/NĐ-CP"))
    (remark,) = row.remarks
    assert row.cited_type == "Nghị định"
    assert (remark.start - OFFSET, remark.end - OFFSET) == (5, 9)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nghị định số 3O/2020/NĐ-CP của Chính phủ", id="digit"),
        pytest.param("Nghị định số 30/2020/NP-CP của Chính phủ", id="symbol"),
        pytest.param("Nghị định số 30/2020/NĐ-CP ngày O5/3/2020 của Chính phủ", id="date"),
    ],
)
def test_what_was_misread_is_mended_told_and_less_sure(text):
    (row,) = find(item(text))
    (sure,) = find(item("Nghị định số 30/2020/NĐ-CP của Chính phủ"))
    assert row.cited_number == sure.cited_number
    assert row.cited_date in (None, date(2020, 3, 5))
    assert [(remark.code, remark.detail) for remark in row.remarks] == [("cited-number-misread", "30/2020/NĐ-CP")]
    assert row.confidence < sure.confidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nghị định số 30/2020/NĐ-CP và Thông tư số 5/2020/TT-BNV ngày 05/3/2020", [True, False], id="day"),
        pytest.param(
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 và Thông tư số 5/2020/TT-BNV", [False, False], id="own"
        ),
        pytest.param(
            "Kế hoạch số 5/KH-UBND ngày 05/3/2025, Kế hoạch số 6/KH-UBND ngày 06/3/2025 của UBND xã Hà Liễu",
            [False, False],
            id="issuer of both, each with its day",
        ),
    ],
)
def test_what_stands_with_another_of_the_list_is_marked(text, expected):
    assert [row.method.endswith(SHARED) for row in find(item(text))] == expected


# ---- length


@pytest.mark.parametrize(
    "piece",
    ["Kế hoạch số 1/KH-UBND về thực hiện ", "của UBND ", "(a b ", "Điều 1, ", "Luật sửa đổi một số điều của Luật "],
)
def test_long_sentences_come_to_their_end(piece):
    """Quadratic time would show here as a test that does not end."""
    passage = opening_passage(piece * (200_000 // len(piece)) + " 1")
    assert all(passage.start <= mention.start < mention.end for mention in find_legal_bases([passage], PLAN))
