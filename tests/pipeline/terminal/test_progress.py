"""Progress: the stage, the figures and the file on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import io
import sys
import threading

import pytest
from rich.console import Console

from pipeline.events import DocumentRead, Joined, PageRead, PartWritten, RunStarted, RunWaits
from pipeline.terminal import console
from pipeline.terminal import progress as module
from pipeline.terminal.progress import count, duration, progress


class Screen(io.StringIO):
    def isatty(self):
        return True


def bar_after(*events, width=100):
    """What the bar shows last, without colours."""
    screen = Screen()
    with progress(Console(file=screen, width=width, force_terminal=True, color_system=None)) as tell:
        for event in events:
            tell(event)
    return screen.getvalue().rsplit("\x1b[?25h", 1)[0].rsplit("\x1b[2K", 1)[-1]


STARTED = RunStarted("r", "v", files=12_000, to_read=11_000, suffixes={"pdf": 11_000})


@pytest.mark.parametrize(
    ("events", "shown"),
    [
        ([], ["Đang xem thư mục / looking through the folder"]),
        ([RunWaits("", "")], ["Đợi lần chạy khác xong / waiting for another run"]),
        ([STARTED], ["Đang đọc / reading", "0/11\u00a0000"]),
        (
            [STARTED, DocumentRead("a/kế hoạch.pdf", "", "embedded", 4, 0.1)],
            ["1/11\u00a0000", "4 trang", "a/kế hoạch.pdf"],
        ),
        ([STARTED, PageRead("quét.pdf", 3, 40)], ["0/11\u00a0000", "3 trang", "quét.pdf (3/40)"]),
        ([STARTED, Joined(0, 0, 0.0)], ["Đang ghi bảng / writing tables"]),
        ([STARTED, Joined(0, 0, 0.0), PartWritten("p", 32, 900, 0.5)], ["writing tables", "32/12\u00a0000"]),
        ([RunStarted("r", "v", files=12, to_read=0)], ["Đang nối căn cứ / joining citations"]),
    ],
)
def test_the_bar(events, shown):
    bar = bar_after(*events)
    assert [words for words in shown if words not in bar] == []


def test_a_long_name_leaves_its_end_on_a_narrow_terminal():
    events = (STARTED, DocumentRead("công văn đến/" * 20 + "số 7.pdf", "", "embedded", 1, 0.1))
    lines = bar_after(*events, width=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert any(line.startswith("công văn") and line.rstrip().endswith("số 7.pdf") for line in lines)


def test_plain_lines_come_while_nothing_happens(monkeypatch):
    """One document may take minutes; whoever reads the log sees that the run lives."""
    monkeypatch.setattr(module, "A_LINE", 0.02)
    printed = io.StringIO()
    with progress(Console(file=printed, width=120)) as tell:
        tell(STARTED)
        tell(DocumentRead("a.pdf", "", "embedded", 4, 0.1))
        _wait_for_lines(printed, 3)
    lines = printed.getvalue().splitlines()
    assert len(lines) >= 4
    assert all(line.startswith("kehoach: ") for line in lines)
    assert "Đang đọc / reading; 1/11\u00a0000 tệp / files; 0:00; 4 trang/pages" in lines[-1]
    assert "\x1b" not in printed.getvalue()


def test_a_short_run_prints_no_plain_line():
    printed = io.StringIO()
    with progress(Console(file=printed)) as tell:
        tell(STARTED)
    assert printed.getvalue() == ""


def test_a_log_that_cannot_be_written_stops_nothing(monkeypatch):
    monkeypatch.setattr(module, "A_LINE", 0.01)
    tried = threading.Event()

    class Full(io.StringIO):
        def write(self, _):
            tried.set()
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stderr", Full())
    with progress(console(errors=True)) as tell:
        tell(STARTED)
        assert tried.wait(30)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0.4, "0:00"), (59.7, "1:00"), (754, "12:34"), (3600, "1:00:00"), (90061, "25:01:01")]
)
def test_duration(seconds, expected):
    assert duration(seconds) == expected


def test_count():
    assert [count(n) for n in (0, 999, 12_500.4)] == ["0", "999", "12\u00a0500"]


def _wait_for_lines(printed, lines):
    for _ in range(3000):
        if printed.getvalue().count("\n") >= lines:
            return
        threading.Event().wait(0.01)
    raise AssertionError(printed.getvalue())
