"""Lines of prose among the pieces of a page: from side to side, with no wide white in them.

Letterheads stand above the first of them and signatures below the last, and between them nothing is in columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ocr.pieces import Piece

WORDS = 8  # letters: a piece of so many is print; specks, strokes and single signs have fewer
_FEW = 3  # letters of a word
_COVERED = 0.65  # of the width of the text: words of a line of prose cover so much
# Millimetres.
_LOOSE = 5.0  # the widest gap between words of a justified line, one of them a dash
_PITCH, _LOOSE_PITCH = 7.0, 9.0  # from line to line: 14 pt set solid are 5.7, at one and a half 8.2
_BESIDE = 3.0  # that a single sign may stand outside of the words: '1.', a bullet
_INDENT = 4.0  # a line that goes on begins no further in


@dataclass(frozen=True, slots=True)
class Prose:
    """Where, among the pieces of print, the first two lines of prose begin, and the last paragraph ends."""

    first: int
    second: int
    end: int


def prose(print_: Sequence[Piece], pieces: Sequence[Piece]) -> Prose:
    """Return where the prose is; `print_` are the pieces without specks and single signs, both from top to bottom."""
    lines = _lines(print_, pieces)
    if not lines:
        return Prose(len(print_), len(print_), 0)
    bottom = print_[lines[0]].bottom
    second = next((n for n in lines if print_[n].top >= bottom), len(print_))
    return Prose(lines[0], second, _end(print_, lines))


def _lines(print_: Sequence[Piece], pieces: Sequence[Piece]) -> list[int]:
    """Return which of the pieces in print stand in a line of prose."""
    middles = [piece.middle for piece in pieces]
    words = [piece for piece in print_ if piece.letters >= WORDS]
    # What stands beside them, the edge of a sheet that was photographed, has no part in their lines.
    left, right = min((piece.left for piece in words), default=0.0), max((piece.right for piece in words), default=0.0)
    width = right - left
    found = []
    for n, piece in enumerate(print_):
        if piece.letters < WORDS:
            continue
        row = [
            other
            for other in pieces[bisect_left(middles, piece.top) : bisect_right(middles, piece.bottom)]
            if left - _BESIDE <= other.left and other.right <= right + _BESIDE
        ]
        end, covered, gap = min(other.left for other in row), 0.0, 0.0
        for other in sorted(row, key=lambda other: other.left):
            gap = max(gap, other.left - end)
            covered += max(0.0, other.right - max(other.left, end)) if other.letters >= _FEW else 0.0
            end = max(end, other.right)
        if covered >= _COVERED * width and gap <= _LOOSE:
            found.append(n)
    return found


def _end(print_: Sequence[Piece], lines: Sequence[int]) -> int:
    """Return where the last paragraph ends: below its last line from side to side there may be a shorter one."""
    middles = [piece.middle for piece in print_]
    line = print_[lines[-1]]
    below = bisect_right(middles, line.bottom)
    left = min(piece.left for piece in print_[bisect_left(middles, line.top) : below])
    above = max((print_[n].middle for n in lines if print_[n].middle < line.top), default=line.middle)
    pitch = max(_PITCH, min(1.2 * (line.middle - above), _LOOSE_PITCH))
    for n in range(below, len(print_)):
        if print_[n].middle - line.middle > pitch:
            break
        if print_[n].left - left <= _INDENT:
            # 'Nơi nhận:' close below the text has the signer's post beside it; the end of a paragraph stands alone.
            beside = any(
                other.letters >= _FEW
                and other.left - print_[n].right > _LOOSE
                and abs(other.middle - print_[n].middle) < pitch / 2
                for other in print_[below:]
            )
            return below if beside else bisect_right(middles, print_[n].bottom)
    return below
