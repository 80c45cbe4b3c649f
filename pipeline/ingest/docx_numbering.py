"""The lists of a DOCX and what they print before their paragraphs; counting itself is in list_counts.py.

Word keeps a definition of levels (abstractNum) and lists that use it (num); a paragraph names a list and a level.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipeline.ingest.docx_package import W
from pipeline.ingest.docx_styles import Styles, switched, value
from pipeline.ingest.list_counts import Definition, Level, UsedList, next_marker


@dataclass(slots=True)
class _List:
    definition: str
    used: UsedList = field(default_factory=UsedList)


class Numbering:
    """Counts through a document; ask once for each numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, Definition] = {}
        self._style_links: dict[str, str] = {}  # list styles that hold the levels of a definition without any
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            identifier = abstract.get(f"{W}abstractNumId", "")
            self._definitions[identifier] = Definition(_levels(abstract))
            self._style_links[identifier] = value(abstract, "numStyleLink") or ""
        for number in root.iter(f"{W}num"):
            overrides = list(number.iter(f"{W}lvlOverride"))
            self._lists[number.get(f"{W}numId", "")] = _List(
                definition=value(number, "abstractNumId") or "",
                used=UsedList(
                    levels={depth: level for override in overrides for depth, level in _levels(override).items()},
                    starts={
                        _whole(override.get(f"{W}ilvl")): _whole(start)
                        for override in overrides
                        if (start := value(override, "startOverride")) is not None
                    },
                ),
            )

    def marker(self, list_id: str, depth: int) -> str:
        """Return what is printed before the paragraph, its blank included: 'II. ', '- ', or nothing."""
        numbered = self._lists.get(list_id)
        definition = self._definition(numbered)
        return "" if numbered is None or definition is None else next_marker(definition, numbered.used, depth)

    def _definition(self, numbered: _List | None) -> Definition | None:
        definition = None if numbered is None else self._definitions.get(numbered.definition)
        if numbered is not None and definition is not None and not definition.levels:
            link = self._style_links[numbered.definition]
            linked = self._lists.get(self._styles.value(link, "numPr/numId") or "") if link else None
            return self._definitions.get(linked.definition) if linked else definition
        return definition


def _levels(parent: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in parent.iter(f"{W}lvl"):
        restart = value(element, "lvlRestart")
        found[_whole(element.get(f"{W}ilvl"))] = Level(
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
