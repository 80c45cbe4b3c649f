"""Fragments of a PDF page to lines in reading order; letterhead and signature are read block by block.

    SỞ GIÁO DỤC VÀ ĐÀO TẠO      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM        Nơi nhận:            HIỆU TRƯỞNG
    TRƯỜNG TIỂU HỌC …               Độc lập - Tự do - Hạnh phúc            - Như trên;
    Số: 12/KH-TH                  …, ngày 05 tháng 9 năm 2025              - Lưu: VT.           Nguyễn Văn A

What stands side by side without being such a block (an agenda without rulings: '7h30   Đón đại biểu') is read row by
row.  Tables with rulings are made in pdf_tables.py and only take their place here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.ingest.pdf_rows import Row, rows_by_height
from pipeline.ingest.pdf_text import WIDE_GAP
from pipeline.paper import Fragment, stops_of, union
from pipeline.placing import edges_of, is_centred, with_gaps
from pipeline.records import Box, Line

# Distances are in heights of a line.
_NEXT_LINE = 2.0  # the farthest that the next line of one block stands, from top to top plus half a line
_SIGNING = 8.0  # the room for a signature between 'HIỆU TRƯỞNG' and the name
_ADDRESS = "Kính gửi"  # opens the body of a letter, whatever stands beside it
_MOST_SIDE_BY_SIDE = 30  # fragments of a row; a letterhead has two, with its words torn apart a dozen
_FEW = 4  # rows; a block that begins so near the top of a page is its letterhead


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows `start:end` that leave a gutter free at `gutter`; `paired` of them have words on both sides."""

    start: int
    end: int
    gutter: float
    width: float
    paired: int


def lines_in_order(fragments: Iterable[Fragment], tables: Sequence[tuple[Box, Sequence[Line]]] = ()) -> list[Line]:
    """Return the lines of a page from top to bottom, with the rows of each table at the place of the table."""
    rows = rows_by_height(fragments)
    edges = edges_of(f.box for row in rows for f in row.fragments)
    placed: list[tuple[float, list[Line]]] = [(box[1], list(lines)) for box, lines in tables]
    walls = sorted(box[1] for box, _ in tables)
    at = 0
    while at < len(rows):
        band = _best_band(rows, at, walls)
        if band is None:
            placed.append((rows[at].top, [_line(rows[at].fragments, edges)]))
            at += 1
            continue
        # A right column that starts higher has already been read as single rows: take them back.
        while placed and band.start < at:
            placed.pop()
            at -= 1
        placed.append((rows[band.start].top, _read_band(rows[band.start : band.end], band, edges)))
        at = band.end
    placed.sort(key=lambda item: item[0])
    return with_gaps([line for _, lines in placed for line in lines])


def _best_band(rows: Sequence[Row], at: int, walls: Sequence[float]) -> _Band | None:
    """Return the band that begins with row `at`, or None where the row is not set in columns that are to be read so."""
    fragments = rows[at].fragments
    if len(fragments) > _MOST_SIDE_BY_SIDE:
        return None
    bands = [_grow(rows, at, (a.box[2], b.box[0]), walls) for a, b in pairwise(fragments)]
    blocks = [band for band in bands if band and _is_block(rows[band.start : band.end], band)]
    return max(blocks, key=lambda band: (band.paired, band.width), default=None)


def _grow(rows: Sequence[Row], at: int, gap: tuple[float, float], walls: Sequence[float]) -> _Band | None:
    """Extend a gutter down, and up on its right side, as far as nothing crosses it and each side holds together."""
    left_edge, right_edge = gap
    floor = next((wall for wall in walls if wall > rows[at].top), float("inf"))
    bottoms = {"left": rows[at].bottom, "right": rows[at].bottom}
    end, paired = at + 1, 1
    for row in rows[at + 1 :]:
        sides = _sides(row, left_edge, right_edge)
        if sides is None or row.top > floor or row.fragments[0].text.startswith(_ADDRESS):
            break
        left, right = sides
        height = row.bottom - row.top
        # A line on the left far below its column is body text again, not the next line of the letterhead; on the right,
        # and on both sides together, there is room for signing by hand.
        room = _NEXT_LINE if not right else _SIGNING
        if (left or right)[0].box[1] - (bottoms["left"] if not right else max(bottoms.values())) > room * height:
            break
        if left:
            left_edge = max(left_edge, left[-1].box[2])
            bottoms["left"] = left[-1].box[3]
        if right:
            right_edge = min(right_edge, right[0].box[0])
            bottoms["right"] = right[0].box[3]
        paired += bool(left and right)
        end += 1
    start = at
    top = rows[at].top
    while start > 0:
        row = rows[start - 1]
        near = top - row.bottom < 0.5 * _NEXT_LINE * (row.bottom - row.top)
        sides = _sides(row, left_edge, right_edge)
        if sides is None or sides[0] or not near or any(row.top < wall < top for wall in walls):
            break
        right_edge = min(right_edge, sides[1][0].box[0])
        top = row.top
        start -= 1
    return _Band(start, end, (left_edge + right_edge) / 2, right_edge - left_edge, paired)


def _sides(row: Row, left_edge: float, right_edge: float) -> tuple[list[Fragment], list[Fragment]] | None:
    """Return what stands left and right of a gutter that may still narrow, or None where something bridges it."""
    middle = (left_edge + right_edge) / 2
    left = [f for f in row.fragments if f.box[2] < right_edge and (f.box[0] < left_edge or f.box[2] <= middle)]
    right = [f for f in row.fragments if f not in left]
    if any(f.box[0] <= left_edge for f in right):
        return None
    # What remains of the gutter must still be seen as one.
    free = min([right_edge, *(f.box[0] for f in right)]) - max([left_edge, *(f.box[2] for f in left)])
    return (left, right) if free > 0.5 * row.fragments[0].height else None


def _split(row: Row, gutter: float) -> tuple[list[Fragment], list[Fragment]]:
    return [f for f in row.fragments if f.box[2] <= gutter], [f for f in row.fragments if f.box[0] >= gutter]


def _is_block(rows: Sequence[Row], band: _Band) -> bool:
    """Tell a letterhead or a signature block from rows that are to be read across."""
    sides = [_split(row, band.gutter) for row in rows]
    if sum(len(row.fragments) > 2 for row in rows) > max(1, 0.6 * band.paired):
        return False  # three columns and more: a table without rulings
    right_head = " ".join(f.text for _, right in sides for f in right[:1])[:60]
    if _is_upper(right_head.split(".")[-1] if "." in right_head[:4] else right_head):
        return True  # 'CỘNG HÒA XÃ HỘI …', 'HIỆU TRƯỞNG', 'TM. ỦY BAN NHÂN DÂN'
    left_alone = sum(not right for _, right in sides)
    if band.start < _FEW and rows[0].top < 200 and band.paired < _FEW + 3:
        return True
    return left_alone >= 2 and band.width > WIDE_GAP * rows[0].fragments[0].height


def _is_upper(text: str) -> bool:
    """Tell whether the first words are in capitals: 'KT. CHỦ TỊCH Phó Chủ tịch' counts, 'Đón đại biểu' does not."""
    letters = [c for c in text if c.isalpha()][:8]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.75 * len(letters)


def _read_band(rows: Sequence[Row], band: _Band, edges: tuple[float, float]) -> list[Line]:
    """Return the left block's lines and then the right block's."""
    found: list[Line] = []
    for side in (0, 1):
        block = [_line(words, edges) for row in rows if (words := _split(row, band.gutter)[side])]
        if block and found:
            block[0] = replace(block[0], gap_before=True)
        found += block
    return found


def _line(fragments: Sequence[Fragment], edges: tuple[float, float]) -> Line:
    box = union(*(f.box for f in fragments))
    text = " ".join(f.text for f in fragments)
    starts = [0, *accumulate(len(f.text) + 1 for f in fragments[:-1])]
    return Line(
        text,
        bold=all(f.bold for f in fragments),
        centred=is_centred(text, box, edges),
        box=box,
        stops=stops_of(fragments, starts),
    )
