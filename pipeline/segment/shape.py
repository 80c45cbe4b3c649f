"""What a line looks like, apart from its words: capitals, length, how it ends."""

from __future__ import annotations

import re

from pipeline.records import Block
from pipeline.segment.markers import RANK, Marker

_BRACKETS = re.compile(r"\([^)]*\)")
# Words up to which a numbered line may still be a heading, by how it ends.
_MAX_BARE, _MAX_STOP, _MAX_COLON, _MAX_LEAD_IN, _MAX_ROMAN, _MAX_BOLD = 22, 9, 30, 6, 32, 45
# 'Tập trung thực hiện các nhiệm vụ sau:' leads in to a list; 'Đối với Hội Nông dân, Hội Phụ nữ:' heads one.
_LEAD_IN = re.compile(r"\b(?:sau|sau đây|gồm|bao gồm|như|là|cụ thể|cụ thể như sau|ở|về|rằng)\s*:$", re.IGNORECASE)


def is_capitals(text: str) -> bool:
    """Whether the letters are capitals, words in brackets aside: 'II. NHIỆM VỤ (chi tiết tại Phụ lục)'."""
    bare = _BRACKETS.sub("", text) if "(" in text else text
    if sum(map(str.islower, bare[: len(bare) // 4])) > 0.12 * len(bare):
        return False  # a quarter of the line tells most
    letters = sum(map(str.isalpha, bare))
    return letters >= 2 and sum(map(str.isupper, bare)) >= 0.88 * letters


def is_heading(
    marker: Marker, text: str, block: Block, following: Marker | None, has_following: bool, after_heading: bool
) -> bool:
    """Whether a numbered line heads what follows.  A numbered full sentence is content, also where items follow it.

    `text` is the line without its marker; `following` the marker of the next block, None where it has none;
    `has_following` whether a block that may lie beneath it follows at all; `after_heading` whether the sister before it
    is a heading, so that '6. Xây dựng chính quyền số.' after five headings is one too.
    """
    words = len(text.split())
    if marker.kind in ("part", "article"):
        return marker.kind == "part" or (words <= _MAX_BARE and not text.endswith((".", ";")))
    if text.endswith((";", ",", "./.")) or not any(c.isalpha() for c in text):
        return False
    if is_capitals(text):
        return words <= 60
    if marker.kind in ("dash", "plus", "star", "bracket", "sub"):
        return False
    if block.heading_level is not None:
        return words <= 60
    beneath = has_following and (following is None or lies_beneath(following, marker))
    if block.bold and words <= _MAX_BOLD and not (text.endswith(".") and words > _MAX_BARE):
        return True
    if marker.kind in ("roman", "upper"):
        return words <= _MAX_ROMAN and not (text.endswith(".") and words > 18)
    if not beneath:
        return False
    if text.endswith(":"):
        return words <= (_MAX_LEAD_IN if _LEAD_IN.search(text) else _MAX_COLON)
    if text.endswith((".", "!", "?")):
        if marker.kind not in ("arabic", "decimal"):
            return False
        return words <= (_MAX_BARE if after_heading else _MAX_STOP) and following is not None
    return words <= _MAX_BARE


def lies_beneath(lower: Marker, upper: Marker) -> bool:
    """Whether a marker usually opens something inside what the other opens: 'a)' inside '1.', '1.1' inside '1.'."""
    return rank(lower) > rank(upper)


def rank(marker: Marker) -> float:
    """Return the usual depth of a marker's class; longer decimals lie deeper."""
    depth = marker.text.count(".") * 0.1 if marker.kind == "decimal" else 0.0
    return RANK[marker.kind] + depth
