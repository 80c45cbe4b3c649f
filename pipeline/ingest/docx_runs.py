"""The text inside a Word paragraph: runs, fields, tracked changes, symbols, and what hangs on it (boxes, notes).

The text is as printed after all changes are accepted: insertions stay, deletions go; of a field its result; of a
picture with two descriptions (`mc:AlternateContent`) the first.  Paragraphs and tables are in docx.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from normalizers.legacy import Fonts, encoding_of_font, is_suspect
from pipeline.ingest.docx_package import W
from pipeline.ingest.docx_styles import Styles, font, switched, value
from pipeline.ingest.runs import Run
from pipeline.ingest.symbols import symbol

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BOX = f"{W}txbxContent"

# Deleted, moved away, instructions of fields, phonetic guides, properties.
_UNSEEN = {
    f"{W}{tag}"
    for tag in (
        *("del", "moveFrom", "delText", "instrText", "delInstrText"),
        *("rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "softHyphen"),
    )
}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(slots=True)
class Inline:
    """What was found in a paragraph, in order."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)  # contents of text boxes anchored here
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote", "3")


class RunReader:
    """Reads paragraphs one after another; remembers fields that go on over a paragraph's end."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []  # for each open field, whether its result has begun

    @property
    def in_field(self) -> bool:
        """Whether a field that has begun hides what follows: its result has not."""
        return not all(self._fields)

    def read(self, paragraph: etree._Element, paragraph_style: str | None, into: Inline) -> None:
        """Add what `paragraph` holds to `into`."""
        for child in paragraph:
            self._read(child, paragraph_style, into)

    def _read(self, element: etree._Element, style: str | None, into: Inline) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            return
        if tag == f"{W}r":
            self._run(element, style, into)
        elif tag == f"{_MC}AlternateContent":
            chosen = element.find(f"{_MC}Choice")
            chosen = chosen if chosen is not None else element.find(f"{_MC}Fallback")
            for child in () if chosen is None else chosen:
                self._read(child, style, into)
        elif tag == _BOX:
            into.boxes.append(element)
        elif tag == _MATHS_TEXT:
            into.runs.append(Run(element.text or ""))
        else:
            for child in element:
                self._read(child, style, into)

    def _run(self, run: etree._Element, style: str | None, into: Inline) -> None:
        properties = run.find(f"{W}rPr")
        run_style = value(properties, "rStyle")

        def on(tag: str) -> bool:
            said = switched(properties, tag)
            if said is not None:
                return said
            # A character style and a paragraph style that both say bold would cancel out in Word; nobody means that.
            if run_style is not None and self._styles.switched(run_style, tag):
                return True
            return self._styles.switched(style, tag)

        if on("vanish"):
            self._follow_fields(run)
            return
        bold, capitals = on("b"), on("caps")
        name = font_of(properties, style, self._styles)
        for child in run:
            text = self._text(child, into)
            if text is None:
                self._read(child, style, into)
            elif text and all(self._fields):
                into.runs.append(Run(text, name, bold, capitals))

    def _text(self, child: etree._Element, into: Inline) -> str | None:
        """Return the text of a part of a run; None where it is none."""
        tag = child.tag
        if tag == f"{W}t":
            return child.text or ""
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == f"{W}sym":
            return _symbol(child.get(f"{W}char", ""))
        if tag == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType", ""))
            return ""
        if tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            kind = tag.removeprefix(W).removesuffix("Reference")
            into.notes.append((kind, child.get(f"{W}id", "")))
            return ""
        return None

    def _follow_fields(self, run: etree._Element) -> None:
        for sign in run.iter(f"{W}fldChar"):
            self._field(sign.get(f"{W}fldCharType", ""))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def fonts_of(parts: Sequence[etree._Element], styles: Styles) -> Fonts:
    """Return what the fonts of a document show; in few documents is any of them to be looked at."""
    named = {font(properties) for part in parts for properties in part.iter(f"{W}rPr")} | styles.fonts
    if not any(encoding_of_font(name) for name in named if name):
        text = "\n".join(text for part in parts for text in map(str, part.itertext(f"{W}t")))
        if not is_suspect(text):
            return Fonts(())
    return Fonts(
        ("".join(child.text or "" for child in run.iter(f"{W}t")), font_of(run.find(f"{W}rPr"), style, styles))
        for part in parts
        for paragraph in part.iter(f"{W}p")
        for style in (value(paragraph.find(f"{W}pPr"), "pStyle"),)
        for run in paragraph.iter(f"{W}r")
    )


def font_of(properties: etree._Element | None, style: str | None, styles: Styles) -> str:
    """Return the font of a run with `properties` in a paragraph of `style`."""
    run_style = value(properties, "rStyle")
    in_style = styles.font(run_style) if run_style else None
    return font(properties) or in_style or styles.font(style) or styles.usual_font


def _symbol(code: str) -> str:
    try:
        return symbol(int(code, 16))
    except ValueError:
        return ""
