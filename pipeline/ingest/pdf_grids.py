"""The tables that rulings make: where lines cross there are corners, and what four walls enclose is a cell.

Most tables need no more.  Where walls leave a cell that is no rectangle, `grids_of` says so, and pdfplumber is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from pipeline.ingest.pdf_rulings import MEET, Edge, Rulings
from pipeline.paper import Grid, grid_of
from pipeline.records import Box

# Points. Borders of neighbouring cells that are meant to meet may miss each other by so much.
_SNAP = 5.0
_MOST_EDGES = 2_000  # crossings are looked for pair by pair; the fullest real page has 300


class NotRectangular(Exception):
    """Some walls are missing, so that what they enclose is no rectangle."""


def grids_of(found: Rulings) -> list[Grid]:
    """Return the tables that rulings make, from top to bottom.

    Raises NotRectangular where that cannot be told from the walls alone.
    """
    if len(found.lying) + len(found.standing) > _MOST_EDGES:
        raise NotRectangular
    grids = (_walled(lying, standing) for lying, standing in _frameworks(found.lying, found.standing))
    return outermost(grid for grid in grids if grid is not None)


def outermost(grids: Iterable[Grid]) -> list[Grid]:
    """Return the grids from top to bottom; a table in a cell of another is part of that cell's text."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda g: -(g.box[2] - g.box[0]) * (g.box[3] - g.box[1])):
        if not any(_inside(grid.box, other.box) for other in kept):
            kept.append(grid)
    return sorted(kept, key=lambda grid: grid.box[1])


def _crosses(lying: Edge, standing: Edge) -> bool:
    return (
        lying.start - MEET <= standing.at <= lying.end + MEET
        and standing.start - MEET <= lying.at <= standing.end + MEET
    )


def _frameworks(lying: Sequence[Edge], standing: Sequence[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Yield the lines of each table: all that hang together.

    Lines that cross fewer than two others are no walls but underlines, or rules over footnotes.
    """
    edges = [*lying, *standing]
    crossed: list[set[int]] = [set() for _ in edges]
    for wall, post in product(range(len(lying)), range(len(lying), len(edges))):
        if _crosses(edges[wall], edges[post]):
            crossed[wall].add(post)
            crossed[post].add(wall)
    loose = [edge for edge, others in enumerate(crossed) if len(others) < 2]
    while loose:
        edge = loose.pop()
        for other in crossed[edge]:
            crossed[other].discard(edge)
            if len(crossed[other]) == 1:
                loose.append(other)
        crossed[edge] = set()
    left = {edge for edge, others in enumerate(crossed) if others}
    while left:
        waiting = [min(left)]
        left.discard(waiting[0])
        together = []
        while waiting:
            edge = waiting.pop()
            together.append(edge)
            new = crossed[edge] & left
            left -= new
            waiting += new
        together.sort()
        yield (
            [edges[edge] for edge in together if edge < len(lying)],
            [edges[edge] for edge in together if edge >= len(lying)],
        )


def _walled(lying: Sequence[Edge], standing: Sequence[Edge]) -> Grid | None:
    xs = _snapped(edge.at for edge in standing)
    ys = _snapped(edge.at for edge in lying)
    if len(xs) < 3 or len(ys) < 2:
        return None
    floors = [[_covers(lying, y, a, b) for a, b in pairwise(xs)] for y in ys]
    walls = [[_covers(standing, x, a, b) for x in xs] for a, b in pairwise(ys)]
    spans = _cells(len(xs) - 1, len(ys) - 1, floors, walls)
    return grid_of([(xs[left], ys[top], xs[right], ys[bottom]) for left, top, right, bottom in spans])


def _covers(edges: Sequence[Edge], at: float, start: float, end: float) -> bool:
    return any(abs(e.at - at) <= _SNAP and e.start <= start + _SNAP and e.end >= end - _SNAP for e in edges)


def _cells(
    columns: int, rows: int, floors: Sequence[Sequence[bool]], walls: Sequence[Sequence[bool]]
) -> list[tuple[int, int, int, int]]:
    """Return the cells as columns and rows: places of the grid with no wall between them are one."""
    taken: set[tuple[int, int]] = set()
    spans = []
    for top, left in product(range(rows), range(columns)):
        if (top, left) in taken:
            continue
        room = {(top, left)}
        waiting = [(top, left)]
        while waiting:
            row, column = waiting.pop()
            around = (
                ((row, column + 1), column + 1 < columns and not walls[row][column + 1]),
                ((row, column - 1), column > 0 and not walls[row][column]),
                ((row + 1, column), row + 1 < rows and not floors[row + 1][column]),
                ((row - 1, column), row > 0 and not floors[row][column]),
            )
            for place, is_open in around:
                if is_open and place not in room:
                    room.add(place)
                    waiting.append(place)
        bottom = max(row for row, _ in room) + 1
        right = max(column for _, column in room) + 1
        if min(column for _, column in room) < left or len(room) != (bottom - top) * (right - left):
            raise NotRectangular
        taken |= room
        spans.append((left, top, right, bottom))
    return spans


def _snapped(values: Iterable[float]) -> list[float]:
    """Return the different positions; those nearer than a snap count once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


def _inside(box: Box, other: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]
