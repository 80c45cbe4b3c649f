"""Capitals in the light of the neighbours: between 'CHẾ' and 'QUẢN LÝ' stands 'ĐỘ', whatever the engine made of it.

Of short words an engine cannot tell 'TO' from 'To', and of '6ng' not whether it was 'Ông' or 'ông'.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from normalizers.diacritics.tokens import Token
from normalizers.letters import bare, old_tones

SHORT = 2  # letters; longer words show their case themselves

Beside = tuple[str | None, str | None, bool, bool]
"""The raw words before and after on one line, whether a sentence begins here, and whether small letters go before."""

# The share of small letters that an engine takes for capitals: all of 'O', seldom where the two differ in size alone.
_ENLARGED = {"o": 0.3, "a": 0.02, "u": 0.02, **dict.fromkeys("cklsvxz", 0.001)}


def beside(text: str, tokens: Sequence[Token]) -> dict[int, Beside]:
    """Return what stands beside each token, by where it starts."""
    found: dict[int, Beside] = {}
    last: Token | None = None
    for token, after in zip(tokens, [*tokens, None][1:], strict=True):
        left = text[last.end : token.start] if last else "\n"
        right = text[token.end : after.start] if after else "\n"
        opens = last is None or last.kind == "list mark" or any(sign in left for sign in ".!?:;-+")
        found[token.start] = (
            last.raw if last and last.kind == "syllable" and "\n" not in left else None,
            after.raw if after and after.kind == "syllable" and "\n" not in right else None,
            opens,
            last is not None and not opens and left.isspace() and "\n" not in left and last.raw.islower(),
        )
        last = token
    return found


def cased(raw: str, text: str, beside: Beside) -> tuple[str, float]:
    """Return `text`, which was read as `raw`, in its case, and the chance that this is its case.

    >>> cased("TO", "Tổ", ("BO", "CHUC", False, False)), cased("X&", "XÃ", ("huyén", "Tan", False, True))
    (('TỔ', 1.0), ('Xã', 1.0))
    >>> [cased(raw, text, ("la", "da", False, True))[0] for raw, text in (("6ng", "Ông"), ("Vyc", "Vực"), ("Uy", "Ủy"))]
    ['ông', 'vực', 'Ủy']
    """
    *words, opens, amid = beside
    around = [_manner(word) for word in words if word]
    letters = sum(map(str.isalpha, text))
    if not text.isupper() or letters == 1:
        loud = bool(around) and all(other is str.upper for other in around)
        if loud and (_manner(raw) is str.upper or (len(around) == 2 and letters <= SHORT)):
            return text.upper(), 1.0
        if text[:1].isupper() and str.upper not in around:
            if not raw[:1].isalpha() and not opens:
                return text.lower(), 1.0
            if amid:
                return _amid(raw, text)
    elif letters <= SHORT and around and str.upper not in around:
        return text[:1] + text[1:].lower(), 1.0
    return text, 1.0


def _amid(raw: str, text: str) -> tuple[str, float]:
    """Decide about a capital after small letters by whether the word ever has one."""
    enlarged = _ENLARGED.get(bare(raw[0]).lower(), 0.0)
    share = _shares().get(old_tones("".join(filter(str.isalpha, text)).lower()), 1.0)
    capital = share / (share + (1 - share) * enlarged) if share else 0.0
    return (text, capital) if capital >= 0.5 else (text.lower(), 1 - capital)


@cache
def _shares() -> dict[str, float]:
    """Return how often syllables have a capital amid a sentence; scripts/restorer_training/capitals.py counted it."""
    table = (files("normalizers.diacritics") / "model" / "capitals.csv").read_text(encoding="utf-8")
    return {row["word"]: float(row["share"]) for row in csv.DictReader(table.splitlines())}


@lru_cache(maxsize=1 << 14)
def _manner(raw: str) -> Callable[[str], str] | None:
    """Return how a word is written: in capitals, small after its first letter; None where it is too short to tell."""
    letters = [letter for letter in raw if letter.isalpha()]
    if len(letters) < 2:
        return None
    return str.upper if all(map(str.isupper, letters)) else str.lower
