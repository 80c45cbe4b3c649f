"""A bare 'UBND quận' or 'Tỉnh ủy' is that of the plan's own place, and gets its name.

The place comes from the plan's head, from the one body of that class which the document names in full, from the title,
or from the line 'Đồ Sơn, ngày …'; where none tells it, the name stays bare.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.legal_issuers import CLASSES
from extractors.passage import Plan
from normalizers.letters import UPPER, fold
from normalizers.tables import rows

_BARE_CLASS = re.compile(rf"(?<!\w)(?P<kind>{CLASSES})$", re.IGNORECASE)
_BARE_PARTY = re.compile(r"(?<!\w)(?P<kind>tỉnh|thành|quận|huyện|thị) ủy$", re.IGNORECASE)
_PARTY_CLASS = {"thành": "thành phố", "thị": "thị xã"}
_NAME = rf"(?:[{UPPER}]\w*|\d{{1,2}})(?:\s+(?:-\s+)?[{UPPER}]\w*)*"


def complete(name: str, plan: Plan, bodies: frozenset[str]) -> str:
    """Return the issuer's name with its place; `bodies` are the other issuers that the document names.

    >>> complete("Ủy ban nhân dân quận", Plan(issuer="Trường Tiểu học Hoa Sen", place="Đồ Sơn"), frozenset())
    'Ủy ban nhân dân quận Đồ Sơn'
    """
    bare = _BARE_CLASS.search(name) or _BARE_PARTY.search(name)
    if bare is None:
        return name
    kind = bare["kind"].lower()
    place = _place(_PARTY_CLASS.get(kind, kind), plan, bodies)
    return f"{name} {place}" if place else name


def _place(kind: str, plan: Plan, bodies: frozenset[str]) -> str | None:
    named = re.compile(rf"(?<!\w)(?i:{kind})\s+(?P<name>{_NAME})")
    for own in (plan.issuer, plan.parent_issuer):
        if own and (found := named.search(own)):
            return found["name"]
    others = {found["name"] for body in bodies if (found := named.search(body))}
    if len(others) == 1:
        return others.pop()
    if plan.title and (found := named.search(plan.title)):
        return found["name"]
    return plan.place if plan.place and _is_of(plan.place, kind) else None


def _is_of(place: str, kind: str) -> bool:
    """Whether a place can be of that class: provinces are known; any other place is no province."""
    province = province_class(place)
    return province == kind if province else kind not in ("tỉnh", "thành phố")


def province_class(place: str) -> str | None:
    """Return 'tỉnh' or 'thành phố' for the name of a province, None for any other place."""
    return _provinces().get(fold(place))


@cache
def _provinces() -> dict[str, str]:
    return {fold(row["seen"]): row["value"] for row in rows("provinces")}
