"""Lines of a PDF: their words, their order, their place and look."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pdf_drawing import Drawing, read, texts
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import ttfonts

from normalizers.letters import bare

LEFT = ["UBND XÃ HẠ LIỄU", "TRƯỜNG TIỂU HỌC SÔNG TRĂNG", "Số: 12/KH-THST"]
RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hạ Liễu, ngày 05 tháng 9 năm 2025"]
BODY = [
    "Căn cứ Kế hoạch số 45/KH-UBND ngày 20 tháng 8 năm 2025 của xã Hạ Liễu,",
    "nhà trường xây dựng kế hoạch công tác tuần lễ đọc sách như sau:",
]


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    return Drawing(tmp_path / "kế hoạch.pdf")


@pytest.mark.parametrize("shift", [0.0, 3.0, 6.0, 9.0])
@pytest.mark.parametrize("by_row", [True, False], ids=["drawn row by row", "drawn block by block"])
def test_letterhead_is_read_block_by_block(drawing: Drawing, shift: float, by_row: bool) -> None:
    """Whether or not the two sides share their base lines, and in whatever order the file holds them."""
    places = [(60, 60 + 18 * n, text) for n, text in enumerate(LEFT)]
    places += [(300, 60 + shift + 18 * n, text) for n, text in enumerate(RIGHT)]
    for x, y, text in sorted(places, key=lambda place: place[1]) if by_row else places:
        drawing.words(x, y, text)
    drawing.centred(297, 140, "KẾ HOẠCH", bold=True)
    drawing.lines(60, 170, BODY)
    assert texts(drawing.read()) == [*LEFT, *RIGHT, "KẾ HOẠCH", *BODY]


def test_letterhead_in_one_piece_of_text_is_cut_at_its_gap(drawing: Drawing) -> None:
    """People who know no tables set the right side with blanks; pdfium leaves one of them."""
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        blanks = round((260 - drawing.width(left, 10)) / drawing.width(" ", 10))
        drawing.words(60, 60 + 16 * number, left + " " * blanks + right, size=10)
    drawing.lines(60, 140, BODY)
    assert texts(drawing.read()) == [*LEFT, *RIGHT, *BODY]


def test_signature_is_read_block_by_block(drawing: Drawing) -> None:
    left = ["Nơi nhận:", "- Phòng VHXH xã (để báo cáo);", "- Các tổ chuyên môn;", "- Lưu: VT."]
    drawing.lines(60, 60, [*BODY, "Trên đây là kế hoạch của nhà trường./."])
    drawing.lines(60, 120, left, pitch=13)
    drawing.words(400, 120, "HIỆU TRƯỞNG", bold=True)
    drawing.words(395, 190, "Đỗ Thị Hồng Vân", bold=True)
    found = texts(drawing.read())
    assert found[3:] == [*left, "HIỆU TRƯỞNG", "Đỗ Thị Hồng Vân"]


def test_two_signatures(drawing: Drawing) -> None:
    drawing.lines(60, 60, BODY)
    drawing.words(80, 120, "NGƯỜI LẬP")
    drawing.words(380, 120, "HIỆU TRƯỞNG")
    drawing.words(80, 180, "Lý Văn Tám")
    drawing.words(380, 180, "Đỗ Thị Hồng Vân")
    assert texts(drawing.read())[2:] == ["NGƯỜI LẬP", "Lý Văn Tám", "HIỆU TRƯỞNG", "Đỗ Thị Hồng Vân"]


def test_agenda_without_rulings_is_read_row_by_row(drawing: Drawing) -> None:
    drawing.lines(60, 60, [*BODY, "Chương trình buổi lễ gồm các nội dung dưới đây, theo thứ tự thời gian:"] * 3)
    rows = [("7 giờ 30", "Đón đại biểu"), ("8 giờ 00", "Khai mạc"), ("8 giờ 30", "Trao thưởng"), ("9 giờ 00", "Bế mạc")]
    for number, (left, right) in enumerate(rows):
        drawing.words(90, 220 + 15 * number, left)
        drawing.words(220, 220 + 15 * number, right)
    assert texts(drawing.read())[-4:] == [" ".join(row) for row in rows]


@pytest.mark.parametrize(
    ("marker", "text"),
    [
        ("1.", "Mục đích"),
        ("-", "Tổ chức tuần lễ đọc sách"),
        ("a)", "Yêu cầu"),
        ("II.", "NỘI DUNG"),
        ("3.1.", "Thời gian"),
    ],
)
def test_marker_stays_with_its_words(drawing: Drawing, marker: str, text: str) -> None:
    """However far the tab stop is."""
    for number in range(3):
        drawing.words(60, 60 + 15 * number, marker)
        drawing.words(110, 60 + 15 * number, text)
    assert texts(drawing.read()) == [f"{marker} {text}"] * 3


def test_room_for_a_pen_does_not_cut_a_line(drawing: Drawing) -> None:
    drawing.words(60, 60, "Số:")
    drawing.words(130, 60, "/KH-THST")
    drawing.words(300, 60, "Hạ Liễu, ngày")
    drawing.words(420, 60, "tháng 9 năm 2025")
    drawing.lines(60, 100, BODY)
    assert texts(drawing.read()) == ["Số: /KH-THST", "Hạ Liễu, ngày tháng 9 năm 2025", *BODY]


def test_hyphen_at_the_end_of_a_line_survives(drawing: Drawing) -> None:
    drawing.lines(60, 60, ["Thực hiện Kế hoạch số 45/KH-", "SGDĐT về tuần lễ đọc sách"])
    assert texts(drawing.read()) == ["Thực hiện Kế hoạch số 45/KH-", "SGDĐT về tuần lễ đọc sách"]


@pytest.mark.parametrize(("before", "expected"), [("năm 2023", "năm 2023¹"), ("diện tích 40 m", "diện tích 40 m¹")])
def test_raised_digits_are_no_part_of_the_number(drawing: Drawing, before: str, expected: str) -> None:
    drawing.words(60, 60, before)
    drawing.words(60 + drawing.width(before), 56, "1", size=6)
    assert texts(drawing.read()) == [expected]


def test_double_print_counts_once(drawing: Drawing) -> None:
    """Old programs print twice, half a point apart, for want of a bold font."""
    drawing.words(60, 60, "I. MỤC ĐÍCH")
    drawing.words(60.5, 60, "I. MỤC ĐÍCH")
    assert texts(drawing.read()) == ["I. MỤC ĐÍCH"]


def test_place_and_look_of_lines(drawing: Drawing) -> None:
    drawing.centred(300, 60, "KẾ HOẠCH", bold=True)
    drawing.words(60, 100, "Căn cứ tình hình thực tế, nhà trường xây dựng kế hoạch như sau, từ nay đến hết năm:")
    drawing.words(60, 115, "thực hiện đủ các nội dung.")
    drawing.words(60, 150, "- Dòng này đứng xa dòng trên.")
    heading, first, second, item = drawing.read().pages[0].lines
    assert (heading.bold, heading.centred) == (True, True)
    assert (first.bold, first.centred) == (False, False)
    assert [line.gap_before for line in (heading, first, second, item)] == [False, True, False, True]
    assert first.box is not None
    assert first.box[0] == pytest.approx(60, abs=1.5)
    assert first.box[1] < 100 < first.box[3] < 106


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_as_seen(drawing: Drawing, turn: int) -> None:
    """A page stored on its side: boxes are those of the page as it is shown."""
    drawing.lines(60, 60, BODY)
    drawing.read()
    document = pdfium.PdfDocument(drawing.path)
    document[0].set_rotation(turn)
    turned = drawing.path.with_name("turned.pdf")
    document.save(turned)
    page = read(turned).pages[0]
    width, height = (595, 842) if turn in (0, 180) else (842, 595)
    assert (page.width, page.height) == (pytest.approx(width, abs=1), pytest.approx(height, abs=1))
    assert all(
        0 <= box[0] < box[2] <= width and 0 <= box[1] < box[3] <= height for box in (x.box for x in page.lines) if box
    )


def test_cropped_page_starts_at_what_is_seen(drawing: Drawing) -> None:
    drawing.words(60, 60, "Kế hoạch")
    drawing.canvas.setCropBox((50, 0, 595, 800))
    (line,) = drawing.read().pages[0].lines
    assert line.box is not None
    assert line.box[0] == pytest.approx(10, abs=1.5)
    assert line.box[1] < 18 < line.box[3] + 1


def test_pictures_and_blank_pages(drawing: Drawing) -> None:
    drawing.picture(0, 0, 595, 842)
    drawing.next_page()
    drawing.picture(100, 100, 300, 300)
    drawing.words(60, 60, "Ảnh chụp buổi lễ")
    drawing.next_page()
    scan, photograph, blank = drawing.read().pages
    assert (scan.has_image, scan.ink_without_text, scan.lines) == (True, True, ())
    assert (photograph.has_image, photograph.ink_without_text) == (False, False)
    assert (blank.has_image, blank.ink_without_text, blank.lines) == (False, False, ())


def test_letters_that_a_font_calls_blanks_are_lost_and_said_to_be(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some fonts for headings name every H a blank; real blanks print nothing."""
    named = ttfonts.makeToUnicodeCMap
    monkeypatch.setattr(
        ttfonts, "makeToUnicodeCMap", lambda font, letters: named(font, [32 if c == ord("H") else c for c in letters])
    )
    drawing.words(60, 60, "THỰC HIỆN CHIA SẺ SÁCH")
    drawing.words(60, 90, "Cùng đọc và chia sẻ sách hay.")
    heading, body = texts(drawing.read())
    assert heading == "T\ufffdỰC IỆN C\ufffdIA SẺ SÁC\ufffd"
    assert body == "Cùng đọc và chia sẻ sách hay."


def test_letters_standing_alone_are_not_torn(drawing: Drawing) -> None:
    drawing.words(60, 60, "Khối B và lớp 5 C học nhóm k m")
    assert texts(drawing.read()) == ["Khối B và lớp 5 C học nhóm k m"]


def test_few_words_on_the_picture_of_a_page(drawing: Drawing) -> None:
    """Their share of the ink is measured, and only where there is so little text that it is in doubt."""
    ink = Image.new("L", (300, 420), 255)
    for y in range(30, 400, 12):
        ink.paste(0, (40, y, 260, y + 5))
    data = io.BytesIO()
    ink.save(data, "PNG")
    for lines in (2, 40):
        data.seek(0)
        drawing.canvas.drawImage(ImageReader(data), 0, 0, 595, 842)
        drawing.lines(60, 70, ["Kế hoạch tuần lễ đọc sách của trường"] * lines, pitch=18)
        drawing.next_page()
    drawing.words(60, 60, "Kế hoạch")
    few, many, none = drawing.read().pages
    assert few.ink_covered is not None
    assert few.ink_covered < 0.2
    assert (many.ink_covered, none.ink_covered) == (None, None)


@pytest.mark.parametrize(("lies", "disagrees"), [(True, True), (False, False)])
def test_font_that_names_letters_without_their_marks(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch, lies: bool, disagrees: bool
) -> None:
    """The text says 'ke hoach', the page 'kế hoạch'; where both say 'ke hoach' the text is what is printed."""
    named = ttfonts.makeToUnicodeCMap
    if lies:
        monkeypatch.setattr(
            ttfonts, "makeToUnicodeCMap", lambda font, letters: named(font, [ord(bare(chr(c))) for c in letters])
        )
    printed = [*BODY, "1. Mục đích: giúp học sinh yêu sách và biết giữ gìn sách của thư viện."]
    drawing.lines(60, 60, printed if lies else [bare(line) for line in printed])
    ingested = drawing.read()
    assert texts(ingested) == [bare(line) for line in printed]
    assert ingested.pages[0].disagrees == disagrees


def test_marked_text_and_fonts_of_all_sizes_agree(drawing: Drawing) -> None:
    drawing.lines(60, 60, BODY)
    drawing.next_page()
    for number, size in enumerate((8, 11, 16, 24)):
        drawing.words(60, 60 + 40 * number, "The school has a good reading room.", size=size, bold=number % 2 == 0)
    assert [page.disagrees for page in drawing.read().pages] == [False, False]


def test_addressees_are_no_part_of_the_letterhead(drawing: Drawing) -> None:
    for n, (left, right) in enumerate(zip([*LEFT, "Kính gửi:"], [*RIGHT, "- Các trường tiểu học;"], strict=True)):
        drawing.words(60, 60 + 18 * n, left)
        drawing.words(300, 60 + 18 * n, right)
    drawing.words(300, 132, "- Các trường mầm non.")
    assert texts(drawing.read())[:6] == [*LEFT, *RIGHT]


def test_scan_within_a_form(drawing: Drawing) -> None:
    """Some scanners draw the page in units of their own, in a form that is stretched over the page."""
    data = io.BytesIO()
    Image.new("L", (40, 60), 180).save(data, "PNG")
    drawing.canvas.beginForm("scan", 0, 0, 1, 1)
    drawing.canvas.drawImage(ImageReader(data), 0, 0, 1, 1)
    drawing.canvas.endForm()
    drawing.canvas.saveState()
    drawing.canvas.scale(595, 842)
    drawing.canvas.doForm("scan")
    drawing.canvas.restoreState()
    assert drawing.read().pages[0].has_image
