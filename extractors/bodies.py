"""How the name of a body begins ('Sở', 'Ủy ban nhân dân', 'Trường'), and how the title of a document does ('Kế hoạch').

The words are those of the CSV lists; which body is answerable for what is the business of units.py.
"""

from __future__ import annotations

import re
from functools import cache

from normalizers.letters import fold
from normalizers.tables import rows

# 'CHỦ TỊCH' heads a decision where others print the body: the one who decides.
_DECIDERS = ("thủ tướng", "bộ trưởng", "chủ tịch", "tỉnh ủy", "thành ủy", "đảng bộ", "quốc hội", "học viện", "đại học")


@cache
def body_start() -> re.Pattern[str]:
    """Return the pattern of how a body's name begins, for matching folded text."""
    words = {fold(row["seen"]) for row in rows("unit_heads") if row["kind"] == "body"} | set(_DECIDERS)
    return re.compile(r"(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")(?!\w)")


@cache
def title_start() -> re.Pattern[str]:
    """Return the pattern of how a title begins, for matching folded text; 'Sở Kế hoạch và Đầu tư' is none."""
    words = sorted((fold(row["seen"]) for row in rows("title_types")), key=len, reverse=True)
    return re.compile(r"(?:" + "|".join(words) + r")(?!\w)(?! và đầu tư)")
