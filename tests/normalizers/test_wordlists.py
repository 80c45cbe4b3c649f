"""Lists as patterns: what phrases share is written once, and the longest is still read first."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from normalizers.wordlists import any_of, any_of_pieces


def test_the_longest_is_read_first() -> None:
    pattern = re.compile(any_of(["phấn đấu", "phấn đấu đạt", "phấn"]))
    assert [m[0] for m in pattern.finditer("phấn đấu  đạt, phấn khởi, phấn  đấu")] == [
        "phấn đấu  đạt",
        "phấn",
        "phấn  đấu",
    ]


def test_pieces_are_patterns_of_their_own() -> None:
    words = any_of_pieces([["Q", r"(?!\w)"], ["Q", r"\s?&\s?", "A", r"(?!\w)"]])
    assert [m[0] for m in re.finditer(words, "Q & A, Q, QA")] == ["Q & A", "Q"]


_LETTERS = st.text(alphabet="aăâ. ", min_size=1, max_size=5).map(str.strip).filter(bool)


@given(st.lists(_LETTERS, min_size=1, max_size=8), st.text(alphabet="aăâ. ", max_size=30))
def test_it_reads_what_one_phrase_beside_the_other_reads(phrases: list[str], text: str) -> None:
    longest_first = sorted(phrases, key=len, reverse=True)
    plain = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    assert re.findall(any_of(phrases), text) == re.findall(plain, text)
