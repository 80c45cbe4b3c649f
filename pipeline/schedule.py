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
from pipeline.records import Unread, Wanting
from pipeline.settings import Settings
from pipeline.workers import Task, do_all

ReadDocument = Callable[[Path, str, Path, Mapping[int, Unread]], bytes | Wanting]
ReadPage = Callable[[Path, str, str, int, Path, float], None]
PageDone = Callable[[str, int, int], None]  # the document, its pages done, those it waits for in all
TRY_AGAIN = ("too-slow", "memory", "crashed", "fault")  # a busy machine may be to blame, not the file
_LOST = Unread("lost", "kết quả đọc trang này đã mất. Hãy chạy lại.", "what was read of it was lost. Run again.", True)


@dataclass(slots=True)
class _Waiting:
    """A document whose pages are being read."""

    pages: tuple[int, ...]
    left: set[int]
    failed: dict[int, Unread] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """How documents and their pages are read, and in which folder the readings of pages are kept."""

    read_document: ReadDocument
    read_page: ReadPage
    kept: Path
    settings: Settings

    def read(self, files: Sequence[Found], page_done: PageDone) -> Iterator[tuple[Found, bytes | UnreadableFile]]:
        """Yield every file with what `read_document` gave at last, or why it gave nothing, as it comes."""
        waiting: dict[str, _Waiting] = {}
        tasks = deque(self._document(found, {}) for found in files)
        for task, answer in do_all(tasks, self.settings):
            found, page = task.key
            path = found.source.path
            if page is not None:
                document = waiting[path]
                document.left.discard(page)
                if isinstance(answer, UnreadableFile):
                    document.failed[page] = why_unread(answer)
                page_done(path, len(document.pages) - len(document.left), len(document.pages))
                if not document.left:
                    tasks.appendleft(self._document(found, document.failed))
            elif isinstance(answer, Wanting):
                tried = waiting.setdefault(path, _Waiting(answer.pages, set(answer.pages)))
                if tried.left:
                    tasks.extendleft(self._page(found, answer.media_type, page) for page in reversed(answer.pages))
                else:  # they have been read, and are not where they were kept
                    lost = dict.fromkeys(answer.pages, _LOST)
                    tasks.appendleft(self._document(found, {**tried.failed, **lost}))
            else:
                yield found, answer

    def _document(self, found: Found, failed: Mapping[int, Unread]) -> Task[tuple[Found, int | None]]:
        path = found.source.path
        arguments = (found.file, path, self.kept, failed)
        return Task((found, None), self.read_document, arguments, path, self.settings.seconds_per_document)

    def _page(self, found: Found, media_type: str, page: int) -> Task[tuple[Found, int | None]]:
        seconds = self.settings.seconds_per_page
        arguments = (found.file, found.source.sha256, media_type, page, self.kept, seconds)
        return Task((found, page), self.read_page, arguments, found.source.path, seconds)


def why_unread(error: UnreadableFile) -> Unread:
    """Return the reason without the name of the file, which may be another when the reason is read again."""
    vi, en = (message.removeprefix(f"{error.name}: ") for message in (error.message_vi, error.message_en))
    return Unread(error.reason, vi, en, transient=error.reason in TRY_AGAIN)
