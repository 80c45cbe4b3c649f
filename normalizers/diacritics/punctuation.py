"""Commas that lost their tails: 'chat ché. phù hợp' was 'chặt chẽ, phù hợp'; and colons that may be semicolons.

A full stop is not followed by a small letter, unless what follows is the mark of a list: 'sau đây. a) ...'.  A colon
is never changed, nothing tells the two apart; it is only less certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from normalizers.diacritics.restoration import Decision
from normalizers.diacritics.tokens import Token

# Of 218 such stops on pages whose text is known 203 were commas.
COMMA = 0.93
# One in ten that end a line before a small letter was a comma too.
STOP = 0.9
# Of colons 6 in 100 were semicolons, of those between two items of one list or before a small letter 20.
COLON, COLON_AMID = 0.93, 0.8
_STOP = re.compile(r"\.(?:[ \t]+|(?P<line>[ \t]*\n[ \t]*))")
_COLON = re.compile(r":(?:[ \t]+(?=[a-zđ])|[ \t]*\n\s*(?P<mark>[-+*•–]|\(?[a-zđ][.)]|\(?\d+[.)])?)")


def signs(text: str, tokens: Iterable[Token], decided: Mapping[int, str]) -> Iterator[Decision]:
    """Yield what the full stops and colons between `tokens`, those of damaged stretches, are to be read as.

    `decided` has what was read for tokens, by their starts: 't6' goes on as 'tổ' does.
    """
    last: Token | None = None
    item = ""
    for token in tokens:
        if last is not None and last.kind == "syllable" and sum(map(str.islower, last.raw)) > 1:
            stop = _STOP.fullmatch(text, last.end, token.start)
            read = decided.get(token.start, token.raw)
            if stop and (token.kind == "syllable" or read.isalpha()) and _goes_on(read):
                kept = bool(stop["line"])
                yield Decision(last.end, last.end + 1, *((".", STOP, (",",)) if kept else (",", COMMA, (".",))))
            elif colon := _COLON.match(text, last.end, token.end):
                amid = _kind(colon["mark"]) == item if colon["mark"] else _goes_on(read)
                yield Decision(last.end, last.end + 1, ":", COLON_AMID if amid else COLON, (";",))
        if token.kind == "list mark" or text[token.start - 2 : token.start] in ("- ", "+ "):
            item = _kind(token.raw if token.kind == "list mark" else text[token.start - 2])
        last = token


def _goes_on(word: str) -> bool:
    return word[0].islower() and sum(map(str.isalpha, word)) > 1


def _kind(mark: str) -> str:
    """Return what marks of one list have in common: '-', a letter, a number."""
    core = mark.strip("(.) ")
    return "1" if core.isdigit() else "a" if core.isalpha() else core
