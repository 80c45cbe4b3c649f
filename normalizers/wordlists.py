"""Word lists as parts of a pattern: one line of `data/<name>.csv` a phrase, any blanks between its words."""

from __future__ import annotations

import re
from functools import cache

from normalizers.tables import rows


@cache
def alternation(name: str) -> str:
    r"""Return the phrases of a list as one group, the longest first, so that 'phấn đấu đạt' is read before 'phấn đấu'.

    >>> re.fullmatch(alternation("reported_words"), "đến  nay") is not None
    True
    """
    phrases = sorted((row["seen"] for row in rows(name)), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases) + ")"
