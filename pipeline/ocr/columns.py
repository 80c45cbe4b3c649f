"""Two blocks side by side: the letterhead at the head of a page, recipients and signature at its foot.

Only there are columns looked for, at the first lines and behind the last line of prose, so that a paragraph is never
split.  A list of names and posts has white between its columns too, but is read across: its lines stand level.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ocr.pieces import Piece

Block = Sequence[Piece]

_PROSE = 0.65  # of the width of the text: words of a line of prose cover so much
_FIRST = 8  # pieces at the head of a page with which a letterhead may begin; before it page numbers, stamps, noise
# Millimetres.
_LOOSE = 4.5  # the widest gap between words of a justified line
_GUTTER, _WIDE_GUTTER = 2.8, 6.0  # between blocks of three lines and more, and of fewer
_SMALL = 4.0  # specks and stray strokes are narrower: they neither make nor fill a gutter
_PITCH = 7.0  # from the middle of one line to the next of the same block: 14 pt at one and a half are 7.4, at one 5.7
_BREAK = 11.0  # below a letterhead; in it the line of number and date stands 8 below the motto
_LEVEL = 1.0  # that lines of one row may differ in height
_LEVEL_ROWS, _LEVEL_SHARE = 5, 0.7  # letterheads have up to four lines that stand level, lists more
_LETTERS = 6  # on each side: less is noise
_WORDS = 8  # letters: a piece of so many is print, and tells how wide the text is
_FEW = 3  # letters of a word; pieces of stamps and strokes have fewer
# Millimetres.
_BESIDE = 15.0  # from the number of an item to its text
_OUTSIDE = 4.0  # beside the text: what stands there and is no word came from the edge of the paper


@dataclass(frozen=True, slots=True)
class Pair:
    """Blocks beside each other: `pieces[start:stop]` in two."""

    start: int
    stop: int
    left: Block
    right: Block


def blocks(pieces: Sequence[Piece], millimetre: float, *, head: bool, foot: bool) -> list[Block]:
    """Return the pieces, given from top to bottom, in blocks in reading order; `millimetre` in points of the grid.

    `head` and `foot` tell whether they stand at the head and at the foot of the page, with no table in between.
    """
    print_ = _print(pieces, millimetre)
    found: list[Block] = []
    done = 0
    if head:
        starts = range(min(_FIRST, len(print_)))
        pair = next(filter(None, (_pair(print_, start, millimetre, head=True) for start in starts)), None)
        if pair:
            found += [print_[: pair.start], pair.left, pair.right]
            done = pair.stop
    start = max(done, _after_prose(print_, millimetre)) if foot else len(print_)
    while start < len(print_):
        pair = _pair(print_, start, millimetre, head=False)
        if pair is None:
            start += 1
            continue
        found += [print_[done : pair.start], pair.left, pair.right]
        done = start = pair.stop
    found.append(print_[done:])
    return _with_small([block for block in found if block], pieces, millimetre)


def around(block: Block) -> tuple[int, int, int, int]:
    """Return the box of a block."""
    return (
        min(piece.left for piece in block),
        min(piece.top for piece in block),
        max(piece.right for piece in block),
        max(piece.bottom for piece in block),
    )


def _print(pieces: Sequence[Piece], millimetre: float) -> list[Piece]:
    """Return the pieces without specks, single signs, and strokes beside the text."""
    words = [piece for piece in pieces if piece.letters >= _WORDS] or pieces
    left = min((piece.left for piece in words), default=0) - _OUTSIDE * millimetre
    right = max((piece.right for piece in words), default=0) + _OUTSIDE * millimetre
    return [
        piece
        for piece in pieces
        if piece.width >= _SMALL * millimetre
        and (piece.letters >= _WORDS or (left <= piece.left and piece.right <= right))
    ]


def _with_small(blocks: Sequence[Block], pieces: Sequence[Piece], millimetre: float) -> list[Block]:
    """Return the blocks with what was left out, where it stands in them or beside them: the numbers of a list."""
    boxes = [around(block) for block in blocks]
    extra: list[list[Piece]] = [[] for _ in blocks]
    kept = {id(piece) for block in blocks for piece in block}
    for piece in pieces:
        if id(piece) in kept:
            continue
        beside = [
            (max(x0 - piece.right, piece.left - x1, 0), n)
            for n, (x0, y0, x1, y1) in enumerate(boxes)
            if y0 <= piece.middle <= y1
        ]
        if beside and min(beside)[0] <= _BESIDE * millimetre:
            extra[min(beside)[1]].append(piece)
    return [[*block, *more] for block, more in zip(blocks, extra, strict=True)]


def _after_prose(pieces: Sequence[Piece], millimetre: float) -> int:
    """Return where the pieces behind the last line of prose begin."""
    if not pieces:
        return 0
    middles = [piece.middle for piece in pieces]
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    for n in range(len(pieces) - 1, -1, -1):
        row = sorted(
            pieces[bisect_left(middles, pieces[n].top) : bisect_right(middles, pieces[n].bottom)],
            key=lambda piece: piece.left,
        )
        end = row[0].left
        covered = gap = 0
        for piece in row:
            gap = max(gap, piece.left - end)
            covered += max(0, piece.right - max(piece.left, end)) if piece.letters >= _FEW else 0
            end = max(end, piece.right)
        if pieces[n].letters >= _WORDS and covered >= _PROSE * width and gap <= _LOOSE * millimetre:
            return _end_of_paragraph(pieces, bisect_right(middles, pieces[n].bottom), row, millimetre)
    return 0


def _end_of_paragraph(pieces: Sequence[Piece], start: int, row: Block, millimetre: float) -> int:
    """Return where the paragraph that `row` belongs to ends: one shorter line may follow."""
    left, middle = min(piece.left for piece in row), max(piece.middle for piece in row)
    for n in range(start, len(pieces)):
        if pieces[n].middle - middle > _PITCH * millimetre:
            break
        if pieces[n].left - left <= _SMALL * millimetre:
            return bisect_right([piece.middle for piece in pieces], pieces[n].middle)
    return start


def _pair(pieces: Sequence[Piece], start: int, millimetre: float, *, head: bool) -> Pair | None:
    """Return the two blocks that begin with piece `start`, or None."""
    stop, gutter = _widest_gutter(pieces, start, millimetre)
    if head and gutter is not None:
        stop = _unbroken(pieces, start, stop, gutter, millimetre)
    while gutter is not None and start < stop:
        left, right = _sides(pieces[start:stop], gutter)
        if not left or not right:
            break
        if head and _follows(left, right, _PITCH * millimetre):
            stop -= 1
            continue
        if not head and left[0] is pieces[start] and left[0].bottom <= right[0].top:
            break  # the end of the paragraph above
        if _side_by_side(left, right, gutter, millimetre, head=head):
            return Pair(start, stop, left, right)
        break
    return None


def _unbroken(pieces: Sequence[Piece], start: int, stop: int, gutter: tuple[int, int], millimetre: float) -> int:
    """Return where a letterhead ends at the latest: at wide white, below which only one side goes on ('Kính gửi:')."""
    for n in range(start + 1, stop):
        if pieces[n].middle - pieces[n - 1].middle > _BREAK * millimetre:
            row = [piece for piece in pieces[n:stop] if piece.middle <= pieces[n].bottom]
            if not all(_sides(row, gutter)):
                return n
    return stop


def _sides(group: Block, gutter: tuple[int, int]) -> tuple[Block, Block]:
    middle = sum(gutter)
    left = [piece for piece in group if piece.left + piece.right <= middle]
    return left, [piece for piece in group if piece.left + piece.right > middle]


def _follows(left: Block, right: Block, pitch: float) -> bool:
    """Tell whether the last piece no longer belongs to the letterhead: a title, a text that begins below it.

    The left block may go on below the right, with lines no further apart: 'V/v triển khai …'.
    """
    if abs(left[-1].middle - right[-1].middle) <= pitch:
        return False
    if left[-1].middle < right[-1].middle:
        return True
    return len(left) < 2 or left[-1].middle - left[-2].middle > pitch


def _widest_gutter(pieces: Sequence[Piece], start: int, millimetre: float) -> tuple[int, tuple[int, int] | None]:
    """Return how far down from `start` a white gutter runs that has print on both sides, and from where to where."""
    edges: list[tuple[float, float]] = [(float("-inf"), float("inf"))]
    gutter: tuple[int, int] | None = None
    for n in range(start, len(pieces)):
        piece = pieces[n]
        edges = [
            (a, b)
            for low, high in edges
            for a, b in ((low, min(high, piece.left)), (max(low, piece.right), high))
            if b - a >= _GUTTER * millimetre
        ]
        inner = [(int(a), int(b)) for a, b in edges if a > float("-inf") and b < float("inf")]
        if inner:
            gutter = max(inner, key=lambda edge: edge[1] - edge[0])
        elif gutter is not None:
            # Pieces of the line that ends the gutter belong to it, also if they stand a little higher.
            while n > start and pieces[n - 1].middle > piece.top:
                n -= 1
            return n, gutter
        elif n - start >= _FIRST:
            return n, None
    return len(pieces), gutter


def _side_by_side(left: Block, right: Block, gutter: tuple[int, int], millimetre: float, *, head: bool) -> bool:
    """Tell whether two groups of pieces are blocks: lines enough, a gutter wide enough for so few, and no list."""
    rows = [_rows(side, millimetre) for side in (left, right)]
    fewer, more = sorted(map(len, rows))
    wide = gutter[1] - gutter[0] >= _WIDE_GUTTER * millimetre
    if fewer < (2 if head else 1) or more < 2 or (fewer < 3 and not wide):
        return False
    if min(sum(piece.letters for piece in side) for side in (left, right)) < _LETTERS:
        return False
    level = sum(any(abs(row - other) <= _LEVEL * millimetre for other in rows[1]) for row in rows[0])
    return level < max(_LEVEL_ROWS, _LEVEL_SHARE * more)


def _rows(side: Block, millimetre: float) -> list[float]:
    """Return the heights of the lines of a block."""
    heights: list[float] = []
    for piece in side:
        if not heights or piece.middle - heights[-1] > 2 * _LEVEL * millimetre:
            heights.append(piece.middle)
    return heights
