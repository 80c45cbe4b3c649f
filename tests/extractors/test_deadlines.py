"""Deadlines in prose, in time columns and on label lines: kind, days, rule, relation, task."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.deadlines import find_deadlines
from extractors.mention import Deadline
from extractors.passage import Cell, Heading, Passage, Plan

PLAN = Plan(title="Chuyển đổi số xã Mây Hạ", issued_date=date(2025, 1, 10))
SCHOOL = Plan(issued_date=date(2025, 9, 8), period_start=date(2025, 9, 1), period_end=date(2026, 5, 31))

Row = tuple[str, date | None, date | None, str | None, str | None]


def item(text: str, ordinal: int = 0, start: int = 100, role: str = "tasks", marker: str = "-") -> Passage:
    headings = (Heading("II", "NHIỆM VỤ", role, 50),)
    return Passage(ordinal, "item", text, start, role, ordinal, marker, 3, headings)


def rows(found: list[Deadline]) -> list[Row]:
    return [(d.kind, d.start_date, d.due_date, d.rrule, d.relation) for d in found]


def due(kind: str, day: date, relation: str) -> Row:
    return (kind, None, day, None, relation)


def stretch(kind: str, first: date, last: date) -> Row:
    return (kind, first, last, None, "in")


def every(rule: str, relation: str = "every") -> Row:
    return ("recurring", None, None, rule, relation)


JUNE, NOV = date(2025, 6, 30), date(2025, 11, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nộp danh sách trước ngày 30/6/2025.", [due("date", JUNE, "before")], id="trước ngày"),
        pytest.param("Nộp danh sách chậm nhất là ngày 30/6/2025.", [due("date", JUNE, "by")], id="chậm nhất"),
        pytest.param("Nộp danh sách chậm nhất ngày 30/6.", [due("date", JUNE, "by")], id="year of the plan"),
        pytest.param("Rà soát đến hết ngày 30 tháng 6 năm 2025.", [due("date", JUNE, "by")], id="đến hết, spelled"),
        pytest.param(
            "Tổ chức tập huấn trong quý II/2025.",
            [stretch("quarter", date(2025, 4, 1), JUNE)],
            id="quarter",
        ),
        pytest.param("Sơ kết vào tháng 11 năm 2025.", [stretch("month", date(2025, 11, 1), NOV)], id="month"),
        pytest.param(
            "Lấy mẫu vào tháng 4 và tháng 8 năm 2025.",
            [
                stretch("month", date(2025, 4, 1), date(2025, 4, 30)),
                stretch("month", date(2025, 8, 1), date(2025, 8, 31)),
            ],
            id="list with the year at its end",
        ),
        pytest.param(
            "Ra quân từ ngày 08 đến ngày 10 tháng 12 năm 2025.",
            [stretch("period", date(2025, 12, 8), date(2025, 12, 10))],
            id="range of days",
        ),
        pytest.param(
            "Thi đua cao điểm từ tháng 10 năm 2025 đến hết tháng 3 năm 2026.",
            [stretch("period", date(2025, 10, 1), date(2026, 3, 31))],
            id="range of months",
        ),
        pytest.param("Cấp thẻ từ ngày 01/7/2025.", [("date", date(2025, 7, 1), None, None, "from")], id="open range"),
        pytest.param(
            "Trong năm 2025, hoàn thành số hóa sổ hộ tịch.",
            [stretch("year", date(2025, 1, 1), date(2025, 12, 31))],
            id="year at the head",
        ),
        pytest.param(
            "Hoàn thành việc số hóa trong năm 2025.",
            [stretch("year", date(2025, 1, 1), date(2025, 12, 31))],
            id="completion within a year",
        ),
        pytest.param(
            "Báo cáo giữa kỳ (năm 2027) gửi về xã.",
            [stretch("year", date(2027, 1, 1), date(2027, 12, 31))],
            id="year in brackets",
        ),
        pytest.param(
            "Gửi kế hoạch trong thời hạn 10 ngày kể từ ngày nhận văn bản.",
            [("relative", None, None, None, "in")],
            id="relative",
        ),
        pytest.param(
            "Sinh hoạt đầu khóa các ngày 24, 25 và 26 tháng 8 năm 2025.",
            [stretch("date", date(2025, 8, d), date(2025, 8, d)) for d in (24, 25, 26)],
            id="days that share a month",
        ),
        pytest.param("Họp giao ban hằng tháng.", [every("FREQ=MONTHLY")], id="monthly"),
        pytest.param(
            "Hàng Quý khảo sát ý kiến phụ huynh.", [every("FREQ=MONTHLY;INTERVAL=3")], id="quarterly, capital"
        ),
        pytest.param(
            "Nộp báo cáo tháng, quý, 6 tháng, năm đúng hạn.",
            [
                every("FREQ=MONTHLY"),
                every("FREQ=MONTHLY;INTERVAL=3"),
                every("FREQ=MONTHLY;INTERVAL=6"),
                every("FREQ=YEARLY"),
            ],
            id="reports by period",
        ),
        pytest.param(
            "Tổng hợp, báo cáo xã trước ngày 25 tháng cuối của mỗi quý, 6 tháng, năm.",
            [
                every("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", "before"),
                every("FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=25", "before"),
                every("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "before"),
            ],
            id="day of the last month",
        ),
        pytest.param(
            "Gửi số liệu trước ngày 05 hằng tháng.",
            [every("FREQ=MONTHLY;BYMONTHDAY=5", "before")],
            id="day of every month",
        ),
        pytest.param(
            "Định kỳ hằng năm (trước ngày 30 tháng 11) báo cáo xã.",
            [every("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30", "before")],
            id="yearly with its day in brackets",
        ),
        pytest.param(
            "Định kỳ trước ngày 01/6 và 15/11 hằng năm báo cáo xã.",
            [
                every("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "before"),
                every("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", "before"),
            ],
            id="two days of every year",
        ),
        pytest.param(
            "Báo cáo chậm nhất ngày 30 tháng 01 của năm tiếp theo.",
            [every("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=30", "by")],
            id="day of the next year",
        ),
        pytest.param(
            "Lập báo cáo năm chậm nhất ngày 05/12.",
            [every("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5", "by")],
            id="day of a yearly report",
        ),
        pytest.param("Chào cờ sáng thứ Hai hằng tuần.", [every("FREQ=WEEKLY;BYDAY=MO")], id="weekday"),
    ],
)
def test_times_in_prose(text: str, expected: list[Row]) -> None:
    assert rows(find_deadlines([item(text)], PLAN)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Thực hiện Công văn số 12/UBND-VX ngày 03/02/2025 của UBND xã.", id="date of a cited document"),
        pytest.param("Thi hành Luật Đất đai ngày 18 tháng 01 năm 2024.", id="date of a law"),
        pytest.param("Thực hiện chủ đề năm 2025 của xã.", id="year as a theme"),
        pytest.param("Bám sát Chương trình phát triển giai đoạn 2021-2030.", id="period in a name"),
        pytest.param("Lập dự toán cho công tác văn thư năm 2025.", id="year of a noun"),
        pytest.param("Thường xuyên kiểm tra, kịp thời nhắc nhở.", id="bare adverbs"),
        pytest.param("Nâng bậc lương định kỳ, trước kỳ hạn.", id="pay rise"),
        pytest.param("Liên kết với Trung tâm Giáo dục thường xuyên.", id="a centre's name"),
        pytest.param("Kiểm tra đột xuất khi có phản ánh.", id="condition"),
        pytest.param("Nếu trợ cấp hằng tháng bị chậm thì báo xã.", id="clause of a condition"),
        pytest.param("Giúp dân trong đời sống hằng ngày.", id="the everyday"),
        pytest.param("Đến năm 2030, 95% hộ có cáp quang.", id="horizon of a target"),
        pytest.param("Từ ngày 15/11 đến ngày 20/11/2025, xã đã xảy ra ngập.", id="what is told"),
        pytest.param("Kỷ niệm 80 năm ngày truyền thống (05/3/1945 - 05/3/2025).", id="anniversary"),
        pytest.param("Mây Hạ, ngày 20 tháng 01 năm 2025", id="the plan's own date"),
        pytest.param("Báo cáo kết quả tuần lễ công dân.", id="a week with a name"),
        pytest.param("Chia thành việc của từng tháng.", id="each month has its share"),
        pytest.param("Trả kết quả 01 lần/tháng.", id="frequency with a count"),
    ],
)
def test_times_that_are_no_deadlines(text: str) -> None:
    assert find_deadlines([item(text)], PLAN) == []


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        pytest.param("Lưu hồ sơ; nộp danh sách trước ngày 30/6/2025.", ["nộp danh sách"], id="its own clause"),
        pytest.param("Hằng quý, lấy ý kiến phụ huynh.", ["lấy ý kiến phụ huynh"], id="after the time"),
        pytest.param(
            "Đánh giá hằng tháng đối với viên chức theo quy định.",
            ["Đánh giá đối với viên chức"],
            id="complement kept, manner dropped",
        ),
        pytest.param(
            "Các tổ có trách nhiệm lập kế hoạch hằng tháng và gửi báo cáo trước ngày 30/6/2025.",
            ["lập kế hoạch", "gửi báo cáo"],
            id="two times, two tasks",
        ),
        pytest.param("Theo dõi: định kỳ (hằng năm) đánh giá tiến độ.", ["đánh giá tiến độ"], id="time at the head"),
        pytest.param("Thời gian chấm điểm trước ngày 15/12/2025.", ["chấm điểm"], id="thời gian is no task"),
    ],
)
def test_tasks(text: str, tasks: list[str]) -> None:
    assert [d.task for d in find_deadlines([item(text)], PLAN)] == tasks


def test_quote_and_offsets() -> None:
    text = "Phân công người trực. Nộp danh sách trước ngày 30/6/2025; lưu hồ sơ./."
    [deadline] = find_deadlines([item(text, start=11)], PLAN)
    reading = "-" * 11 + text
    assert reading[deadline.start : deadline.end] == "Nộp danh sách trước ngày 30/6/2025; lưu hồ sơ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Họp phụ huynh trong tháng 01.", stretch("month", date(2026, 1, 1), date(2026, 1, 31)), id="January"
        ),
        pytest.param(
            "Khai giảng câu lạc bộ vào tháng 10.", stretch("month", date(2025, 10, 1), date(2025, 10, 31)), id="October"
        ),
        pytest.param(
            "Hội giảng trong học kỳ II năm học 2025-2026.",
            stretch("period", date(2026, 2, 1), date(2026, 5, 31)),
            id="term",
        ),
    ],
)
def test_a_school_year_has_two_years(text: str, expected: Row) -> None:
    assert rows(find_deadlines([item(text)], SCHOOL)) == [expected]


def test_nothing_is_guessed_without_a_year() -> None:
    [deadline] = find_deadlines([item("Tổng kết vào tháng 12.")], Plan())
    assert (deadline.start_date, deadline.due_date) == (None, None)
    assert deadline.confidence < 0.6


def row(header: str, cell: str, task: str = "Rà soát hộ nghèo.", ordinal: int = 0) -> Passage:
    columns, texts = ("TT", "Nội dung công việc", "Đơn vị thực hiện", header), ("1", task, "Sở A", cell)
    cells, position = [], 30
    for column, text in zip(columns, texts, strict=True):
        cells.append(Cell(column, text, position))
        position += len(text) + 3
    return Passage(ordinal, "row", " | ".join(texts), 30, "appendix", 4, "1", 2, (), tuple(cells), 0)


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        pytest.param("Thời gian", "2026", [stretch("year", date(2026, 1, 1), date(2026, 12, 31))], id="year alone"),
        pytest.param("Thời gian", "2025 - 2030", [stretch("period", date(2025, 1, 1), date(2030, 12, 31))], id="years"),
        pytest.param("Thời gian", "9/2025", [stretch("month", date(2025, 9, 1), date(2025, 9, 30))], id="month/year"),
        pytest.param("Thời gian", "10-11/2025", [stretch("period", date(2025, 10, 1), NOV)], id="months/year"),
        pytest.param("Tháng", "9", [stretch("month", date(2025, 9, 1), date(2025, 9, 30))], id="number under Tháng"),
        pytest.param(
            "Thời gian thực hiện",
            "Quý IV/2025- Quý II/2026",
            [stretch("period", date(2025, 10, 1), date(2026, 6, 30))],
            id="quarters",
        ),
        pytest.param(
            "Thời gian hoàn thành", "Quí IV-2025", [due("quarter", date(2025, 12, 31), "by")], id="heading: by"
        ),
        pytest.param(
            "Thời gian hoàn thành chậm nhất",
            "Tháng 10/2024, tháng 1/2025 (khi có bổ sung)",
            [due("month", date(2024, 10, 31), "by"), due("month", date(2025, 1, 31), "by")],
            id="two months, by",
        ),
        pytest.param(
            "Thời gian hoàn thành", "Trước 30/6/2025", [due("date", JUNE, "before")], id="a stated before wins"
        ),
        pytest.param("Thời gian", "Thường xuyên", [("ongoing", None, None, None, None)], id="ongoing"),
        pytest.param(
            "Thời gian hoàn thành",
            "Thường xuyên, hằng năm",
            [("ongoing", None, None, None, None), every("FREQ=YEARLY")],
            id="ongoing and yearly",
        ),
        pytest.param(
            "Thời gian",
            "Năm 2025 và các năm tiếp theo",
            [("period", date(2025, 1, 1), None, None, "from")],
            id="open end",
        ),
        pytest.param(
            "Thời gian", "Trong năm", [stretch("year", date(2025, 1, 1), date(2025, 12, 31))], id="the plan's year"
        ),
        pytest.param("Thời gian", "Cuối năm", [due("year", date(2025, 12, 31), "by")], id="its end"),
        pytest.param("Thời gian", "Khi có yêu cầu", [], id="condition"),
        pytest.param("Thời gian", "", [], id="empty"),
    ],
)
def test_time_columns(header: str, cell: str, expected: list[Row]) -> None:
    passage = row(header, cell)
    found = find_deadlines([passage], PLAN)
    assert rows(found) == expected
    assert {d.task for d in found} <= {"Rà soát hộ nghèo"}
    assert {(d.start, d.end) for d in found} <= {(passage.start, passage.end)}


def test_the_time_column_speaks_for_the_row() -> None:
    found = find_deadlines([row("Thời gian", "Hàng tháng", "Chấm điểm thi đua hằng năm của cá nhân")], PLAN)
    assert rows(found) == [every("FREQ=MONTHLY")]


def test_an_aside_of_the_task_states_a_time_too() -> None:
    found = find_deadlines([row("Thời gian", "Tháng 12/2025", "Đánh giá kết quả (lồng trong báo cáo tháng)")], PLAN)
    assert [(d.rrule or d.due_date, d.task) for d in found] == [
        ("FREQ=MONTHLY", "Đánh giá kết quả"),
        (date(2025, 12, 31), "Đánh giá kết quả"),
    ]


def test_a_label_holds_for_the_bullets_of_its_group() -> None:
    texts = [
        "Rà soát danh mục;",
        "Niêm yết tại trụ sở;",
        "Đơn vị chủ trì: Văn phòng.",
        "Thời gian thực hiện: Quý II/2025.",
        "Lập sổ theo dõi;",
        "Hoàn thành trong tháng 11/2025.",
    ]
    found = find_deadlines([item(text, n, 100 * n) for n, text in enumerate(texts)], PLAN)
    assert [(d.task, d.due_date, d.start) for d in found] == [
        ("Rà soát danh mục", JUNE, 300),
        ("Niêm yết tại trụ sở", JUNE, 300),
        ("Lập sổ theo dõi", NOV, 500),
    ]


def test_a_label_alone_holds_for_the_heading_above() -> None:
    heading = Passage(0, "heading", "Tập huấn kỹ năng số", 0, "tasks", 1, "1", 2)
    above = (Heading("1", "Tập huấn kỹ năng số", "tasks", 1),)
    label = Passage(1, "item", "Thời hạn hoàn thành: trước ngày 30/6/2025", 40, "tasks", 2, "-", 3, above)
    found = find_deadlines([heading, label], PLAN)
    assert [(d.task, d.due_date, d.relation) for d in found] == [("Tập huấn kỹ năng số", JUNE, "before")]


def test_a_label_on_the_same_line_as_its_task() -> None:
    [deadline] = find_deadlines([item("Mở lớp bồi dưỡng; Thời gian: tháng 11/2025.")], PLAN)
    assert (deadline.task, deadline.due_date) == ("Mở lớp bồi dưỡng", NOV)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("Thời gian: 2,5 ngày (bắt đầu từ 14h00 thứ Ba ngày 08/7/2025).", [(2025, 7, 8)], id="time of day"),
        pytest.param(
            "Thời gian tổ chức: 02 ngày: 24 và 25 tháng 8 năm 2025.", [(2025, 8, 24), (2025, 8, 25)], id="days"
        ),
    ],
)
def test_the_time_of_an_event(text: str, days: list[tuple[int, int, int]]) -> None:
    above = (Heading("II", "NỘI DUNG", "tasks", 1),)
    passage = Passage(0, "item", text, 0, "tasks", 2, "1", 2, above)
    found = find_deadlines([passage], PLAN)
    assert [(d.task, d.due_date) for d in found] == [(PLAN.title, date(*day)) for day in days]


def test_a_section_on_time_speaks_of_the_whole_plan() -> None:
    above = (Heading("IV", "THỜI GIAN THỰC HIỆN", "other", 1),)
    passage = Passage(0, "paragraph", "Từ ngày 01/6/2025 đến ngày 30/6/2025.", 0, "other", 2, "", 1, above)
    [deadline] = find_deadlines([passage], PLAN)
    assert (deadline.task, deadline.start_date, deadline.due_date) == (PLAN.title, date(2025, 6, 1), JUNE)


@pytest.mark.parametrize("role", ["header", "preamble", "recipients", "signature"])
def test_head_and_foot_set_no_deadlines(role: str) -> None:
    assert find_deadlines([item("Nộp danh sách trước ngày 30/6/2025.", role=role)], PLAN) == []


@pytest.mark.parametrize("text", ["Báo cáo về Phòng trước ngày l5/6/2025.", "Thời gian hoàn thành: l5/6/2025"])
def test_a_misread_time_is_told_and_less_sure(text: str) -> None:
    (misread,), (sure,) = (find_deadlines([item(t)], PLAN) for t in (text, text.replace("l5", "15")))
    assert misread.due_date == sure.due_date == date(2025, 6, 15)
    assert [remark.code for remark in misread.remarks] == ["time-misread"]
    assert misread.confidence < sure.confidence
