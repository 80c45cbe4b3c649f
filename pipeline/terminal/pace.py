"""How far a run is, how fast it goes and how long it will still take, from what it told so far.

Documents differ by a factor of a thousand: a page read from its image takes a hundred times a page of text.  So time is
foretold from the seconds that files of the same suffix took, and from the pages that scans are known to wait for.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Literal

from pipeline.events import (
    DocumentRead,
    DocumentUnread,
    Event,
    Joined,
    PageRead,
    PartWritten,
    RunStarted,
    RunWaits,
    TablesWritten,
    suffix,
)

Stage = Literal["waiting", "looking", "reading", "joining", "writing", "done"]

RECENT = 60.0  # seconds over which the rate is taken: long enough for a slow scan, short enough to show a change
ENOUGH_SECONDS, ENOUGH_DOCUMENTS = 10.0, 5  # before these are over, a forecast would be a guess
SECONDS_A_PAGE = 1.0  # for a page read from its image, until some were measured


class Pace:
    """An observer that counts; `clock` gives seconds.  It may be asked from another thread than it is told from."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self.began = self._reading_since = clock()
        self.stage: Stage = "looking"
        self.files = self.to_read = self.done = self.pages = self.written = 0
        self.at = ""  # the file last worked at, and which of its pages
        self._left: Counter[str] = Counter()  # files to read, by suffix
        self._read: Counter[str] = Counter()
        self._took: defaultdict[str, float] = defaultdict(float)  # seconds, by suffix
        self._waiting: dict[str, tuple[int, int]] = {}  # pages done and in all, of documents that wait for pages
        self._images = 0
        self._images_took = 0.0
        self._recent: deque[tuple[float, int, int]] = deque()  # when, documents done, pages read

    def tell(self, event: Event) -> None:
        with self._lock:
            self._count(event)

    def _count(self, event: Event) -> None:
        match event:
            case RunWaits():
                self.stage = "waiting"
            case RunStarted():
                self.stage, self._reading_since = "reading", self._clock()
                self.files, self.to_read, self._left = event.files, event.to_read, Counter(event.suffixes)
                self._note()
            case PageRead():
                before, _ = self._waiting.get(event.path, (0, 0))
                self.pages += max(0, event.done - before)
                self.at = f"{event.path} ({event.done}/{event.total})"
                self._waiting[event.path] = (event.done, event.total)
            case DocumentRead():
                from_images, _ = self._waiting.get(event.path, (0, 0))
                if from_images:
                    self._images += from_images
                    self._images_took += event.seconds_by_stage.get("ocr", event.seconds)
                self.pages += max(0, event.pages - from_images)
                self._one_done(event.path, event.seconds)
            case DocumentUnread() if event.doc_id:  # one that could not be opened was not among those to read
                self._one_done(event.path, event.seconds)
            case Joined():
                self.stage = "writing"
            case PartWritten():
                self.written += event.documents
            case TablesWritten():
                self.stage = "done"
        if self.stage == "reading":
            self._note()
            if self.done >= self.to_read:
                self.stage = "joining"

    @property
    def elapsed(self) -> float:
        return self._clock() - self.began

    def per_minute(self) -> tuple[float, float]:
        """Return how many documents and pages were read in a minute of the recent past."""
        now = self._clock()
        while len(self._recent) > 1 and self._recent[1][0] <= now - RECENT:
            self._recent.popleft()
        if not self._recent:
            return 0.0, 0.0
        since, documents, pages = self._recent[0]
        minutes = max(now - since, 1.0) / 60
        return (self.done - documents) / minutes, (self.pages - pages) / minutes

    def left(self) -> float | None:
        """Return the seconds that reading will still take, or None where too little is known."""
        elapsed = self._clock() - self._reading_since
        if self.stage != "reading" or elapsed < ENOUGH_SECONDS or (self.done < ENOUGH_DOCUMENTS and not self._waiting):
            return None
        with self._lock:
            work, worked = self._work_left_and_done()
        return work * elapsed / worked if worked else None

    def _work_left_and_done(self) -> tuple[float, float]:
        """Return the seconds of work that is left, and of that which is done."""
        a_page = self._images_took / self._images if self._images_took else SECONDS_A_PAGE
        of_any = sum(self._took.values()) / max(1, self._read.total())
        begun = Counter(map(suffix, self._waiting))
        to_begin = {kind: count - begun[kind] for kind, count in self._left.items()}
        work = sum(
            (self._took[kind] / self._read[kind] if self._read[kind] else of_any) * count
            for kind, count in to_begin.items()
        )
        work += a_page * sum(total - done for done, total in self._waiting.values())
        worked = sum(self._took.values()) + a_page * sum(done for done, _ in self._waiting.values())
        return work, worked

    def _one_done(self, path: str, seconds: float) -> None:
        self.done += 1
        self.at = path
        self._waiting.pop(path, None)
        kind = suffix(path)
        self._left[kind] = max(0, self._left[kind] - 1)
        self._read[kind] += 1
        self._took[kind] += seconds

    def _note(self) -> None:
        """Remember how far the run is, once a second at most."""
        now = self._clock()
        if not self._recent or now - self._recent[-1][0] >= 1:
            self._recent.append((now, self.done, self.pages))
