r"""Markdown signs inside a stretch of text: taken away, with what they say about bold type and line ends kept.

'**PHÒNG\nGIÁO DỤC**' is one line that was wrapped, since the bold goes on over the line end; '**UBND HUYỆN**\nPHÒNG
GIÁO DỤC' are two.  Blocks (headings, lists, tables) are in markdown.py.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

# Signs on their way to being removed stand in the private area, where no text has letters.
_BOLD_ON, _BOLD_OFF = "\ue000", "\ue001"
_ITALIC_ON, _ITALIC_OFF = "\ue002", "\ue003"
_HARD_BREAK = "\v"
_ESCAPED_FROM = 0xE100

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNESCAPE = re.compile("[\ue121-\ue17e]")
_BREAK = re.compile(r"(?<![ \t])[ \t]*<br[ \t]*/?>[ \t]*\n?|(?<![ \t])[ \t]{2,}\n|\\\n", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:[biuspa]|em|strong|span|font|sup|sub|del|ins|center|div|small|mark)(?:\s[^<>]*)?>", re.IGNORECASE
)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]{0,300}\])")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
# Word's bookmarks and references to notes: '[bookmark: _Hlk89504850]', '[^1]'.
_EDITOR_MARK = re.compile(r"\[bookmark:[^\[\]\n]{0,200}\]|\[\^[^\[\]\n]{1,60}\]:?")
_CODE = re.compile(r"(`+)([^`\n]+)\1")
# A span longer than this is no emphasis but a sign without its partner.
_SPAN = 600
_BOLD = re.compile(rf"\*\*\*?([^*]{{1,{_SPAN}}})\*\*\*?|(?<!\w)__([^_\n]{{1,{_SPAN}}})__(?!\w)")
_ITALIC = re.compile(rf"(?<![*\\])\*([^*]{{1,{_SPAN}}})\*(?!\*)|(?<!\w)_([^_\n]{{1,{_SPAN}}})_(?!\w)")
# A star between blanks multiplies ('b/a * 100%'), one in brackets refers to a note ('(*)'), one first marks an item.
_LONE_STARS = re.compile(r"(?<![(\s])\*+|\*{2,}|\*+(?=[^\s)])")
_RULE = re.compile(r"[-–—_=*~.]{3,}|[-–—_=*~ ]{5,}|#+")
_WORD = re.compile(r"\w")
_ITALIC_MARKS = re.compile(f"[{_ITALIC_ON}{_ITALIC_OFF}]")
_WHOLE = re.compile(rf"\s*(?:{_BOLD_ON}[^{_BOLD_ON}]*{_BOLD_OFF}|{_ITALIC_ON}[^{_ITALIC_ON}]*{_ITALIC_OFF})\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of cleaned text; `hard` if the writer ended it there, `whole` if it is one bold or italic stretch."""

    text: str
    bold: bool = False
    hard: bool = False
    whole: bool = False


def pieces(text: str) -> list[Piece]:
    r"""Return the lines of `text` without Markdown signs; lines that were only rules or signs are dropped.

    >>> [piece.text for piece in pieces("**PHÒNG\nGIÁO DỤC**\n-----\n*Số: 12/KH-PGDĐT*")]
    ['PHÒNG GIÁO DỤC', 'Số: 12/KH-PGDĐT']
    """
    text = _ESCAPE.sub(lambda match: chr(_ESCAPED_FROM + ord(match[1])), text)
    text = _BREAK.sub(_HARD_BREAK, _without_comments(text))
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    text = _EDITOR_MARK.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    text = _CODE.sub(r"\2", text)
    text = _BOLD.sub(_mark_bold, text)
    text = _ITALIC.sub(_mark_italic, text)
    text = html.unescape(text)
    found: list[Piece] = []
    bold = False
    for line in re.split(rf"(?<={_HARD_BREAK})|\n", text):
        piece, bold = _piece(line, bold)
        if piece is not None:
            found.append(piece)
    return found


def _without_comments(text: str) -> str:
    """Drop '<!-- … -->'; looked for by hand, since a pattern tries each of many openings to the end of the page."""
    kept: list[str] = []
    place = 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[place:start])
        place = end + 3
    return "".join(kept) + text[place:]


def _mark_bold(match: re.Match[str]) -> str:
    return _BOLD_ON + _one_line(match[1] or match[2]) + _BOLD_OFF


def _mark_italic(match: re.Match[str]) -> str:
    return _ITALIC_ON + _one_line(match[1] or match[2]) + _ITALIC_OFF


def _one_line(text: str) -> str:
    # '*- Như trên;\n- Lưu: VT.*' are two items in italics, not one line that was wrapped.
    return re.sub(r"[ \t]*\n[ \t]*(?![-+•]\s)", " ", text)


def _piece(line: str, bold: bool) -> tuple[Piece | None, bool]:
    """Return the line and whether bold goes on in the next."""
    letters: list[str] = []
    plain_words = False
    for part in re.split(f"([{_BOLD_ON}{_BOLD_OFF}])", line):
        if part in (_BOLD_ON, _BOLD_OFF):
            bold = part == _BOLD_ON
            continue
        plain_words = plain_words or (not bold and bool(_WORD.search(part)))
        letters.append(part)
    whole = bool(_WHOLE.fullmatch(line))
    text = _ITALIC_MARKS.sub("", "".join(letters))
    hard = text.endswith(_HARD_BREAK)
    bullet = re.match(r"\s*\*\s+(?=\S)", text)
    text = _LONE_STARS.sub("", "- " + text[bullet.end() :] if bullet else text)
    text = _UNESCAPE.sub(lambda match: chr(ord(match[0]) - _ESCAPED_FROM), text).strip()
    if not text or _RULE.fullmatch(text):
        return None, bold
    return Piece(text, bold=not plain_words, hard=hard, whole=whole), bold
