"""VNI-Windows: a vowel and, behind it, a second character for its marks, in the fonts called 'VNI-…'.

'ộ' is 'oä', 'ự' is 'öï'; 'đ', 'ơ', 'ư', 'ỵ' and 'i' with its tones are single characters.  A capital is made of two
capital characters, but whoever typed 'Aù' meant 'Á': the first decides.  The letters are in data/legacy_letters.csv.
"""

from __future__ import annotations

import re
import unicodedata

from normalizers.tables import rows

_CODES = {row["seen"]: row["vni"] for row in rows("legacy_letters")}
_CODES |= {letter.upper(): code.upper() for letter, code in _CODES.items()}
_LETTERS = {code: letter for letter, code in _CODES.items()}
# Some typed the shape and then the tone: 'eâ' and 'ï' for 'ệ'.
_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_LETTERS |= {
    _CODES[letter] + sign: unicodedata.normalize("NFC", letter + tone)
    for letter in "âăêôÂĂÊÔ"
    for sign, tone in (_TONES | {sign.upper(): tone for sign, tone in _TONES.items()}).items()
}
_LETTERS |= {code[0] + code[1].swapcase(): letter for code, letter in _LETTERS.items() if len(code) == 2}
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_ENCODED = str.maketrans(_CODES)


def decode(text: str) -> str:
    """Return VNI-Windows as Unicode.

    >>> decode("Ñieàu 1. Quyeát ñònh, QUYEÁT ÑÒNH")
    'Điều 1. Quyết định, QUYẾT ĐỊNH'
    """
    return _LETTER.sub(lambda match: _LETTERS[match[0]], text)


def covers(word: str) -> bool:
    """Tell whether all marked characters of `word` make letters: 'à' makes one only behind a vowel, as in 'oà'."""
    return _LETTER.sub("", word).isascii()


def encode(text: str) -> str:
    """Return NFC as VNI-Windows."""
    return text.translate(_ENCODED)
