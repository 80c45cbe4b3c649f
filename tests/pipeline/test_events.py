"""What a run tells: one line of JSON an event, and the fields that docs/running.md explains."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.events import EVENTS, DocumentRead, DocumentUnread, PageRead, TablesWritten, all_of, as_json, suffixes

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2031, 2, 1, 7, 30, 0, 5000, tzinfo=UTC)


def test_a_line_is_readable_and_whole():
    line = as_json(PageRead("kế hoạch số 5.pdf", 2, 14), NOW)
    assert line.decode() == (
        '{"time": "2031-02-01T07:30:00.005+00:00", "event": "page-read", '
        '"path": "kế hoạch số 5.pdf", "done": 2, "total": 14}\n'
    )


def test_maps_are_objects():
    said = json.loads(as_json(TablesWritten({"documents": 3}, 2048, 0.5), NOW))
    assert (said["rows"], said["bytes"]) == ({"documents": 3}, 2048)


@pytest.mark.parametrize(
    ("name", "read_back"),
    [
        pytest.param("a\nb\x1b[2J.txt", "a\nb\x1b[2J.txt", id="line end and escape sequence"),
        pytest.param("a\x7f\x9b31m\u2028b", "a\x7f\x9b31m\u2028b", id="other controls and line ends"),
        pytest.param("\u202efdp.exe", "\u202efdp.exe", id="turned around"),
        pytest.param("k\udce1.txt", "k?.txt", id="name that is no UTF-8"),
        pytest.param('"},\\', '"},\\', id="quotation marks"),
    ],
)
def test_a_name_cannot_leave_its_line_nor_command_a_terminal(name, read_back):
    line = as_json(DocumentUnread(name, "", "damaged", name, name), NOW)
    text = line.decode("utf-8")
    assert text.splitlines() == [text[:-1]]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)
    assert json.loads(text)["path"] == read_back


def test_suffixes_are_counted():
    assert suffixes(["a/B.PDF", "c.pdf", "d.e/f", ".docx.txt"]) == {"pdf": 2, "": 1, "txt": 1}


def test_everybody_is_told():
    heard = []
    all_of(heard.append, heard.append)(PageRead("a.pdf", 1, 1))
    assert heard == [PageRead("a.pdf", 1, 1)] * 2


def test_names_are_stable_and_distinct():
    names = [event.name for event in EVENTS]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)?", name)] == []


def test_docs_and_events_agree():
    """The table of docs/running.md has each event, and for each its fields, in their order."""
    rows = re.findall(r"^\| `([a-z-]+)` \|[^|]+\| ([^|]+) \|$", (ROOT / "docs" / "running.md").read_text("utf-8"), re.M)
    told = {name: re.findall(r"`([a-z_]+)`", what) for name, what in rows}
    assert {event.name: [field.name for field in fields(event)] for event in EVENTS} == told


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_an_event_cannot_be_changed(event):
    one = event(*("" for field in fields(event) if field.default is MISSING and field.default_factory is MISSING))
    with pytest.raises(AttributeError):
        setattr(one, fields(event)[0].name, "another")


def test_seconds_by_stage_travel():
    said = json.loads(as_json(DocumentRead("a.pdf", "0f", "ocr", 3, 4.5, {"ocr": 4.0, "read": 0.5}), NOW))
    assert said["seconds_by_stage"] == {"ocr": 4.0, "read": 0.5}
