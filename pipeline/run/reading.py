"""Files read by supervised worker processes, the outcome of each kept: what a run does, or a task on a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.errors import UnreadableFile
from pipeline.finished import Finished, Glance, Outcome, encode, glance
from pipeline.folder import Found
from pipeline.job import Job, PageDone
from pipeline.records import Unread
from pipeline.run.document import read_document, read_page
from pipeline.schedule import Reader, why_unread
from pipeline.workers import DoAll, do_all

LOST = Unread(
    "lost",
    "kết quả đọc tệp này đã mất trong khi ghi bảng. Hãy chạy lại.",
    "what had been read of this file was lost while the tables were written. Run again.",
    transient=True,
)


def read_files(
    files: Sequence[Found], job: Job, page_done: PageDone, do_all: DoAll = do_all
) -> Iterator[tuple[Found, Glance]]:
    """Yield every file with a glance at what came of reading it, as it comes; the outcome is kept in `job.out`."""
    finished = Finished(job.out, job.read_by)
    for found, answer in Reader(read_document, read_page, job, do_all).read(files, page_done):
        if isinstance(answer, UnreadableFile):  # its worker was killed, so we keep why
            data = encode(Outcome(unread=why_unread(answer)))
            finished.keep(found.source.sha256, data)
            yield found, glance(data)
        else:
            yield found, glance(answer)
