"""What the command line shows: progress, the summary of a run, and one document for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from pipeline.places import Places
from pipeline.records import Checked, Extracted
from pipeline.summary import Summary

COUNTS = (  # narrow headings leave room for the name of the file
    ("\nTrang\npages", "pages"),
    ("Căn\ncứ\nbases", "legal_bases"),
    ("Chỉ\ntiêu\ntargets", "targets"),
    ("Thời\nhạn\ndates", "deadlines"),
    ("Phân\ncông\nwho", "responsibilities"),
    ("Cần\nxem\ncheck", "findings"),
)
WIDTH = 120  # columns, where there is no terminal to ask
LISTED = 100  # files named one by one; a longer list is scrolled past unread, and the tables hold it anyway


def console(*, errors: bool = False) -> Console:
    """Return the terminal to print on; a file or pipe gets lines wide enough for file names."""
    terminal = Console(stderr=errors)
    return terminal if terminal.is_terminal else Console(stderr=errors, width=WIDTH)


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[int, int, str], None]]:
    """Show how many documents are done while the block runs; what comes back is called after each."""
    columns = (
        TextColumn("Đang đọc / reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, name="")

        def done(count: int, total: int, name: str) -> None:
            bar.update(task, completed=count, total=total, name=escape(name[-40:]))

        yield done


def show_summary(console: Console, summary: Summary, out: Path) -> None:
    """Print what was found, file by file, then the files that could not be read and what to do about them."""
    read = [told for told in summary.files if not told.unread]
    table = Table(box=box.SIMPLE_HEAD, show_footer=len(read) > 1, padding=(0, 1, 0, 0))
    for head, name in COUNTS:
        table.add_column(head, justify="right", footer=str(sum(getattr(told, name) for told in read)))
    table.add_column("\nTệp\nfile", footer=f"{len(read)} tệp / files", overflow="fold")
    for told in read[:LISTED]:
        same = f" [dim](= {escape(', '.join(told.also_at))})[/dim]" if told.also_at else ""
        table.add_row(*(str(getattr(told, name)) for _, name in COUNTS), escape(told.path) + same)
    if len(read) > LISTED:
        table.add_row(*("" for _ in COUNTS), f"[dim]… {len(read) - LISTED} tệp nữa / more files[/dim]")
    console.print(table)
    _show_unread(console, summary)
    if summary.unchanged:
        console.print("Không có gì thay đổi từ lần chạy trước. / Nothing has changed since the last run.")
    console.print(f"Các bảng ở / tables in {escape(str(out))}", soft_wrap=True, highlight=False)


def _show_unread(console: Console, summary: Summary) -> None:
    """Print each reason once, with the files it holds for: thirty scans need one piece of advice."""
    if not summary.unread:
        return
    console.print(f"[bold]Không đọc được {len(summary.unread)} tệp / files not read:[/bold]")
    reasons: dict[tuple[str, str], list[str]] = {}
    for told in summary.unread:
        if told.unread:
            reasons.setdefault((told.unread.message_vi, told.unread.message_en), []).append(told.path)
    for (vi, en), paths in reasons.items():
        for path in paths:
            console.print(f"  [bold]{escape(path)}[/bold]", soft_wrap=True, highlight=False)
        for message in (vi, en):
            console.print(Padding(escape(message), (0, 0, 0, 4)), highlight=False)


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
    console.print("[bold]Bố cục / outline[/bold]")
    for s in extracted.outline.sections:
        if s.title is not None:
            console.print(f"{'  ' * s.level}{escape(s.marker)} {escape(s.title)} [dim]{s.role}[/dim]", highlight=False)
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
    console.print(f"[bold]{title}[/bold]: {len(rows) if any(heads) else ''}".rstrip(": "))
    if rows:
        table = Table(box=box.SIMPLE_HEAD, show_header=any(heads))
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
        console.print(table)
