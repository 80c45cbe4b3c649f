"""Ruled tables of a PDF: cells, merged cells, and what a page break does to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pdf_drawing import Drawing, read, texts

from pipeline.paper import join_lines
from pipeline.records import Ingested, Line

XS = (60, 100, 300, 420, 540)
HEADER = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian")
Cells = tuple[str | list[str], ...]


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    return Drawing(tmp_path / "bảng.pdf")


def table(drawing: Drawing, top: float, rows: list[Cells], height: float = 40, xs: tuple[float, ...] = XS) -> None:
    """Rule a table and write its cells; a list holds the lines of a cell."""
    drawing.grid(xs, [top + height * n for n in range(len(rows) + 1)])
    for number, cells in enumerate(rows):
        for x, cell in zip(xs, cells, strict=False):
            drawing.lines(x + 5, top + height * number + 14, [cell] if isinstance(cell, str) else cell, pitch=13)


def rows(ingested: Ingested) -> list[Line]:
    return [line for page in ingested.pages for line in page.lines if line.kind == "row"]


def test_rows_stand_between_the_lines_around_them(drawing: Drawing) -> None:
    drawing.words(60, 60, "II. PHÂN CÔNG")
    table(drawing, 80, [HEADER, ("1", ["Trang trí góc đọc sách của", "từng lớp"], "Tổ Văn phòng", "Tháng 9/2025")])
    drawing.words(60, 190, "Trên đây là kế hoạch.")
    page = drawing.read().pages[0]
    assert page.method == "embedded:pdfium"
    assert [line.text for line in page.lines] == [
        "II. PHÂN CÔNG",
        "TT | Nội dung công việc | Đơn vị chủ trì | Thời gian",
        "1 | Trang trí góc đọc sách của từng lớp | Tổ Văn phòng | Tháng 9/2025",
        "Trên đây là kế hoạch.",
    ]
    row = page.lines[2]
    assert (row.table, len(row.cells)) == (0, 4)
    assert [tuple(round(side) for side in box) for box in row.cell_boxes][1] == (100, 120, 300, 160)


def test_row_is_one_even_where_words_of_two_cells_nearly_touch(drawing: Drawing) -> None:
    table(
        drawing,
        80,
        [HEADER, ("1", "Tổ chức hội thi kể chuyện theo sách", "Đoàn đội", "Quý IV")],
        xs=(60, 80, 283, 420, 540),
    )
    assert rows(drawing.read())[1].cells == ("1", "Tổ chức hội thi kể chuyện theo sách", "Đoàn đội", "Quý IV")


def test_merged_cells(drawing: Drawing) -> None:
    """A cell over two rows counts for both; a cell over two columns stands in the first of them."""
    for x in (60, 100, 540):
        drawing.rule(x, 80, x, 200)
    drawing.rule(300, 80, 300, 160)
    drawing.rule(420, 80, 420, 160)
    for y in (80, 160, 200):
        drawing.rule(60, y, 540, y)
    drawing.rule(300, 120, 540, 120)
    drawing.words(65, 100, "1")
    drawing.words(105, 100, "Mua sách mới")
    drawing.words(305, 100, "Thư viện")
    drawing.words(425, 100, "Tháng 9")
    drawing.words(305, 140, "Kế toán")
    drawing.words(425, 140, "Tháng 10")
    drawing.words(65, 180, "2")
    drawing.words(105, 180, "Khen thưởng do Hiệu trưởng quyết định")
    assert [row.cells for row in rows(drawing.read())] == [
        ("1", "Mua sách mới", "Thư viện", "Tháng 9"),
        ("1", "Mua sách mới", "Kế toán", "Tháng 10"),
        ("2", "Khen thưởng do Hiệu trưởng quyết định", "", ""),
    ]


def test_shading_is_no_table(drawing: Drawing) -> None:
    for number in range(4):
        drawing.shade(60, 62 + 15 * number, 540, 76 + 15 * number)
    drawing.lines(60, 74, ["Nhà trường đặc biệt lưu ý các nội dung sau:"] * 4)
    assert rows(drawing.read()) == []


def test_frame_around_words_is_no_table(drawing: Drawing) -> None:
    drawing.grid((60, 200), (60, 90))
    drawing.grid((300, 400), (60, 90))
    drawing.words(70, 80, "DỰ THẢO LẦN 2")
    assert texts(drawing.read()) == ["DỰ THẢO LẦN 2"]


def test_framed_letterhead_is_read_block_by_block(drawing: Drawing) -> None:
    drawing.grid((60, 260, 540), (50, 90, 115))
    drawing.lines(65, 65, ["UBND XÃ HẠ LIỄU", "TRƯỜNG TIỂU HỌC SÔNG TRĂNG"])
    drawing.lines(270, 65, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"])
    drawing.words(65, 105, "Số: 12/KH-THST")
    drawing.words(270, 105, "Hạ Liễu, ngày 05 tháng 9 năm 2025")
    drawing.words(60, 150, "Căn cứ tình hình thực tế, nhà trường xây dựng kế hoạch như sau, trong cả năm học:")
    assert texts(drawing.read())[:6] == [
        "UBND XÃ HẠ LIỄU",
        "TRƯỜNG TIỂU HỌC SÔNG TRĂNG",
        "Số: 12/KH-THST",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "VIỆT NAM",
        "Hạ Liễu, ngày 05 tháng 9 năm 2025",
    ]


FIRST: Cells = ("1", "Mua sách mới", "Thư viện", "Tháng 9")
LAST_ABOVE: Cells = ("2", ["Vận động cha mẹ học sinh tặng", "sách cho thư viện của các"], "Công đoàn", "Quý IV")


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param(
            [HEADER, FIRST, LAST_ABOVE],
            [("", "lớp học", "", ""), ("3", "Tổng kết", "Hiệu trưởng", "Tháng 12")],
            [
                ("2", "Vận động cha mẹ học sinh tặng sách cho thư viện của các lớp học", "Công đoàn", "Quý IV"),
                ("3", "Tổng kết", "Hiệu trưởng", "Tháng 12"),
            ],
            id="a cut row is joined",
        ),
        pytest.param(
            [HEADER, FIRST, LAST_ABOVE],
            [HEADER, ("", "lớp học", "", ""), ("3", "Tổng kết", "Hiệu trưởng", "Tháng 12")],
            [
                ("2", "Vận động cha mẹ học sinh tặng sách cho thư viện của các lớp học", "Công đoàn", "Quý IV"),
                ("3", "Tổng kết", "Hiệu trưởng", "Tháng 12"),
            ],
            id="under a repeated heading too",
        ),
        pytest.param(
            [HEADER, FIRST, ("2", "Sơ kết theo ý kiến của Phòng", "Hiệu trưởng", "Tháng 1")],
            [("", "VHXH", "", "")],
            [("2", "Sơ kết theo ý kiến của Phòng VHXH", "Hiệu trưởng", "Tháng 1")],
            id="a word without room on the line above",
        ),
        pytest.param(
            [HEADER, FIRST, ("2", "Kế hoạch số 8/KH-", "Hiệu trưởng", "Tháng 1")],
            [("", "THST", "", "")],
            [("2", "Kế hoạch số 8/KH-THST", "Hiệu trưởng", "Tháng 1")],
            id="a code broken at its hyphen",
        ),
        pytest.param(
            [HEADER, FIRST, ("2", "Sơ kết", "Hiệu trưởng", "Tháng 1")],
            [("", "Tổng cộng", "", "02 việc")],
            [("2", "Sơ kết", "Hiệu trưởng", "Tháng 1"), ("", "Tổng cộng", "", "02 việc")],
            id="a total is no rest of a row",
        ),
        pytest.param(
            [HEADER, FIRST, ("10", "Sơ kết", "Hiệu trưởng", "Tháng 1")],
            [("11", "Tổng kết", "Hiệu trưởng", "Tháng 5")],
            [("10", "Sơ kết", "Hiệu trưởng", "Tháng 1"), ("11", "Tổng kết", "Hiệu trưởng", "Tháng 5")],
            id="the next number is the next row",
        ),
    ],
)
def test_table_goes_on_over_the_page(
    drawing: Drawing, above: list[Cells], below: list[Cells], expected: list[tuple[str, ...]]
) -> None:
    drawing.words(60, 60, "II. PHÂN CÔNG")
    table(drawing, 650, above)
    drawing.words(297, 820, "1")
    drawing.next_page()
    drawing.words(297, 30, "2")
    table(drawing, 50, below)
    drawing.words(60, 400, "Trên đây là kế hoạch.")
    ingested = drawing.read()
    found = rows(ingested)
    assert {row.table for row in found} == {0}
    assert [row.cells for row in found[-len(expected) :]] == expected
    assert [row.cells for row in found].count(HEADER) == 1
    assert found[0].header_row == (below[0] == HEADER)


@pytest.mark.parametrize(
    ("xs", "between"),
    [pytest.param((60, 200, 540), None, id="other columns"), pytest.param(XS, "III. KINH PHÍ", id="words between")],
)
def test_another_table_on_the_next_page(drawing: Drawing, xs: tuple[float, ...], between: str | None) -> None:
    table(drawing, 650, [HEADER, FIRST])
    drawing.next_page()
    if between:
        drawing.words(60, 90, between)
    table(drawing, 110, [HEADER[: len(xs) - 1], FIRST[: len(xs) - 1]], xs=xs)
    assert [row.table for row in rows(drawing.read())] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["theo Kế hoạch số 45/KH-", "SGDĐT"], "theo Kế hoạch số 45/KH-SGDĐT"),
        (["năm học 2025-", "2026"], "năm học 2025-2026"),
        (["Công văn số 15/", "PGDĐT"], "Công văn số 15/PGDĐT"),
        (["phát triển kinh tế -", "xã hội"], "phát triển kinh tế - xã hội"),
        (["- Mua sách;", "- Tặng sách."], "- Mua sách; - Tặng sách."),
        ([], ""),
    ],
)
def test_join_lines(lines: list[str], expected: str) -> None:
    assert join_lines(lines) == expected


def test_every_row_of_a_long_table(shared: Path) -> None:
    """A table of 19 rows over four pages, six of them cut by a page break, against what its author typed."""
    truth = json.loads((shared / "bench" / "truth" / "005_layout.json").read_text(encoding="utf-8"))
    found = rows(read(shared / "bench" / "pdf" / "005_layout.pdf"))
    assert [list(row.cells) for row in found] == truth["rows"]
