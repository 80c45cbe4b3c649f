"""Targets in sentences, items and tables: the figure, its comparator, what it measures, by when."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.mention import Target
from extractors.passage import Cell, Heading, Passage, Plan
from extractors.targets import find_targets

PLAN = Plan(issued_date=date(2025, 1, 10), period_start=date(2025, 1, 1), period_end=date(2025, 12, 31))
LONG_PLAN = Plan(issued_date=date(2025, 6, 2), period_start=date(2025, 1, 1), period_end=date(2030, 12, 31))


def item(text: str, *titles: str, role: str = "targets", start: int = 100) -> Passage:
    headings = tuple(Heading("", title, role, n) for n, title in enumerate(titles))
    return Passage(0, "item", text, start, role, 9, "-", 3, headings)


def figures(found: list[Target]) -> list[tuple[str, float, float | None, str]]:
    return [(t.comparator, t.value, t.value_max, t.unit) for t in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Đạt từ 92% trở lên.", [(">=", 92.0, None, "%")], id="từ … trở lên"),
        pytest.param("Tối thiểu 80 % hồ sơ được số hóa.", [(">=", 80.0, None, "%")], id="tối thiểu, blank before %"),
        pytest.param("Có ≥ 35% hộ dùng nước sạch.", [(">=", 35.0, None, "%")], id="sign"),
        pytest.param("Trên 70% hộ dân có tài khoản số.", [(">", 70.0, None, "%")], id="trên"),
        pytest.param("Tỷ lệ quá hạn không quá 2,5%.", [("<=", 2.5, None, "%")], id="không quá, decimal comma"),
        pytest.param("Tỷ lệ trễ hẹn dưới 1%.", [("<", 1.0, None, "%")], id="dưới"),
        pytest.param("Khoảng 60% phụ huynh tham gia.", [("~", 60.0, None, "%")], id="khoảng"),
        pytest.param("Đạt 95-98% yêu cầu.", [("range", 95.0, 98.0, "%")], id="range with a dash"),
        pytest.param("Đạt từ 41% đến 60% yêu cầu.", [("range", 41.0, 60.0, "%")], id="range with đến"),
        pytest.param("100% lớp học có ti vi.", [("=", 100.0, None, "%")], id="plain"),
        pytest.param("Một trăm phần trăm lớp học có ti vi.", [("=", 100.0, None, "%")], id="in words"),
        pytest.param("Tự kiểm tra ít nhất 02 lần/quý.", [(">=", 2.0, None, "lần/quý")], id="frequency"),
        pytest.param("Đăng tin ít nhất 1 tuần/lần.", [(">=", 1.0, None, "lần/tuần")], id="inverted frequency"),
        pytest.param("Mỗi tháng ít nhất 1 lần họp tổ.", [(">=", 1.0, None, "lần/tháng")], id="period before"),
        pytest.param("Xây dựng ít nhất 12 mô hình.", [(">=", 12.0, None, "mô hình")], id="count"),
        pytest.param("Cung cấp từ 2 dịch vụ trở lên.", [(">=", 2.0, None, "dịch vụ")], id="count … trở lên"),
        pytest.param("Đào tạo 1.500 lượt người.", [("=", 1500.0, None, "lượt người")], id="count with thousands"),
        pytest.param("Mỗi năm có ít nhất 15 sản phẩm mới.", [(">=", 15.0, None, "sản phẩm/năm")], id="count a year"),
        pytest.param("Giảm 1-1,5%/năm số hộ nghèo.", [("range", 1.0, 1.5, "%/năm")], id="yearly rate"),
        pytest.param(
            "Khen không quá 10% tập thể, 5% cá nhân.",
            [("<=", 10.0, None, "%"), ("<=", 5.0, None, "%")],
            id="comparator stands once for a list",
        ),
        pytest.param(
            "Trên 80% trạm và 100% cơ sở đủ điều kiện.",
            [(">", 80.0, None, "%"), ("=", 100.0, None, "%")],
            id="nothing lies above 100%",
        ),
    ],
)
def test_figures_and_comparators(text: str, expected: list[tuple[str, float, float | None, str]]) -> None:
    assert figures(find_targets([item(text)], PLAN)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Cung cấp dịch vụ công mức độ 3, 4.", id="level"),
        pytest.param("9" * 400 + "% hồ sơ được giải quyết đúng hạn.", id="no amount has hundreds of digits"),
        pytest.param("Trường đạt chuẩn quốc gia mức độ 2.", id="standard of a school"),
        pytest.param("Giảm 1 số loại sổ sách.", id="1 số for một số"),
        pytest.param("Duy trì hệ thống TCVN ISO 9001:2015.", id="standard"),
        pytest.param("Thực hiện khoản 2 Điều 9 Quyết định số 15/2024/QĐ-UBND.", id="pinpoint"),
        pytest.param("Vùng nuôi có diện tích từ 10 ha trở lên.", id="threshold"),
        pytest.param("Công dân từ 16 tuổi trở lên được cấp thẻ.", id="age"),
        pytest.param("Vốn ngân sách chiếm khoảng 10% tổng vốn đầu tư.", id="share of cost"),
        pytest.param("Nếu đạt 100% thì cộng 05 điểm.", id="condition and score"),
        pytest.param("Tỷ lệ = b/a 100%;", id="formula"),
        pytest.param("Kế hoạch gồm 03 giai đoạn, 5 nhóm nhiệm vụ.", id="parts of the plan"),
        pytest.param("Đề án 06 và Quận 7 tiếp tục phối hợp.", id="names"),
        pytest.param("Trả kết quả trong 05 ngày làm việc.", id="length of time"),
    ],
)
def test_figures_that_state_nothing(text: str) -> None:
    assert find_targets([item(text)], PLAN) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Phấn đấu tỷ lệ hồ sơ trực tuyến của xã đạt từ 90% trở lên.",
            ["tỷ lệ hồ sơ trực tuyến của xã"],
            id="before the figure, modality dropped",
        ),
        pytest.param("Ít nhất 85% giáo viên dùng học bạ số.", ["giáo viên dùng học bạ số"], id="after the figure"),
        pytest.param("Phổ biến đến 100% viên chức của trường.", ["Phổ biến đến viên chức của trường"], id="around it"),
        pytest.param(
            "Đổi mới cách họp, đảm bảo ít nhất 01 lần/quý họp không giấy.", ["họp không giấy"], id="after a modality"
        ),
        pytest.param("Cải cách thủ tục: 100% hồ sơ đúng hạn.", ["hồ sơ đúng hạn"], id="after a colon"),
        pytest.param(
            "Hình thành ít nhất 10 hợp tác xã kiểu mới, 20 mô hình chăn nuôi.",
            ["Hình thành hợp tác xã kiểu mới", "Hình thành mô hình chăn nuôi"],
            id="verb shared by a list",
        ),
        pytest.param("Đến năm 2030, tỷ lệ thu gom rác đạt 100%.", ["tỷ lệ thu gom rác"], id="horizon is no part of it"),
        pytest.param(
            "Sản lượng gạo ước đạt 500 tấn, đạt 98% kế hoạch, tăng 4% so với cùng kỳ.",
            ["Sản lượng gạo"] * 3,
            id="bare predicates share the subject",
        ),
        pytest.param("Tỷ lệ A ở xã đạt 40%, tỷ lệ B ở xã đạt 50%.", ["Tỷ lệ A ở xã", "tỷ lệ B ở xã"], id="two clauses"),
    ],
)
def test_indicators(text: str, expected: list[str]) -> None:
    assert [t.indicator for t in find_targets([item(text)], PLAN)] == expected


@pytest.mark.parametrize(
    ("text", "change"),
    [
        pytest.param("Giảm 10% chi hội họp so với năm 2024.", "decrease", id="giảm … so với"),
        pytest.param("Số vụ phát hiện tăng trên 3%.", "increase", id="tăng trên"),
        pytest.param("Cắt giảm tối thiểu 30% thời gian giải quyết.", "decrease", id="cắt giảm tối thiểu"),
        pytest.param("Tỷ lệ hộ nghèo giảm xuống dưới 2%.", None, id="a level, not a change"),
        pytest.param("Nâng tỷ lệ bao phủ lên 95%.", None, id="raised to a level"),
    ],
)
def test_changes(text: str, change: str | None) -> None:
    assert [t.change for t in find_targets([item(text)], PLAN)] == [change]


@pytest.mark.parametrize(
    ("text", "titles", "plan", "due"),
    [
        pytest.param("Đến năm 2030, 90% hộ có cáp quang.", (), PLAN, date(2030, 12, 31), id="in the sentence"),
        pytest.param("90% hộ có cáp quang vào cuối năm 2027.", (), PLAN, date(2027, 12, 31), id="after the figure"),
        pytest.param("90% hộ có cáp quang trước ngày 30/6/2025.", (), PLAN, date(2025, 6, 30), id="a day"),
        pytest.param("90% hộ có cáp quang.", ("Mục tiêu đến hết năm 2026",), PLAN, date(2026, 12, 31), id="heading"),
        pytest.param("90% hộ có cáp quang.", ("Giai đoạn 2026 - 2028",), LONG_PLAN, date(2028, 12, 31), id="stage"),
        pytest.param("90% hộ có cáp quang.", ("Mục tiêu năm 2025",), PLAN, None, id="the plan's own year"),
        pytest.param("Năm 2025, 90% hộ có cáp quang.", (), PLAN, None, id="the plan's own year in the sentence"),
        pytest.param("Giảm 5% so với năm 2024.", (), PLAN, None, id="a baseline year"),
        pytest.param(
            "Thu thập vào tháng 4 năm 2025; phân tích 30 mẫu/năm.", (), PLAN, None, id="the time of another clause"
        ),
    ],
)
def test_due_dates(text: str, titles: tuple[str, ...], plan: Plan, due: date | None) -> None:
    assert [t.due_date for t in find_targets([item(text, *titles)], plan)] == [due]


def test_each_figure_has_the_horizon_nearest_to_it() -> None:
    text = "Phấn đấu đạt 20% xã sạch vào năm 2027, bảo đảm đến hết năm 2030 đạt 50% xã sạch."
    found = find_targets([item(text)], LONG_PLAN)
    assert [(t.value, t.due_date) for t in found] == [(20.0, date(2027, 12, 31)), (50.0, date(2030, 12, 31))]


def test_a_lead_in_dates_what_stands_under_it() -> None:
    lead = Passage(0, "paragraph", "Một số chỉ tiêu đến năm 2028 gồm:", 0, "targets", 1, "", 1)
    below = Passage(1, "item", "95% văn bản được ký số.", 40, "targets", 2, "+", 2)
    assert [t.due_date for t in find_targets([lead, below], PLAN)] == [date(2028, 12, 31)]


@pytest.mark.parametrize(
    ("text", "titles", "status"),
    [
        pytest.param("Phấn đấu 95% hồ sơ đúng hạn.", (), "target", id="aspired"),
        pytest.param("Năm qua, xã đã giải quyết 97% hồ sơ đúng hạn.", (), "result", id="đã"),
        pytest.param("Thu ngân sách ước đạt 102% kế hoạch.", (), "result", id="ước đạt"),
        pytest.param("Còn khoảng 12% hộ chưa có nước sạch.", (), "result", id="where things stand"),
        pytest.param("97% hồ sơ đúng hạn.", ("Kết quả thực hiện năm 2024",), "result", id="heading of results"),
        pytest.param("97% hồ sơ đúng hạn.", ("Tiêu chí đánh giá, xếp loại",), "target", id="heading of criteria"),
    ],
)
def test_status(text: str, titles: tuple[str, ...], status: str) -> None:
    assert [t.status for t in find_targets([item(text, *titles)], PLAN)] == [status]


def test_the_quote_is_the_sentence_that_states_it() -> None:
    text = "Đổi mới cách làm. Phấn đấu 100% tổ có sổ điện tử; lưu hồ sơ đúng quy định./."
    passage = item(text, start=7)
    [target] = find_targets([passage], PLAN)
    reading = "x" * 7 + text
    assert reading[target.start : target.end] == "Phấn đấu 100% tổ có sổ điện tử; lưu hồ sơ đúng quy định"
    assert (target.section, target.kind) == (9, "percentage")


@pytest.mark.parametrize("role", ["header", "preamble", "recipients", "signature"])
def test_head_and_foot_state_no_targets(role: str) -> None:
    assert find_targets([item("100% hồ sơ đúng hạn.", role=role)], PLAN) == []


def row(columns: list[str], texts: list[str], ordinal: int = 0, start: int = 0) -> Passage:
    cells, position = [], start
    for header, text in zip(columns, texts, strict=True):
        cells.append(Cell(header, text, position))
        position += len(text) + 3
    return Passage(ordinal, "row", " | ".join(texts), start, "appendix", 5, "", 2, (), tuple(cells), 0)


def test_a_table_of_indicators_by_year() -> None:
    columns = ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2024", "Năm 2026", "Năm 2030"]
    passage = row(columns, ["1", "Tỷ lệ hộ có nước sạch", "%", "88,5", "≥ 92", "99"])
    found = find_targets([passage], PLAN)
    assert [(t.status, t.comparator, t.value, t.due_date) for t in found] == [
        ("result", "=", 88.5, None),
        ("target", ">=", 92.0, date(2026, 12, 31)),
        ("target", "=", 99.0, date(2030, 12, 31)),
    ]
    assert {t.indicator for t in found} == {"Tỷ lệ hộ có nước sạch"}
    assert {(t.start, t.end) for t in found} == {(passage.start, passage.end)}


def test_a_table_by_year_needs_no_column_of_units() -> None:
    columns = ["TT", "Chỉ tiêu", "Năm 2027", "Năm 2030"]
    found = find_targets([row(columns, ["2", "Tỷ lệ hồ sơ số", "60%", "95% trở lên"])], PLAN)
    assert figures(found) == [("=", 60.0, None, "%"), (">=", 95.0, None, "%")]
    assert [t.due_date for t in found] == [date(2027, 12, 31), date(2030, 12, 31)]


def test_a_baseline_in_brackets_is_a_result() -> None:
    text = "Giảm tỷ lệ hộ nghèo xuống dưới 3,5%, mỗi năm giảm 1,2 - 1,5% (kết quả năm 2024: 4,8%)."
    found = find_targets([item(text)], PLAN)
    assert [(t.status, t.change, t.value, t.indicator) for t in found] == [
        ("target", None, 3.5, "Giảm tỷ lệ hộ nghèo"),
        ("target", "decrease", 1.2, "Giảm tỷ lệ hộ nghèo"),
        ("result", None, 4.8, "Giảm tỷ lệ hộ nghèo"),
    ]


def test_a_group_row_dates_the_rows_below_it() -> None:
    columns = ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả"]
    group = row(columns, ["I", "Đến năm 2030", "", ""])
    below = row(columns, ["1", "Số xã có trạm 5G", "Xã", "≥ 40"], 1, 60)
    [target] = find_targets([group, below], PLAN)
    assert (target.kind, target.comparator, target.value, target.unit) == ("count", ">=", 40.0, "Xã")
    assert target.due_date == date(2030, 12, 31)


def test_a_cell_with_the_figure_alone_measures_what_the_task_names() -> None:
    columns = ["TT", "Nội dung", "Tần suất"]
    [target] = find_targets([row(columns, ["1", "Lấy mẫu nước ao nuôi", "02 lần/tháng"])], PLAN)
    assert (target.unit, target.indicator) == ("lần/tháng", "Lấy mẫu nước ao nuôi")


def test_a_figure_is_sure_where_goals_are_set() -> None:
    (goal,) = find_targets([item("98% hồ sơ đúng hạn.", role="targets")], Plan())
    (result,) = find_targets([item("Năm 2024 đã đạt 98% hồ sơ đúng hạn.", role="targets")], Plan())
    (elsewhere,) = find_targets([item("98% hồ sơ đúng hạn.", role="other")], Plan())
    (reported,) = find_targets([row(["Đơn vị", "Tỷ lệ"], ["Xã Đồi Chè", "98%"])], Plan())
    assert result.status == "result" and goal.confidence >= 0.9 > result.confidence
    assert 0.9 > elsewhere.confidence > reported.confidence


def test_a_misread_figure_is_told_and_less_sure():
    misread, sure = (find_targets([item(f"Tỷ lệ hồ sơ đúng hạn đạt {n}%.")], PLAN)[0] for n in ("9S", "95"))
    assert (misread.value, [remark.code for remark in misread.remarks]) == (95.0, ["figure-misread"])
    assert misread.confidence < sure.confidence
    assert sure.remarks == ()
