"""Codes and figures: '113/2018/ND-CP' → '113/2018/NĐ-CP', 'tháng II năm 2025' → 'tháng 11 năm 2025', '1OO%' → '100%'.

A letter is taken for a figure, or a figure changed, only within a shape that can be read in one way; what a code means
is told in normalizers/document_numbers.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from normalizers.letters import LOWER, UPPER, bare
from normalizers.tables import rows
from pipeline.ocr.change import Change
from pipeline.ocr.letter_widths import em_of
from pipeline.ocr.page import TextLine
from pipeline.ocr.repair_numerals import AS_STROKES

# What figures are read as, as far as only one figure looks like it: 'S' is 5 or 8, and stays.
# A '|' may be a ruling.
_FIGURES = str.maketrans({**dict.fromkeys("IlL!¡ÏÍ", "1"), **dict.fromkeys("OoØ", "0"), "§": "8", "Š": "5"})
_ALIKE = "IlL!¡ÏÍOoØ§Š"
_STROKES = "IlL!¡ÏÍ"
_AROUND = '.,;:()[]“”"'

_NUMBER = re.compile(rf"(?P<serial>[\d{_ALIKE}]{{1,5}})(?P<year>/(?:19|20)\d\d)?(?P<join>[/.-]?)(?P<codes>[{UPPER}].*)")
_PART = re.compile(rf"[{UPPER}][{UPPER}{LOWER}&]*")
# A term of the National Assembly, from the tenth on.
_TERM = re.compile(r"(?<=QH)(?:[Il1]{1,2}(?=\d(?!\d))|[Il](?=[Il](?![\w])))")
_TTG = re.compile(r"(?<=-)TT[EeøsS89q](?!\w)")
_ISO = re.compile(r"(?<!\w)(?:[I1l]{1,2}S[O0])(?!\w)")

# A quarter, 'quý IH/2025'; in figures alone, 'quý 1', it stays.
_QUARTER = re.compile(r"(?!1+(?:/|$))(?P<mark>[IVHLl1!|ÏÍ]{1,4})(?P<rest>(?:/.*)?)")
_QUARTERS = ("I", "II", "III", "IV")
_REGISTRY = re.compile(r"V[IÍĨ1l](?!\w)")  # 'Lưu: VT' (văn thư) ends the recipients; of 'T' the bar is lost

_SLASHES = re.compile(r"(?<!:)/{2,}")  # a stroke that was read twice: '4385⁄/QĐ'; 'https://' has two

# A whole figure group must hold a figure, so that 'I.1' and 'quý I/2025' stay.
_FIGURE = re.compile(rf"[\d{_ALIKE}]+(?:[.,/-][\d{_ALIKE}]+)*%?")
_DATE = re.compile(r"(?P<day>0[1-9]|[12]\d|3[01])\D{0,2}(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?!\d)")
_TORN = re.compile(r"(?P<first>\d{1,2}/1) (?P<second>[0-2]/(?:19|20)\d\d)(?!\d)")
_JOINED = 0.12  # em between a figure and its sign where no blank is printed


def misread_codes(lines: Sequence[TextLine]) -> Iterator[Change]:
    """Yield the codes, dates and figures that were surely printed otherwise."""
    words = [(number, at, word.text) for number, line in enumerate(lines) for at, word in enumerate(line.words)]
    texts = ["", *(text for _, _, text in words), ""]
    for place, (number, at, text) in enumerate(words):
        core = text.strip(_AROUND)
        meant = _meant(core, texts[place].lower(), texts[place + 2].lower()) if core else core
        if meant != core:
            rule = "code" if any(map(str.isalpha, meant)) else "figure"
            yield Change(number, at, text.find(core), core, meant, rule)
    for number, line in enumerate(lines):
        yield from _torn(number, line)


def _meant(text: str, before: str, after: str) -> str:
    """Return how a word without its punctuation is printed, by the words before and after it in small letters."""
    if "⁄" in text and any(map(str.isalnum, text)):
        text = _SLASHES.sub("/", text.replace("⁄", "/"))
    before = before.strip(_AROUND)
    if before in ("ngày", "tháng") and (date := _date(text, before, after)):
        return date
    if before == "quý" and (quarter := _quarter(text)):
        return quarter
    if before == "lưu" and _REGISTRY.match(text):
        return "VT" + text[2:]
    if _FIGURE.fullmatch(text):
        return "i" if text == "¡" else _figure(text)  # '(¡)': the sign opens questions in Spanish
    text = _ISO.sub("ISO", _TTG.sub("TTg", _TERM.sub("1", text)))
    match = _NUMBER.fullmatch(text)
    if match and any(map(str.isdigit, match["serial"])):
        return _document_number(match, before)
    return _PART.sub(lambda part: _doubled(part[0]), text)


def _date(text: str, before: str, after: str) -> str:
    """Return the day, month or date that follows 'ngày' or 'tháng'; empty where its neighbours tell of none."""
    figures = text.translate(_FIGURES)
    if not figures.isdigit():
        match = _DATE.fullmatch(text) if before == "ngày" else None
        return f"{match['day']}/{match['month']}/{match['year']}" if match else ""
    most, next_word = (31, "tháng") if before == "ngày" else (12, "năm")
    if not 0 < int(figures) <= most:
        return text  # no day or month: misread in another way
    return figures if after == next_word else ""


def _quarter(text: str) -> str:
    """Return the quarter that follows 'quý'; empty where there is none in Roman figures."""
    match = _QUARTER.fullmatch(text)
    numeral = match["mark"].translate(AS_STROKES) if match else ""
    return numeral + match["rest"] if match and numeral in _QUARTERS else ""


def _figure(text: str) -> str:
    for group in filter(None, re.split(r"[.,/%-]", text)):
        if not any(map(str.isdigit, group)) or sum(map(_STROKES.__contains__, group)) > 1:  # '1III.' is a numeral
            return text
    return text.translate(_FIGURES)


def _document_number(match: re.Match[str], before: str) -> str:
    codes = _PART.sub(lambda part: _symbol(part[0]), match["codes"])
    serial, year, join = match["serial"], match["year"] or "", match["join"]
    first = _PART.match(codes)
    named = first is not None and first[0] in _types() and codes[first.end() :][:1] in ("-", "/")
    if named or year:
        serial = serial.translate(_FIGURES)
    # '148KH-UBND' lost its slash, and 'Số: 47.KH-THMT' has another sign in its place.
    if named and (join == "" or (join == "." and before.startswith("số"))):
        join = "/"
    return serial + year + join + codes


def _symbol(part: str) -> str:
    """Return the symbol that a part of a number stands for; itself where it is one, or may be another's own."""
    known = _known()
    if part in known:
        return part
    likely = {symbol for symbol in _by_letters().get(bare(part), ()) if symbol in known}
    if len(likely) == 1:
        return likely.pop()
    return part.replace("I", "", 1) if part.replace("I", "", 1) in _types() else _doubled(part)


def _doubled(part: str) -> str:
    """Undo the double 'Đ' that the engine makes of one: 'QĐĐ', 'GD&ĐĐT'; 'ĐĐBQH' is printed so."""
    once = part.replace("ĐÐ", "Đ").replace("ĐĐ", "Đ")
    return once if once != part and once in _known() and part not in _known() else part


@cache
def _types() -> frozenset[str]:
    return frozenset(row["seen"] for row in rows("type_symbols"))


@cache
def _known() -> frozenset[str]:
    lists: Iterable[str] = ("type_symbols", "issuer_symbols", "abbreviations")
    return frozenset(row["seen"] for name in lists for row in rows(name))


@cache
def _by_letters() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for symbol in _known():
        found.setdefault(bare(symbol), set()).add(symbol)
    return {letters: frozenset(symbols) for letters, symbols in found.items()}


def _torn(number: int, line: TextLine) -> Iterator[Change]:
    """Yield what joins a date that was read as two words, '27/1 1/2024', and a sign read apart, '100 %'."""
    em = em_of(line)
    for at in range(1, len(line.words)):
        left, right = line.words[at - 1], line.words[at]
        torn = _TORN.match(f"{left.text} {right.text}")
        near = em is not None and right.box[0] - left.box[2] < _JOINED * em
        apart = right.text.strip(_AROUND) == "%" and left.text[-1:].isdigit() and near
        if torn or apart:
            yield Change(number, at - 1, 0, left.text, left.text + right.text, "figure")
            yield Change(number, at, 0, right.text, "", "figure")
