"""What the folder is joined from: part of the records under their own names, equal values held once."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import msgspec
import pytest

from extractors.mention import Header, LegalBasis, Responsibility, Target
from pipeline.finished import Glance, Outcome, encode, glance
from pipeline.run import process
from pipeline.stated import Shared, Stated, StatedBasis, StatedHeader, StatedTarget, StatedUnit

PLAN = """TRƯỜNG TIỂU HỌC GỐC GẠO
Số: 21/KH-THGG
KẾ HOẠCH
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;
I. CHỈ TIÊU
- Trên 85% văn bản được ký số.
II. TỔ CHỨC THỰC HIỆN
1. Tổ Văn phòng
- Tổng hợp báo cáo trước ngày 20/5/2026.
"""


@pytest.mark.parametrize(
    ("part", "whole"),
    [(StatedHeader, Header), (StatedBasis, LegalBasis), (StatedTarget, Target), (StatedUnit, Responsibility)],
)
def test_fields_are_those_of_the_records(part: type, whole: type) -> None:
    types = {field.name: field.type for field in fields(whole)}
    assert {field.name: field.type for field in fields(part)}.items() <= types.items()


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Stated:
    file = tmp_path_factory.mktemp("plan") / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    seen = glance(encode(Outcome(extracted=process(file, file.name)))).extracted
    assert seen is not None
    return seen


def test_is_read_from_what_is_kept_of_a_document(stated: Stated) -> None:
    assert stated.header.doc_number == "21/KH-THGG"
    assert [basis.cited_date for basis in stated.legal_bases] == [date(2020, 3, 5)]
    assert [target.value for target in stated.targets] == [85]
    assert {unit.unit_name for unit in stated.responsibilities} == {"Tổ Văn phòng"}


def test_equal_values_are_held_once(stated: Stated) -> None:
    shared = Shared()
    one, other = shared.stated(stated), shared.stated(_anew(stated))
    assert one == other == stated
    assert one.header is other.header
    assert all(a is b for a, b in zip(one.responsibilities, other.responsibilities, strict=True))


def test_words_are_held_once_by_records_that_differ(stated: Stated) -> None:
    shared = Shared()
    one = shared.stated(stated)
    changed = replace(stated, targets=tuple(replace(target, value=12.5) for target in _anew(stated).targets))
    other = shared.stated(changed)
    assert [target.value for target in other.targets] == [12.5]
    assert one.targets[0].indicator is other.targets[0].indicator


def test_a_figure_is_never_taken_for_an_equal_one_of_another_type() -> None:
    shared = Shared()
    year = StatedBasis(
        cited_type=None, cited_number=None, cited_date=None, cited_year=2026, issuer=None, subject=None, role="basis",
        method="number",
    )  # fmt: skip
    target = StatedTarget(
        kind="count", status="target", value=2026.0, unit="hồ sơ", comparator="=", change=None, indicator="số hồ sơ",
        due_date=None,
    )  # fmt: skip
    nothing = Stated(outline=None, header=StatedHeader(), legal_bases=(year,), targets=(target,), responsibilities=())  # type: ignore[arg-type]
    held = shared.stated(nothing)
    assert (type(held.legal_bases[0].cited_year), type(held.targets[0].value)) == (int, float)


def test_glance_of_a_file_that_was_not_read_stays_as_it_is() -> None:
    seen = Glance(incomplete=True)
    assert seen.of_shared(Shared()) is seen


def _anew(stated: Stated) -> Stated:
    """Return an equal object of which nothing is the same."""
    return msgspec.json.decode(msgspec.json.encode(stated), type=Stated)
