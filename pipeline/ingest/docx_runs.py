"""The text inside a Word paragraph: runs, fields, tracked changes, symbols, and what hangs on it (boxes, notes).

The text is as printed after all changes are accepted: insertions stay, deletions go; of a field its result; of a
picture with two descriptions (`mc:AlternateContent`) the first.  Paragraphs and tables are in docx.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipeline.ingest.docx_package import W
from pipeline.ingest.docx_styles import Styles, switched, value

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
# The fonts Symbol and Wingdings put signs where Unicode has private letters; '\uf0b3 95%' is '≥ 95%'.
_PRIVATE = {
    0xF0A3: "≤", 0xF0B3: "≥", 0xF0B1: "±", 0xF0B4: "×", 0xF0B8: "÷", 0xF0B9: "≠", 0xF0BB: "≈", 0xF0B0: "°",
    0xF0AE: "→", 0xF0E0: "→", 0xF0E8: "→", 0xF0DE: "⇒", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "□", 0xF06F: "□",
    0xF0B7: "•", 0xF0A7: "•", 0xF076: "•", 0xF02D: "-", 0xF02B: "+", 0xF025: "%",
}  # fmt: skip


@dataclass(slots=True)
class Inline:
    """What was found in a paragraph, in order."""

    text: list[tuple[str, bool]] = field(default_factory=list)  # with its being bold
    boxes: list[etree._Element] = field(default_factory=list)  # contents of text boxes anchored here
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote", "3")


class RunReader:
    """Reads paragraphs one after another; remembers fields that go on over a paragraph's end."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []  # for each open field, whether its result has begun

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
            into.text.append((element.text or "", False))
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
        for child in run:
            text = self._text(child, into)
            if text is None:
                self._read(child, style, into)
            elif text and all(self._fields):
                into.text.append((text.upper() if capitals else text, bold))

    def _text(self, child: etree._Element, into: Inline) -> str | None:
        """Return the text of a part of a run; None where it is none."""
        tag = child.tag
        if tag == f"{W}t":
            return (child.text or "").translate(_PRIVATE)
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


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number < 0xF000:
        return chr(number) if 0x20 <= number < 0xD800 else ""
    return _PRIVATE.get(number, "")
