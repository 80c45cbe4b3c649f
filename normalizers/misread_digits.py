"""Digits that were read as letters, and letters of codes read as digits: 'số l07/2O20/NĐ-CP ngày l4/9/202O'.

They are put right only where nothing but a number can stand: in a document number, in a date, before a percent sign.
'5S', 'mục I', '2l' stay as they are.  The length of the text does not change, so offsets hold, and comparing both
texts tells what was mended.  A 'Đ' of a symbol that was read as 'D' is put right in document_numbers.py.
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.letters import DASHES
from normalizers.tables import rows

_READ_AS = {seen: row["value"] for row in rows("misread_digits") for seen in row["seen"].split()}
_TO_DIGIT = str.maketrans(_READ_AS)
# In a code the same slips go the other way: 'KH-5GDĐT'.  Small letters are none of a code.
_TO_LETTER = str.maketrans({digit: seen for seen, digit in _READ_AS.items() if seen.isupper()})
_ODD = "".join(map(re.escape, _READ_AS))
_D = rf"[\d{_ODD}]"
_YEAR = rf"(?:[1lI]9|[2Z][0Oo]){_D}{_D}"

# A text without any of these is left alone at once; the pattern begins with a class, as it is searched for everywhere.
_SUSPECT = re.compile(
    rf"[{_ODD}](?=[/.,%-]?\d|[S5][O0])|\d(?=[{_ODD}]|\s?(?:[°º]/|o/o|Yo))|[/A-ZĐ-](?=[50][A-ZĐ])"
    rf"|[ /.-](?=[{_ODD}]{{1,2}}\s?[/.-])|[/](?=[{_ODD}])|\d(?=\d{{5,12}}\s?/)|H(?=K?[{_ODD}])|(?<=[Qq]u[ýí] )l"
)
# 'ngày l4/9/2O20'; day and month are at most two digits, which keeps '1.000.000' away.
_DATE = re.compile(
    rf"(?<![\w/.-]){_D}{{1,2}}(?P<sep>\s?[/.-]\s?){_D}{{1,2}}(?P=sep){_YEAR}(?!\w)",
)
# 'ngày l5 tháng O9 năm 2O26', 'ngày l5/6'; 'tháng I' needs a digit or an 'l', which begins no word
_AFTER_WORD = re.compile(
    rf"(?<!\w)(?i:ng[àa]y|th[áa]ng|n[ăa]m)\s+(?P<number>(?=\d|[{_ODD}]\d|l[Ol](?!\w)|l(?!\w)){_D}{{1,4}}(?:\s?[/.-]\s?{_D}{{1,4}}){{0,2}})(?!\w)"
)
_PERCENT = re.compile(rf"(?<![\w.,])(?=[{_ODD}]?\d|\d){_D}{{1,3}}(?:[.,]{_D}{{1,2}})?(?=\s?%)")
# What is left of a percent sign: '95 °/o', '100 Yo'.
_PERCENT_SIGN = re.compile(r"(?<=\d)(?P<blank>\s?)(?:[°º]/[o0]|o/o|Yo)(?!\w)")
_QUARTER = re.compile(r"(?<=[Qq]u[ýí]\s)(?:[lI]{1,3}|lV)(?!\w)")
# '12772007/NĐ-CP': a slash read as a digit makes a serial that is longer than any.
_LOST_SLASH = re.compile(rf"(?<!\w)(?P<serial>{_D}{{1,4}})[71lI](?P<year>{_YEAR})(?=\s?/\s?[A-ZĐ]{{2}})")
# '1SO 9OO1:20l5', 'IS0/IEC 27001'
_STANDARD = re.compile(
    rf"(?<!\w)[I1l][S5][O0](?P<body>\s?/\s?IEC)?(?P<number>\s?{_D}{{4,5}}(?:\s?[:-]\s?{_YEAR})?)(?![^\W_])"
)
_CODE = r"(?:[A-ZĐƯÂÊÔĂƠ]|[50](?=[A-ZĐ]))(?=[^\W\d_]|[&50])[\w&]*"  # 'M95' is none
_NUMBER = re.compile(
    rf"""(?<![\w/.,]) (?P<serial>(?![1lI]SO(?!\w)){_D}{{1,5}}) (?:[a-kđ](?=[{DASHES}/]))? (?P<year>\s?/\s?{_YEAR})?
         (?P<codes>(?:\s?[{DASHES}/]\s?{_CODE})+)""",
    re.VERBOSE,
)
_SO = re.compile(r"[Ss]\w\s*:?\s*$")
_BETWEEN_LETTERS = re.compile(r"(?<=[A-ZĐƯÂÊÔĂƠ&])[50]+(?=[A-ZĐƯÂÊÔĂƠ])|(?<![^\W_])[50]+(?=[A-ZĐƯÂÊÔĂƠ]{2})")
# Terms of the National Assembly: 'QHl4', 'UBTVQHlO'.
_TERM = re.compile(rf"(?<=QH|TV)(?P<k>K?)(?P<term>{_D}{{1,2}})(?!\w)")


@lru_cache(maxsize=4096)  # the extractors read the same passages one after the other
def with_digits(text: str) -> str:
    """Return NFC `text` with the digits of its numbers and dates put right, of the same length.

    >>> with_digits("số l07/2O20/NĐ-CP ngày l4/9/202O, đạt 1OO%, mô hình 5S")
    'số 107/2020/NĐ-CP ngày 14/9/2020, đạt 100%, mô hình 5S'
    """
    if _SUSPECT.search(text) is None:
        return text
    text = _LOST_SLASH.sub(r"\g<serial>/\g<year>", text)
    text = _STANDARD.sub(lambda m: f"ISO{m['body'] or ''}{m['number'].translate(_TO_DIGIT)}", text)
    text = _NUMBER.sub(_number, text)
    text = _DATE.sub(_digits, text)
    text = _AFTER_WORD.sub(_digits, text)
    text = _PERCENT.sub(_digits, text)
    text = _PERCENT_SIGN.sub(lambda m: m["blank"] + "%".ljust(len(m[0]) - len(m["blank"])), text)
    return _QUARTER.sub(lambda m: m[0].replace("l", "I"), text)


def is_mended(text: str, start: int, end: int) -> bool:
    """Say whether any digit of `text[start:end]` was put right."""
    return with_digits(text)[start:end] != text[start:end]


def _number(match: re.Match[str]) -> str:
    serial, year, codes = match["serial"], match["year"] or "", match["codes"]
    between = match[0][len(serial) : len(match[0]) - len(codes) - len(year)]
    certain = any(c.isdigit() for c in serial) or _SO.search(match.string, max(0, match.start() - 8), match.start())
    if not certain and not year:
        return match[0]
    return serial.translate(_TO_DIGIT) + between + year.translate(_TO_DIGIT) + _letters(codes)


def _letters(codes: str) -> str:
    codes = _BETWEEN_LETTERS.sub(lambda m: m[0].translate(_TO_LETTER), codes)
    return _TERM.sub(lambda m: m["k"] + m["term"].translate(_TO_DIGIT), codes)


def _digits(match: re.Match[str]) -> str:
    if "number" in match.re.groupindex:
        lead = match.start("number") - match.start()
        return match[0][:lead] + match["number"].translate(_TO_DIGIT)
    return match[0].translate(_TO_DIGIT)
