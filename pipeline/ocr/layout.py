"""Where the print of a page stands: regions in reading order, each of which the engine can read as one block of lines.

Read as a whole, a letterhead comes out line by line through both of its blocks, and a table row by row through all of
its cells.  So blocks that stand side by side are parted (columns.py), and tables read by the cell (ruled.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image, ImageFilter

from pipeline.ocr.columns import Block, around, blocks, foot
from pipeline.ocr.components import components
from pipeline.ocr.ink import Ink, ink
from pipeline.ocr.page import CellRef, Pixels, Prepared, Region
from pipeline.ocr.pieces import Piece, pieces
from pipeline.ocr.ruled import RuledTable, ruled_tables
from pipeline.ocr.seals import without_seals
from pipeline.records import Box

# Millimetres of white taken along around a block, at most: bullets and dots stand beside the letters, marks above and
# below them ('- Sở Y tế', 'Ế', 'ặ').  Never more than half the way to what stands there.
_BESIDE, _ABOVE = 6.0, 2.6

_IN_CELL = 2.0  # the same in a cell, where the engine reads what little there is better without much white
_LOW, _SPECK = 1.0, 0.7  # lower or shorter marks in a cell are specks; a dash is one long
_BORDER = 0.8  # the ink of a border reaches so far into a cell
_LETTERS = 3  # a block has so many, or is a speck, or a page number


def parted(page: Prepared) -> tuple[Prepared, list[Region]]:
    """Return the page with nothing but its print, and its regions in reading order; none where nothing is printed."""
    seen = ink(page.image, page.dpi)
    tables = ruled_tables(seen)
    loose = [piece for piece in pieces(seen) if not any(_within(piece, table, seen) for table in tables)]
    image = _without_borders(page.image, tables, seen)
    image, loose = without_seals(image, seen, loose, tables, foot(loose, seen.width))
    parts = _parts(loose, tables, seen)
    regions: list[Region] = []
    number = 0
    for part, box in zip(parts, _widened([_box(part, seen) for part in parts]), strict=True):
        if isinstance(part, RuledTable):
            regions += _cells(part, number, seen, page)
            number += 1
        else:
            regions.append(Region("text", _clipped(box, page.dpi / 25.4, page)))
    return replace(page, image=image), regions


def _parts(loose: Sequence[Piece], tables: Sequence[RuledTable], seen: Ink) -> list[Block | RuledTable]:
    """Return tables and blocks of text in reading order."""
    parts: list[Block | RuledTable] = []
    above = 0.0
    for number, table in enumerate(tables):
        top = table.box[1] / seen.millimetre
        band = [piece for piece in loose if above <= piece.middle < top]
        parts += blocks(band, seen.width, head=number == 0, foot=False)
        parts.append(table)
        above = top
    rest = [piece for piece in loose if piece.middle >= above]
    parts += blocks(rest, seen.width, head=not tables, foot=True)
    return [part for part in parts if isinstance(part, RuledTable) or sum(p.letters for p in part) >= _LETTERS]


def _cells(table: RuledTable, number: int, seen: Ink, page: Prepared) -> Iterator[Region]:
    """Yield the cells of a table row by row, each with the box of what is printed in it."""
    letters = components(seen.letters)
    x, y = (letters.left + letters.right) // 2, (letters.top + letters.bottom) // 2
    around, near = seen.of(_IN_CELL), seen.of(_BORDER)
    high = letters.height >= seen.of(_LOW)
    dash = letters.width >= seen.of(_SPECK)
    for cell in table.cells:
        x0, y0, x1, y1 = cell.box
        ref = CellRef(number, cell.top, cell.left, cell.bottom - cell.top, cell.right - cell.left)
        mine = (x0 <= x) & (x < x1) & (y0 <= y) & (y < y1)
        mine &= high | (dash & (y0 + near < letters.top) & (letters.bottom < y1 - near))
        box = (x0, y0, x0, y0)
        if mine.any():
            box = (
                max(x0, int(letters.left[mine].min()) - around),
                max(y0, int(letters.top[mine].min()) - around),
                min(x1, int(letters.right[mine].max()) + around),
                min(y1, int(letters.bottom[mine].max()) + around),
            )
        yield Region("cell", _clipped(box, seen.step, page), ref, _clipped(cell.box, seen.step, page))


def _without_borders(image: Image.Image, tables: Sequence[RuledTable], seen: Ink) -> Image.Image:
    """Return the image without the rulings of tables; the engine would read bits of them as '|'."""
    if not tables:
        return image
    cells = np.zeros(seen.mask.shape, dtype=bool)
    whole = np.zeros(seen.mask.shape, dtype=bool)
    near = seen.of(_BORDER)
    for table in tables:
        x0, y0, x1, y1 = table.box
        whole[max(0, y0 - near) : y1 + near + 1, max(0, x0 - near) : x1 + near + 1] = True
        for cell in table.cells:
            x0, y0, x1, y1 = cell.box
            cells[y0 + near : y1 - near, x0 + near : x1 - near] = True
    # A letter has rulings too: the bars of 'TT' are one long line. They stand inside a cell.
    ruled = Image.fromarray(((seen.across | seen.down) & whole & ~cells).astype(np.uint8) * 255)
    ruled = ruled.filter(ImageFilter.MaxFilter(3))
    ruled = ruled.resize((ruled.width * seen.step, ruled.height * seen.step), Image.Resampling.NEAREST)
    cleaned = image.copy()
    cleaned.paste(255, (0, 0), ruled.crop((0, 0, *image.size)))
    return cleaned


def _box(part: Block | RuledTable, seen: Ink) -> Box:
    if not isinstance(part, RuledTable):
        return around(part)
    x0, y0, x1, y1 = (side / seen.millimetre for side in part.box)
    return x0, y0, x1, y1


def _within(piece: Piece, table: RuledTable, seen: Ink) -> bool:
    x0, y0, x1, y1 = _box(table, seen)
    return x0 <= (piece.left + piece.right) / 2 <= x1 and y0 <= piece.middle <= y1


def _widened(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes, in millimetres, with the white around them."""
    widened = []
    for box in boxes:
        x0, y0, x1, y1 = box
        level = [other for other in boxes if other is not box and other[1] < y1 and y0 < other[3]]
        stacked = [other for other in boxes if other is not box and other[0] < x1 and x0 < other[2]]
        widened.append(
            (
                x0 - min([_BESIDE, *((x0 - other[2]) / 2 for other in level if other[2] <= x0)]),
                y0 - min([_ABOVE, *(max(0, y0 - other[3]) / 2 for other in stacked if other[1] < y0)]),
                x1 + min([_BESIDE, *((other[0] - x1) / 2 for other in level if other[0] >= x1)]),
                y1 + min([_ABOVE, *(max(0, other[1] - y1) / 2 for other in stacked if other[3] > y1)]),
            )
        )
    return widened


def _clipped(box: Box, scale: float, page: Prepared) -> Pixels:
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    return max(0, x0), max(0, y0), min(page.image.width, x1), min(page.image.height, y1)
