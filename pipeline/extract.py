"""Stage extract: outline → what the document states.  The finding itself is done in `extractors`.

They know text alone; that some of it was restored by guess is made up for here, in the confidence of the records.
"""

from __future__ import annotations

from extractors.amendments import find_amendments
from extractors.deadlines import find_deadlines
from extractors.header import read_header
from extractors.legal_bases import find_legal_bases
from extractors.passage import Plan
from extractors.responsibilities import find_responsibilities
from extractors.targets import find_targets
from pipeline.guesses import Doubts
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
    doubts = Doubts(outline.reading)
    legal_bases = doubts.lowered(find_legal_bases(outline.passages, plan))
    return Extracted(
        outline=outline,
        header=header,
        legal_bases=legal_bases,
        targets=doubts.lowered(find_targets(outline.passages, plan)),
        deadlines=doubts.lowered(find_deadlines(outline.passages, plan)),
        responsibilities=doubts.lowered(find_responsibilities(outline.passages, plan)),
        amendments=find_amendments(outline.reading.text, legal_bases),
    )
