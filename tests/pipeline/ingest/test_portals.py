"""What web sites print around a document."""

from __future__ import annotations

from pipeline.ingest.portals import without_portal
from pipeline.records import Line


def row(text: str) -> Line:
    return Line(text, "row", tuple(text.split(" | ")), 0)


FACTS = [row("Số hiệu: | 12/KH-UBND"), row("Loại văn bản: | Kế hoạch | Người ký: | Lê A"), row("Tình trạng: | Đã biết")]
LETTERHEAD = [Line("UBND XÃ SUỐI ĐÁ"), Line("Số: 12/KH-UBND"), Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]
BODY = [Line("KẾ HOẠCH"), row("1 | Họp"), Line("Nơi nhận:")]
RELATED = [Line("Văn bản liên quan"), *[Line("Ban hành:"), Line("Hiệu lực: Đã biết"), Line("Cập nhật:")] * 2]


def test_facts_before_and_related_documents_after() -> None:
    lines, (finding,) = without_portal([*FACTS, *LETTERHEAD, *BODY, *RELATED])
    assert list(lines) == [*LETTERHEAD, *BODY]
    assert (finding.code, finding.severity) == ("web-page-furniture", "info")
    assert finding.message_en.startswith("10 lines")


def test_a_document_alone() -> None:
    lines, findings = without_portal([*LETTERHEAD, *BODY])
    assert (list(lines), findings) == ([*LETTERHEAD, *BODY], ())


def test_a_table_before_a_second_letterhead_belongs_to_the_document() -> None:
    plan = [*LETTERHEAD, *BODY, *LETTERHEAD]
    assert without_portal(plan) == (tuple(plan), ())


def test_a_heading_of_the_document() -> None:
    plan = [*BODY, Line("Văn bản liên quan"), Line("- Chỉ thị số 5 có hiệu lực: ngày ký")]
    assert without_portal(plan) == (tuple(plan), ())
