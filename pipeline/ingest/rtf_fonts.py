"""The fonts of an RTF file and what the bytes set in them stand for.

A byte has no meaning without its font: each font has a character set of its own.  In the Vietnamese fonts of the
nineties it means what windows-1252 has there, whatever set the file claims; what they show is decoded in runs.py.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass, field

from normalizers.legacy import encoding_of_font
from pipeline.ingest.charset import as_windows_1252

_SYMBOLS = 2
# Code pages of the character sets that fonts name (\fcharset); 1 is that of the file.
_CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_CODE_PAGES_BY_NAME = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# Windows lists a font once for each script: '.VnTimeH Tur' is '.VnTimeH'.
_SCRIPT = re.compile(r" (?:Tur|CE|Cyr|Greek|Baltic|\((?:Vietnamese|Hebrew|Arabic|Thai)\))$")


@dataclass(slots=True)
class _Font:
    character_set: int = 1
    name: bytearray = field(default_factory=bytearray)


class FontTable:
    """Takes the fonts as they are read, and tells afterwards what bytes in them mean."""

    def __init__(self) -> None:
        self._fonts: dict[int, _Font] = {}
        self._current = _Font()
        self._names: dict[int, str] = {}
        self._code_page = "cp1252"  # of the file

    def choose_code_page(self, word: str, number: int | None) -> None:
        """Take the word that tells the code page of the file, for fonts that tell none."""
        page = _CODE_PAGES_BY_NAME.get(word, f"cp{number}")
        with suppress(LookupError):
            self._code_page = codecs.lookup(page).name

    def word(self, word: str, number: int | None) -> None:
        """Take a control word from the table of fonts."""
        if word == "f" and number is not None:
            self._current = self._fonts.setdefault(number, _Font())
        elif word == "fcharset" and number is not None:
            self._current.character_set = number

    def text(self, data: bytes) -> None:
        """Take a part of a font's name; a semicolon ends it."""
        name, _, _ = data.partition(b";")
        self._current.name += name

    def name(self, number: int) -> str:
        """Return the name of a font."""
        if number not in self._names:
            font = self._fonts.get(number)
            self._names[number] = _SCRIPT.sub("", as_windows_1252(bytes(font.name)).strip()) if font else ""
        return self._names[number]

    def decode(self, data: bytes, number: int) -> str:
        """Return what bytes in a font stand for; those of symbol fonts get the private codes that Word gives them."""
        character_set = self._fonts[number].character_set if number in self._fonts else 1
        if character_set == _SYMBOLS:
            return "".join(chr(0xF000 + byte) if byte >= 0x20 else chr(byte) for byte in data)
        code_page = _CODE_PAGES.get(character_set, self._code_page)
        if code_page == "cp1252" or encoding_of_font(self.name(number)) is not None:
            return as_windows_1252(data)
        return data.decode(code_page, "replace")
