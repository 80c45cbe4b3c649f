"""Targets: every stated figure that is to be reached, kept or covered, and those reported as reached.

The figures themselves are read in figures.py, their words in indicators.py, tables of indicators in target_tables.py;
whether a figure states anything is decided in figure_uses.py, by when in horizons.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.figure_uses import states_something, status_of
from extractors.figures import Figure, find_figures
from extractors.horizons import Horizons
from extractors.indicators import indicator_of
from extractors.lead_ins import lead_ins
from extractors.masking import masked
from extractors.mention import Remark, Target
from extractors.passage import Passage, Plan
from extractors.sentences import quote_span, sentences
from extractors.target_tables import find_table_targets, group_title, is_indicator_row
from normalizers.columns import column_kind
from normalizers.misread_digits import is_mended

#: Where a figure belongs to another document or to nobody's task.
SILENT_ROLES = frozenset({"header", "preamble", "recipients", "signature"})
_SILENT_COLUMNS = frozenset(
    {"number", "time", "funding", "note", "place", "lead", "perform", "coordinate", "supervise"}
)
_GOAL_ROLES = frozenset({"targets", "tasks", "requirements", "purpose", "solutions", "organisation"})
_HINT = re.compile(r"[\dPp](?:(?<=\d)|(?i:hần\s+trăm))")
_WORDS_OF_COUNTING = ("lần", "nhất ", "thiểu ")  # 'hai lần/năm', 'ít nhất ba mô hình'
_CERTAIN, _LIKELY, _OPEN, _DOUBTFUL = 0.95, 0.8, 0.6, 0.4
_MISREAD = 0.8  # how much of that is left where a digit was put right
_SHORTEST_INDICATOR = 4  # characters; less than that is no wording


def find_targets(passages: Sequence[Passage], plan: Plan) -> list[Target]:
    """Return the targets of a plan in reading order."""
    found: list[Target] = []
    above = lead_ins(passages)
    group: tuple[int | None, str] = (None, "")  # a table, and the row that heads the rows below it
    for index, passage in enumerate(passages):
        if passage.role in SILENT_ROLES:
            continue
        if passage.kind == "row" and is_indicator_row(passage):
            group = (passage.table, group_title(passage) or (group[1] if group[0] == passage.table else ""))
            found += find_table_targets(passage, (group[1], *above[index]), plan)
        elif passage.kind == "row":
            found += _of_cells(passage, above[index], plan)
        elif not (passage.kind == "heading" and passage.text.isupper()):
            found += _of_text(passage, passage.text, above[index], plan)
    return found


def _of_cells(passage: Passage, above: tuple[str, ...], plan: Plan) -> list[Target]:
    """A row is quoted whole; a cell that holds the figure alone measures what the task's cell names."""
    cells = [c for c in passage.cells if _may_state(c.text) and column_kind(c.header) not in _SILENT_COLUMNS]
    if not cells:
        return []
    naming = [c.text for c in passage.cells if column_kind(c.header) in ("task", "indicator", None)]
    named = max(naming, key=len, default=None)
    return [
        target
        for cell in cells
        for target in _of_text(passage, cell.text, above, plan, fallback=cell.text if named is None else named)
    ]


def _of_text(passage: Passage, text: str, above: tuple[str, ...], plan: Plan, fallback: str = "") -> list[Target]:
    if not _may_state(text):
        return []
    found: list[Target] = []
    blank = masked(text)
    for sentence in sentences(text):
        clear = blank[sentence.start : sentence.end]
        if not _may_state(clear):
            continue
        figures = [f for f in find_figures(clear) if states_something(clear, f, passage)]
        if not figures:
            continue
        horizons = Horizons(clear, above, plan)
        start, end = 0, len(passage.text)
        if passage.kind != "row":
            start, end = quote_span(text, sentence.start, sentence.end)
        for index, figure in enumerate(figures):
            status = status_of(clear, figure, passage, plan.year)
            following = figures[index + 1].start if index + 1 < len(figures) else len(clear)
            indicator = indicator_of(sentence.text, figures, index, horizons.spans)
            if len(indicator) < _SHORTEST_INDICATOR and fallback:
                indicator = " ".join(fallback.split()).strip(" .;,")
            misread = is_mended(text, sentence.start + figure.start, sentence.start + figure.end)
            quote = (passage.start + start, passage.start + end)
            found.append(
                Target(
                    start=quote[0], end=quote[1], section=passage.section,
                    confidence=_confidence(figure, passage, status) * (_MISREAD if misread else 1),
                    method=f"targets:{figure.family}",
                    kind=figure.kind, status=status, value=figure.value, value_max=figure.value_max, unit=figure.unit,
                    comparator=figure.comparator, change=figure.change, indicator=indicator,
                    due_date=horizons.of(figure, following) if status == "target" else None,
                    remarks=(Remark("figure-misread", *quote, f"{figure.value:g} {figure.unit}"),) if misread else (),
                )
            )  # fmt: skip
    return found


def _may_state(text: str) -> bool:
    return _HINT.search(text) is not None or any(word in text for word in _WORDS_OF_COUNTING)


def _confidence(figure: Figure, passage: Passage, status: str) -> float:
    if figure.kind == "percentage" or figure.stated:
        if passage.role in _GOAL_ROLES:
            # What was reached is told with several figures to one measure: 'ước 3,2 tỷ, bằng 81% dự toán, tăng 4%'.
            return _CERTAIN if status == "target" else _LIKELY
        # Outside the sections that set goals most are shares and results: 'Tỷ lệ: 97,2%' in a table that reports.
        return _DOUBTFUL if passage.kind == "row" or passage.role in ("appendix", "funding") else _OPEN
    return _LIKELY if passage.role == "targets" else _OPEN
