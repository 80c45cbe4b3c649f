"""Garbled and unmarked text is restored where it is garbled, and everything keeps its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from documents import document
from hypothesis import given
from hypothesis import strategies as st

from pipeline.guesses import placed_guesses
from pipeline.read import read
from pipeline.records import Line, Page, Print, Recognised, Restored
from pipeline.restore import restore

GARBLED = [
    "KE HOACH",
    "Thuc hién Ké hoach s6 13/KH-UBND ngay 09/01/2031 ctia UBND huyén vé viéc",
    "nang cao chat luong gidi quyét thi tuc hanh chinh, nha truong xay dung ké hoach",
    "nhu sau:",
    "- 100% can bd, giao vién, nhan vién duoc tap huan trudc ngay 15/6/2031.",
]
MEANT = [
    "KẾ HOẠCH",
    "Thực hiện Kế hoạch số 13/KH-UBND ngày 09/01/2031 của UBND huyện về việc",
    "nâng cao chất lượng giải quyết thủ tục hành chính, nhà trường xây dựng kế hoạch",
    "như sau:",
    "- 100% cán bộ, giáo viên, nhân viên được tập huấn trước ngày 15/6/2031.",
]
UNMARKED = [
    "Ke hoach cai cach hanh chinh nam 2031",
    "Nha truong to chuc tap huan cho can bo, giao vien, nhan vien ve ung dung cong nghe thong tin.",
    "Cac to chuyen mon ra soat thu tuc hanh chinh va bao cao hieu truong truoc ngay 25 hang thang.",
]
TYPED = [
    "Kế hoạch cải cách hành chính năm 2031",
    "Nhà trường tổ chức tập huấn cho cán bộ, giáo viên, nhân viên về ứng dụng công nghệ thông tin.",
    "Các tổ chuyên môn rà soát thủ tục hành chính và báo cáo hiệu trưởng trước ngày 25 hàng tháng.",
]
ENGLISH = [
    "The training covers the use of the new document system in all offices of the district.",
    "Each office names one person who answers questions and reports every month.",
]


def restored(*pages: list[Line | str], **page_fields) -> Restored:
    given_pages = tuple(replace(page, **page_fields) for page in document(*pages).pages)
    return restore(Recognised(document().source, "plain", given_pages, ()))


def lines(document: Restored) -> list[str]:
    return [line.text for page in document.pages for line in page.lines]


@pytest.mark.parametrize(
    ("raw", "meant"), [(GARBLED, MEANT), (UNMARKED, TYPED)], ids=["garbled", "typed without marks"]
)
def test_text_that_lost_its_marks_is_restored(raw, meant):
    found = restored(raw, text_state="garbled")
    assert lines(found) == meant
    assert found.restored
    assert [page.raw_text for page in found.pages] == ["\n".join(raw)]


@pytest.mark.parametrize("clean", [MEANT, TYPED, ENGLISH, ["1 | 2026 | 45/KH-UBND", "Windows 11 Pro"]])
def test_what_is_clean_comes_back_as_the_same_lines(clean):
    given_lines = [Line(text) for text in clean]
    found = restored(given_lines)
    assert not found.restored
    assert all(a is b for a, b in zip(found.pages[0].lines, given_lines, strict=True))


def test_only_the_garbled_pages_of_a_document_change():
    found = restored(TYPED, GARBLED, ENGLISH)
    assert lines(found) == [*TYPED, *MEANT, *ENGLISH]
    assert [any(line.guesses for line in page.lines) for page in found.pages] == [False, True, False]


def test_what_an_engine_read_is_left_to_it():
    """Single words without marks on a page that was read with Vietnamese data are names, or were mended there."""
    page = Page(
        1, tuple(map(Line, [*TYPED, "Tran Van An, Nguyen Thi Hoa, Le Minh"])), "…", "ocr:tesserocr", "absent", 1.0
    )
    found = restore(Recognised(document().source, "ocr", (page,), ()))
    assert found.pages == (page,)


def test_letters_that_a_font_lost_are_not_made_up():
    lost = ["Giáo viên ch? nhi?m và c? v?n h?c t?p c?a tr??ng", "qu?n lý vi?c t? ch?c h?p l?p."]
    assert lines(restored(lost, text_state="broken_font_map")) == lost


def test_guesses_stand_where_the_lines_say():
    found = restored(GARBLED)
    for raw, line in zip(GARBLED, found.pages[0].lines, strict=True):
        parts = []
        at = 0
        for guess in line.guesses:
            parts += (line.text[at : guess.start], guess.raw)
            at = guess.end
            assert 0 <= guess.confidence <= 1
        assert "".join((*parts, line.text[at:])) == raw


def test_guesses_reach_the_reading_text():
    reading = read(restored(GARBLED))
    words = {reading.text[p.start : p.end]: p.guess.raw for p in placed_guesses(reading)}
    assert {"Thực": "Thuc", "hiện": "hién", "số": "s6", "của": "ctia", "bộ": "bd"}.items() <= words.items()
    assert not {"13", "100", "2031", "15"} & words.keys()


def test_cells_keep_their_borders_and_prints_their_beginnings():
    cells = ("1", "Xay dung ké hoach ctia nha truong", "Van phong", "")
    box = (0.0, 0.0, 9.0, 9.0)
    prints = ((Print(0, box),), (Print(0, box), Print(len("Xay dung ké hoach ctia "), box)), (Print(0, box),), ())
    row = Line(" | ".join(cells), kind="row", cells=cells, table=0, prints=prints)
    found = restored([*GARBLED, row])
    line = found.pages[0].lines[-1]
    assert line.cells == ("1", "Xây dựng kế hoạch của nhà trường", "Văn phòng", "")
    assert line.text == " | ".join(line.cells)
    assert [tuple(p.start for p in cell) for cell in line.prints] == [(0,), (0, 22), (0,), ()]
    assert {line.text[g.start : g.end] for g in line.guesses} >= {"Xây", "kế", "Văn", "phòng"}


def test_letters_keep_their_places_on_paper():
    raw = "Thuc hién cong tac ctia nha truong"
    line = Line(raw, box=(0.0, 0.0, 340.0, 10.0), stops=tuple((m, 10.0 * m) for m in (0, 5, 10, 15, 19, 24, 28)))
    (found,) = restored([*GARBLED, line]).pages[0].lines[-1:]
    assert found.text == "Thực hiện công tác của nhà trường"
    words = [(x, found.text[at:].split()[0]) for at, x in found.stops]
    assert words == list(zip((0, 50, 100, 150, 190, 240, 280), found.text.split(), strict=True))


@given(st.lists(st.sampled_from([*GARBLED, *UNMARKED, *TYPED, *ENGLISH, "1 | 2", "", "  - S6: 12"]), max_size=8))
def test_lines_are_never_joined_parted_or_lost(texts):
    found = restored(texts)
    assert len(lines(found)) == len(texts)
    assert [len(text.split()) for text in lines(found)] == [len(text.split()) for text in texts]
