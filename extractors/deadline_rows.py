"""One record for one time of one task, whoever found it."""

from __future__ import annotations

from extractors.mention import Deadline
from extractors.passage import Passage
from extractors.times import Time


def deadline_of(passage: Passage, span: tuple[int, int], time: Time, task: str, confidence: float) -> Deadline:
    """Return the deadline that `time` sets for `task`, quoted at `span` of the reading text."""
    return Deadline(
        start=span[0], end=span[1], section=passage.section, confidence=confidence, method=f"deadlines:{time.family}",
        kind=time.kind, start_date=time.first, due_date=time.last, rrule=time.rrule, relation=time.relation, task=task,
    )  # fmt: skip
