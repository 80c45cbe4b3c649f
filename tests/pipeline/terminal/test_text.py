"""Names and messages as they are shown: nothing in them commands the terminal, and nothing is hidden."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pipeline.terminal.text import message, name, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch số 15/KH-UBND (bản cuối).docx", "Kế hoạch số 15/KH-UBND (bản cuối).docx"),
        ("\x1b[2J\x1b]0;x\x07.pdf", "\\x1b[2J\\x1b]0;x\\x07.pdf"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x9b31mred", "\\x9b31mred"),
        ("\u202efdp.exe\u200b", "\\u202efdp.exe\\u200b"),
        ("k\udce1.txt", "k\\udce1.txt"),
        ("\U000e0041", "\\U000e0041"),
        ("Kê\u0301 hoạch", "Kê\u0301 hoạch"),
        ("[bold]:smile:[/bold]\\", "[bold]:smile:[/bold]\\"),
    ],
)
def test_shown(text, expected):
    assert shown(text) == expected


@given(st.text())
def test_what_is_shown_is_printable(text):
    assert re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]", shown(text)) is None


@given(st.text(min_size=1))
def test_nothing_of_a_name_is_markup(text):
    printed = io.StringIO()
    Console(file=printed, width=10_000, force_terminal=True, color_system=None, emoji=True).print(message(text))
    assert printed.getvalue() == shown(text) + "\n"


def test_of_a_long_name_start_and_end_are_kept():
    long = "công văn đến/" + "kế hoạch rất dài " * 40 + "số 7 (bản ký).pdf"
    cut = name(long, 60).plain
    assert len(cut) == 60
    assert cut.startswith("công văn đến/") and cut.endswith("số 7 (bản ký).pdf")
    assert name("ngắn.pdf", 60).plain == "ngắn.pdf"
