"""Numbered standards, however they are spelled."""

from __future__ import annotations

import pytest

from extractors.standards import STANDARD, find_standards, standard_number


def test_family_keeps_its_word():
    assert [t for t in STANDARD.reads if not STANDARD.regex.fullmatch(t)] == []
    assert [t for t in STANDARD.leaves if STANDARD.regex.search(t)] == []


@pytest.mark.parametrize(
    ("text", "quote", "number", "year"),
    [
        pytest.param("theo TCVN ISO 9001:2015.", "TCVN ISO 9001:2015", "TCVN ISO 9001:2015", 2015, id="bare"),
        pytest.param(
            "theo tiêu chuẩn quốc gia TCVN ISO 9001:2015",
            "tiêu chuẩn quốc gia TCVN ISO 9001:2015",
            "TCVN ISO 9001:2015",
            2015,
            id="with its words",
        ),
        pytest.param(
            "bộ Tiêu chuẩn Việt Nam ISO 9001:2015",
            "bộ Tiêu chuẩn Việt Nam ISO 9001:2015",
            "TCVN ISO 9001:2015",
            2015,
            id="body spelled out",
        ),
        pytest.param("đạt tiêu chuẩn ISO 9001", "tiêu chuẩn ISO 9001", "ISO 9001", None, id="no year"),
    ],
)
def test_find_standards(text, quote, number, year):
    (found,) = find_standards(text)
    assert text[found.start : found.end] == quote
    assert (found.number, found.year, found.kind) == (number, year, "Tiêu chuẩn")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ISO 18091: 2020", "ISO 18091:2020"),
        ("1SO 9001:2015", "ISO 9001:2015"),
        ("TCVN ISO 9001-2015", "TCVN ISO 9001:2015"),
        ("TCVN 7336 : 2021", "TCVN 7336:2021"),
        ("QCVN 06:2022/BXD", "QCVN 06:2022/BXD"),
        ("ISO/IEC 27001:2013", "ISO/IEC 27001:2013"),
    ],
)
def test_standard_number(printed, expected):
    assert standard_number(printed) == expected
    assert standard_number(expected) == expected
