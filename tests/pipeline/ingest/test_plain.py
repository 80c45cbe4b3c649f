"""Plain text, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import EmptyFile
from pipeline.ingest.plain import read_plain
from pipeline.records import Ingested, Source

SOURCE = Source("ke-hoach.txt", (), "0" * 64, "text/plain", 1)


def read(tmp_path: Path, data: bytes) -> Ingested:
    path = tmp_path / "file"
    path.write_bytes(data)
    return read_plain(path, SOURCE)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("một\nhai\n", [("một", False), ("hai", False)], id="two lines"),
        pytest.param("một\r\n\r\nhai", [("một", False), ("hai", True)], id="a blank line before the second"),
        pytest.param("một\rhai", [("một", False), ("hai", False)], id="old Macintosh"),
        pytest.param("một  \n\t\tTháng 2/2023\n", [("một", False), ("\t\tTháng 2/2023", False)], id="tabs of a table"),
        pytest.param("  \n \nmột", [("một", True)], id="blank lines first"),
    ],
)
def test_lines(tmp_path: Path, text: str, lines: list[tuple[str, bool]]) -> None:
    ingested = read(tmp_path, text.encode())
    assert [(line.text, line.gap_before) for page in ingested.pages for line in page.lines] == lines
    assert {line.kind for page in ingested.pages for line in page.lines} == {"line"}


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    ingested = read(tmp_path, "trang một\n\fcuối trang hai\f\ftrang bốn\n\f".encode())
    assert [page.number for page in ingested.pages] == [1, 2, 3, 4]
    assert [[line.text for line in page.lines] for page in ingested.pages] == [
        ["trang một"],
        ["cuối trang hai"],
        [],
        ["trang bốn"],
    ]
    assert ingested.text_origin == "plain"
    assert ingested.pages[0].method == "plain:utf-8"


def test_lost_letters_are_told(tmp_path: Path) -> None:
    ingested = read(tmp_path, ("Kế hoạch cải cách hành chính. " * 50).encode() + b"\xc4\n")
    (finding,) = ingested.findings
    assert (finding.code, finding.severity) == ("letters-lost", "warning")
    assert finding.message_vi.startswith("1 ký tự")


def test_only_blanks(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path, "\u00a0\n\f \n".encode())
