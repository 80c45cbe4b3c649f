"""Markdown as paragraphs, headings and rows."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import EmptyFile
from pipeline.ingest.markdown import read_markdown
from pipeline.ingest.markdown_inline import pieces
from pipeline.records import Line, Source

SOURCE = Source("ke-hoach.md", (), "0" * 64, "text/markdown", 1)


def read(tmp_path: Path, text: str) -> tuple[Line, ...]:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    (page,) = read_markdown(path, SOURCE).pages
    return page.lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("**PHÒNG\nGIÁO DỤC**", [("PHÒNG GIÁO DỤC", True)], id="bold over a wrapped line"),
        pytest.param("**UBND HUYỆN**\nPHÒNG", [("UBND HUYỆN", True), ("PHÒNG", False)], id="two lines"),
        pytest.param("**1.** Mục đích", [("1. Mục đích", False)], id="bold in part"),
        pytest.param("**KẾ HOẠCH** **Năm 2026**", [("KẾ HOẠCH Năm 2026", True)], id="two bold spans"),
        pytest.param("*(nay là Bộ A) *của B", [("(nay là Bộ A) của B", False)], id="sign after a blank"),
        pytest.param("Tỷ lệ = b/a * 100%", [("Tỷ lệ = b/a * 100%", False)], id="a star that multiplies"),
        pytest.param("(*) Ghi chú", [("(*) Ghi chú", False)], id="a star in brackets"),
        pytest.param("* Công tác", [("- Công tác", False)], id="a star first is a dash"),
        pytest.param("\\- Công tác\\_a", [("- Công tác_a", False)], id="escapes"),
        pytest.param("xem [cổng](https://a.vn/b(1)) và ![ảnh](x.png)đây", [("xem cổng và đây", False)], id="links"),
        pytest.param("I. [bookmark: _Hlk895]MỤC ĐÍCH[^1]", [("I. MỤC ĐÍCH", False)], id="Word's marks"),
        pytest.param(
            "A &amp; B<br>C <b>D</b> <!-- e -->", [("A & B", False), ("C D", False)], id="tags and signs of HTML"
        ),
        pytest.param("-----\n* *\n_____", [], id="only rules"),
        pytest.param("KH_THMT_2025 __đậm__", [("KH_THMT_2025 đậm", False)], id="underscores in a name"),
        pytest.param("5 < 7 và a<b", [("5 < 7 và a<b", False)], id="less than"),
    ],
)
def test_pieces(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(piece.text, piece.bold) for piece in pieces(text)] == expected


@given(st.text(alphabet="*_ab \n<>[]()!\\|`-", max_size=80))
def test_pieces_keep_the_letters(text: str) -> None:
    """Whatever the signs, no letter of a word is lost, but for what stands in links, pictures, tags and notes."""
    if not set(text) & set("[<\\"):
        shown = "".join(piece.text for piece in pieces(text))
        assert [c for c in shown if c in "ab"] == [c for c in text if c in "ab"]


def test_paragraphs_headings_and_items(tmp_path: Path) -> None:
    lines = read(
        tmp_path,
        "# KẾ HOẠCH\n\nCăn cứ Luật A ngày 01 tháng 02\nnăm 2024;\n\n### **I. MỤC ĐÍCH** ###\n\n"
        "- Nâng cao\nchất lượng;\n- Giai đoạn 2026\n- 2030 đạt mức cao;\n1. Một.\n2. Hai\n3 việc.\n",
    )
    assert [(line.text, line.kind, line.heading_level, line.bold) for line in lines] == [
        ("KẾ HOẠCH", "paragraph", 1, False),
        ("Căn cứ Luật A ngày 01 tháng 02 năm 2024;", "paragraph", None, False),
        ("I. MỤC ĐÍCH", "paragraph", 3, True),
        ("- Nâng cao chất lượng;", "paragraph", None, False),
        ("- Giai đoạn 2026 - 2030 đạt mức cao;", "paragraph", None, False),
        ("1. Một.", "paragraph", None, False),
        ("2. Hai 3 việc.", "paragraph", None, False),
    ]


def test_lines_that_the_writer_broke(tmp_path: Path) -> None:
    lines = read(tmp_path, "# A\n\nTM. ỦY BAN NHÂN DÂN  \nCHỦ TỊCH\\\nLê Văn A\n")
    assert [(line.text, line.kind) for line in lines[1:]] == [
        ("TM. ỦY BAN NHÂN DÂN", "line"),
        ("CHỦ TỊCH", "line"),
        ("Lê Văn A", "line"),
    ]


def test_long_lines_are_not_wrapped(tmp_path: Path) -> None:
    long = (
        "Nhà trường tổ chức tuyên truyền sâu rộng đến toàn thể cán bộ, giáo viên, nhân viên và phụ huynh học sinh. " * 2
    )
    lines = read(tmp_path, f"# A\n\n{long}\n{long}\n\n{long}\n")
    assert [line.text for line in lines[1:]] == [long.strip()] * 3


def test_a_mark_that_follows_its_letter_makes_no_line_longer(tmp_path: Path) -> None:
    line = "Nhà trường tổ chức tuyên truyền sâu rộng đến toàn thể cán bộ, giáo viên, nhân viên, phụ huynh và học sinh"
    text = unicodedata.normalize("NFD", f"# A\n\n{line}\n{line}\n\n{line}\n")
    assert max(map(len, text.split("\n"))) > 130 > len(line)
    assert [found.text for found in read(tmp_path, text)[1:]] == [f"{line} {line}", line]


@pytest.mark.parametrize(
    "around", ["", "\n" * 9, " \n" * 9], ids=["alone", "blank lines around", "lines of blanks around"]
)
def test_a_page_without_blank_lines_gives_its_lines(tmp_path: Path, around: str) -> None:
    text = "# KẾ HOẠCH\n" + "Nhà trường tổ chức họp phụ\nhuynh học sinh.\n" * 20
    lines = read(tmp_path, around + text + around)
    assert [(line.text, line.kind) for line in lines[1:3]] == [
        ("Nhà trường tổ chức họp phụ", "line"),
        ("huynh học sinh.", "line"),
    ]


def test_italics_tell_where_a_paragraph_ends(tmp_path: Path) -> None:
    basis = "*Căn cứ Luật A ngày 01\ntháng 02 năm 2024;*\n*Căn cứ Luật B;*\n**Điều 1. **Ban hành\n"
    lines = read(tmp_path, "# QUYẾT ĐỊNH\n" + basis + "kế hoạch này.\n" * 40)
    assert [(line.text, line.kind) for line in lines[1:4]] == [
        ("Căn cứ Luật A ngày 01 tháng 02 năm 2024;", "paragraph"),
        ("Căn cứ Luật B;", "paragraph"),
        ("Điều 1. Ban hành", "line"),
    ]


def test_pipe_table(tmp_path: Path) -> None:
    lines = read(
        tmp_path,
        "# A\n\n| STT | Nội dung | Thời gian |\n|:---|---|:-:|\n| 1 | Họp **tổ** | Tháng 2/2025 |\n| 2 | a \\| b | |\n\nHết.\n",
    )
    assert [(line.kind, line.cells, line.header_row, line.table) for line in lines[1:4]] == [
        ("row", ("STT", "Nội dung", "Thời gian"), True, 0),
        ("row", ("1", "Họp tổ", "Tháng 2/2025"), False, 0),
        ("row", ("2", "a | b", ""), False, 0),
    ]
    assert lines[2].text == "1 | Họp tổ | Tháng 2/2025"
    assert lines[4].text == "Hết."


def test_letterhead_and_task_table_between_bare_bars(tmp_path: Path) -> None:
    lines = read(
        tmp_path,
        "|\n**ỦY BAN NHÂN DÂN**\nXÃ SUỐI ĐÁ\n-------\n|\n**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**\n"
        "Độc lập - Tự do - Hạnh phúc\n|\n|\nSố: 12/KH-UBND\n|\n*Suối Đá, ngày 03\ntháng 02 năm 2025*\n|\n\n"
        "**KẾ HOẠCH**\n\n|\n**STT**\n|\n**Nhiệm vụ**\n|\n**Thời gian**\n|\n|\n1\n|\nTổng kết\nnăm học\n|\nTháng 5\n|\n",
    )
    assert [line.text for line in lines[:7]] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ SUỐI ĐÁ",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Suối Đá, ngày 03 tháng 02 năm 2025",
        "KẾ HOẠCH",
    ]
    assert [line.gap_before for line in lines[:4]] == [True, False, False, True]
    assert [line.cells for line in lines[7:]] == [
        ("STT", "Nhiệm vụ", "Thời gian"),
        ("1", "Tổng kết năm học", "Tháng 5"),
    ]
    assert {line.table for line in lines[7:]} == {1}


def test_only_signs(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path, "---\n\n![](a.png)\n\n****\n")
