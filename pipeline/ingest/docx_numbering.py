"""The automatic numbers of Word: 'II.', '3.1.', 'a)', '-', which the file does not contain but the page shows.

Word keeps a definition of levels (abstractNum), lists that use it (num) and counts as it lays out the pages; so does
this, paragraph by paragraph in reading order.  Lists of one definition go on counting unless one is told to start anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from pipeline.ingest.docx_package import W
from pipeline.ingest.docx_styles import Styles, switched, value
from pipeline.ingest.list_numbers import letter, roman

_PLACE = re.compile(r"%([1-9])")
# Symbols and Wingdings show these code points as dots, squares, ticks and arrows.
_PRINTED_SIGNS = {"+": "+", "-": "-", "–": "-", "—": "-", "−": "-", "\uf02b": "+", "\uf02d": "-"}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str  # "decimal", "upperRoman", "bullet" …
    text: str  # "%1.%2."
    start: int
    restarts_after: int | None  # 0: never; else the level whose step sets it back; None: any higher level
    blank: bool  # something stands between number and text
    legal: bool  # higher levels in Arabic figures: 'II' becomes '2' in '2.1'


@dataclass(slots=True)
class _Definition:
    levels: dict[int, _Level]
    style_link: str | None  # a list style that holds the levels
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    definition: str
    levels: dict[int, _Level]  # instead of those of the definition
    starts: dict[int, int]  # where counting begins anew, until used


class Numbering:
    """Counts through a document; ask once for each numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, _Definition] = {}
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            self._definitions[abstract.get(f"{W}abstractNumId", "")] = _Definition(
                _levels(abstract), value(abstract, "numStyleLink")
            )
        for number in root.iter(f"{W}num"):
            overrides = list(number.iter(f"{W}lvlOverride"))
            self._lists[number.get(f"{W}numId", "")] = _List(
                definition=value(number, "abstractNumId") or "",
                levels={place: level for override in overrides for place, level in _levels(override).items()},
                starts={
                    _whole(override.get(f"{W}ilvl")): _whole(start)
                    for override in overrides
                    if (start := value(override, "startOverride")) is not None
                },
            )

    def marker(self, list_id: str, place: int) -> str:
        """Return what is printed before the paragraph, its blank included: 'II. ', '- ', or nothing."""
        numbered = self._lists.get(list_id)
        definition = self._definition(numbered)
        if numbered is None or definition is None:
            return ""
        levels = {**definition.levels, **numbered.levels}
        level = levels.get(place)
        if level is None:
            return ""
        self._count(definition, numbered, levels, place)
        text = _bullet(level.text, place) if level.form == "bullet" else _printed(levels, definition.counts, level)
        return text + " " if text and level.blank else text

    def _definition(self, numbered: _List | None) -> _Definition | None:
        definition = None if numbered is None else self._definitions.get(numbered.definition)
        if definition is not None and not definition.levels and definition.style_link:
            linked = self._lists.get(self._styles.value(definition.style_link, "numPr/numId") or "")
            return None if linked is None else self._definitions.get(linked.definition)
        return definition

    @staticmethod
    def _count(definition: _Definition, numbered: _List, levels: dict[int, _Level], place: int) -> None:
        counts = definition.counts
        if place in numbered.starts:
            counts[place] = numbered.starts.pop(place) - 1
        counts[place] = counts.get(place, levels[place].start - 1) + 1
        for deeper in [other for other in counts if other > place]:
            after = levels[deeper].restarts_after if deeper in levels else None
            if after is None or (after != 0 and place < after):
                del counts[deeper]


def _levels(parent: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in parent.iter(f"{W}lvl"):
        restart = value(element, "lvlRestart")
        found[_whole(element.get(f"{W}ilvl"))] = _Level(
            form=value(element, "numFmt") or "decimal",
            text=value(element, "lvlText") or "",
            start=_whole(value(element, "start"), 1),
            restarts_after=None if restart is None else _whole(restart),
            blank=value(element, "suff") != "nothing",
            legal=bool(switched(element, "isLgl")),
        )
    return found


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and text.isdigit() else default


def _bullet(sign: str, place: int) -> str:
    """Bullets as typed plans write them: '-' for the items, '+' for what stands under them."""
    return _PRINTED_SIGNS.get(sign.strip(), "+" if place % 2 else "-") if sign.strip() else ""


def _printed(levels: dict[int, _Level], counts: dict[int, int], level: _Level) -> str:
    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in levels:
            return ""
        form = "decimal" if level.legal else levels[place].form
        return _FORMS.get(form, str)(counts.get(place, levels[place].start))

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
