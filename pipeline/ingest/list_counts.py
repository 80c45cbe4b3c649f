"""The automatic numbers of Word, counted: 'II.', '3.1.', 'a)', '-', which the file does not contain but the page shows.

Word keeps definitions of levels and lists that use them, and counts as it lays out the pages; so does this, paragraph
by paragraph in reading order.  Lists of one definition go on counting unless one is told to start anew.  How DOCX and
DOC write definitions down is in docx_numbering.py and doc_numbering.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.ingest.list_numbers import letter, roman

_PLACE = re.compile(r"%([1-9])")
# Symbols and Wingdings show these code points as dots, squares, ticks and arrows.
_PRINTED_SIGNS = {"+": "+", "-": "-", "–": "-", "—": "-", "−": "-", "\uf02b": "+", "\uf02d": "-"}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list."""

    form: str  # "decimal", "upperRoman", "bullet" …, as DOCX calls them
    text: str  # "%1.%2."
    start: int = 1
    restarts_after: int | None = None  # 0: never; else the level whose step sets it back; None: any higher level
    blank: bool = True  # something stands between number and text
    legal: bool = False  # higher levels in Arabic figures: 'II' becomes '2' in '2.1'


@dataclass(slots=True)
class Definition:
    """The levels of lists, by their depth from 0, and how far they have been counted."""

    levels: Mapping[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class UsedList:
    """A list as paragraphs name it."""

    levels: Mapping[int, Level] = field(default_factory=dict)  # instead of those of the definition
    starts: dict[int, int] = field(default_factory=dict)  # where counting begins anew, until used


def next_marker(definition: Definition, used: UsedList, depth: int) -> str:
    """Count a paragraph and return what is printed before it, its blank included: 'II. ', '- ', or nothing."""
    levels = {**definition.levels, **used.levels}
    level = levels.get(depth)
    if level is None:
        return ""
    _count(definition.counts, used.starts, levels, depth)
    text = bullet(level.text, depth) if level.form == "bullet" else _printed(levels, definition.counts, level)
    return text + " " if text and level.blank else text


def _count(counts: dict[int, int], starts: dict[int, int], levels: Mapping[int, Level], depth: int) -> None:
    if depth in starts:
        counts[depth] = starts.pop(depth) - 1
    counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
    for deeper in [other for other in counts if other > depth]:
        after = levels[deeper].restarts_after if deeper in levels else None
        if after is None or (after != 0 and depth < after):
            del counts[deeper]


def bullet(sign: str, depth: int) -> str:
    """Bullets as typed plans write them: '-' for the items, '+' for what stands under them."""
    return _PRINTED_SIGNS.get(sign.strip(), "+" if depth % 2 else "-") if sign.strip() else ""


def _printed(levels: Mapping[int, Level], counts: dict[int, int], level: Level) -> str:
    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        if depth not in levels:
            return ""
        form = "decimal" if level.legal else levels[depth].form
        return _FORMS.get(form, str)(counts.get(depth, levels[depth].start))

    return _PLACE.sub(number, level.text).strip()


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letter(number).upper(),
    "lowerLetter": letter,
    "none": lambda _: "",
}
