"""Numbers and letters of list items: '1, Mục đích' → '1. Mục đích', '€) Bảo đảm' → 'c) Bảo đảm', '9.' between 4. and 6.

Only what begins a paragraph is looked at, so that 'khoản\\n2, Điều 5' broken over two lines stays.  Roman numerals are
in repair_numerals.py, dashes in repair_dashes.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import quantiles

from normalizers.tables import rows
from pipeline.ocr.change import Change
from pipeline.ocr.page import TextLine

_NUMBER = re.compile(r"\d{1,2}(?:[.,]\d{1,2})*[.,:]")
# What a number of a list item may be read as where it is no number at all: 'Š.', '$5.', '443.'.
_SPOILT = re.compile(r"(?![IVX]+\.)\S{0,3}\.")
_LETTER = re.compile(r"(?P<mark>\S{1,2})\)")

# Most count 'd)', 'đ)', 'e)', 'g)'; some leave out 'đ', some count as in English.
_ALPHABETS = ("abcdđeghiklmnopqrstuvxy", "abcdeghiklmnopqrstuvxy", "abcdefghijklmnopqrstuvwxyz")

_INDENT = 0.02  # of the width of the text: a first line is indented by about 1 cm of 16
_DOUBTED = 0.9  # confidence below which a digit may be another one


@dataclass(frozen=True, slots=True)
class _Item:
    line: int
    read: str
    number: tuple[int, ...]  # empty where it cannot be read as one
    confidence: float


def misread_ordinals(lines: Sequence[TextLine]) -> Iterator[Change]:
    """Yield the numbers and letters of list items that were surely printed otherwise."""
    heads = [at for at in range(len(lines)) if _begins_paragraph(lines, at)]
    yield from _numbers(lines, heads)
    yield from _letters(lines, heads)


def _begins_paragraph(lines: Sequence[TextLine], at: int) -> bool:
    """Tell whether the line begins an item: a capital follows its first word, and it is indented or after a stop."""
    words = lines[at].words
    if len(words) < 2 or not words[1].text.lstrip('“"(')[:1].isupper():
        return False
    starts = [line.box[0] for line in lines]
    if len(starts) > 3 and max(starts) > min(starts):
        left = quantiles(starts, n=10)[0]
        right = max(line.box[2] for line in lines)
        return lines[at].box[0] - left >= _INDENT * (right - left)
    before = lines[at - 1].text if at else ""
    return before.endswith((".", ";", ":", "!", "?")) or before.isupper() or not before


def _numbers(lines: Sequence[TextLine], heads: Sequence[int]) -> Iterator[Change]:
    items = []
    for at in heads:
        first = lines[at].words[0]
        if _NUMBER.fullmatch(first.text):
            number = tuple(map(int, re.findall(r"\d+", first.text)))
            items.append(_Item(at, first.text, number, first.confidence))
        elif _SPOILT.fullmatch(first.text):
            items.append(_Item(at, first.text, (), first.confidence))
    for place, item in enumerate(items):
        number = item.number
        if item.confidence < _DOUBTED or not number:
            number = _between(items, place) or number
        printed = ".".join(map(str, number)) + "."
        if number and printed != item.read:
            yield Change(item.line, 0, 0, item.read, printed, "ordinal")


def _between(items: Sequence[_Item], place: int) -> tuple[int, ...]:
    """Return the number that is missing where an item stands between its neighbours; empty where none or it is there.

    'Neighbours' are items of one list, what lies deeper being skipped: 4., 4.1., 4.2., [9.], 6.
    """
    read = items[place].number
    for depth in (len(read),) if read else (1, 2, 3):
        before = next((i.number for i in reversed(items[:place]) if 0 < len(i.number) <= depth), ())
        after = next((i.number for i in items[place + 1 :] if 0 < len(i.number) <= depth), ())
        if len(before) == len(after) == depth and before[:-1] == after[:-1] and after[-1] == before[-1] + 2:
            missing = (*before[:-1], before[-1] + 1)
            return () if missing == read else missing
    return ()


def _letters(lines: Sequence[TextLine], heads: Sequence[int]) -> Iterator[Change]:
    items = [(at, match["mark"]) for at in heads if (match := _LETTER.fullmatch(lines[at].words[0].text))]
    before = ""
    for place, (at, read) in enumerate(items):
        after = items[place + 1][1] if place + 1 < len(items) else ""
        meant = _letter(read, before, after)
        if meant != read:
            yield Change(at, 0, 0, read, meant, "ordinal")
        before = "" if _counts_nothing(meant) else meant


def _letter(read: str, before: str, after: str) -> str:
    """Return the letter of a list that is printed, by those of the items before and after it on the page."""
    alike = _look_alikes().get(read, "")
    if before:
        likely = [letter for letter in alike if letter in _next(before)]
        wrong = read not in _next(before)
    else:
        # 'đ)' twice, the first at the head of a page: 'd)', 'đ)'.
        likely = [letter for letter in alike if after and after in _next(letter)]
        wrong = read == after or _counts_nothing(read)
    if wrong and len(likely) == 1:
        return likely[0]
    return alike if len(alike) == 1 and _counts_nothing(read) else read


@cache
def _look_alikes() -> dict[str, str]:
    return {row["seen"]: row["value"].replace(" ", "") for row in rows("misread_list_letters")}


def _next(letter: str) -> str:
    """Return the letters that may follow one in a list: 'đe' after 'd'."""
    places = ((alphabet, alphabet.find(letter)) for alphabet in _ALPHABETS)
    return "".join(alphabet[at + 1 : at + 2] for alphabet, at in places if letter and at >= 0)


def _counts_nothing(mark: str) -> bool:
    """Tell whether no list is counted with a mark, whatever stands around it."""
    return not mark.isdigit() and not any(mark in alphabet for alphabet in _ALPHABETS)
