"""Mentions that are one document, put together: which must agree, and where one that says too little belongs.

'107/2020/NĐ-CP' is one decree; '45/KH-SGDĐT' is as many plans as there are education offices and years.  A mention that
leaves year or issuer open joins the one document that fits it, first within its own plan; where two fit, or none, it
stays by itself.  Nothing is joined because it looks alike.  What a cited document is called is settled in resolve.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TypeVar

from rapidfuzz import fuzz

from extractors.mention import LegalBasis
from normalizers.document_numbers import DocumentNumber, number_key, read_number
from normalizers.letters import fold
from pipeline.issuers import can_be_one, length, says_less
from pipeline.records import Citing

SAME_SUBJECT = 90  # of 100: two wordings of one title, 'Cải cách hành chính …' and 'công tác cải cách hành chính …'
TELLING_WORDS = 4  # a title of fewer words, 'công tác văn thư', is that of many documents
LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")  # known by name and year, with or without number

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cited:
    """A mention with what its number tells."""

    doc_id: str
    path: str
    index: int
    basis: LegalBasis
    number: DocumentNumber | None
    key: str  # of the number; empty where there is none
    kind: str
    subject: str

    @property
    def year(self) -> int | None:
        b = self.basis
        return b.cited_date.year if b.cited_date else b.cited_year or (self.number.year if self.number else None)

    @property
    def national(self) -> bool:
        """Whether the symbol names one body of the whole country, 'NĐ-CP', 'NQ/TW'."""
        return self.number is not None and (self.number.issuer is not None or "TW" in self.number.symbols)

    @property
    def anchored(self) -> bool:
        """Whether it says enough to be told from every other document."""
        return self.year is not None and (self.national or self.basis.issuer is not None)


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

    def documents(self) -> set[str]:
        return {m.doc_id for m in self.members}

    def days(self) -> set[date]:
        return {m.basis.cited_date for m in self.members if m.basis.cited_date}

    def subjects(self) -> set[str]:
        return {m.subject for m in self.members if m.subject}


def group(citing: Sequence[Citing]) -> list[Cluster]:
    """Return the mentions of all documents, each in one cluster; the order of the documents makes no difference."""
    cited = [_cited(c, i, basis) for c in citing for i, basis in enumerate(c.legal_bases)]
    clusters = _numbered([c for c in cited if c.number and c.number.symbols])
    clusters += _standards([c for c in cited if c.kind == "tiêu chuẩn"])
    others = [c for c in cited if c.kind != "tiêu chuẩn" and not (c.number and c.number.symbols)]
    clusters += _bare([c for c in others if c.number], clusters)
    clusters += _unnumbered([c for c in others if not c.number], clusters)
    return clusters


def _cited(citing: Citing, index: int, basis: LegalBasis) -> Cited:
    number = read_number(basis.cited_number) if basis.cited_number else None
    kind = fold(basis.cited_type or "")
    if kind == "tiêu chuẩn":
        number = None
    key = number_key(basis.cited_number) if basis.cited_number else ""
    return Cited(citing.doc_id, citing.path, index, basis, number, key, kind, fold(basis.subject or ""))


def _sorted(blocks: dict[T, list[Cited]]) -> list[tuple[T, list[Cited]]]:
    """Return blocks in one order, whatever the order of the documents; their keys may hold None."""
    return sorted(blocks.items(), key=lambda pair: repr(pair[0]))


def _by(cited: Iterable[Cited], key: Callable[[Cited], T]) -> dict[T, list[Cited]]:
    groups: dict[T, list[Cited]] = defaultdict(list)
    for one in cited:
        groups[key(one)].append(one)
    return groups


# ---------------------------------------------------------------- documents with a whole number


def _numbered(cited: list[Cited]) -> list[Cluster]:
    clusters: list[Cluster] = []
    for key, block in _sorted(_by(cited, lambda c: c.key)):
        number = block[0].number
        if number and number.year and block[0].national:
            clusters.append(Cluster(("number", key), number.year, number.issuer, block))
            continue
        anchored = _anchored(key, [c for c in block if c.anchored])
        clusters += anchored + _loose([c for c in block if not c.anchored], anchored, key)
    return clusters


def _anchored(key: str, cited: list[Cited]) -> list[Cluster]:
    """Group by year and issuer, the fullest names first, so that shorter ones find the one they stand for."""
    clusters: list[Cluster] = []
    unclear: list[Cited] = []
    groups = _by(cited, lambda c: (c.year or 0, "" if c.national else c.basis.issuer or ""))
    for (year, issuer), members in sorted(groups.items(), key=lambda g: (g[0][0], -length(g[0][1]), g[0][1])):
        fitting = [c for c in clusters if c.year == year and says_less(issuer, c.issuer or "")]
        if len(fitting) == 1:
            fitting[0].members += members
        elif fitting:
            unclear += members
        else:
            clusters.append(Cluster(("number", key, year, fold(issuer)), year, issuer or None, list(members)))
    merged = _merged(clusters)
    return merged + _loose(unclear, merged, key)


def _merged(clusters: list[Cluster]) -> list[Cluster]:
    """Put together what one misprint has parted: all agrees, the title too, but for the issuer or the year."""
    kept: list[Cluster] = []
    by_title: dict[str, list[tuple[Cluster, Cited]]] = defaultdict(list)
    for cluster in clusters:
        titled = [m for m in cluster.members if len(m.subject.split()) >= TELLING_WORDS]
        home = next((c for m in titled for c, n in by_title[m.subject] if _parted_by_misprint(m, n)), None)
        if home:
            home.members += cluster.members
        else:
            kept.append(cluster)
        for m in titled:
            by_title[m.subject].append((home or cluster, m))
    return kept


def _parted_by_misprint(a: Cited, b: Cited) -> bool:
    one, other = a.basis.cited_date, b.basis.cited_date
    if one is None or other is None or (one.day, one.month) != (other.day, other.month):
        return False
    return one == other or can_be_one(a.basis.issuer, b.basis.issuer)


def _loose(cited: list[Cited], anchored: list[Cluster], key: str) -> list[Cluster]:
    """Find the one document for mentions that leave year or issuer open; the others stay by themselves."""
    known = [(cluster, cluster.documents(), cluster.days(), cluster.subjects()) for cluster in anchored]
    rest: list[Cited] = []
    for one in cited:
        fitting = [k for k in known if _fits(one, k[0])]
        own = [k for k in fitting if one.doc_id in k[1]]
        home = own or [k for k in fitting if _confirmed(one, k[2], k[3])]
        if len(home) == 1:
            home[0][0].members.append(one)
        else:
            rest.append(one)
    return [
        Cluster(("loose", key, *identity), members[0].year, members[0].basis.issuer, members)
        for identity, members in _sorted(_by(rest, _loose_identity))
    ]


def _fits(one: Cited, cluster: Cluster) -> bool:
    same_year = one.year is None or cluster.year is None or one.year == cluster.year
    return same_year and (one.national or can_be_one(one.basis.issuer, cluster.issuer))


def _confirmed(one: Cited, days: set[date], subjects: set[str]) -> bool:
    """Return whether a document cited in another plan is surely the same: by its day, or by its title and issuer."""
    if one.basis.cited_date:
        return one.basis.cited_date in days
    if not one.subject or not (one.national or (one.basis.issuer and one.year)):
        return False
    return any(fuzz.token_sort_ratio(one.subject, subject) >= SAME_SUBJECT for subject in subjects)


def _loose_identity(one: Cited) -> tuple[object, ...]:
    """A number with its day is one document everywhere; anything less, only within its own plan."""
    if one.basis.cited_date and not one.basis.issuer:
        return (one.basis.cited_date.isoformat(),)
    return (one.year, fold(one.basis.issuer or ""), one.doc_id)


# ---------------------------------------------------------------- standards, back references, documents without number


def _standards(cited: list[Cited]) -> list[Cluster]:
    """'ISO 9001:2015' and 'TCVN ISO 9001:2015' are one standard."""
    blocks = _by(cited, lambda c: c.key.removeprefix("TCVN") if "ISO" in c.key else c.key)
    return [Cluster(("standard", key), members[0].year, None, members) for key, members in _sorted(blocks)]


def _bare(cited: list[Cited], numbered: list[Cluster]) -> list[Cluster]:
    """Give 'Kế hoạch số 07' and 'Nghị định 34' to the one document that the same plan cites in full."""
    at_home: dict[str, list[tuple[Cluster, Cited]]] = defaultdict(list)
    for cluster in numbered:
        for m in cluster.members:
            at_home[m.doc_id].append((cluster, m))
    rest: list[Cited] = []
    for one in cited:
        fitting = {id(cluster): cluster for cluster, full in at_home[one.doc_id] if _refers(one, full)}
        if len(fitting) == 1:
            fitting.popitem()[1].members.append(one)
        else:
            rest.append(one)
    blocks = _by(rest, lambda c: (c.kind, c.key, c.year, c.doc_id))
    return [Cluster(("bare", *identity), members[0].year, None, members) for identity, members in _sorted(blocks)]


def _refers(one: Cited, full: Cited) -> bool:
    if not one.number or not full.number:
        return False
    same_number = one.number.serial.lstrip("0") == full.number.serial.lstrip("0")
    same_year = one.year is None or full.year is None or one.year == full.year
    same_kind = not one.kind or not full.kind or one.kind == full.kind
    return same_number and same_year and same_kind and can_be_one(one.basis.issuer, full.basis.issuer)


def _unnumbered(cited: list[Cited], numbered: list[Cluster]) -> list[Cluster]:
    """Join documents known by type, day or year, issuer and title; a law also with the mentions of its number."""
    titled: dict[tuple[str, str, int | None], list[tuple[Cluster, set[date]]]] = defaultdict(list)
    for cluster in numbered:
        days = cluster.days()
        for title in {(m.kind, m.subject, m.year) for m in cluster.members if m.subject}:
            titled[title].append((cluster, days))
    rest: list[Cited] = []
    for one in cited:
        fitting = [c for c, days in titled[one.kind, one.subject, one.year] if _fits(one, c) and _may_be(one, days)]
        if len(fitting) == 1:
            fitting[0].members.append(one)
        else:
            rest.append(one)
    return _laws([c for c in rest if _is_law(c)]) + [
        Cluster(("name", *name), members[0].year, members[0].basis.issuer, members)
        for name, members in _sorted(_by((c for c in rest if not _is_law(c)), _name))
    ]


def _may_be(one: Cited, days: set[date]) -> bool:
    """Return whether type, title and year are enough to join: they are for a law, unless its days differ."""
    day = one.basis.cited_date
    return day in days or (one.kind in LAWS and (day is None or not days))


def _is_law(one: Cited) -> bool:
    return one.kind in LAWS and bool(one.subject)


def _laws(cited: list[Cited]) -> list[Cluster]:
    """Group laws by name and year, and by day where one name was passed twice in a year."""
    days: dict[tuple[str, str, int | None], set[str]] = defaultdict(set)
    for one in cited:
        days[one.kind, one.subject, one.year] |= {_day(one)} - {""}
    blocks = _by(
        cited, lambda c: (c.kind, c.subject, c.year, _day(c) if len(days[c.kind, c.subject, c.year]) > 1 else "")
    )
    return [Cluster(("law", *law), law[2], None, members) for law, members in _sorted(blocks)]


def _day(one: Cited) -> str:
    return one.basis.cited_date.isoformat() if one.basis.cited_date else ""


def _name(one: Cited) -> tuple[object, ...]:
    told_apart = one.basis.cited_date and one.basis.issuer
    day = _day(one) or one.year
    return (one.kind, one.subject, day, fold(one.basis.issuer or ""), "" if told_apart else one.doc_id)
