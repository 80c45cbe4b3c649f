"""Roman numerals of headings: 'HI. GIẢI PHÁP' → 'III. GIẢI PHÁP', and 'II.' where three strokes are printed.

The engine drops strokes and takes two for an 'H'.  Three things tell the numeral: the letters read, how wide they
stand on the paper, and the numerals of the headings before and after on the page.  A numeral that the author gave
twice is as wide as it reads, and stays.  Arabic numbers and letters of lists are in repair_ordinals.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.ocr.change import Change
from pipeline.ocr.letter_widths import em_of, ems
from pipeline.ocr.page import TextLine

_TENS, _ONES = ("", "X"), ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMERALS = tuple(ten + one for ten in _TENS for one in _ONES)  # I to XX
_MARK = re.compile(r"(?P<mark>[IVXHLl1!|ÏÍ]{1,6})(?P<stop>[.,:]?)(?P<rest>(?<=\.)[^\W\d_].*)?")
_ARABIC = re.compile(r"\d{1,2}[.,] ")
AS_STROKES = str.maketrans({"H": "II", **dict.fromkeys("Ll1!|ÏÍ", "I")})
"""What numerals are read as, in their strokes."""

# In natural logarithms, as far as such costs can be: a stroke more or less, a numeral out of order; and by how much the
# widths of words that were read well are off.
_STROKE = 1.5
_OUT_OF_ORDER = 4.0
_AGAIN = 3.0  # a numeral given twice, or a new row that begins with I
_SPREAD = (0.05, 0.02)  # em, and em for every em of the word
# By how much the best numeral must be likelier than the one read, or than any other where none was read.
_MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class _Head:
    line: int
    read: str  # the letters before the stop
    stop: str  # that was read as a part of them, the foot of 'L MỤC ĐÍCH', and has to be set again
    costs: tuple[float, ...]  # for each numeral


def misread_numerals(lines: Sequence[TextLine]) -> Iterator[Change]:
    """Yield the numerals of headings that were surely printed otherwise."""
    heads = [head for number in range(len(lines)) if (head := _head(lines, number))]
    for at, head in enumerate(heads):
        totals = _totals(heads, at)
        best = min(range(len(totals)), key=totals.__getitem__)
        if _NUMERALS[best] == head.read:
            continue
        others = [totals[_NUMERALS.index(head.read)]] if head.read in _NUMERALS else totals[:best] + totals[best + 1 :]
        if min(others) - totals[best] >= _MARGIN:
            yield Change(head.line, 0, 0, head.read, _NUMERALS[best] + head.stop, "numeral")


def _head(lines: Sequence[TextLine], number: int) -> _Head | None:
    line = lines[number]
    first = line.words[0]
    match = _MARK.fullmatch(first.text)
    if not match:
        return None
    rest = match["rest"] or ""
    title = " ".join([rest, *(word.text for word in line.words[1:])]).strip()
    mark, stop = match["mark"], match["stop"]
    foot = "." if mark[-1] == "L" and not stop else ""
    if not title[:1].isupper() or not (stop or title.isupper()):
        return None
    if not set("IVXH") & set(mark) and not (
        (stop or foot) and title.isupper() and (mark != "1" or _heads_a_list(lines, number))
    ):
        return None
    em = em_of(line, besides=first)
    strokes = mark.translate(AS_STROKES)
    costs = []
    for numeral in _NUMERALS:
        # A 'V' is not made of strokes: it is read, or it is not there.
        other = abs(strokes.count("V") - numeral.count("V")) + abs(strokes.count("X") - numeral.count("X"))
        cost = _STROKE * (Levenshtein.distance(strokes, numeral) + 2 * other)
        if em:
            # The stop may not have been read, and where the blank behind it was lost, it still takes its room.
            printed = (numeral + "." + (" " + rest if rest else ""), *([numeral] if not stop else []))
            cost += min(_misfit((first.box[2] - first.box[0]) / em, ems(text)) for text in printed)
        costs.append(cost)
    return _Head(number, mark, foot, tuple(costs))


def _misfit(measured: float, expected: float) -> float:
    return ((measured - expected) / (_SPREAD[0] + _SPREAD[1] * expected)) ** 2 / 2


def _heads_a_list(lines: Sequence[TextLine], number: int) -> bool:
    """Tell whether a heading in capitals with a '1.' is followed by an item '1.': then its own number is Roman."""
    after = (line for line in lines[number + 1 :] if _ARABIC.match(line.text))
    item = next(after, None)
    return item is not None and item.words[0].text[:2] in ("1.", "1,") and not item.text.isupper()


def _totals(heads: Sequence[_Head], at: int) -> list[float]:
    """Return for each numeral the cost of the cheapest row of headings in which the one at `at` is that numeral."""
    return [
        before + after - own
        for before, after, own in zip(
            _along(heads[: at + 1], 1), _along(heads[at:][::-1], -1), heads[at].costs, strict=True
        )
    ]


def _along(heads: Sequence[_Head], step: int) -> list[float]:
    costs = list(heads[0].costs)
    for head in heads[1:]:
        costs = [
            own + min(cost + _order(before, numeral, step) for before, cost in enumerate(costs))
            for numeral, own in enumerate(head.costs)
        ]
    return costs


def _order(one: int, other: int, step: int) -> float:
    first, second = (one, other) if step > 0 else (other, one)
    if second == first + 1:
        return 0.0
    return _AGAIN if second in (first, 0) else _OUT_OF_ORDER
