"""The measures of units and of confidence: proposals, variants, and the bins of a reliability table."""

from __future__ import annotations

import pytest
from calibration import Judged, bins
from unit_proposals import by_tags
from units import variants


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("Nông trường Sông Trà chủ trì tổ chức lớp học.", ["Nông trường Sông Trà"], id="before a duty"),
        pytest.param("Nông trường Sông Trà tổ chức lớp học.", [], id="before another verb"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_what_tags_propose(text: str, units: list[str]) -> None:
    assert [text[start:end] for start, end, _ in by_tags(any_verb=False)(text)] == units


def test_before_any_verb_more_is_proposed() -> None:
    text = "Nông trường Sông Trà tổ chức lớp học."
    assert [text[start:end] for start, end, _ in by_tags(any_verb=True)(text)][:1] == ["Nông trường Sông Trà"]


def test_variants_without_a_model_need_none() -> None:
    names = [variant.name for variant in variants(None, None)]
    assert names[0] == "rules" and len(set(names)) == len(names)
    assert not any(variant.proposer == "model" for variant in variants(None, None))


def judged(confidence: float, right: bool) -> Judged:
    return Judged("as it is", "a", "targets", "percentage", confidence, right, right, "")


def test_bins_count_what_is_right() -> None:
    rows = [judged(0.97, True), judged(0.96, False), judged(0.9, True), judged(1.0, True), judged(0.2, False)]
    assert [(held.low, held.count, round(held.right, 3)) for held in bins(rows)] == [
        (0.95, 3, 0.667),
        (0.9, 1, 1.0),
        (0.0, 1, 0.0),
    ]


def test_a_few_records_prove_little() -> None:
    few = next(bins([judged(0.95, True)] * 2))
    many = next(bins([judged(0.95, True)] * 200))
    assert few.least < 0.5 < 0.98 < many.least < 1
