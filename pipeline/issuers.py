"""Whether two names of an issuer can mean one body: 'Phòng Nội vụ Gia Lộc', 'Phòng Nội vụ huyện Gia Lộc'.

Names come spelled in full (normalizers/organisations.py); a name that says less fits one that says more.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from normalizers.letters import fold

_CLASS = re.compile(r"\b(?:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu)\b(?! hội)")
# A body and the post or committee that signs for it are one issuer: 'Chủ tịch Ủy ban nhân dân …', 'Bộ trưởng Bộ …'.
_SIGNS_FOR = re.compile(
    r"^(?:chủ tịch(?! nước)|thống đốc|tổng giám đốc|giám đốc|trưởng(?= phòng)|ban thường vụ)\s+|\bbộ trưởng (?=bộ\b)"
)
_JOINS = re.compile(r"[,;–-]|\bvà\b")  # 'Bộ Nội vụ, Bộ Tài chính', 'Bộ Nội vụ và Bộ Tài chính'


@lru_cache(maxsize=65_536)
def _parts(issuer: str) -> tuple[tuple[str, ...], Counter[str]]:
    name = _SIGNS_FOR.sub("", _JOINS.sub(" ", fold(issuer)))
    return tuple(_CLASS.sub(" ", name).split()), Counter(_CLASS.findall(name))


def says_less(less: str, more: str) -> bool:
    """Return whether `less` names the body of `more` with the same words or fewer, and nothing against it.

    >>> says_less("Phòng Nội vụ Gia Lộc", "Phòng Nội vụ huyện Gia Lộc")
    True
    >>> says_less("Ủy ban nhân dân xã Gia Lộc", "Ủy ban nhân dân huyện Gia Lộc")
    False
    """
    (words, classes), (all_words, all_classes) = _parts(less), _parts(more)
    return all_words[: len(words)] == words and classes <= all_classes


def can_be_one(a: str | None, b: str | None) -> bool:
    """Return whether nothing speaks against two issuers being one; an issuer that is not named fits any."""
    return a is None or b is None or says_less(a, b) or says_less(b, a)


def length(issuer: str | None) -> int:
    """Return how much a name says, for putting the fullest first."""
    if issuer is None:
        return 0
    words, classes = _parts(issuer)
    return len(words) + classes.total()
