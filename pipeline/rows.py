"""From the records of a checked document to the rows of the tables; ids, pages and boxes are given out here.

What the columns are is declared in schema.py; writing them is the work of store.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from extractors.mention import Deadline, Header, LegalBasis, Mention, Responsibility, Target
from pipeline.guesses import placed_guesses
from pipeline.places import Places
from pipeline.records import Checked, Citation, Extracted, Page, Reading, Unit

Row = dict[str, Any]
RECORD_TABLES: tuple[tuple[str, type[Mention]], ...] = (
    ("legal_bases", LegalBasis),
    ("targets", Target),
    ("deadlines", Deadline),
    ("responsibilities", Responsibility),
)


class MisplacedQuote(AssertionError):
    """A record points outside the reading text: an extractor counted its offsets wrongly."""

    def __init__(self, path: str, table: str, start: int, end: int, length: int) -> None:
        super().__init__(
            f"{path}: a row of {table} claims characters {start} to {end} of a text of {length}. "
            "This is a fault of the program, not of the file: please report it with the file."
        )


def rows_of(checked: Checked) -> dict[str, list[Row]]:
    """Return the rows of one document, by table; those of the folder, `citations` and `units`, are not among them."""
    rows: dict[str, list[Row]] = {"findings": _findings(checked)}
    if checked.extracted is None:
        return rows
    extracted = checked.extracted
    outline = extracted.outline
    places = Places(outline.reading)
    rows["documents"] = [_document(checked, extracted)]
    rows["pages"] = [_page(checked.source.doc_id, page, places) for page in outline.reading.document.pages]
    rows["sections"] = _sections(checked.source.doc_id, extracted, places)
    for table, kind in RECORD_TABLES:
        rows[table] = _records(table, kind, getattr(extracted, table), checked, places)
    for row, citation_id in zip(rows["legal_bases"], checked.citation_ids, strict=True):
        row["citation_id"] = citation_id
    for row, unit_id in zip(rows["responsibilities"], checked.unit_ids, strict=True):
        row["unit_id"] = unit_id
    rows["edges"] = _edges(checked, rows["legal_bases"])
    rows["restorations"] = _restorations(checked.source.doc_id, outline.reading)
    return rows


def citation_row(citation: Citation) -> Row:
    """Return the row of a cited document."""
    return {name: getattr(citation, name) for name in names(Citation)} | {"conflicts": list(citation.conflicts)}


def unit_row(unit: Unit) -> Row:
    """Return the row of a unit."""
    return {name: getattr(unit, name) for name in names(Unit)} | {"as_written": list(unit.as_written)}


def names(kind: type[Any]) -> tuple[str, ...]:
    """Return the field names of a record class, in order."""
    return tuple(f.name for f in fields(kind))


def _document(checked: Checked, extracted: Extracted) -> Row:
    source, reading, header = checked.source, extracted.outline.reading, extracted.header
    own = {name: getattr(header, name) for name in names(Header) if name != "remarks"}
    return own | {
        "doc_id": source.doc_id,
        "source_path": normalize("NFC", source.path),
        "also_at": [normalize("NFC", path) for path in source.also_at],
        "source_sha256": source.sha256,
        "media_type": source.media_type,
        "bytes": source.size,
        "text": reading.text,
        "text_origin": reading.document.text_origin,
        "restored": reading.document.restored,
        "garble_score": _garble_score(reading.document.pages),
        "page_count": len(reading.document.pages),
        "recipients": list(header.recipients),
    }


def _garble_score(pages: Sequence[Page]) -> float:
    """Return the mean over the document's characters, so that an almost empty page does not decide."""
    weights = [max(1, len(page.raw_text)) for page in pages]
    return sum(w * page.garble_score for w, page in zip(weights, pages, strict=True)) / max(1, sum(weights))


def _page(doc_id: str, page: Page, places: Places) -> Row:
    start, end = places.span(page.number)
    return {
        "doc_id": doc_id,
        "page": page.number,
        "method": page.method,
        "text_state": page.text_state,
        "reason_vi": page.reason_vi,
        "reason_en": page.reason_en,
        "garble_score": page.garble_score,
        "ocr_confidence": page.ocr_confidence,
        "width": page.width,
        "height": page.height,
        "raw_text": page.raw_text,
        "char_start": start,
        "char_end": end,
    }


def _section_id(doc_id: str, ordinal: int) -> str:
    return f"{doc_id}.{ordinal}"


def _sections(doc_id: str, extracted: Extracted, places: Places) -> list[Row]:
    return [
        {
            "doc_id": doc_id,
            "section_id": _section_id(doc_id, s.ordinal),
            "parent_id": None if s.parent is None else _section_id(doc_id, s.parent),
            "ordinal": s.ordinal,
            "level": s.level,
            "marker": s.marker,
            "path": s.path,
            "title": s.title,
            "role": s.role,
            "text": places.text[s.start : s.end],
            "char_start": s.start,
            "char_end": s.end,
            "page_start": places.page(s.start),
            "page_end": places.page(max(s.start, s.end - 1)),
        }
        for s in extracted.outline.sections
    ]


def _records(
    table: str, kind: type[Mention], mentions: Sequence[Mention], checked: Checked, places: Places
) -> list[Row]:
    doc_id = checked.source.doc_id
    own = [name for name in names(kind) if name not in ("start", "end", "section", "remarks")]
    sections = {s.ordinal for s in checked.extracted.outline.sections} if checked.extracted else set()
    seen: Counter[str] = Counter()
    rows = []
    for mention in mentions:
        if not 0 <= mention.start < mention.end <= len(places.text):
            raise MisplacedQuote(checked.source.path, table, mention.start, mention.end, len(places.text))
        said = {name: getattr(mention, name) for name in own}
        # Two rows may say the same of the same words; the second gets an id of its own.
        identity = repr((doc_id, table, mention.start, mention.end, sorted(said.items())))
        seen[identity] += 1
        rows.append(
            said
            | {
                "doc_id": doc_id,
                "record_id": sha256(f"{identity}{seen[identity]}".encode()).hexdigest()[:16],
                "section_id": _section_id(doc_id, mention.section) if mention.section in sections else None,
                "quote": places.text[mention.start : mention.end],
                "char_start": mention.start,
                "char_end": mention.end,
                "page": places.page(mention.start),
                "bboxes": places.boxes(mention.start, mention.end),
            }
        )
    return rows


def _edges(checked: Checked, mentions: Sequence[Row]) -> list[Row]:
    return [
        {
            "doc_id": checked.source.doc_id,
            "citation_id": edge.citation_id,
            "cited_doc_id": edge.cited_doc_id,
            "role": edge.role,
            "mentions": edge.mentions,
            **{key: mentions[edge.first][key] for key in ("quote", "char_start", "char_end", "page")},
        }
        for edge in checked.edges
    ]


def _restorations(doc_id: str, reading: Reading) -> list[Row]:
    return [
        {
            "doc_id": doc_id,
            "page": placed.page,
            "raw": placed.guess.raw,
            "restored": reading.text[placed.start : placed.end],
            "alternatives": list(placed.guess.alternatives),
            "confidence": placed.guess.confidence,
            "char_start": placed.start,
            "char_end": placed.end,
        }
        for placed in placed_guesses(reading)
    ]


def _findings(checked: Checked) -> list[Row]:
    places = Places(checked.extracted.outline.reading) if checked.extracted else None
    rows = []
    for f in checked.findings:
        placed = places is not None and f.start is not None and f.end is not None and f.start < f.end
        rows.append(
            {
                "doc_id": checked.source.doc_id or None,
                "source_path": normalize("NFC", checked.source.path),
                "code": f.code,
                "severity": f.severity,
                "message_vi": f.message_vi,
                "message_en": f.message_en,
                "quote": places.text[f.start : f.end] if placed and places else None,
                "char_start": f.start if placed else None,
                "char_end": f.end if placed else None,
                "page": places.page(f.start) if placed and places and f.start is not None else f.page,
            }
        )
    return rows
