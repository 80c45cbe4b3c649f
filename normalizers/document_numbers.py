"""Document numbers, '45/KH- SGDĐT' → '45/KH-SGDĐT', and what their symbols tell of kind and issuer.

A printed number goes in; where numbers stand in a text is found by extractors/legal_numbers.py.  '&' stays as printed:
'10/KH-GD&ĐT' is how that office writes its symbol.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from normalizers.letters import nfc
from normalizers.tables import rows

_DASHES = re.compile(r"\s*[-‐‑–—]\s*")
# '187/2007NĐ-CP': the slash after the year was forgotten.
_FORGOTTEN_SLASH = re.compile(r"^(\d{1,5}[^\W\d]?/(?:19|20)\d\d)(?=[^\W\d])")
# '30a/2008/NQ-CP', '210A-TC/VP'; the 'T' of '1357TC/QĐ-TCT' belongs to the symbol.
_SERIAL = re.compile(r"^(?P<serial>\d+(?:[a-zđ]|[A-EĐ](?=[/-]))?)(?:/(?P<year>(?:19|20)\d\d)(?=[/-]|$))?")
_CODE = re.compile(r"[^\W\d_][\w&]*")
# A term of the National Assembly follows its symbol: 'QH15', 'UBTVQHK9'.
_TERM = re.compile(r"K?\d{1,2}$")
_SCHOOL = re.compile(r"Tr(?=[A-ZĐ])")  # 'TrTHPT': schools keep their small letter


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as normalised; `symbols` are the codes behind serial and year, in order."""

    text: str
    serial: str
    year: int | None
    symbols: tuple[str, ...]

    @property
    def type_symbol(self) -> str | None:
        """The code that names the kind of document: 'KH' of '45/KH-SGDĐT'; None of a Công văn, '1663/UBND-NV'."""
        return next((s for s in self.symbols[:2] if s in _types()), None)

    @property
    def issuer_symbols(self) -> tuple[str, ...]:
        """The other codes: ('SGDĐT',) of '45/KH-SGDĐT', ('BYT', 'QLD') of '177/BYT-QLD'."""
        kind = self.type_symbol
        return tuple(s for i, s in enumerate(self.symbols) if s != kind or i != self.symbols.index(s))

    @property
    def cited_type(self) -> str | None:
        """The kind of document that the symbol names, 'Nghị định' of 'NĐ'."""
        return _types().get(self.type_symbol) if self.type_symbol else None

    @property
    def issuer(self) -> str | None:
        """The issuer where the symbol alone tells it: 'Chính phủ' of 'NĐ-CP'; None of 'KH-UBND', of joint documents."""
        known = {row["value"] for s in self.issuer_symbols if (row := _issuer_row(s))}
        return known.pop() or None if len(known) == 1 else None

    @property
    def issuer_known(self) -> bool:
        """Whether a symbol is one of issuer_symbols.csv, be it without a name of its own ('UBND')."""
        return any(_issuer_row(s) for s in self.issuer_symbols)

    def agrees_with(self, issuer: str) -> bool | None:
        """Whether a printed issuer can be the one of the symbol; None where the symbol is not known.

        >>> read_number("156/KH-SGDĐT").agrees_with("Ủy ban nhân dân phường Mỹ Lộc")
        False
        """
        bodies = [row["body"] for s in self.issuer_symbols if (row := _issuer_row(s))]
        if not bodies:
            return None
        return any(word.lower() in issuer.lower() for body in bodies for word in body.split("|"))


@lru_cache(maxsize=4096)  # a plan cites the same documents again and again
def read_number(printed: str) -> DocumentNumber:
    """Return a printed number in its normal form, with its parts.

    >>> read_number("71/NQ -CP").text, read_number("187/2007NĐ–CP").text
    ('71/NQ-CP', '187/2007/NĐ-CP')
    """
    text = re.sub(r"\s+", "", _DASHES.sub("-", nfc(printed)))
    text = _FORGOTTEN_SLASH.sub(r"\1/", text)
    head = _SERIAL.match(text)
    if not head:
        return DocumentNumber(text, text, None, ())
    rest = _CODE.sub(lambda m: _cased(m[0]), text[head.end() :])
    year = int(head["year"]) if head["year"] else None
    return DocumentNumber(head[0] + rest, head["serial"], year, tuple(_CODE.findall(rest)))


def number_key(number: str) -> str:
    """Return what two spellings of one number share: case, blanks, '&', 'GD' variants and leading zeros do not count.

    >>> number_key("07/KH-GD&ĐT") == number_key("7/KH-GDĐT")
    True
    """
    return re.sub(r"[\s.:&]+", "", read_number(number).text).upper().lstrip("0")


def _cased(code: str) -> str:
    """Return a code in capitals, save for the symbols that have small letters: 'ttg' and 'TTG' are 'TTg'."""
    if code in _issuers() or _SCHOOL.match(code):
        return code
    return _mixed_case().get(code.upper(), code.upper())


@cache
def _mixed_case() -> dict[str, str]:
    symbols = [*_types(), "TTg"]
    return {symbol.upper(): symbol for symbol in symbols if not symbol.isupper()}


@cache
def _types() -> dict[str, str]:
    """Case counts here: 'CT' is a Chỉ thị, 'CTr' a Chương trình."""
    return {row["seen"]: row["value"] for row in rows("type_symbols")}


@cache
def _issuers() -> dict[str, dict[str, str]]:
    return {row["seen"]: row for row in rows("issuer_symbols")}


def _issuer_row(symbol: str) -> dict[str, str] | None:
    plain = symbol.replace("&", "")
    return _issuers().get(plain) or _issuers().get(_TERM.sub("", plain))
