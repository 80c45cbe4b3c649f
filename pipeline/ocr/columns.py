"""Two blocks side by side: the letterhead at the head of a page, recipients and signature at its foot.

Only there are columns looked for, at the first lines and behind the last line of prose, so that a paragraph is never
split.  A list of names and posts has white between its columns too, but is read across: its lines stand level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ocr.pieces import Piece
from pipeline.ocr.prose import WORDS, prose

Block = Sequence[Piece]
Gutter = tuple[float, float]

_FIRST = 8  # pieces at the head of a page with which a letterhead may begin; before it page numbers, stamps, noise
_FOOT = 80  # pieces below the prose among which recipients and signature stand; on a page with more there are none
_LETTERHEAD = 12  # lines at most, with a subject below the number
_LETTERS = 6  # on each side: less is noise
# Lines that stand level: letterheads have up to four of them, signatures two, lists most of theirs.
_LEVEL_AT_HEAD, _LEVEL_AT_FOOT, _LEVEL_SHARE = 5, 3, 0.7
# Millimetres.
_GUTTER, _WIDE_GUTTER = 2.0, 6.0  # between blocks of many lines, and of two and two
_SMALL = 4.0  # specks and stray strokes are narrower: they neither make nor fill a gutter
_EDGE = 5.0  # of the page: what stands there and is no word came from the edge of the paper
_BESIDE = 15.0  # from the number of an item to its text
_PITCH = 7.0  # from line to line of one block
_BREAK = 8.5  # from a letterhead to the title; above its line of number and date there may be more
_OFFSET = 3.5  # that number and date may differ in height
_LEVEL = 1.0  # that lines of one row may differ in height
_CLOSE = 10.0  # from one line of a list to the next; names stand further below the posts


@dataclass(frozen=True, slots=True)
class _Pair:
    """Blocks beside each other: `print_[start:stop]` in two."""

    start: int
    stop: int
    left: Block
    right: Block


def blocks(pieces: Sequence[Piece], width: float, *, head: bool, foot: bool) -> list[Block]:
    """Return the pieces, given from top to bottom, in blocks in reading order; `width` is that of the page.

    `head` and `foot` tell whether they stand at the head and at the foot of the page, with no table in between.
    """
    print_ = _print(pieces, width)
    known = prose(print_, pieces)
    pairs: list[_Pair] = []
    done = 0
    if head:
        # A tight letterhead may look like a line of prose, but not like two.
        above = print_[: known.second]
        pairs = _pairs(above, range(min(_FIRST, len(above), known.first + 1)), head=True)[:1]
        done = pairs[0].stop if pairs else 0
    if foot:
        pairs += _pairs(print_, range(max(done, known.end, len(print_) - _FOOT), len(print_)), head=False)
    done = 0
    found: list[Block] = []
    for pair in pairs:
        found += [print_[done : pair.start], pair.left, pair.right]
        done = pair.stop
    found.append(print_[done:])
    return _with_small([block for block in found if block], pieces)


def foot(pieces: Sequence[Piece], width: float) -> float:
    """Return the height below which there is no prose: 0 where there is none at all."""
    print_ = _print(pieces, width)
    end = prose(print_, pieces).end
    return max((piece.bottom for piece in print_[:end]), default=0.0)


def around(block: Block) -> tuple[float, float, float, float]:
    """Return the box of a block."""
    return (
        min(piece.left for piece in block),
        min(piece.top for piece in block),
        max(piece.right for piece in block),
        max(piece.bottom for piece in block),
    )


def _print(pieces: Sequence[Piece], width: float) -> list[Piece]:
    """Return the pieces without specks, single signs, and what lies at the edges of the page beside the text."""
    words = [piece for piece in pieces if piece.letters >= WORDS] or pieces
    left = min(_EDGE, min((piece.left for piece in words), default=0.0))
    right = max(width - _EDGE, max((piece.right for piece in words), default=0.0))
    return [piece for piece in pieces if piece.width >= _SMALL and left <= piece.left and piece.right <= right]


def _with_small(blocks: Sequence[Block], pieces: Sequence[Piece]) -> list[Block]:
    """Return the blocks with what was left out, where it stands in them or beside them: the numbers of a list."""
    boxes = [around(block) for block in blocks]
    extra: list[list[Piece]] = [[] for _ in blocks]
    kept = {id(piece) for block in blocks for piece in block}
    for piece in pieces:
        if id(piece) in kept:
            continue
        beside = [
            (max(x0 - piece.right, piece.left - x1, 0.0), n)
            for n, (x0, y0, x1, y1) in enumerate(boxes)
            if y0 <= piece.middle <= y1
        ]
        if beside and min(beside)[0] <= _BESIDE:
            extra[min(beside)[1]].append(piece)
    return [[*block, *more] for block, more in zip(blocks, extra, strict=True)]


def _pairs(print_: Sequence[Piece], starts: range, *, head: bool) -> list[_Pair]:
    """Return the blocks side by side that begin with one of these pieces."""
    found: list[_Pair] = []
    start = starts.start
    while start < starts.stop:
        pair = _pair(print_, start, head=head)
        if pair is None:
            start += 1
        elif _is_list(pair, head=head):
            start = pair.stop  # the rest of a list is one too, however short
        else:
            found.append(pair)
            start = pair.stop
    return found


def _pair(print_: Sequence[Piece], start: int, *, head: bool) -> _Pair | None:
    """Return the two blocks that begin with piece `start`, or None."""
    stop, gutter = _widest_gutter(print_, start)
    if gutter is None:
        return None
    stop = _unbroken(print_, start, stop, gutter) if head else _without_tail(print_, start, stop, gutter)
    while start < stop:
        left, right = _sides(print_[start:stop], gutter)
        if not left or not right:
            break
        if head and _follows(left, right):
            stop -= 1
            continue
        if not head and left[0] is print_[start] and left[0].bottom <= right[0].top:
            break  # the end of the paragraph above
        return _Pair(start, stop, left, right) if _side_by_side(left, right, gutter, head=head) else None
    return None


def _unbroken(print_: Sequence[Piece], start: int, stop: int, gutter: Gutter) -> int:
    """Return where a letterhead ends at the latest: at wide white, below which only one side goes on ('Kính gửi:')."""
    for n in range(start + 1, stop):
        if print_[n].middle - print_[n - 1].middle > _BREAK:
            row = [piece for piece in print_[n:stop] if piece.middle - print_[n].middle <= _OFFSET]
            if not all(_sides(row, gutter)):
                return n
    return stop


def _without_tail(print_: Sequence[Piece], start: int, stop: int, gutter: Gutter) -> int:
    """Return where signatures side by side end, if the recipients stand below them with white in between."""
    left, right = _sides(print_[start:stop], gutter)
    for n in range(stop - 1, start, -1):
        if print_[n] not in left or (right and print_[n].middle <= right[-1].bottom):
            break
        if print_[n].middle - print_[n - 1].middle > _BREAK:
            return n
    return stop


def _sides(group: Block, gutter: Gutter) -> tuple[Block, Block]:
    middle = sum(gutter)
    left = [piece for piece in group if piece.left + piece.right <= middle]
    return left, [piece for piece in group if piece.left + piece.right > middle]


def _follows(left: Block, right: Block) -> bool:
    """Tell whether the last piece no longer belongs to the letterhead: a title, a text that begins below it.

    The left block may go on below the right, with lines no further apart: 'V/v triển khai …'.
    """
    if abs(left[-1].middle - right[-1].middle) <= _PITCH:
        return False
    if left[-1].middle < right[-1].middle:
        return True
    return len(left) < 2 or left[-1].middle - left[-2].middle > _PITCH


def _widest_gutter(print_: Sequence[Piece], start: int) -> tuple[int, Gutter | None]:
    """Return how far down from `start` a white gutter runs that has print on both sides, and from where to where."""
    white: list[Gutter] = [(float("-inf"), float("inf"))]
    gutter: Gutter | None = None
    for n in range(start, len(print_)):
        piece = print_[n]
        white = [
            (a, b)
            for low, high in white
            for a, b in ((low, min(high, piece.left)), (max(low, piece.right), high))
            if b - a >= _GUTTER
        ]
        inner = [(a, b) for a, b in white if a > float("-inf") and b < float("inf")]
        if inner:
            gutter = max(inner, key=lambda edge: edge[1] - edge[0])
        elif gutter is not None:
            # Pieces of the line that ends the gutter belong to it, also if they stand a little higher.
            while n > start and print_[n - 1].middle > piece.top:
                n -= 1
            return n, gutter
        elif n - start >= _FIRST:
            return n, None
    return len(print_), gutter


def _side_by_side(left: Block, right: Block, gutter: Gutter, *, head: bool) -> bool:
    """Tell whether two groups of pieces are blocks: lines enough, and a gutter wide enough for so few."""
    fewer, more = sorted((len(_rows(left)), len(_rows(right))))
    # Words of a paragraph may happen to stand under one another, as many on the left as on the right.
    sure = fewer >= 3 or more > fewer or gutter[1] - gutter[0] >= _WIDE_GUTTER
    if not sure or fewer < (2 if head else 1) or more < 2:
        return False
    return min(sum(piece.letters for piece in side) for side in (left, right)) >= _LETTERS


def _is_list(pair: _Pair, *, head: bool) -> bool:
    """Tell whether lines stand level one below the other, or are too many for a letterhead."""
    left, right = _rows(pair.left), _rows(pair.right)
    level = [row for row in left if any(abs(row - other) <= _LEVEL for other in right)]
    longest = run = 1
    for above, row in pairwise(level):
        run = run + 1 if row - above <= _CLOSE else 1
        longest = max(longest, run)
    if head and max(len(left), len(right)) > _LETTERHEAD:
        return True
    return longest >= (_LEVEL_AT_HEAD if head else _LEVEL_AT_FOOT) and longest >= _LEVEL_SHARE * max(
        len(left), len(right)
    )


def _rows(side: Block) -> list[float]:
    """Return the heights of the lines of a block."""
    heights: list[float] = []
    for piece in side:
        if not heights or piece.middle - heights[-1] > 2 * _LEVEL:
            heights.append(piece.middle)
    return heights
