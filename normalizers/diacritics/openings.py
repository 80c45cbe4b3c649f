"""Signs where lines begin: '~ Doi méi' was '- Đổi mới', and between '3.' and '5.' the mark '4, Cai cach' was '4.'.

Numerals and letters of marks are read in marks.py; this is for what an engine made of dashes and stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalizers.diacritics.restoration import Decision
from normalizers.diacritics.tokens import Token

# All nine such signs before a blank on pages whose text is known were hyphens.
_DASH = re.compile(r"[~=_](?=[ \t]+\Z)")
_MISREAD_DASH = 0.95
# Half of the numbers with a comma that begin lines are marks; those between their neighbours, before a capital, all.
_MISREAD_STOP = 0.95
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?")

_Counted = tuple[int, ...]


def openings(text: str, tokens: Sequence[Token]) -> Iterator[Decision]:
    """Yield what signs around the first token of a line are to be read as; `tokens` are those of damaged stretches."""
    marks: list[tuple[Token, _Counted, bool]] = []
    end = 0
    for token in tokens:
        line = max(text.rfind(sign, end, token.start) for sign in "\n\f")
        if line >= 0 or not end:
            if dash := _DASH.match(text[line + 1 : token.start].lstrip()):
                start = text.rindex(dash[0], end, token.start)
                yield Decision(start, start + 1, "-", _MISREAD_DASH, (dash[0],))
            if token.kind in ("number", "list mark") and (number := _NUMBERED.fullmatch(token.raw)):
                behind = text[token.end : token.end + 3]
                comma = behind[:2] == ", " and behind[2:].isupper()
                if comma or token.kind == "list mark":
                    marks.append((token, tuple(map(int, number[1].split("."))), comma))
        end = token.end
    yield from _stops(marks)


def _stops(marks: Sequence[tuple[Token, _Counted, bool]]) -> Iterator[Decision]:
    """Yield the commas that were stops: the marks before and after of the same list count on to theirs."""
    last: dict[int, _Counted] = {}  # by how many numbers a mark has
    after: list[_Counted | None] = []
    for _, number, _ in reversed(marks):
        after.append(last.get(len(number)))
        last[len(number)] = number
    last.clear()
    for (token, number, comma), following in zip(marks, reversed(after), strict=True):
        before, first = last.get(len(number)), number[-1] == 1
        follows = first or before == (*number[:-1], number[-1] - 1)
        goes_on = before != number and following == (*number[:-1], number[-1] + 1)
        ends = following is None or following[-1] == 1
        if comma and (goes_on or (follows and ends and not first)):
            yield Decision(token.end, token.end + 1, ".", _MISREAD_STOP, (",",))
        if not comma or follows or goes_on:
            last[len(number)] = number
