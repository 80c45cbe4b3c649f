"""Files read by worker processes: a task for each document, and one for each page that is read from its image.

A document that needs pages read answers which; they become tasks, so that all cores read one long scan and a page that
kills its worker costs that page alone.  Then the document is read again, and finds them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UnreadableFile
from pipeline.folder import Found
from pipeline.job import Job, PageDone
from pipeline.records import Source, Unread, Wanting
from pipeline.workers import ON_THE_CLOCK, DoAll, Task, do_all

ReadDocument = Callable[[Path, Source, Job, Mapping[int, Unread], float], bytes | Wanting]
ReadPage = Callable[[Path, Source, str, int, Job, float], float]
TRY_AGAIN = ("too-slow", "memory", "crashed", "fault", "no-room", "changed")  # not the file may be to blame
LARGE = 512 * 1024  # bytes of a file that make it worth one more ordinary document
PAGE_WEIGHT = 5  # of reading a page from its image, in ordinary documents
_LOST = Unread("lost", "kết quả đọc trang này đã mất. Hãy chạy lại.", "what was read of it was lost. Run again.", True)


@dataclass(slots=True)
class _Waiting:
    """A document whose pages are being read."""

    pages: tuple[int, ...]
    left: set[int]
    failed: dict[int, Unread] = field(default_factory=dict)
    seconds: float = 0.0  # that reading its pages took


@dataclass(frozen=True, slots=True)
class Reader:
    """How documents and their pages are read, and for which run."""

    read_document: ReadDocument
    read_page: ReadPage
    job: Job
    do_all: DoAll = do_all

    def read(self, files: Sequence[Found], page_done: PageDone) -> Iterator[tuple[Found, bytes | UnreadableFile]]:
        """Yield every file with what `read_document` gave at last, or why it gave nothing, as it comes."""
        waiting: dict[str, _Waiting] = {}
        tasks = deque(self._document(found) for found in files)
        for task, answer in self.do_all(tasks, self.job.settings):
            found, page = task.key
            path = found.source.path
            if page is not None:
                document = waiting[path]
                document.left.discard(page)
                if isinstance(answer, UnreadableFile):
                    document.failed[page] = why_unread(answer)
                else:
                    document.seconds += answer
                page_done(path, len(document.pages) - len(document.left), len(document.pages))
                if not document.left:
                    tasks.appendleft(self._document(found, document.failed, document.seconds))
            elif isinstance(answer, Wanting):
                tried = waiting.setdefault(path, _Waiting(answer.pages, set(answer.pages)))
                if tried.left:
                    tasks.extendleft(self._page(found, answer.media_type, page) for page in reversed(answer.pages))
                else:  # they have been read, and are not where they were kept
                    lost = dict.fromkeys(answer.pages, _LOST)
                    tasks.appendleft(self._document(found, {**tried.failed, **lost}))
            else:
                yield found, answer

    def _document(
        self, found: Found, failed: Mapping[int, Unread] | None = None, ocr_seconds: float = 0.0
    ) -> Task[tuple[Found, int | None]]:
        arguments = (found.file, found.source, self.job, failed or {}, ocr_seconds)
        seconds = self.job.settings.seconds_for(found.source.size)
        weight = 1 + found.source.size // LARGE
        return Task((found, None), self.read_document, arguments, found.source.path, seconds, weight)

    def _page(self, found: Found, media_type: str, page: int) -> Task[tuple[Found, int | None]]:
        seconds = self.job.settings.seconds_per_page
        arguments = (found.file, found.source, media_type, page, self.job, seconds * ON_THE_CLOCK)
        return Task((found, page), self.read_page, arguments, found.source.path, seconds, PAGE_WEIGHT)


def why_unread(error: UnreadableFile) -> Unread:
    """Return the reason without the name of the file, which may be another when the reason is read again."""
    vi, en = (message.removeprefix(f"{error.name}: ") for message in (error.message_vi, error.message_en))
    return Unread(error.reason, vi, en, transient=error.reason in TRY_AGAIN)
