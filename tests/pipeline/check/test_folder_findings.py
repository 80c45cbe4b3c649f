"""What only the whole folder shows: doubtful and outdated grounds, targets below those of the plan carried out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from mentions import TEXT, basis, citing, extracted, source, target

from extractors.amendments import ITSELF, Amendment
from extractors.mention import Header
from pipeline.check import check
from pipeline.resolve import resolve
from pipeline.settings import Settings

OWN = Header(doc_type="Kế hoạch", doc_number="1/KH-THSB", issued_date=date(2031, 1, 20), period_end=date(2031, 12, 31))
DISTRICT = "Ủy ban nhân dân quận Hải Vân"
ABOVE = Header(doc_type="Kế hoạch", doc_number="07/KH-UBND", issued_date=date(2031, 1, 6), issuer=DISTRICT)
OF_DISTRICT = basis("07/KH-UBND", date(2031, 1, 6), DISTRICT)


def found(document, *others):
    """Return code and English message of the findings of a document in a folder with others."""
    here = source("ke-hoach.txt")
    mine = {name: getattr(document, name) for name in ("header", "targets", "responsibilities", "amendments")}
    folder = [citing(here.doc_id, *document.legal_bases, **mine), *others]
    return [(f.code, f.message_en) for f in check(here, document, resolve(folder), Settings()).findings]


def codes(document, *others):
    return [code for code, _ in found(document, *others)]


def test_a_short_form_that_fits_two_is_flagged():
    plans = [basis("07/KH-UBND", date(2031, 1, 6), DISTRICT), basis("7/KH-SNV", date(2031, 1, 9), "Sở Nội vụ An Hải")]
    document = extracted(header=OWN, legal_bases=[*plans, basis("07")])
    ((code, message),) = found(document)
    assert code == "citation-ambiguous"
    assert message.endswith(
        "Kế hoạch 07/KH-UBND ngày 06/01/2031 (Ủy ban nhân dân quận Hải Vân); "
        "Kế hoạch 7/KH-SNV ngày 09/01/2031 (Sở Nội vụ An Hải)."
    )


@pytest.mark.parametrize("doubtful", [False, True], ids=["typed", "from a picture"])
def test_a_day_read_from_a_picture_stands_back_behind_one_that_was_not(doubtful):
    mine, theirs = (basis("71/NQ-CP", date(2030, 4, day), "Chính phủ", kind="Nghị quyết") for day in (3, 8))
    other = citing("khac.pdf", theirs, doubtful=doubtful)
    expected = [] if doubtful else ["cited-two-dates"]
    assert codes(extracted(header=OWN, legal_bases=[mine]), other) == expected


# ---------------------------------------------------------------- amended and replaced grounds

OLD = basis("45/2027/NĐ-CP", date(2027, 5, 6), "Chính phủ", kind="Nghị định")
NEW = basis("12/2030/NĐ-CP", date(2030, 2, 3), "Chính phủ", kind="Nghị định")
REPLACED = citing("tin.txt", NEW, OLD, amendments=(Amendment(0, 1, "replaces"),))
AMENDED = citing("tin.txt", NEW, OLD, amendments=(Amendment(0, 1, "amends"),))


@pytest.mark.parametrize(
    ("document", "other", "expected"),
    [
        pytest.param(extracted(header=OWN, legal_bases=[OLD]), REPLACED, ["cited-replaced"], id="replaced"),
        pytest.param(extracted(header=OWN, legal_bases=[OLD]), AMENDED, ["cited-amended"], id="amended"),
        pytest.param(extracted(header=OWN, legal_bases=[OLD, NEW]), AMENDED, [], id="both are cited"),
        pytest.param(extracted(header=OWN, legal_bases=[replace(OLD, role="reference")]), REPLACED, [], id="no ground"),
        pytest.param(
            extracted(header=replace(OWN, issued_date=date(2029, 1, 20)), legal_bases=[OLD]),
            REPLACED,
            [],
            id="replaced only later",
        ),
        pytest.param(
            extracted(header=OWN, legal_bases=[OLD], amendments=[Amendment(ITSELF, 0, "replaces")]),
            REPLACED,
            [],
            id="the plan itself speaks of it",
        ),
        pytest.param(
            extracted(header=OWN, legal_bases=[NEW]),
            citing("tin.txt", OLD, NEW, amendments=(Amendment(0, 1, "replaces"),)),
            [],
            id="misread: an older decree cannot replace a newer one",
        ),
        pytest.param(
            extracted(header=OWN, legal_bases=[OF_DISTRICT]),
            citing(
                "thay.txt",
                OF_DISTRICT,
                header=replace(ABOVE, doc_number="9/KH-UBND", issued_date=date(2031, 1, 10)),
                amendments=(Amendment(ITSELF, 0, "replaces"),),
            ),
            ["cited-replaced"],
            id="a plan of the folder replaces it",
        ),
    ],
)
def test_outdated_grounds(document, other, expected):
    assert codes(document, other) == expected


def test_an_outdated_ground_is_told_with_what_replaced_it_and_where_that_stands():
    ((_, message),) = found(extracted(header=OWN, legal_bases=[OLD]), REPLACED)
    assert message == (
        "The ground Nghị định 45/2027/NĐ-CP had been replaced or repealed by Nghị định 12/2030/NĐ-CP of 2030-02-03, "
        "as tin.txt says."
    )


# ---------------------------------------------------------------- targets of the plan carried out


def rate(value, indicator="Tỷ lệ hồ sơ nộp trực tuyến", **more):
    return replace(target(), value=float(value), indicator=indicator, comparator=more.pop("comparator", ">="), **more)


def below(mine, theirs, *, ground=OF_DISTRICT, header=ABOVE):
    document = extracted(TEXT, header=OWN, legal_bases=[ground], targets=[mine])
    return codes(document, citing("quan.txt", header=header, targets=tuple(theirs)))


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        pytest.param(rate(80), [rate(90)], True, id="lower"),
        pytest.param(rate(90), [rate(90)], False, id="the same"),
        pytest.param(rate(95), [rate(90)], False, id="higher"),
        pytest.param(rate(80), [rate(90, "Tỷ lệ hồ sơ nộp trực tuyến năm 2031")], True, id="the year said again"),
        pytest.param(rate(80), [rate(90, "Tỷ lệ hồ sơ nộp trực tiếp")], False, id="one word differs"),
        pytest.param(rate(80), [rate(90, "Tỷ lệ hồ sơ nộp trực tuyến toàn trình")], False, id="said more closely"),
        pytest.param(rate(80, "Tỷ lệ hài lòng"), [rate(90, "Tỷ lệ hài lòng")], False, id="too few words"),
        pytest.param(rate(80), [rate(90, due_date=date(2035, 12, 31))], False, id="for another year"),
        pytest.param(rate(80), [rate(90, change="increase")], False, id="a change is no level"),
        pytest.param(rate(80), [rate(90, status="result")], False, id="a result is no target"),
        pytest.param(rate(80), [rate(90), rate(70)], False, id="asked for twice, one is reached"),
        pytest.param(rate(5, comparator="<"), [rate(2, comparator="<")], True, id="at most: more is worse"),
        pytest.param(rate(1, comparator="<"), [rate(2, comparator="<")], False, id="at most: less is better"),
        pytest.param(rate(1, comparator="<"), [rate(90)], False, id="at most and at least"),
        pytest.param(rate(80, unit="lần/tháng", kind="frequency"), [rate(90)], False, id="another unit"),
        pytest.param(
            rate(2, unit="lớp", kind="count"),
            [rate(9, unit="lớp", kind="count")],
            False,
            id="a count of all schools together",
        ),
    ],
)
def test_target_below_that_of_the_plan_carried_out(mine, theirs, expected):
    assert below(mine, theirs) == (["target-below-plan"] if expected else [])


@pytest.mark.parametrize(
    ("ground", "header"),
    [
        pytest.param(replace(OF_DISTRICT, role="reference"), ABOVE, id="only referred to"),
        pytest.param(OF_DISTRICT, replace(ABOVE, doc_number="8/KH-UBND"), id="not the plan cited"),
    ],
)
def test_targets_of_a_plan_not_carried_out_are_not_compared(ground, header):
    assert below(rate(80), [rate(90)], ground=ground, header=header) == []
