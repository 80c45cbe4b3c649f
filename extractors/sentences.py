"""Sentences of a passage.  A semicolon does not end one; a stop inside a number, a code or a title does not either."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.letters import UPPER

# A stop ends a sentence where a blank and a capital, a digit, a bullet or a quotation mark follow, or the text ends.
_STOP = re.compile(rf"(?P<stop>\./\.|[.?!…]+[”\"')]*)(?=\s+[\"“'(]?[{UPPER}0-9]|\s+[-+•]|\s*$)")
# 'TP. Hồ Chí Minh', 'Q. 7', 'TS. Nguyễn', 'Tr. 5', 'v.v. và', '1. Mục đích' at the start.
_NOT_AFTER = re.compile(
    r"(?:\b(?:TP|Tp|TT|TX|Q|P|H|X|T|TS|ThS|Ths|PGS|GS|BS|KS|CN|St|No|Tr|tr|đ/c|Đ/c|Ô|B)|^\s*(?:\d{1,2}|[IVX]+|[a-zđ]))$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is exactly `source[start:end]`, with its full stop, without blanks around it."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of NFC `text` from left to right.

    >>> [s.text for s in sentences("Nhà trường tại TP. Huế công khai; niêm yết. Đạt 1.000 lượt.")]
    ['Nhà trường tại TP. Huế công khai; niêm yết.', 'Đạt 1.000 lượt.']
    """
    found: list[Sentence] = []
    begin = 0
    for match in _STOP.finditer(text):
        if (
            match["stop"].startswith(".")
            and match["stop"] != "./."
            and _NOT_AFTER.search(text[max(begin, match.start() - 8) : match.start()])
        ):
            continue
        _add(found, text, begin, match.end())
        begin = match.end()
    _add(found, text, begin, len(text))
    return found


def _add(found: list[Sentence], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    start = begin + len(piece) - len(piece.lstrip())
    stop = begin + len(piece.rstrip())
    if start < stop:
        found.append(Sentence(start, stop, text[start:stop]))


# What closes an item without belonging to its words: ';', './.', and a comma left hanging.
_CLOSING = re.compile(r"(?:\s*(?:\./\.|[;,]))+\s*$")


def quote_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a quote: `text[start:end]` without blanks around it and without closing ';' and './.'.

    >>> t = "Báo cáo theo quy định./."
    >>> t[slice(*quote_span(t, 0, len(t)))]
    'Báo cáo theo quy định'
    """
    piece = text[start:end]
    closing = _CLOSING.search(piece)
    if closing:
        piece = piece[: closing.start()]
    lead = len(piece) - len(piece.lstrip())
    return start + lead, start + len(piece.rstrip())
