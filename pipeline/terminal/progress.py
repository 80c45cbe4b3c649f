"""How far a run is, while it runs: a bar on a terminal, and elsewhere a plain line now and then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event as Signal
from threading import Thread

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from pipeline.events import Event, Observer
from pipeline.terminal.pace import Pace, Stage
from pipeline.terminal.text import name

STAGES: dict[Stage, str] = {
    "waiting": "Đợi lần chạy khác xong / waiting for another run",
    "looking": "Đang xem thư mục / looking through the folder",
    "reading": "Đang đọc / reading",
    "joining": "Đang nối căn cứ / joining citations",
    "writing": "Đang ghi bảng / writing tables",
    "done": "Xong / done",
}
A_LINE = 30.0  # seconds between two plain lines; a run that is shorter has none
BAR = 30  # columns


@contextmanager
def progress(console: Console) -> Iterator[Observer]:
    """Show how far the run is while the block runs; what comes back is told what happens."""
    pace = Pace()
    if console.file.isatty() and not console.is_dumb_terminal:
        with Live(get_renderable=lambda: _bar(pace, console.width), console=console, transient=True) as live:

            def tell(event: Event) -> None:
                before = pace.stage
                pace.tell(event)
                if pace.stage != before:
                    live.refresh()  # four times a second it is refreshed anyway

            yield tell
    else:
        with _Lines(pace, console):
            yield pace.tell


def duration(seconds: float) -> str:
    """Return a time as '0:45' or '2:05:00'."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def count(number: float) -> str:
    """Return a number as both languages may read it, thousands apart: '12 500'."""
    return f"{number:,.0f}".replace(",", "\u00a0")


def _bar(pace: Pace, width: int) -> Group:
    done, total = (pace.done, pace.to_read) if pace.stage == "reading" else (pace.written, pace.files)
    first = Table.grid(padding=(0, 1))
    running = pace.stage == "reading" or (pace.stage == "writing" and pace.written)
    bar = ProgressBar(total=total if running else None, completed=done, width=min(BAR, max(10, width // 4)))
    first.add_row(Text(STAGES[pace.stage]), bar, Text(f"{count(done)}/{count(total)}" if running else ""))
    second = Text("  ".join(_figures(pace)), style="dim", no_wrap=True, overflow="ellipsis")
    third = name(pace.at, max(10, width - 4), "dim") if pace.stage == "reading" else Text("")
    return Group(first, second, third)


def _figures(pace: Pace) -> list[str]:
    """Return how fast it goes and how long it takes, as far as that can be said."""
    told = [duration(pace.elapsed)]
    if pace.stage == "reading":
        left = pace.left()
        if left is not None:
            told.append(f"còn/left ≈ {duration(left)}")
        told.append(f"{count(pace.pages)} trang/pages")
        if pace.done or pace.pages:
            documents, pages = pace.per_minute()
            told.append(f"{count(documents)} tệp/files, {count(pages)} trang/pages /phút/min")
    return told


class _Lines:
    """A line every half minute, for a log that a person will read; one document may take longer than that."""

    def __init__(self, pace: Pace, console: Console) -> None:
        self._pace = pace
        self._console = console
        self._ended = Signal()
        self._thread = Thread(target=self._print_now_and_then, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        if self._pace.elapsed >= A_LINE:
            self._print()

    def _print_now_and_then(self) -> None:
        while not self._ended.wait(A_LINE):
            self._print()

    def _print(self) -> None:
        pace = self._pace
        done = f"{count(pace.done)}/{count(pace.to_read)} tệp / files" if pace.to_read else ""
        parts = [STAGES[pace.stage], done, *_figures(pace)]
        self._console.print(Text("kehoach: " + "; ".join(filter(None, parts))), soft_wrap=True)
