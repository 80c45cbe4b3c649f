"""Files in groups: a changed file changes its own group and no other, and so does what the folder says of it."""

from __future__ import annotations

from hashlib import sha256

import pytest

from pipeline.job import Job, Listed
from pipeline.records import Dispute, Resolution, Source, Unread, Version
from pipeline.run.joining import MOST_PER_GROUP, groups, table_files
from pipeline.settings import Settings
from pipeline.storage import Storage

NOTHING = Resolution({}, (), {})


def listed(*names):
    return [Listed(Source(name, (), sha256(name.encode()).hexdigest(), "", 1)) for name in names]


NAMES = [f"{number:04}.txt" for number in range(1000)]


def grouped(files, tmp_path, resolution=NOTHING, layout="single", version="1"):
    return list(groups(files, resolution, Job(Storage(tmp_path), version, Settings()), layout))


@pytest.mark.parametrize("layout", ["single", "dataset"])
def test_every_file_is_in_one_group(tmp_path, layout):
    found = grouped(listed(*NAMES), tmp_path, layout=layout)
    names = [file.source.path for group in found for file in group.files]
    assert sorted(names) == NAMES
    assert (names == NAMES) == (layout == "single")
    assert len({group.key for group in found}) == len(found)
    assert 1000 / MOST_PER_GROUP < len(found) < 100


@pytest.mark.parametrize("layout", ["single", "dataset"])
def test_one_file_less_changes_two_groups_at_most(tmp_path, layout):
    before = {group.key for group in grouped(listed(*NAMES), tmp_path, layout=layout)}
    after = {group.key for group in grouped(listed(*NAMES[:500], *NAMES[501:]), tmp_path, layout=layout)}
    assert 1 <= len(after - before) <= 2


@pytest.mark.parametrize(
    "other",
    [
        {"version": "2"},
        {"resolution": Resolution({listed(NAMES[0])[0].source.doc_id: ("c1",)}, (), {})},
    ],
    ids=["version", "joined"],
)
def test_what_decides_the_rows_decides_the_key(tmp_path, other):
    files = listed(*NAMES[:3])
    assert grouped(files, tmp_path)[0].key == grouped(files, tmp_path)[0].key
    assert grouped(files, tmp_path)[0].key != grouped(files, tmp_path, **other)[0].key


def test_a_file_that_could_not_be_read_changes_the_key(tmp_path):
    files = listed(*NAMES[:3])
    unread = [Listed(files[0].source, Unread("empty", "", "")), *files[1:]]
    assert grouped(files, tmp_path)[0].key != grouped(unread, tmp_path)[0].key


def test_a_group_is_told_only_what_concerns_it():
    dispute = Dispute("issuer", {"UBND xã": Version(True, ("a.txt",))})
    whole = Resolution({"a": ("c1", "c2"), "b": ("c3",)}, (), {"c2": (dispute,), "c3": (dispute,)}, {"b": {0: ("?",)}})
    assert whole.of(["a"]) == Resolution({"a": ("c1", "c2")}, (), {"c2": (dispute,)})


@pytest.mark.parametrize(
    ("layout", "documents", "files"),
    [("single", 10**6, None), ("dataset", 0, 1), ("dataset", 1999, 1), ("dataset", 2000, 2), ("dataset", 10_000, 8)],
)
def test_a_dataset_has_more_files_the_larger_it_is(layout, documents, files):
    assert table_files(layout, documents) == files


def test_rows_of_a_document_lie_in_the_file_of_its_id(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.run.joining.DOCUMENTS_PER_FILE", 100)
    for group in grouped(listed(*NAMES), tmp_path, layout="dataset"):
        assert {int(file.source.doc_id, 16) >> 60 for file in group.files} == {group.table_file}
