"""Ways of writing, one row each: what is read from them, and the look-alikes that are left alone.

The rows stand in ways/*.csv: a group, the way, where the text stands (in the opening, among the targets, else among the
tasks), the text, and the fields of each record that it states.  '-' is an empty field, '…' one that is not asked for; a
row without records is left alone.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from extractors.deadlines import find_deadlines
from extractors.legal_bases import find_legal_bases
from extractors.passage import Heading, Passage, Plan
from extractors.responsibilities import find_responsibilities
from extractors.targets import find_targets

PLAN = Plan(
    issuer="Trường Tiểu học Sông Xanh",
    parent_issuer="Phòng Giáo dục và Đào tạo quận Hà Liễu",
    place="Hà Liễu",
    title="Cải cách hành chính năm 2026",
    doc_type="Kế hoạch",
    doc_number="12/KH-THSX",
    issued_date=date(2026, 2, 1),
    period_start=date(2026, 1, 1),
    period_end=date(2026, 12, 31),
)
FIND = {
    "documents": (find_legal_bases, ("cited_type", "cited_number", "cited_date", "issuer", "subject", "pinpoint")),
    "targets": (find_targets, ("kind", "comparator", "value", "value_max", "unit", "change", "indicator", "due_date", "status")),
    "deadlines": (find_deadlines, ("kind", "start_date", "due_date", "rrule", "relation", "task")),
    "responsibilities": (find_responsibilities, ("unit_name", "role", "stated_by", "task")),
}  # fmt: skip


def ways(table: str) -> list:
    text = (Path(__file__).parent / "ways" / f"{table}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({(row["group"], row["way"]) for row in rows}) == len(rows)
    return [
        pytest.param(row["where"], row["text"], row["records"], id=f"{table}: {row['group']}: {row['way']}")
        for row in rows
    ]


def passage(where: str, text: str) -> Passage:
    if where == "opening":
        return Passage(0, "paragraph", text, 0, "preamble", 0)
    heading = Heading("I", "MỤC TIÊU", "targets", 1) if where == "targets" else Heading("I", "NHIỆM VỤ", "tasks", 1)
    return Passage(3, "item", text, 0, heading.role, 2, headings=(heading,))


def shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.10g}"
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize(
    ("table", "where", "text", "records"),
    [pytest.param(table, *row.values, id=row.id) for table in FIND for row in ways(table)],
)
def test_way(table: str, where: str, text: str, records: str) -> None:
    find, fields = FIND[table]
    expected = [[field.strip() for field in record.split("|")] for record in records.split("//") if record.strip()]
    found = find([passage(where, text)], PLAN)
    assert all(text[row.start : row.end].strip() and 0 < row.confidence <= 1 for row in found)
    told = [[shown(getattr(row, field)) for field in fields] for row in found]
    # What is not asked for is shown as it was found, so that a difference can be read.
    asked = [
        [given if wanted == "…" else wanted for wanted, given in zip(wanted_row, row, strict=False)]
        + row[len(wanted_row) :]
        for wanted_row, row in zip(expected, told, strict=False)
    ]
    assert len(found) == len(expected), told
    assert told == asked
