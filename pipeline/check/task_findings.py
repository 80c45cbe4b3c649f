"""Tasks without a unit or a time, in tables and lists that otherwise give them.

A table is one whose columns say so, a list one with labels below its tasks ('Đơn vị chủ trì: …'); prose leaves too much
unsaid to be held to it.  What was read from a picture is left alone: an empty cell may be one that was not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.passage import Cell, Passage
from normalizers.columns import column_kind
from normalizers.letters import UPPER
from pipeline.check.wording import words
from pipeline.messages import Value, finding
from pipeline.records import Extracted, Finding

FEWEST_TASKS = 5  # fewer make no habit
SHARE = 0.8  # of the tasks that give what one leaves out
_UNITS = frozenset({"lead", "perform"})
_TIMES = frozenset({"time"})
_WANTED = (("task-without-unit", _UNITS), ("task-without-time", _TIMES))
_TELLING = _UNITS | _TIMES | {"coordinate", "product"}
# '……', '[CẦN XÁC ĐỊNH ĐƠN VỊ CHỦ TRÌ]': left to be filled in.
_BLANK = re.compile(r"[\s.…_]*(?:\[[^\]]*\][\s.…_]*)?")
_NUMBER = re.compile(r"\W*\d{1,3}(?:\.\d{1,3})*\W*")  # 'III.' numbers a group of tasks
_LABEL = re.compile(rf"(?:^|[;.(]\s*|[-+•–]\s*)(?P<label>[{UPPER}][^:;.()]{{2,60}}?)\s*:")


@dataclass(frozen=True, slots=True)
class _Task:
    """A task as it stands in the text, and the kinds of what is given for it."""

    start: int
    end: int
    given: frozenset[str]


def task_findings(extracted: Extracted) -> Iterator[Finding]:
    """Yield one finding for each task that leaves out what the others of its table or list give."""
    if extracted.outline.reading.document.text_origin in ("ocr", "mixed"):
        return
    passages = extracted.outline.passages
    for tasks in (*_tables(passages), _labelled(passages)):
        for code, wanted in _WANTED:
            given = [task for task in tasks if task.given & wanted]
            if len(given) < FEWEST_TASKS or len(given) == len(tasks) or len(given) < SHARE * len(tasks):
                continue
            share = f"{len(given)}/{len(tasks)}"
            for task in tasks:
                if not task.given & wanted:
                    values: dict[str, Value] = {"quote": words(extracted, task.start, task.end), "share": share}
                    yield finding(code, values, start=task.start, end=task.end)


def _tables(passages: Sequence[Passage]) -> Iterator[list[_Task]]:
    tables: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.kind == "row" and passage.table is not None:
            tables[passage.table].append(passage)
    for rows in tables.values():
        yield [task for row in rows if (task := _of_row(row))]


def _of_row(row: Passage) -> _Task | None:
    """Return the task of a row; None for the title of a group and for a row merged with the one above it.

    A title has no unit, no time and no product, or a Roman number; a row that goes on has none.
    """
    by_kind: dict[str, list[Cell]] = {}
    for cell in row.cells:
        if kind := column_kind(cell.header):
            by_kind.setdefault(kind, []).append(cell)
    if not _UNITS & by_kind.keys() or not _TIMES & by_kind.keys():
        return None
    given = frozenset(kind for kind, cells in by_kind.items() if any(not _BLANK.fullmatch(c.text) for c in cells))
    task = next((c for c in by_kind.get("task", ()) if c.text.strip()), None)
    numbered = any(_NUMBER.fullmatch(cell.text) for cell in by_kind.get("number", ()))
    if task is None or not numbered or not given & _TELLING:
        return None
    if any(c.text.strip() == task.text.strip() for c in row.cells if c is not task):  # a title over all columns
        return None
    return _Task(task.start, task.end, given)


def _labelled(passages: Iterable[Passage]) -> list[_Task]:
    """Return the tasks that have labels below or behind them."""
    tasks: list[_Task] = []
    above: Passage | None = None
    given: frozenset[str] = frozenset()
    for passage in passages:
        found = [m for m in _LABEL.finditer(passage.text) if column_kind(m["label"]) in _UNITS | _TIMES]
        begins = bool(found) and not passage.text[: found[0].start("label")].strip(" -+•–(")
        if given and not begins:
            tasks.append(_Task(above.start, above.end, given) if above else _Task(passage.start, passage.end, given))
            given = frozenset()
        if not begins:
            above = passage
        given |= frozenset(kind for m in found if (kind := column_kind(m["label"])))
    if given and above:
        tasks.append(_Task(above.start, above.end, given))
    return tasks
