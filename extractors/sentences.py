"""Sentences of a passage.  A semicolon does not end one; a stop inside a number, a code or a title does not either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalizers.letters import UPPER

# A stop ends a sentence where a blank and a capital, a digit, a bullet or a quotation mark follow, or the text ends.
# The pattern begins with the class of stops, since such a pattern is searched for much faster than one of choices.
_STOP = re.compile(rf"(?P<stop>[.?!…](?:(?<=\.)/\.|[.?!…]*[”\"')]*))(?=\s+[\"“'(]?[{UPPER}0-9]|\s+[-+•]|\s*$)")
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


@lru_cache(maxsize=16_384)  # the extractors read the same passages one after the other
def sentences(text: str) -> tuple[Sentence, ...]:
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
    return tuple(found)


def _add(found: list[Sentence], text: str, begin: int, end: int) -> None:
    piece = text[begin:end].rstrip()
    words = piece.lstrip()
    if words:
        found.append(Sentence(begin + len(piece) - len(words), begin + len(piece), words))


def quote_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a quote: `text[start:end]` without blanks around it and without closing ';' and './.'.

    >>> t = "Báo cáo theo quy định./."
    >>> t[slice(*quote_span(t, 0, len(t)))]
    'Báo cáo theo quy định'
    """
    while start < end and (text[end - 1] in ";," or text[end - 1].isspace() or text.endswith("./.", start, end)):
        end -= 3 if text.endswith("./.", start, end) else 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
