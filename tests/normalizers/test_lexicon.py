"""Counts of syllables: what is common, what follows what, and that the chances add up."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import lexicon as module
from normalizers.lexicon import BREAK, NUMBER, OTHER, Lexicon, decode_counts, encode_counts, lexicon
from normalizers.misreadings import printed_for
from normalizers.syllables import is_syllable

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("first", "second", "rarer"),
    [
        pytest.param("kế", "hoạch", "kể", id="ế and ể"),
        pytest.param("tổ", "chức", "tố", id="ổ and ố"),
        pytest.param("bổ", "sung", "bố", id="bổ sung"),
        pytest.param("dữ", "liệu", "đữ", id="đ and d"),
        pytest.param("thể", "dục", "thế", id="thể dục"),
    ],
)
def test_a_pair_is_likelier_than_its_misreading(first: str, second: str, rarer: str) -> None:
    known = lexicon()
    assert known.bigram(first, second) > 20 * known.bigram(rarer, second)
    assert known.log_probability(second, first) > known.log_probability(second, rarer) + 1


def test_three_words_tell_more_than_two() -> None:
    known = lexicon()
    assert known.log_probability("tiết", "định", "chi") > known.log_probability("tiết", "chi") + 0.5


@pytest.mark.parametrize(
    ("word", "known"),
    [
        pytest.param("trường", True, id="a syllable"),
        pytest.param("TRƯỜNG", True, id="capitals do not count"),
        pytest.param("hoà", True, id="nor does the manner of tone placement"),
        pytest.param("internet", True, id="a common foreign word"),
        pytest.param(BREAK, True, id="punctuation"),
        pytest.param(NUMBER, True, id="a number"),
        pytest.param(OTHER, True, id="anything else"),
        pytest.param("trưởngg", False, id="no word"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_is_listed(word: str, known: bool) -> None:
    assert (word in lexicon()) is known
    assert (lexicon().count(word) > 0) is known


def test_what_is_not_listed_counts_nothing() -> None:
    assert lexicon().bigram("kế", "xyzzy") == lexicon().bigram("xyzzy", "kế") == 0
    assert lexicon().index("xyzzy") == lexicon().index(OTHER)


@pytest.mark.parametrize("before", [("tổ",), (BREAK,), (NUMBER,), ("định", "chi"), ("xanh", "hoạch"), (BREAK, BREAK)])
def test_chances_add_up_to_one(before: tuple[str, ...]) -> None:
    known = lexicon()
    words = np.arange(known.size)
    *first, second = (np.full(known.size, known.index(word)) for word in before)
    assert np.exp(known.log_probabilities(words, second, *first)).sum() == pytest.approx(1)


@given(st.lists(st.integers(1, 2_000_000), min_size=1))
def test_counts_keep_their_size(counts: list[int]) -> None:
    kept = decode_counts(encode_counts(np.array(counts)))
    assert [abs(k - n) <= 0.045 * n for k, n in zip(kept, counts, strict=True)] == [True] * len(counts)


def test_is_small_and_loads_at_once() -> None:
    path = Path(module.__file__).parent / "data" / "syllables.npz"
    assert path.stat().st_size <= 4_000_000
    started = time.process_time()
    Lexicon(path)
    assert time.process_time() - started < 0.3  # 0.05 s on a quiet machine


def test_script_counts_a_corpus(tmp_path: Path) -> None:
    """The same corpus gives the same file; misreadings of what is far commoner are left out."""
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("Tổ chức họp, tổ chức thi\n" * 200 + "tố chức họp\n" * 4 + "tố cáo\n" * 12, encoding="utf-8")
    outs = [tmp_path / "a.npz", tmp_path / "b.npz"]
    for out in outs:
        command = [sys.executable, str(ROOT / "scripts/count_syllables.py"), str(corpus), "--out", str(out)]
        subprocess.run(command, check=True, capture_output=True, env={"PYTHONPATH": str(ROOT)})
    assert outs[0].read_bytes() == outs[1].read_bytes()
    known = Lexicon(outs[0])
    assert known.count("chức") == 404
    assert known.bigram("tổ", "chức") == pytest.approx(400, rel=0.05)
    assert known.bigram("tố", "chức") == 0
    assert known.bigram("tố", "cáo") == 12


def test_rates_of_misreading_are_shares() -> None:
    assert all(0 < rate < 1 for printed in printed_for().values() for rate in printed.values())
    assert not any(read in printed for read, printed in printed_for().items())
    assert is_syllable("tổ") and "ổ" in printed_for()["ố"]
