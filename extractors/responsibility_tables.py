"""Responsibilities in the rows of a task table: one column names the unit, another the task.

What a column holds is told by its heading (normalizers/columns.py).  The title of a group of rows gives nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.passage import Cell, Passage
from extractors.units import Unit, read_units, surnames
from extractors.words import Words, words
from normalizers.columns import column_kind

_ROLES = frozenset({"lead", "perform", "coordinate", "supervise"})
# 'nt', '-nt-', 'như trên', '"': the same as in the row above.
_DITTO = re.compile(r"^\W*(?:nt|n\.t|như trên)\W*$|^[\"”〃]+$", re.IGNORECASE)
_TO_BE_FILLED_IN = re.compile(r"\s*\[[^\]]*\]\W*$")  # '[CẦN XÁC ĐỊNH ĐƠN VỊ CHỦ TRÌ]'
_SEPARATORS = frozenset(";,+-–/") | {"và"}
# What stands in a column of units and has more words than this is no name.
_LONGEST_NAME = 16
# A person's name has as many words at least where several stand in one cell.
_SHORTEST_PERSON = 3


@dataclass(frozen=True, slots=True)
class RowTask:
    """A unit of a row and its task."""

    unit: Unit
    role: str
    task: str


@dataclass(slots=True)
class TaskRows:
    """Reads the rows of task tables; they are to come in order, for 'như trên' and cells merged with the one above."""

    _table: int | None = None
    _above: dict[int, Cell] = field(default_factory=dict)  # by column: the last cell that named units

    def tasks(self, row: Passage) -> list[RowTask]:
        """Return the units of a table row with its task."""
        if row.table != self._table:
            self._table, self._above = row.table, {}
        kinds = [column_kind(cell.header) for cell in row.cells]
        task = _task_of(row, kinds).strip(" .;")
        if not any(map(str.isalpha, task)):  # nothing, or the figures of a table that reports
            return []
        numbered = bool(_text_of(row, kinds, "number")) or "number" not in kinds
        found: list[RowTask] = []
        for i, (cell, kind) in enumerate(zip(row.cells, kinds, strict=True)):
            if kind not in _ROLES or cell.text.strip(" .;") == task:  # a title over all columns
                continue
            merged = not cell.text.strip() and not numbered
            source = self._above.get(i) if merged or _DITTO.match(cell.text) else cell
            if source is not None and source.text.strip():
                self._above[i] = source
                found += [RowTask(unit, str(kind), task) for unit in cell_units(source)]
        return found


def _task_of(row: Passage, kinds: list[str | None]) -> str:
    """Return the task; a table of things to be made may call its column what they are: 'Hạng mục', 'Mô hình'."""
    if "task" in kinds:
        return _text_of(row, kinds, "task")
    return max((c.text for c, kind in zip(row.cells, kinds, strict=True) if kind is None), key=len, default="")


def _text_of(row: Passage, kinds: list[str | None], wanted: str) -> str:
    return next((c.text for c, kind in zip(row.cells, kinds, strict=True) if kind == wanted and c.text.strip()), "")


def cell_units(cell: Cell) -> list[Unit]:
    """Return the units of a cell; what the lists do not know is taken as it stands, since the column says it is one."""
    if _TO_BE_FILLED_IN.match(cell.text):
        return []
    seen = words(cell.text)
    found: list[Unit] = []
    i = 0
    while i < len(seen):
        listed = read_units(seen, i)
        if listed is not None:
            found += listed.units
            i = listed.next
            while i < len(seen) and seen.lower[i] not in _SEPARATORS:
                i += 1
        elif seen.lower[i] in _SEPARATORS or not seen.is_word(i):
            i += 1
        else:
            j = i
            while j < len(seen) and seen.lower[j] not in _SEPARATORS:
                j += 1
            people = _people(seen, i, j)
            if people:
                found += people
            elif j - i <= _LONGEST_NAME and (seen.capital(i) or not found):
                found.append(_named(seen, i, j, "body"))
            i = j
    return [replace(unit, start=unit.start + cell.start, end=unit.end + cell.start) for unit in found]


def _people(seen: Words, i: int, j: int) -> list[Unit]:
    """'Đỗ Mạnh Sơn Vũ Thị Hà' are two people, one below the other in their cell; none where the words are no names."""
    if not all(seen.capital(k) for k in range(i, j)) or seen.lower[i] not in surnames():
        return []
    begins = [i]
    for k in range(i + 1, j):
        # A surname may be a middle name too: those in one cell have three words at least.
        if seen.lower[k] in surnames() and k - begins[-1] >= _SHORTEST_PERSON and j - k >= _SHORTEST_PERSON:
            begins.append(k)
    return [_named(seen, a, b, "post") for a, b in zip(begins, [*begins[1:], j], strict=True)]


def _named(seen: Words, i: int, j: int, kind: str) -> Unit:
    start, end = seen.span(i, j)
    return Unit(start, end, seen.text[start:end].rstrip(" ."), kind, None)
