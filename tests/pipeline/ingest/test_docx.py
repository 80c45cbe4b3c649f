"""Word documents, written here as the XML that Word writes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import DamagedFile, EmptyFile, OnlyPictures, TooLarge, UnreadableFile
from pipeline.ingest import docx_package
from pipeline.ingest.docx import read_docx
from pipeline.records import Line, Source

SOURCE = Source("ke-hoach.docx", (), "0" * 64, "application/docx", 1)
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Reader = Callable[..., tuple[Line, ...]]


def write(path: Path, body: str, **parts: str) -> Path:
    """Write a DOCX with this body and these further parts ('numbering', 'styles', 'footnotes')."""
    kinds = {name: name.rstrip("s") if name.endswith("notes") else name for name in parts}
    relationships = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{name}" Target="{name}.xml"/>' for name in kinds
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relationships}'
            "</Relationships>",
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACES}>{content}</w:{name}>")
    return path


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Return the lines of a document with this body."""

    def reader(body: str, **parts: str) -> tuple[Line, ...]:
        ingested = read_docx(write(tmp_path / "file", body, **parts), SOURCE)
        assert (ingested.text_origin, len(ingested.pages)) == ("embedded", 1)
        return ingested.pages[0].lines

    return reader


def t(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') else t(content)}</w:p>"


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(text: str) -> str:
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param(p(t("Kế ") + t("hoạch")), ["Kế hoạch"], id="runs"),
        pytest.param(p(t("a") + "<w:r><w:tab/></w:r>" + t("b")), ["a\tb"], id="tab"),
        pytest.param(p(t("45/KH") + "<w:r><w:noBreakHyphen/></w:r>" + t("UBND")), ["45/KH-UBND"], id="hard hyphen"),
        pytest.param(p(t("a") + "<w:r><w:br/></w:r>" + t("b")), ["a", "b"], id="line broken by hand"),
        pytest.param(
            p(f"<w:ins>{t('mới')}</w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"), ["mới"], id="changes"
        ),
        pytest.param(p(f"<w:moveFrom>{t('x')}</w:moveFrom><w:moveTo>{t('y')}</w:moveTo>"), ["y"], id="moved text"),
        pytest.param(
            p(t("Trường "), "<w:rPr><w:del/></w:rPr>") + p("Tiểu học"),
            ["Trường Tiểu học"],
            id="a deleted paragraph end",
        ),
        pytest.param(p(f"<w:hyperlink>{t('cổng')}</w:hyperlink>"), ["cổng"], id="hyperlink"),
        pytest.param(p(t("Trang ") + field(" PAGE ", "7")), ["Trang 7"], id="result of a field"),
        pytest.param(p(f"<w:fldSimple w:instr='DATE'>{t('ngày 3')}</w:fldSimple>"), ["ngày 3"], id="simple field"),
        pytest.param(p(t("a") + t("ẩn", "<w:vanish/>")), ["a"], id="hidden text"),
        pytest.param(p(t("kế hoạch", "<w:caps/>")), ["KẾ HOẠCH"], id="shown in capitals"),
        pytest.param(p("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + t(" 95%")), ["≥ 95%"], id="symbol"),
        pytest.param(p("<m:oMath><m:r><m:t>≤</m:t></m:r></m:oMath>" + t(" 5")), ["≤ 5"], id="formula"),
        pytest.param(p(t("Tên") + box("DỰ THẢO")) + p("sau"), ["Tên", "DỰ THẢO", "sau"], id="text box, once"),
        pytest.param(f"<w:sdt><w:sdtContent>{p('a')}</w:sdtContent></w:sdt>", ["a"], id="content control"),
        pytest.param(p("a") + p(t("")) + p("b"), ["a", "b"], id="empty paragraph"),
    ],
)
def test_texts(read: Reader, body: str, texts: list[str]) -> None:
    assert [line.text for line in read(body)] == texts


def test_looks(read: Reader) -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 2'/><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='T'><w:basedOn w:val='H'/><w:pPr><w:jc w:val='center'/></w:pPr></w:style>"
    )
    lines = read(
        p(t("I. MỤC ĐÍCH"), "<w:pStyle w:val='T'/>")
        + p(t("nhạt", "<w:b w:val='0'/>"), "<w:pStyle w:val='T'/><w:jc w:val='left'/>")
        + p(t(""))
        + p(t("1.", "<w:b/>") + t(" Mục đích")),
        styles=styles,
    )
    assert [(line.heading_level, line.bold, line.centred, line.gap_before, line.kind) for line in lines] == [
        (2, True, True, False, "paragraph"),
        (2, False, False, False, "paragraph"),
        (None, False, False, True, "paragraph"),
    ]


def level(place: int, form: str, text: str, extra: str = "") -> str:
    return f"<w:lvl w:ilvl='{place}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{extra}<w:lvlText w:val='{text}'/></w:lvl>"


NUMBERING = (
    "<w:abstractNum w:abstractNumId='0'>"
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.", "<w:isLgl/>")
    + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "\uf0b7")
    + level(5, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    + "<w:abstractNum w:abstractNumId='1'>"
    + level(0, "decimalZero", "Điều %1.")
    + level(1, "bullet", "+", "<w:suff w:val='nothing'/>")
    + "</w:abstractNum>"
    + "".join(f"<w:num w:numId='{n}'><w:abstractNumId w:val='{a}'/></w:num>" for n, a in ((1, 0), (2, 0), (4, 1)))
    + "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>"
    + "</w:lvlOverride></w:num>"
)


def numbered(*places: tuple[int, int]) -> str:
    return "".join(
        p("x", f"<w:numPr><w:ilvl w:val='{place}'/><w:numId w:val='{number}'/></w:numPr>") for number, place in places
    )


@pytest.mark.parametrize(
    ("places", "markers"),
    [
        pytest.param([(1, 0), (1, 0), (1, 0), (1, 0)], ["I.", "II.", "III.", "IV."], id="Roman"),
        pytest.param([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["I.", "1.", "2.", "II.", "1."], id="levels begin anew"),
        pytest.param([(1, 0), (1, 1), (1, 2), (1, 2)], ["I.", "1.", "1.1.1", "1.1.2"], id="all in Arabic figures"),
        pytest.param([(1, 0), (1, 3), (1, 3)], ["I.", "a)", "b)"], id="letters"),
        pytest.param([(1, 0), (2, 0), (3, 0), (3, 0)], ["I.", "II.", "I.", "II."], id="going on, and beginning anew"),
        pytest.param([(4, 0), (4, 0)], ["Điều 01.", "Điều 02."], id="words and leading zero"),
        pytest.param([(1, 4), (1, 5)], ["-", "+"], id="dots become dashes"),
        pytest.param([(0, 0), (9, 0)], ["", ""], id="numbering taken off, or not there"),
    ],
)
def test_numbers(read: Reader, places: list[tuple[int, int]], markers: list[str]) -> None:
    lines = read(numbered(*places), numbering=NUMBERING)
    assert [line.text for line in lines] == [f"{marker} x".strip() for marker in markers]


def test_number_right_before_its_text(read: Reader) -> None:
    assert [line.text for line in read(numbered((4, 1)), numbering=NUMBERING)] == ["+x"]


def test_numbers_from_a_style(read: Reader) -> None:
    style = (
        "<w:style w:type='paragraph' w:styleId='M'><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>"
        "</w:pPr></w:style>"
    )
    body = p("a", "<w:pStyle w:val='M'/>") + p("b", "<w:pStyle w:val='M'/>")
    assert [line.text for line in read(body, styles=style, numbering=NUMBERING)] == ["1. a", "2. b"]


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def table(*rows: str, borders: str = "single") -> str:
    sides = "".join(f"<w:{side} w:val='{borders}'/>" for side in ("top", "bottom", "insideH", "insideV"))
    inside = "".join(row if row.startswith("<w:tr") else f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>{inside}</w:tbl>"


def test_merged_cells(read: Reader) -> None:
    lines = read(
        p("a")
        + table(
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
            + cell("TT")
            + cell("Thời gian", "<w:gridSpan w:val='2'/>")
            + cell("Đơn vị")
            + "</w:tr>",
            cell("1") + cell("đầu") + cell("cuối") + cell("Tổ 1", "<w:vMerge w:val='restart'/>"),
            cell("2") + cell("quý I") + cell("quý II") + cell(p(t("")), "<w:vMerge/>"),
            cell("II. Khác", "<w:gridSpan w:val='4'/>"),
            "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("x") + cell("y") + cell("z") + "</w:tr>",
            "<w:tr><w:trPr><w:del/></w:trPr>" + cell("xóa") + "</w:tr>",
        )
    )
    assert [(line.cells, line.header_row) for line in lines[1:]] == [
        (("TT", "Thời gian", "", "Đơn vị"), True),
        (("1", "đầu", "cuối", "Tổ 1"), False),
        (("2", "quý I", "quý II", "Tổ 1"), False),
        (("II. Khác",), False),
        (("", "x", "y", "z"), False),
    ]


def test_numbered_cells_without_text(read: Reader) -> None:
    number = p("<w:r/>", "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>")
    lines = read(
        table(cell("TT") + cell("Việc"), cell(number) + cell("Họp"), cell(number) + cell("Dạy")), numbering=NUMBERING
    )
    assert [line.cells for line in lines] == [("TT", "Việc"), ("1.", "Họp"), ("2.", "Dạy")]


def test_letterhead_and_signatures(read: Reader) -> None:
    stroke = "<w:tcBorders><w:bottom w:val='single'/></w:tcBorders>"
    lines = read(
        table(
            cell(p("UBND XÃ") + p("TRƯỜNG A"), stroke) + cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            cell("Số: 1/KH-THCS") + cell("A, ngày 2"),
            borders="nil",
        )
        + p("KẾ HOẠCH")
        + table(cell("Tổ trưởng") + cell("Thư ký"), cell("Trần B") + cell("Lê C"), borders="none")
    )
    assert [line.text for line in lines] == [
        *("UBND XÃ", "TRƯỜNG A", "Số: 1/KH-THCS", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "A, ngày 2"),
        *("KẾ HOẠCH", "Tổ trưởng", "Trần B", "Thư ký", "Lê C"),
    ]
    assert {line.kind for line in lines} == {"paragraph"}


def test_nested_tables(read: Reader) -> None:
    inner = table(cell("TT") + cell("Việc"), cell("1") + cell("Họp"))
    in_a_layout = read(table(cell(p("Bảng:") + inner + p("")), borders="nil"))
    assert [line.cells or line.text for line in in_a_layout] == ["Bảng:", ("TT", "Việc"), ("1", "Họp")]
    in_a_table = read(table(cell("a") + cell("b"), cell("c") + cell(inner + p("d"))))
    assert in_a_table[1].cells == ("c", "TT Việc 1 Họp d")


def test_notes_follow_the_body(read: Reader) -> None:
    notes = f"<w:footnote w:id='-1'>{p('-----')}</w:footnote><w:footnote w:id='2'>{p('Theo báo cáo.')}</w:footnote>"
    lines = read(p(t("Đạt 95%") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + t(";")) + p("Hết."), footnotes=notes)
    assert [line.text for line in lines] == ["Đạt 95%;", "Hết.", "[1] Theo báo cáo."]


def test_tables_are_counted(read: Reader) -> None:
    rows = cell("TT") + cell("Việc"), cell("1") + cell("Họp")
    assert [line.table for line in read(table(*rows) + table(*rows))] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        pytest.param(
            "<w:document", DamagedFile, r"ke-hoach\.docx: damaged DOCX file \(word/document\.xml", id="broken XML"
        ),
        pytest.param("<x/>", DamagedFile, r"no word/document\.xml with a body", id="no body"),
        pytest.param(f"<w:document {NAMESPACES}><w:body/></w:document>", EmptyFile, "empty", id="no text"),
    ],
)
def test_bad_documents(tmp_path: Path, content: str, error: type[UnreadableFile], message: str) -> None:
    path = tmp_path / "file"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", content)
    with pytest.raises(error, match=message) as raised:
        read_docx(path, SOURCE)
    assert raised.value.message_vi.startswith("ke-hoach.docx: ")


def test_a_document_of_pictures(tmp_path: Path) -> None:
    path = write(tmp_path / "file", p("<w:r/>"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/media/image1.png", b"scan")
    with pytest.raises(OnlyPictures, match="only pictures"):
        read_docx(path, SOURCE)


def test_a_part_that_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PART_BYTES", 1 << 20)
    with pytest.raises(TooLarge, match=r"word/document\.xml > 1 MB"):
        read_docx(write(tmp_path / "file", p("a" * (2 << 20))), SOURCE)


def test_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_ENTRIES", 2)
    with pytest.raises(TooLarge, match="3 parts > 2"):
        read_docx(write(tmp_path / "file", p("a")), SOURCE)


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY e0 "a">{bomb}]>'
    path = tmp_path / "file"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f"{doctype}<w:document {NAMESPACES}><w:body>{p('&s;&e11; sau')}</w:body></w:document>",
        )
    try:
        text = "".join(line.text for line in read_docx(path, SOURCE).pages[0].lines)
    except UnreadableFile:
        return
    assert "mật" not in text and len(text) < 100
