"""Which tables are tables, and which only place text on the page."""

from __future__ import annotations

import pytest

from pipeline.ingest.tables import Cell, Row, is_layout, table_lines
from pipeline.records import Line


def rows(*texts: str) -> list[Row]:
    """'UBND XÃ\\nSố: 1|CỘNG HÒA' is a row of two cells, the first of two lines."""
    return [
        Row(tuple(Cell(tuple(Line(line) for line in cell.split("\n"))) for cell in text.split("|"))) for text in texts
    ]


TASKS = rows("STT|Nhiệm vụ|Thời gian", "1|Họp phụ huynh|Tháng 9")


@pytest.mark.parametrize(
    ("table", "ruled", "expected"),
    [
        pytest.param(rows("UBND XÃ|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), True, True, id="letterhead, even in lines"),
        pytest.param(rows("ĐẢNG BỘ XÃ|ĐẢNG CỘNG SẢN VIỆT NAM"), None, True, id="letterhead of the Party"),
        pytest.param(
            rows("SỞ A|", "TRƯỜNG B|", "Số: 5/KH-THCS|Hạ Lôi, ngày 3 tháng 2 năm 2025"), False, True, id="date"
        ),
        pytest.param(rows("Nơi nhận:|HIỆU TRƯỞNG", "|Lê A"), True, True, id="recipients"),
        pytest.param(rows("NGƯỜI LẬP|HIỆU TRƯỞNG", "Trần B|Lê A", "x|y"), None, True, id="two who sign"),
        pytest.param(rows("Tổ trưởng|Thư ký", "Trần B|Lê A"), False, True, id="two rows without lines"),
        pytest.param(rows("một|hai"), None, True, id="one row, lines unknown"),
        pytest.param(rows("một", "hai", "ba"), True, True, id="one column"),
        pytest.param(TASKS, True, False, id="tasks"),
        pytest.param(TASKS * 4, False, False, id="tasks without lines"),
        pytest.param(TASKS, None, False, id="tasks, lines unknown"),
        pytest.param(rows("một|hai"), True, False, id="one row in lines"),
        pytest.param(
            rows("STT|Nội dung|Người thực hiện", "1|Trình HIỆU TRƯỞNG ký|Văn thư"), True, False, id="a post in a cell"
        ),
    ],
)
def test_is_layout(table: list[Row], ruled: bool | None, expected: bool) -> None:
    assert is_layout(table, ruled=ruled) is expected


def test_a_layout_is_read_column_by_column() -> None:
    table = rows("UBND XÃ\nTRƯỜNG A|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1/KH|ngày 3")
    table.append(Row((Cell((Line("V/v họp"),), span=2), Cell())))
    lines = table_lines(table, 0, ruled=None)
    assert [(line.text, line.gap_before, line.kind) for line in lines] == [
        ("UBND XÃ", True, "line"),
        ("TRƯỜNG A", False, "line"),
        ("Số: 1/KH", False, "line"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, "line"),
        ("ngày 3", False, "line"),
        ("V/v họp", True, "line"),
    ]


def test_rows_keep_their_cells() -> None:
    heading = Row((Cell((Line("I. Dạy học", bold=True),), span=3), Cell(), Cell()))
    lines = table_lines([*TASKS, heading, *rows("||", "2|Dọn\nvệ sinh|")], 7, ruled=True)
    assert [line.cells for line in lines] == [
        ("STT", "Nhiệm vụ", "Thời gian"),
        ("1", "Họp phụ huynh", "Tháng 9"),
        ("I. Dạy học",),
        ("2", "Dọn vệ sinh", ""),
    ]
    assert [line.text for line in lines[1:3]] == ["1 | Họp phụ huynh | Tháng 9", "I. Dạy học"]
    assert [line.bold for line in lines] == [False, False, True, False]
    assert {line.table for line in lines} == {7}


def test_a_table_inside_a_layout_stays_a_table() -> None:
    inner = table_lines(TASKS, 1, ruled=True)
    outer = [Row((Cell((Line("Bên trái"),)), Cell(tuple(inner))))]
    assert [line.kind for line in table_lines(outer, 0, ruled=False)] == ["line", "row", "row"]
