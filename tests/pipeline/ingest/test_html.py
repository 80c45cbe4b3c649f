"""Web pages as paragraphs, headings, items and rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import EmptyFile
from pipeline.ingest.html import read_html
from pipeline.records import Ingested, Line, Source

SOURCE = Source("ke-hoach.html", (), "0" * 64, "text/html", 1)


def ingest(tmp_path: Path, data: bytes) -> Ingested:
    path = tmp_path / "file"
    path.write_bytes(data)
    return read_html(path, SOURCE)


def read(tmp_path: Path, body: str) -> tuple[Line, ...]:
    (page,) = ingest(tmp_path, f"<html><head><title>Tên</title></head><body>{body}</body></html>".encode()).pages
    return page.lines


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param("<p>Một\n  đoạn <b>dài</b></p><p>Hai</p>", ["Một đoạn dài", "Hai"], id="paragraphs"),
        pytest.param("<div>Ngoài<p>Trong</p>Sau</div>", ["Ngoài", "Trong", "Sau"], id="text around a block"),
        pytest.param("<p>TM. UBND<br>CHỦ TỊCH</p>", ["TM. UBND", "CHỦ TỊCH"], id="a broken line"),
        pytest.param("<p>&ge; 95&nbsp;%</p>", ["≥ 95\u00a0%"], id="entities"),
        pytest.param("<p>a</p><p style='display: none'>ẩn</p><p hidden>b</p>", ["a"], id="hidden"),
        pytest.param("<script>x()</script><style>p{}</style><nav>Trang chủ</nav><p>a</p>", ["a"], id="no text"),
        pytest.param("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", ["- a", "+ b", "- c"], id="list"),
        pytest.param("<ol start=3><li>a</li><li>b</li></ol>", ["3. a", "4. b"], id="numbered list"),
        pytest.param("<ol type=a><li>a</li><li>b</li></ol>", ["a) a", "b) b"], id="lettered list"),
        pytest.param("<ul><li>- a</li><li>+ b</li></ul>", ["- a", "+ b"], id="marker typed as well"),
        pytest.param("<p>a</p><p>-----</p><hr><p>b</p>", ["a", "b"], id="rules"),
        pytest.param("<pre>một\n  hai</pre>", ["một", "hai"], id="text as typed"),
    ],
)
def test_texts(tmp_path: Path, body: str, texts: list[str]) -> None:
    assert [line.text for line in read(tmp_path, body)] == texts


def test_looks(tmp_path: Path) -> None:
    lines = read(
        tmp_path,
        "<h2>KẾ HOẠCH</h2><p align=center><strong>Năm 2025</strong></p><p>&nbsp;</p><p><b>1.</b> Mục đích</p>",
    )
    assert [(line.heading_level, line.bold, line.centred, line.gap_before) for line in lines] == [
        (2, True, False, False),
        (None, True, True, False),
        (None, False, False, True),
    ]


def test_tables(tmp_path: Path) -> None:
    lines = read(
        tmp_path,
        "<table><tr><td>UBND XÃ<br>TRƯỜNG A</td><td>Độc lập - Tự do - Hạnh phúc</td></tr></table>"
        "<table border=1><thead><tr><th>TT</th><th>Việc</th><th>Ai</th></tr></thead>"
        "<tr><td>1</td><td>Họp</td><td rowspan=2>Tổ 1</td></tr><tr><td>2</td><td><p>Dạy</p><p>học</p></td></tr>"
        "<tr><td colspan=3>II. Khác</td></tr><tr><td colspan=2>Cộng</td><td>5</td></tr></table>",
    )
    assert [line.text for line in lines[:3]] == ["UBND XÃ", "TRƯỜNG A", "Độc lập - Tự do - Hạnh phúc"]
    assert [(line.cells, line.header_row) for line in lines[3:]] == [
        (("TT", "Việc", "Ai"), True),
        (("1", "Họp", "Tổ 1"), False),
        (("2", "Dạy học", "Tổ 1"), False),
        (("II. Khác",), False),
        (("Cộng", "", "5"), False),
    ]


def test_a_table_that_holds_the_whole_page(tmp_path: Path) -> None:
    lines = read(
        tmp_path, "<table><tr><td><p>KẾ HOẠCH</p><table><tr><td>1</td><td>a</td></tr></table></td></tr></table>"
    )
    assert [line.text for line in lines] == ["KẾ HOẠCH", "1", "a"]


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        pytest.param("Hà Nội", "utf-8", "windows-1252", id="plainly UTF-8, whatever the page says"),
        pytest.param("Hà Nội", "utf-16", "utf-8", id="UTF-16 with its mark"),
        pytest.param("thà là", "latin-1", "iso-8859-1", id="the page's own word"),
        pytest.param("đà là", "cp1258", "windows-1258", id="windows-1258"),
        pytest.param("đà là", "cp1258", "no-such-code", id="a word that means nothing"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str, declared: str) -> None:
    page = f"<html><head><meta charset='{declared}'></head><body><p>{text}</p></body></html>"
    assert ingest(tmp_path, page.encode(encoding)).pages[0].lines[0].text == text


def test_no_text(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        ingest(tmp_path, b"<html><body><img src='scan.png'></body></html>")
