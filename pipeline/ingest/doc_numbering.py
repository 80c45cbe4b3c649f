"""The lists of a .doc and what they print before their paragraphs; counting itself is in list_counts.py.

Two tables tell of lists: one of definitions with their levels (LSTF, LVL), one of the lists that use them (LFO).  A
paragraph names a list by its place in the second and a level.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from pipeline.ingest.list_counts import Definition, Level, UsedList, next_marker

_FORMS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
          23: "bullet", 255: "none"}  # fmt: skip
_NOTHING_FOLLOWS = 2
_LEGAL, _OWN_RESTART = 0x04, 0x08
_DEFINITION_SIZE, _USE_SIZE, _LEVEL_SIZE = 28, 16, 28
_LEVELS = 9
# Word keeps a definition for each list ever made, some hundreds in old documents; more than this is damage.
_MOST_LISTS = 10_000


@dataclass(slots=True)
class _List:
    definition: int
    used: UsedList


class Numbering:
    """Counts through a document; ask once for each numbered paragraph, in order."""

    def __init__(self, definitions: bytes, uses: bytes) -> None:
        try:
            self._definitions = _definitions(definitions) if definitions else {}
            self._lists = _lists(uses) if uses else []
        except (struct.error, IndexError):  # a damaged list costs its numbers, not the document
            self._definitions, self._lists = {}, []

    def marker(self, list_id: int, depth: int) -> str:
        """Return what is printed before the paragraph, its blank included: 'II. ', '- ', or nothing."""
        if not 0 < list_id <= len(self._lists):
            return ""
        numbered = self._lists[list_id - 1]
        definition = self._definitions.get(numbered.definition)
        return "" if definition is None else next_marker(definition, numbered.used, depth)


def _definitions(data: bytes) -> dict[int, Definition]:
    """Return the definitions by their identifiers; their levels follow the last of them, in the same order."""
    count = min(int.from_bytes(data[:2], "little"), _MOST_LISTS)
    found: dict[int, Definition] = {}
    at = 2 + count * _DEFINITION_SIZE
    for place in range(count):
        head = data[2 + place * _DEFINITION_SIZE :][:_DEFINITION_SIZE]
        levels: dict[int, Level] = {}
        for depth in range(1 if head[26] & 1 else _LEVELS):
            levels[depth], size = _level(data, at)
            at += size
        found[int.from_bytes(head[:4], "little")] = Definition(levels)
    return found


def _lists(data: bytes) -> list[_List]:
    """Return the lists in order; what each says otherwise than its definition follows the last of them."""
    count = min(int.from_bytes(data[:4], "little"), _MOST_LISTS)
    at = 4 + count * _USE_SIZE
    found: list[_List] = []
    for place in range(count):
        head = data[4 + place * _USE_SIZE :][:_USE_SIZE]
        at += 4  # a position that nobody uses
        used = UsedList(levels={})
        levels: dict[int, Level] = {}
        for _ in range(head[12]):
            start, said = struct.unpack_from("<iI", data, at)
            at += 8
            depth, begins_anew, has_level = said & 0xF, said & 0x10, said & 0x20
            if has_level:
                levels[depth], size = _level(data, at)
                at += size
            if begins_anew:
                used.starts[depth] = levels[depth].start if has_level else start
        used.levels = levels
        found.append(_List(int.from_bytes(head[:4], "little"), used))
    return found


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Return the level described at `at` and the size of its description."""
    start, form, flags = struct.unpack_from("<iBB", data, at)
    follows = data[at + 15]
    letters, paragraphs, restart = data[at + 24 : at + 27]
    text_at = at + _LEVEL_SIZE + letters + paragraphs
    (count,) = struct.unpack_from("<H", data, text_at)
    text = data[text_at + 2 : text_at + 2 + 2 * count].decode("utf-16-le", "replace")
    level = Level(
        form=_FORMS.get(form, "decimal"),
        text="".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in text),
        start=start,
        restarts_after=restart if flags & _OWN_RESTART else None,
        blank=follows != _NOTHING_FOLLOWS,
        legal=bool(flags & _LEGAL),
    )
    return level, _LEVEL_SIZE + letters + paragraphs + 2 + 2 * count
