"""Web pages, and Word files saved as web pages: the visible text as paragraphs, headings, list items and table rows.

Menus and what a page hides are left out; what else a site puts around a document cannot be told from it by its tags.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from pipeline.errors import DamagedFile, EmptyFile
from pipeline.ingest.charset import Decoded, decode
from pipeline.ingest.list_numbers import letter, roman
from pipeline.ingest.losses import counted, left_out
from pipeline.ingest.plain import broken_letters
from pipeline.ingest.portals import without_portal
from pipeline.ingest.tables import Cell, Row, table_lines
from pipeline.records import Finding, Ingested, Line, RawPage, Source

_UNSEEN = {
    *("script", "style", "noscript", "template", "head", "nav", "aside"),
    *("button", "select", "textarea", "svg", "iframe", "object"),
}
_BLOCKS = {
    *(
        "html",
        "body",
        "main",
        "article",
        "section",
        "header",
        "footer",
        "div",
        "center",
        "p",
        "pre",
        "blockquote",
        "hr",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "figure", "figcaption"),
    *("address", "details", "summary", "form", "fieldset"),
}
_BOLD = {"b", "strong", "th"}
_HEADING = re.compile(r"h([1-6])$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRE_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BORDER_STYLE = re.compile(r"border[\w-]*\s*:[^;]*\b(?:solid|double|dashed|dotted|inset|outset)\b", re.IGNORECASE)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,40})", re.IGNORECASE)
_RULE = re.compile(r"[-–—_=*~]{3,}")
_OWN_MARKER = re.compile(r"[-+•*–]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s|[a-zđ]\)\s|[IVXL]+\.\s")
_DROPPED = {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NO_MEMORY, etree.ErrorTypes.ERR_INTERNAL_ERROR}
# Browsers stop at these too.
_MAX_SPAN = 1000
_MAX_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class _Look:
    """What the elements around a text say about it."""

    bold: bool = False
    centred: bool = False
    heading: int | None = None
    as_typed: bool = False  # <pre>
    depth: int = 0  # lists around it


def read_html(path: Path, source: Source) -> Ingested:
    """Return the page's visible text."""
    decoded = _decode(path.read_bytes())
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(decoded.text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(source.path, "HTML", str(error)) from error
    lines, around = without_portal(() if root is None else list(counted(_Reader().read(root), source.path)))
    lost = _lost(parser)
    if not lines:
        raise DamagedFile(source.path, "HTML", lost[0].message_en) if lost else EmptyFile(source.path)
    return Ingested(source, "plain", (RawPage(1, lines, "plain:html"),), broken_letters(decoded) + lost + around)


def _lost(parser: etree.HTMLParser) -> tuple[Finding, ...]:
    """Return what the parser says of text that it dropped; at tags that do not match it drops nothing."""
    if not any(error.type in _DROPPED for error in parser.error_log):
        return ()
    return (left_out("thẻ HTML lồng nhau quá sâu hoặc quá dài", "its tags are nested too deeply, or too long"),)


def _decode(data: bytes) -> Decoded:
    """Believe the page's own word on its encoding, unless the bytes are plainly UTF-8 or UTF-16."""
    decoded = decode(data)
    declared = _CHARSET.search(data[:4096])
    if decoded.encoding.startswith("utf") or declared is None:
        return decoded
    name = declared[1].decode("ascii").lower()
    try:
        text = data.decode(codecs.lookup(name).name)
    except (LookupError, UnicodeDecodeError):
        return decoded
    return Decoded(unicodedata.normalize("NFC", text), name)


class _Reader:
    def __init__(self) -> None:
        self._tables = 0
        self._text: list[tuple[str, bool]] = []
        self._marker = ""
        self._gap = False

    def read(self, root: etree._Element) -> Iterator[Line]:
        yield from self._element(root, _Look())
        yield from self._flush(_Look())

    def _element(self, element: etree._Element, look: _Look, number: int = 1) -> Iterator[Line]:
        """Yield the lines of an element; `number` is its place where it is an item of a list."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(element):
            return
        inner = _look(element, tag, look)
        if tag == "br":
            self._text.append(("\n", True))
        elif tag == "table":
            yield from self._flush(look)
            yield from self._table(element, inner)
        elif tag in _BLOCKS:
            yield from self._flush(look)
            if tag == "li":
                self._marker = _item_marker(element, inner, number)
            yield from self._content(element, inner)
            yield from self._flush(inner)
            self._marker = "" if tag == "li" else self._marker
        else:
            yield from self._content(element, inner)

    def _content(self, element: etree._Element, look: _Look) -> Iterator[Line]:
        self._add(element.text, look)
        number = _count(element.get("start")) - 1
        for child in element:
            if child.tag == "li":
                number = _count(child.get("value")) if child.get("value") else number + 1
            yield from self._element(child, look, number)
            self._add(child.tail, look)

    def _add(self, text: str | None, look: _Look) -> None:
        if text:
            self._text.append((text if look.as_typed else re.sub(r"[ \t\r\n\f]+", " ", text), look.bold))

    def _flush(self, look: _Look) -> Iterator[Line]:
        """Return the text gathered so far as the lines of one block."""
        parts, self._text = self._text, []
        found: list[tuple[str, bool]] = []
        current, plain = "", False
        for part, bold in [*parts, ("\n", True)]:
            for place, piece in enumerate(part.split("\n")):
                if place:
                    found.append((current.strip(), not plain))
                    current, plain = "", False
                current += piece
                plain = plain or (not bold and bool(piece.strip()))
        filled = [(text, bold) for text, bold in found if text and not _RULE.fullmatch(text)]
        if parts and not filled:
            self._gap = self._gap or any("\xa0" in text for text, _ in parts)
        for place, (text, bold) in enumerate(filled):
            marker = "" if place or _OWN_MARKER.match(text) else self._marker
            self._marker = ""
            yield Line(
                text=marker + text,
                kind="paragraph" if len(filled) == 1 else "line",
                heading_level=look.heading,
                bold=bold,
                centred=look.centred,
                gap_before=self._gap and place == 0,
            )
            self._gap = False

    def _table(self, table: etree._Element, look: _Look) -> Iterator[Line]:
        index = self._tables
        self._tables += 1
        below: dict[int, tuple[int, Cell]] = {}  # column: rows that a cell still reaches down, and the cell
        rows = [self._row(row, below, look) for row in _rows(table)]
        yield from table_lines(rows, index, ruled=_is_ruled(table))
        self._gap = True

    def _row(self, row: etree._Element, below: dict[int, tuple[int, Cell]], look: _Look) -> Row:
        cells: list[Cell] = []
        elements = [cell for cell in row if cell.tag in {"td", "th"} and not _is_hidden(cell)]
        for element in elements:
            self._go_on(cells, below)
            inner = _look(element, str(element.tag), replace(look, depth=0))
            cell = Cell((*self._content(element, inner), *self._flush(inner)), _count(element.get("colspan")))
            reach = _count(element.get("rowspan")) - 1
            first = len(cells)
            for column in range(first, min(first + cell.span, _MAX_COLUMNS)):
                shown = cell if column == first else Cell()
                if reach:
                    below[column] = (reach, replace(shown, repeats=True))
                cells.append(shown)
        self._go_on(cells, below)
        header = bool(elements) and (all(cell.tag == "th" for cell in elements) or _inside(row, "thead"))
        return Row(tuple(cells), header=header)

    @staticmethod
    def _go_on(cells: list[Cell], below: dict[int, tuple[int, Cell]]) -> None:
        """Add the cells of rows above that reach down into this one."""
        while len(cells) in below:
            reach, cell = below.pop(len(cells))
            if reach > 1:
                below[len(cells)] = (reach - 1, cell)
            cells.append(cell)


def _look(element: etree._Element, tag: str, outer: _Look) -> _Look:
    style = element.get("style", "")
    heading = _HEADING.match(tag)
    return _Look(
        bold=outer.bold or tag in _BOLD or heading is not None or bool(_BOLD_STYLE.search(style)),
        centred=_is_centred(element, tag, style, outer),
        heading=int(heading[1]) if heading else outer.heading,
        as_typed=outer.as_typed or tag == "pre",
        depth=outer.depth + (tag in {"ul", "ol"}),
    )


def _is_centred(element: etree._Element, tag: str, style: str, outer: _Look) -> bool:
    if tag == "center" or _CENTRE_STYLE.search(style) or element.get("align", "").lower() == "center":
        return tag != "table"  # that places the table, not the text in it
    return outer.centred and "text-align" not in style and not element.get("align")


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _item_marker(item: etree._Element, look: _Look, number: int) -> str:
    """Return what is printed before a list item: '1. ', 'b) ', '- ', and '+ ' for a list within a list."""
    parent = item.getparent()
    styles = item.get("style", "") + ";" + ("" if parent is None else parent.get("style", ""))
    if _NO_MARKER.search(styles):
        return ""
    if parent is None or parent.tag != "ol":
        return "- " if look.depth <= 1 else "+ "
    forms = {"a": f"{letter(number)}) ", "A": f"{letter(number).upper()}. ", "I": f"{roman(number)}. "}
    forms["i"] = f"{roman(number).lower()}. "
    return forms.get(parent.get("type", "1"), f"{number}. ")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr" and not _is_hidden(child):
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"} and not _is_hidden(child):
            yield from _rows(child)


def _inside(row: etree._Element, tag: str) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == tag


def _is_ruled(table: etree._Element) -> bool | None:
    """Tell whether lines are drawn; None where only a style sheet elsewhere could tell."""
    border = table.get("border", "")
    cells = [cell for row in _rows(table) for cell in row if _is_cell(cell)]
    styles = [element.get("style", "") for element in (table, *cells)]
    if border.strip("0px ") or any(_BORDER_STYLE.search(style) for style in styles):
        return True
    return False if border else None


def _is_cell(element: etree._Element) -> bool:
    return element.tag in {"td", "th"}


def _count(text: str | None) -> int:
    return max(1, min(int(text), _MAX_SPAN)) if text and text.strip().isdigit() else 1
