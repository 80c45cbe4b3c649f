"""Tables of indicators: a column names the indicator, one gives its unit, the others its values, often by year."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from math import isfinite

from extractors.figures import find_figures
from extractors.horizons import horizon_above
from extractors.mention import Target
from extractors.passage import Cell, Passage, Plan
from normalizers.columns import column_kind
from normalizers.letters import fold
from normalizers.numbers import NUMBER, parse_number
from normalizers.tables import Spellings

_VALUE_COLUMN = re.compile(
    r"(?:^|\s)(?:kết quả|mục tiêu|chỉ tiêu|kế hoạch|giao|phấn đấu|thực hiện|ước|dự kiến|năm\s+20\d\d|20\d\d)(?!\w)",
    re.IGNORECASE,
)
_REPORTED_COLUMN = re.compile(
    r"(?<!\w)(?:thực hiện|kết quả đạt|đạt được|ước thực hiện|hiện trạng|cùng kỳ)(?!\w)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d|\s?[-–]\s?20\d\d)")
_STAGE = re.compile(r"(?<!\d)20\d\d\s?[-–]\s?(20\d\d)(?!\d)")
_VALUE = re.compile(
    rf"(?P<comparator>[^\d%]{{0,20}}?)\s*(?P<low>{NUMBER})\s*%?(?:\s?[-–]\s?(?P<high>{NUMBER}))?\s*(?P<percent>%?)"
    r"\s*(?P<up>trở lên)?\s*\.?"
)
_PLAIN = ("đạt", "là", "giảm", "tăng", "giảm còn")
_CELLS_OF_A_GROUP = 2  # number and title
_CONFIDENCE = 0.85


@cache
def _comparators() -> Spellings:
    return Spellings("comparators")


def is_indicator_row(passage: Passage) -> bool:
    """Say whether a row belongs to a table of indicators: a column of indicators and a column of units or values."""
    kinds = [column_kind(c.header) for c in passage.cells]
    if "indicator" not in kinds or "task" in kinds:
        return False
    by_year = any(_YEAR.search(c.header) or _STAGE.search(c.header) for c in passage.cells)
    return by_year or _unit_cell(passage) is not None


def group_title(passage: Passage) -> str | None:
    """Return the title of a row that heads the rows below it ('I | Đến năm 2030'), or None for any other row."""
    filled = [c.text.strip() for c in passage.cells if c.text.strip()]
    return " ".join(filled) if 0 < len(filled) <= _CELLS_OF_A_GROUP else None


def find_table_targets(passage: Passage, above: tuple[str, ...], plan: Plan) -> list[Target]:
    """Return the targets of one row of a table of indicators; `above` is what it stands under, group rows first."""
    named = next((c for c in passage.cells if column_kind(c.header) == "indicator"), None)
    unit_cell = _unit_cell(passage)
    if named is None or not named.text.strip():
        return []
    unit = unit_cell.text.strip() if unit_cell is not None else ""
    found: list[Target] = []
    for cell in passage.cells:
        if cell in (named, unit_cell) or not _VALUE_COLUMN.search(cell.header) or column_kind(cell.header) == "lead":
            continue
        target = _target(passage, named, unit, cell, _due(cell, above, plan), plan)
        if target is not None:
            found.append(target)
    return found


def _unit_cell(passage: Passage) -> Cell | None:
    for cell in passage.cells:
        if column_kind(cell.header) == "measure" or fold(cell.header) in ("đơn vị", "đơn vị tính", "đvt"):
            return cell
    return None


def _target(passage: Passage, named: Cell, unit: str, cell: Cell, due: date | None, plan: Plan) -> Target | None:
    match = _VALUE.fullmatch(cell.text.strip())
    figures = find_figures(cell.text) if match is None else ()
    if match is None and not (figures and figures[0].kind == "percentage"):
        return None
    if match is not None:
        value = parse_number(match["low"])
        high = parse_number(match["high"]) if match["high"] else None
        if not isfinite(high or value):
            return None
        word = match["comparator"].strip(" :")
        stated = _comparators().value(word) if word else None
        if word and stated is None and fold(word) not in _PLAIN:
            return None  # 'nhóm 10', 'hạng 3': a place, not an amount
        comparator = ">=" if match["up"] else stated or ("range" if high else "=")
        percent = bool(match["percent"]) or "%" in cell.text or unit.startswith("%")
    else:
        value, high, comparator, percent = figures[0].value, figures[0].value_max, figures[0].comparator, True
    reported = _reported(cell, plan)
    return Target(
        start=passage.start, end=passage.end, section=passage.section, confidence=_CONFIDENCE, method="targets:table",
        kind="percentage" if percent else "count", status="result" if reported else "target",
        value=value, value_max=high,
        unit=(unit if unit.startswith("%") else "%") if percent else unit, comparator=comparator, change=None,
        indicator=named.text.strip(" .;:"), due_date=None if reported else due,
    )  # fmt: skip


def _reported(cell: Cell, plan: Plan) -> bool:
    year = _YEAR.search(cell.header)
    before = year is not None and plan.year is not None and int(year[1]) < plan.year
    return before or bool(_REPORTED_COLUMN.search(cell.header))


def _due(cell: Cell, above: tuple[str, ...], plan: Plan) -> date | None:
    """A column's year, else the group row above ('Đến năm 2030'), else the headings; not the plan's own year."""
    stage, year = _STAGE.search(cell.header), _YEAR.search(cell.header)
    if stage is not None:
        return date(int(stage[1]), 12, 31)
    if year is not None:
        return None if plan.year == int(year[1]) else date(int(year[1]), 12, 31)
    return horizon_above(above, plan)
