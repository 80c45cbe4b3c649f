"""Rich text cut into its smallest parts: groups, control words, signs by their code, and plain text.

What they mean is in rtf.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<code>[0-9A-Fa-f]{2})"
    rb"|(?P<brace>[{}])"
    rb"|\\(?P<sign>[^A-Za-z'])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)
# Bytes of a picture may stand in the text as they are, after their number.
_RAW_BYTES = b"bin"


class Token(NamedTuple):
    r"""A part: 'word' such as \par, 'sign' such as \~, 'brace', or 'text', which a byte by its code, \'e9, is too."""

    kind: str
    value: str
    number: int | None = None
    text: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    r"""Yield the parts of an RTF file from first to last.

    >>> [token.value or token.text for token in tokens(rb"{\b1 K\'d5}")]
    ['{', 'b', b'K', b'\xd5', '}']
    """
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:
            return
        at = found.end()
        match found.lastgroup:
            case "word" | "number":
                number = None if found["number"] is None else int(found["number"])
                if found["word"] == _RAW_BYTES and at + (number or 0) <= len(data):  # else the number is damaged
                    at += max(number or 0, 0)
                yield Token("word", found["word"].decode("ascii"), number)
            case "code":
                yield Token("text", "", None, bytes.fromhex(found["code"].decode("ascii")))
            case "brace":
                yield Token("brace", found["brace"].decode("ascii"))
            case "sign":
                yield Token("sign", found["sign"].decode("latin-1"))
            case "text":
                yield Token("text", "", None, found["text"])
