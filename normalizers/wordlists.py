"""Word lists as parts of a pattern: one line of `data/<name>.csv` a phrase, any blanks between its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from normalizers.tables import rows

_END = ""  # key of a node of the tree at which a phrase may end


@cache
def alternation(name: str) -> str:
    r"""Return the phrases of a list as one group, the longest first, so that 'phấn đấu đạt' is read before 'phấn đấu'.

    >>> re.fullmatch(alternation("reported_words"), "đến  nay") is not None
    True
    """
    return any_of(row["seen"] for row in rows(name))


def any_of(phrases: Iterable[str]) -> str:
    r"""Return a pattern that reads any of the phrases, the longest first, with any blanks between their words.

    >>> any_of(["kế hoạch", "kế toán"])
    '(?:kế\\s+(?:hoạch|toán))'
    """
    return any_of_pieces([[r"\s+" if c == " " else re.escape(c) for c in phrase] for phrase in phrases])


def any_of_pieces(phrases: Iterable[Sequence[str]]) -> str:
    """Return a pattern that reads any of the phrases, each a series of patterns, the longest first.

    What phrases have in common at their beginning stands in it once: a long list is tried much faster so.
    """
    tree: dict[str, Any] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        node = tree
        for piece in phrase:
            node = node.setdefault(piece, {})
        node[_END] = {}
    return f"(?:{_branches(tree)})"


def _branches(node: dict[str, Any]) -> str:
    return "|".join(piece + _rest(below) for piece, below in node.items() if piece != _END)


def _rest(node: dict[str, Any]) -> str:
    branches = _branches(node)
    if _END in node:
        return f"(?:{branches})?" if branches else ""
    return f"(?:{branches})" if len(node) > 1 else branches
