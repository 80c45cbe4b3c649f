"""Tables whose cells stand between lines that hold nothing but a bar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.bar_tables import BarTable, Outside, aligned, rows_between_bars
from pipeline.ingest.tables import Cell
from pipeline.records import Line


def gaps(text: str) -> list[tuple[str, ...]]:
    """'STT|Nội dung||1' stands for the cells between bars, an empty one for two bars in turn."""
    return [tuple(gap.split("/")) if gap else () for gap in text.split("|")]


def shown(text: str, *, text_may_follow: bool = False) -> list[list[list[str]] | str]:
    parts = rows_between_bars(gaps(text), text_may_follow=text_may_follow)
    return [
        " ".join(part.lines) if isinstance(part, Outside) else [[" ".join(cell) for cell in row] for row in part.rows]
        for part in parts
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("STT|Việc||1|Họp||2|Dạy", [["STT", "Việc"], ["1", "Họp"], ["2", "Dạy"]], id="regular"),
        pytest.param("UBND XÃ|CỘNG HÒA||Số: 1|ngày 2", [["UBND XÃ", "CỘNG HÒA"], ["Số: 1", "ngày 2"]], id="letterhead"),
        pytest.param("Nơi nhận:/- Lưu|HIỆU TRƯỞNG", [["Nơi nhận: - Lưu", "HIỆU TRƯỞNG"]], id="one row"),
        pytest.param(
            "STT|Việc|Ghi chú||1|Họp|||2|Dạy|thêm||3|Học|",
            [["STT", "Việc", "Ghi chú"], ["1", "Họp", ""], ["2", "Dạy", "thêm"], ["3", "Học"]],
            id="empty cells at the end of rows",
        ),
        pytest.param(
            "STT|Việc|Ai||I. Dạy và học||1|Họp|Tổ 1||2|Dạy|Tổ 2",
            [["STT", "Việc", "Ai"], ["I. Dạy và học"], ["1", "Họp", "Tổ 1"], ["2", "Dạy", "Tổ 2"]],
            id="a heading over all columns",
        ),
        pytest.param(
            "TT|Việc|Năm 2025|2026||Đầu|Cuối||1|Họp|2|3|4||2|Dạy|5|6|7",
            [
                ["TT", "Việc", "Năm 2025", "2026"],
                ["Đầu", "Cuối"],
                ["1", "Họp", "2", "3", "4"],
                ["2", "Dạy", "5", "6", "7"],
            ],
            id="labels in two rows",
        ),
    ],
)
def test_rows(text: str, rows: list[list[str]]) -> None:
    assert shown(text) == [rows]


def test_tables_without_text_between_them() -> None:
    assert shown("Tình trạng:|Còn hiệu lực||UBND XÃ|CỘNG HÒA XÃ HỘI||Số: 1|ngày 2||STT|Việc|Ai||1|Họp|Tổ 1") == [
        [["Tình trạng:", "Còn hiệu lực"]],
        [["UBND XÃ", "CỘNG HÒA XÃ HỘI"], ["Số: 1", "ngày 2"]],
        [["STT", "Việc", "Ai"], ["1", "Họp", "Tổ 1"]],
    ]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "  "], ids=["blank", "fixed blank", "two blanks"])
def test_text_between_tables_on_a_page_without_blank_lines(blank: str) -> None:
    body = ["KẾ HOẠCH", *["Nhà trường thực hiện các nội dung sau đây."] * 70]
    appendix = ["PHỤ LỤC", "Phân công nhiệm vụ"]
    text = f"UBND XÃ|CỘNG HÒA||Số: 1|ngày 2|{'/'.join(body)}|Nơi{blank}nhận:|HIỆU TRƯỞNG|{'/'.join(appendix)}|STT|Việc||1|Họp"
    assert shown(text, text_may_follow=True) == [
        [["UBND XÃ", "CỘNG HÒA"], ["Số: 1", "ngày 2"]],
        " ".join(body),
        [[f"Nơi{blank}nhận:", "HIỆU TRƯỞNG"]],
        " ".join(appendix),
        [["STT", "Việc"], ["1", "Họp"]],
    ]


@given(st.lists(st.sampled_from([(), ("1",), ("a", "b"), ("STT",), ("Điều 1.",)]), max_size=60), st.booleans())
def test_no_text_is_lost_or_moved(given_gaps: list[tuple[str, ...]], text_may_follow: bool) -> None:
    kept = []
    for part in rows_between_bars(given_gaps, text_may_follow=text_may_follow):
        kept += [part.lines] if isinstance(part, Outside) else [cell for row in part.rows for cell in row]
    assert [gap for gap in kept if gap] == [gap for gap in given_gaps if gap]


def test_a_row_wider_than_any_table() -> None:
    (first, *_) = rows_between_bars([("x",)] * 40, text_may_follow=False)
    assert isinstance(first, BarTable)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ["STT|Việc|Ai", "1|Họp|Tổ", "2|Dạy"], ["STT|Việc|Ai", "1|Họp|Tổ", "2|Dạy|"], id="the last is missing"
        ),
        pytest.param(["STT|Xã|Kỳ", "1|Đông|quý I", "quý II"], ["STT|Xã|Kỳ", "1|Đông|quý I", "quý II"], id="a heading"),
        pytest.param(
            ["STT|Xã|Kỳ|Mẫu", "1|Đông|quý I|3", "quý II|4", "2|Tây|quý I|5"],
            ["STT|Xã|Kỳ|Mẫu", "1|Đông|quý I|3", "1|Đông|quý II|4", "2|Tây|quý I|5"],
            id="the first hold for two rows",
        ),
        pytest.param(["STT|Xã|Mẫu", "1|Đông|3", "Tổng cộng|3"], ["STT|Xã|Mẫu", "1|Đông|3", "Tổng cộng|3"], id="a sum"),
        pytest.param(
            ["Xã|Kỳ|Mẫu", "Đông|quý I|3", "quý II|4"], ["Xã|Kỳ|Mẫu", "Đông|quý I|3", "quý II|4"], id="no numbers"
        ),
    ],
)
def test_aligned(rows: list[str], expected: list[str]) -> None:
    given_rows = [tuple(Cell((Line(text),)) for text in row.split("|")) for row in rows]
    assert ["|".join(cell.text for cell in row) for row in aligned(given_rows)] == expected
