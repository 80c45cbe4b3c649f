"""A text as tokens: what may be a syllable and is to be restored, and what stands as it is - numbers, codes, addresses.

Every token says where it stands; blanks, line breaks and punctuation lie between tokens and are never touched.  Signs
that an engine writes for letters ('S&' for 'Sở', 'co’' for 'cơ', 'hué@ng') belong to the token, since only the noise
model can tell whether they are letters.  Whether a stretch needs restoring at all is told by gate.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from normalizers.diacritics.codes import is_symbol, read_roman
from normalizers.diacritics.kinds import (
    AFTER,
    BEFORE,
    CODES,
    INSIDE,
    NUMBER,
    Kind,
    Looks,
    is_bare_syllable,
    kind_of,
    may_be_syllable,
)
from normalizers.letters import LOWER, UPPER

__all__ = ["CODES", "Kind", "Token", "is_bare_syllable", "may_be_syllable", "tokens"]


class Token(NamedTuple):
    """`raw` is text[start:end]; only tokens of kind 'syllable' are for the noise model."""

    raw: str
    start: int
    end: int
    kind: Kind


_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029]+")
_CHUNK = re.compile(r"\S{1,200}")  # what is longer is no text: the time of a pattern must not grow with its square
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DOMAIN = re.compile(r"\.(?:vn|com|net|org|gov|edu|info)(?![\w@]|\.\w)(?:/\S*)?", re.IGNORECASE)
# 'ke_hoach_2025.docx', 'cai-cach-hanh-chinh-2025': names of files and parts of addresses have no marks by themselves.
_FILE = re.compile(
    r"[\w.-]*\w\.(?:docx?|xlsx?|pptx?|pdf|txt|md|html?|csv|tsv|json|xml|zip|rar|jpe?g|png|tiff?|mp[34])(?!\w)"
    r"|(?<![^\W_])(?:[a-z0-9]+[-_]){3,}[a-z0-9]+(?![^\W_])"
)
_DATE = re.compile(r"(?:\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{1,2}[/-](?:19|20)\d\d)(?![\w/-])")
_PIECE = re.compile(
    rf"{NUMBER}|(?:[{BEFORE}](?!\d\d|\d[.,:/]\d))?[^\W_](?:[^\W_]|[{INSIDE}\u0300-\u036f](?=[^\W_])|[{AFTER}])*|[{BEFORE}]"
)

_CAPITALS = "A-ZĐƯ"
_SYMBOL = rf"[{_CAPITALS}\d][{_CAPITALS}\d&¢]*[a-z]{{0,2}}[{_CAPITALS}\d&]*"
# '45/KH-SGDDT', '30/2020/ND-CP', '16/2009-L-CTN', '182/2007/0D-TTe', '/KH-UBND', 'QD-TTg', '25.11.ND.1.18'
_CODE = re.compile(
    rf"""(?: (?:\d|[lIO](?=\d))[\dlIO]{{0,4}}\w? (?:/(?:19|20)\d\d)? [/-] | (?={_SYMBOL}[-/.–]{_SYMBOL}) )
         (?=[^\s]*[{_CAPITALS}]{{2}}|L-CTN|[0O]H1) {_SYMBOL} (?:[-/.–]{_SYMBOL})*+ (?!\w)
       | (?:\d{{1,2}}\.){{1,3}}[{_CAPITALS}]{{2,4}}(?:\.\d{{1,4}})+[a-z]?""",
    re.VERBOSE,
)
_DECREE = re.compile(rf"[\dlIO]{{1,5}}\w?(?:/(?:19|20)\d\d)?[/-][{_CAPITALS}\d]")  # begins like a document number

# '1.', '1.2.', 'a)', 'đ.', '(3)', '-', '+', '•'; 'II.', 'III.3.' too, where a line begins
_MARK = re.compile(
    rf"""(?: \(? (?: \d{{1,2}}(?:\.\d{{1,2}}){{0,4}} | [{LOWER}{UPPER}]\d? | [{LOWER}]\.\d{{1,2}}
              | [IVXl1|]{{1,5}} | Ul | XH | I[IVXivxl]{{1,4}} | [VX][IVXivxlL]{{1,4}} | [IVX]{{1,3}}L
              | (?=[^IVX]{{0,2}}[IVX])[IVXLl1|]{{1,6}}\.?\d{{1,2}}(?:\.\d{{1,2}})? ) [.)]+
       | [IVX][IVXLl1|]{{0,4}}\.\d{{1,2}}, | [IVX]{{1,4}}L | [-–—+•●○▪■□◦·*>➢✓✔]+ )""",
    re.VERBOSE,
)
# 'I, MUC DICH': a comma for the stop; 'khu vuc\nI, II va III' has none.
_HEADING = re.compile(rf"\s*([IVX][IVXLl1|]{{0,4}},)(?=[ \t]+(?![IVXl]+\b)[{UPPER}]{{2}})")
_COUNTED = ("ngay", "ngày", "thang", "tháng", "diéu", "dieu", "khoan", "doan", "dot")  # 'ngay | thang 7', no table
_NUMBER_SIGN = ("56", "86", "36", "6")  # 'Số', 'số'
_ENDS_IN_COLON = re.compile(r"[^\W\d_]{1,2}[itu]:")  # 'thi: tuc', 'pht: hop': an engine's 'ủ' and 'ù'
_GOES_ON = re.compile(rf"[ \t]+[{LOWER}]")
_ENCLOSED = re.compile(rf"\((?:\d{{1,2}}|[{LOWER}]|[ivx]{{1,4}})\)|[{LOWER}¢@]\)")  # also amid a line: 'điểm a)'


def tokens(text: str) -> list[Token]:
    """Return the tokens of NFC `text` from left to right.

    >>> [(t.raw, t.kind) for t in tokens("a) S& GD&DT, s6 45/KH-SGDDT bang-Thu")][:4]
    [('a)', 'list mark'), ('S&', 'syllable'), ('GD&DT', 'abbreviation'), ('s6', 'syllable')]
    """
    found: list[Token] = []
    for line in _LINE.finditer(text):
        found += _line(line[0], line.start())
    return found


def _line(line: str, offset: int) -> list[Token]:
    found: list[Token] = []
    loud: list[int] = []  # words in capitals, syllables or abbreviations by what stands beside them
    if heading := _HEADING.match(line):
        found.append(Token(heading[1], offset + heading.start(1), offset + heading.end(1), "list mark"))
    for chunk in _CHUNK.finditer(line, heading.end(1) if heading else 0):
        begin = offset + chunk.start()
        if chunk[0].rstrip(".,;)") == "|" and found and found[-1].raw.lower() in _COUNTED and line.count("|") == 1:
            found.append(Token("|", begin, begin + 1, "code"))
        for start, end, kind in _pieces(chunk[0], first=not found):
            if kind == "loud":
                loud.append(len(found))
                kind = "roman" if read_roman(chunk[0][start:end]) else "abbreviation"
            found.append(Token(chunk[0][start:end], begin + start, begin + end, kind))
        if _ENDS_IN_COLON.fullmatch(chunk[0]) and found[-1].kind == "syllable" and _GOES_ON.match(line, chunk.end()):
            found[-1] = Token(chunk[0], begin, begin + len(chunk[0]), "syllable")
    for at in loud:
        if any(t.kind == "syllable" and len(t.raw) > 1 and t.raw.isupper() for t in _beside(found, at)):
            found[at] = found[at]._replace(kind="syllable")  # 'XA HQI CHU', 'VA PAO TAO'
    for at, token in enumerate(found):
        if token.kind == "number" and token.raw in _NUMBER_SIGN and _before_code(found, at):
            before = line[max(token.start - offset - 1, 0) : token.start - offset]
            start = token.start - (before == "$")  # '$6' is 'Số', too
            if at == 0 and line.startswith(":", token.end - offset):
                found[at] = Token(line[start - offset : token.end + 1 - offset], start, token.end + 1, "code")
            else:
                found[at] = Token(line[start - offset : token.end - offset], start, token.end, "syllable")
    return found


def _beside(found: list[Token], at: int) -> list[Token]:
    return found[max(at - 1, 0) : at] + found[at + 1 : at + 2]


def _before_code(found: list[Token], at: int) -> bool:
    """'86 12/KH-UBND' is 'số 12/KH-UBND': no other number stands right before the number of a document."""
    return at + 1 < len(found) and found[at + 1].kind == "code" and found[at + 1].raw[0].isdigit()


_Piece = tuple[int, int, Looks]


@lru_cache(maxsize=1 << 16)
def _pieces(chunk: str, *, first: bool) -> tuple[_Piece, ...]:
    """Return the tokens of a piece of text without blanks, the first of its line or not."""
    if _ENCLOSED.match(chunk) or (first and _MARK.fullmatch(chunk)):
        end = match.end() if (match := _ENCLOSED.match(chunk)) else len(chunk)
        return ((0, end, "list mark"), *_shifted(_words(chunk[end:]), end))
    if address := _address(chunk):
        start, end = address
        return (*_words(chunk[:start]), (start, end, "address"), *_shifted(_words(chunk[end:]), end))
    return tuple(_words(chunk))


def _address(chunk: str) -> tuple[int, int] | None:
    """Return where a web or mail address or the name of a file stands, without the punctuation behind it."""
    found = _WEB.search(chunk) or _DOMAIN.search(chunk)
    if not found:
        file = _FILE.search(chunk)
        return file and file.span()
    start, end = found.start(), len(chunk[: found.end()].rstrip(".,;:)\"”'’"))
    while start and (chunk[start - 1].isalnum() or chunk[start - 1] in ".-_+@"):
        start -= 1
    return start, end


def _shifted(pieces: Iterator[_Piece], by: int) -> Iterator[_Piece]:
    return ((start + by, end + by, kind) for start, end, kind in pieces)


def _words(chunk: str) -> Iterator[_Piece]:
    at = 0
    kind: Looks
    while match := _PIECE.search(chunk, at):
        start = match.start()
        if (code := _CODE.match(chunk, start)) and _is_code(code[0]):
            at, kind = code.end(), "code"
        elif date := _DATE.match(chunk, start):
            at, kind = date.end(), "date"
        else:
            at, kind = match.end(), kind_of(match[0])
        yield start, at, kind


def _is_code(shape: str) -> bool:
    """'DAO-TAO' and 'VA/HOAC' are syllables in capitals, 'KH-UBND' and 'TH-THCS' are not."""
    if _DECREE.match(shape) or "." in shape:
        return True
    return any(is_symbol(part) or not is_bare_syllable(part) for part in re.split(r"[-/–]", shape))
