"""Which pages are read from their image, what becomes of the readings, and what the reader is told."""

from __future__ import annotations

import pytest
from ocr_pages import printed, reading

from pipeline.ocr import recognise, wanted
from pipeline.records import Line, Page, Source, Triaged, Unread

GOOD = "Căn cứ Kế hoạch cải cách hành chính năm 2031 của Ủy ban nhân dân xã"
GARBLED = "Can cir Ke hoqch cai cdch hdnh chinh nim 2031 cria Uy ban nhdn ddn xi"


def page(number, state, text="", **more):
    lines = (Line(text, box=(60.0, 100.0, 500.0, 112.0)),) if text else ()
    return Page(number, lines, text, "embedded:pdfium", state, 0.0 if state == "clean" else 0.8, **more)


def triaged(*pages, media_type="application/pdf"):
    return Triaged(Source("a.pdf", (), "0" * 64, media_type, 1), "embedded", pages, ())


def read(text, sure=0.93):
    return reading([printed(text, 60, 100, sure=sure)])


@pytest.mark.parametrize(
    ("state", "more", "expected"),
    [
        ("clean", {}, ()),
        ("absent", {}, (1,)),
        ("partial", {}, (1,)),
        ("garbled", {}, (1,)),
        ("broken_font_map", {}, (1,)),
        ("legacy_encoding", {}, (1,)),
        ("legacy_encoding", {"decoded_from": "tcvn3"}, ()),
    ],
)
def test_pages_that_are_read(state, more, expected):
    assert wanted(triaged(page(1, state, **more))) == expected


def test_only_what_can_be_drawn_is_read():
    assert wanted(triaged(page(1, "garbled"), media_type="text/plain")) == ()
    assert wanted(triaged(page(1, "absent"), media_type="image/jpeg")) == (1,)


def test_a_scan_is_read():
    done = recognise(triaged(page(1, "absent"), page(2, "absent")), {1: read(GOOD), 2: read("Trên đây là kế hoạch.")})
    assert (done.text_origin, done.findings) == ("ocr", ())
    first = done.pages[0]
    assert [line.text for line in first.lines] == [GOOD]
    assert (first.method, first.raw_text, first.ocr_confidence) == ("ocr:tesseract-0:vie", GOOD, 0.93)
    assert (first.width, first.height) == (595.0, 842.0)


def test_a_picture_without_words_has_been_read_all_the_same():
    done = recognise(triaged(page(1, "absent"), page(2, "absent")), {1: read(GOOD), 2: reading([])})
    assert (done.pages[1].method, done.pages[1].lines, done.pages[1].ocr_confidence) == (
        "ocr:tesseract-0:vie",
        (),
        None,
    )


def test_the_better_reading_is_kept():
    pages = page(1, "clean", GOOD), page(2, "garbled", GARBLED), page(3, "garbled", GOOD)
    done = recognise(triaged(*pages), {2: read(GOOD), 3: read(GARBLED)})
    assert [p.method for p in done.pages] == ["embedded:pdfium", "ocr:tesseract-0:vie", "embedded:pdfium"]
    assert [p.lines[0].text for p in done.pages] == [GOOD] * 3
    assert [p.ocr_confidence for p in done.pages] == [None, 0.93, None]
    assert done.text_origin == "mixed"


def test_a_page_that_failed_is_named_and_the_others_are_read():
    slow = Unread("too-slow", "đọc quá 60 giây.", "not read after 60 seconds.", True)
    done = recognise(triaged(page(1, "absent"), page(2, "absent")), {1: slow, 2: read(GOOD)})
    (found,) = done.findings
    assert (found.code, found.severity, found.page) == ("ocr-failed", "error", 1)
    assert found.message_vi == "Trang 1: không nhận dạng được chữ trong ảnh; đọc quá 60 giây."
    assert found.message_en == "Page 1: the picture could not be read; not read after 60 seconds."
    assert done.pages[1].lines[0].text == GOOD


def test_without_an_engine_one_finding_says_how_to_install_it():
    missing = Unread("missing", "chưa cài Tesseract", "Tesseract is not installed")
    done = recognise(triaged(page(1, "absent"), page(2, "garbled", GARBLED)), {1: missing, 2: missing})
    (found,) = done.findings
    assert (found.code, found.severity, found.page) == ("ocr-missing", "error", 1)
    for message in (found.message_vi, found.message_en):
        assert "sudo apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet" in message
    assert found.message_en.startswith("2 pages ")
    assert done.pages[1].lines[0].text == GARBLED


def test_repairs_are_told_once_for_the_document():
    text = "Kê hoạch cải cách hành chính năm nay"
    done = recognise(triaged(page(1, "absent"), page(2, "absent")), {1: read(text), 2: read(text)})
    (found,) = done.findings
    assert (found.code, found.severity) == ("ocr-repaired", "info")
    assert found.message_en == ("2 misread places were repaired by vocabulary and numbering, for example: “Kê” → “Kế”.")
    assert done.pages[0].raw_text == text
