r"""VIQR: marks typed behind the vowel in plain ASCII, as in mail of the nineties: 'Ke^' hoa.ch' (RFC 1456).

A sign behind a vowel is a mark unless a backslash stands before it: 'di\.' ends a sentence.  A vowel has one sign for
its shape (^ ( +) and one for its tone (' ` ? ~ .), so of two full stops the second is one: 'nhie^.m vu..'
"""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_SIGNS = {mark: sign for sign, mark in (_SHAPES | _TONES).items()}
_TYPED = re.compile(r"\\(.)|([dD])[dD]|(a[(^]|[eo]\^|[ou]\+|[aeiouy])(['`?~.])?", re.IGNORECASE | re.DOTALL)


def decode(text: str) -> str:
    """Return VIQR as Unicode.

    >>> decode(r"Quye^'t ddi.nh so^' 45\\."), decode("DDie^`u le^.")
    ('Quyết định số 45.', 'Điều lệ')
    """
    return _TYPED.sub(_decoded, text)


def _decoded(match: re.Match[str]) -> str:
    escaped, d, vowel, tone = match.groups()
    if escaped is not None:
        return str(escaped)
    if d is not None:
        return "đ" if d == "d" else "Đ"
    marks = "".join((_SHAPES | _TONES)[sign] for sign in vowel[1:] + (tone or ""))
    return unicodedata.normalize("NFC", vowel[0] + marks)


def encode(text: str) -> str:
    """Return NFC as VIQR, with a backslash before whatever would be taken for a mark or for the first half of 'dd'."""
    typed: list[str] = []
    for letter, following in zip_longest(text, text[1:], fillvalue=""):
        code = _encoded(letter)
        # The longest that decode() takes for one letter is a vowel and two signs: 'ê' before a full stop is 'e^\\.'.
        is_sign = code in _SIGNS.values() and typed and _TYPED.fullmatch(typed[-1] + code)
        if is_sign or code == "\\" or (code in "dD" and following in _D):
            code = "\\" + code
        typed.append(code)
    return "".join(typed)


_D = {"d", "D", "đ", "Đ"}


def _encoded(letter: str) -> str:
    if letter in "đĐ":
        return "dd" if letter == "đ" else "DD"
    decomposed = unicodedata.normalize("NFD", letter)
    plain, marks = decomposed[0], decomposed[1:]
    if not marks or any(mark not in _SIGNS for mark in marks):
        return letter
    # The shape comes first whatever the order of the marks in Unicode: 'ệ' is 'e^.'.
    signs = sorted((_SIGNS[mark] for mark in marks), key=lambda sign: sign in _TONES)
    return plain + "".join(signs)
