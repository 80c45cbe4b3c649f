"""What a document says of itself, from letterheads of every shape and from none."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.header import read_header
from extractors.passage import Passage
from extractors.title import period_of


def passages(**zones: list[str]) -> list[Passage]:
    """Return passages with the roles of their keyword; they stand one line apart."""
    found: list[Passage] = []
    at = 0
    for role, texts in zones.items():
        for text in texts:
            found.append(Passage(len(found), "paragraph", text, at, role, 0))
            at += len(text) + 1
    return found


OPENING = "Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn;"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(
            ["UBND XÃ VĨNH SƠN", "TRƯỜNG TIỂU HỌC SAO BIỂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
             "Số: 12/KH-THSB", "Vĩnh Sơn, ngày 08 tháng 01 năm 2031", "KẾ HOẠCH", "Cải cách hành chính năm 2031"],
            {"doc_type": "Kế hoạch", "doc_number": "12/KH-THSB", "doc_symbol": "KH-THSB", "issued_date": date(2031, 1, 8),
             "issued_place": "Vĩnh Sơn", "issuer": "Trường Tiểu học Sao Biển", "parent_issuer": "Ủy ban nhân dân xã Vĩnh Sơn",
             "title": "Cải cách hành chính năm 2031"},
            id="two blocks",
        ),
        pytest.param(
            ["ỦY BAN NHÂN DÂN", "TỈNH ĐÔNG HẢI", "Số:      /KH-UBND", "Đông Hải, ngày     tháng 3 năm 2031", "KẾ HOẠCH", "Về việc chuyển đổi số"],
            {"doc_number": None, "doc_symbol": "KH-UBND", "issued_date": None, "issued_place": "Đông Hải",
             "issuer": "Ủy ban nhân dân tỉnh Đông Hải", "parent_issuer": None, "title": "Chuyển đổi số"},
            id="number and day blank, name over two lines",
        ),
        pytest.param(
            ["UBND QUẬN HẢI THƯỢNG  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO  Độc lập - Tự do - Hạnh phúc",
             "Số:18 /KH-GD&ĐT Hải Thượng, ngày 12 tháng 01 năm 2031", "KẾ HOẠCH", "Cải cách hành chính"],
            {"doc_number": "18/KH-GD&ĐT", "issued_date": date(2031, 1, 12), "issued_place": "Hải Thượng",
             "issuer": "Phòng Giáo dục và Đào tạo quận Hải Thượng", "parent_issuer": "Ủy ban nhân dân quận Hải Thượng"},
            id="both blocks on one line; the office takes its place from above",
        ),
        pytest.param(
            ["ỦY BAN NHÂN DÂN TỈNH ĐÔNG HẢI", "Số: 21 /2031/QĐ-UBND", "Đông Hải, ngày 09 tháng 5 năm 2031", "QUYẾT ĐỊNH", "Về văn thư"],
            {"doc_type": "Quyết định", "doc_number": "21/2031/QĐ-UBND", "doc_symbol": "QĐ-UBND", "issued_date": date(2031, 5, 9)},
            id="a normative number with its year",
        ),
        pytest.param(
            ["UBND TỈNH ĐÔNG HẢI", "SỞ Y TẾ", "Số: 2Ÿ? /KH-SYT", "Đông Hải, ngày 09 tháng 5 năm 2031", "KẾ HOẠCH", "Khám sức khỏe"],
            {"doc_number": None, "doc_symbol": "KH-SYT", "issued_date": date(2031, 5, 9)},
            id="a number written by hand on a scan",
        ),
    ],
)  # fmt: skip
def test_letterheads(header, expected):
    found = read_header(passages(header=header, preamble=[OPENING]))
    assert {key: getattr(found, key) for key in expected} == expected


def test_a_day_that_ocr_could_not_read_keeps_the_place_and_is_flagged():
    found = read_header(passages(header=["Kiên Hải, ngàyc2O tháng 10 năm 2031", "KẾ HOẠCH", "Công tác"]))
    assert (found.issued_place, found.issued_date) == ("Kiên Hải", None)
    assert "own-date-blank" in [r.code for r in found.remarks]


def test_without_a_letterhead_nothing_is_made_up():
    found = read_header(
        passages(
            header=["KẾ HOẠCH", "Cải cách hành chính năm 2031"],
            preamble=["Trường Mầm non Nắng Mai xây dựng Kế hoạch năm 2031 như sau:"],
        )
    )
    assert (found.doc_number, found.doc_symbol, found.issued_date, found.parent_issuer) == (None, None, None, None)
    assert found.issuer == "Trường Mầm non Nắng Mai"
    assert [r.code for r in found.remarks] == ["own-number-blank", "own-date-blank"]


def test_blank_number_of_an_appendix_names_the_symbol():
    found = read_header(
        passages(
            header=["KẾ HOẠCH", "Công tác năm 2031"],
            appendix=["(Kèm theo Kế hoạch số:     /KH-MNNM ngày    tháng 2 năm 2031)"],
        )
    )
    assert (found.doc_number, found.doc_symbol, found.issued_date) == (None, "KH-MNNM", None)


@pytest.mark.parametrize(
    ("lines", "title", "name"),
    [
        (["HIỆU TRƯỞNG", "(Đã ký)", "Lê Thị Biển"], "Hiệu trưởng", "Lê Thị Biển"),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Núi"], "Phó Chủ tịch", "Trần Văn Núi"),
        (["KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG", "Đỗ Mây"], "Phó Hiệu trưởng", "Đỗ Mây"),
        (["TRƯỞNG PHÒNG"], "Trưởng phòng", None),
        (["HIỆU TRƯỞNG —", "Đỗ Mây |"], "Hiệu trưởng", "Đỗ Mây"),
    ],
)
def test_signatures(lines, title, name):
    found = read_header(passages(header=["KẾ HOẠCH", "Công tác"], signature=lines))
    assert (found.signer_title or "").lower() == title.lower()
    assert found.signer_name == name


def test_recipients():
    found = read_header(
        passages(header=["KẾ HOẠCH"], recipients=["Nơi nhận:", "Phòng VH-XH (b/c);", "Các tổ; - Lưu: VT."])
    )
    assert found.recipients == ("Phòng VH-XH (b/c)", "Các tổ", "Lưu: VT")


@pytest.mark.parametrize(
    ("last", "name"), [("Lê Thị Biển https://truong.edu.vn/", "Lê Thị Biển"), ("Lê Thị Biển", "Lê Thị Biển")]
)
def test_a_signature_on_the_lines_of_the_recipients(last, name):
    lines = ["Nơi nhận: KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG", "- UBND xã;", "- Lưu: VT.", last]
    found = read_header(passages(header=["KẾ HOẠCH"], recipients=lines))
    assert (found.signer_title, found.signer_name) == ("Phó Hiệu trưởng", name)
    assert found.recipients == ("UBND xã", "Lưu: VT")


def test_a_title_in_capitals_takes_its_letters_from_the_body():
    found = read_header(
        passages(
            header=["KẾ HOẠCH", "PHÁT TRIỂN DU LỊCH TRÊN ĐỊA BÀN TỈNH ĐÔNG HẢI"],
            preamble=[OPENING],
            tasks=["Công bố lịch trên địa bàn tỉnh Đông Hải."],
        )
    )
    assert found.title == "Phát triển du lịch trên địa bàn tỉnh Đông Hải"


def test_a_decision_is_not_titled_by_who_decides():
    found = read_header(
        passages(
            header=["QUYẾT ĐỊNH", "VỀ VIỆC BAN HÀNH QUY CHẾ KHÓA XVI", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"],
            preamble=[OPENING],
        )
    )
    assert found.title == "Ban hành quy chế khóa XVI"


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Cải cách hành chính năm 2031", date(2031, 1, 1), date(2031, 12, 31)),
        ("Chuyển đổi số giai đoạn 2031-2035", date(2031, 1, 1), date(2035, 12, 31)),
        ("Công tác tháng 4 năm 2031", date(2031, 4, 1), date(2031, 4, 30)),
        ("Công tác quý II/2031", date(2031, 4, 1), date(2031, 6, 30)),
        ("Triển khai thi hành Luật", None, None),
        ("Thực hiện Nghị quyết số 9-NQ/TU ngày 22 tháng 12 năm 2030", None, None),
    ],
)
def test_periods(title, start, end):
    assert period_of(title, None, []) == (start, end)
