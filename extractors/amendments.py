"""What a text says of two documents it cites: 'Nghị định A sửa đổi một số điều của Nghị định B', 'A thay thế B'.

Only where the words between the two say it outright; what the law says elsewhere is not known here.  The mentions
themselves are read in legal_bases.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.mention import LegalBasis
from normalizers.letters import fold

ITSELF = -1
"""In place of a mention: the document that speaks, 'Quyết định này thay thế Quyết định số …'."""

_PART = (
    r"một số|một phần|các|điều|khoản|điểm|mục|chương|phụ lục|quy định|nội dung|tên|cụm từ|\d+[a-zđ]?|tại|về|của|và|,"
)
_AMENDING = r"(?:sửa đổi|bổ sung|bãi bỏ|đính chính|thay thế)"
# '… sửa đổi, bổ sung một số điều của [Nghị định B]'
_AMENDS = re.compile(
    rf"\b(?P<verb>{_AMENDING}(?:\s*(?:,|và)?\s*{_AMENDING})*)(?P<part>(?:\s*(?:{_PART})(?=[\s,]|$))*)\s*$"
)
# '[A] thay thế [B]', '[A] (có hiệu lực …) thay thế cho [B]'
_REPLACES = re.compile(r"^[\s,(]*(?:đã |để )?(?:thay thế|bãi bỏ)(?: cho)?\s*$")
# '[B] được sửa đổi, bổ sung một số điều bởi [A]', '[B] (đã được thay thế bằng [A])'
_PASSIVE = re.compile(
    rf"(?:^|[\s,(])(?:đã |đang )?(?:được|bị)\s+(?P<verb>{_AMENDING}(?:\s*(?:,|và)?\s*{_AMENDING})*)"
    rf"(?:\s*(?:{_PART})(?=[\s,]|$))*(?:\s+năm \d{{4}})?\s*(?:bởi|tại|theo|bằng)\s*(?:các\s*)?$"
)
_BY_ITSELF = re.compile(r"\bnày\b[^.;:\n]{0,160}?\b(?:thay thế|bãi bỏ)(?: cho)?\s*$")
# What stands before 'sửa đổi' where that begins a title: number, day or issuer.
_TITLE_BEFORE = re.compile(r"(?:[\d)]|-\w+|\bqh\d+|\bvề|\bvề việc|\bcủa [^,;:]{2,80})[\s,:“\"]*$|^luật\s*$")
_OF_ANOTHER = re.compile(r"\b(?:đề nghị|hướng dẫn|thi hành|triển khai|thực hiện|dự thảo|trình|góp ý|ban hành)\b")
_AND = re.compile(r"^\s*(?:,|và|,\s*và)\s*$")
_LOOKS_BACK = 200  # characters in which 'Quyết định này …' stands before what it replaces
_LONGEST_GAP = 120


@dataclass(frozen=True, slots=True)
class Amendment:
    """One document amends or replaces another; both are indices among the mentions, `by` may be `ITSELF`."""

    by: int
    of: int
    kind: Literal["amends", "replaces"]


def find_amendments(text: str, bases: Sequence[LegalBasis]) -> tuple[Amendment, ...]:
    """Return what `text` says of its mentions, in the order in which they stand."""
    found: dict[int, list[Amendment]] = {}  # by the last mention they were found at
    open_: list[int] = []  # mentions that the present one stands in, innermost last
    previous: int | None = None
    for here in sorted(range(len(bases)), key=lambda i: (bases[i].start, -bases[i].end)):
        while open_ and bases[open_[-1]].end <= bases[here].start:
            open_.pop()
        container = open_[-1] if open_ else None
        found[here] = list(_at(text, bases, here, previous, container, found))
        open_.append(here)
        previous = here
    return tuple(amendment for listed in found.values() for amendment in listed)


def _at(
    text: str,
    bases: Sequence[LegalBasis],
    here: int,
    previous: int | None,
    container: int | None,
    found: Mapping[int, Sequence[Amendment]],
) -> Iterator[Amendment]:
    start = bases[here].start
    if previous is not None and bases[previous].end <= start <= bases[previous].end + _LONGEST_GAP:
        between = fold(text[bases[previous].end : start])
        if _REPLACES.match(between):
            yield Amendment(previous, here, "replaces")
            return
        if passive := _PASSIVE.match(between.lstrip(" ,(")):
            yield Amendment(here, previous, _kind(passive["verb"], whole=True))
            return
        if _goes_on(bases[previous], bases[here], between):  # 'sửa đổi … của Nghị định B và Nghị định C'
            yield from (Amendment(a.by, here, a.kind) for a in found[previous] if a.of == previous and a.by != here)
            return
    if container is not None:
        if previous != container:
            return  # another mention stands between them: 'A hướng dẫn B sửa đổi C'
        lead = fold(text[bases[container].start : start])
        if passive := _PASSIVE.search(lead):
            yield Amendment(here, container, _kind(passive["verb"], whole=True))
        elif (amends := _AMENDS.search(lead)) and _begins_title(lead[: amends.start()]):
            yield Amendment(container, here, _kind(amends["verb"], whole=not amends["part"].strip(" ,")))
        return
    before = fold(text[max(0, start - _LOOKS_BACK) : start])
    if _BY_ITSELF.search(before):
        yield Amendment(ITSELF, here, "replaces")
    elif _AMENDS.search(before):  # 'Điều 1. Sửa đổi, bổ sung một số điều của Nghị định B'
        yield Amendment(ITSELF, here, "amends")


def _begins_title(lead: str) -> bool:
    """Return whether nothing but number, day and issuer stands before: not 'hướng dẫn thi hành Luật sửa đổi …'."""
    return bool(_TITLE_BEFORE.search(lead)) and not _OF_ANOTHER.search(lead)


def _goes_on(previous: LegalBasis, here: LegalBasis, between: str) -> bool:
    """Return whether a mention is the next of one list: of the same type, and not itself one that amends."""
    amends = fold(here.subject or "").startswith(("sửa đổi", "bổ sung", "thay thế", "bãi bỏ"))
    return bool(_AND.match(between)) and previous.cited_type == here.cited_type and not amends


def _kind(verb: str, *, whole: bool) -> Literal["amends", "replaces"]:
    """'thay thế Nghị định B' replaces it; 'thay thế một số điều của', 'sửa đổi, thay thế' amend it."""
    return "replaces" if whole and verb in ("thay thế", "bãi bỏ") else "amends"
