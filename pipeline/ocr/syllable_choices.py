"""What may be printed where a word was read, and how likely the engine is to misread it so.

How often letters are mistaken is measured (misread_letters.csv).  Which of the choices fits its neighbours is weighed
in syllable_weights.py.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from normalizers.lexicon import OTHER, lexicon
from normalizers.misreadings import printed_for
from normalizers.syllables import is_syllable

# How often any mark of a letter is taken for any other, where misread_letters.csv says nothing.
_OTHER_MARK = 0.0008
# The logarithm of how often a letter is lost, added, or taken for one that does not look like it.
_ANY_LETTER = math.log(0.00002)
# Only so many printed words are weighed for each word read.
_WEIGHED = 6
# What is listed, but seldomer than this, is as likely a slip of the corpus as a word.
_RARE = 30
# The logarithm of the chance that a word of no known kind is just this one: about one in a hundred thousand.
_UNLISTED = -11.5

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_MARKED = frozenset(_VOWELS) - frozenset("aeiouyăâêôơư")
_LETTERS = _VOWELS + "bcdđghklmnpqrstvx"


class Choice(NamedTuple):
    """What may be printed: letters, number in the lexicon, logarithm of the chance to read what was read."""

    text: str
    word: int
    chance: float


@lru_cache(maxsize=1 << 15)
def choices_of(read: str) -> tuple[Choice, ...]:
    """Return what may be printed where `read` was read, itself first.

    >>> [choice.text for choice in choices_of("Tố")][:2]
    ['Tố', 'Tổ']
    """
    known = lexicon()
    lower = read.lower()
    index = known.index(lower)
    itself = Choice(read, index, _UNLISTED if index == known.index(OTHER) else 0.0)
    if not _may_be_misread(read, lower):
        return (itself,)
    found: dict[str, float] = {}
    for word, chance in _misread_from(lower):
        if known.count(word) >= _RARE and is_syllable(word) and chance > found.get(word, -math.inf):
            found[word] = chance
    likely = sorted(found, key=lambda word: -found[word] - math.log(known.count(word)))[: _WEIGHED - 1]
    return (itself, *(Choice(_cased(word, read), known.index(word), found[word]) for word in likely))


def _may_be_misread(read: str, lower: str) -> bool:
    if len(read) == 1:  # a lone consonant is a list mark or an initial
        return lower in _VOWELS and not read.isascii()
    # 'UBND', 'GDĐT' and 'TƯ' have no marked vowels; 'TRIẾỂN' is no abbreviation.
    return not read.isupper() or is_syllable(read) or any(map(_MARKED.__contains__, lower))


def _misread_from(read: str) -> Iterator[tuple[str, float]]:
    """Yield what may be printed where `read` was read, one letter differing, with the logarithm of the chance."""
    for at, letter in enumerate(read):
        for printed, chance in _chances().get(letter, ()):
            yield read[:at] + printed + read[at + 1 :], chance
    if read.isascii() or is_syllable(read):
        return
    # What cannot be a syllable, and is no foreign word, has lost, won or changed any letter: 'cươn', 'LUẬTT', 'Nehị'.
    for at in range(len(read) + 1):
        yield read[:at] + read[at + 1 :], _ANY_LETTER
        for letter in _LETTERS:
            yield read[:at] + letter + read[at + 1 :], _ANY_LETTER
            yield read[:at] + letter + read[at:], _ANY_LETTER


@cache
def _chances() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for each letter as read the letters that may be printed, with the logarithm of how often that happens."""
    families: dict[str, list[str]] = {}
    for letter in _VOWELS:
        families.setdefault(unicodedata.normalize("NFD", letter)[0], []).append(letter)
    rates = {
        (read, printed): _OTHER_MARK
        for family in families.values()
        for read in family
        for printed in family
        if read != printed
    }
    rates |= {(read, letter): rate for read, printed in printed_for().items() for letter, rate in printed.items()}
    found: dict[str, list[tuple[str, float]]] = {}
    for (read, printed), rate in rates.items():
        found.setdefault(read, []).append((printed, math.log(rate)))
    return {read: tuple(printed) for read, printed in found.items()}


def _cased(word: str, like: str) -> str:
    """Return `word` with the capitals of what was read; a capital within small letters belongs to the misreading."""
    if len(word) != len(like):
        return word.upper() if like.isupper() else word.capitalize() if like[0].isupper() else word
    capitals = sum(map(str.isupper, like[1:])) * 2 >= len(like) - 1
    return "".join(
        w.upper() if s.isupper() and (at == 0 or capitals or w == s.lower()) else w
        for at, (w, s) in enumerate(zip(word, like, strict=True))
    )
