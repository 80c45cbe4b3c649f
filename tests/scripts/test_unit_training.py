"""What a model of units is taught: the silver labels, and what is left out of them."""

from __future__ import annotations

import pytest
import spacy
from train_units import LABELS, Labelled, example, silver, withheld


def labels(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], label) for start, end, label in silver(text).spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Giao Sở Y tế chủ trì.", [("Sở Y tế", "BODY")], id="told to act"),
        pytest.param(
            "Hiệu trưởng, cán bộ, giáo viên thực hiện.",
            [("Hiệu trưởng", "POST"), ("cán bộ, giáo viên", "GROUP")],
            id="a post and a group",
        ),
        pytest.param("Làm việc với ông Lê Văn Sông.", [("ông Lê Văn Sông", "PERSON")], id="a person"),
        pytest.param("Kiểm tra tại xã Tân Lập.", [("xã Tân Lập", "PLACE")], id="a place"),
        pytest.param(
            "Báo cáo của UBND xã Tân Lập.", [("UBND xã Tân Lập", "BODY")], id="the longer one of two that overlap"
        ),
        pytest.param("Mua sắm trang thiết bị.", [], id="nothing"),
    ],
)
def test_silver_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert labels(text) == expected
    assert {label for _, label in expected} <= set(LABELS)


def test_what_stands_where_no_unit_begins_is_neither_taught_nor_denied() -> None:
    line = silver("Mua sắm thiết bị văn phòng cho lớp.")
    assert line.spans == ()
    assert [line.text[start:end] for start, end, _ in line.unsure] == ["văn phòng"]
    tokens = example(spacy.blank("xx"), line).get_aligned_ner()
    assert tokens == ["O", "O", "O", "O", None, None, "O", "O", "O"]


def test_a_span_that_ends_inside_a_token_is_left_out() -> None:
    taught = example(spacy.blank("xx"), Labelled("Sở Y tế", ((0, 1, "BODY"),)))
    assert taught.get_aligned_ner() == ["O", "O", "O"]


def test_more_heads_are_withheld_the_greater_the_share() -> None:
    few, many = withheld(0.1), withheld(0.4)
    assert set() < few < many
    assert withheld(0.0) == frozenset()
