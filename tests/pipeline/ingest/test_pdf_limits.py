"""PDF files that cannot or must not be read: each stops with its reason, none is read as empty in silence."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pdf_drawing import Drawing, read, texts
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge, UnreadableFile
from pipeline.ingest import pdf_limits


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kế hoạch.pdf"


def objects(*bodies: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    file = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(bodies) + 1
    start = len(file)
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, start)
    )


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(content: int, box: bytes = b"0 0 595 842") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Resources<</Font<</F 4 0 R>>>>/Contents %d 0 R>>" % (box, content)


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed)


def one_page(content: bytes, box: bytes = b"0 0 595 842") -> bytes:
    return objects(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page(5, box), FONT, stream(content))


def test_hand_made_file_is_read(path: Path) -> None:
    """So that the files below fail for their own reason."""
    path.write_bytes(one_page(b"BT /F 12 Tf 60 700 Td (Mua) Tj ET"))
    assert texts(read(path)) == ["Mua"]


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        pytest.param(b"", EmptyFile, "empty", id="no bytes"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 20, DamagedFile, "damaged PDF", id="rubbish"),
        pytest.param(b"%PDF-1.7\ntrailer\n<<>>\n%%EOF", DamagedFile, "damaged PDF", id="no objects"),
        pytest.param(objects(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"), DamagedFile, "damaged PDF", id="no pages"),
        pytest.param(
            objects(
                CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"
            ),
            DamagedFile,
            "none of its pages",
            id="a page tree that leads back to itself",
        ),
        pytest.param(one_page(b"", b"0 0 14400 14400"), TooLarge, "page 1 is 14400 points long", id="a huge page"),
        pytest.param(
            one_page(b"BT /F 1 Tf " + b"(a) Tj " * (pdf_limits.MAX_PAGE_OBJECTS + 1) + b"ET"),
            TooLarge,
            "page 1 has more than 100000 drawn objects",
            id="too much drawn",
        ),
        pytest.param(one_page(b" " * (pdf_limits.MAX_UNPACKED + 9)), TooLarge, "more than 32 MiB", id="a deflate bomb"),
        pytest.param(one_page(b""), EmptyFile, "empty", id="a blank page"),
    ],
)
def test_refused(path: Path, content: bytes, error: type[UnreadableFile], says: str) -> None:
    path.write_bytes(content)
    with pytest.raises(error, match=says) as caught:
        read(path)
    assert caught.value.message_en.startswith("kế hoạch.pdf: ")
    assert caught.value.message_vi.startswith("kế hoạch.pdf: ")


def test_cut_off_file(path: Path) -> None:
    drawing = Drawing(path)
    drawing.words(60, 60, "KẾ HOẠCH")
    drawing.read()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(DamagedFile):
        read(path)


def test_password(path: Path) -> None:
    drawing = Drawing(path, encrypt=StandardEncryption("mo", ownerPassword="chu"))
    drawing.words(60, 60, "KẾ HOẠCH")
    with pytest.raises(EncryptedFile, match="needs a password"):
        drawing.read()


def test_copy_protection_is_no_obstacle_to_reading(path: Path) -> None:
    """The file opens for everyone; its author forbids copying, which is no password."""
    drawing = Drawing(path, encrypt=StandardEncryption("", ownerPassword="chu", canCopy=0))
    drawing.words(60, 60, "KẾ HOẠCH")
    assert texts(drawing.read()) == ["KẾ HOẠCH"]


def test_one_lost_page_among_others(path: Path) -> None:
    """The others are kept, and the loss is told."""
    path.write_bytes(
        objects(
            CATALOGUE,
            b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>",
            page(5),
            FONT,
            stream(b"BT /F 12 Tf 60 700 Td (Mua) Tj ET"),
        )
    )
    ingested = read(path)
    assert [len(page.lines) for page in ingested.pages] == [1, 0]
    assert [(finding.code, finding.severity, finding.page) for finding in ingested.findings] == [
        ("page-unreadable", "error", 2)
    ]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("empty", EmptyFile),
        ("random", DamagedFile),
        ("truncated", DamagedFile),
        ("pagetree_loop", DamagedFile),
        ("html_as_pdf", DamagedFile),
        ("docx_named", DamagedFile),
        ("userpw", EncryptedFile),
        ("flatebomb_1GiB", TooLarge),
        ("hugepage", TooLarge),
        ("million_ops", TooLarge),
    ],
)
def test_hostile_files(shared: Path, name: str, error: type[UnreadableFile]) -> None:
    with pytest.raises(error):
        read(shared / "bench" / "bad" / f"{name}.pdf")
