"""Tasks without a unit or a time, in tables and lists that otherwise give them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mentions import extracted

from extractors.passage import Cell, Passage
from pipeline.check.task_findings import task_findings

HEADERS = ("TT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian hoàn thành", "Sản phẩm")
USUAL = ("Rà soát hồ sơ", "Tổ Văn phòng", "Tháng 3", "Báo cáo")


def table(*rows, headers=HEADERS, origin="plain"):
    """Return a document whose text is a table of one line a row."""
    text = "\n".join(" | ".join(row) for row in rows)
    passages, start = [], 0
    for ordinal, row in enumerate(rows):
        cells, at = [], start
        for header, cell in zip(headers, row, strict=True):
            cells.append(Cell(header, cell, at))
            at += len(cell) + 3
        line = " | ".join(row)
        passages.append(Passage(ordinal, "row", line, start, "tasks", 0, cells=tuple(cells), table=0))
        start += len(line) + 1
    return of(text, passages, origin)


def lines(*texts):
    """Return a document whose paragraphs are these."""
    passages, start = [], 0
    for ordinal, line in enumerate(texts):
        passages.append(Passage(ordinal, "item", line, start, "tasks", 0))
        start += len(line) + 1
    return of("\n".join(texts), passages, "plain")


def of(text, passages, origin):
    document = extracted(text)
    outline = document.outline
    reading = replace(outline.reading, document=replace(outline.reading.document, text_origin=origin))
    return replace(document, outline=replace(outline, passages=tuple(passages), reading=reading))


def found(document):
    text = document.outline.reading.text
    return [(f.code, text[f.start : f.end]) for f in task_findings(document)]


def numbered(*odd, count=9):
    """Return `count` rows in order and then the odd ones."""
    return [(f"{n}", f"{USUAL[0]} {n}", *USUAL[1:]) for n in range(1, count + 1)] + list(odd)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(numbered(), [], id="all given"),
        pytest.param(
            numbered(("10", "Niêm yết thủ tục", "", "Tháng 4", "Bảng")),
            [("task-without-unit", "Niêm yết thủ tục")],
            id="no unit",
        ),
        pytest.param(
            numbered(("10", "Niêm yết thủ tục", "Tổ Văn phòng", "", "Bảng")),
            [("task-without-time", "Niêm yết thủ tục")],
            id="no time",
        ),
        pytest.param(
            numbered(("10", "Niêm yết thủ tục", "……", "Tháng 4", "")),
            [("task-without-unit", "Niêm yết thủ tục")],
            id="dots to be filled in",
        ),
        pytest.param(
            numbered(("10", "Niêm yết thủ tục", "[CẦN XÁC ĐỊNH ĐƠN VỊ]", "Tháng 4", "")),
            [("task-without-unit", "Niêm yết thủ tục")],
            id="brackets to be filled in",
        ),
        pytest.param(numbered(("II", "Công tác khác", "", "", "")), [], id="title of a group"),
        pytest.param(numbered(("II", "Công tác khác", "", "năm 2031", "")), [], id="title of a group with a year"),
        pytest.param(numbered(("10", "Công tác khác", "", "", "")), [], id="nothing given: may be a title too"),
        pytest.param(numbered(("", "và niêm yết", "", "Tháng 4", "")), [], id="the row above goes on"),
        pytest.param(
            numbered(*[(f"{n}", "Niêm yết", "", "Tháng 4", "Bảng") for n in (10, 11, 12)]), [], id="too many without"
        ),
        pytest.param(numbered(("5", "Niêm yết", "", "Tháng 4", "Bảng"), count=4), [], id="too short a table"),
    ],
)
def test_tables(rows, expected):
    assert found(table(*rows)) == expected


def test_a_table_without_a_time_column_is_no_plan_of_work():
    rows = [row[:3] for row in numbered(("10", "Niêm yết thủ tục", "", "", ""))]
    assert found(table(*rows, headers=HEADERS[:3])) == []


def test_an_empty_cell_of_a_picture_may_be_one_that_was_not_read():
    assert found(table(*numbered(("10", "Niêm yết thủ tục", "", "Tháng 4", "Bảng")), origin="ocr")) == []


def labelled(*tasks):
    return lines(*(line for task in tasks for line in task))


BOTH = ("Rà soát hồ sơ của các bộ phận.", "Đơn vị chủ trì: Tổ Văn phòng.", "Thời gian hoàn thành: Tháng 3.")


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        pytest.param(
            ("Niêm yết thủ tục tại nơi tiếp dân.", "Đơn vị chủ trì: Tổ Văn phòng."),
            [("task-without-time", "Niêm yết thủ tục tại nơi tiếp dân.")],
            id="no time",
        ),
        pytest.param(
            ("Niêm yết thủ tục tại nơi tiếp dân.", "Thời gian hoàn thành: Tháng 4."),
            [("task-without-unit", "Niêm yết thủ tục tại nơi tiếp dân.")],
            id="no unit",
        ),
        pytest.param(("Niêm yết thủ tục tại nơi tiếp dân.",), [], id="no labels: perhaps no task"),
        pytest.param(
            ("Niêm yết thủ tục. Đơn vị chủ trì: Tổ Văn phòng; Thời gian hoàn thành: Tháng 4.",),
            [],
            id="behind the task",
        ),
    ],
)
def test_labels(odd, expected):
    assert found(labelled(*[BOTH] * 5, odd)) == expected
