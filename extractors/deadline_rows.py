"""One record for one time of one task, whoever found it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.mention import Deadline, Remark
from extractors.passage import Passage
from extractors.times import Time
from normalizers.misread_digits import is_mended, with_digits

_MISREAD = 0.8  # how much of the confidence is left where a digit was put right


def deadline_of(passage: Passage, span: tuple[int, int], time: Time, task: str, confidence: float) -> Deadline:
    """Return the deadline that `time` sets for `task`, quoted at `span` of the reading text."""
    return Deadline(
        start=span[0], end=span[1], section=passage.section, method=f"deadlines:{time.family}",
        kind=time.kind, start_date=time.first, due_date=time.last, rrule=time.rrule, relation=time.relation, task=task,
        confidence=confidence * _MISREAD if time.misread else confidence,
        remarks=(Remark("time-misread", *span, _told(time)),) if time.misread else (),
    )  # fmt: skip


def with_misread(text: str, times: Iterable[Time]) -> list[Time]:
    """Return the times that were found in masked `text`, marking those of which a digit was put right."""
    if with_digits(text) == text:
        return list(times)
    return [replace(time, misread=True) if is_mended(text, time.start, time.end) else time for time in times]


def _told(time: Time) -> str:
    return time.rrule or " – ".join(day.isoformat() for day in dict.fromkeys((time.first, time.last)) if day)
