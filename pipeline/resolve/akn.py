"""Names of cited documents by the Akoma Ntoso Naming Convention 1.0 (OASIS, 2019): the IRI of the work.

'/akn/vn/act/nghi-dinh/chinh-phu/2020-09-14/107-2020-nd-cp' is country, document type, subtype, actor, date, number.
The document type is one of the standard's own: `act` for what a state body lays down with binding force
(akn_types.csv), `statement` for what the Party resolves, concludes and directs, `doc` for all else, such as plans,
programmes, official letters and reports.  The actor is the body, also where the post that signs for it is cited: a
circular of the 'Bộ trưởng Bộ Nội vụ' is one of the 'Bộ Nội vụ'.

Subtype and actor are the Vietnamese names as slugs: marks are taken off, 'đ' is 'd', what is no letter or digit is one
hyphen.  So 'GD&ĐT' is 'gd-dt', and two names that differ in marks alone would share a slug.

A document whose day, number or issuer is not known, or contradicts another of them, has no name: half of one would be
that of another document.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from normalizers.document_numbers import read_number
from normalizers.letters import bare, fold
from normalizers.tables import Spellings
from pipeline.resolve.issuers import body, has_place

_NO_WORD = re.compile(r"[^a-z0-9]+")
_PARTY_SYMBOLS = frozenset({"TW", "TƯ", "TU", "HU", "QU", "ThU", "ĐU"})
_PARTY = re.compile(r"\b(?:bộ chính trị|ban bí thư|ban chấp hành trung ương|(?:tỉnh|thành|quận|huyện|thị|đảng) ủy)\b")
_STATED_BY_PARTY = ("Nghị quyết", "Quyết định", "Chỉ thị", "Kết luận")


def akn_id(kind: str | None, number: str | None, day: date | None, issuer: str | None) -> str | None:
    """Return the IRI of a document, or None where anything that it is made of is not known.

    >>> akn_id("Nghị định", "107/2020/NĐ-CP", date(2020, 9, 14), "Chính phủ")
    '/akn/vn/act/nghi-dinh/chinh-phu/2020-09-14/107-2020-nd-cp'
    """
    if not kind or not number or not day or not issuer or not has_place(issuer):
        return None
    read = read_number(number)
    if not read.symbols or read.year not in (None, day.year) or read.agrees_with(issuer) is False:
        return None
    parts = (
        document_type(kind, read.symbols, issuer),
        slug(kind),
        slug(body(issuer)),
        day.isoformat(),
        slug(read.text),
    )
    return "/akn/vn/" + "/".join(parts)


def document_type(kind: str, symbols: tuple[str, ...], issuer: str) -> str:
    """Return `act`, `statement` or `doc`."""
    if _PARTY_SYMBOLS.intersection(symbols) or _PARTY.search(fold(issuer)):
        return "statement" if kind in _STATED_BY_PARTY else "doc"
    return _types().value(kind) or "doc"


def slug(name: str) -> str:
    """Return a name in small letters and digits with single hyphens between.

    >>> slug("Ủy ban nhân dân quận Đồ Sơn"), slug("45/KH-GD&ĐT")
    ('uy-ban-nhan-dan-quan-do-son', '45-kh-gd-dt')
    """
    return _NO_WORD.sub("-", bare(name).lower()).strip("-")


@cache
def _types() -> Spellings:
    return Spellings("akn_types")
