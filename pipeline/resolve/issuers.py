"""Whether two names of an issuer can mean one body: 'Phòng Nội vụ Gia Lộc', 'Phòng Nội vụ huyện Gia Lộc'.

Names come spelled in full (normalizers/organisations.py); a name that says less fits one that says more.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from normalizers.letters import fold
from normalizers.organisations import field_names
from normalizers.wordlists import any_of

_CLASS = re.compile(r"\b(?:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu)\b(?! hội)")
# A body and the post or committee that signs for it are one issuer: 'Chủ tịch Ủy ban nhân dân …', 'Bộ trưởng Bộ …'.
_SIGNS_FOR = re.compile(
    r"^(?:chủ tịch(?! nước)|thống đốc|tổng giám đốc|giám đốc|trưởng(?= phòng)|ban thường vụ)\s+"
    r"|\b(?:bộ|thứ) trưởng (?=bộ\b)"
)
_BARE = re.compile(
    r"\b(?:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu)$|\b(?:tỉnh|thành|quận|huyện|thị|đảng) ủy$"
)
_JOINS = re.compile(r"[,;–-]|\bvà\b")  # 'Bộ Nội vụ, Bộ Tài chính', 'Bộ Nội vụ và Bộ Tài chính'


@lru_cache(maxsize=65_536)
def _parts(issuer: str) -> tuple[tuple[str, ...], Counter[str]]:
    name = _SIGNS_FOR.sub("", _JOINS.sub(" ", fold(issuer)))
    return tuple(_CLASS.sub(" ", name).split()), Counter(_CLASS.findall(name))


def body(issuer: str) -> str:
    """Return the body that an issuer signs for, in small letters.

    >>> body("Bộ trưởng Bộ Nội vụ"), body("Thủ tướng Chính phủ")
    ('bộ nội vụ', 'thủ tướng chính phủ')
    """
    return _SIGNS_FOR.sub("", fold(issuer))


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


def is_own_place(issuer: str | None) -> bool:
    """Return whether a name ends where its place should follow: 'Ủy ban nhân dân quận', 'Tỉnh ủy'.

    That is the body of the plan's own place, and another one in every plan.
    """
    return issuer is not None and bool(_BARE.search(fold(issuer)))


@lru_cache(maxsize=65_536)
def has_place(issuer: str | None) -> bool:
    """Return whether a name can be only one body: 'Sở Nội vụ' and 'Ủy ban nhân dân' are bodies of many places.

    >>> has_place("Sở Nội vụ tỉnh Sông Trà"), has_place("Bộ Nội vụ"), has_place("Sở Nội vụ")
    (True, True, False)
    """
    if issuer is None or is_own_place(issuer):
        return False
    return not _of_many().fullmatch(body(issuer))


@lru_cache(maxsize=65_536)
def has_field(name: str) -> bool:
    """Return whether a body is named by its field: 'Sở Nội vụ', 'Bộ trưởng Bộ Y tế'; 'Sở, ban, ngành' is a set of them.

    >>> has_field("Phòng Nội vụ huyện Gia Lộc"), has_field("Các sở, ban, ngành")
    (True, False)
    """
    return bool(_with_field().match(body(name)))


@cache
def _with_field() -> re.Pattern[str]:
    return re.compile(rf"(?:bộ|sở|phòng|chi cục)\s+{any_of({fold(name) for name in field_names()})}(?!\w)")


@cache
def _of_many() -> re.Pattern[str]:
    fields = any_of({fold(name) for name in field_names()})
    return re.compile(
        rf"(?:sở|phòng|chi cục|ban)\s+{fields}"
        r"|(?:ủy ban|hội đồng) nhân dân|công an|văn phòng|thanh tra|ban chỉ đạo|đảng ủy|nhà trường|trường"
    )
