"""Which printed words stand where a word was read: found by place, for what was read may resemble nothing.

Two words of which each covers the middle of the other's narrower side belong together; through them a word that was
read as two, and two that were read as one, come out as one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from noise_pages.printing import Box, Line, Word

_COVERED = 0.5  # of the narrower of two words
_NEAR = 0.6  # of a printed line's height: how far the middle of a word that was read may be from the line's


class Unit(NamedTuple):
    """Words that were read, and the printed words that stand in their place; one side may be empty."""

    read: Line
    printed: Line


def align(read: Sequence[Line], printed: Sequence[Line]) -> list[list[Unit]]:
    """Return the units of each printed line from left to right.

    Words that were read where nothing is printed are left out, unless they stand within a printed line.
    """
    within: list[list[Word]] = [[] for _ in printed]
    bounds = [_bounds(line) for line in printed]
    for word in (word for line in read for word in line):
        place = _line_of(word.box, bounds)
        if place is not None:
            within[place].append(word)
    return [list(_units(sorted(words, key=_left), line)) for words, line in zip(within, printed, strict=True)]


def _left(word: Word) -> float:
    return word.box.x0


def _bounds(line: Line) -> Box:
    return Box(line[0].box.x0, min(w.box.y0 for w in line), line[-1].box.x1, max(w.box.y1 for w in line))


def _line_of(box: Box, lines: Sequence[Box]) -> int | None:
    """Return the place of the printed line in which a word that was read stands."""
    middle = (box.y0 + box.y1) / 2
    distances = [
        (abs(middle - (line.y0 + line.y1) / 2) / (line.y1 - line.y0), place)
        for place, line in enumerate(lines)
        if min(box.x1, line.x1) > max(box.x0, line.x0)
    ]
    distance, place = min(distances, default=(_NEAR, 0))
    return place if distance < _NEAR else None


def _units(read: Sequence[Word], printed: Sequence[Word]) -> Iterator[Unit]:
    """Yield the units of one line, both sides of which run from left to right."""
    units: list[tuple[list[Word], list[Word]]] = []
    for word in printed:
        above = [other for other in read if _together(word.box, other.box)]
        if units and above and any(other in units[-1][0] for other in above):
            units[-1][0].extend(other for other in above if other not in units[-1][0])
            units[-1][1].append(word)
        else:
            units.append((above, [word]))
    placed = {id(other) for seen, _ in units for other in seen}
    units.extend(([other], []) for other in read if id(other) not in placed)
    for seen, words in sorted(units, key=lambda unit: min(map(_left, (*unit[0], *unit[1])))):
        yield Unit(tuple(seen), tuple(words))


def _together(one: Box, other: Box) -> bool:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > _COVERED * min(one.x1 - one.x0, other.x1 - other.x0)


def side_by_side(read: Sequence[Line], units: Sequence[Sequence[Unit]]) -> list[tuple[str, str]]:
    """Return each line that was read and what it should be, in the order of reading.

    A printed word of which nothing was read stands beside its neighbour in the printed line.
    """
    meant: dict[Word, list[str]] = {}
    for line in units:
        lost: list[str] = []
        words = lost
        for unit in line:
            if unit.read:
                words = meant.setdefault(unit.read[0], [*lost])
                lost = []
            words.extend(word.text for word in unit.printed)
    return [
        (" ".join(word.text for word in line), " ".join(text for word in line for text in meant.get(word, ())))
        for line in read
    ]
