"""Cited documents that are amended or replaced, as far as a text of the folder says so (extractors/amendments.py).

What is not written in any document of the folder is not known here: this is no register of what is in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractors.amendments import ITSELF
from normalizers.letters import fold
from pipeline.records import Citation, Citing, Outdated


def outdated(
    citing: Sequence[Citing],
    citation_ids: Mapping[str, Sequence[str]],
    citations: Mapping[str, Citation],
    files: Mapping[str, str],
) -> dict[str, tuple[Outdated, ...]]:
    """Return, by citation id, what has amended or replaced a cited document, each newer document once.

    `files` are the doc_ids of the cited documents that are files of the folder.
    """
    found: dict[str, dict[tuple[str, str], Outdated]] = defaultdict(dict)
    for document in sorted(citing, key=lambda c: c.path):
        ids = citation_ids[document.doc_id]
        for amendment in document.amendments:
            if amendment.by == ITSELF and amendment.kind == "amends":  # or only proposes to: 'đề xuất sửa đổi …'
                continue
            of = ids[amendment.of]
            newer = _itself(document) if amendment.by == ITSELF else citations[ids[amendment.by]]
            older = citations[of].cited_date
            if newer is None or newer.cited_date is None or newer.citation_id == of:
                continue
            if older and older >= newer.cited_date:  # misread: nothing is amended by what was there before it
                continue
            name = " ".join(filter(None, (newer.cited_type, newer.cited_number or newer.subject)))
            file = files.get(newer.citation_id) or (document.doc_id if newer.citation_id == "" else None)
            said = Outdated(amendment.kind, name, newer.citation_id, newer.cited_date, document.path, file)
            found[of].setdefault((name, said.kind), said)
    return {of: tuple(said.values()) for of, said in found.items()}


def _itself(document: Citing) -> Citation | None:
    header = document.header
    if document.doubtful or not header.doc_type or fold(header.doc_type) == "dự thảo":
        return None
    return Citation(
        "",
        header.doc_type,
        header.doc_number,
        header.issued_date,
        None,
        header.issuer,
        header.title,
        0,
        0,
        (),
    )
