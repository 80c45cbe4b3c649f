"""The words of a sentence with their places, and lists of phrases that can be looked up at any of them.

What a phrase means (a unit, a verb of a task) is said by the lists of the modules that use this one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Generic, TypeVar

from normalizers.letters import nfc, old_tones
from normalizers.tables import rows

Value = TypeVar("Value")

# 'TP. Huế', 'Q.7': the stop belongs to the abbreviation; else punctuation marks are words of their own.
_WORD = re.compile(r"(?:TP|Tp|TX|Q|P|H|đ/c|Đ/c)\.(?=\s?[A-ZĐ\d])|[^\s,.;:()\[\]“”\"…?!]+|[,.;:()\[\]“”\"…?!]")


@dataclass(frozen=True)
class Words:
    """`printed[i]` is the i-th word, `lower[i]` the same in lower case with old tone placement."""

    text: str
    printed: tuple[str, ...]
    lower: tuple[str, ...]
    _places: list[int] = field(default_factory=list, repr=False, compare=False)  # as far as they have been asked for

    def __len__(self) -> int:
        return len(self.lower)

    def start(self, i: int) -> int:
        """Return where the i-th word begins."""
        places = self._places
        while len(places) <= i:
            behind = places[-1] + len(self.printed[len(places) - 1]) if places else 0
            places.append(self.text.index(self.printed[len(places)], behind))
        return places[i]

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Return where the words from the i-th up to the j-th stand."""
        if j == len(self.printed):
            return self.start(i), len(self.text.rstrip())
        return self.start(i), self.start(j - 1) + len(self.printed[j - 1])

    def capital(self, i: int) -> bool:
        """Whether the i-th word begins with a capital letter or a digit."""
        return i < len(self.printed) and (self.printed[i][0].isupper() or self.printed[i][0].isdigit())

    def is_word(self, i: int) -> bool:
        """Whether the i-th is a word and not a punctuation mark."""
        return i < len(self.lower) and (self.lower[i][0].isalnum() or len(self.lower[i]) > 1 or self.lower[i] in "-–&")

    def at(self, offset: int) -> int:
        """Return the word that begins at `offset`, a place that `start` or `span` has told."""
        return bisect_left(self._places, offset)


def words(text: str) -> Words:
    """Return the words of NFC `text`, punctuation marks among them."""
    printed = tuple(_WORD.findall(text))
    return Words(text, printed, tuple(map(_folded, printed)))


def first_word(text: str) -> str:
    """Return the first word of NFC `text` in lower case, as `words` has it; empty where there is none."""
    match = _WORD.search(text)
    return _folded(match[0]) if match else ""


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    """A text has few different words, and most come again."""
    return old_tones(word).lower()


class Phrases(Generic[Value]):
    """Phrases with a value each; `at` finds the longest that stands at a word."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in phrases:
            key = words(nfc(phrase)).lower
            self._by_first.setdefault(key[0], []).append((key, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, seen: Words, i: int) -> tuple[int, Value] | None:
        """Return how many words the longest phrase at word `i` has, and its value; None where there is none."""
        lower = seen.lower
        if i >= len(lower):
            return None
        for key, value in self._by_first.get(lower[i], ()):
            if lower[i : i + len(key)] == key:
                return len(key), value
        return None

    def after(self, seen: Words, i: int) -> int:
        """Return the word after the phrases that stand at word `i` one after the other; `i` where none does."""
        while (entry := self.at(seen, i)) is not None:
            i += entry[0]
        return i

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which phrases begin."""
        return frozenset(self._by_first)

    def places(self, seen: Words) -> Iterator[tuple[int, int, Value]]:
        """Yield the word at which a phrase stands, its number of words and its value, from left to right."""
        first = self._by_first
        if first.keys().isdisjoint(seen.lower):
            return
        for i, word in enumerate(seen.lower):
            if word in first and (entry := self.at(seen, i)) is not None:
                yield i, *entry


@cache
def listed(table: str) -> Phrases[str]:
    """Return the phrases of `normalizers/data/<table>.csv` with what its column `value` says of them."""
    return Phrases((row["seen"], row.get("value", "")) for row in rows(table))


@cache
def single_words(kind: str) -> frozenset[str]:
    """Return the single words of a kind from `sentence_phrases.csv`: 'no subject after' …"""
    return frozenset(row["seen"] for row in rows("sentence_phrases") if kind in row["value"].split("; "))


@cache
def sentence_phrases(*kinds: str) -> Phrases[str]:
    """Return the phrases of these kinds from `sentence_phrases.csv`: 'opening', 'modal', 'manner' …"""
    return Phrases(
        (row["seen"], kind) for row in rows("sentence_phrases") for kind in kinds if kind in row["value"].split("; ")
    )
