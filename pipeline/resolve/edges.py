"""Which document cites which, and which cited document is itself a file of the folder.

A school's plan cites that of its office, and that one the district's: followed from row to row, edges are the chain.
A file is known to be the cited document by its own head: number, day and issuer, or, where its number was left blank
on paper, symbol, day, type and issuer.  Where two files would do, as two copies of one plan, none is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from normalizers.letters import fold
from pipeline.records import Citing, Edge
from pipeline.resolve.cited import Cluster
from pipeline.resolve.issuers import can_be_one, has_place


def files_cited(clusters: Sequence[Cluster], citing: Sequence[Citing]) -> dict[str, str]:
    """Return, by citation id, the doc_id of the file that is the cited document."""
    found: dict[str, set[str]] = defaultdict(set)
    for cluster in clusters:
        for own in (m for m in cluster.members if m.own):
            if own.trusted or own.day in {m.day for m in cluster.mentions()}:
                found[cluster.citation_id].add(own.doc_id)
    of_day: dict[date, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for day in cluster.days():
            of_day[day].append(cluster)
    for file in (c for c in citing if c.header.doc_symbol and not c.header.doc_number):
        same_day = of_day.get(file.header.issued_date, ()) if file.header.issued_date else ()
        meant = [cluster for cluster in same_day if _is_blank(file, cluster)]
        if len(meant) == 1:
            found[meant[0].citation_id].add(file.doc_id)
    return {citation_id: next(iter(files)) for citation_id, files in found.items() if len(files) == 1}


def _is_blank(file: Citing, cluster: Cluster) -> bool:
    """Return whether a file without its number can only be the cited document: all else agrees."""
    header = file.header
    symbol = _symbol(header.doc_symbol or "")
    return has_place(header.issuer) and any(
        m.number
        and _symbol("-".join(m.number.symbols)) == symbol
        and m.day == header.issued_date
        and has_place(m.basis.issuer)
        and can_be_one(m.basis.issuer, header.issuer)
        and (not header.doc_type or m.kind == fold(header.doc_type))
        for m in cluster.mentions()
    )


def _symbol(symbol: str) -> str:
    return "".join(c for c in symbol.upper() if c.isalnum())


def edges(
    citing: Sequence[Citing], citation_ids: Mapping[str, Sequence[str]], files: Mapping[str, str]
) -> dict[str, tuple[Edge, ...]]:
    """Return the edges of each document, in the order of their first mentions: one for each citation and role."""
    found: dict[str, tuple[Edge, ...]] = {}
    for document in citing:
        mentions: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, (basis, citation_id) in enumerate(
            zip(document.legal_bases, citation_ids[document.doc_id], strict=True)
        ):
            mentions[citation_id, basis.role].append(index)
        found[document.doc_id] = tuple(
            Edge(citation_id, role, _other(files.get(citation_id), document.doc_id), len(indices), indices[0])
            for (citation_id, role), indices in mentions.items()
        )
    return found


def _other(file: str | None, citing: str) -> str | None:
    """A document that names itself cites no other."""
    return None if file == citing else file
