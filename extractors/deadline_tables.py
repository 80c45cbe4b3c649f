"""Deadlines in tables: a time column governs the task of its row ('Thời gian hoàn thành chậm nhất': by)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extractors.deadline_rows import deadline_of, with_misread
from extractors.masking import masked
from extractors.mention import Deadline
from extractors.open_times import find_ongoing, find_relative
from extractors.passage import Cell, Passage
from extractors.recurring import find_recurring
from extractors.times import Frame, Time, find_times
from normalizers.columns import column_kind
from normalizers.letters import fold

# A heading that asks for the end of the work makes its cells due by then.
_DUE_HEADING = re.compile(r"(?<!\w)(?:hoàn thành|chậm nhất|kết thúc|hạn|thời hạn)(?!\w)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NUMBER_ONLY = re.compile(r"\s*0?(?:[1-9]|1[0-2])(?:\s*[,;-]\s*0?(?:[1-9]|1[0-2]))*\s*")
_CERTAIN, _UNCERTAIN = 0.95, 0.6


def find_row_deadlines(passage: Passage, frame: Frame) -> list[Deadline] | None:
    """Return the deadlines of a table row; None where its table has no time column."""
    column = next((c for c in passage.cells if _is_of_time(c.header)), None)
    if column is None:
        return None
    task_cell = _task_cell(passage, column)
    if task_cell is None or not column.text.strip():
        return []
    text = (
        f"Tháng {column.text.strip()}"
        if _NUMBER_ONLY.fullmatch(column.text) and "tháng" in fold(column.header)
        else column.text
    )
    times = times_of_cell(text, column.header, frame)
    asides = [
        t
        for aside in _BRACKETS.findall(task_cell.text)
        for t in find_recurring(masked(aside), find_times(masked(aside), frame))
        if _stated(t)
    ]
    task = task_of_cell(task_cell.text, bool(asides))
    span = (passage.start, passage.end)
    return [deadline_of(passage, span, t, task, _CERTAIN if t.certain else _UNCERTAIN) for t in (*asides, *times)]


@lru_cache(maxsize=4096)  # every row of a table asks for the same few labels
def _is_of_time(label: str) -> bool:
    return column_kind(label) == "time" or fold(label) == "tháng"


def times_of_cell(text: str, heading: str, frame: Frame) -> list[Time]:
    """Return the times of a cell under a heading, or after a label of that name.

    >>> [(t.kind, t.relation, str(t.first)) for t in times_of_cell("Quý IV/2025", "Thời gian hoàn thành", Frame(2025))]
    [('quarter', 'by', 'None')]
    """
    clear = masked(text)
    calendar = find_recurring(clear, find_times(clear, frame, cell=True))
    relative = [t for t in find_relative(clear) if not any(c.start < t.end and t.start < c.end for c in calendar)]
    ongoing = [t for t in find_ongoing(clear) if not any(c.start < t.end and t.start < c.end for c in calendar)]
    due = _DUE_HEADING.search(fold(heading)) is not None
    times = with_misread(text, sorted((*calendar, *relative, *ongoing), key=lambda t: t.start))
    return [_governed(t) if due else t for t in times]


def _governed(time: Time) -> Time:
    if time.kind in ("recurring", "ongoing", "relative") or time.relation in ("before", "by", "from"):
        return time
    if time.word == "trong":  # 'hoàn thành trong năm 2025'
        return time
    return replace(time, first=None, relation="by")


def _stated(time: Time) -> bool:
    """An aside of the task states a time where it names a day, a month or a report that recurs."""
    return time.family in ("report", "periodic", "day of every unit", "day of a unit") or (
        time.kind in ("date", "month", "quarter") and time.certain
    )


def _task_cell(passage: Passage, column: Cell) -> Cell | None:
    kinds = {"task": 0, "indicator": 1, "product": 2}
    known = sorted(
        (kinds[k], c.start, c) for c in passage.cells if (k := column_kind(c.header) or "") in kinds and c.text.strip()
    )
    if known:
        return known[0][2]
    others = [c for c in passage.cells if c is not column and column_kind(c.header) is None and len(c.text) > 5]
    return max(others, key=lambda c: len(c.text), default=None)


def task_of_cell(text: str, drop_asides: bool) -> str:
    """Return the words of a task cell without its closing stop, and without bracketed asides that state a time."""
    words = _BRACKETS.sub(" ", text) if drop_asides else text
    return " ".join(words.split()).strip(" .;,")
