"""By when a target is to be reached: the time in its sentence, else in a heading above it.

The plan's own year or period says nothing of that kind: 'Mục tiêu năm 2025' in a plan for 2025 is no horizon.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from functools import cached_property

from extractors.figures import Figure
from extractors.masking import masked
from extractors.passage import Plan
from extractors.spans import Spans
from extractors.times import Frame, Time, find_times
from normalizers.periods import Period

_NEAR = 30  # characters before a time that say what it is
_TIMES_BACK = 8  # a time further back belongs to another clause
_COMPARED = re.compile(r"(?:so\s+với|so|cùng\s+kỳ|trước|của|kế\s+hoạch|nghị\s+quyết)\s*$", re.IGNORECASE)


def frame_of(plan: Plan) -> Frame:
    """Return what completes a time that is printed without its year."""
    period = Period(plan.period_start, plan.period_end) if plan.period_start and plan.period_end else None
    return Frame(plan.year, period, plan.issued_date)


class Horizons:
    """The horizons of a masked sentence, and of what it stands under ('Đến năm 2030', 'Giai đoạn 2026 - 2030')."""

    def __init__(self, text: str, above: tuple[str, ...], plan: Plan) -> None:
        self._text, self._above, self._plan = text, above, plan
        self._times = [
            t
            for t in find_times(text, frame_of(plan))
            if _is_horizon(t, plan) and not _COMPARED.search(text, max(0, t.start - _NEAR), t.start)
        ]
        self._ends = [t.end for t in self._times]
        self.spans = Spans((t.start, t.end) for t in self._times)

    @cached_property
    def _due_above(self) -> date | None:
        return horizon_above(self._above, self._plan)

    def of(self, figure: Figure, following: int) -> date | None:
        """Return the day by which a figure is due, or None; `following` is where the next figure begins.

        The nearest time before the figure counts, else one between it and the next figure, else what stands above.
        """
        at = bisect_right(self._ends, figure.start)
        earlier = reversed(self._times[max(0, at - _TIMES_BACK) : at])
        later = (t for t in self._times[at : at + _TIMES_BACK] if figure.end <= t.start <= following)
        for time in (*earlier, *later):
            if _same_clause(self._text, time, figure):
                return time.last
        return self._due_above


def horizon_above(above: tuple[str, ...], plan: Plan) -> date | None:
    """Return the horizon that the nearest text above states."""
    for text in above:
        due = horizon_of_title(text, plan)
        if due is not None:
            return due
    return None


def horizon_of_title(title: str, plan: Plan) -> date | None:
    """Return the day by which what stands under a title is due, or None."""
    times = [t for t in find_times(masked(title), frame_of(plan)) if _is_horizon(t, plan) or _is_stage(t, plan)]
    return times[-1].last if times else None


def _is_horizon(time: Time, plan: Plan) -> bool:
    if time.last is None or time.kind in ("recurring", "ongoing", "relative"):
        return False
    if time.relation in ("by", "before"):
        return True
    return time.kind in ("year", "month", "quarter", "date") and time.relation == "in" and not _is_own(time, plan)


def _is_own(time: Time, plan: Plan) -> bool:
    """Say whether a year is the plan's own, or lies before it."""
    if time.last is None or time.kind not in ("year", "period"):
        return False
    if plan.period_end is not None and plan.period_start is not None and plan.period_end.year > plan.period_start.year:
        return time.last.year < plan.period_start.year or (time.first, time.last) == (
            plan.period_start,
            plan.period_end,
        )
    return plan.year is not None and time.last.year <= plan.year


def _same_clause(text: str, time: Time, figure: Figure) -> bool:
    """A year or month that is merely named holds for its own clause, and not for how often something is done.

    By when something is to be done holds beyond that, for a frequency up to the comma.
    """
    between = text[min(time.end, figure.end) : max(time.start, figure.start)]
    if time.relation != "in":
        return figure.kind != "frequency" or "," not in between or time.end <= figure.start
    return ";" not in between and figure.kind != "frequency"


def _is_stage(time: Time, plan: Plan) -> bool:
    """A stage of a longer plan ('Giai đoạn 2026 - 2030') ends on a day of its own; the plan's own period is none."""
    return time.kind == "period" and time.last is not None and time.last != plan.period_end
