"""Which file cites which: the chain from school to district, and what is no link of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from mentions import basis, citing

from extractors.mention import Header
from pipeline.resolve import resolve

DISTRICT, OFFICE = "Ủy ban nhân dân quận Hải Vân", "Phòng Giáo dục và Đào tạo quận Hải Vân"
OF_DISTRICT = Header(doc_type="Kế hoạch", doc_number="07/KH-UBND", issued_date=date(2031, 1, 6), issuer=DISTRICT)
OF_OFFICE = Header(doc_type="Kế hoạch", doc_number="45/KH-PGDĐT", issued_date=date(2031, 1, 14), issuer=OFFICE)
OF_SCHOOL = Header(doc_number="3/KH-THSB", issued_date=date(2031, 1, 20), issuer="Trường Tiểu học Sao Biển")


def cites(*documents):
    """Return {(citing path, cited path, role): mentions} for the edges that lead to a file."""
    return {
        (path, edge.cited_doc_id, edge.role): edge.mentions
        for path, edges in resolve(documents).edges.items()
        for edge in edges
        if edge.cited_doc_id
    }


def test_the_chain_from_school_to_district():
    district = basis("07/KH-UBND", date(2031, 1, 6), DISTRICT)
    office = basis("45/KH-PGDĐT", date(2031, 1, 14), OFFICE)
    again = replace(basis("45"), role="reference")
    assert cites(
        citing("truong", office, again, header=OF_SCHOOL),
        citing("phong", district, header=OF_OFFICE),
        citing("quan", header=OF_DISTRICT),
    ) == {
        ("truong", "phong", "basis"): 1,
        ("truong", "phong", "reference"): 1,
        ("phong", "quan", "basis"): 1,
    }


@pytest.mark.parametrize(
    ("header", "cited", "linked"),
    [
        pytest.param(OF_DISTRICT, basis("7/KH-UBND", date(2031, 1, 6), DISTRICT), True, id="number, day and issuer"),
        pytest.param(OF_DISTRICT, basis("07/KH-UBND", date(2031, 1, 6)), True, id="no issuer, the day tells"),
        pytest.param(OF_DISTRICT, basis("07/KH-UBND", None, DISTRICT, year=2031), True, id="year and issuer"),
        pytest.param(OF_DISTRICT, basis("07/KH-UBND", date(2031, 1, 9), DISTRICT), True, id="another day: a dispute"),
        pytest.param(OF_DISTRICT, basis("07/KH-UBND", date(2030, 1, 6), DISTRICT), False, id="the year before"),
        pytest.param(OF_DISTRICT, basis("07/KH-UBND", None, DISTRICT), False, id="number and issuer of any year"),
        pytest.param(OF_DISTRICT, basis("07/KH-UBND"), False, id="number alone"),
        pytest.param(
            OF_DISTRICT, basis("07/KH-UBND", date(2031, 1, 6), "Ủy ban nhân dân quận Sơn Trà"), False, id="other issuer"
        ),
        pytest.param(
            OF_DISTRICT, basis("70/KH-UBND", date(2031, 1, 6), DISTRICT), False, id="another number of that day"
        ),
        pytest.param(
            replace(OF_OFFICE, doc_number=None, doc_symbol="KH-PGDĐT"),
            basis("45/KH-PGDĐT", date(2031, 1, 14), OFFICE),
            True,
            id="number blank on paper: symbol, day and issuer",
        ),
        pytest.param(
            replace(OF_OFFICE, doc_number=None, doc_symbol="KH-PGDĐT"),
            basis("45/KH-PGDĐT", date(2031, 1, 14)),
            False,
            id="number blank, issuer not cited",
        ),
        pytest.param(
            replace(OF_OFFICE, issuer=None),
            basis("45/KH-PGDĐT", date(2031, 1, 14), OFFICE),
            False,
            id="no issuer in head",
        ),
        pytest.param(
            replace(OF_OFFICE, doc_number="45/2030/KH-PGDĐT"),
            basis("45/2030/KH-PGDĐT", date(2030, 1, 14), OFFICE),
            False,
            id="head whose number and day contradict each other",
        ),
    ],
)
def test_a_file_is_known_by_its_head(header, cited, linked):
    found = cites(citing("truong", cited, header=OF_SCHOOL), citing("tren", header=header))
    assert found == ({("truong", "tren", "basis"): 1} if linked else {})


def test_two_copies_of_one_plan_are_no_link():
    cited = basis("07/KH-UBND", date(2031, 1, 6), DISTRICT)
    assert cites(citing("a", cited), citing("b", header=OF_DISTRICT), citing("c", header=OF_DISTRICT)) == {}


def test_a_number_blank_on_paper_that_two_citations_fit_is_no_link():
    blank = replace(OF_OFFICE, doc_number=None, doc_symbol="KH-PGDĐT")
    cited = [basis(f"{n}/KH-PGDĐT", date(2031, 1, 14), OFFICE) for n in (45, 46)]
    assert cites(citing("a", *cited), citing("b", header=blank)) == {}


def test_a_head_read_from_a_picture_must_agree_on_the_day():
    """A number written by hand is often misread, and may then be that of another plan."""
    scanned = citing("quan", header=OF_DISTRICT, doubtful=True)
    same = basis("07/KH-UBND", date(2031, 1, 6), DISTRICT)
    other = basis("07/KH-UBND", date(2031, 1, 9), DISTRICT)
    assert cites(citing("a", same), scanned) == {("a", "quan", "basis"): 1}
    assert cites(citing("a", other), scanned) == {}
    assert resolve([citing("a", other), scanned]).disputes == {}


def test_what_a_document_says_of_itself_settles_a_dispute():
    wrong = basis("07/KH-UBND", date(2031, 1, 9), DISTRICT)
    resolution = resolve([citing("a", wrong), citing("b", wrong), citing("quan", header=OF_DISTRICT)])
    (citation,) = resolution.citations
    ((dispute,),) = resolution.disputes.values()
    assert (citation.cited_date, citation.mentions, citation.documents) == (date(2031, 1, 6), 2, 2)
    assert {day: said.departs for day, said in dispute.stated.items()} == {
        date(2031, 1, 9): True,
        date(2031, 1, 6): False,
    }


def test_files_that_nobody_cites_are_no_citations():
    assert resolve([citing("quan", header=OF_DISTRICT)]).citations == ()


def test_a_document_that_names_itself_cites_no_other():
    own = basis("07/KH-UBND", date(2031, 1, 6), DISTRICT)
    assert cites(citing("quan", own, header=OF_DISTRICT)) == {}
