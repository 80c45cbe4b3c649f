"""Document numbers: each family keeps its word, and damage of the page does not hide a number."""

from __future__ import annotations

import pytest

from extractors.legal_numbers import FAMILIES, find_numbers


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_keeps_its_word(family):
    assert family.reads and family.leaves
    assert [t for t in family.reads if not family.regex.fullmatch(t)] == []
    assert [t for t in family.leaves if family.regex.search(t)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kế hoạch số 61/KH- SGDĐT ngày", ["61/KH- SGDĐT"], id="line broken behind the hyphen"),
        pytest.param("số 61/KH -SGDĐT", ["61/KH -SGDĐT"], id="blank before the hyphen"),
        pytest.param("Nghị định số154/2020/NĐ-CP", ["154/2020/NĐ-CP"], id="no blank behind số"),
        pytest.param("12/2020/NĐ–CP, 13/2020/NĐ—CP", ["12/2020/NĐ–CP", "13/2020/NĐ—CP"], id="any dash"),
        pytest.param("số 9/KH-UBND - Phòng Nội vụ", ["9/KH-UBND"], id="a dash and a word"),
        pytest.param("ngày 05/3/2020, tỷ lệ 3/4, năm học 2024-2025", [], id="dates, fractions, periods"),
        pytest.param("1.250/QĐ-UBND", [], id="part of a longer number"),
        pytest.param("Số:     /KH-MNHS", [], id="blank number"),
    ],
)
def test_find_numbers(text, expected):
    found = find_numbers(text)
    assert [n.printed for n in found] == expected
    assert [text[n.start : n.end] for n in found] == expected
