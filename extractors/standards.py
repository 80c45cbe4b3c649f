"""Numbered standards: 'TCVN ISO 9001:2015', 'Tiêu chuẩn ISO 18091:2020', 'QCVN 06:2022/BXD'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.family import Family

# Scans read 'ISO' as '1SO'; the year may follow a hyphen or be left out.
_ISO = r"[I1l]SO(?:\s?/\s?IEC)?\s?\d{4,5}(?:-\d{1,2}(?!\d))?(?:\s?[:-]\s?(?:19|20)\d\d)?"
_BODY = r"(?:TCVN|TCXDVN|TCXD|QCVN|TCCS)"
_NATIONAL = rf"{_BODY}\s?\d{{1,5}}(?:-\d{{1,3}})*(?:\s?:\s?(?:19|20)\d\d)?(?:/[A-ZĐ]+)?"
# Of an industry, until 2007: its number stands before, '22 TCN 211-06'.
_INDUSTRY = r"\d{2}\s?TCN(?:\s?-\s?|\s)\d{1,4}(?:[-:]\d{2,4})?|TCN\s\d{2}-\d{1,3}(?::(?:19|20)\d\d)?"
STANDARD = Family(
    "standard",
    re.compile(rf"\b(?:(?:{_BODY}\s?)?{_ISO}|{_NATIONAL}|{_INDUSTRY})(?!\d)"),
    reads=(
        "TCVN ISO 9001:2015",
        "ISO 18091:2020",
        "ISO 18091: 2020",
        "1SO 9001:2015",
        "ISO/IEC 27001:2013",
        "ISO 9001",
        "TCVN 7568-14:2025",
        "TCVN 7336 : 2021",
        "QCVN 06:2022/BXD",
        "TCVN ISO 9001-2015",
        "TCXD 33:1985",
        "22 TCN 211-06",
        "11 TCN-2006",
        "TCN 68-190:2003",
    ),
    leaves=("ISO", "TCVN về phòng cháy", "9001:2015", "22 TCN về đường bộ"),
    needs=("so", "tcvn", "tcxd", "qcvn", "tccs", "tcn"),
)
_WORDS = re.compile(
    r"""(?<!\w) (?:bộ\s+)? (?:tiêu|quy)\s+chuẩn (?:\s+kỹ\s+thuật)? (?P<nation>\s+Việt\s+Nam)? (?:\s+quốc\s+(?:gia|tế))?
        \s* (?:số\s*:?\s*)? $""",
    re.VERBOSE | re.IGNORECASE,
)
_WINDOW = 50  # characters before a number in which 'tiêu chuẩn quốc gia' is looked for


@dataclass(frozen=True, slots=True)
class FoundStandard:
    """A standard as named at `text[start:end]`, with 'tiêu chuẩn' where that stands before it."""

    start: int
    end: int
    number: str
    year: int | None
    kind: str  # "Tiêu chuẩn" or "Quy chuẩn"


def find_standards(text: str) -> list[FoundStandard]:
    """Return the numbered standards of NFC `text` from left to right.

    >>> [s.number for s in find_standards("theo tiêu chuẩn Việt Nam ISO 9001:2015 và ISO 18091: 2020")]
    ['TCVN ISO 9001:2015', 'ISO 18091:2020']
    """
    return [_standard(text, match) for match in STANDARD.matches(text, text.lower())]


def standard_number(printed: str) -> str:
    """Return a standard's number as it is written: '1SO 9001 : 2015' → 'ISO 9001:2015'."""
    text = re.sub(r"\s?([:/])\s?", r"\1", printed)
    text = re.sub(r"^(TCVN|TCXDVN|TCXD|QCVN|TCCS)\s?(?=\w)", r"\1 ", text)
    text = re.sub(r"(?<=\d)-(?=(?:19|20)\d\d$)", ":", re.sub(r"[1l]SO", "ISO", text))
    return re.sub(r"(ISO(?:/IEC)?)\s?(?=\d)", r"\1 ", text)


def _standard(text: str, match: re.Match[str]) -> FoundStandard:
    words = _WORDS.search(text, max(0, match.start() - _WINDOW), match.start())
    number = standard_number(match[0])
    if words and words["nation"] and number.startswith("ISO"):
        number = f"TCVN {number}"  # 'Tiêu chuẩn Việt Nam ISO 9001:2015'
    year = re.search(r":((?:19|20)\d\d)", number)
    kind = "Quy chuẩn" if number.startswith("QCVN") else "Tiêu chuẩn"
    start = words.start() if words else match.start()
    return FoundStandard(start, match.end(), number, int(year[1]) if year else None, kind)
