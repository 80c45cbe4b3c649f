"""Outcomes kept by content and version: what is damaged is not there, what another version kept is not taken."""

from __future__ import annotations

import pytest

from pipeline.errors import OutputNotWritable
from pipeline.finished import Finished, Outcome, encode
from pipeline.records import Unread
from pipeline.storage import Storage

ONE, TWO = "a" * 64, "b" * 64
UNREAD = Outcome(unread=Unread("damaged", "tệp bị hỏng", "damaged file"))
LATER = Outcome(unread=Unread("too-slow", "chậm", "slow", transient=True))


@pytest.fixture
def finished(storage: Storage) -> Finished:
    return Finished(storage, "0.1.0+ab")


def test_it_is_kept(finished: Finished) -> None:
    assert finished.outcome(ONE) is None and finished.glance(ONE) is None and finished.kept() == frozenset()
    finished.keep(ONE, encode(UNREAD))
    finished.keep(TWO, encode(LATER))
    finished.keep(ONE, encode(UNREAD))
    assert finished.outcome(ONE) == UNREAD
    assert finished.kept() == {ONE, TWO}
    seen = dict(finished.glances(["c" * 64, TWO, ONE]))
    assert list(seen) == [TWO, ONE]
    assert (seen[ONE].try_again, seen[TWO].try_again) == (False, True)
    finished.forget(ONE)
    assert finished.kept() == {TWO}


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "of another kind"])
def test_what_is_damaged_counts_as_not_there(storage: Storage, finished: Finished, damage: str) -> None:
    finished.keep(ONE, encode(UNREAD))
    name = f".work/0.1.0+ab/{ONE}.json.zst"
    data = storage.read(name) or b""
    middle = len(data) // 2
    damaged = {
        "cut": data[:-1],
        "changed": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "empty": b"",
        "of another kind": b'{"unread": 7}',
    }
    storage.write(name, damaged[damage])
    assert finished.outcome(ONE) is None and finished.glance(ONE) is None
    assert list(finished.glances([ONE])) == []


def test_versions_are_apart(storage: Storage, finished: Finished) -> None:
    finished.keep(ONE, encode(UNREAD))
    storage.write(".work/pages/x/1.json.zst", b"")
    storage.write(".work/last-run.json", b"")
    newer = Finished(storage, "0.2.0+cd")
    assert newer.outcome(ONE) is None
    assert newer.other_versions() == {"0.1.0+ab": {ONE}}
    newer.keep(TWO, encode(UNREAD))
    newer.forget_other_versions()
    assert newer.other_versions() == {} and newer.kept() == {TWO}
    newer.forget_all()
    assert newer.kept() == frozenset()
    newer.keep(ONE, encode(UNREAD))
    assert sorted(storage.names(".work")) == ["0.2.0+cd", "last-run.json", "pages"]


def test_a_server_that_does_not_answer_is_not_an_empty_one(s3) -> None:
    """Else a short outage would have all documents read again."""
    gone = Storage(s3.uri(bucket="b", connect_timeout="1").replace(s3.address, "127.0.0.1:1"))
    finished = Finished(gone, "0.1.0+ab")
    for ask in (finished.kept, lambda: finished.glance(ONE), lambda: finished.keep(ONE, b"{}")):
        with pytest.raises(OutputNotWritable, match="the store does not answer"):
            ask()
