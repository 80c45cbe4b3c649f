"""What the formatting in a .doc says of letters and paragraphs, the styles they are in included.

Word writes formatting as changes ("sprm") upon a style, which is itself changes upon another style.  Only what matters
to the text is kept: which letters are seen, bold, capital, in which font; which paragraphs are headings, list items,
cells.  The rows of tables are in doc_rows.py, the numbers of lists in doc_numbering.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

# Styles that rest on each other in a circle occur in damaged files; Word's own chains have at most eleven links.
_LONGEST_CHAIN = 20
# Tables inside tables inside tables: Word itself refuses more.
_DEEPEST_TABLE = 20
_CENTRED = 1
_BODY_TEXT = 9  # the outline level that is none
_NO_STYLE = 0xFFF

# Changes to letters.
_DELETED, _BOLD, _CAPITALS, _HIDDEN, _SYMBOL = 0x0800, 0x0835, 0x083B, 0x083C, 0x6A09
_FONT, _FONT_OF_MARKED, _LETTER_STYLE, _PLAIN = 0x4A4F, 0x4A51, 0x4A30, 0x2A33
# Changes to paragraphs.
_ALIGNED = {0x2403, 0x2461}
_IN_TABLE, _ROW_END, _DEPTH, _DEEPER, _INNER_CELL, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x664A, 0x244B, 0x244C
_LEVEL, _LIST, _OUTLINE = 0x260A, 0x460B, 0x2640
_ELSEWHERE = {0x6645, 0x6646}  # formatting too long for its page, kept in the stream 'Data'
_LONG = {0xD606, 0xD608}  # definitions of rows, whose size has two bytes
_TABS = 0xC615

# Bytes that follow a change, by the three highest bits of its number; 6: the size comes first.
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)


@dataclass(frozen=True, slots=True)
class LetterFormat:
    """How a stretch of letters looks; `font` is that of unmarked letters, `other_font` of those with marks."""

    gone: bool = False  # deleted, or hidden
    bold: bool = False
    capitals: bool = False
    font: int = 0
    other_font: int = 0
    symbol: tuple[int, int] | None = None  # font and code of a sign inserted by its code


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """What a paragraph is; `changes` has the changes for doc_rows.py where it ends a row."""

    style: int = 0
    centred: bool = False
    heading: int | None = None
    list_id: int = 0
    list_level: int = 0
    depth: int = 0  # of tables it stands in
    ends_inner_cell: bool = False
    ends_row: bool = False
    changes: tuple[tuple[int, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    base: int
    kind: int  # 1 paragraph, 2 letters, 3 table, 4 list
    number: int  # the same in all languages: 1 to 9 are the headings
    paragraph: bytes
    letters: bytes


class Formats:
    """The formatting of a file, by the numbers of its styles."""

    def __init__(self, styles: bytes, data: bytes) -> None:
        self._styles, fonts = _styles(styles)
        self._data = data
        self._default = LetterFormat(font=fonts[0], other_font=fonts[1])
        self.letters = cache(self._letters)
        self.paragraph = cache(self._paragraph)

    def _letters(self, style: int, said: bytes) -> LetterFormat:
        """Return how letters look in a paragraph of `style` with the changes `said`."""
        return self._changed(self._of_style(style), said)

    def _paragraph(self, style: int, said: bytes) -> ParagraphFormat:
        """Return what a paragraph of `style` with the changes `said` is."""
        chain = [self._styles[number] for number in self._chain(style)]
        found = ParagraphFormat(style)
        for link in reversed(chain):
            found = _applied(found, changes(link.paragraph))
        if found.heading is None:
            found = replace(found, heading=next((link.number for link in chain if 1 <= link.number <= 9), None))
        return _applied(found, self._direct(said))

    def _direct(self, said: bytes) -> tuple[tuple[int, bytes], ...]:
        direct = changes(said)
        for number, operand in direct:
            if number in _ELSEWHERE:
                at = int.from_bytes(operand, "little")
                size = int.from_bytes(self._data[at : at + 2], "little")
                return changes(self._data[at + 2 : at + 2 + size])
        return direct

    def _of_style(self, style: int) -> LetterFormat:
        found = self._default
        for number in reversed(list(self._chain(style))):
            found = self._changed(found, self._styles[number].letters)
        return found

    def _changed(self, base: LetterFormat, said: bytes) -> LetterFormat:
        found = base
        for number, operand in changes(said):
            value = int.from_bytes(operand, "little")
            if number == _LETTER_STYLE and value in self._styles and self._styles[value].kind == 2:
                found = base = self._in_letter_style(base, value)
            elif number == _DELETED:
                found = replace(found, gone=found.gone or bool(value))
            elif number == _HIDDEN:
                found = replace(found, gone=_switched(value, base.gone))
            elif number == _BOLD:
                found = replace(found, bold=_switched(value, base.bold))
            elif number == _CAPITALS:
                found = replace(found, capitals=_switched(value, base.capitals))
            elif number == _FONT:
                found = replace(found, font=value)
            elif number == _FONT_OF_MARKED:
                found = replace(found, other_font=value)
            elif number == _SYMBOL:
                found = replace(found, symbol=(value & 0xFFFF, value >> 16))
            elif number == _PLAIN:
                found = base
        return found

    def _in_letter_style(self, base: LetterFormat, style: int) -> LetterFormat:
        for number in reversed(list(self._chain(style))):
            said = bytes(self._styles[number].letters)
            # A style of letters names no other: what it rests on is in its chain.
            base = self._changed(base, b"" if _LETTER_STYLE.to_bytes(2, "little") in said else said)
        return base

    def _chain(self, style: int) -> Iterator[int]:
        """Yield the style, then the one it rests on, and so on."""
        for _ in range(_LONGEST_CHAIN):
            if style not in self._styles:
                return
            yield style
            style = self._styles[style].base


@lru_cache(maxsize=1 << 14)
def changes(said: bytes) -> tuple[tuple[int, bytes], ...]:
    """Return the changes that formatting consists of, each with its number and its operand."""
    found: list[tuple[int, bytes]] = []
    at = 0
    while at + 2 < len(said):
        number = said[at] | said[at + 1] << 8
        at += 2
        size = _SIZES[number >> 13]
        if number in _LONG:
            size = int.from_bytes(said[at : at + 2], "little") - 1
            at += 2
        elif number == _TABS and said[at] == 255:
            size = _size_of_tabs(said[at + 1 :])
            at += 1
        elif not size:
            size = said[at]
            at += 1
        found.append((number, said[at : at + size]))
        at += max(size, 0)
    return tuple(found)


def _size_of_tabs(said: bytes) -> int:
    """Return the size of a list of tabs too long for one byte: those taken back, then those set."""
    taken_back = 1 + 4 * said[0] if said else 0
    return taken_back + 1 + 3 * said[taken_back] if taken_back < len(said) else len(said)


def _applied(found: ParagraphFormat, said: tuple[tuple[int, bytes], ...]) -> ParagraphFormat:
    for number, operand in said:
        value = int.from_bytes(operand, "little")
        if number in _ALIGNED:
            found = replace(found, centred=value == _CENTRED)
        elif number == _LIST:
            found = replace(found, list_id=value)
        elif number == _LEVEL:
            found = replace(found, list_level=value)
        elif number == _OUTLINE:
            found = replace(found, heading=value + 1 if value < _BODY_TEXT else None)
        elif number == _IN_TABLE:
            found = replace(found, depth=max(found.depth, 1) if value else 0)
        elif number == _DEPTH:
            found = replace(found, depth=min(value, _DEEPEST_TABLE))
        elif number == _DEEPER:
            found = replace(found, depth=min(found.depth + value, _DEEPEST_TABLE))
        elif number == _INNER_CELL:
            found = replace(found, ends_inner_cell=bool(value))
        elif number in {_ROW_END, _INNER_ROW_END}:
            found = replace(found, ends_row=bool(value))
    return replace(found, changes=said) if found.ends_row else found


def _switched(value: int, of_style: bool) -> bool:
    """Return what a switch says: on, off, as the style (0x80), or the opposite of the style (0x81)."""
    return bool(value) if value < 0x80 else of_style != bool(value & 1)


def _styles(data: bytes) -> tuple[dict[int, _Style], tuple[int, int]]:
    """Return the styles by their numbers, and the fonts of text that says nothing of its font."""
    head = int.from_bytes(data[:2], "little")
    count, fixed = (int.from_bytes(data[at : at + 2], "little") for at in (2, 4))
    fonts = tuple(int.from_bytes(data[at : at + 2], "little") for at in (14, 18))
    found: dict[int, _Style] = {}
    at = 2 + head
    for number in range(count):
        size = int.from_bytes(data[at : at + 2], "little")
        if size:
            found[number] = _style(data[at + 2 : at + 2 + size], fixed)
        at += 2 + size
    return found, (fonts[0], fonts[1])


def _style(data: bytes, fixed: int) -> _Style:
    number, kind_and_base, upon = (int.from_bytes(data[at : at + 2], "little") for at in (0, 2, 4))
    kind, base = kind_and_base & 0xF, kind_and_base >> 4
    at = fixed + 2 + 2 * int.from_bytes(data[fixed : fixed + 2], "little") + 2  # its name, and a zero
    parts: list[bytes] = []
    for _ in range(upon & 0xF):
        size = int.from_bytes(data[at : at + 2], "little")
        parts.append(data[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    paragraph = parts[0][2:] if kind == 1 and parts else b""
    letters = parts[1] if kind == 1 and len(parts) > 1 else parts[0] if kind == 2 and parts else b""
    return _Style(base if base != _NO_STYLE else -1, kind, number & 0xFFF, paragraph, letters)


def font_names(data: bytes) -> list[str]:
    """Return the names of the fonts by their numbers."""
    names: list[str] = []
    at = 4
    for _ in range(int.from_bytes(data[:2], "little")):
        size = data[at] if at < len(data) else 0
        name = data[at + 40 : at + 1 + size].decode("utf-16-le", "replace")
        names.append(name.partition("\0")[0])
        at += 1 + size
    return names
