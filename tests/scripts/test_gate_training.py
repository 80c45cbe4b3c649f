"""What the gate and the codes learn from text: symbols by their place, words by the kind of text they stand in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from restorer_training import gate, symbols

from normalizers.diacritics.likeness import STATES


def test_symbols_are_counted_by_their_place():
    line = "Theo Quyết định số 12/QĐ-SNV-VP và Công văn số 7/SNV-TC về TTHC, UBND xã."
    counts = symbols.count_symbols([line] * symbols.RARE)
    assert counts == {
        symbol: [symbols.RARE if place == at else 0 for at in range(4)]
        for symbol, place in (("QĐ", 0), ("VP", 2), ("TC", 2), ("TTHC", 3), ("UBND", 3))
    } | {"SNV": [0, 2 * symbols.RARE, 0, 0]}


def test_headings_and_rare_symbols_are_not_counted():
    assert symbols.count_symbols(["KẾ HOẠCH CCHC"] * 5) == {}
    assert symbols.count_symbols(["về TTHC"] * (symbols.RARE - 1)) == {}


def test_foreign_words_are_those_that_stand_together():
    english, vietnamese = "Ông học tại Harvard University School of Government năm 2001.", "Ban chỉ đạo họp tại xã."
    clean, foreign = gate.count_clean([english] * gate.EVERY + [vietnamese] * gate.EVERY)
    assert foreign["harvard"] == foreign["university"] == gate.EVERY
    assert clean["xã"] and not foreign["xã"]


def test_what_is_learnt_adds_up_and_is_the_same_each_time(tmp_path: Path):
    clean = Counter({"trường": 50, "học": 60, "của": 70, "này": 1})
    garbled = Counter({"trvdng": 5, "hoc": 6, "cua": 7, "cia": 1})
    foreign = Counter({"school": 9, "of": 20, "river": 1})
    for name in ("one.npz", "two.npz"):
        gate.store(tmp_path / name, clean, garbled, foreign)
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        assert all(np.array_equal(one[key], two[key]) for key in one)
        words = bytes(one["words"]).decode().split("\n")
        chances = np.exp(one["word_logs"].astype(float))
    assert (chances.sum(axis=0) <= 1.001).all()
    best = {word: STATES[int(row.argmax())] for word, row in zip(words, chances, strict=True)}
    assert [best[w] for w in ("trường", "trvdng", "truong", "school")] == ["clean", "garbled", "stripped", "foreign"]


@pytest.mark.parametrize("state", STATES)
def test_shares_of_a_mixture_make_a_whole(state):
    assert sum(gate.MIXED[state].values()) == pytest.approx(1)
