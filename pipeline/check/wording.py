"""What messages call a cited document and its parts, and how much of a quote they show."""

from __future__ import annotations

from extractors.mention import LegalBasis
from pipeline.messages import Value
from pipeline.records import Extracted

LONGEST_NAME = 120  # characters of a quote that stands for a document without a number


def words(extracted: Extracted, start: int, end: int) -> str:
    """Return a stretch of the text, cut where it is too long for a message."""
    said = extracted.outline.reading.text[start:end]
    return said if len(said) <= LONGEST_NAME else f"{said[:LONGEST_NAME]}…"


def named(extracted: Extracted, basis: LegalBasis) -> dict[str, Value]:
    """Return what messages call a cited document and its parts."""
    said = words(extracted, basis.start, basis.end)
    return {
        "name": " ".join(filter(None, (basis.cited_type, basis.cited_number))) if basis.cited_number else said,
        "number": basis.cited_number or said,
        "type": basis.cited_type or said,
        "issuer": basis.issuer or said,
        "date": basis.cited_date or basis.cited_year or said,
        "own": extracted.header.issued_date or extracted.header.period_end or said,
    }
