"""What a Word style says about a paragraph: bold, centred, heading level, capitals, numbering, table lines.

A style may rest on another, and the text may say otherwise; the text wins over its style, and a style over its base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.ingest.docx_package import W

# Styles that rest on each other in a circle occur in damaged files; Word's own chains have at most five links.
_LONGEST_CHAIN = 20
_HEADING_NAME = re.compile(r"heading (\d)$", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}


def switched(properties: etree._Element | None, tag: str) -> bool | None:
    """Return whether `<w:b/>` and the like is on or off; None where nothing is said."""
    element = None if properties is None else properties.find(f"{W}{tag}")
    return None if element is None else element.get(f"{W}val", "true") not in _OFF


def value(properties: etree._Element | None, path: str) -> str | None:
    """Return the `w:val` of the element at `path` ('numPr/numId') below the properties."""
    if properties is None:
        return None
    element = properties.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if element is None else element.get(f"{W}val")


def font(properties: etree._Element | None) -> str | None:
    """Return the font of the letters with marks, which Word calls those of 'high ANSI'; None where nothing is said."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return None if fonts is None else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")


class Styles:
    """The styles of a document by their identifier; None means the document's default paragraph style."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default: str | None = None
        for style in () if root is None else root.iter(f"{W}style"):
            identifier = style.get(f"{W}styleId", "")
            self._styles[identifier] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._default = identifier
        everywhere = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.usual_font = font(everywhere) or ""
        self.fonts = {self.usual_font} | {
            name for style in self._styles.values() if (name := font(style.find(f"{W}rPr")))
        }

    def chain(self, identifier: str | None) -> Iterator[etree._Element]:
        """Yield the style, then the one it rests on, and so on."""
        identifier = identifier or self._default
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(identifier or "")
            if style is None:
                return
            yield style
            identifier = value(style, "basedOn")

    def switched(self, identifier: str | None, tag: str) -> bool:
        """Return whether text in the style is bold, in capitals, hidden …"""
        for style in self.chain(identifier):
            found = switched(style.find(f"{W}rPr"), tag)
            if found is not None:
                return found
        return False

    def value(self, identifier: str | None, path: str) -> str | None:
        """Return what the style says of a paragraph: alignment 'jc', 'outlineLvl', 'numPr/numId' …"""
        for style in self.chain(identifier):
            found = value(style.find(f"{W}pPr"), path)
            if found is not None:
                return found
        return None

    def font(self, identifier: str | None) -> str | None:
        """Return the font of text in the style."""
        return next((name for style in self.chain(identifier) if (name := font(style.find(f"{W}rPr")))), None)

    def heading_level(self, identifier: str | None) -> int | None:
        """Return 1 for 'Heading 1' and for styles of that outline level, however they are called."""
        level = self.value(identifier, "outlineLvl")
        if level is not None and level.isdigit() and int(level) < 9:
            return int(level) + 1
        for style in self.chain(identifier):
            name = _HEADING_NAME.match(value(style, "name") or "")
            if name:
                return int(name[1])
        return None

    def table_borders(self, identifier: str | None) -> etree._Element | None:
        """Return the lines that a table style draws."""
        for style in self.chain(identifier) if identifier else ():
            borders = style.find(f"{W}tblPr/{W}tblBorders")
            if borders is not None:
                return borders
        return None
