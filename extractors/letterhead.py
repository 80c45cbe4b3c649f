"""The letterhead: the issuing body and the one above it, in capitals, before the title.

Read from lines such as 'UBND TỈNH LÀO CAI' / 'SỞ CÔNG THƯƠNG', where the motto of the state stands beside or between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.bodies import body_start, title_start
from extractors.casing import name_like
from extractors.passage import Passage
from normalizers.letters import bare, fold
from normalizers.organisations import full_name

# Without its marks, of which one is easily misread: 'XÃ HỌI CHỦ NGHĨA'.
_MOTTO = re.compile(
    r"cong\s*hoa?\s*xa\s*hoi\s*chu\s*nghia\s*viet\s*nam"
    r"|doc\s*lap\s*[-–—]?\s*tu\s*do\s*[-–—]?\s*hanh\s*phuc|dang cong san viet nam",
    re.IGNORECASE,
)
# What else stands at the head of a page: 'DỰ THẢO', 'HỎA TỐC', the marks of a digital signature.
_NOT_A_BODY = re.compile(
    r"^\W*(?:số\b|v/v|về việc|ngày|kính g[ửở]i|độc lập|chủ nghĩa|việt nam$|dự thảo|mật$|hỏa tốc|sao y|bản sao"
    r"|ký bởi|người ký|email|cơ quan:|thời gian ký)",
    re.IGNORECASE,
)
_HAS_PLACE = re.compile(r"\b(?:tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu)\s+(?P<rest>.+)$")
# These take their place from the body above them: 'PHÒNG GIÁO DỤC VÀ ĐÀO TẠO' under 'UBND QUẬN ĐỒ SƠN'.
_NEEDS_PLACE = re.compile(r"^(?:Sở|Phòng|Ban Quản lý|Thanh tra|Chi cục|Văn phòng)\b")
_CONTINUES = re.compile(r"^(?:tỉnh|thành phố|tp\.?|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu|và|về)\b")


@dataclass(frozen=True, slots=True)
class Letterhead:
    issuer: str | None
    parent: str | None


def read_letterhead(head: Sequence[Passage], passages: Sequence[Passage]) -> Letterhead:
    """Return issuer and the body above it, in full; None where no letterhead is printed.

    The lines before the title count, read until the number.  A name over two lines is one: 'ỦY BAN NHÂN DÂN' 'TỈNH X'.
    """
    names: list[str] = []
    for passage in head:
        line = _without_motto(passage.text)
        if re.match(r"\W*số\b", line, re.IGNORECASE):
            continue
        for part in re.split(r"\s{2,}|\n", line):
            words = re.sub(r"[-–—_*]{2,}|\.{3,}", " ", part).strip(" *-–—_.|,:")
            if not words or _NOT_A_BODY.match(words) or any(c.isdigit() for c in words[:4]):
                continue
            letters = [c for c in words if c.isalpha()]
            if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
                continue
            key = fold(words)
            if names and (_CONTINUES.match(key) or (not body_start().match(key) and len(names) < 4)):
                if body_start().match(fold(names[-1])) and not _is_title(key):
                    names[-1] = f"{names[-1]} {words}"
                continue
            if body_start().match(key) and not _is_title(key):
                names.append(words)
        if _is_title(fold(passage.text)):
            break
    if not names:
        return Letterhead(None, None)
    full = [full_name(name_like(name, passages)) for name in names[:3]]
    issuer, parent = full[-1] if len(full) <= 2 else full[1], full[0] if len(full) >= 2 else None
    return Letterhead(_with_place(issuer, parent), parent)


def _without_motto(line: str) -> str:
    r"""Return a line with two blanks for the motto of the state, so that what stood beside it is parted from it.

    >>> _without_motto("UBND XÃ SÔNG CÁI CỘNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NAM").strip()
    'UBND XÃ SÔNG CÁI'
    """
    plain = bare(line)
    if len(plain) == len(line):  # as it is but for the letters of other scripts
        for match in reversed(list(_MOTTO.finditer(plain))):
            line = f"{line[: match.start()]}  {line[match.end() :]}"
    return line


def _is_title(key: str) -> bool:
    return bool(title_start().match(key))


def _with_place(issuer: str, parent: str | None) -> str:
    if parent is None or not _NEEDS_PLACE.match(issuer) or _HAS_PLACE.search(issuer):
        return issuer
    place = _HAS_PLACE.search(parent)
    return f"{issuer} {place[0]}" if place and place["rest"].lower() not in issuer.lower() else issuer
