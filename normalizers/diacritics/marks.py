"""Marks of lists in the light of one another: after 'c)' and 'd)' another 'd)' is 'đ)', 'Il.' before 'IV.' is 'III.'.

Engines drop strokes of numerals and the bar of a 'đ'; what is left is read so that the marks count on.  What a single
numeral may be, without its neighbours, is told by codes.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple

from normalizers.diacritics.tokens import Token

# 'III.3.' lies within 'III.'; of 'IL3.' and 'V2.' the stop went astray, in 'VIL TO CHUC' it became the foot of an L.
_MARK = re.compile(
    r"(?P<open>\(?)(?:(?P<letter>[a-zđ¢@])|(?P<strokes>[IVXLTl1|HUivx]{1,6}?))"
    r"(?:(?P<close>[.),]|(?<=L)\Z)|\.(?P<within>\d{1,2}(?:\.\d{1,2})?[.),])|(?P<unstopped>\d[.),]))"
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_READ_FOR = {"d": "dđ", "¢": "c", "@": "đ"}
_NUMERALS = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX",
)  # fmt: skip
_STROKES = str.maketrans(
    {"l": "I", "1": "I", "|": "I", "L": "I", "T": "I", "i": "I", "v": "V", "x": "X", "H": "II", "U": "II"}
)
_RUN = re.compile("I+")
_FIVES = re.compile("VV+")  # 'Vv.' is 'V.'
_NEAR = 3  # letters from a mark to its heading, at most

SURE = 0.7
"""Chance. What is less likely is not put in the place of what was read."""

# All in natural logarithms, by what was counted on pages whose text is known.
_AS_READ = -0.4
_DROPPED = -2.3  # strokes that the engine did not see: one 'III' in three is read 'Il' or 'I'
_ADDED = -9.0
# What is not written in capital strokes alone says less: 'Il' is read for 'II' and 'III' alike, 'IL' for 'I', too.
_UNCLEAR, _WITH_FOOT = -2.0, -3.0
_UNLIKE, _UNLIKE_UNCLEAR = -7.0, -5.0  # a numeral of other letters: 'Ill' for 'IV' on bad scans
_FAR = 3  # places from what was read to what it may be at most
_OTHER = -0.5  # 'đ' for a 'd': almost every one is read so, but lists of four are rarer than lists of three
_NEXT, _AGAIN, _ELSEWHERE = -0.2, -2.5, -5.0  # the next of the list, the first of another, any other
# One plan in ten has a numeral twice, 'III.' and 'III.'; nobody miscounts the first two.
_TWICE, _MISCOUNTED = -2.8, 2
_SAME = -0.2  # 'III.3.' below 'III.'


_Readings = Sequence[tuple[int, float]]  # places in the order of letters or numerals, each with its chance


class _Seen(NamedTuple):
    token: Token
    before: str
    after: str
    within: bool
    readings: _Readings


def in_order(tokens: Sequence[Token]) -> dict[int, tuple[str, float]]:
    """Return by their start the marks that could be read in several ways: how their order reads them, with its chance.

    >>> marks = [Token(raw, at, at + 2, "list mark") for at, raw in enumerate(("c)", "d)", "d)"))]
    >>> {at: text for at, (text, _) in sorted(in_order(marks).items())}
    {1: 'd)', 2: 'đ)'}
    """
    letters: dict[str, list[_Seen]] = defaultdict(list)  # by the signs around them: 'a)' does not go on after 'c.'
    numerals: dict[str, list[_Seen]] = defaultdict(list)
    for at, token in enumerate(tokens):
        match = _MARK.fullmatch(token.raw) if token.kind == "list mark" else None
        if not match:
            continue
        close = ")" if match["close"] == ")" else "."
        if match["letter"] and match["close"]:
            seen = _Seen(token, match["open"], close, False, _letters(match["letter"]))
            letters[match["open"] + close].append(seen)
        elif match["strokes"] and _is_numeral(match["strokes"], _heads_capitals(tokens, at)):
            within = match["within"] or match["unstopped"]
            after = f".{within}".replace(",", ".") if within else close
            seen = _Seen(token, match["open"], after, bool(within), list(_numbered(match["strokes"])))
            numerals[match["open"] + after[-1]].append(seen)
    found: dict[int, tuple[str, float]] = {}
    for names, lists in ((_LETTERS, letters), (_NUMERALS, numerals)):
        for marks in lists.values():
            found.update(_resolved(marks, names))
    return found


def _letters(letter: str) -> _Readings:
    return [(_LETTERS.index(c), 0.0 if c == letter else _OTHER) for c in _READ_FOR.get(letter, letter) if c in _LETTERS]


def _is_numeral(strokes: str, heads_capitals: bool) -> bool:
    """'Iv' and 'll' may be numerals; figures, and a letter that is none of theirs in capitals, are not.

    'Vi.' is one before capitals only, elsewhere it is a word.
    """
    if strokes[0] in "VX" and not heads_capitals:
        return not set(strokes) & set("ivx")
    return strokes[0] in "IVX" or (len(strokes) > 1 and not strokes.isdigit() and set(strokes) <= set("l1|IVX"))


def _heads_capitals(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a heading in capitals follows right behind a mark: 'Vv. TO CHUC THUC HIEN'."""
    after = tokens[at + 1 : at + 3]
    return bool(after) and after[0].start - tokens[at].end <= _NEAR and all(token.raw.isupper() for token in after)


def _numbered(strokes: str) -> Iterator[tuple[int, float]]:
    clean = _FIVES.sub("V", strokes.translate(_STROKES))
    clear = clean == strokes
    place = _NUMERALS.index(clean) if clean in _NUMERALS else None
    for at, numeral in enumerate(_NUMERALS):
        if _RUN.sub("I", numeral) == _RUN.sub("I", clean):
            more = len(numeral) - len(clean)
            if not more:
                yield at, _UNCLEAR if clean == "II" and not clear else _AS_READ
            elif more > 0:
                yield at, _UNCLEAR if not clear else _DROPPED
            else:
                yield at, _WITH_FOOT if "L" in strokes else _ADDED
        elif place is not None and abs(at - place) <= _FAR:
            yield at, _UNLIKE if clear else _UNLIKE_UNCLEAR


def _resolved(marks: Sequence[_Seen], names: Sequence[str]) -> dict[int, tuple[str, float]]:
    """Return the likeliest reading of each mark that has several; a chain of places, weighed forward and backward."""
    marks = [mark for mark in marks if mark.readings]
    miscounted = names is _NUMERALS  # of letters that come twice one is a 'đ'
    forward: list[list[float]] = []
    before: list[tuple[int, float]] = [(-1, 1.0)]
    for mark in marks:
        ahead = [sum(w * _step(last, at, mark.within, miscounted) for last, w in before) for at, _ in mark.readings]
        row = [exp(log) * so_far for (_, log), so_far in zip(mark.readings, ahead, strict=True)]
        total = sum(row)
        forward.append([value / total for value in row])
        before = [(at, value) for (at, _), value in zip(mark.readings, forward[-1], strict=True)]
    found: dict[int, tuple[str, float]] = {}
    after: list[tuple[int, float]] = []
    within = False  # of the mark that comes next
    for mark, row in zip(reversed(marks), reversed(forward), strict=True):
        behind = [
            sum(w * _step(at, then, within, miscounted) for then, w in after) if after else 1.0
            for at, _ in mark.readings
        ]
        joint = [here * rest for here, rest in zip(row, behind, strict=True)]
        as_read = max(range(len(joint)), key=lambda at: mark.readings[at][1])
        best = max(range(len(joint)), key=joint.__getitem__)
        if joint[best] < SURE * sum(joint):
            best = as_read
        text = f"{mark.before}{names[mark.readings[best][0]]}{mark.after}"
        if len(joint) > 1 or text != mark.token.raw:
            found[mark.token.start] = (text, joint[best] / sum(joint))
        within = mark.within
        after = [(at, exp(log) * rest) for (at, log), rest in zip(mark.readings, behind, strict=True)]
        scale = max(w for _, w in after)
        after = [(at, w / scale) for at, w in after]
    return found


def _step(last: int, at: int, within: bool, miscounted: bool) -> float:
    """Return the chance that a mark follows another; -1 stands before the first."""
    if at == last and (within or (miscounted and at >= _MISCOUNTED)):
        return exp(_SAME if within else _TWICE)
    return exp(_NEXT if at == last + 1 else _AGAIN if at == 0 else _ELSEWHERE)
