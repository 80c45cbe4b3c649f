"""What holds in a group of RTF until it ends: how letters and paragraphs look, and whether its text is text at all.

What is done with the text is in rtf.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

# Word itself refuses to nest tables deeper.
_DEEPEST_TABLE = 20
_MOST_REPLACED = 16
_BODY_TEXT = 9  # the outline level that is none


class Reading(Enum):
    """What becomes of the text of a group."""

    TEXT = auto()
    FONTS = auto()
    MARKER = auto()  # the number of a list item
    INNER_ROW = auto()  # none: the definition of a row of a table in a cell
    NOTHING = auto()  # none, but a group inside may hold text
    NEVER = auto()


# Words that say what their group is; a group with a star before its word that is not here holds nothing of interest.
DESTINATIONS = {
    "fonttbl": Reading.FONTS,
    "listtext": Reading.MARKER,
    "pntext": Reading.MARKER,
    "nesttableprops": Reading.INNER_ROW,
    "upr": Reading.NOTHING,  # the same twice, the second time in Unicode (ud)
    "ud": Reading.TEXT,
    "footnote": Reading.TEXT,
    "shptxt": Reading.TEXT,
    "dptxbxtext": Reading.TEXT,
    **dict.fromkeys(
        (
            *("colortbl", "stylesheet", "info", "pict", "shprslt", "fldinst", "nonesttables", "listtable", "revtbl"),
            *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
            *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc", "tcn", "annotation", "atnid"),
            *("atnauthor", "objdata", "themedata", "colorschememapping", "datastore", "private", "template", "comment"),
        ),
        Reading.NEVER,
    ),
}
# Those whose text stands for itself, outside the paragraph in which it is written down.
STORIES = {"footnote", "shptxt", "dptxbxtext"}


@dataclass(slots=True)
class State:
    """What holds in a group; a group inside begins with a copy."""

    reading: Reading = Reading.TEXT
    starred: bool = False  # the next word names a group that may be passed over
    story: str = ""  # the group is one
    default_font: int = 0
    font: int = 0
    bold: bool = False
    capitals: bool = False
    gone: bool = False  # deleted, or hidden
    replaced: int = 1  # how many characters follow a \u for programs that do not know it
    in_table: bool = False
    table_depth: int = 0
    centred: bool = False
    heading: int | None = None
    list_level: int = 0

    @property
    def depth(self) -> int:
        """How deep in tables a paragraph stands."""
        return max(self.table_depth, int(self.in_table))

    def word(self, word: str, number: int | None) -> bool:
        """Take a control word on how things look; return whether it was one."""
        return self._of_letters(word, number) or self._of_paragraphs(word, number)

    def _of_letters(self, word: str, number: int | None) -> bool:
        match word:
            case "f":
                self.font = number or 0
            case "b":
                self.bold = number != 0
            case "caps":
                self.capitals = number != 0
            case "v" | "deleted":
                self.gone = number != 0
            case "plain":
                self.font = self.default_font
                self.bold = self.capitals = self.gone = False
            case "deff":
                self.font = self.default_font = number or 0
            case "uc":
                # Programs write 0 to 2, rarely 4; a damaged number would swallow the document.
                self.replaced = number if number is not None and 0 <= number <= _MOST_REPLACED else 1
            case _:
                return False
        return True

    def _of_paragraphs(self, word: str, number: int | None) -> bool:
        match word:
            case "pard":
                self.in_table = self.centred = False
                self.table_depth = self.list_level = 0
                self.heading = None
            case "intbl":
                self.in_table = True
            case "itap":
                self.table_depth = min(max(number or 0, 0), _DEEPEST_TABLE)
            case "qc":
                self.centred = True
            case "ql" | "qr" | "qj" | "qd":
                self.centred = False
            case "outlinelevel":
                level = number or 0
                self.heading = level + 1 if 0 <= level < _BODY_TEXT else None
            case "ilvl":
                self.list_level = number or 0
            case _:
                return False
        return True
