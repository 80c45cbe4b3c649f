"""Findings that only the whole folder shows: one document cited in two ways, outdated ones, lower targets.

What is compared with what is decided in resolve; here it is seen from each document, and said once in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractors.amendments import ITSELF
from pipeline.check.wording import named, words
from pipeline.messages import finding
from pipeline.records import Dispute, Extracted, Finding, Resolution


def folder_findings(doc_id: str, extracted: Extracted, resolution: Resolution) -> Iterator[Finding]:
    """Yield what is to be said of one document of the folder."""
    ids = resolution.citation_ids.get(doc_id, ())
    yield from _disputes(extracted, ids, resolution)
    yield from _ambiguous(extracted, resolution.ambiguous.get(doc_id, {}))
    yield from _outdated(doc_id, extracted, ids, resolution)
    for lower in resolution.lower_targets.get(doc_id, ()):
        target = extracted.targets[lower.index]
        values = {"quote": words(extracted, target.start, target.end), "value": lower.value, "path": lower.path}
        yield finding("target-below-plan", values, start=target.start, end=target.end)


def _disputes(extracted: Extracted, ids: tuple[str, ...], resolution: Resolution) -> Iterator[Finding]:
    """Flag a cited document on which mentions disagree, once in each plan, where it departs from the best supported."""
    told: set[tuple[str, str]] = set()
    for basis, citation_id in zip(extracted.legal_bases, ids, strict=True):
        for dispute in resolution.disputes.get(citation_id, ()):
            stated = basis.cited_date if dispute.name == "cited_date" else basis.issuer
            code = "cited-two-dates" if dispute.name == "cited_date" else "cited-two-issuers"
            # A day that a mention shares with another in a list may be none that anybody states of the document itself.
            version = dispute.stated.get(stated) if stated else None
            if stated is None or version is None or not version.departs or (citation_id, code) in told:
                continue
            told.add((citation_id, code))
            values = named(extracted, basis) | {"detail": _both(stated, dispute)}
            yield finding(code, values, start=basis.start, end=basis.end)


def _both(stated: date | str, dispute: Dispute) -> str:
    others = [f"{_day(value)}: {', '.join(said.paths)}" for value, said in dispute.stated.items() if value != stated]
    return "; ".join([_day(stated), *others])


def _day(value: date | str) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _ambiguous(extracted: Extracted, ambiguous: dict[int, tuple[str, ...]]) -> Iterator[Finding]:
    for index, options in ambiguous.items():
        basis = extracted.legal_bases[index]
        values = {"quote": words(extracted, basis.start, basis.end), "options": "; ".join(options)}
        yield finding("citation-ambiguous", values, start=basis.start, end=basis.end)


def _outdated(doc_id: str, extracted: Extracted, ids: tuple[str, ...], resolution: Resolution) -> Iterator[Finding]:
    """Flag grounds that had been replaced when the document was issued, or amended by what it does not cite.

    A document that itself speaks of the change knows of it.
    """
    own = extracted.header.issued_date
    spoken_of = {index for a in extracted.amendments for index in (a.by, a.of) if index != ITSELF}
    aware = {ids[index] for index in spoken_of}
    told: set[str] = set()
    for basis, citation_id in zip(extracted.legal_bases, ids, strict=True):
        if own is None or basis.role != "basis" or citation_id in told:
            continue
        for newer in resolution.outdated.get(citation_id, ()):
            known = newer.by_id in ids or newer.file == doc_id or citation_id in aware
            if newer.day > own or known:
                continue
            told.add(citation_id)
            code = "cited-replaced" if newer.kind == "replaces" else "cited-amended"
            values = named(extracted, basis) | {"newer": newer.by, "day": newer.day, "path": newer.path}
            yield finding(code, values, start=basis.start, end=basis.end)
