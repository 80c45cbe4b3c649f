"""How fast a run is said to be, and how long it will still take."""

from __future__ import annotations

import pytest

from pipeline.events import (
    DocumentRead,
    DocumentUnread,
    Joined,
    PageRead,
    PartWritten,
    RunStarted,
    RunWaits,
    TablesWritten,
)
from pipeline.terminal.pace import Pace


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(clock)


def started(**suffixes):
    total = sum(suffixes.values())
    return RunStarted("r", "v", files=total, to_read=total, workers=2, suffixes=suffixes)


def read(path, seconds, pages=1, **stages):
    return DocumentRead(path, "", "embedded", pages, seconds, stages)


def test_stages_follow_one_another(pace):
    seen = [pace.stage]
    for event in (
        RunWaits("", ""),
        started(txt=1),
        read("a.txt", 0.1),
        Joined(0, 0, 0.0),
        PartWritten("p", 1, 9, 0.1),
        TablesWritten({}, 0, 0.0),
    ):
        pace.tell(event)
        seen.append(pace.stage)
    assert seen == ["looking", "waiting", "reading", "joining", "writing", "writing", "done"]


def test_a_run_with_nothing_to_read_joins_at_once(pace):
    pace.tell(RunStarted("r", "v", files=10, to_read=0))
    assert pace.stage == "joining"


def test_the_rate_is_that_of_the_last_minute(pace, clock):
    pace.tell(started(txt=1000))
    for n in range(200):  # two a second
        clock.now += 0.5
        pace.tell(read(f"{n}.txt", 1.0, pages=3))
    documents, pages = pace.per_minute()
    assert (documents, pages) == (pytest.approx(120, rel=0.05), pytest.approx(360, rel=0.05))
    clock.now += 30  # a long scan: nothing is finished for a while
    assert pace.per_minute()[0] == pytest.approx(60, rel=0.1)


def test_nothing_is_foretold_from_little(pace, clock):
    pace.tell(started(txt=1000))
    assert pace.left() is None
    for n in range(8):
        clock.now += 1
        pace.tell(read(f"{n}.txt", 1.0))
    assert pace.left() is None
    clock.now += 2
    pace.tell(read("8.txt", 1.0))
    assert pace.left() is not None


def test_time_left_by_plain_count(pace, clock):
    """Two workers: each second of the clock does two of work."""
    pace.tell(started(txt=100))
    for n in range(40):
        clock.now += 0.5
        pace.tell(read(f"{n}.txt", 1.0))
    assert pace.left() == pytest.approx(30)


def test_files_that_take_long_are_weighed(pace, clock):
    """Ninety texts and one picture read: of what is left, the pictures are nearly all."""
    pace.tell(started(txt=100, png=10))
    for n in range(90):
        clock.now += 0.05
        pace.tell(read(f"{n}.txt", 0.1))
    clock.now += 4.5
    pace.tell(PageRead("a.png", 1, 1))
    clock.now += 1.5
    pace.tell(read("a.png", 10.0, ocr=9.0))
    assert clock.now == pytest.approx(10.5)
    worked, left = 90 * 0.1 + 10, 10 * 0.1 + 9 * 10
    assert pace.left() == pytest.approx(left * clock.now / worked)


def test_pages_that_a_scan_waits_for_count_before_it_is_done(pace, clock):
    """The only file of the run is a scan of 100 pages; half of them are read, and its first page is no guess."""
    pace.tell(started(pdf=1))
    for done in range(1, 51):
        clock.now += 0.5
        pace.tell(PageRead("scan.pdf", done, 100))
    assert pace.at == "scan.pdf (50/100)"
    assert pace.left() == pytest.approx(25)
    assert pace.per_minute()[1] == pytest.approx(120, rel=0.05)


def test_pages_are_counted_once(pace):
    pace.tell(started(pdf=2))
    for done in (1, 2):
        pace.tell(PageRead("mixed.pdf", done, 2))
    pace.tell(read("mixed.pdf", 3.0, pages=5, ocr=2.0))
    assert pace.pages == 5
    pace.tell(DocumentUnread("khóa.pdf", "", "permission", "", ""))
    assert (pace.done, pace.stage) == (1, "reading")
    pace.tell(DocumentUnread("b.pdf", "0f", "damaged", "", ""))
    assert (pace.done, pace.pages, pace.stage) == (2, 5, "joining")


def test_pages_may_be_told_several_at_a_time(pace):
    """As from a cluster, where a batch of pages comes back at once."""
    pace.tell(started(pdf=1))
    pace.tell(PageRead("scan.pdf", 20, 100))
    pace.tell(PageRead("scan.pdf", 35, 100))
    assert pace.pages == 35
