"""Units that are one over all documents: 'Hiệu trưởng' of two schools are two, 'Bộ Nội vụ' is one wherever it stands.

A name that says which body it is ('Ủy ban nhân dân quận Đồ Sơn') is known by itself, one that does not ('Sở Nội vụ',
'Tổ chuyên môn', 'Công an xã') by the issuer of the plan or the place that its head prints.  Names are joined where
they say the same, or where one that says less fits one alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from extractors.issuer_places import province_class
from normalizers.letters import UPPER, fold
from pipeline.records import Citing, Unit
from pipeline.resolve.issuers import has_field, has_place, says_less
from pipeline.stated import StatedHeader, StatedUnit

_CLASSES = {
    "province": "tỉnh|thành phố",
    "district": "quận|huyện|thị xã|thành phố",
    "commune": "xã|phường|thị trấn|đặc khu",
}
_CLASS = re.compile(r"\b(?:" + "|".join(_CLASSES.values()) + r")\b ?")
_NAME = rf"(?:[{UPPER}]\w*|\d{{1,2}})(?:[ -]+[{UPPER}]\w*)*"
_PLACED = re.compile(rf"\b(?i:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu)\s+{_NAME}")
_SCHOOL = re.compile(rf"^(?i:trường|học viện|đại học)\s.*\s[{UPPER}]\w*(?:\s+[{UPPER}]\w*)*$")
_NATIONAL = re.compile(
    r"^(?:chính phủ|thủ tướng|quốc hội|ủy ban thường vụ quốc hội|văn phòng chính phủ|chủ tịch nước"
    r"|thanh tra chính phủ|bộ chính trị|ban bí thư|ngân hàng nhà nước|kiểm toán nhà nước)"
)
_MINISTRY = re.compile(r"^(?:(?:thứ|bộ) trưởng )?bộ\b")
_OF_PROVINCE = re.compile(r"^(?:(?:phó )?giám đốc )?(?:các )?sở\b")
_OF_DISTRICT = re.compile(r"^(?:(?:phó )?trưởng )?phòng\b")


@dataclass(slots=True)
class _Joined:
    """Rows of one unit: its name and whose it is, the forms it is written in, and where its rows are."""

    name: str
    belongs_to: str | None
    scope: str  # what tells it from units of the same name; empty where the name does
    rows: list[tuple[str, int, StatedUnit]] = field(default_factory=list)

    @property
    def unit_id(self) -> str:
        return sha256(f"unit|{fold(self.name)}|{self.scope}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Units:
    """All units, and their ids for the responsibilities of each document, in order."""

    units: tuple[Unit, ...]
    ids: dict[str, tuple[str, ...]]


def join_units(citing: Sequence[Citing]) -> Units:
    """Return the units of all documents; the order of the documents makes no difference."""
    found: dict[tuple[str, str], _Joined] = {}
    for document in sorted(citing, key=lambda c: c.doc_id):
        for index, row in enumerate(document.responsibilities):
            belongs_to = _belongs_to(row, document.header)
            scope = "" if belongs_to == "" else fold(belongs_to) if belongs_to else document.doc_id
            unit = found.setdefault((fold(row.unit_name), scope), _Joined(row.unit_name, belongs_to or None, scope))
            unit.rows.append((document.doc_id, index, row))
    joined = _without_short_names(list(found.values()))
    ids: dict[tuple[str, int], str] = {}
    for unit in joined:
        ids.update(dict.fromkeys(((doc_id, index) for doc_id, index, _ in unit.rows), unit.unit_id))
    return Units(
        tuple(sorted(map(_unit, joined), key=lambda u: u.unit_id)),
        {c.doc_id: tuple(ids[c.doc_id, i] for i in range(len(c.responsibilities))) for c in citing},
    )


def _belongs_to(row: StatedUnit, header: StatedHeader) -> str | None:
    """Return whose a unit is: empty where its name says all, None where nothing tells."""
    name = fold(row.unit_name)
    if row.unit_kind != "group":
        if _is_national(name) or _PLACED.search(row.unit_name):
            return ""
        if _SCHOOL.match(row.unit_name) or (header.issuer and fold(header.issuer) == name):
            return _own_place(header, "commune", "district") or header.parent_issuer or header.issued_place or ""
        if row.unit_kind == "body" and has_field(name) and has_place(row.unit_name):
            return ""
        if _OF_PROVINCE.match(name):
            return _own_place(header, "province") or header.issuer
        if _OF_DISTRICT.match(name) and not _OF_PROVINCE.match(fold(header.issuer or "")):
            return _own_place(header, "commune", "district") or header.issuer
    return header.issuer


def _is_national(name: str) -> bool:
    return bool(_NATIONAL.match(name) or (_MINISTRY.match(name) and has_field(name)))


def _own_place(header: StatedHeader, *levels: str) -> str | None:
    """Return the place of a level that the head of a plan prints: 'tỉnh An Hải'."""
    for level in levels:
        pattern = re.compile(rf"\b(?:{_CLASSES[level]})\s+{_NAME}")
        for printed in (header.issuer, header.parent_issuer):
            if printed and (place := pattern.search(printed)):
                return place[0]
    if _is_national(fold(header.issuer or "")):  # it sits in Hà Nội, and is not of Hà Nội
        return None
    province = province_class(header.issued_place or "")
    return f"{province} {header.issued_place}" if "province" in levels and province else None


def _without_short_names(units: list[_Joined]) -> list[_Joined]:
    """Join a name that says less with the one fuller name that it fits: 'Sở Nội vụ An Hải', '… tỉnh An Hải'.

    Only the class of a place may be left out, and only in names that say which place they mean.
    """
    placed = [u for u in units if not u.scope and has_place(u.name)]
    alike: dict[str, list[_Joined]] = defaultdict(list)
    for unit in placed:
        alike[_CLASS.sub("", fold(unit.name))].append(unit)
    gone: set[int] = set()
    for unit in sorted(placed, key=lambda u: (len(u.name), u.name)):
        others = alike[_CLASS.sub("", fold(unit.name))]
        fuller = [u for u in others if len(u.name) > len(unit.name) and says_less(unit.name, u.name)]
        if len(fuller) == 1:
            fuller[0].rows += unit.rows
            gone.add(id(unit))
    return [unit for unit in units if id(unit) not in gone]


def _unit(joined: _Joined) -> Unit:
    records = [row for _, _, row in joined.rows]
    kinds, levels = Counter(r.unit_kind for r in records), Counter(r.level for r in records if r.level)
    forms = Counter(r.unit for r in records)
    return Unit(
        unit_id=joined.unit_id,
        unit_name=joined.name,
        unit_kind=min(kinds, key=lambda k: (-kinds[k], k)),
        level=min(levels, key=lambda k: (-levels[k], k)) if levels else None,
        belongs_to=joined.belongs_to,
        documents=len({doc_id for doc_id, _, _ in joined.rows}),
        responsibilities=len(records),
        as_written=tuple(sorted(forms, key=lambda f: (-forms[f], f))),
    )
