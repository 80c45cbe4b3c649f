"""The summary at the end of a run: what failed and why, what took long, what this run did of it all."""

from __future__ import annotations

import io

from rich.console import Console

from pipeline.events import DocumentRead, DocumentUnread, RunStarted, VersionChanged
from pipeline.records import Unread
from pipeline.summary import Summary, Told
from pipeline.tally import Tally
from pipeline.terminal.summary import LISTED, show_summary


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def told(path, unread=None, **counts):
    usual = dict.fromkeys(("pages", "legal_bases", "targets", "deadlines", "responsibilities", "findings"), 1)
    return Told(path, (), **{**usual, **counts}, unread=unread)


def shown(summary, *events, seconds=0.0):
    clock = Clock()
    did = Tally(clock)
    for event in events:
        did.tell(event)
    clock.now = seconds
    printed = io.StringIO()
    show_summary(Console(file=printed, width=120), summary, did, "out")
    return printed.getvalue()


def unread(reason, said):
    return Unread(reason, said, said)


def test_one_reason_is_told_once_with_its_files():
    locked = unread("encrypted", "It has a password.")
    files = [*(told(f"mật {n}.pdf", locked) for n in range(13)), told("hỏng.pdf", unread("damaged", "It is damaged."))]
    printed = shown(Summary("r", tuple(files)))
    assert "Không đọc được 14 tệp / files not read:" in printed
    assert printed.count("It has a password.") == 2  # in both languages of this test
    assert "mật 9.pdf" in printed and "mật 10.pdf" not in printed
    assert "… 3 tệp nữa / more files" in printed
    assert "hỏng.pdf" in printed


def test_a_message_that_names_its_file_is_still_one_reason():
    files = [told(f"{n}.pdf", unread("no-text", f"{n}.pdf: nothing on it.")) for n in range(3)]
    assert shown(Summary("r", tuple(files))).count("    nothing on it.") == 2


def test_a_long_list_is_cut():
    printed = shown(Summary("r", tuple(told(f"{n}.pdf") for n in range(1234))))
    assert f"… 1\u00a0{1234 - LISTED - 1000} tệp nữa / more files" in printed
    assert "1234 tệp / files" in printed


def test_the_slowest_are_named_with_the_stage_that_took_it():
    quick = [DocumentRead(f"{n}.pdf", "", "embedded", 1, 0.2, {"read": 0.2}) for n in range(20)]
    slow = [DocumentRead(f"dài {n}.pdf", "", "ocr", 9, 10.0 + n, {"ocr": 9.0 + n, "read": 1.0}) for n in range(7)]
    printed = shown(
        Summary("r", (told("a.pdf"),)), *quick, *slow, DocumentUnread("treo.pdf", "", "too-slow", "", "", 30.0)
    )
    lines = [line.strip() for line in printed.splitlines() if ".pdf" in line and " s" in line]
    assert [line.split("  ")[-1] for line in lines] == ["treo.pdf", *(f"dài {n}.pdf" for n in (6, 5, 4, 3))]
    assert lines[0].startswith("30 s, too-slow")
    assert lines[1].startswith("16 s, 9 trang/pages, ocr 15 s")


def test_nothing_is_called_slow_in_a_quick_run():
    assert "slowest" not in shown(Summary("r", (told("a.pdf"),)), DocumentRead("a.pdf", "", "embedded", 1, 0.2))


def test_what_this_run_did():
    started = RunStarted("r", "v", files=100, to_read=8, removed=2)
    printed = shown(
        Summary("r", tuple(told(f"{n}.pdf") for n in range(100)), 8, severities={"info": 7, "error": 1200}),
        VersionChanged("0.1.0+a", "0.1.0+b", 5),
        started,
        DocumentUnread("khóa.pdf", "", "permission", "", ""),
        *(DocumentRead(f"{n}.pdf", "0f", "embedded", 15, 1.0) for n in range(8)),
        seconds=60,
    )
    assert (
        "Đọc lần này / read now: 8; đã đọc từ trước / from earlier runs: 91; không còn nữa / removed since: 2; "
        "đọc lại vì phiên bản mới / read again by the new version: 5\n"
    ) in printed
    assert "Thời gian / time: 1:00, 120 trang / pages (2.0 trang mỗi giây / pages a second)" in printed
    assert "Cần xem / findings: 1\u00a0200 lỗi / error, 7 thông tin / info" in printed


def test_a_run_that_changed_nothing_says_so():
    printed = shown(Summary("r", (told("a.pdf"),), unchanged=True))
    assert "Nothing has changed since the last run." in printed
    assert "read now" not in printed


def test_nothing_that_a_file_is_called_is_obeyed():
    files = (told("[red]a[/red]\x1b[2J.pdf"), told(":smile:.pdf", unread("damaged", "[bold]x[/bold]\x1b[5m\u202e")))
    printed = shown(Summary("r", files))
    assert r"[red]a[/red]\x1b[2J.pdf" in printed
    assert ":smile:.pdf" in printed
    assert r"[bold]x[/bold]\x1b[5m\u202e" in printed
    assert "\x1b" not in printed
