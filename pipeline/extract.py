"""Stage extract: outline → what the document states.  The finding itself is done in `extractors`."""

from __future__ import annotations

from extractors.deadlines import find_deadlines
from extractors.header import read_header
from extractors.legal_bases import find_legal_bases
from extractors.passage import Plan
from extractors.responsibilities import find_responsibilities
from extractors.targets import find_targets
from pipeline.records import Extracted, Outline


def extract(outline: Outline) -> Extracted:
    """Return header, legal bases, targets, deadlines and responsibilities of one document."""
    header = read_header(outline.passages)
    plan = Plan(
        issuer=header.issuer,
        parent_issuer=header.parent_issuer,
        place=header.issued_place,
        title=header.title,
        doc_type=header.doc_type,
        doc_number=header.doc_number,
        doc_symbol=header.doc_symbol,
        issued_date=header.issued_date,
        period_start=header.period_start,
        period_end=header.period_end,
    )
    return Extracted(
        outline=outline,
        header=header,
        legal_bases=tuple(find_legal_bases(outline.passages, plan)),
        targets=tuple(find_targets(outline.passages, plan)),
        deadlines=tuple(find_deadlines(outline.passages, plan)),
        responsibilities=tuple(find_responsibilities(outline.passages, plan)),
    )
