"""A text as chains of places: at each place what may stand there, in the order of the text, over the ends of lines.

A chain ends where a sentence or a paragraph does; what stands in another chain tells nothing.  What is not to be
restored - numbers, codes, clean parts - has its places too, of one candidate each: neighbours lean on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np

from normalizers.diacritics.codes import read_code
from normalizers.diacritics.language import language
from normalizers.diacritics.noise import Candidates
from normalizers.diacritics.tokens import Token
from normalizers.lexicon import BREAK, NUMBER, UNIT
from normalizers.tables import rows

# A sentence ends here: '.', ';', ':'.  A comma or a bracket does not end one.
_END = re.compile(r"[.;!?…]\W*\s|[.;!?…]\W*$")
# So does a paragraph, unless a page ends amid a sentence: the line goes on in small letters.
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*(?!\s|[^\W\d_A-ZĐ])")
# No sentence is this long; a text without sentences is cut somewhere.
_LONGEST = 300


# Tells what a token may be; None where it stays as it is.
Proposes = Callable[[Token], Candidates | None]


@dataclass(slots=True)
class Chain:
    """Places in a row; `tokens` has for each place the token that is read there, None where nothing is decided."""

    places: list[Candidates] = field(default_factory=list)
    tokens: list[Token | None] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Is there anything to decide?"""
        return any(token is not None for token in self.tokens)

    def again(self, proposed: Proposes, doubted: Sequence[bool]) -> Chain:
        """Return the chain with its tokens proposed anew where there is doubt."""
        places = [
            (proposed(token) if token is not None and doubt else None) or place
            for token, place, doubt in zip(self.tokens, self.places, doubted, strict=True)
        ]
        return Chain(places, self.tokens)


def chains(text: str, tokens: Sequence[Token], proposed: Proposes) -> Iterator[Chain]:
    """Yield the chains of `text` in which there is something to decide."""
    chain = Chain()
    end = 0
    stop = _kind(BREAK)
    for token in tokens:
        between = text[end : token.start]
        if chain.places and not between.isspace() and between and chain.places[-1] is not stop:
            chain.places.append(stop)
            chain.tokens.append(None)
        if _ends(between) or len(chain.places) > _LONGEST:
            if chain.open:
                yield chain
            chain = Chain()
        candidates = proposed(token)
        if candidates is not None:
            chain.places.append(candidates)
            chain.tokens.append(token)
        else:
            for place in _units(_meant(token.raw) if token.kind == "abbreviation" else token.raw):
                if place is not stop or not chain.places or chain.places[-1] is not stop:
                    chain.places.append(place)
                    chain.tokens.append(None)
        end = token.end
    if chain.open:
        yield chain


@lru_cache(maxsize=1 << 14)
def _ends(between: str) -> bool:
    return bool(_END.search(between) or _PARAGRAPH.search(between))


@lru_cache(maxsize=1 << 12)
def _meant(abbreviation: str) -> str:
    """Return the words that an abbreviation stands for: what follows 'UBND' follows 'Ủy ban nhân dân' more often."""
    code = read_code(abbreviation)
    text = code.text if code else abbreviation
    return _abbreviations().get(text) or text


@cache
def _abbreviations() -> dict[str, str]:
    return {row["seen"]: row["value"] for row in rows("abbreviations")}


@lru_cache(maxsize=1 << 14)
def _units(text: str) -> tuple[Candidates, ...]:
    """Return the places of a text that stays as it is, one for each word, number and sign."""
    return tuple(
        _kind({"number": NUMBER, "sign": BREAK}.get(match.lastgroup or "", match[0])) for match in UNIT.finditer(text)
    )


@lru_cache(maxsize=1 << 14)
def _kind(word: str) -> Candidates:
    return Candidates(word, (word,), np.array([language().index(word)]), np.zeros(1))
