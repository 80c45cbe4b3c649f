"""Documents in TCVN3 and VNI, in each format: what the fonts tell, what the words tell, and what page and finding say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from normalizers.legacy import Encoding, from_unicode
from pipeline.ingest import ingest
from pipeline.page_findings import page_findings
from pipeline.records import Ingested
from pipeline.triage import triage

TCVN3, CAPITALS, VNI = Encoding.TCVN3, Encoding.TCVN3_CAPITALS, Encoding.VNI
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

HEADING = "KẾ HOẠCH ĐỌC SÁCH"
PLAN = (
    "Thực hiện nhiệm vụ năm học, Trường Tiểu học Đồi Sim xây dựng kế hoạch đọc sách như sau:",
    "Mỗi lớp có một tủ sách; mượn trả được ghi vào sổ theo dõi của thư viện.",
    "Phấn đấu 95% học sinh đọc ít nhất 02 cuốn mỗi tháng, từ tháng 9 đến hết năm học.",
)


def texts(ingested: Ingested) -> list[str]:
    return [line.text for page in ingested.pages for line in page.lines]


def read(tmp_path: Path, name: str, data: bytes) -> Ingested:
    path = tmp_path / name
    path.write_bytes(data)
    return ingest(path, name)


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
def test_plain_text(tmp_path: Path, encoding: Encoding) -> None:
    data = from_unicode("\r\n".join(PLAN), encoding).encode("latin-1")
    ingested = read(tmp_path, "ke-hoach.txt", data)
    assert texts(ingested) == list(PLAN)
    page = ingested.pages[0]
    assert (page.method, page.decoded_from) == (f"plain:windows-1252+{encoding}", encoding.value)


def test_plain_text_pasted_into_unicode(tmp_path: Path) -> None:
    """A file may be UTF-8 and its letters TCVN3; the line before them was typed anew."""
    ingested = read(tmp_path, "ke-hoach.txt", "\n".join([HEADING, *(from_unicode(x, TCVN3) for x in PLAN)]).encode())
    assert texts(ingested) == [HEADING, *PLAN]
    assert ingested.pages[0].method == "plain:utf-8+tcvn3"


def test_short_text_is_not_taken_for_windows_1258(tmp_path: Path) -> None:
    """No letter of this is a tone in windows-1258, so that encoding would read it without complaint."""
    text = "Kế hoạch công tác, tháng sáu năm sau"
    assert texts(read(tmp_path, "ke-hoach.txt", from_unicode(text, TCVN3).encode("latin-1"))) == [text]


def docx(*paragraphs: tuple[tuple[str, str], ...], style: str = "") -> bytes:
    """Return a Word document of paragraphs of runs, each as text and font; `style` is the font of its usual style."""
    body = "".join(
        "<w:p>"
        + "".join(
            f"<w:r><w:rPr>{f'<w:rFonts w:ascii={font!r} w:hAnsi={font!r}/>' if font else ''}</w:rPr>"
            f'<w:t xml:space="preserve">{text}</w:t></w:r>'
            for text, font in runs
        )
        + "</w:p>"
        for runs in paragraphs
    )
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    usual = f"<w:rPr><w:rFonts w:ascii={style!r} w:hAnsi={style!r}/></w:rPr>" if style else ""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        archive.writestr(
            "word/styles.xml",
            f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">{usual}</w:style>'
            "</w:styles>",
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="s" Type="{kinds}" Target="styles.xml"/></Relationships>',
        )
    return data.getvalue()


def test_word_by_its_fonts(tmp_path: Path) -> None:
    """What is Unicode stays, in whatever font; the heading is in capitals because its font is."""
    ingested = read(
        tmp_path,
        "ke-hoach.docx",
        docx(
            ((from_unicode(HEADING, CAPITALS), ".VnTimeH"),),
            ((from_unicode(PLAN[0], TCVN3), ""),),
            ((from_unicode(PLAN[1], VNI)[:20], "VNI-Times"), (from_unicode(PLAN[1], VNI)[20:], "VNI-Times")),
            ((PLAN[2], "Times New Roman"),),
            style=".VnTime",
        ),
    )
    assert texts(ingested) == [HEADING, *PLAN]
    assert ingested.pages[0].method == "embedded:docx+tcvn3+vni"


def test_word_in_unicode_with_an_old_font_in_its_styles(tmp_path: Path) -> None:
    ingested = read(tmp_path, "ke-hoach.docx", docx(*(((line, ""),) for line in PLAN), style=".VnTime"))
    assert texts(ingested) == list(PLAN)
    assert ingested.pages[0].decoded_from is None


def test_word_with_fonts_that_tell_nothing(tmp_path: Path) -> None:
    ingested = read(tmp_path, "ke-hoach.docx", docx(*(((from_unicode(line, VNI), "Arial"),) for line in PLAN)))
    assert texts(ingested) == list(PLAN)
    assert ingested.pages[0].decoded_from == "vni"


def pdf(lines: list[tuple[str, str]]) -> bytes:
    """Return a page of lines, each as text and the name of its font; letters are one byte, as Windows numbers them."""
    fonts = sorted({font for _, font in lines})
    shown = b"".join(
        b"BT /F%d 12 Tf 60 %d Td (%s) Tj ET\n"
        % (fonts.index(font), 780 - 20 * n, text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\("))
        for n, (text, font) in enumerate(lines)
    )
    named = "".join(f"/F{n} {5 + n} 0 R " for n in range(len(fonts)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<<{named}>>>>>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        *(f"<</Type/Font/Subtype/Type1/BaseFont/{f}/Encoding/WinAnsiEncoding>>".encode() for f in fonts),
    ]
    data = b"%PDF-1.4\n"
    for number, content in enumerate(objects, start=1):
        data += b"%d 0 obj%s endobj\n" % (number, content)
    return data + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_pdf_by_its_fonts(tmp_path: Path) -> None:
    lines = [
        (from_unicode(HEADING, CAPITALS), "VnTimeHBold"),
        (from_unicode("Mỗi lớp chọn sách đã hẹn với bạn đọc", TCVN3), "VnTime"),
        (from_unicode(PLAN[1], VNI), "VNI-Times"),
        ("Thursday, 45/KH-THDS", "Times-Roman"),
    ]
    ingested = read(tmp_path, "ke-hoach.pdf", pdf(lines))
    assert texts(ingested) == [HEADING, "Mỗi lớp chọn sách đã hẹn với bạn đọc", PLAN[1], "Thursday, 45/KH-THDS"]
    assert ingested.pages[0].method == "embedded:pdfium+tcvn3+vni"


def test_pdf_shows_soft_hyphens_as_hyphens(tmp_path: Path) -> None:
    """They are 'ư', also at the end of a line, where pdfium joins what it takes for a broken word."""
    lines = [
        "Trường xây dựng kế hoạch tuần đọc sách cho các lớp như",
        "đã hẹn; thư viện và Hội CMHS-THDS góp ý, đầu tư",
    ]
    ingested = read(tmp_path, "ke-hoach.pdf", pdf([(from_unicode(line, TCVN3), "VnTime") for line in lines]))
    assert texts(ingested) == lines


def test_pdf_with_fonts_renamed(tmp_path: Path) -> None:
    ingested = read(tmp_path, "ke-hoach.pdf", pdf([(from_unicode(line, TCVN3), "TT2B3o00") for line in PLAN]))
    assert texts(ingested) == list(PLAN)
    assert ingested.pages[0].decoded_from == "tcvn3"


def test_page_and_finding_say_so(tmp_path: Path) -> None:
    data = from_unicode("\n".join(PLAN), TCVN3).encode("latin-1")
    triaged = triage(read(tmp_path, "ke-hoach.txt", data))
    page = triaged.pages[0]
    assert (page.text_state, page.decoded_from) == ("legacy_encoding", "tcvn3")
    assert page.garble_score < 0.05
    assert [(f.code, f.severity) for f in page_findings(triaged.pages)] == [("legacy-encoding", "info")]
