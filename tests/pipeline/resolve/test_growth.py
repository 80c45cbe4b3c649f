"""Ten times as many documents take ten times as many comparisons, and not a hundred times.

Comparisons are counted, not timed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from mentions import basis, citing

from extractors.mention import Header, LegalBasis
from pipeline.records import Citing
from pipeline.resolve import resolve

FEW, MANY = 60, 600


def _plan_of_a_province(number: int) -> LegalBasis:
    """One number and title in twenty provinces: 'Kế hoạch số 12/KH-UBND … về cải cách hành chính năm 2031'."""
    issuer = f"Ủy ban nhân dân tỉnh Sông {chr(65 + number % 20)}a"
    return basis("12/KH-UBND", date(2031, 1, 5 + number % 20), issuer, "cải cách hành chính nhà nước năm 2031")


def _decree(number: int) -> LegalBasis:
    if number % 2:
        return basis("30", kind="Nghị định", year=2020)
    return basis("30/2020/NĐ-CP", date(2020, 3, 5), "Chính phủ", kind="Nghị định")


def _plan_of_its_own(number: int) -> LegalBasis:
    return basis(f"{number + 1}/KH-UBND", date(2031, 1, 1) + timedelta(number % 300), "Ủy ban nhân dân huyện Ô Sậy")


def _documents(count: int, cited: Callable[[int], LegalBasis]) -> list[Citing]:
    """Return plans that have no number of their own yet, as they are sent round before they are signed."""
    head = Header(doc_symbol="KH-UBND", issued_date=date(2031, 1, 9), issuer="Ủy ban nhân dân xã Khe Vàng")
    return [citing(f"{number}.docx", cited(number), header=head) for number in range(count)]


@pytest.mark.parametrize(
    ("cited", "module", "name"),
    [
        (_plan_of_a_province, "misprints", "_parted_by_misprint"),
        (_decree, "short_forms", "_refers"),
        (_plan_of_its_own, "edges", "_is_blank"),
    ],
    ids=["one-title-of-many-issuers", "a-decree-without-its-year", "files-without-number"],
)
def test_comparisons_grow_with_the_documents(
    cited: Callable[[int], LegalBasis], module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []
    stage = sys.modules[f"pipeline.resolve.{module}"]
    real = getattr(stage, name)
    for count in (FEW, MANY):
        calls: list[None] = []
        monkeypatch.setattr(stage, name, lambda *args, calls=calls: (calls.append(None), real(*args))[1])
        resolve(_documents(count, cited))
        counted.append(len(calls))
    assert 0 < counted[1] <= 2 * (MANY // FEW) * max(counted[0], 1)
