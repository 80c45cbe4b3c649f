"""Text of others made fit to be shown: names of files and what libraries say may hold anything, commands included."""

from __future__ import annotations

import re
import unicodedata

from rich.text import Text

LONGEST_NAME = 100  # columns; the start and the end of a longer name tell it from others

# Controls, marks that turn the line around or hide, halves of letters, line ends, what has no meaning (yet).
_NOT_SHOWN = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
_ASCII = re.compile(r"[ -~]*")


def shown(text: str) -> str:
    r"""Return text with everything written out that would not be seen or would be obeyed: 'a\x1b[2Jb', 'a\u202eb'."""
    if _ASCII.fullmatch(text):
        return text
    return "".join(_written_out(c) if unicodedata.category(c) in _NOT_SHOWN else c for c in text)


def name(path: str, longest: int = LONGEST_NAME, style: str = "") -> Text:
    """Return the path of a file to be shown, the middle of a very long one left out."""
    text = Text(shown(path), style=style, no_wrap=False, overflow="fold")
    if text.cell_len <= longest:
        return text
    plain, start = text.plain, longest // 3
    return Text(f"{plain[:start]}…{plain[start + 1 - longest :]}", style=style, overflow="fold")


def message(text: str, style: str = "") -> Text:
    """Return a message to be shown; it may quote a file, so that nothing in it is markup."""
    return Text(shown(text), style=style)


def _written_out(letter: str) -> str:
    code = ord(letter)
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )
