"""Document numbers, '45/KH- SGDĐT' → '45/KH-SGDĐT', and what their symbols tell of kind and issuer.

A printed number goes in; where numbers stand in a text is found by extractors/legal_numbers.py.  '&' stays as printed:
'10/KH-GD&ĐT' is how that office writes its symbol.  A symbol that nobody knows is taken for the one known symbol it can
be a misreading of ('30/2020/NP-CP' → 'NĐ-CP'); digits are put right before, in misread_digits.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from normalizers.letters import DASHES, bare, nfc
from normalizers.tables import rows
from normalizers.wordlists import any_of

_DASHES = re.compile(rf"\s*[{DASHES}]\s*")
# '187/2007NĐ-CP': the slash after the year was forgotten.
_FORGOTTEN_SLASH = re.compile(r"^(\d{1,5}[^\W\d]?/(?:19|20)\d\d)(?=[^\W\d])")
# '30a/2008/NQ-CP', '210A-TC/VP'; the 'T' of '1357TC/QĐ-TCT' belongs to the symbol.
_SERIAL = re.compile(r"^(?P<serial>\d+(?:[a-zđ]|[A-EĐ](?=[/-]))?)(?:/(?P<year>(?:19|20)\d\d)(?=[/-]|$))?")
_CODE = re.compile(r"[^\W\d_][\w&]*")
# A term of the National Assembly follows its symbol: 'QH15', 'UBTVQHK9'.
_TERM = re.compile(r"K?\d{1,2}$")
_SHORT = 2  # letters of a symbol in which only a mark may be lost: '09-NQ/CB' is not that of a CĐ
_SCHOOL = re.compile(r"Tr(?=[A-ZĐ])")  # 'TrTHPT': schools keep their small letter


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as normalised; `symbols` are the codes behind serial and year, in order.

    `mended` tells that a symbol was printed, or read, in another way than it is known.
    """

    text: str
    serial: str
    year: int | None
    symbols: tuple[str, ...]
    mended: bool = False

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
def read_number(printed: str, cited_type: str | None = None) -> DocumentNumber:
    """Return a printed number in its normal form, with its parts; the type printed before it helps to read its symbol.

    >>> read_number("71/NQ -CP").text, read_number("187/2007NĐ–CP").text
    ('71/NQ-CP', '187/2007/NĐ-CP')
    >>> read_number("30/2020/NP-CP").text, read_number("5/DA-UBND", "Đề án").text
    ('30/2020/NĐ-CP', '5/ĐA-UBND')
    """
    text = re.sub(r"\s+", "", _DASHES.sub("-", nfc(printed)))
    text = _FORGOTTEN_SLASH.sub(r"\1/", text)
    head = _SERIAL.match(text)
    if not head:
        return DocumentNumber(text, text, None, ())
    year = int(head["year"]) if head["year"] else None
    rest = _CODE.sub(lambda m: _cased(m[0]), text[head.end() :])
    seen = tuple(_CODE.findall(rest))
    symbols = known_symbols(seen, cited_type)
    if symbols != seen:
        meant = iter(symbols)
        rest = _CODE.sub(lambda _: next(meant), rest)
    return DocumentNumber(head[0] + rest, head["serial"], year, tuple(_CODE.findall(rest)), symbols != seen)


def with_capitals(text: str) -> str:
    """Return NFC `text` with the codes of its numbers in capitals, of the same length.

    >>> with_capitals("Nghị quyết số 76/nq-cp, điểm 3/a-b")
    'Nghị quyết số 76/NQ-CP, điểm 3/a-b'
    """
    return _small_codes().sub(lambda m: m[0].upper(), text)


@cache
def _small_codes() -> re.Pattern[str]:
    kinds, issuers = (any_of(symbol.lower() for symbol in symbols) for symbols in (_types(), _issuers()))
    return re.compile(rf"\d[{DASHES}/]{kinds}[{DASHES}/]{issuers}(?!\w)")


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


def known_symbols(codes: tuple[str, ...], cited_type: str | None = None) -> tuple[str, ...]:
    """Return the symbols that codes are misreadings of; a code that is known, or can be nothing known, is returned.

    >>> known_symbols(("KH", "SGDPT")), known_symbols(("KH", "GD&DPT")), known_symbols(("NĐCP",))
    (('KH', 'SGDĐT'), ('KH', 'GD&ĐT'), ('NĐ-CP',))
    """
    symbols = [_issuer_meant(code) for code in codes]
    if len(codes) < 2:
        return tuple(map(_parted, symbols))
    # The kind stands first, save in numbers such as '35/2001/BYT-QĐ', where no more than its mark may be lost.
    own = next((s for s in _symbols_of().get(cited_type or "", ()) if codes[0] in misreadings(s)), None)
    if own:
        return (own, *symbols[1:])  # 'Đề án số 5/DA-UBND' is no Dự án
    if codes[0] not in _types() and not _issuer_row(codes[0]) and _issuer_row(symbols[1]):
        symbols[0] = _kinds_misread().get(codes[0], symbols[0])
    elif codes[0] not in _types() and (lost := _kinds_misread().get(codes[1])) and bare(lost) == codes[1]:
        symbols[1] = lost
    return tuple(symbols)


def _issuer_meant(code: str) -> str:
    if code in _types() or _issuer_row(code):
        return code
    meant = _issuers_misread().get(code.replace("&", ""))
    if meant is None or (len(meant) <= _SHORT and bare(meant) != code):
        return code
    at = code.find("&")
    return meant if at < 0 else f"{meant[:at]}&{meant[at:]}"


def _parted(code: str) -> str:
    """Put back a hyphen that was lost between kind and issuer: 'NĐCP', 'QĐTTg', 'KHUBND'."""
    if code in _types() or _issuer_row(code):
        return code
    for at in range(2, len(code) - 1):
        issuer = _issuers().get(code[at:])
        if code[:at] in _types() and issuer and (issuer["value"] or len(code) - at > _SHORT):
            return f"{code[:at]}-{code[at:]}"
    return code


@cache
def _kinds_misread() -> dict[str, str]:
    return _misread(_types())


@cache
def _issuers_misread() -> dict[str, str]:
    return _misread(_issuers())


def _misread(symbols: Iterable[str]) -> dict[str, str]:
    """What codes that nobody knows are misreadings of; one that may be two symbols is left out."""
    meant: dict[str, set[str]] = {}
    for symbol in symbols:
        for seen in misreadings(symbol):
            meant.setdefault(seen, set()).add(symbol)
    return {seen: found.pop() for seen, found in meant.items() if len(found) == 1}


@cache
def misreadings(symbol: str) -> frozenset[str]:
    """Return what a symbol may be read as.

    >>> sorted(misreadings("NĐ"))
    ['NB', 'ND', 'NDP', 'NP']
    """
    found = {""}
    for letter in symbol:
        read = [row["seen"] for row in rows("misread_code_letters") if row["value"] == letter]
        found = {begin + end for begin in found for end in (letter, *read)}
    return frozenset(found - {symbol})


@cache
def _symbols_of() -> dict[str, tuple[str, ...]]:
    """The symbols of each kind of document."""
    symbols: dict[str, tuple[str, ...]] = {}
    for symbol, kind in _types().items():
        symbols[kind] = (*symbols.get(kind, ()), symbol)
    return symbols


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
