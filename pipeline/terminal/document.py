"""One document for reading: its header, outline, records and findings."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.places import Places
from pipeline.records import Checked, Extracted
from pipeline.terminal.text import message, shown


def show_document(console: Console, checked: Checked) -> None:
    """Print the header, outline, records and findings of one document."""
    if checked.extracted:
        _show_records(console, checked.extracted)
    _show_table(
        console,
        "Cần xem / findings",
        ("mã / code", "trang / page", "nội dung / message"),
        [(f.code, f.page, f"{f.message_vi}\n{f.message_en}") for f in checked.findings],
    )


def _show_records(console: Console, extracted: Extracted) -> None:
    places = Places(extracted.outline.reading)
    h = extracted.header
    facts = [
        ("Loại / type", h.doc_type),
        ("Số / number", h.doc_number or (f"(để trống / blank) {h.doc_symbol}" if h.doc_symbol else None)),
        ("Ngày / date", h.issued_date),
        ("Nơi / place", h.issued_place),
        ("Cơ quan / issuer", h.issuer),
        ("Cấp trên / above it", h.parent_issuer),
        ("Trích yếu / title", h.title),
        ("Thời kỳ / period", f"{h.period_start} – {h.period_end}" if h.period_start else None),
        ("Người ký / signer", " ".join(filter(None, (h.signer_title, h.signer_name))) or None),
        ("Nơi nhận / recipients", "; ".join(h.recipients) or None),
    ]
    _show_table(console, "Văn bản / document", ("", ""), facts)
    console.print(Text("Bố cục / outline", style="bold"))
    for s in extracted.outline.sections:
        if s.title is not None:
            line = message(f"{'  ' * s.level}{s.marker} {s.title} ")
            console.print(line.append(s.role, style="dim"))
    _show_table(
        console,
        "Căn cứ / legal bases",
        (
            "trang",
            "loại / type",
            "số / number",
            "ngày / date",
            "cơ quan / issuer",
            "về việc / subject",
            "vai trò / role",
        ),
        [
            (
                places.page(b.start),
                b.cited_type,
                b.cited_number,
                b.cited_date or b.cited_year,
                b.issuer,
                b.subject,
                b.role,
            )
            for b in extracted.legal_bases
        ],
    )
    _show_table(
        console,
        "Chỉ tiêu / targets",
        ("trang", "", "giá trị / value", "đơn vị / unit", "chỉ tiêu / indicator", "hạn / due", "loại / status"),
        [
            (
                places.page(t.start),
                t.comparator,
                _figure(t.value, t.value_max),
                t.unit,
                t.indicator,
                t.due_date,
                t.status,
            )
            for t in extracted.targets
        ],
    )
    _show_table(
        console,
        "Thời hạn / deadlines",
        ("trang", "loại / kind", "từ / from", "đến / due", "lặp / rrule", "việc / task"),
        [(places.page(d.start), d.kind, d.start_date, d.due_date, d.rrule, d.task) for d in extracted.deadlines],
    )
    _show_table(
        console,
        "Trách nhiệm / responsibilities",
        ("trang", "đơn vị / unit", "vai trò / role", "việc / task"),
        [(places.page(r.start), r.unit_name, r.role, r.task) for r in extracted.responsibilities],
    )


def _figure(value: float, top: float | None) -> str:
    return f"{value:g}" if top is None else f"{value:g}–{top:g}"


def _show_table(console: Console, title: str, heads: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Print a table, or say that there is nothing to put in it."""
    console.print(Text(title, style="bold").append(f": {len(rows)}" if any(heads) else "", style="not bold"))
    if rows:
        table = Table(box=box.SIMPLE_HEAD, show_header=any(heads))
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*(_cell(cell) for cell in row))
        console.print(table)


def _cell(value: Any) -> Text:
    """Return a value to be shown; only line ends of ours are kept as they are."""
    lines = [] if value is None else str(value).split("\n")
    return Text("\n".join(map(shown, lines)))
