"""What lines, pages and tables do to records: numbers broken over lines, headings that name units, tables of tasks."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.ingest import ingest
from pipeline.read import read
from pipeline.records import Extracted, Restored
from pipeline.segment import segment
from pipeline.triage import triage

HEAD = """ỦY BAN NHÂN DÂN QUẬN HÀ LIỄU
TRƯỜNG TIỂU HỌC SÔNG XANH
Số: 12/KH-THSX
Hà Liễu, ngày 01 tháng 02 năm 2026
KẾ HOẠCH
Trồng cây xanh năm 2026

"""
FOOT = "\n\nI. MỤC TIÊU\n1. Nâng cao chất lượng.\n"


def extracted(folder: Path, text: str, suffix: str = ".txt") -> Extracted:
    path = folder / f"plan{suffix}"
    path.write_text(text, encoding="utf-8")
    document = triage(ingest(path, path.name))
    restored = Restored(document.source, document.text_origin, document.pages, document.findings, restored=False)
    return extract(segment(read(restored)))


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        pytest.param(
            unicodedata.normalize("NFD", "Căn cứ Nghị định số\u00a030/2020/NĐ-CP ngày\u00a005 tháng 3 năm 2020;"),
            "30/2020/NĐ-CP", "2020-03-05", id="decomposed letters, fixed blanks",
        ),
        pytest.param("Thực hiện Kế \n\nhoạch số 61/KH-SGDĐT ngày 03/01/2026;", "61/KH-SGDĐT", "2026-01-03", id="blank line"),
        pytest.param("Thực hiện Kế hoạch số 61/KH-\nSGDĐT ngày 03/01/2026;", "61/KH-SGDĐT", "2026-01-03", id="behind the hyphen"),
        pytest.param("Theo Công văn số 163/UBND-\nNV ngày 03/01/2026;", "163/UBND-NV", "2026-01-03", id="letter"),
        pytest.param("Căn cứ Nghị định\nsố 15/2020/NĐ-CP ngày 31/12/2020;", "15/2020/NĐ-CP", "2020-12-31", id="before số"),
        pytest.param(
            "Căn cứ Nghị định số 15/2020/NĐ-CP ngày\n\n3\n\n31/12/2020;", "15/2020/NĐ-CP", "2020-12-31", id="page number between"
        ),
        pytest.param(
            "Căn cứ Nghị định số [bookmark: _Hlk1]15/2020/NĐ-CP ngày 31/12/2020;", "15/2020/NĐ-CP", "2020-12-31", id="editor's mark"
        ),
        pytest.param("Căn cứ Nghị định số 15/2020/NĐ\u00adCP ngày 31/12/2020;", "15/2020/NĐ-CP", "2020-12-31", id="soft hyphen"),
    ],
)  # fmt: skip
def test_a_number_broken_by_the_page(tmp_path: Path, text: str, number: str, day: str) -> None:
    (basis,) = extracted(tmp_path, HEAD + text + FOOT).legal_bases
    assert (basis.cited_number, str(basis.cited_date)) == (number, day)


def test_a_standard_broken_over_two_lines(tmp_path: Path) -> None:
    text = "I. MỤC TIÊU\n1. Nâng cao chất lượng quản lý của nhà trường trong năm học này.\n"
    text += "- Áp dụng hệ thống quản lý theo tiêu chuẩn ISO\n18091:2020 tại đơn vị từ năm nay trở đi.\n"
    (basis,) = extracted(tmp_path, HEAD + text).legal_bases
    assert basis.cited_number == "ISO 18091:2020"


def units(found: Extracted) -> list[tuple[str, str, str]]:
    return [(row.unit_name, row.role, row.stated_by) for row in found.responsibilities]


TASKS = HEAD + "I. MỤC ĐÍCH\n1. Nâng cao chất lượng.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "IV. TỔ CHỨC THỰC HIỆN\n1. Cán bộ quản lý\n- Xây dựng kế hoạch chi tiết.\n2. Các tổ chuyên môn và văn phòng\n"
            "- Triển khai kế hoạch đến tổ viên.\n3. Công đoàn\n- Vận động đoàn viên tham gia.\n",
            [("Cán bộ quản lý", "perform"), ("Tổ chuyên môn", "perform"), ("Văn phòng", "perform"), ("Công đoàn", "perform")],
            id="headings",
        ),
        pytest.param(
            "V. TRÁCH NHIỆM THỰC HIỆN\n1. Hiệu trưởng\n- Phê duyệt kế hoạch của các tổ.\n", [("Hiệu trưởng", "perform")], id="a post"
        ),
        pytest.param(
            "IV. PHÂN CÔNG THỰC HIỆN\n1. Đối với các tổ chuyên môn:\n- Triển khai kế hoạch đến tổ viên.\n",
            [("Tổ chuyên môn", "perform")],
            id="đối với",
        ),
        pytest.param(
            "II. NHIỆM VỤ\n- Niêm yết thủ tục tại bảng tin.\n\nNơi nhận:\n- Phòng GDĐT (để b/c);\n- Các tổ chuyên môn (để t/h);\n"
            "- Lưu: VT.\nHIỆU TRƯỞNG\nTrần Thị Mai\n",
            [],
            id="recipients and signature",
        ),
    ],
)  # fmt: skip
def test_units_by_headings(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert units(extracted(tmp_path, TASKS + text)) == [(name, role, "heading") for name, role in expected]


def test_labels_hold_for_the_bullets_above(tmp_path: Path) -> None:
    text = "II. NHIỆM VỤ\n- Rà soát thủ tục hành chính.\n- Niêm yết công khai thủ tục.\n"
    text += "Đơn vị chủ trì: Văn phòng; Đơn vị phối hợp: Tổ chuyên môn; Thời gian: Quý II/2026\n"
    found = extracted(tmp_path, TASKS + text)
    assert units(found) == [("Văn phòng", "lead", "label"), ("Tổ chuyên môn", "coordinate", "label")] * 2
    assert [str(row.due_date) for row in found.deadlines] == ["2026-06-30"] * 2


def table(head: list[str], *rows: list[str]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return (
        "II. NHIỆM VỤ\n\n"
        + "\n".join(f"| {' | '.join(line)} |" for line in lines)
        + "\n\nIII. KINH PHÍ\n1. Từ ngân sách.\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            table(
                ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"],
                ["1", "Rà soát thủ tục", "Văn phòng", "Tổ chuyên môn", "Quý I"],
            ),
            [("Văn phòng", "lead"), ("Tổ chuyên môn", "coordinate")],
            id="lead and partner",
        ),
        pytest.param(
            table(["TT", "Nội dung công việc", "Người thực hiện", "Minh chứng"], ["1", "Cập nhật trang tin", "Văn thư", "Ảnh"]),
            [("Văn thư", "perform")],
            id="person",
        ),
        pytest.param(
            table(
                ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"],
                ["5", "Rà soát thủ tục", "Văn phòng", "Quý I"],
                ["", "Niêm yết thủ tục", "", "Quý II"],
            ),
            [("Văn phòng", "perform"), ("Văn phòng", "perform")],
            id="a row without a number",
        ),
        pytest.param(
            table(
                ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"],
                ["I", "Cải cách thể chế", "", ""],
                ["1", "Rà soát quy chế", "Văn phòng", "Quý I"],
            ),
            [("Văn phòng", "perform")],
            id="a group's row",
        ),
    ],
)  # fmt: skip
def test_units_in_tables(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert units(extracted(tmp_path, TASKS + text, ".md")) == [(name, role, "table") for name, role in expected]


def test_a_table_flattened_to_one_cell_a_line(tmp_path: Path) -> None:
    text = "II. NHIỆM VỤ\nSTT\nNội dung công việc\nĐơn vị thực hiện\nThời gian\n1\nRà soát thủ tục\nVăn phòng\nTháng 2/2026\n"
    text += "2\nNiêm yết thủ tục\nTổ chuyên môn\nTháng 3/2026\n"
    found = extracted(tmp_path, TASKS + text)
    assert units(found) == [("Văn phòng", "perform", "table"), ("Tổ chuyên môn", "perform", "table")]
    assert [str(row.due_date) for row in found.deadlines] == ["2026-02-28", "2026-03-31"]
