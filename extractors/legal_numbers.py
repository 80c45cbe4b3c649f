"""Where document numbers stand in a text: '107/2020/NĐ-CP', '45/KH-SGDĐT', '18-NQ/TW'.

What a number means is told by normalizers/document_numbers.py; which document it belongs to, by legal_heads.py; numbers
of standards are read in standards.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.family import Family
from normalizers.letters import DASHES, LOWER

# Line ends become blanks inside a number ('45/KH- SGDĐT'), and any dash stands for a hyphen ('NĐ – CP').
_SLASH = r"\s{0,2}/\s{0,2}"
_DASH = rf"\s{{0,2}}[{DASHES}]\s{{0,2}}"
_EITHER = rf"(?:{_SLASH}|{_DASH})"
# '30a', '210A-TC', '08 a/2010', 'số154', 'NĐ30'; a date, a period or a longer number does not begin one.  What must
# not stand before the first digit is looked for behind it, since a pattern that begins with a digit is searched for
# much faster.
_SERIAL = (
    r"\d(?:(?<![\w/.,]\d)|(?<=[Ss]ố\d)|(?<=(?:NĐ|NQ|QĐ|TT)\d))(?<!\d[-–]\d)\d{0,4}"
    r"(?:[a-zđ]|[A-EĐ](?=[/-])|\s[a-zđ](?=/))?"
)
# 'TTg', 'CTr', 'QyĐ' and school symbols such as 'TrTHPT' have small letters; a word such as 'Phòng' is no code.
_LETTER = r"(?:QyĐ|CTrHĐ|KLTTr|TTg|[CT]Tr|ThU|Tr(?=[A-ZĐ])|[A-ZĐƯÂÊÔĂƠ])"
_CODE = rf"{_LETTER}(?:{_LETTER}|\s?&\s?(?=[A-ZĐ]))*+(?:(?<=QH)\s(?=\d))?\d{{0,2}}+(?![{LOWER}\d])"
_CODES = rf"{_CODE}(?:{_EITHER}{_CODE})*"


# What follows the serial, by family.
_TAILS = {
    # serial / year / kind-issuer; the slash behind the year is forgotten at times
    "normative": rf"{_SLASH}(?:\d{{2,4}}{_EITHER}{_CODES}|(?:19|20)\d\d{_CODE}{_DASH}{_CODES})",
    "executive": rf"{_SLASH}{_CODES}",  # serial / kind-issuer, serial / issuer-department
    "party": rf"{_DASH}{_CODE}{_SLASH}{_CODES}",  # serial-kind / organ
    "old": rf"(?:{_DASH}|\s)?{_CODES}",  # serial-issuer, serial issuer/department: until the 1990s
}
_ANY = re.compile(_SERIAL + "(?:" + "|".join(f"(?P<{name}>{tail})" for name, tail in _TAILS.items()) + ")")


def _family(name: str, reads: tuple[str, ...], leaves: tuple[str, ...]) -> Family:
    return Family(name, re.compile(_SERIAL + _TAILS[name]), reads, leaves)


FAMILIES = (
    _family(
        "normative",
        reads=(
            "107/2020/NĐ-CP",
            "30a/2008/NQ-CP",
            "09b/2013/TT-BTP",
            "52/2019/QH14",
            "34/2005-QH11",
            "16/2009-L-CTN",
            "30 / 2020 / NĐ – CP",
            "63/2025/NĐ -CP",
            "187/2007NĐ-CP",
            "29/11/QH13",
            "295/2007/NQ-UBTVQH12",
            "50/2011/TTLT-BGDĐT-BNV-BTC",
            "93/2006/TTLT/BTC-KHCN",
            "18/2008/NQ-QH 12",
            "08 a/2010/TT-BTP",
        ),
        leaves=("30/04/2020", "12/2024", "giai đoạn 2021-2025/QĐ", "1/2 TTHC", "85/100 điểm"),
    ),
    _family(
        "executive",
        reads=(
            "45/KH-SGDĐT",
            "7558/QĐ-UBND",
            "45/KH- SGDĐT",
            "45 / KH-SGD&ĐT",
            "21/CT-TTg",
            "1663/UBND-NV",
            "28/CP",
            "58/TTg",
            "9512/TTr- SNN-CCTL",
            "2004/KH-SYT-CĐN",
            "47/KH-TrTHPTCBQ",
            "10/KH-GD & ĐT",
            "35/NQ-UBTVQHK9",
            "45/PCCC",
            "49/QCPH-UBND-UBMT-HCTĐ",
        ),
        leaves=("24/7", "85/100 điểm", "15/12/2025", "5/Phòng", "3/4 Hà Nội"),
    ),
    _family(
        "party",
        reads=("18-NQ/TW", "10- CTr/TU", "57- NQ/TW", "43-HD/BTCTW", "33-TC/CN", "35-NQ/UBTVQHK9", "999-TC/QĐ-CĐKT"),
        leaves=("2021-2025", "10-15 HS/lớp", "5-A"),
    ),
    _family(
        "old",
        reads=("194-CP", "235-HĐBT", "105 TC/ĐT", "150 CP", "1357TC/QĐ-TCT", "210a TC/VP"),
        leaves=("10 trường", "2021-2025"),
    ),
)
# The last family finds prose as well ('100 UBND xã'): it counts behind 'Quyết định số' alone.
LOOSE = frozenset({"old"})


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number as printed at `text[start:end]`; `family` is the way of writing it follows."""

    start: int
    end: int
    printed: str
    family: str


def find_numbers(text: str) -> list[FoundNumber]:
    """Return the document numbers of NFC `text` from left to right.

    >>> [n.printed for n in find_numbers("Kế hoạch số 45/KH- SGDĐT và Nghị quyết số 18-NQ/TW ngày 25/10/2017")]
    ['45/KH- SGDĐT', '18-NQ/TW']
    """
    return [FoundNumber(m.start(), m.end(), m[0], m.lastgroup or "") for m in _ANY.finditer(text)]
