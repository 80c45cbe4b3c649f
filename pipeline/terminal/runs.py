"""Earlier runs of an output, from its table `runs`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.terminal.progress import count, duration
from pipeline.terminal.text import shown

COLUMNS = (
    ("Bắt đầu\nstarted", "left"),
    ("Thời gian\ntime", "right"),
    ("Tệp\nfiles", "right"),
    ("Đọc lần ấy\nread then", "right"),
    ("Không đọc được\nnot read", "right"),
    ("Trang\npages", "right"),
    ("Lâu nhất\nslowest stage", "left"),
    ("Phiên bản\nversion", "left"),
)


def show_runs(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the runs in the order given, one line each."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for head, side in COLUMNS:
        table.add_column(head, justify="right" if side == "right" else "left", overflow="fold")
    for row in rows:
        stages = sorted(dict(row["seconds_by_stage"]).items(), key=lambda pair: -pair[1])
        table.add_row(
            Text(f"{row['started'].astimezone():%Y-%m-%d %H:%M}"),
            duration(row["seconds"]),
            count(row["files"]),
            count(row["read_now"]),
            count(row["unread"]),
            count(row["pages"]),
            Text(f"{shown(stages[0][0])} {stages[0][1]:.0f} s" if stages else ""),
            Text(shown(f"{row['version']}, {row['executor']}")),
        )
    console.print(table)
