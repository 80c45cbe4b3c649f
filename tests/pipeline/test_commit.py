"""The files of a run take the place of the last ones together, wherever a run is killed."""

from __future__ import annotations

import pytest

from pipeline.commit import STAGED, Written, follow_journal, forget_staged, last_written, put_in_place
from pipeline.schema import TABLES
from pipeline.storage import Storage

NAMES = tuple(f"{table}.parquet" for table in TABLES)


class KilledError(BaseException):
    """The power is gone."""


@pytest.fixture
def out(tmp_path):
    return Storage(tmp_path / "out")


def stage(out, text, names=NAMES):
    for name in names:
        folder, _, last = f"{STAGED}/{name}".rpartition("/")
        (out / folder).make()
        (out / folder).write(last, text)
    return Written(text.decode(), dict.fromkeys(names, len(text)))


def content(out, names=NAMES):
    return {out.read(name) for name in names}


def test_the_new_files_replace_the_last(out):
    for text in (b"one", b"second"):
        put_in_place(out, stage(out, text))
        assert content(out) == {text}
        assert last_written(out).run == text.decode()
    assert out.names(".work") == ["tables.json"]


def test_a_run_killed_at_any_step_leaves_the_last_tables_or_the_new_ones(out, monkeypatch):
    """Whatever step is the last: at the latest the next run makes the tables whole, all old or all new."""
    steps = ("write", "move", "remove", "make")
    done = {name: getattr(Storage, name) for name in steps}
    outcomes = []
    for allowed in range(60):
        put_in_place(out, stage(out, b"old"))
        written = stage(out, b"new!")
        left = allowed

        def limited(name):
            def step(self, *args, **more):
                nonlocal left
                if left == 0:
                    raise KilledError
                left -= 1
                return done[name](self, *args, **more)

            return step

        with monkeypatch.context() as patch:
            for name in steps:
                patch.setattr(Storage, name, limited(name))
            try:
                put_in_place(out, written)
                finished = True
            except KilledError:
                finished = False
        follow_journal(out)
        forget_staged(out)
        (outcome,) = content(out)
        assert last_written(out).run == outcome.decode()
        outcomes.append(outcome)
        if finished:
            break
    assert finished and outcomes[0] == b"old" and outcomes[-1] == b"new!"
    assert outcomes == sorted(outcomes, reverse=True)  # old up to some step, new from there on


def test_what_was_staged_by_a_run_that_died_is_no_table(out):
    put_in_place(out, stage(out, b"old"))
    stage(out, b"half")
    forget_staged(out)
    follow_journal(out)
    assert content(out) == {b"old"}
    assert not out.exists(STAGED)


def test_files_of_another_layout_are_left_over(out):
    put_in_place(out, stage(out, b"one"))
    parts = tuple(f"{table}/part-0000{n}-of-00002.parquet" for table in TABLES for n in range(2))
    put_in_place(out, stage(out, b"two", parts))
    assert content(out, parts) == {b"two"}
    assert content(out) == {None}
    fewer = tuple(f"{table}/part-00000-of-00001.parquet" for table in TABLES)
    put_in_place(out, stage(out, b"three", fewer))
    assert out.names("targets") == ["part-00000-of-00001.parquet"]


@pytest.mark.parametrize("change", ["removed", "cut short", "none written"])
def test_tables_that_were_changed_since_are_not_those_of_the_last_run(out, change):
    assert last_written(out) is None
    put_in_place(out, stage(out, b"one"))
    assert last_written(out).run == "one"
    if change == "removed":
        out.remove("targets.parquet")
    elif change == "cut short":
        out.write("targets.parquet", b"o")
    else:
        out.write(".work/tables.json", b"{")
    assert last_written(out) is None
