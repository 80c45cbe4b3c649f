"""How a corpus is read and counted for the language model, and the phrases that are counted with it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from corpus_lines import HELD_OUT
from restorer_training import language
from restorer_training.corpus import learnt_lines, read_corpus, read_lines, units, vocabulary
from restorer_training.phrases import phrases

from normalizers.diacritics.language import Language
from normalizers.lexicon import BREAK, KINDS, NUMBER, OTHER

EVERY, WHICH = HELD_OUT


def test_words_numbers_and_breaks():
    corpus = read_lines(["Uỷ ban họp (lần 3), ngày 12/5.", "- Hà: 'xem'…"])
    text, lines = units(corpus, [BREAK, NUMBER, OTHER, "ủy", "ban", "họp", "lần", "ngày", "hà"])
    read = [[BREAK, NUMBER, OTHER, "ủy", "ban", "họp", "lần", "ngày", "hà"][word] for word in text]
    assert read == ["ủy", "ban", "họp", BREAK, "lần", NUMBER, BREAK, "ngày", NUMBER, BREAK, "hà", BREAK, OTHER, BREAK]
    assert lines.tolist() == [0] * 10 + [1] * 4


def test_rare_words_are_not_listed():
    corpus = read_lines(["họp Họp HỌP họp tổ tổ tổ", *["internet internet"] * 21, "wifi"])  # one of them is held out
    words = vocabulary(corpus.words, corpus.counts(), 99)
    assert words[0] == "internet"
    assert set(words) == {"internet", "họp", *KINDS}
    assert len(vocabulary(corpus.words, corpus.counts(), 4)) == 4


def test_held_out_lines_are_not_learnt(tmp_path: Path):
    """A word that stands in held-out lines alone is not even listed, in whichever way the corpus is read."""
    lines = ["họp" if n % EVERY != WHICH else "mật" for n in range(EVERY * 5)]
    path = tmp_path / "corpus.txt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    corpus = read_corpus(path)
    assert dict(zip(corpus.words, corpus.counts().tolist(), strict=True))["mật"] == 0
    assert Counter(learnt_lines(path)) == {"họp": EVERY * 5 - 5}
    language.train(corpus, tmp_path / "language.npz")
    assert "họp" in Language(tmp_path / "language.npz")
    assert "mật" not in Language(tmp_path / "language.npz")


def test_kneser_ney_leaves_room_for_what_was_not_seen():
    """'Kông' is frequent, but after 'Hồng' alone: after another word it is less likely than what stands after many."""
    corpus = read_lines(["đi hồng kông"] * 6 + ["gửi công an", "về công an", "của công an", "ở công ty"])
    words = [BREAK, NUMBER, OTHER, *sorted({"đi", "hồng", "kông", "gửi", "về", "của", "ở", "công", "an", "ty"})]
    model = language.kneser_ney(units(corpus, words)[0], len(words))
    chances = dict(zip(words, model[0].chances, strict=True))
    assert chances["công"] > chances["kông"] > 0
    assert model[0].chances.sum() == pytest.approx(1)


def test_a_mixture_lies_between_its_parts():
    first, second = (
        np.random.default_rng(seed).integers(0, high, 500).astype(np.uint16) for seed, high in ((1, 5), (2, 9))
    )
    whole, part = (language.kneser_ney(text, 9) for text in (np.concatenate([first, second]), first))
    keys = np.array([(a << 26) | (b << 13) | c for a in range(9) for b in range(9) for c in range(9)], dtype=np.uint64)
    mixture = language.mixed(whole, [(part, 0.3)], 0.7)
    for model in (whole, part, mixture):
        assert language.chances(model, keys, 3).reshape(81, 9).sum(axis=1) == pytest.approx(1)
    seen = mixture[2].keys
    expected = 0.7 * language.chances(whole, seen, 3) + 0.3 * language.chances(part, seen, 3)
    assert language.chances(mixture, seen, 3) == pytest.approx(expected)


def test_phrases():
    found = Counter(phrases())
    assert all(phrase and phrase == unicodedata.normalize("NFC", phrase) for phrase in found)
    assert {"Nơi nhận:", "UBND quận", "Ủy ban nhân dân tỉnh Hà Giang", "Trường Tiểu học Ba Vì", "Sở Tài chính"} <= set(
        found
    )
    assert not [phrase for phrase in found if "{" in phrase or "  " in phrase]
