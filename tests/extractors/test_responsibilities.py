"""Responsibilities of a document: headings, sentences that lean on each other, labels and task tables."""

from __future__ import annotations

import pytest

from extractors.mention import Responsibility
from extractors.passage import Cell, Heading, Passage, Plan
from extractors.responsibilities import find_responsibilities

SCHOOL = Plan(issuer="Trường Tiểu học Đồi Chè")


class Document:
    """Passages as the segmenter would make them, one after the other, and their reading text."""

    def __init__(self) -> None:
        self.text = ""
        self.passages: list[Passage] = []
        self._headings: list[tuple[int, Heading]] = []

    def heading(self, title: str, level: int = 1) -> Document:
        self._headings = [(deep, heading) for deep, heading in self._headings if deep < level]
        self._add("heading", title, level, "1")
        self._headings.append((level, Heading("1", title, "organisation", len(self.passages))))
        return self

    def item(self, text: str, level: int = 5, marker: str = "-", role: str = "organisation") -> Document:
        return self._add("item", text, level, marker, role)

    def row(self, header: tuple[str, ...], *texts: str) -> Document:
        cells, start = [], len(self.text)
        for label, text in zip(header, texts, strict=True):
            cells.append(Cell(label, text, start))
            start += len(text) + 3
        return self._add("row", " | ".join(texts), 2, "", cells=tuple(cells))

    def _add(
        self, kind: str, text: str, level: int, marker: str, role: str = "organisation", cells: tuple[Cell, ...] = ()
    ) -> Document:
        headings = tuple(heading for deep, heading in self._headings if deep < level)
        number = len(self.passages)
        self.passages.append(
            Passage(number, kind, text, len(self.text), role, number, marker, level, headings, cells, 0)  # type: ignore[arg-type]
        )
        self.text += text + "\n"
        return self

    def found(self, plan: Plan = SCHOOL) -> list[Responsibility]:
        rows = find_responsibilities(self.passages, plan)
        for row in rows:
            quote = self.text[row.start : row.end]
            assert quote
        return rows


def short(rows: list[Responsibility]) -> list[tuple[str, str, str, str]]:
    return [(row.unit_name, row.role, row.stated_by, row.task) for row in rows]


def test_each_item_below_a_heading_that_names_a_unit_is_its_task() -> None:
    document = Document().heading("Công đoàn").item("Phối hợp mở lớp tập huấn;").item("Vận động đoàn viên tham gia.")
    assert short(document.found()) == [
        ("Công đoàn", "coordinate", "heading", "Phối hợp mở lớp tập huấn"),
        ("Công đoàn", "perform", "heading", "Vận động đoàn viên tham gia"),
    ]


def test_a_list_of_units_as_heading_is_one_record_a_unit() -> None:
    document = Document().heading("Các tổ chuyên môn và Công đoàn").item("Có trách nhiệm rà soát hồ sơ.")
    assert short(document.found()) == [
        ("Tổ chuyên môn", "perform", "heading", "rà soát hồ sơ"),
        ("Công đoàn", "perform", "heading", "rà soát hồ sơ"),
    ]


def test_quote_is_the_sentence_without_what_closes_the_item() -> None:
    document = Document().heading("Công đoàn").item("Rà soát quy chế. Tổng hợp ý kiến;")
    assert [document.text[row.start : row.end] for row in document.found()] == ["Rà soát quy chế.", "Tổng hợp ý kiến"]


def test_a_subject_holds_for_the_next_sentence_of_the_paragraph_only() -> None:
    document = (
        Document()
        .heading("Yêu cầu")
        .item("Hiệu trưởng chịu trách nhiệm chung. Bố trí đủ kinh phí. Kết quả được công khai.")
        .item("Tổng hợp kết quả.")
    )
    assert short(document.found()) == [
        ("Hiệu trưởng", "lead", "sentence", "chịu trách nhiệm chung"),
        ("Hiệu trưởng", "perform", "sentence", "Bố trí đủ kinh phí"),
    ]


def test_what_is_carried_over_is_less_sure() -> None:
    document = Document().heading("Yêu cầu").item("Hiệu trưởng chịu trách nhiệm chung. Bố trí đủ kinh phí.")
    stated, carried = document.found()
    assert carried.confidence < stated.confidence


def test_a_subject_of_its_own_comes_before_the_heading() -> None:
    document = Document().heading("Cán bộ quản lý").item("Hiệu trưởng ban hành kế hoạch.").item("Kiểm tra nề nếp.")
    assert short(document.found()) == [
        ("Hiệu trưởng", "perform", "sentence", "ban hành kế hoạch"),
        ("Cán bộ quản lý", "supervise", "heading", "Kiểm tra nề nếp"),
    ]


def test_without_a_unit_there_is_no_record() -> None:
    assert Document().heading("Công tác tuyên truyền").item("Tổ chức hội thi.").found() == []


def test_the_closing_appeal_is_not_the_last_heading_s() -> None:
    document = (
        Document()
        .heading("Công đoàn")
        .item("Trên đây là kế hoạch năm học. Đề nghị toàn thể giáo viên nghiêm túc thực hiện./.", 1, "")
    )
    assert short(document.found()) == [("Giáo viên", "perform", "sentence", "nghiêm túc thực hiện")]


@pytest.mark.parametrize("role", ["header", "preamble", "recipients", "signature"])
def test_head_and_foot_of_the_document_assign_nothing(role: str) -> None:
    assert Document().item("Hiệu trưởng chủ trì hội nghị.", role=role).found() == []


def test_an_item_that_names_a_unit_serves_what_is_below_it() -> None:
    document = (
        Document()
        .heading("Phân công")
        .item("Kế toán:", 3, "a")
        .item("Lập dự toán năm.", 4)
        .item("Tổ Văn phòng: Chuẩn bị hội trường.", 3, "b")
        .item("Tổng hợp hồ sơ.", 4)
    )
    assert short(document.found()) == [
        ("Kế toán", "perform", "heading", "Lập dự toán năm"),
        ("Tổ Văn phòng", "perform", "heading", "Chuẩn bị hội trường"),
        ("Tổ Văn phòng", "perform", "heading", "Tổng hợp hồ sơ"),
    ]


def test_words_that_lead_on_to_items_are_not_part_of_the_task() -> None:
    document = Document().heading("Công đoàn").item("Chỉ đạo các chi đoàn tổ chức hội thi, cụ thể như sau:")
    assert [row.task for row in document.found()] == [
        "Chỉ đạo các chi đoàn tổ chức hội thi",
        "tổ chức hội thi",
    ]


def test_labels_after_several_items_hold_for_each_of_them() -> None:
    document = (
        Document()
        .heading("Nhiệm vụ trọng tâm")
        .item("Rà soát quy chế.")
        .item("Công khai thủ tục.")
        .item("Đơn vị chủ trì: Văn phòng. Đơn vị phối hợp: Công đoàn, các tổ chuyên môn.")
        .item("Thời gian: Quý II.")
        .item("Tổ chức tập huấn.")
        .item("Người thực hiện: Kế toán.")
    )
    assert short(document.found()) == [
        ("Văn phòng", "lead", "label", "Rà soát quy chế"),
        ("Công đoàn", "coordinate", "label", "Rà soát quy chế"),
        ("Tổ chuyên môn", "coordinate", "label", "Rà soát quy chế"),
        ("Văn phòng", "lead", "label", "Công khai thủ tục"),
        ("Công đoàn", "coordinate", "label", "Công khai thủ tục"),
        ("Tổ chuyên môn", "coordinate", "label", "Công khai thủ tục"),
        ("Kế toán", "perform", "label", "Tổ chức tập huấn"),
    ]


def test_labels_right_below_a_heading_hold_for_what_it_says() -> None:
    document = Document().heading("Tổ chức ngày hội đọc sách", 2).item("Cơ quan chủ trì: Thư viện tỉnh.")
    assert short(document.found(Plan())) == [("Thư viện tỉnh", "lead", "label", "Tổ chức ngày hội đọc sách")]


def test_labels_in_the_line_of_their_task() -> None:
    document = Document().heading("Nội dung").item("Rà soát quy chế. Đơn vị chủ trì: Văn phòng; Thời gian: tháng 3.")
    assert short(document.found()) == [("Văn phòng", "lead", "label", "Rà soát quy chế")]


def test_a_label_followed_by_a_sentence_is_read_as_one() -> None:
    document = Document().heading("Tập huấn").item("Cơ quan thực hiện: Sở Y tế chủ trì mở lớp; Sở Nội vụ mời đại biểu.")
    assert short(document.found(Plan())) == [
        ("Sở Y tế", "lead", "sentence", "chủ trì mở lớp"),
        ("Sở Nội vụ", "perform", "sentence", "mời đại biểu"),
    ]


@pytest.mark.parametrize("text", ["Đơn vị: triệu đồng.", "Thời gian thực hiện: Quý II.", "Kinh phí: ngân sách xã."])
def test_labels_of_other_things_name_no_unit(text: str) -> None:
    assert Document().heading("Nội dung").item("Rà soát quy chế.").item(text).found() == []


TASKS = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")


def test_columns_of_a_task_table() -> None:
    document = Document().row(TASKS, "1", "Rà soát quy chế.", "Sở Nội vụ", "Các sở, ban, ngành; UBND các xã", "Quý I")
    assert short(document.found(Plan())) == [
        ("Sở Nội vụ", "lead", "table", "Rà soát quy chế"),
        ("Sở, ban, ngành", "coordinate", "table", "Rà soát quy chế"),
        ("Ủy ban nhân dân các xã", "coordinate", "table", "Rà soát quy chế"),
    ]
    assert {document.text[row.start : row.end] for row in document.found(Plan())} == {document.passages[0].text}


def test_rows_that_lean_on_the_row_above() -> None:
    document = (
        Document()
        .row(TASKS, "1", "Rà soát quy chế", "Sở Nội vụ", "", "")
        .row(TASKS, "", "Công bố quy chế", "", "", "")
        .row(TASKS, "2", "Tổ chức tập huấn", "Như trên", "", "")
        .row(TASKS, "3", "Tổng kết", "", "", "")
    )
    assert [(row.unit_name, row.task) for row in document.found(Plan())] == [
        ("Sở Nội vụ", "Rà soát quy chế"),
        ("Sở Nội vụ", "Công bố quy chế"),
        ("Sở Nội vụ", "Tổ chức tập huấn"),
    ]


def test_the_title_of_a_group_of_rows_assigns_nothing() -> None:
    title = "Cải cách thể chế"
    assert Document().row(TASKS, "I", title, title, title, title).found() == []


def test_a_cell_of_units_takes_names_that_no_list_knows() -> None:
    document = Document().row(("Công việc", "Người phụ trách"), "Viết bài", "Nguyễn Văn Sông")
    assert short(document.found()) == [("Nguyễn Văn Sông", "lead", "table", "Viết bài")]


def test_people_one_below_the_other_in_a_cell() -> None:
    document = Document().row(("Công việc", "Người thực hiện"), "Chấm bài", "Đỗ Mạnh Sơn Vũ Thị Hà Trần Lê Bình An")
    assert [(row.unit_name, row.unit_kind) for row in document.found()] == [
        ("Đỗ Mạnh Sơn", "post"),
        ("Vũ Thị Hà", "post"),
        ("Trần Lê Bình An", "post"),
    ]


def test_a_table_without_tasks_assigns_nothing() -> None:
    assert Document().row(("STT", "Họ và tên"), "1", "Nguyễn Văn Sông").found() == []
    members = ("Họ và tên", "Chức vụ", "Đơn vị thực hiện")
    assert Document().row(members, "Nguyễn Văn Sông", "Tổ viên", "Tổ Tin học").found() == []
    figures = ("TT", "Đơn vị thực hiện", "Tổng số", "Tỷ lệ")
    assert Document().row(figures, "1", "Sở Y tế", "143", "28,05%").found() == []


def test_a_table_of_things_names_its_column_after_them() -> None:
    document = Document().row(("TT", "Hạng mục", "Đơn vị thực hiện"), "1", "Sửa mái nhà đa năng", "Tổ văn phòng")
    assert short(document.found()) == [("Tổ văn phòng", "perform", "table", "Sửa mái nhà đa năng")]


def test_what_a_record_says_of_its_unit() -> None:
    document = Document().heading("Yêu cầu").item("Toàn thể giáo viên nhà trường tham gia hội thi.")
    (row,) = document.found()
    assert (row.unit, row.unit_name, row.unit_kind, row.level) == (
        "Toàn thể giáo viên nhà trường",
        "Giáo viên",
        "group",
        "school",
    )
    assert row.section == document.passages[1].section


def test_a_run_of_text_without_a_full_stop_is_read_in_pieces() -> None:
    """So that no sentence, and with it the cost of reading it, grows without bound."""
    document = Document().item("; ".join(f"Tổ {n} tổ chức hội thi" for n in range(2000)))
    found = document.found(Plan())
    assert len(found) > 1500
    assert max(row.end - row.start for row in found) <= 6000
