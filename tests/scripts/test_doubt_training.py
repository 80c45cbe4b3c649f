"""What is learnt of capitals, and of how sure a reading is."""

from __future__ import annotations

import numpy as np
import pytest
from restorer_training import capitals, confidence

from normalizers.diacritics.confidence import SIGNS


def test_capitals_are_counted_amid_sentences_alone():
    lines = ["Ủy ban nhân dân", "của Ủy ban xã", "theo lĩnh vực này"] * capitals.SEEN
    found = capitals.shares(lines)
    assert found["ủy"] == 1
    assert found["vực"] == 0
    assert "của" not in found, "the first word of a sentence says nothing"


def test_rare_words_are_left_out(tmp_path):
    assert capitals.shares(["xã Phù Mây"]) == {}
    capitals.write(tmp_path / "capitals.csv", {"ủy": 0.5, "vực": 0.0})
    assert (tmp_path / "capitals.csv").read_text(encoding="utf-8") == "word,share\nủy,0.5\nvực,0.00025\n"


def test_a_sign_weighs_what_it_tells():
    generator = np.random.default_rng(5)
    signs = np.zeros((4000, len(SIGNS)))
    signs[:, 0] = 1
    signs[:, 1] = generator.normal(size=4000)
    signs[:, 2] = generator.normal(size=4000)
    wrong = generator.random(4000) < 1 / (1 + np.exp(2 - 1.5 * signs[:, 1]))
    weights = confidence.learnt([(signs, wrong.astype(float))])
    assert weights[:3] == pytest.approx([-2, 1.5, 0], abs=0.2)
