"""A mention with what its number tells, and the mentions of one document put together.

Which mentions belong together is decided in citations.py and short_forms.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TypeVar

from normalizers.document_numbers import DocumentNumber, number_key, read_number
from normalizers.letters import fold
from pipeline.records import Citing
from pipeline.resolve.issuers import has_place, is_own_place
from pipeline.stated import StatedBasis, StatedHeader

LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")  # known by name and year, with or without number
STANDARD = "tiêu chuẩn"
OWN = -1  # index of what a document says of itself, beside the mentions in it, which count from 0

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cited:
    """A mention with what its number tells."""

    doc_id: str
    path: str
    index: int
    basis: StatedBasis
    number: DocumentNumber | None
    key: str  # of the number; empty where there is none
    kind: str
    subject: str
    national: bool  # its symbol names one body of the whole country, 'NĐ-CP', 'NQ/TW'
    doubtful: bool = False  # as `Citing.doubtful`

    @property
    def own(self) -> bool:
        """Whether it is the document itself that speaks, in its head, and not one that cites it."""
        return self.index == OWN

    @property
    def trusted(self) -> bool:
        """Whether it may contradict others: what a doubtful head says of itself may not."""
        return not (self.own and self.doubtful)

    @property
    def year(self) -> int | None:
        b = self.basis
        return b.cited_date.year if b.cited_date else b.cited_year or (self.number.year if self.number else None)

    @property
    def day(self) -> date | None:
        return self.basis.cited_date

    @property
    def anchored(self) -> bool:
        """Whether it says enough to be told from every other document: 'Sở Nội vụ' alone is one of many."""
        return self.year is not None and (self.national or has_place(self.basis.issuer))

    @property
    def dated(self) -> bool:
        """Whether its number and day are enough: not where the issuer is that of the plan's own, unnamed place."""
        return self.day is not None and not is_own_place(self.basis.issuer)


@dataclass(slots=True)
class Cluster:
    """Mentions of one document; `identity` is what its id is made of."""

    identity: tuple[object, ...]
    year: int | None = None
    issuer: str | None = None
    members: list[Cited] = field(default_factory=list)

    @property
    def citation_id(self) -> str:
        return sha256("|".join(str(part) for part in self.identity).encode()).hexdigest()[:16]

    def mentions(self) -> list[Cited]:
        return [m for m in self.members if not m.own]

    def documents(self) -> set[str]:
        return {m.doc_id for m in self.members}

    def days(self) -> set[date]:
        return {m.day for m in self.members if m.day}

    def subjects(self) -> set[str]:
        return {m.subject for m in self.members if m.subject}


@dataclass(slots=True)
class Grouped:
    """All mentions in clusters, and those that fit several: (doc_id, index) → the clusters they may be."""

    clusters: list[Cluster] = field(default_factory=list)
    ambiguous: dict[tuple[str, int], list[Cluster]] = field(default_factory=dict)

    def note(self, one: Cited, fitting: list[Cluster]) -> None:
        if not one.own:
            self.ambiguous[one.doc_id, one.index] = fitting


def cited(citing: Citing, index: int, basis: StatedBasis) -> Cited:
    """Return a mention with its number read."""
    number = read_number(basis.cited_number) if basis.cited_number else None
    kind = fold(basis.cited_type or "")
    if kind == STANDARD:
        number = None
    key = number_key(basis.cited_number) if basis.cited_number else ""
    subject = fold(basis.subject or "")
    national = number is not None and (number.issuer is not None or "TW" in number.symbols)
    return Cited(citing.doc_id, citing.path, index, basis, number, key, kind, subject, national, citing.doubtful)


def itself(citing: Citing) -> Cited | None:
    """Return the document as its own head names it; None where number, day or issuer is wanting or doubtful."""
    header = citing.header
    if not header.doc_number or not header.issued_date or not header.issuer:
        return None
    own = cited(citing, OWN, _named(header))
    if own.number is None or not own.number.symbols:
        return None
    if own.number.year not in (None, header.issued_date.year):  # one of the two was misread
        return None
    return own if own.anchored else None


def _named(header: StatedHeader) -> StatedBasis:
    return StatedBasis(
        method="head",
        cited_type=header.doc_type,
        cited_number=header.doc_number,
        cited_date=header.issued_date,
        cited_year=None,
        issuer=header.issuer,
        subject=header.title,
        role="itself",
    )


def by(cited: Iterable[Cited], key: Callable[[Cited], T]) -> dict[T, list[Cited]]:
    """Return mentions grouped by what they have in common."""
    groups: dict[T, list[Cited]] = defaultdict(list)
    for one in cited:
        groups[key(one)].append(one)
    return groups


def in_order(blocks: dict[T, list[Cited]]) -> list[tuple[T, list[Cited]]]:
    """Return blocks in one order, whatever the order of the documents; their keys may hold None."""
    return sorted(blocks.items(), key=lambda pair: repr(pair[0]))
