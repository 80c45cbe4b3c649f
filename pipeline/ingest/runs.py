"""Stretches of text of one look, as word processors keep them, to lines of Unicode; DOC and RTF read by this.

In the fonts of the nineties the letters lie where others have Western signs: what is printed 'nghị định' is stored as
'nghÞ ®Þnh'.  Which fonts of a document are such, and what they show, normalizers/legacy knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.legacy import Fonts
from pipeline.ingest.symbols import PRIVATE

_PRIVATE = re.compile("[\uf000-\uf0ff]")
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; `font` is the name of the font of its marked letters.  A line feed ends a line."""

    text: str
    font: str = ""
    bold: bool = False
    capitals: bool = False  # shown in capitals, whatever was typed


def lines_of(runs: Sequence[Run], fonts: Fonts) -> list[tuple[str, bool]]:
    """Return the paragraph line by line as its writer broke it, each with its being bold throughout; may be empty.

    >>> runs = [Run("KÕ ho¹ch n¨m häc", ".VnTime", bold=True), Run("\\nSè: ", ".VnTime"), Run("12", "Arial")]
    >>> lines_of(runs, Fonts((run.text, run.font) for run in runs))
    [('Kế hoạch năm học', True), ('Số: 12', False)]
    """
    shown = fonts.decode((run.text, run.font) for run in runs)
    lines: list[tuple[str, bool]] = []
    current, plain = "", False
    for run, text in zip(runs, shown, strict=True):
        for place, part in enumerate((text.upper() if run.capitals else text).split("\n")):
            if place:
                lines.append((_tidy(current), not plain))
                current, plain = "", False
            current += part
            plain = plain or (not run.bold and bool(part.strip()))
    lines.append((_tidy(current), not plain))
    return [line for line in lines if line[0]]


def _tidy(text: str) -> str:
    if _PRIVATE.search(text):
        text = text.translate(PRIVATE)
    if _HALVES.search(text):
        # Halves of a letter beyond the first 65,536 meet here again; one alone is damage.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", text).strip()
