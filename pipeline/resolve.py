"""Mentions of one document, in any plan of the folder, under one `citation_id`, and what is known of it.

Which mentions are one document is decided in citations.py.  What they disagree on is said in `Resolution.disputes`,
for check.py to flag.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz

from extractors.mention import LegalBasis
from normalizers.letters import fold
from pipeline.citations import Cluster, group
from pipeline.issuers import can_be_one
from pipeline.records import Citation, Citing, Dispute, Resolution

OTHER_SUBJECT = 50  # of 100: below it two titles have hardly a word in common

T = TypeVar("T", bound=Hashable)


def resolve(citing: Sequence[Citing]) -> Resolution:
    """Join the mentions of all documents; the order of the documents makes no difference."""
    clusters = group(citing)
    ids = {(m.doc_id, m.index): cluster.citation_id for cluster in clusters for m in cluster.members}
    citations = [_citation(cluster) for cluster in clusters]
    return Resolution(
        citation_ids={c.doc_id: tuple(ids[c.doc_id, i] for i in range(len(c.legal_bases))) for c in citing},
        citations=tuple(sorted(citations, key=lambda c: c.citation_id)),
        disputes={
            citation.citation_id: disputes
            for cluster, citation in zip(clusters, citations, strict=True)
            if (disputes := tuple(_disputes(cluster, citation.conflicts)))
        },
    )


def _citation(cluster: Cluster) -> Citation:
    day = _best(cluster, lambda b: b.cited_date)
    best = Citation(
        citation_id=cluster.citation_id,
        cited_type=_best(cluster, lambda b: b.cited_type),
        cited_number=_best(cluster, lambda b: b.cited_number),
        cited_date=day,
        cited_year=day.year if day else _best(cluster, lambda b: b.cited_year),
        issuer=_best(cluster, lambda b: b.issuer),
        subject=_best(cluster, lambda b: b.subject),
        mentions=len(cluster.members),
        documents=len(cluster.documents()),
        conflicts=(),
    )
    return replace(best, conflicts=tuple(_conflicts(cluster, best)))


def _best(cluster: Cluster, value: Callable[[LegalBasis], T | None]) -> T | None:
    """Return the value that most documents state, then most mentions; the longer where they draw."""
    ranked = _ranked(cluster, value)
    return ranked[0][0] if ranked else None


def _ranked(cluster: Cluster, value: Callable[[LegalBasis], T | None]) -> list[tuple[T, set[str]]]:
    mentions: Counter[T] = Counter()
    paths: dict[T, set[str]] = defaultdict(set)
    for m in cluster.members:
        stated = value(m.basis)
        if stated is not None:
            mentions[stated] += 1
            paths[stated].add(m.path)
    order = sorted(mentions, key=lambda v: (-len(paths[v]), -mentions[v], -len(str(v)), str(v)))
    return [(v, paths[v]) for v in order]


def _conflicts(cluster: Cluster, best: Citation) -> list[str]:
    """Return the fields on which a mention disagrees with what is best supported."""
    bases = [m.basis for m in cluster.members]
    found = []
    for name in ("cited_type", "cited_date", "cited_year"):
        if len({getattr(b, name) for b in bases} - {None}) > 1:
            found.append(name)
    told_by_symbol = any(m.number and m.number.issuer for m in cluster.members)
    if not told_by_symbol and any(not can_be_one(b.issuer, best.issuer) for b in bases):
        found.append("issuer")
    title = fold(best.subject or "")
    subjects = {m.subject for m in cluster.members if m.subject}
    if any(fuzz.token_set_ratio(subject, title) < OTHER_SUBJECT for subject in subjects):
        found.append("subject")
    return found


def _disputes(cluster: Cluster, conflicts: Sequence[str]) -> Iterable[Dispute]:
    if "cited_date" in conflicts:
        days = _ranked(cluster, lambda b: b.cited_date)
        yield Dispute("cited_date", {day: tuple(sorted(paths)) for day, paths in days})
    if "issuer" in conflicts:
        issuers = _ranked(cluster, lambda b: b.issuer)
        yield Dispute("issuer", {issuer: tuple(sorted(paths)) for issuer, paths in issuers})
