"""TCVN3, also called ABC: one byte a letter, in the fonts .VnTime, .VnArial and all others called '.Vn…'.

The fonts follow the standard TCVN 5712:1993 but for its capitals with a tone, which they lack: these are typed as small
letters in a font of capitals ('.VnTimeH'), or, rarely, as a capital and a mark.  Letters: data/legacy_letters.csv.
"""

from __future__ import annotations

import re
import unicodedata

from normalizers.tables import rows

_SMALL = {chr(int(row["tcvn3"], 16)): row["seen"] for row in rows("legacy_letters")}
_CAPITALS = {
    chr(int(row["tcvn3_capital"], 16)): row["seen"].upper() for row in rows("legacy_letters") if row["tcvn3_capital"]
}
_LETTERS = str.maketrans({**_SMALL, **_CAPITALS})
# Marks that follow their letter: 'A' and B1 is 'Ả'. Behind anything else these codes are signs: '30 °C', 'm²'.
_MARKS = {"\xb0": "\u0300", "\xb1": "\u0309", "\xb2": "\u0303", "\xb3": "\u0301", "\xb4": "\u0323"}
_MARKED = re.compile(f"([aăâeêioôơuưy])([{''.join(_MARKS)}])", re.IGNORECASE)
# PDF fonts name three of the codes anew: the soft hyphen (AD) a minus, the middle dot (B7) an operator, the micro sign
# (B5) a Greek letter. A minus that touches no letter is one.
_RENAMED = {"\u2212": "\xad", "\u2219": "\xb7", "\u03bc": "\xb5"}
_LETTER = "[A-Za-z\xa1-\xaf\xb5-\xff]"
_RENAMED_LETTER = re.compile(f"(?<={_LETTER})[{''.join(_RENAMED)}]|[{''.join(_RENAMED)}](?={_LETTER})")

_CODES = {letter: code for code, letter in {**_CAPITALS, **_SMALL}.items()}
_USED = {*_SMALL, *_CAPITALS, *_MARKS, *_RENAMED}
_SIGN_OF = {mark: sign for sign, mark in _MARKS.items()}


def decode(text: str) -> str:
    """Return TCVN3 as Unicode.

    >>> decode("Nhµ n−íc, 30 \xb0C")
    'Nhà nước, 30 °C'
    """
    text = _RENAMED_LETTER.sub(lambda match: _RENAMED[match[0]], text).translate(_LETTERS)
    return _MARKED.sub(lambda match: unicodedata.normalize("NFC", match[1] + _MARKS[match[2]]), text)


def covers(word: str) -> bool:
    """Tell whether all marked characters of `word` are letters: 'à' is none."""
    return all(sign.isascii() or sign in _USED for sign in word)


def encode(text: str) -> str:
    """Return NFC as TCVN3; capitals with a tone become a capital and a mark."""
    return "".join(map(_encoded, text))


def _encoded(letter: str) -> str:
    if letter in _CODES:
        return _CODES[letter]
    plain, mark = letter, ""
    for found in unicodedata.normalize("NFD", letter)[1:]:
        if found in _SIGN_OF:
            plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).replace(found, ""))
            mark = _SIGN_OF[found]
    return _CODES.get(plain, plain) + mark
