"""What a table column holds, by its heading: 'Số TT', 'Cơ quan chủ trì', 'Thời gian hoàn thành chậm nhất'."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalizers.letters import fold
from normalizers.tables import Spellings

_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


@cache
def _labels() -> Spellings:
    return Spellings("column_labels")


@lru_cache(maxsize=4096)  # every row of a table asks for the same few labels
def column_kind(label: str) -> str | None:
    """Return the kind of a column: one of the values of column_labels.csv, such as number, task, lead or time.

    None where the label is not known.  A longer label counts by its beginning where that is known and the rest only
    narrows it: 'Thời gian thực hiện năm 2025', 'Cơ quan chủ trì (theo phân công)'.

    >>> column_kind("Thời gian hoàn thành")
    'time'
    """
    key = fold(_BRACKETS.sub("", label)).strip(" .:*")
    words = key.split()
    if len(words) > 12:
        return None
    for length in range(len(words), 0, -1):
        kind = _labels().value(" ".join(words[:length]).rstrip(",;/ "))
        if kind is not None and (length >= 2 or length == len(words)):
            return kind
    return None
