"""Regions in reading order: what stands side by side is parted, and a paragraph never is."""

from __future__ import annotations

import numpy as np
import pytest
from sheets import DPI, LEFT, RIGHT, Sheet, letterhead, pixels

from pipeline.ocr.layout import parted
from pipeline.ocr.page import Prepared, Turn


def regions(sheet):
    """The regions as (kind, box in millimetres)."""
    _, found = parted(Prepared(sheet.image, DPI, Turn()))
    return [(region.kind, tuple(side / DPI * 25.4 for side in region.box)) for region in found]


def holds(box, x, y):
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def signature(sheet, y):
    for n, text in enumerate(("Nơi nhận:", "- Như trên;", "- Các tổ chuyên môn;", "- Lưu: VT.")):
        sheet.write(LEFT, y + 5 * n, text, points=11)
    sheet.centre(150, y, "KT. GIÁM ĐỐC", points=13)
    sheet.centre(150, y + 6, "PHÓ GIÁM ĐỐC", points=13)
    sheet.centre(150, y + 35, "Trần Văn Khánh", points=13)


def test_a_page_of_prose_is_one_region():
    sheet = Sheet()
    sheet.prose(25, 40)
    ((kind, box),) = regions(sheet)
    assert kind == "text"
    assert holds(box, LEFT, 26) and holds(box, RIGHT, 25 + 39 * 5.9)


def test_the_letterhead_is_read_left_then_right_then_the_text():
    sheet = Sheet()
    letterhead(sheet)
    sheet.centre(105, 48, "KẾ HOẠCH", points=14)
    sheet.centre(105, 55, "Kiểm nghiệm thuốc và mỹ phẩm lưu hành trên địa bàn", points=13)
    sheet.prose(68, 25)
    left, right, text = (box for _, box in regions(sheet))
    assert left[2] <= right[0]
    assert holds(left, 60, 22) and holds(left, 60, 34)
    assert holds(right, 142, 23) and holds(right, 142, 35)
    assert holds(text, 105, 50) and holds(text, LEFT + 1, 70)
    assert max(left[3], right[3]) <= 48


def test_the_subject_below_the_number_belongs_to_the_left_block():
    sheet = Sheet()
    letterhead(sheet)
    for n, text in enumerate(("V/v rà soát thủ tục", "trong lĩnh vực dược")):
        sheet.centre(60, 38 + 5 * n, text, points=11)
    sheet.centre(80, 60, "Kính gửi: Các đơn vị trực thuộc", points=13)
    sheet.prose(72, 20)
    left, right, text = (box for _, box in regions(sheet))
    assert holds(left, 60, 44) and not holds(right, 142, 44)
    assert holds(text, 80, 62)


def test_recipients_are_read_before_the_signature():
    sheet = Sheet()
    end = sheet.prose(25, 20)
    sheet.write(LEFT, end, "thực hiện nghiêm túc./.")
    signature(sheet, end + 14)
    text, left, right = (box for _, box in regions(sheet))
    assert holds(text, LEFT + 10, end + 2)
    assert holds(left, LEFT + 5, end + 16) and holds(left, LEFT + 5, end + 31)
    assert holds(right, 150, end + 16) and holds(right, 150, end + 51)
    assert left[2] <= right[0]


def test_two_signatures_come_before_the_recipients_below_them():
    sheet = Sheet()
    end = sheet.prose(25, 15) + 12
    for x, post, name in ((60, "CHỦ TỊCH", "Lê Văn Minh"), (150, "GIÁM ĐỐC", "Trần Văn Khánh")):
        sheet.centre(x, end, post)
        sheet.centre(x, end + 30, name)
    for n, text in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT.")):
        sheet.write(LEFT, end + 50 + 5 * n, text, points=11)
    _, left, right, below = (box for _, box in regions(sheet))
    assert holds(left, 60, end + 32) and holds(right, 150, end + 32) and holds(below, LEFT + 5, end + 52)


@pytest.mark.parametrize("rows", [3, 6, 20])
def test_a_list_in_columns_is_read_across(rows):
    sheet = Sheet()
    sheet.prose(25, 5)
    for n in range(rows):
        y = 70 + 6 * n
        sheet.write(LEFT, y, f"{n + 1}.")
        sheet.write(40, y, "Ông Trần Văn Khánh")
        sheet.write(115, y, "Phó Giám đốc" if n % 2 else "Trưởng phòng")
        sheet.write(165, y, "Ủy viên")
    assert all(box[2] - box[0] > 140 for _, box in regions(sheet))


def test_words_that_stand_under_one_another_do_not_part_a_paragraph():
    sheet = Sheet()
    for n in range(3):
        sheet.prose(25 + 6 * n, 1, left=LEFT, right=100)
        sheet.prose(25 + 6 * n, 1, left=103.5, right=RIGHT)
    sheet.prose(43, 20)
    assert len(regions(sheet)) == 1


def test_a_table_stands_between_the_text_above_and_below_it():
    sheet = Sheet()
    sheet.prose(25, 5)
    xs, ys = [25.0, 40.0, 120.0, 190.0], [70.0, 80.0, 95.0]
    sheet.table(xs, ys)
    sheet.write(27, 72, "1.")
    sheet.write(42, 72, "Rà soát hồ sơ")
    sheet.write(42, 83, "Báo cáo")
    sheet.prose(105, 5)
    found = regions(sheet)
    assert [kind for kind, _ in found] == ["text", *["cell"] * 6, "text"]
    assert found[0][1][3] <= 70 and found[-1][1][1] >= 95


def test_cells_have_the_box_of_their_print_and_that_of_the_rulings():
    sheet = Sheet()
    sheet.table([25.0, 60.0, 190.0], [70.0, 110.0, 130.0])
    sheet.write(40, 86, "3")
    page, found = parted(Prepared(sheet.image, DPI, Turn()))
    assert [(r.cell.row, r.cell.column) for r in found if r.cell] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    first = found[0]
    assert (first.box[2] - first.box[0], first.box[3] - first.box[1]) < (pixels(8), pixels(9))
    assert first.ruled == pytest.approx((pixels(25), pixels(70), pixels(60), pixels(110)), abs=6)
    assert all(r.box[0] == r.box[2] for r in found[1:])
    # Of the rulings nothing is left that could be read as '|'.
    assert (np.asarray(page.image) < 128).sum() == (np.asarray(sheet.image.crop(first.box)) < 128).sum()


def test_letters_with_long_bars_stay():
    sheet = Sheet()
    sheet.table([25.0, 60.0, 190.0], [70.0, 85.0, 100.0])
    sheet.line((32, 76), (41, 76), thick=4)  # as the bars of 'TTT' in bold
    page, _ = parted(Prepared(sheet.image, DPI, Turn()))
    assert (np.asarray(page.image.crop([pixels(side) for side in (30, 74, 45, 78)])) < 128).sum() > 200


def test_specks_and_blank_pages_have_no_regions():
    sheet = Sheet()
    assert regions(sheet) == []
    sheet.draw.rectangle([900, 1200, 903, 1204], fill="black")
    assert regions(sheet) == []


def test_a_black_seal_beside_the_signature_is_taken_off_and_the_post_stays():
    sheet = Sheet()
    end = sheet.prose(25, 20) + 14
    signature(sheet, end)
    before = (np.asarray(sheet.image.crop([pixels(side) for side in (120, end - 1, 185, end + 11)])) < 128).sum()
    sheet.seal(112, end + 25, fill="black")
    page, found = parted(Prepared(sheet.image, DPI, Turn()))
    inside = np.asarray(page.image.crop([pixels(side) for side in (95, end + 12, 129, end + 43)])) < 128
    assert inside.sum() == 0
    after = (np.asarray(page.image.crop([pixels(side) for side in (120, end - 1, 185, end + 11)])) < 128).sum()
    assert after == before
    assert len(found) == 3
