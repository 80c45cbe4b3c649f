"""Page readings to lines and rows: cells become rows, a row that a page break cuts is one."""

from __future__ import annotations

from ocr_pages import printed, reading

from pipeline.ocr.lines import lay_out
from pipeline.ocr.page import CellRef

XS = (60.0, 100.0, 400.0, 540.0)  # borders of three columns, points
STEP = 16.0


def table(top, *rows, number=0):
    """Return lines and cells of a ruled table; each cell is a text, or the lines of one."""
    lines, cells = [], []
    for row, texts in enumerate(rows):
        depth = STEP * max(len(text) if isinstance(text, tuple) else 1 for text in texts) + 6
        for column, text in enumerate(texts):
            ref = CellRef(number, row, column)
            cells.append((ref, (XS[column] + 1, top + 1, XS[column + 1] - 1, top + depth - 1)))
            for at, part in enumerate(text if isinstance(text, tuple) else (text,)):
                if part:
                    lines.append(printed(part, XS[column] + 6, top + 4 + at * STEP, cell=ref, region=len(cells)))
        top += depth
    return lines, cells


def test_lines_keep_their_order_places_and_words():
    lines = [printed("Căn cứ Kế hoạch của Sở", 90, 100), printed("và tình hình của trường", 60, 116)]
    laid = lay_out({1: reading(lines)}, 0)[1]
    assert [line.text for line in laid.lines] == ["Căn cứ Kế hoạch của Sở", "và tình hình của trường"]
    first = laid.lines[0]
    assert (first.kind, first.box) == ("line", lines[0].box)
    assert first.stops == tuple((first.text.index(f" {word.text}") + 1, word.box[0]) for word in lines[0].words[1:])
    assert laid.as_read == "Căn cứ Kế hoạch của Sở\nvà tình hình của trường"
    assert laid.confidence == 0.95


def test_a_new_block_stands_apart():
    left = [printed("TRƯỜNG TIỂU HỌC", 60, 60), printed("Số: 12/KH-TH", 60, 76)]
    right = [printed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 60, region=1)]
    laid = lay_out({1: reading([*left, *right])}, 0)[1]
    assert [line.gap_before for line in laid.lines] == [False, False, True]


def test_cells_become_rows():
    lines, cells = table(
        200,
        ("TT", "Nội dung", "Thời gian"),
        ("1", ("Công khai thủ tục", "hành chính"), "Tháng 3"),
        ("2", "Tổng kết", ""),
    )
    title, rest = printed("KẾ HOẠCH CHI TIẾT", 240, 100), printed("Trên đây là kế hoạch.", 90, 400, region=99)
    laid = lay_out({1: reading([title, *lines, rest], cells)}, 4)[1]
    assert [line.text for line in laid.lines] == [
        "KẾ HOẠCH CHI TIẾT",
        "TT | Nội dung | Thời gian",
        "1 | Công khai thủ tục hành chính | Tháng 3",
        "2 | Tổng kết | ",
        "Trên đây là kế hoạch.",
    ]
    rows = laid.lines[1:4]
    assert {line.kind for line in rows} == {"row"} and {line.table for line in rows} == {4}
    x0, _, x1, _ = rows[1].cell_boxes[1]
    assert (x0, x1) == (XS[1] + 1, XS[2] - 1)


def test_a_row_that_a_page_break_cuts_is_one():
    head = ("TT", "Nội dung", "Thời gian")
    first = table(600, head, ("1", "Công khai thủ tục hành chính trên trang tin và", "Tháng 3"))
    second = table(60, head, ("", "bảng tin của trường", ""), ("2", "Tổng kết năm", "Tháng 5"))
    laid = lay_out({1: reading(*first), 2: reading(*second)}, 0)
    assert [line.cells for line in laid[1].lines] == [
        head,
        ("1", "Công khai thủ tục hành chính trên trang tin và bảng tin của trường", "Tháng 3"),
    ]
    assert [line.cells for line in laid[2].lines] == [("2", "Tổng kết năm", "Tháng 5")]
    assert {line.table for page in laid.values() for line in page.lines} == {0}
    assert laid[1].lines[0].header_row


def test_tables_of_pages_that_do_not_follow_are_two():
    head = ("TT", "Nội dung", "Thời gian")
    first, second = table(600, head, ("1", "Công khai", "Tháng 3")), table(60, head, ("2", "Tổng kết", "Tháng 5"))
    laid = lay_out({1: reading(*first), 3: reading(*second)}, 0)
    assert [{line.table for line in laid[page].lines} for page in (1, 3)] == [{0}, {1}]


def test_a_framed_letterhead_is_no_table():
    cells = [(CellRef(0, 0, 0), (60.0, 40.0, 290.0, 80.0)), (CellRef(0, 0, 1), (291.0, 40.0, 540.0, 80.0))]
    lines = [
        printed("TRƯỜNG TIỂU HỌC", 70, 50, cell=cells[0][0]),
        printed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 50, cell=cells[1][0], region=1),
    ]
    laid = lay_out({1: reading(lines, cells)}, 0)[1]
    assert [(line.kind, line.text) for line in laid.lines] == [
        ("line", "TRƯỜNG TIỂU HỌC"),
        ("line", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ]


def test_repairs_are_told():
    laid = lay_out({1: reading([printed("Kê hoạch cải cách hành chính năm nay", 90, 100)])}, 0)[1]
    assert laid.lines[0].text == "Kế hoạch cải cách hành chính năm nay"
    assert [(mend.seen, mend.meant) for mend in laid.mends] == [("Kê", "Kế")]
    assert laid.as_read.startswith("Kê")
