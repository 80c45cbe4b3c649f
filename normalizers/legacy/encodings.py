"""The encodings by name, and the way there and back through the one that is named.

What comes in is text whose characters stand for the bytes of the file, whoever made it so: windows-1252 (Word, most
PDF files), Latin-1, or the private code points U+F020 to U+F0FF that Word gives to symbol fonts.
"""

from __future__ import annotations

from enum import StrEnum

from normalizers.legacy import tcvn3, viqr, vni


class Encoding(StrEnum):
    """An encoding of one font; TCVN3 has fonts whose small letters are drawn as capitals ('.VnTimeH')."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3-capitals"
    VNI = "vni"
    VIQR = "viqr"


# Bytes 80 to 9F are quotation marks and dashes in every one of these fonts; Latin-1 has controls there.
_QUOTES = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_SYMBOL_FONTS = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}
_BYTES = str.maketrans({**_QUOTES, **_SYMBOL_FONTS, **{0xF000 + code: sign for code, sign in _QUOTES.items()}})

_DECODE = {Encoding.TCVN3: tcvn3.decode, Encoding.VNI: vni.decode, Encoding.VIQR: viqr.decode}
_ENCODE = {Encoding.TCVN3: tcvn3.encode, Encoding.VNI: vni.encode, Encoding.VIQR: viqr.encode}


def to_unicode(text: str, encoding: Encoding) -> str:
    """Return in NFC what `text` looks like in a font of `encoding`; signs that the encoding does not use stay.

    >>> to_unicode("Ph¸t triÓn", Encoding.TCVN3), to_unicode("kÕ ho¹ch", Encoding.TCVN3_CAPITALS)
    ('Phát triển', 'KẾ HOẠCH')
    >>> to_unicode("Uûy ban nhaân daân", Encoding.VNI), to_unicode("U?y ban nha^n da^n", Encoding.VIQR)
    ('Ủy ban nhân dân', 'Ủy ban nhân dân')
    """
    text = text.translate(_BYTES)
    if encoding is Encoding.TCVN3_CAPITALS:
        return tcvn3.decode(text).upper()
    return _DECODE[encoding](text)


def covers(word: str, encoding: Encoding) -> bool:
    """Tell whether all marked characters of `word` are letters in an encoding."""
    word = word.translate(_BYTES)
    return vni.covers(word) if encoding is Encoding.VNI else tcvn3.covers(word)


def from_unicode(text: str, encoding: Encoding) -> str:
    """Return the characters that show NFC `text` in a font of `encoding`; what it has no letter for stays.

    >>> from_unicode("KẾ HOẠCH", Encoding.TCVN3_CAPITALS)
    'kÕ ho¹ch'
    """
    if encoding is Encoding.TCVN3_CAPITALS:
        return tcvn3.encode(text.lower())
    return _ENCODE[encoding](text)
