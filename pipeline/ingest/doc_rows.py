"""The shape of a table row in a .doc, which the mark that ends the row carries: edges, merged cells, lines.

How cells of different rows come under one column is in row_shapes.py.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from pipeline.ingest.row_shapes import CellShape, Merge, RowShape

_DEFINITION, _HEADER = 0xD608, 0x3404
# Lines of the whole table and of some of its cells: those of Word 97, four bytes each, and of later versions, eight.
_TABLE_LINES = {0xD605: 4, 0xD613: 8}
_CELL_LINES = {0xD620: 4, 0xD62F: 8}
_JOINED, _GOES_ON, _BEGINS = 0x02, 0x20, 0x40
_CELL_SIZE = 20
_SIDES = (1, 2, 4, 8)  # top, left, bottom, right


def row_shape(changes: Sequence[tuple[int, bytes]]) -> RowShape:
    """Return the shape of the row whose mark has these changes."""
    edges: Sequence[int] = (0,)
    flags: list[int] = []
    drawn: list[dict[int, bool]] = []  # for each cell, its sides that are said to have a line or none
    grid = frame = header = False
    for number, operand in changes:
        if number == _DEFINITION and len(operand) > 2:
            count = min(operand[0], (len(operand) - 3) // 2)
            edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
            cells = [operand[3 + 2 * count + place * _CELL_SIZE :][:_CELL_SIZE] for place in range(count)]
            flags = [int.from_bytes(cell[:2], "little") for cell in cells]
            drawn = [_own_lines(cell[4:]) for cell in cells]
        elif number in _TABLE_LINES:
            size = _TABLE_LINES[number]
            top, _, bottom, _, rows, columns = (_is_line(operand[at : at + size]) for at in range(0, 6 * size, size))
            grid, frame = rows or columns, top and bottom
        elif number in _CELL_LINES and len(operand) > 3:
            first, last, sides = operand[:3]
            for cell in drawn[first:last]:
                cell.update({side: _is_line(operand[3:]) for side in _SIDES if sides & side})
        elif number == _HEADER:
            header = operand[:1] == b"\x01"
    shapes = (
        CellShape(
            right=right,
            merge=_merge(said),
            joined=bool(said & _JOINED),
            sides=sum(sides.values()),
            taken_back=len(sides) == len(_SIDES) and not any(sides.values()),
        )
        for right, said, sides in zip(edges[1:], flags, drawn, strict=True)
    )
    return RowShape(edges[0], tuple(shapes), grid, frame, header)


def _merge(flags: int) -> Merge | None:
    if flags & _BEGINS:
        return "begins"
    return "goes on" if flags & _GOES_ON else None


def _own_lines(sides: bytes) -> dict[int, bool]:
    """Return which sides have a line or, said with all bits set, none; a zero leaves it to the table."""
    stated = {side: sides[at : at + 4] for side, at in zip(_SIDES, range(0, 16, 4), strict=True)}
    return {side: _is_line(line) for side, line in stated.items() if any(line)}


def _is_line(line: bytes) -> bool:
    """Tell whether a line is drawn: four bytes with its kind in the second, or eight with its kind in the sixth."""
    kind = line[5] if len(line) == 8 else line[1] if len(line) >= 2 else 0
    return kind not in {0, 0xFF}
