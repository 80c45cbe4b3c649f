"""Bytes to text: which encoding a text file is in.  What the letters then mean is judged in triage.

Vietnamese text files come as UTF-8, as UTF-16 (Windows Notepad's old "Unicode") and as windows-1258, which writes most
tones as a combining mark after the letter.  Fonts of the nineties (TCVN3, VNI) come as bytes that mean nothing in any
of these; they are handed on byte by byte as windows-1252 for legacy.py, which knows those fonts.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from normalizers.legacy import detect

# In Vietnamese UTF-16 every blank, digit and unmarked letter has a zero byte: about four in five code units.
_UTF16_ZEROS = 0.4
# A file cut or joined badly has a few broken letters; more than one in a thousand means that it is no UTF-8 at all.
_UTF8_BROKEN = 0.001
# Typing errors put a tone mark after a consonant now and then; in a wrong decoding it is every second mark.
_MARKS_ON_VOWELS = 0.9
_MARK = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MARK_ON_VOWEL = re.compile("(?<=[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[\u0300\u0301\u0303\u0309\u0323]")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows-1252 leaves five bytes undefined; they keep their number, since fonts of the nineties have letters there.
_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_WINDOWS_1252 = "".join(chr(n) if n in _UNDEFINED else bytes([n]).decode("cp1252") for n in range(256))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and how it was had; `broken` counts letters that could not be read (shown as '\ufffd')."""

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes) -> Decoded:
    """Return the text of `data` without its byte-order mark; windows-1258 comes out in NFC.

    >>> decode("Kế hoạch".encode("utf-16-le")).encoding
    'utf-16-le'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_replacement(data[len(bom) :], encoding)
    encoding_without_bom = _utf16_without_bom(data)
    if encoding_without_bom:
        return _with_replacement(data, encoding_without_bom)
    as_utf8 = _with_replacement(data, "utf-8")
    if as_utf8.broken <= _UTF8_BROKEN * len(as_utf8.text):
        return as_utf8
    return _single_byte(data)


def as_windows_1252(data: bytes) -> str:
    """Return a character for each byte, whatever it is."""
    return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]


def _with_replacement(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"))


def _utf16_without_bom(data: bytes) -> str | None:
    sample = data[: 1 << 16]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd >= _UTF16_ZEROS and even < odd / 4:
        return "utf-16-le"
    if even >= _UTF16_ZEROS and odd < even / 4:
        return "utf-16-be"
    return None


def _single_byte(data: bytes) -> Decoded:
    in_old_font = _bytes_as_letters(data)
    if detect(in_old_font.text):
        return in_old_font
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return in_old_font
    marks = len(_MARK.findall(text))
    if len(_MARK_ON_VOWEL.findall(text)) >= _MARKS_ON_VOWELS * marks:
        return Decoded(unicodedata.normalize("NFC", text), "windows-1258")
    return in_old_font


def _bytes_as_letters(data: bytes) -> Decoded:
    return Decoded(as_windows_1252(data), "windows-1252")
