"""What a run did, added up from what it told, for the summary at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappush, heappushpop
from time import monotonic

from pipeline.events import DocumentRead, DocumentUnread, Event, RunStarted, VersionChanged

SLOW = 5.0  # seconds; a plan of text takes a tenth of one, a scan of five pages as much as this
SLOWEST = 5  # named one by one


@dataclass(frozen=True, slots=True, order=True)
class Slow:
    """A document that took long, and the stage that took most of it."""

    seconds: float
    path: str
    pages: int
    stage: str
    stage_seconds: float


class Tally:
    """An observer that adds up; it holds a few figures, however many documents there are."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._slowest: list[Slow] = []
        self.started: RunStarted | None = None
        self.version_changed: VersionChanged | None = None
        self.pages = 0  # of documents read now
        self.not_opened = 0  # files

    def tell(self, event: Event) -> None:
        match event:
            case RunStarted():
                self.started = event
            case VersionChanged():
                self.version_changed = event
            case DocumentRead():
                self.pages += event.pages
                stages = event.seconds_by_stage.items()
                stage, most = max(stages, key=lambda pair: pair[1], default=("", event.seconds))
                self._note(Slow(event.seconds, event.path, event.pages, stage, most))
            case DocumentUnread():
                self.not_opened += not event.doc_id
                self._note(Slow(event.seconds, event.path, 0, event.reason, event.seconds))

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return self._clock() - self._began

    @property
    def slowest(self) -> list[Slow]:
        """The documents that took long, the slowest first."""
        return sorted(self._slowest, reverse=True)

    def _note(self, one: Slow) -> None:
        if one.seconds >= SLOW:
            if len(self._slowest) < SLOWEST:
                heappush(self._slowest, one)
            else:
                heappushpop(self._slowest, one)
