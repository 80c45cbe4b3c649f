"""Stage resolve: what the documents of a folder say together, and where they differ.

Mentions of one document come under one `citation_id` (citations.py), units under one `unit_id` (units.py); which file
cites which is in edges.py, targets below those of a plan carried out in carried_targets.py.  Here it is settled what a
cited document is called; what mentions disagree on is said in `Resolution.disputes`, for check.py to flag.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from rapidfuzz import fuzz

from extractors.mention import SHARED
from normalizers.document_numbers import number_key
from normalizers.letters import bare, fold
from pipeline.records import Citation, Citing, Dispute, Resolution, Version
from pipeline.resolve.akn import akn_id
from pipeline.resolve.carried_targets import lower_targets
from pipeline.resolve.citations import group
from pipeline.resolve.cited import Cited, Cluster, Grouped
from pipeline.resolve.edges import edges, files_cited
from pipeline.resolve.issuers import can_be_one
from pipeline.resolve.outdated import outdated
from pipeline.resolve.units import join_units
from pipeline.stated import StatedBasis

OTHER_SUBJECT = 50  # of 100: below it two titles have hardly a word in common

T = TypeVar("T", bound=Hashable)


def resolve(citing: Sequence[Citing]) -> Resolution:
    """Join what all documents state; the order of the documents makes no difference."""
    grouped = group(citing)
    clusters = [cluster for cluster in grouped.clusters if cluster.mentions()]
    ids = {(m.doc_id, m.index): cluster.citation_id for cluster in clusters for m in cluster.mentions()}
    citation_ids = {c.doc_id: tuple(ids[c.doc_id, i] for i in range(len(c.legal_bases))) for c in citing}
    citations = {cluster.citation_id: _citation(cluster) for cluster in clusters}
    cited_files = files_cited(clusters, citing)
    links = edges(citing, citation_ids, cited_files)
    units = join_units(citing)
    return Resolution(
        citation_ids=citation_ids,
        citations=tuple(sorted(citations.values(), key=lambda c: c.citation_id)),
        disputes={
            cluster.citation_id: disputes
            for cluster in clusters
            if (disputes := tuple(_disputes(cluster, citations[cluster.citation_id].conflicts)))
        },
        ambiguous=_ambiguous(grouped, citations),
        edges=links,
        units=units.units,
        unit_ids=units.ids,
        outdated=outdated(citing, citation_ids, citations, cited_files),
        lower_targets=lower_targets(citing, links),
    )


def _type(basis: StatedBasis) -> str | None:
    return basis.cited_type


def _number(basis: StatedBasis) -> str | None:
    return basis.cited_number


def _date(basis: StatedBasis) -> date | None:
    return basis.cited_date


def _issuer(basis: StatedBasis) -> str | None:
    return basis.issuer


def _citation(cluster: Cluster) -> Citation:
    day = _best(cluster, _date)
    best = Citation(
        citation_id=cluster.citation_id,
        cited_type=_best(cluster, _type),
        cited_number=_best(cluster, _number),
        cited_date=day,
        cited_year=day.year if day else _best(cluster, lambda b: b.cited_year),
        issuer=_best(cluster, _issuer),
        subject=_best(cluster, lambda b: b.subject),
        mentions=len(cluster.mentions()),
        documents=len({m.doc_id for m in cluster.mentions()}),
        conflicts=(),
    )
    best = replace(best, conflicts=tuple(_conflicts(cluster, best)))
    return replace(best, akn_id=_akn_id(cluster, best))


def _akn_id(cluster: Cluster, best: Citation) -> str | None:
    """Return the document's name, unless a part of it is disputed and no value has more documents behind it."""
    parts = {"cited_number": _number, "cited_type": _type, "cited_date": _date, "issuer": _issuer}
    for name, value in parts.items():
        supported = [len(paths) for _, paths in _ranked(cluster, value)]
        if name in best.conflicts and _settled(cluster, value) is None and supported[:1] == supported[1:2]:
            return None
    return akn_id(best.cited_type, best.cited_number, best.cited_date, best.issuer)


def _best(cluster: Cluster, value: Callable[[StatedBasis], T | None]) -> T | None:
    """Return the value that most documents state, then most mentions; the longer where they draw.

    What the document says of itself comes first, unless that was read from a picture.
    """
    settled = _settled(cluster, value)
    ranked = _ranked(cluster, value)
    return settled if settled is not None else ranked[0][0] if ranked else None


def _settled(cluster: Cluster, value: Callable[[StatedBasis], T | None]) -> T | None:
    stated = {value(m.basis) for m in cluster.members if m.own and m.trusted} - {None}
    return stated.pop() if len(stated) == 1 else None


def _ranked(cluster: Cluster, value: Callable[[StatedBasis], T | None]) -> list[tuple[T, set[str]]]:
    """Return the values with the paths of the documents that state them, best supported first.

    What was read from pictures or restored counts behind what was not.
    """
    mentions: Counter[T] = Counter()
    paths: dict[T, set[str]] = defaultdict(set)
    for m in _heard(cluster):
        stated = value(m.basis)
        if stated is not None:
            mentions[stated] += 1
            paths[stated].add(m.path)
    doubtful = _doubtful(cluster)
    order = sorted(
        mentions, key=lambda v: (-len(paths[v] - doubtful), -len(paths[v]), -mentions[v], -len(str(v)), str(v))
    )
    return [(v, paths[v]) for v in order]


def _doubtful(cluster: Cluster) -> frozenset[str]:
    return frozenset(m.path for m in cluster.members if m.doubtful)


def _heard(cluster: Cluster) -> list[Cited]:
    """Return the mentions that count: those that only share the day or issuer of another say nothing of their own."""
    trusted = [m for m in cluster.members if m.trusted]
    return [m for m in trusted if not m.basis.method.endswith(SHARED)] or trusted


def _conflicts(cluster: Cluster, best: Citation) -> list[str]:
    """Return the fields on which a mention disagrees with what is best supported."""
    heard = _heard(cluster)
    bases = [m.basis for m in heard]
    found = []
    keys = {number_key(b.cited_number) for b in bases if b.cited_number}
    whole = {m.key for m in cluster.members if m.number and m.number.symbols}
    if len(keys & whole) > 1:
        found.append("cited_number")
    for name in ("cited_type", "cited_date", "cited_year"):
        if len({getattr(b, name) for b in bases} - {None}) > 1:
            found.append(name)
    told_by_symbol = any(m.number and m.number.issuer for m in cluster.members)
    if not told_by_symbol and any(not _one_issuer(m, best.issuer) for m in heard):
        found.append("issuer")
    title = fold(best.subject or "")
    subjects = {m.subject for m in cluster.mentions() if m.subject}
    if any(fuzz.token_set_ratio(subject, title) < OTHER_SUBJECT for subject in subjects):
        found.append("subject")
    return found


def _one_issuer(one: Cited, issuer: str | None) -> bool:
    """Return whether nothing speaks against the issuer; marks may be wrong where letters are doubtful."""
    stated = one.basis.issuer
    return can_be_one(stated, issuer) or (one.doubtful and bare(fold(stated or "")) == bare(fold(issuer or "")))


def _disputes(cluster: Cluster, conflicts: Sequence[str]) -> Iterable[Dispute]:
    if "cited_date" in conflicts:
        yield Dispute("cited_date", dict(_versions(cluster, _date)))
    if "issuer" in conflicts:
        yield Dispute("issuer", dict(_versions(cluster, _issuer)))


def _versions(cluster: Cluster, value: Callable[[StatedBasis], T | None]) -> Iterator[tuple[T, Version]]:
    """Yield each value with whether it departs from the best supported.

    What was read from a picture or restored stands back behind what was not: it may be a misread digit.
    """
    settled, doubtful, ranked = _settled(cluster, value), _doubtful(cluster), _ranked(cluster, value)
    support = {stated: (len(paths - doubtful), len(paths)) for stated, paths in ranked}
    for stated, paths in ranked:
        outdone = any(other != stated and support[other] >= support[stated] for other in support)
        departs = stated != settled if settled is not None else outdone
        yield stated, Version(departs, tuple(sorted(paths)[:3]))


def _ambiguous(grouped: Grouped, known: Mapping[str, Citation]) -> dict[str, dict[int, tuple[str, ...]]]:
    """Return what each mention that fits several documents may be, as messages name them."""
    found: dict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for (doc_id, index), clusters in grouped.ambiguous.items():
        citations = [known.get(cluster.citation_id) or _citation(cluster) for cluster in clusters]
        found[doc_id][index] = tuple(sorted(map(named, citations)))
    return dict(found)


def named(citation: Citation) -> str:
    """Return a cited document as messages name it: 'Kế hoạch 07/KH-UBND ngày 06/01/2031'."""
    day = f"ngày {citation.cited_date:%d/%m/%Y}" if citation.cited_date else None
    words = (
        citation.cited_type,
        citation.cited_number or citation.subject,
        day,
        citation.issuer and f"({citation.issuer})",
    )
    return " ".join(word for word in words if word)
