"""Findings: what is flagged, in whose words, and what is left in peace."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

import pytest
from mentions import TEXT, basis, citing, deadline, extracted, source

from extractors.mention import Header, Remark
from pipeline.check import check, unreadable
from pipeline.messages import MESSAGES, finding
from pipeline.records import Finding, Line, Page, Unread
from pipeline.resolve import resolve
from pipeline.settings import Settings

OWN = date(2031, 1, 20)


def findings(document, *others):
    """Return the findings of a document in a folder of it and `others`, each a tuple of legal bases."""
    here = source("ke-hoach.txt")
    mine = {name: getattr(document, name) for name in ("header", "targets", "responsibilities", "amendments")}
    folder = [citing(here.doc_id, *document.legal_bases, **mine)]
    folder += [citing(f"khac-{n}.txt", *bases) for n, bases in enumerate(others)]
    return list(check(here, document, resolve(folder), Settings()).findings)


def codes(document, *others):
    return [f.code for f in findings(document, *others)]


def test_a_plan_in_order_has_no_findings():
    document = extracted(
        legal_bases=[basis("9/KH-UBND", date(2031, 1, 3), "Ủy ban nhân dân xã Vĩnh Sơn")],
        deadlines=[deadline(date(2031, 6, 15)), deadline(None)],
    )
    assert findings(document) == []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(Header(), ["own-number-blank", "own-date-blank"], id="no letterhead"),
        pytest.param(Header(doc_number="1/KH-THSB"), ["own-date-blank"], id="no date"),
        pytest.param(Header(doc_symbol="KH-THSB", issued_date=OWN), ["own-number-blank"], id="symbol alone"),
    ],
)
def test_own_number_and_date(header, expected):
    assert codes(extracted(header=header)) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(Header(), ["own-number-unread", "own-date-unread"], id="neither read"),
        pytest.param(Header(doc_number="30/KH-SYT", issued_date=OWN), ["own-number-from-image"], id="both read"),
    ],
)
def test_own_number_and_date_of_a_picture(header, expected):
    """They are there, written by hand: what was not read is not blank, and what was read may be wrong."""
    pages = [Page(1, (Line(TEXT),), TEXT, "ocr:tesserocr", "absent", 0.0, ocr_confidence=0.95)]
    assert set(codes(extracted(header=header, pages=pages))) == {*expected, "page-from-image"}


def test_blank_own_number_is_shown_where_it_stands():
    header = Header(issued_date=OWN, remarks=(Remark("own-number-blank", 0, 11, "Kế hoạch số"),))
    (found,) = findings(extracted(header=header))
    assert (found.start, found.end, found.page) == (0, 11, 1)
    assert found.message_vi == "Không có số của chính văn bản (Kế hoạch số)."
    assert found.message_en == "The document's own number is not there (Kế hoạch số)."


@pytest.mark.parametrize(
    ("header", "cited", "expected"),
    [
        pytest.param(Header(doc_number="1", issued_date=OWN), date(2031, 1, 21), ["cited-after-plan"], id="a day late"),
        pytest.param(Header(doc_number="1", issued_date=OWN), OWN, [], id="the same day"),
        pytest.param(
            Header(doc_number="1", period_end=date(2031, 12, 31)),
            date(2032, 1, 1),
            ["own-date-blank", "cited-after-plan"],
            id="after the period of a plan without a date",
        ),
        pytest.param(
            Header(doc_number="1", period_end=date(2031, 12, 31)), date(2031, 12, 1), ["own-date-blank"], id="within it"
        ),
    ],
)
def test_cited_after_plan(header, cited, expected):
    assert codes(extracted(header=header, legal_bases=[basis("9/KH-UBND", cited)])) == expected


def test_a_scan_that_was_not_read_may_have_number_and_date():
    unread = Finding("file-unreadable", "error", "…", "…")
    assert codes(extracted(header=Header(), findings=[unread])) == ["file-unreadable"]


def test_cited_after_plan_says_both_days():
    (found,) = findings(extracted(legal_bases=[basis("9/KH-UBND", date(2031, 2, 3))]))
    assert found.message_vi == "Kế hoạch 9/KH-UBND đề ngày 03/02/2031, sau ngày của chính văn bản này (20/01/2031)."
    assert found.message_en == "Kế hoạch 9/KH-UBND is dated 2031-02-03, later than this document itself (2031-01-20)."


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        pytest.param(
            basis("30/2020/NĐ-CP", date(2021, 3, 5), kind="Nghị định"), ["cited-year-mismatch"], id="another year"
        ),
        pytest.param(basis("30/2020/NĐ-CP", date(2020, 3, 5), kind="Nghị định"), [], id="the same year"),
        pytest.param(basis("30/2020/NĐ-CP", kind="Nghị định"), [], id="no date"),
        pytest.param(basis("2020/KH-UBND", date(2021, 3, 5)), [], id="a serial number like a year"),
        pytest.param(basis("31/2030/QH15", date(2031, 1, 15), kind="Luật"), ["cited-year-mismatch"], id="law"),
    ],
)
def test_cited_year_mismatch(cited, expected):
    assert codes(extracted(legal_bases=[cited])) == expected


@pytest.mark.parametrize(
    ("header", "due", "expected"),
    [
        pytest.param(Header(doc_number="1", issued_date=OWN), date(2031, 1, 19), ["deadline-before-plan"], id="past"),
        pytest.param(Header(doc_number="1", issued_date=OWN), date(2031, 1, 31), [], id="the month of issue"),
        pytest.param(
            Header(doc_number="1", period_start=date(2031, 1, 1)),
            date(2030, 10, 31),
            ["own-date-blank", "deadline-before-plan"],
            id="before the period of a plan without a date",
        ),
    ],
)
def test_deadline_before_plan(header, due, expected):
    assert codes(extracted(header=header, deadlines=[deadline(due)])) == expected


def test_times_gone_by_are_one_finding_with_their_number():
    early = [deadline(date(2030, month, 1)) for month in (10, 11, 12)]
    (found,) = findings(extracted(deadlines=[*early, deadline(date(2031, 5, 1))]))
    assert found.message_vi == (
        "Thời hạn 01/10/2030 đã qua khi kế hoạch được ban hành hoặc bắt đầu (20/01/2031); số thời hạn như vậy: 3."
    )


def test_a_report_may_look_back():
    header = Header(doc_type="Báo cáo", doc_number="1", issued_date=OWN)
    assert codes(extracted(header=header, deadlines=[deadline(date(2030, 10, 1))])) == []


def test_remarks_become_findings_with_the_facts_of_their_mention():
    remarks = (Remark("symbol-issuer-mismatch", 0, 21), Remark("cited-type-misprinted", 0, 11))
    cited = basis("9/KH-SGDĐT", date(2031, 1, 3), "Ủy ban nhân dân xã Vĩnh Sơn", remarks=remarks)
    mismatch, misprint = findings(extracted(legal_bases=[cited]))
    assert (
        misprint.message_en == "The document type is misprinted at “Kế hoạch số 9/KH-UBND”; it is taken for Kế hoạch."
    )
    assert mismatch.message_vi == (
        "Ký hiệu “9/KH-SGDĐT” không phải của Ủy ban nhân dân xã Vĩnh Sơn, là cơ quan được ghi đã ban hành văn bản."
    )


def test_a_remark_with_a_code_of_its_own_reaches_the_reader():
    odd = replace(deadline(None), remarks=(Remark("odd", 0, 8, "two ways to read it"),))
    (found,) = findings(extracted(deadlines=[odd]))
    assert (found.code, found.severity) == ("odd", "info")
    assert found.message_en == "Worth a second look: “Kế hoạch” (two ways to read it)."


def test_what_an_extractor_remarked_is_not_said_twice():
    cited = basis("9/KH-UBND", date(2031, 2, 3), start=0, end=21, remarks=(Remark("cited-after-plan", 12, 21),))
    assert codes(extracted(legal_bases=[cited])) == ["cited-after-plan"]


def decree(day):
    return basis("71/NQ-CP", day, "Chính phủ", kind="Nghị quyết")


def test_two_dates_in_one_plan_are_flagged_once():
    document = extracted(legal_bases=[decree(date(2030, 4, 1)), decree(date(2030, 5, 1))])
    (found,) = findings(document)
    assert found.code == "cited-two-dates"
    assert found.message_vi.startswith("Nghị quyết 71/NQ-CP được ghi hai ngày khác nhau (01/04/2030; 01/05/2030: ")


def test_two_dates_in_two_plans_are_flagged_in_the_one_that_stands_alone():
    april, may = (decree(date(2030, 4, 1)),), (decree(date(2030, 5, 1)),)
    assert codes(extracted(legal_bases=may), april, april) == ["cited-two-dates"]
    assert codes(extracted(legal_bases=may), may, april) == []
    assert codes(extracted(legal_bases=may), april) == ["cited-two-dates"]


def test_two_issuers_are_flagged():
    title = "cải cách hành chính xã Vĩnh Sơn"
    mine = basis("156/KH-SGDĐT", date(2031, 1, 14), "Ủy ban nhân dân xã Vĩnh Sơn", title)
    theirs = basis("156/KH-SGDĐT", date(2031, 1, 14), "Sở Giáo dục và Đào tạo An Hải", title)
    assert codes(extracted(legal_bases=[mine]), (theirs,)) == ["cited-two-issuers"]


def test_an_issuer_with_other_marks_is_no_second_issuer():
    """Marks are what OCR and restoration get wrong; the name is the same."""
    title = "cải cách hành chính xã Vĩnh Sơn"
    mine = basis("156/KH-SGDĐT", date(2031, 1, 14), "Sở Giáo dục và Đào tạo Lam Giang", title)
    theirs = basis("156/KH-SGDĐT", date(2031, 1, 14), "Sở Giáo dục và Đào tạo Lâm Giang", title)
    assert codes(extracted(legal_bases=[mine]), (theirs,)) == []


def test_pages_read_badly_are_flagged():
    pages = [
        Page(n, (Line(TEXT),), TEXT, "ocr:tesserocr", "absent", 0.0, ocr_confidence=sure)
        for n, sure in ((1, 0.9), (2, 0.5))
    ]
    number, from_image, low = findings(extracted(pages=pages))
    assert (number.code, number.page) == ("own-number-from-image", 1)
    assert (from_image.code, from_image.page) == ("page-from-image", 1)
    assert (low.code, low.page) == ("ocr-low-confidence", 2)
    assert low.message_en == "Page 2: the text recognition is unsure of itself (50 %); compare with the paper."


def test_findings_of_earlier_stages_are_kept_in_reading_order_and_once():
    seen = Finding("text-garbled", "warning", "…", "…", 71, 80)
    document = extracted(findings=[seen, seen], legal_bases=[basis("9/KH-UBND", date(2031, 2, 3))])
    assert codes(document) == ["cited-after-plan", "text-garbled"]


def test_unreadable_file():
    checked = unreadable(source("thư mục/ke hoach.pdf"), Unread("empty", "tệp rỗng.", "the file is empty."))
    (found,) = checked.findings
    assert (found.code, found.severity) == ("file-unreadable", "error")
    assert found.message_vi == "thư mục/ke hoach.pdf: tệp rỗng."
    assert found.message_en == "thư mục/ke hoach.pdf: the file is empty."


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_say_the_same_things(code):
    message = MESSAGES[code]
    vi, en = ({name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (message.vi, message.en))
    assert vi - {"vi"} == en - {"en"}
    filled = finding(code, dict.fromkeys(vi | en, "x"))
    assert "{" not in filled.message_vi + filled.message_en
