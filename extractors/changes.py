"""Whether a figure states a change ('giảm 10% so với năm 2024') or a level ('giảm xuống còn 5%')."""

from __future__ import annotations

import re

_CHANGE = re.compile(
    r"(?<!\w)(?<!tốc\sđộ\s)(?P<change>(?:cắt\s+)?giảm|tăng|rút\s+ngắn)(?P<gap>(?:\s+(?:thêm|bình\s+quân|trung\s+bình|h[àằ]ng\s+năm|mỗi\s+năm|được|từ|đạt|khoảng))*)\s*$",
    re.IGNORECASE,
)
# 'Giảm số cuộc họp 10% so với năm 2024': what changes stands between.
_CHANGE_OF = re.compile(r"(?<!\w)(?<!tốc\sđộ\s)(?P<change>giảm|tăng)(?!\w)[^,;:.]{3,80}$", re.IGNORECASE)
_LEVEL = re.compile(r"(?<!\w)(?:xuống|còn|lên)(?!\w)")
_COMPARED = re.compile(r"\s*(?:/\s?năm|so\s+(?:với\s+)?(?:cùng\s+kỳ|năm|giai\s+đoạn|kế\s+hoạch))", re.IGNORECASE)


def change_of(text: str, start: int, end: int) -> str | None:
    """Return increase or decrease where the figure is a change; 'giảm xuống còn 5%' states a level."""
    match = _CHANGE.search(text, max(0, start - 50), start)
    if match is None:
        match = _CHANGE_OF.search(text, max(0, start - 90), start)
        if match is None or not _COMPARED.match(text, end) or _LEVEL.search(match[0]):
            return None
    return "increase" if match["change"].lower() == "tăng" else "decrease"
