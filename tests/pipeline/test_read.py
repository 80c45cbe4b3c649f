"""Lines to paragraphs: what is joined, what is dropped, and where each character came from."""

from __future__ import annotations

import pytest
from documents import document, reading

from pipeline.read import read
from pipeline.read.furniture import is_page_number, is_rule, without_marks
from pipeline.records import Line

# A page of full lines, so that a line that stops short is seen to stop short.
FULL = "Bộ phận văn thư tiếp nhận hồ sơ của phụ huynh, trả kết quả đúng hẹn và lưu"


def paragraphs(text: str) -> list[str]:
    found = reading(text)
    return [found.text[b.start : b.end] for b in found.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{FULL}\n\nsổ theo dõi.\n\n{FULL}\n\nbản giấy.\n\n{FULL}\n\nhồ sơ gốc.",
            [f"{FULL} sổ theo dõi.", f"{FULL} bản giấy.", f"{FULL} hồ sơ gốc."],
            id="a blank line ends nothing in a double-spaced text",
        ),
        pytest.param(
            f"{FULL}\nsổ; gửi Kế hoạch số 12/KH-\nSGDĐT ngày 03/02/2025.\n{FULL}\n{FULL}",
            f"{FULL} sổ; gửi Kế hoạch số 12/KH-SGDĐT ngày 03/02/2025.",
            id="a number broken after its dash is one number",
        ),
        pytest.param(
            f"1. Mục đích\nNâng cao chất lượng.\n{FULL}\n{FULL}",
            "1. Mục đích",
            id="a short heading stands alone",
        ),
        pytest.param(
            f"{FULL}\nUBND xã giao.\n{FULL}\n{FULL}",
            f"{FULL} UBND xã giao.",
            id="a name in capitals goes on after a full line",
        ),
        pytest.param(
            f"- Rà soát bảng tin và công khai đủ thủ tục, hồ sơ, biểu mẫu tại cổng trường\nĐơn vị chủ trì: Tổ Văn phòng.\n{FULL}\n{FULL}",
            [
                "- Rà soát bảng tin và công khai đủ thủ tục, hồ sơ, biểu mẫu tại cổng trường",
                "Đơn vị chủ trì: Tổ Văn phòng.",
            ],
            id="a label below a bullet",
        ),
        pytest.param(
            f"{FULL}\ntrong tháng\n9/2031.\n{FULL}\n{FULL}",
            f"{FULL} trong tháng 9/2031.",
            id="a month broken over lines is no page number",
        ),
        pytest.param(
            f"{FULL} (khóa\nXII) về tổ chức; điểm a khoản\n2. Điều 5 áp dụng cho Quý\nI. Hết.\n{FULL}\n{FULL}",
            f"{FULL} (khóa XII) về tổ chức; điểm a khoản 2. Điều 5 áp dụng cho Quý I. Hết.",
            id="a number that the line before waits for opens no item",
        ),
        pytest.param(
            f"KẾT\nLUẬN CUỘC HỌP\nĐại diện ban ngành cùng lãnh đạo các phòng của Sở\nTài nguyên dự họp.\n{FULL}\n{FULL}",
            ["KẾT LUẬN CUỘC HỌP", "Đại diện ban ngành cùng lãnh đạo các phòng của Sở Tài nguyên dự họp."],
            id="first lines of web pages break early",
        ),
        pytest.param(
            f"I. QUAN ĐIỂM\n1. Phát triển hạ tầng.\n{FULL}\n{FULL}",
            ["I. QUAN ĐIỂM", "1. Phát triển hạ tầng."],
            id="a heading that ends with the word for point waits for no number",
        ),
        pytest.param(
            f"5. Các phường\nXây dựng nếp sống.\n{FULL}\n{FULL}",
            ["5. Các phường", "Xây dựng nếp sống."],
            id="a word with X is no number",
        ),
        pytest.param(
            f"{FULL} sổ của hội chính trị\n- xã hội trong xã.\n{FULL}\n{FULL}",
            f"{FULL} sổ của hội chính trị - xã hội trong xã.",
            id="a compound broken before its dash is no item",
        ),
        pytest.param(
            f"{FULL} sổ của Phòng Văn hóa\n- Xã hội xã Mây.\n{FULL}\n{FULL}",
            f"{FULL} sổ của Phòng Văn hóa - Xã hội xã Mây.",
            id="the name of a department broken before its dash is no item",
        ),
        pytest.param(
            f"{FULL} sổ của Phòng Văn hóa\n- Tổ chức hội trại.\n{FULL}\n{FULL}",
            [f"{FULL} sổ của Phòng Văn hóa", "- Tổ chức hội trại."],
            id="an item below a department",
        ),
        pytest.param(
            f"{FULL} sổ theo Nghị quyết\n03/NQ-CP ngày 05/02/2031.\n{FULL}\n{FULL}",
            f"{FULL} sổ theo Nghị quyết 03/NQ-CP ngày 05/02/2031.",
            id="a document number of two digits is no item",
        ),
        pytest.param(
            f"{FULL} giai đoạn 2031 -\n2035\ncho trường.\n{FULL}\n{FULL}",
            f"{FULL} giai đoạn 2031 - 2035 cho trường.",
            id="the second year of a period is no page number",
        ),
        pytest.param(
            f"{FULL} 92\n- 95% trở lên.\n{FULL}\n{FULL}",
            f"{FULL} 92 - 95% trở lên.",
            id="a range broken before its dash is no item",
        ),
        pytest.param(
            f"Trồng cây năm\n2031\n{FULL}.\n{FULL}",
            ["Trồng cây năm 2031", f"{FULL}."],
            id="a year alone is no page number",
        ),
        pytest.param(
            f"{FULL} theo\nĐiều 5 Quy chế này.\n{FULL}\n{FULL}",
            f"{FULL} theo Điều 5 Quy chế này.",
            id="an article that is cited opens nothing",
        ),
        pytest.param(
            f"{FULL} tại\nPhụ lục II.\n{FULL} tại Phụ lục\nIII.\n{FULL}",
            [f"{FULL} tại Phụ lục II.", f"{FULL} tại Phụ lục III."],
            id="an appendix that is cited opens nothing",
        ),
        pytest.param(
            f"{FULL} tại\nĐiều 5. Hiệu lực\n{FULL}\n{FULL}",
            [f"{FULL} tại", "Điều 5. Hiệu lực"],
            id="an article",
        ),
        pytest.param(
            f"{FULL} tại\nChương I\n{FULL}\n{FULL}", [f"{FULL} tại", "Chương I"], id="a chapter below a full title"
        ),
        pytest.param(
            f"{FULL} xã Mây Trắng\nV/v trồng cây.\n{FULL}\n{FULL}",
            f"{FULL} xã Mây Trắng V/v trồng cây.",
            id="a subject within a sentence",
        ),
        pytest.param(
            f"Số 12/THSX-VP\nV/v trồng cây\n{FULL}\n{FULL}",
            ["Số 12/THSX-VP", "V/v trồng cây"],
            id="a subject of a letterhead",
        ),
        pytest.param(
            f"{FULL}.\nTrên đây là kế hoạch trồng cây.\n{FULL}\n{FULL}",
            [f"{FULL}.", "Trên đây là kế hoạch trồng cây."],
            id="the closing after a full line",
        ),
        pytest.param(
            f"{FULL};\nCăn cứ tình hình thực tế;\n{FULL}\n{FULL}",
            [f"{FULL};", "Căn cứ tình hình thực tế;"],
            id="a ground after a full line",
        ),
        pytest.param(
            f"- Công khai tại bảng tin;\n- Gửi thư báo.\n{FULL}\n{FULL}\n{FULL}",
            "- Công khai tại bảng tin;",
            id="items are their own paragraphs",
        ),
    ],
)
def test_lines_join_to_paragraphs(text, expected):
    found = paragraphs(text)
    assert (found[: len(expected)] if isinstance(expected, list) else found[0]) == expected


def test_signs_without_width_make_no_line_longer():
    strewn = FULL.replace("ồ", "ồ\u00ad").replace("i", "i\u200b")
    text = f"{FULL}\nhồ sơ.\n{FULL}\nUBND xã giao việc.\n{strewn}\nsổ.\n{strewn}\nsổ."
    assert paragraphs(text) == paragraphs(text.replace("\u00ad", "").replace("\u200b", ""))


def test_a_page_number_between_two_halves_of_a_sentence_is_dropped():
    text = reading(f"{FULL}\n{FULL}\n{FULL} lại\f3\nsổ theo dõi.\n{FULL}\n{FULL}")
    assert "lại sổ theo dõi." in text.text
    assert "3" not in text.text


def test_running_heads_are_dropped_after_the_first_page():
    pages = [["TRƯỜNG TIỂU HỌC SAO BIỂN", f"{FULL} tại {room}."] for room in ("kho", "sân", "lớp", "cổng")]
    text = read(document(*pages)).text
    assert text.count("TRƯỜNG TIỂU HỌC SAO BIỂN") == 1
    assert text.count("Bộ phận văn thư") == 4


def test_running_feet_are_dropped_on_every_page():
    pages = [
        [f"{FULL} tại {room}.", f"{FULL} ở {room}.", f"Hết {room}.", "KH-THSB 2031"]
        for room in ("kho", "sân", "lớp", "cổng")
    ]
    assert "KH-THSB" not in read(document(*pages)).text


def test_every_character_knows_its_page():
    found = reading(f"{FULL}\n{FULL}\f{FULL}\nhết.")
    for run in found.runs:
        assert run.page == (1 if run.start < found.text.rindex(FULL) else 2)
    covered = {i for run in found.runs for i in range(run.start, run.end)}
    assert all(found.text[i].isspace() for i in range(len(found.text)) if i not in covered)


def test_flattened_table_comes_back_as_rows():
    text = (
        "\tSố TT\n\tNội dung công việc\n\tThời gian hoàn thành\n\n\t1\n\tLập danh mục hồ sơ\n(bản điện tử)\n\tTháng 3/2024\n\n"
        "\t\n2\n\tRà soát bảng tin\n\tThường xuyên\n\n4\n\n\t3\n\tLưu hồ sơ\n\tQuý IV\n"
    )
    found = reading(text)
    rows = [[found.text[a:b] for a, b in block.cells] for block in found.blocks]
    assert rows == [
        ["Số TT", "Nội dung công việc", "Thời gian hoàn thành"],
        ["1", "Lập danh mục hồ sơ (bản điện tử)", "Tháng 3/2024"],
        ["2", "Rà soát bảng tin", "Thường xuyên"],
        ["3", "Lưu hồ sơ", "Quý IV"],
    ]
    assert [block.header_row for block in found.blocks] == [True, False, False, False]


def test_flattened_table_without_tabs_is_cut_by_its_row_numbers():
    text = "STT\nNội dung\nThời gian\n1\nLập danh mục\nhồ sơ lưu trữ\nQuý I\n2\nRà soát bảng tin\nQuý II\n"
    found = reading(text)
    rows = [[found.text[a:b] for a, b in block.cells] for block in found.blocks]
    assert rows[1:] == [["1", "Lập danh mục hồ sơ lưu trữ", "Quý I"], ["2", "Rà soát bảng tin", "Quý II"]]


def test_table_rows_keep_their_cells():
    rows = [
        Line("", "row", ("STT", "Nội dung", "Thời gian"), 0),
        Line("", "row", ("1", "Tập huấn\nphần mềm", "Tháng 5"), 0),
    ]
    found = read(document(rows))
    assert found.text == "STT | Nội dung | Thời gian\n1 | Tập huấn phần mềm | Tháng 5"
    assert found.blocks[0].header_row
    assert not found.blocks[1].header_row


@pytest.mark.parametrize("line", ["3", "- 3 -", "Trang 3/10", "trang 12"])
def test_page_numbers(line):
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["3. Cải cách", "Năm 2025", "12 trường", "IV"])
def test_not_page_numbers(line):
    assert not is_page_number(line)


def test_rules_are_not_text():
    assert is_rule("––––––––")
    assert is_rule("_______")
    assert is_rule("ˆ....")
    assert not is_rule("- Lưu: VT")
    assert without_marks("Nơ²\u0301i nhận") == "Nới nhận"
    assert without_marks("ˆ.... Căn cứ Công văn") == "Căn cứ Công văn"
