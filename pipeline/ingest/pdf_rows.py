"""What stands at one height of a PDF page: fragments to rows, each from left to right.

A row may hold one line, two lines side by side or the cells of a table; which it is, is decided in pdf_order.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.paper import Fragment, stops_of, union

# Distances are in heights of a line.
_BESIDE = 0.15  # overlap of what stands side by side: the two sides of a letterhead need not share their base lines
_LEVEL = 0.5  # overlap of pieces of one line
_SAME_LINE = 0.5  # the widest gap inside a line; words of justified lines stand up to half a height apart
# A number or a bullet stands as far from its words as its tab stop wants: '1.        Mục đích'.
_MARKER = re.compile(r"(?:[-–+•*o]|\(?(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])[.)]|\d+(?:\.\d+)+)")
# Room left for a pen: 'Số:        /KH-UBND', 'ngày      tháng      năm 2025'.
_AFTER_ROOM = re.compile(r"/|(?:tháng|năm)\b")
_BEFORE_ROOM = re.compile(r"\b(?:[Ss]ố\s*:?|ngày|tháng|năm)$")


@dataclass(slots=True)
class Row:
    """What stands at one height of the page, from left to right."""

    fragments: list[Fragment] = field(default_factory=list)

    @property
    def top(self) -> float:
        return min(f.box[1] for f in self.fragments)

    @property
    def bottom(self) -> float:
        return max(f.box[3] for f in self.fragments)

    def takes(self, fragment: Fragment) -> bool:
        first = self.fragments[0]
        if _overlap(first, fragment) < _BESIDE:
            return False
        return all(fragment.box[0] >= f.box[2] - 1 or fragment.box[2] <= f.box[0] + 1 for f in self.fragments)


def rows_by_height(fragments: Iterable[Fragment]) -> list[Row]:
    """Return the rows of a page or a cell from top to bottom; what is printed twice in one place counts once."""
    rows: list[Row] = []
    for fragment in sorted(fragments, key=lambda f: (f.box[1] + f.box[3], f.box[0])):
        near = rows[-3:]
        if any(_same_print(fragment, other) for row in near for other in row.fragments):
            continue
        for row in reversed(near):
            if row.takes(fragment):
                row.fragments.append(fragment)
                break
        else:
            rows.append(Row([fragment]))
    for row in rows:
        row.fragments = _joined(sorted(row.fragments, key=lambda f: f.box[0]))
    return sorted(rows, key=lambda row: row.top)


def _same_print(a: Fragment, b: Fragment) -> bool:
    return a.text == b.text and all(abs(p - q) < 2 for p, q in zip(a.box, b.box, strict=True))


def _joined(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Put together what is one line: pieces that touch, and a marker with the words at its tab stop."""
    joined: list[Fragment] = []
    for fragment in fragments:
        if joined:
            last = joined[-1]
            near = fragment.box[0] - last.box[2] < _SAME_LINE * max(last.height, fragment.height)
            belong = (
                _MARKER.fullmatch(last.text)
                or _AFTER_ROOM.match(fragment.text)
                or (fragment.text[0].isdigit() and _BEFORE_ROOM.search(last.text))
            )
            if (near or belong) and _overlap(last, fragment) > _LEVEL:
                joined[-1] = _join(last, fragment)
                continue
        joined.append(fragment)
    return joined


def _overlap(a: Fragment, b: Fragment) -> float:
    """Return which share of its height the lower of two stands beside the other."""
    return (min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])) / max(min(a.height, b.height), 1.0)


def _join(left: Fragment, right: Fragment) -> Fragment:
    # A blank is a fifth of a line wide; less is the space between two letters: 'thành phố¹' and '.'.
    wide = right.box[0] - left.box[2] > 0.2 * max(left.height, right.height)
    if right.text[0].isdigit() and _BEFORE_ROOM.search(left.text):
        wide = True  # 'ngày' '15', filled in close by
    elif right.text[0] == "/" and left.text[-1].isdigit():
        wide = False  # '565' '/TB-UBND'
    blank = " " if wide and right.text[0] not in ".,;:)" else ""
    return Fragment(
        left.text + blank + right.text,
        union(left.box, right.box),
        left.bold and right.bold,
        left.cell,
        left.decoded_from or right.decoded_from,
        stops_of((left, right), (0, len(left.text + blank))),
    )
