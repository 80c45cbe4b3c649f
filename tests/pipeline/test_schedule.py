"""Documents and their pages as tasks: a page that fails costs that page, and no document waits for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from misbehaving import read_document, read_page

from pipeline.folder import Found
from pipeline.job import Job
from pipeline.records import Source
from pipeline.schedule import Reader
from pipeline.settings import Settings
from pipeline.storage import Storage

QUICK = Settings(workers=2, seconds_per_document=20, seconds_per_page=2, memory_per_worker=1 << 30)


def read(tmp_path, *names):
    """Read documents called 'how it behaves/how many pages.pdf'; return the answers, and what was said of progress."""
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
    said = []
    reader = Reader(read_document, read_page, Job(Storage(tmp_path), "1", QUICK))
    files = [Found(Path(name), Source(name, (), name, "", 1)) for name in names]
    answers = {found.source.path: answer for found, answer in reader.read(files, lambda *told: said.append(told))}
    return answers, said


def test_pages_are_read_before_their_document(tmp_path):
    answers, said = read(tmp_path, "a/3.pdf", "b/0.pdf", "c/1.pdf")
    assert answers == {
        "a/3.pdf": b"a/3.pdf: [1, 2, 3] []",
        "b/0.pdf": b"b/0.pdf: [] []",
        "c/1.pdf": b"c/1.pdf: [1] []",
    }
    assert [told for told in said if told[0] == "a/3.pdf"] == [("a/3.pdf", done, 3) for done in (1, 2, 3)]
    assert ("c/1.pdf", 1, 1) in said


@pytest.mark.parametrize(
    ("how", "reason"),
    [("hang", "too-slow"), ("hog", "memory"), ("segfault", "crashed"), ("fault", "fault")],
)
def test_a_bad_page_is_lost_alone(tmp_path, how, reason):
    answers, _ = read(tmp_path, f"{how}/3.pdf", "good/4.pdf")
    assert answers == {
        f"{how}/3.pdf": f"{how}/3.pdf: [1, 3] [(2, '{reason}')]".encode(),
        "good/4.pdf": b"good/4.pdf: [1, 2, 3, 4] []",
    }


def test_readings_that_vanish_do_not_keep_a_document_waiting(tmp_path):
    answers, _ = read(tmp_path, "vanishing/2.pdf")
    assert answers == {"vanishing/2.pdf": b"vanishing/2.pdf: [] [(1, 'lost'), (2, 'lost')]"}
