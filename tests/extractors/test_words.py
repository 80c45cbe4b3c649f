"""Words of a sentence and phrases at a place in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.words import Phrases, first_word, words


def test_words_are_in_lower_case_with_old_tones_and_keep_their_places() -> None:
    seen = words("Uỷ ban, TP. Huế (2025)")
    assert seen.lower == ("ủy", "ban", ",", "tp.", "huế", "(", "2025", ")")
    assert [seen.text[slice(*seen.span(i, i + 1))] for i in range(4)] == ["Uỷ", "ban", ",", "TP."]
    assert seen.text[slice(*seen.span(3, 7))] == "TP. Huế (2025"
    assert [i for i in range(len(seen)) if seen.capital(i)] == [0, 3, 4, 6]
    assert [i for i in range(len(seen)) if not seen.is_word(i)] == [2, 5, 7]


@given(st.text(max_size=200))
def test_every_letter_is_in_a_word(text: str) -> None:
    seen = words(text)
    covered = "".join(text[slice(*seen.span(i, i + 1))] for i in range(len(seen)))
    assert covered == "".join(text.split())
    assert first_word(text) == (seen.lower[0] if seen.lower else "")
    assert [seen.at(seen.start(i)) for i in range(len(seen))] == list(range(len(seen)))


def test_the_longest_phrase_counts() -> None:
    phrases = Phrases([("tổ chức", "short"), ("tổ chức, cá nhân", "long")])
    assert phrases.at(words("các Tổ chức, cá nhân"), 1) == (5, "long")
    assert phrases.at(words("các tổ chức xã hội"), 1) == (2, "short")
    assert phrases.at(words("các tổ"), 1) is None
    assert phrases.at(words("các"), 5) is None


def test_places_and_what_comes_after() -> None:
    phrases = Phrases([("với", "x"), ("cùng", "x")])
    seen = words("phối hợp cùng với Sở A")
    assert [place for place, _, _ in phrases.places(seen)] == [2, 3]
    assert phrases.after(seen, 2) == 4
    assert phrases.after(seen, 0) == 0
