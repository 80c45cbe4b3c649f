"""Which of two readings of a page is kept."""

from __future__ import annotations

import pytest

from pipeline.better import better
from pipeline.records import Line

GOOD = """KẾ HOẠCH
Tổ chức tuần lễ đọc sách năm học 2025 - 2026
Căn cứ Kế hoạch số 45/KH-UBND của xã Hạ Liễu, nhà trường xây dựng kế hoạch như sau:
1. Mục đích: giúp học sinh yêu sách, biết giữ gìn sách và mượn sách của thư viện; 100% các lớp có góc đọc sách."""
READ = GOOD.replace("Tổ chức", "Tố chức").replace("nhà trường", "nhà trướng")  # as engines read it
MISREAD = """KE HO4CH
T6 chfrc tu6n 16 dgc s6ch nim hgc 2025 - 2026
Cin cf Ké hoach s6 45/KH-UBND ctia xd Ha LiQu, nhd trudng xdy dpng ké hoach nhu sau:
1. Mpc dich: gifp hgc sinh y6u s6ch, bi6t git gin s6ch vd mugn s6ch cira thu vi€n; 100% c6c l6p c6 g6c dgc s6ch."""
INVENTED = MISREAD.replace("hoach", "hoạch").replace("sinh", "sính")  # what an engine sees in the same signs on paper
MARKS = str.maketrans(dict.fromkeys("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựăđĩũơưẾỌẠ", "?"))
LOST = GOOD.translate(MARKS)
ENGLISH = "The school will hold a reading week for all pupils of the five grades in the month of September."


def lines(text: str) -> list[Line]:
    return [Line(line) for line in text.split("\n") if line]


@pytest.mark.parametrize(
    ("layer", "picture", "kept"),
    [
        pytest.param(MISREAD, GOOD, "ocr", id="garbled layer over a good picture"),
        pytest.param(LOST, GOOD, "ocr", id="letters lost in the layer alone"),
        pytest.param(LOST, LOST, "embedded", id="letters lost on paper, too"),
        pytest.param(MISREAD, INVENTED, "embedded", id="garbled on paper, too"),
        pytest.param(GOOD, READ, "embedded", id="both good: the layer is exact"),
        pytest.param("", READ, "ocr", id="no layer"),
        pytest.param("", ENGLISH, "ocr", id="no layer, another language"),
        pytest.param("SAO Y; 20/8/2025", READ, "ocr", id="a stamp for a layer"),
        pytest.param(GOOD, "", "embedded", id="nothing seen in the picture"),
        pytest.param(MISREAD, GOOD[:60], "embedded", id="little seen in the picture"),
    ],
)
def test_kept(layer: str, picture: str, kept: str) -> None:
    choice = better(lines(layer), lines(picture))
    assert choice.kept == kept
    assert list(choice.lines) == lines(picture if kept == "ocr" else layer)
    assert "âm tiết đúng" in choice.reason_vi
    assert "right syllables" in choice.reason_en


@pytest.mark.parametrize(
    ("broken", "seen", "expected"),
    [
        pytest.param("C\ufffdIA SẺ SÁC\ufffd", "CHIA SẺ SÁCH", "CHIA SẺ SÁCH", id="in a word and at its end"),
        pytest.param("CỘNG ÒA XÃ ỘI", "CỘNG HÒA XÃ HỘI", "CỘNG ÒA XÃ ỘI", id="nothing lost is known"),
        pytest.param("CỘNG ÒA C\ufffdỦ NG\ufffdĨA", "CỘNG HÒA CHỦ NGHĨA", "CỘNG HÒA CHỦ NGHĨA", id="behind a blank"),
        pytest.param("TRÁC\ufffdN\ufffdIỆM", "TRÁCH NHIỆM", "TRÁCH NHIỆM", id="with its blank"),
        pytest.param("K\ufffdAI T\ufffdÁC SỐ 5", "KHAI THÁC SÓ 5", "KHAI THÁC SỐ 5", id="other letters misread"),
        pytest.param("QU\ufffdT Đ\ufffdNH", "CĂN CỨ LUẬT", "QU\ufffdT Đ\ufffdNH", id="another line"),
    ],
)
def test_lost_letters_are_filled_in(broken: str, seen: str, expected: str) -> None:
    body = lines(GOOD)[1:]
    choice = better([Line(broken, box=(60, 60, 300, 75)), *body], [Line(seen, box=(61, 61, 299, 76)), *body])
    assert choice.lines[0].text == expected
    assert choice.kept == ("both" if "\ufffd" in broken else "embedded")
    assert list(choice.lines[1:]) == body


def test_lost_letters_in_cells() -> None:
    row = Line("1 | T\ufffdẢO LUẬN", kind="row", cells=("1", "T\ufffdẢO LUẬN"), box=(60, 60, 300, 75))
    choice = better([row, *lines(GOOD)], [Line("1 THẢO LUẬN", box=(60, 60, 300, 75)), *lines(GOOD)])
    assert choice.lines[0].cells == ("1", "THẢO LUẬN")
    assert choice.lines[0].text == "1 | THẢO LUẬN"
