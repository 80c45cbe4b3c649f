"""Stretches of a text that do not overlap, kept in order, so that a new one is tested against its neighbours only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable


class Spans:
    """Grows by `add`; `free` says whether a stretch touches none of those it has."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = sorted(spans)

    def add(self, start: int, end: int) -> None:
        insort(self._spans, (start, end))

    def free(self, start: int, end: int) -> bool:
        """Say whether no stretch overlaps `start:end`.

        >>> Spans([(2, 5), (8, 9)]).free(5, 8), Spans([(2, 5), (8, 9)]).free(4, 6)
        (True, False)
        """
        at = bisect_left(self._spans, (end, end))
        return at == 0 or self._spans[at - 1][1] <= start

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the stretches that lie wholly inside `start:end`."""
        first = bisect_left(self._spans, (start, start))
        last = bisect_right(self._spans, (end, end))
        return [(a, b) for a, b in self._spans[first:last] if b <= end]
