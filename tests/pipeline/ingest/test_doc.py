"""Word 97-2003 files, written byte by byte (word_writing.py), and real ones where they lie beside the repository."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein
from word_writing import (
    BOLD,
    CAPITALS,
    CENTRED,
    DELETED,
    DEPTH,
    FONT,
    FONT_OF_MARKED,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW_END,
    LEVEL,
    LIST,
    OUTLINE,
    SYMBOL,
    Part,
    WordWriter,
    change,
    row,
)

from pipeline.errors import DamagedFile, EmptyFile, EncryptedFile, OldWordFile, OnlyPictures, TooLarge, UnreadableFile
from pipeline.ingest import doc, doc_file, ingest
from pipeline.ingest.doc import read_doc
from pipeline.ingest.doc_formats import changes
from pipeline.records import Line, Source

SOURCE = Source("ke-hoach.doc", (), "0" * 64, "application/msword", 1)
Reader = Callable[[WordWriter], tuple[Line, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Return the lines of the document that was written."""

    def reader(writer: WordWriter) -> tuple[Line, ...]:
        ingested = read_doc(writer.save(tmp_path / "file"), SOURCE)
        assert (ingested.text_origin, len(ingested.pages)) == ("embedded", 1)
        return ingested.pages[0].lines

    return reader


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without LibreOffice."""
    monkeypatch.setattr(doc, "office", lambda: None)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize("cut_every", [0, 1, 7])
def test_pieces_in_both_widths(read: Reader, cut_every: int) -> None:
    two_bytes, one_byte = WordWriter(cut_every=cut_every), WordWriter(cut_every=cut_every, one_byte=True)
    two_bytes.paragraph("Kế hoạch số 12")
    one_byte.paragraph("Bóng đá".replace("đ", "d"), Part(" năm".replace("ă", "a"), change(BOLD)))
    assert texts(read(two_bytes)) == ["Kế hoạch số 12"]
    assert texts(read(one_byte)) == ["Bóng dá nam"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(["Giữ ", Part("bỏ ", change(DELETED)), "lại"], ["Giữ lại"], id="a deletion"),
        pytest.param(["Thấy", Part(" ẩn", change(HIDDEN))], ["Thấy"], id="hidden text"),
        pytest.param(["Xem \x13 HYPERLINK x \x14tại đây\x15 nhé"], ["Xem tại đây nhé"], id="a field"),
        pytest.param(["A\x13 SEQ \x13 PAGE \x142\x15 \x14B\x15C"], ["ABC"], id="a field in a field"),
        pytest.param(["Trang\x13 PAGE \x15 cuối"], ["Trang cuối"], id="a field without result"),
        pytest.param(["Số 45/KH\x1eSGDĐT"], ["Số 45/KH-SGDĐT"], id="a hyphen that keeps together"),
        pytest.param(["thư\x1fờng"], ["thường"], id="a hyphen for line ends only"),
        pytest.param(["KẾ HOẠCH\x0bNăm 2026"], ["KẾ HOẠCH", "Năm 2026"], id="a broken line"),
        pytest.param(["Trang một\x0cTrang hai"], ["Trang một", "Trang hai"], id="a page break"),
        pytest.param([Part("Phòng giáo dục", change(CAPITALS))], ["PHÒNG GIÁO DỤC"], id="shown in capitals"),
        pytest.param([Part("(", change(SYMBOL, 0xF0B3_0000)), " 95%"], ["≥ 95%"], id="a sign by its code"),
        pytest.param(["\uf0b3 95%"], ["≥ 95%"], id="a sign of a symbol font"),
        pytest.param(["Tie\u0302\u0301ng Vie\u0323\u0302t"], ["Tiếng Việt"], id="marks on their own"),
        pytest.param(["Biến 𝑥 lớn"], ["Biến 𝑥 lớn"], id="a letter of two halves"),
    ],
)
def test_text(read: Reader, parts: list[Part | str], expected: list[str]) -> None:
    writer = WordWriter()
    writer.paragraph(*parts)
    assert texts(read(writer)) == expected


def test_a_field_over_paragraphs(read: Reader) -> None:
    """A table of contents is one field with a paragraph for each entry."""
    writer = WordWriter()
    writer.paragraph("\x13 TOC \x14I. Mục tiêu\t1")
    writer.paragraph("II. Nhiệm vụ\t2\x15")
    assert texts(read(writer)) == ["I. Mục tiêu\t1", "II. Nhiệm vụ\t2"]


def test_a_deleted_paragraph_end(read: Reader) -> None:
    writer = WordWriter()
    writer.paragraph("Tổ chức ", mark=change(DELETED))
    writer.paragraph("thực hiện")
    assert texts(read(writer)) == ["Tổ chức thực hiện"]


def test_looks(read: Reader) -> None:
    heading, capital = (1, 0, 2, b"", change(BOLD)), (2, 0, 0, b"", change(BOLD))
    centred = (1, 1, 300, change(CENTRED), b"")
    writer = WordWriter(styles=(heading, capital, centred))
    writer.paragraph("I. MỤC TIÊU", style=1)
    writer.paragraph("Nghiêng trong tiêu đề", Part(" nhạt", change(BOLD, 0x81)), style=1)
    writer.paragraph("")
    writer.paragraph(Part("Đậm ", change(0x4A30, 2)), "và nhạt")
    writer.paragraph("KẾ HOẠCH", style=3)
    writer.paragraph("Mục ngầm", said=change(OUTLINE, 0))
    found = [(line.heading_level, line.bold, line.centred, line.gap_before) for line in read(writer)]
    assert found == [
        (2, True, False, False),
        (2, False, False, False),
        (None, False, False, True),
        (2, True, True, False),
        (1, False, False, False),
    ]


def test_styles_in_a_circle(read: Reader) -> None:
    writer = WordWriter(styles=[(1, 2, 0, b"", b""), (1, 1, 0, b"", change(BOLD))])
    writer.paragraph("Vòng tròn", style=1)
    assert read(writer)[0].bold


def test_automatic_numbers(read: Reader) -> None:
    levels = [(1, 1, "\x00."), (1, 0, "\x00.\x01."), (1, 23, "\uf0b7"), *[(1, 255, "")] * 6]
    writer = WordWriter(lists=[levels, [(5, 0, "Điều \x00:")]])
    for use, level, text in (
        (1, 0, "Mục đích"), (1, 1, "Nâng cao"), (1, 1, "Mở rộng"), (1, 2, "trường"), (1, 0, "Nhiệm vụ"), (1, 1, "Rà soát"),
        (2, 0, "Hiệu lực"), (3, 0, "danh sách đã mất"),
    ):  # fmt: skip
        writer.paragraph(text, said=change(LIST, use) + change(LEVEL, level))
    assert texts(read(writer)) == [
        "I. Mục đích", "I.1. Nâng cao", "I.2. Mở rộng", "- trường", "II. Nhiệm vụ", "II.1. Rà soát",
        "Điều 5: Hiệu lực", "danh sách đã mất",
    ]  # fmt: skip


def test_legacy_fonts_run_by_run(read: Reader, tmp_path: Path) -> None:
    writer = WordWriter(fonts=("Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times"))
    looks = [change(FONT, number) + change(FONT_OF_MARKED, number) for number in range(4)]
    writer.paragraph(Part("ñy ban nh©n d©n x· hßa mü", looks[2]))
    writer.paragraph(Part("KÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m häc míi", looks[1]), Part(" – giữ nguyên", looks[0]))
    writer.paragraph(Part("Ke", looks[3]), Part("á", looks[3] + change(BOLD)), Part(" hoaïch ñaøo taïo", looks[3]))
    assert texts(read(writer)) == [
        "ỦY BAN NHÂN DÂN XÃ HÒA MỸ",
        "Kế hoạch cải cách hành chính năm học mới – giữ nguyên",
        "Kế hoạch đào tạo",
    ]
    (page,) = read_doc(tmp_path / "file", SOURCE).pages
    assert (page.decoded_from, page.method) == ("tcvn3+vni", "embedded:doc+tcvn3+vni")


def test_a_table(read: Reader) -> None:
    writer = WordWriter()
    writer.paragraph("Phân công:")
    writer.cells("TT", "Việc", "Hạn")
    writer.cells("1", "Họp phụ huynh", "Tháng 9")
    writer.cells("2", "", "Tháng 10")
    writer.paragraph("Nơi khác")
    lines = read(writer)
    assert [line.cells for line in lines[1:4]] == [
        ("TT", "Việc", "Hạn"), ("1", "Họp phụ huynh", "Tháng 9"), ("2", "", "Tháng 10"),
    ]  # fmt: skip
    assert {(line.kind, line.table) for line in lines[1:4]} == {("row", 0)}
    assert lines[4].gap_before and lines[4].kind == "paragraph"


def test_merged_cells(read: Reader) -> None:
    joined, begins, goes_on = 0x02, 0x60, 0x20
    writer = WordWriter()
    writer.cells("TT", "Nội dung", "Thời gian", "")
    writer.cells("1", "Rộng", "Rộng", "Tháng 1", edges=(0, 2000, 4000, 6000, 8000), flags=(0, 1, joined, 0))
    writer.cells("2", "Rà soát", "Quý I", edges=(0, 2000, 4050, 8000), flags=(begins, 0, 0))
    writer.cells("", "Báo cáo", "Quý II", edges=(30, 2000, 3990, 7950), flags=(goes_on, 0, 0))
    assert [line.cells for line in read(writer)] == [
        ("TT", "Nội dung", "Thời gian", ""),
        ("1", "Rộng", "", "Tháng 1"),
        ("2", "Rà soát", "Quý I", ""),
        ("2", "Báo cáo", "Quý II", ""),
    ]


def test_a_letterhead_is_no_table(read: Reader) -> None:
    writer = WordWriter()
    writer.cells("UBND XÃ HÒA MỸ\x0bTRƯỜNG TIỂU HỌC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\x0bĐộc lập", ruled=False)
    writer.cells("Số: 12/KH-TH", "Hòa Mỹ, ngày 5 tháng 9 năm 2026", ruled=False)
    assert texts(read(writer)) == [
        "UBND XÃ HÒA MỸ", "TRƯỜNG TIỂU HỌC", "Số: 12/KH-TH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập", "Hòa Mỹ, ngày 5 tháng 9 năm 2026",
    ]  # fmt: skip


def test_a_table_in_a_cell(read: Reader) -> None:
    inner = change(IN_TABLE) + change(DEPTH, 2)
    writer = WordWriter()
    writer.cells("TT", "Nội dung")
    writer.paragraph("1", end="\x07", said=change(IN_TABLE))
    for text in ("Sáng", "Chiều"):
        writer.paragraph(text, said=inner + change(INNER_CELL))
    writer.paragraph(said=inner + change(INNER_ROW_END) + row(0, 900, 1800)[3:])
    writer.paragraph("hết", end="\x07", said=change(IN_TABLE))
    writer.paragraph(end="\x07", said=row(0, 2000, 4000))
    assert [line.cells for line in read(writer)] == [("TT", "Nội dung"), ("1", "Sáng Chiều hết")]


def test_notes_and_text_boxes(read: Reader) -> None:
    writer = WordWriter()
    writer.paragraph("Theo quy định\x02 hiện hành")
    writer.paragraph("Sơ đồ \x08 dưới đây")
    writer.paragraph("Hết")
    called, anchored = writer.place("\x02"), writer.place("\x08")
    writer.notes([called], ["Điều 5 Luật Lưu trữ"])
    writer.boxes([anchored], ["DỰ THẢO", "Hộp không rõ chỗ"])
    assert texts(read(writer)) == [
        "Theo quy định hiện hành", "Sơ đồ  dưới đây", "DỰ THẢO", "Hết", "Hộp không rõ chỗ", "[1] Điều 5 Luật Lưu trữ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change_file", "error"),
    [
        pytest.param(lambda data: data[:700], DamagedFile, id="cut off"),
        pytest.param(lambda data: data.replace(b"\xec\xa5", b"\xdc\xa5"), OldWordFile, id="Word 95"),
        pytest.param(lambda data: data.replace(b"\xec\xa5\xc1", b"\xec\xa5\x65"), OldWordFile, id="before Word 97"),
        pytest.param(lambda data: data.replace(struct.pack("<I", 1024), b"\xff\xff\xff\x3f"), DamagedFile, id="piece"),
        pytest.param(
            lambda data: data.replace("WordDocument".encode("utf-16-le"), bytes(24)), DamagedFile, id="stream"
        ),
    ],
)
@pytest.mark.usefixtures("no_office")
def test_refused(tmp_path: Path, change_file: Callable[[bytes], bytes], error: type[UnreadableFile]) -> None:
    writer = WordWriter()
    writer.paragraph("Kế hoạch")
    path = writer.save(tmp_path / "file")
    path.write_bytes(change_file(path.read_bytes()))
    with pytest.raises(error, match=r"ke-hoach\.doc: "):
        read_doc(path, SOURCE)


def test_old_word_says_what_to_install(tmp_path: Path, no_office: None) -> None:
    writer = WordWriter(magic=0xA5DC)
    writer.paragraph("Kế hoạch")
    with pytest.raises(OldWordFile, match="apt-get install libreoffice-writer"):
        read_doc(writer.save(tmp_path / "file"), SOURCE)


def test_encrypted(tmp_path: Path) -> None:
    writer = WordWriter(flags=0x0100)
    writer.paragraph("Kế hoạch")
    with pytest.raises(EncryptedFile, match="needs a password"):
        read_doc(writer.save(tmp_path / "file"), SOURCE)


def test_nothing_in_it(tmp_path: Path) -> None:
    blank, picture = WordWriter(), WordWriter()
    blank.paragraph("  ")
    picture.paragraph("\x01")
    with pytest.raises(EmptyFile):
        read_doc(blank.save(tmp_path / "blank"), SOURCE)
    with pytest.raises(OnlyPictures, match="Save it as PDF"):
        read_doc(picture.save(tmp_path / "picture"), SOURCE)


@pytest.mark.usefixtures("no_office")
def test_more_text_than_any_plan_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_file, "MAX_CHARACTERS", 5)
    writer = WordWriter()
    writer.paragraph("Kế hoạch năm")
    with pytest.raises(TooLarge):
        read_doc(writer.save(tmp_path / "file"), SOURCE)


@pytest.mark.parametrize(
    ("converted", "expected"),
    [
        pytest.param("Kế hoạch cải cách hành chính năm học mới", "embedded:libreoffice", id="read by LibreOffice"),
        pytest.param("K1¾- 1H1O1 -C1H1 ÿþ 0x1F", "LibreOffice finds no text in it", id="bytes shown as letters"),
        pytest.param(None, "LibreOffice cannot read it either", id="not read by it either"),
    ],
)
def test_by_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, converted: str | None, expected: str) -> None:
    @contextmanager
    def as_docx(path: Path, program: str) -> Iterator[Path | None]:
        document = Document()
        document.add_paragraph(converted or "")
        document.save(str(tmp_path / "made.docx"))
        yield tmp_path / "made.docx" if converted else None

    monkeypatch.setattr(doc, "office", lambda: "soffice")
    monkeypatch.setattr(doc, "as_docx", as_docx)
    writer = WordWriter(magic=0xA5DC)
    writer.paragraph("Kế hoạch")
    path = writer.save(tmp_path / "file")
    if expected.startswith("embedded"):
        (page,) = read_doc(path, SOURCE).pages
        assert (page.method, texts(page.lines)) == (expected, [converted])
    else:
        with pytest.raises(DamagedFile, match=expected):
            read_doc(path, SOURCE)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(b"\x35\x08\x01\x3b\x08\x00", [(0x0835, b"\x01"), (0x083B, b"\x00")], id="one byte each"),
        pytest.param(
            b"\x08\xd6\x04\x00\x01\x02\x03\x35\x08\x01", [(0xD608, b"\1\2\3"), (0x0835, b"\1")], id="a long one"
        ),
        pytest.param(b"\x15\xc6\xff\x00\x01abc\x35\x08\x01", [(0xC615, b"\0\1abc"), (0x0835, b"\1")], id="many tabs"),
        pytest.param(b"\x35", [], id="cut off"),
    ],
)
def test_changes(said: bytes, expected: list[object]) -> None:
    assert list(changes(said)) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), min_size=1, max_size=40))
def test_damage_is_always_explained(hits: list[tuple[int, int]]) -> None:
    """Whatever bytes are broken: text, or an explanation."""
    writer = WordWriter(lists=[[(1, 0, "\x00.")]])
    writer.paragraph("Kế hoạch", said=change(LIST, 1))
    writer.cells("Một", "Hai")
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(doc, "office", lambda: None)
        path = writer.save(Path(folder) / "file")
        data = bytearray(path.read_bytes())
        for at, byte in hits:
            data[at % len(data)] = byte
        path.write_bytes(data)
        try:
            assert read_doc(path, SOURCE).pages[0].lines
        except UnreadableFile as error:
            assert str(error).startswith("ke-hoach.doc: ")


@pytest.mark.parametrize("number", ["000", "001", "002", "004"])
def test_the_text_of_plans(shared: Path, number: str) -> None:
    (page,) = ingest(shared / "bench" / "doc" / f"{number}.doc", "x.doc").pages
    truth = " ".join((shared / "bench" / "truth" / f"{number}.txt").read_text(encoding="utf-8").split())
    read = " ".join(" ".join(texts(page.lines)).split())
    assert Levenshtein.distance(read, truth) == 0


def test_all_rows_of_a_table_over_two_pages(shared: Path) -> None:
    truth = json.loads((shared / "bench" / "truth" / "005_layout.json").read_text(encoding="utf-8"))
    (page,) = ingest(shared / "bench" / "doc" / "005_layout.doc", "x.doc").pages
    rows = [list(line.cells) for line in page.lines if line.kind == "row"]
    assert len(rows) == 19 and rows == truth["rows"]
    assert texts(page.lines)[:6] == [*truth["header"][0], *truth["header"][1]]


def test_real_files(shared: Path) -> None:
    """All are read; no sign of Word's own is left in the text."""
    files = sorted((shared / "documents").glob("*.doc"))
    assert len(files) == 15
    for file in files:
        (page,) = ingest(file, file.name).pages
        text = "\n".join(texts(page.lines))
        assert len(text) > 2_000 and page.method.startswith("embedded:doc")
        assert not any(sign < " " and sign not in "\n\t" for sign in text)
        assert not any(word in text for word in ("HYPERLINK", "EMBED", "MERGEFORMAT"))
