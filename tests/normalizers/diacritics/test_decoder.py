"""The search among candidates, with a language of five words whose chances can be counted by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from normalizers.diacritics.agreement import Agreement
from normalizers.diacritics.decoder import Weights, posteriors
from normalizers.diacritics.document import DocumentSpeech
from normalizers.diacritics.lattice import Chain
from normalizers.diacritics.noise import Candidates
from normalizers.diacritics.reading import Reading
from normalizers.diacritics.tokens import Token

STOP, KE, HOACH, HOAC, XA = range(5)
PLAIN = Weights(language=1.0)


class Toy:
    """'hoạch' follows 'kế' nine times in ten; two words back it is 'xã' that decides; all else is alike."""

    def scores(self, words, *before):
        words, second, first = np.broadcast_arrays(words, before[0], before[1] if len(before) > 1 else before[0])
        chance = np.full(words.shape, 0.2)
        chance[(second == KE) & (words == HOACH)] = 0.9
        chance[(second == KE) & (words != HOACH)] = 0.025
        chance[(first == XA) & (words == HOAC)] = 0.95
        return np.log(chance)


@dataclass
class Place:
    words: np.ndarray
    scores: np.ndarray


def place(*words, chances=None):
    return Place(np.array(words), np.log(chances) if chances else np.zeros(len(words)))


def read(*stretches, weights=PLAIN):
    found = posteriors(stretches, Toy(), STOP, weights)
    return [[np.round(chances, 3).tolist() for chances in stretch] for stretch in found]


def test_the_word_before_decides():
    [[_, chances]] = read([place(KE), place(HOACH, HOAC)])
    assert chances == pytest.approx([0.9 / 0.925, 0.025 / 0.925], abs=0.001)


def test_so_does_the_word_after():
    [[chances, _]] = read([place(KE, XA), place(HOACH)])
    assert chances == pytest.approx([0.9 / 1.1, 0.2 / 1.1], abs=0.001)


def test_and_the_word_before_that():
    [[_, _, chances]] = read([place(XA), place(KE), place(HOACH, HOAC)])
    assert chances[1] > chances[0]


def test_what_was_read_is_weighed_against_what_is_said():
    [[_, chances]] = read([place(KE), place(HOACH, HOAC, chances=(0.001, 1.0))])
    assert chances == pytest.approx([0.0009 / 0.0259, 0.025 / 0.0259], abs=0.001)


def test_stretches_do_not_know_of_each_other():
    one = [place(KE), place(HOACH, HOAC)]
    two = [place(HOACH, HOAC), place(XA), place(KE, HOACH), place(HOACH, HOAC)]
    assert read(one, two, []) == [*read(one), *read(two), []]


def test_a_beam_of_one_is_still_a_reading():
    [stretch] = read(*[[place(KE, XA), place(HOACH, HOAC), place(KE, XA)]], weights=Weights(beam=1))
    assert [sum(chances) for chances in stretch] == pytest.approx([1, 1, 1], abs=0.01)


def test_chances_are_those_of_all_readings_summed_up():
    """The beam holds all of these few readings, so that nothing is lost: compared with summing over each of them."""
    generator = np.random.default_rng(3)
    stretch = [place(*range(1, 5), chances=tuple(generator.random(4))) for _ in range(5)]
    [found] = posteriors([stretch], Toy(), STOP, Weights(beam=64, language=1.0, hopeless=0))
    total = [np.zeros(4) for _ in stretch]
    for choice in np.ndindex(*(4,) * 5):
        words = [STOP, STOP, *(stretch[at].words[k] for at, k in enumerate(choice))]
        logs = sum(float(stretch[at].scores[k]) for at, k in enumerate(choice))
        logs += sum(float(Toy().scores(words[at], words[at - 1], words[at - 2])) for at in range(2, len(words)))
        for at, k in enumerate(choice):
            total[at][k] += np.exp(logs)
    assert [c.tolist() for c in found] == [pytest.approx((t / t.sum()).tolist(), abs=1e-3) for t in total]


def test_a_document_is_likelier_to_say_what_it_said():
    toy = Toy()
    speech = DocumentSpeech(toy, 5, [np.array([XA, HOAC, XA, HOAC, XA, HOAC])])
    once = DocumentSpeech(toy, 5, [np.array([XA, HOAC])])
    asked = np.array([HOAC]), np.array([XA]), np.array([STOP])
    assert float(speech.scores(*asked)[0]) > float(toy.scores(*asked)[0]) > float(once.scores(*asked)[0])
    chances = np.exp(speech.scores(np.arange(5), np.full(5, XA), np.full(5, STOP)))
    assert chances.sum() == pytest.approx(0.9 + 0.1, abs=0.05)


def reading(*places):
    """Return a reading of 'hoac' after 'kế' in so many chains, with the chances that are given."""
    made, chances = [], []
    for at, (hoach, hoac) in enumerate(places):
        raw = Candidates("hoac", ("hoạch", "hoặc"), np.array([HOACH, HOAC]), np.zeros(2), 0.0)
        before = Candidates("kế", ("kế",), np.array([KE]), np.zeros(1), 0.0)
        made.append(Chain([before, raw], [None, Token("hoac", 10 * at, 10 * at + 4, "syllable")]))
        chances.append([np.ones(1), np.array([hoach, hoac])])
    return Reading(made, chances), raw


def test_places_alike_agree():
    found, raw = reading((0.95, 0.05), (0.98, 0.02), (0.45, 0.55))
    weighed = Agreement(found).weighed(20, raw)
    assert weighed.scores[0] > weighed.scores[1]


def test_a_place_of_its_own_is_left_alone():
    found, raw = reading((0.45, 0.55))
    assert Agreement(found).weighed(0, raw).scores.tolist() == [0, 0]
