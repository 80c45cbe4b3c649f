r"""Rich text, written as Word, WordPad and LibreOffice write it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from pipeline.errors import DamagedFile, EmptyFile, OnlyPictures, UnreadableFile
from pipeline.ingest import ingest
from pipeline.ingest.rtf import read_rtf
from pipeline.records import Line, Source

SOURCE = Source("ke-hoach.rtf", (), "0" * 64, "application/rtf", 1)
FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}{\f2\fnil\fcharset0 .VnTimeH;}"
    r"{\f3\froman\fcharset163{\*\panose 02020603}Arial;}{\f4\ftech\fcharset2 Symbol;}"
    r"{\f5\fswiss\fcharset162 .VnTimeH Tur;}{\f6\fnil VNI-Times;}}"
)
Reader = Callable[[str], tuple[Line, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Return the lines of a file with this body."""

    def reader(body: str) -> tuple[Line, ...]:
        path = tmp_path / "file"
        path.write_bytes(rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{body}}}".encode("latin-1"))
        ingested = read_rtf(path, SOURCE)
        assert (ingested.text_origin, len(ingested.pages)) == ("embedded", 1)
        return ingested.pages[0].lines

    return reader


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(r"\pard K\u7871? ho\u7841?ch\par", ["Kế hoạch"], id="Unicode, a question mark in its place"),
        pytest.param(r"\uc0 K\u7871  ho\u7841 ch", ["Kế hoạch"], id="nothing in its place"),
        pytest.param(r"\uc2 K\u7871\'65\'3f hay", ["Kế hay"], id="two bytes in its place"),
        pytest.param(r"{\uc0 K\u7871}\u7871?", ["Kếế"], id="what a group says ends with it"),
        pytest.param(r"\u-3917? 95%", ["≥ 95%"], id="a private code below zero"),
        pytest.param(r"Bi\u7871?n \u-10187?\u-9115?", ["Biến 𝑥"], id="a letter of two halves"),
        pytest.param(r"\f3 K\'ea\'ec hoa\'f2ch", ["Kế hoạch"], id="windows-1258"),
        pytest.param(r"th\'e0 \'93l\'e0\'94", ["thà “là”"], id="windows-1252"),
        pytest.param(r"\{ngo\'e0i\} C:\\KH", ["{ngoài} C:\\KH"], id="signs of RTF itself"),
        pytest.param("th\r\nà là", ["thà là"], id="bytes as they are; line ends mean nothing"),
        pytest.param(r"45/KH\_SGD 5\~kg n\-ay", ["45/KH-SGD 5\N{NO-BREAK SPACE}kg nay"], id="hyphens and blanks"),
        pytest.param(r"A\line B\tab C\emdash D\lquote E\rquote", ["A", "B\tC—D‘E’"], id="signs by name"),
        pytest.param("Hai\\\nBa", ["Hai", "Ba"], id="a backslash at the line's end"),
        pytest.param(r"{\f4 \'b3} 95%", ["≥ 95%"], id="a sign of a symbol font"),
        pytest.param(r"Gi\u7919? {\v \'e2n}{\deleted b\'e0} l\u7841?i", ["Giữ  lại"], id="hidden and deleted"),
        pytest.param(r"{\caps ph\'f2ng} ban", ["PHÒNG ban"], id="shown in capitals"),
        pytest.param(r"\pard Ti\u7871?p {\deleted \par} theo\par", ["Tiếp  theo"], id="a deleted paragraph end"),
    ],
)
def test_text(read: Reader, body: str, expected: list[str]) -> None:
    assert [line.text for line in read(body)] == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(r"{\info{\title B\'ed m\'e1t}{\author X}}", id="facts"),
        pytest.param(r"{\header Trang}{\footerf Trang}", id="page headers"),
        pytest.param(r"{\pict\wmetafile8 0100\par 09}", id="a picture"),
        pytest.param(r"{\pict\bin6 {{{}\par}", id="a picture in bytes"),
        pytest.param(r"{\stylesheet{\s1 heading 1;}{\*\cs10 \b chu;}}", id="styles"),
        pytest.param(r"{\*\unknown Trang{\b in}}", id="a group nobody knows"),
        pytest.param(r"{\colortbl;\red0\green0\blue0;}{\*\generator Riched20;}", id="colours"),
        pytest.param(r"{\field{\*\fldinst{ PAGE }}}", id="a field without result"),
        pytest.param(
            r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}}{\shprslt{\*\do{\dptxbxtext trang}}}}", id="a shape"
        ),
        pytest.param(r"{\nonesttables\par }", id="for old programs"),
        pytest.param(r"{\upr{\*\bkmkstart Trang}{\*\ud{\*\bkmkstart Trang}}}", id="a bookmark twice"),
    ],
)
def test_left_out(read: Reader, body: str) -> None:
    assert [line.text for line in read(rf"\pard N\'e0y{body}\par H\u7871?t\par")] == ["Này", "Hết"]


def test_looks(read: Reader) -> None:
    lines = read(
        r"\pard\qc{\b K\u7870? HO\u7840?CH\par}\pard\outlinelevel1\b I. M\u7908?C TI\'caU\b0\par"
        r"\par\pard\ql {\b m\u7897?t ph\u7847?n} th\'f4i\par{\pard\qc gi\u7919?a\par}sau\par"
    )
    assert [(line.text, line.bold, line.centred, line.heading_level, line.gap_before) for line in lines] == [
        ("KẾ HOẠCH", True, True, None, False),
        ("I. MỤC TIÊU", True, False, 2, False),
        ("một phần thôi", False, False, None, True),
        ("giữa", False, True, None, False),
        ("sau", False, False, None, False),
    ]


def test_legacy_fonts(read: Reader) -> None:
    lines = read(
        r"\pard{\f2\b \'f1y ban nh\'a9n d\'a9n x\'b7}\par{\f1 K\'d5 ho\'b9ch c\'b6i c\'b8ch h\'b5nh ch\'ddnh m\'edi} ok\par"
        r"{\f5 céng hßa x· héi}\par{\f6 Ke{\b\'e1} hoa\'efch \'f1a\'f8o ta\'efo}\par{\f1 th\-êng}\par"
    )
    assert [line.text for line in lines] == [
        "ỦY BAN NHÂN DÂN XÃ",
        "Kế hoạch cải cách hành chính mới ok",
        "CỘNG HÒA XÃ HỘI",
        "Kế hoạch đào tạo",
        "thường",
    ]


def test_automatic_numbers(read: Reader) -> None:
    lines = read(
        r"{\listtext\pard\plain I.\tab}\pard\ls1 M\u7909?c ti\'eau\par"
        r"{\listtext\f4\'b7\tab}\ilvl0 h\u7885?p\par{\pntext\f4\'b7\tab}\ilvl1 b\'e1o c\'e1o\par{\listtext 1.1\tab}xong\par"
    )
    assert [line.text for line in lines] == ["I. Mục tiêu", "- họp", "+ báo cáo", "1.1 xong"]


ROW = r"\trowd\trbrdrt\brdrs\trbrdrb\brdrs\trbrdrh\brdrs\trbrdrv\brdrs{}\pard\intbl {}\row\pard"


def row(*cells: str, define: str = "") -> str:
    edges = define or "".join(rf"\cellx{2000 * place}" for place in range(1, len(cells) + 1))
    return ROW.format(edges, "".join(rf"{cell}\cell " for cell in cells))


def test_a_table(read: Reader) -> None:
    lines = read(
        r"tr\'ea{n}\par "
        + row("TT", r"Vi\u7879?c", r"H\u7841?n")
        + row("1", r"H\u7885?p{\par}t\u7893?", "3/2026")
        + r" sau\par"
    )
    assert [line.cells for line in lines[1:3]] == [("TT", "Việc", "Hạn"), ("1", "Họp tổ", "3/2026")]
    assert {(line.kind, line.table) for line in lines[1:3]} == {("row", 0)}
    assert (lines[3].text, lines[3].gap_before) == ("sau", True)


def test_merged_cells(read: Reader) -> None:
    head = row("TT", "N", "T", define=r"\trhdr\cellx2000\cellx4000\cellx6000")
    wide = row("A", r"B", "x", define=r"\clmgf\cellx2000\clmrg\cellx4000\cellx6000")
    begins = row("1", "b", define=r"\clvmgf\cellx2000\cellx6000")
    goes_on = row("", "c", define=r"\clvmrg\cellx2010\cellx5990")
    lines = read(head + wide + begins + goes_on)
    assert [line.cells for line in lines] == [("TT", "N", "T"), ("A B", "", "x"), ("1", "b", ""), ("1", "c", "")]
    assert [line.header_row for line in lines] == [True, False, False, False]


def test_a_letterhead_is_no_table(read: Reader) -> None:
    lines = read(
        r"\trowd\cellx4000\clbrdrb\brdrs\cellx9000\pard\intbl\qc UBND X\'c3\par{\b TR\u431?\u7900?NG}\cell "
        r"C\u7896?NG H\'d2A X\'c3 H\u7896?I CH\u7910? NGH\u296?A VI\u7878?T NAM\cell\row\pard"
    )
    assert [line.text for line in lines] == ["UBND XÃ", "TRƯỜNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_a_table_in_a_cell(read: Reader) -> None:
    inner = (
        r"\pard\intbl\itap2 S\'e1ng\nestcell Chi\u7873?u\nestcell"
        r"{\*\nesttableprops\trowd\cellx900\cellx1800\nestrow}{\nonesttables\par}"
    )
    lines = read(
        row("TT", "N")
        + r"\trowd\trbrdrt\brdrs\trbrdrb\brdrs\cellx2000\cellx4000\pard\intbl 1\cell "
        + inner
        + r"\pard\intbl h\u7871?t\cell\row"
    )
    assert [line.cells for line in lines] == [("TT", "N"), ("1", "Sáng Chiều hết")]


def test_notes_and_text_boxes(read: Reader) -> None:
    lines = read(
        r"\pard Theo{\super\chftn{\footnote\pard\chftn  \u272?i\u7873?u 5\par th\'eam}} lu\u7853?t\par"
        r"{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv 1}}{\shptxt\pard D\u7920? TH\u7842?O\par}}}Sau\par"
    )
    assert [line.text for line in lines] == ["Theo luật", "Sau", "DỰ THẢO", "[1] Điều 5", "thêm"]


def test_a_mark_before_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xef\xbb\xbf\r\n{\\rtf1 A}")
    assert [line.text for line in ingest(tmp_path / "file", "a.txt").pages[0].lines] == ["A"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(rb"{\rtf1\ansi\par}", EmptyFile, id="blank"),
        pytest.param(rb"{\rtf1{\pict 00ff}}", OnlyPictures, id="a picture alone"),
        pytest.param(rb"{\rtf1" + b"{" * 20_000, DamagedFile, id="groups without end"),
    ],
)
def test_refused(tmp_path: Path, data: bytes, error: type[UnreadableFile]) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(error, match=r"^ke-hoach\.rtf: "):
        read_rtf(tmp_path / "file", SOURCE)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [b"{", b"}", b"\\par ", b"\\cell ", b"\\row ", b"\\nestrow ", b"\\intbl\\itap3 ", b"\\trowd\\cellx-9 ", b"\\u-9 ", b"K",
             b"{\\footnote ", b"{\\shptxt ", b"\\'", b"\\", b"\\*", b"\\bin99", b"\\f9 ", b"{\\fonttbl", b";", b"\\ansicpg7 ", b"\\'ff"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_any_order_of_parts_is_read_or_explained(parts: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(b"{\\rtf1 " + b"".join(parts))
        try:
            assert read_rtf(path, SOURCE).pages[0].lines
        except UnreadableFile as error:
            assert str(error).startswith("ke-hoach.rtf: ")


def test_a_real_file(shared: Path) -> None:
    (file,) = (shared / "documents").glob("*.rtf")
    (page,) = ingest(file, file.name).pages
    truth = (shared / "documents" / "transcripts" / f"{file.stem}.txt").read_text(encoding="utf-8")
    # The transcript does not know that the font .VnTimeH shows capitals.
    read, true = ("".join(text.casefold().split()) for text in ("".join(line.text for line in page.lines), truth))
    assert page.method == "embedded:rtf+tcvn3"
    assert Levenshtein.distance(read, true) <= 0.001 * len(true)
