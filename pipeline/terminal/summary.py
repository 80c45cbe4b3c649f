"""The summary at the end of a run: what was found, what failed and what to do about it, what took long."""

from __future__ import annotations

from itertools import islice

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.events import RunStarted
from pipeline.summary import Summary, Told
from pipeline.tally import Tally
from pipeline.terminal.progress import count, duration
from pipeline.terminal.text import message, name, shown

COUNTS = (  # narrow headings leave room for the name of the file
    ("\nTrang\npages", "pages"),
    ("Căn\ncứ\nbases", "legal_bases"),
    ("Chỉ\ntiêu\ntargets", "targets"),
    ("Thời\nhạn\ndates", "deadlines"),
    ("Phân\ncông\nwho", "responsibilities"),
    ("Cần\nxem\ncheck", "findings"),
)
LISTED = 100  # files named one by one; a longer list is scrolled past unread, and the tables hold it anyway
LISTED_UNREAD = 10  # of one reason; the table `findings` has them all
LISTED_REASONS = 20
WORTH_A_RATE = 10.0  # seconds; a shorter run is mostly its beginning and end
SEVERITIES = (("error", "lỗi"), ("warning", "cảnh báo"), ("info", "thông tin"))


def show_summary(console: Console, summary: Summary, did: Tally, out: str) -> None:
    """Print what was found, file by file, what could not be read and what to do about it, and what the run did."""
    _show_files(console, summary)
    _show_unread(console, summary)
    _show_slow(console, did)
    _show_run(console, summary, did)
    console.print(Text(f"Các bảng ở / tables in {shown(out)}"), soft_wrap=True)


def _show_files(console: Console, summary: Summary) -> None:
    read = [told for told in summary.files if not told.unread]
    table = Table(box=box.SIMPLE_HEAD, show_footer=len(read) > 1, padding=(0, 1, 0, 0))
    for head, of in COUNTS:
        table.add_column(head, justify="right", footer=str(sum(getattr(told, of) for told in read)))
    table.add_column("\nTệp\nfile", footer=f"{len(read)} tệp / files", overflow="fold")
    for told in read[:LISTED]:
        table.add_row(*(str(getattr(told, of)) for _, of in COUNTS), _with_doubles(told))
    if len(read) > LISTED:
        more = Text(f"… {count(len(read) - LISTED)} tệp nữa / more files", style="dim")
        table.add_row(*("" for _ in COUNTS), more)
    console.print(table)


def _with_doubles(told: Told) -> Text:
    file = name(told.path)
    if told.also_at:
        file.append_text(name(f" (= {', '.join(told.also_at)})", style="dim"))
    return file


def _show_unread(console: Console, summary: Summary) -> None:
    """Print each reason once, with the files it holds for: thirty scans need one piece of advice."""
    if not summary.unread:
        return
    console.print(Text(f"Không đọc được {count(len(summary.unread))} tệp / files not read:", style="bold"))
    reasons: dict[tuple[str, str], list[str]] = {}
    for told in summary.unread:
        if told.unread:
            said = (told.unread.message_vi, told.unread.message_en)
            vi, en = (words.removeprefix(f"{told.path}: ") for words in said)
            reasons.setdefault((vi, en), []).append(told.path)
    for (vi, en), paths in islice(reasons.items(), LISTED_REASONS):
        for path in paths[:LISTED_UNREAD]:
            console.print(Padding(name(path, style="bold"), (0, 0, 0, 2), expand=False), soft_wrap=True)
        if len(paths) > LISTED_UNREAD:
            console.print(Text(f"  … {count(len(paths) - LISTED_UNREAD)} tệp nữa / more files", style="dim"))
        for words in (vi, en):
            console.print(Padding(message(words), (0, 0, 0, 4), expand=False))
    if len(reasons) > LISTED_REASONS:
        more = f"  … {count(len(reasons) - LISTED_REASONS)} lý do nữa, xem bảng findings / more reasons, in findings"
        console.print(Text(more, style="dim"))


def _show_slow(console: Console, did: Tally) -> None:
    if did.slowest:
        console.print(Text("Tệp đọc lâu nhất / slowest files:", style="bold"))
    for slow in did.slowest:
        stage = f", {slow.stage} {slow.stage_seconds:.0f} s" if slow.stage else ""
        pages = f", {count(slow.pages)} trang/pages" if slow.pages else ""
        line = Text(f"  {slow.seconds:.0f} s{pages}{stage}  ")
        console.print(line.append_text(name(slow.path)), soft_wrap=True)


def _show_run(console: Console, summary: Summary, did: Tally) -> None:
    """Print what this run did of all that: read now or earlier, how long it took, how much there is to look at."""
    if summary.unchanged:
        console.print("Không có gì thay đổi từ lần chạy trước. / Nothing has changed since the last run.")
    elif did.started:
        _show_work(console, did, did.started, len(summary.files))
    findings = [
        f"{count(summary.severities[code])} {vi} / {code}" for code, vi in SEVERITIES if summary.severities.get(code)
    ]
    if findings:
        console.print(Text(f"Cần xem / findings: {', '.join(findings)}"), soft_wrap=True)


def _show_work(console: Console, did: Tally, started: RunStarted, files: int) -> None:
    changed, earlier = did.version_changed, files - started.to_read - did.not_opened
    told = [f"Đọc lần này / read now: {count(started.to_read)}"]
    if earlier:
        told.append(f"đã đọc từ trước / from earlier runs: {count(earlier)}")
    if started.removed:
        told.append(f"không còn nữa / removed since: {count(started.removed)}")
    if changed and changed.documents:
        told.append(f"đọc lại vì phiên bản mới / read again by the new version: {count(changed.documents)}")
    console.print(Text("; ".join(told)), soft_wrap=True)
    took = f"Thời gian / time: {duration(did.seconds)}"
    if did.pages:
        took += f", {count(did.pages)} trang / pages"
    if did.pages and did.seconds >= WORTH_A_RATE:
        took += f" ({did.pages / did.seconds:.1f} trang mỗi giây / pages a second)"
    console.print(Text(took), soft_wrap=True)
