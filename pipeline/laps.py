"""How long each stage took: seconds between one stage's result and the next."""

from __future__ import annotations

from time import perf_counter
from typing import TypeVar

Result = TypeVar("Result")


class Laps:
    """A stopwatch: `laps.took("ingest", ingest(path))` notes the time since the stage before and returns the result."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def took(self, stage: str, result: Result) -> Result:
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + round(now - self._since, 6)
        self._since = now
        return result
