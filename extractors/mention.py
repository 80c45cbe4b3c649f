"""The records that extractors return.  Field names are those of the output tables.

`start` and `end` are offsets of the quote in the reading text, `section` is the ordinal of the section it stands in,
`remarks` are finding codes with the words they rest on, for the checker to turn into findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a careful reader would flag about a mention: a finding code, its words, and a value for the message."""

    code: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    start: int
    end: int
    section: int
    confidence: float  # 0..1
    method: str  # which family of patterns found it
    remarks: tuple[Remark, ...] = ()


SHARED = ":shared"
"""How the method of a legal basis ends whose day, issuer or subject stands with another document of its list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Mention):
    cited_type: str | None
    cited_number: str | None
    cited_date: date | None
    cited_year: int | None
    issuer: str | None
    subject: str | None
    role: str  # basis | reference
    pinpoint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Mention):
    kind: str  # percentage | frequency | count
    status: str  # target | result
    value: float
    value_max: float | None
    unit: str
    comparator: str  # >= > <= < = ~ range
    change: str | None  # increase | decrease
    indicator: str
    due_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Mention):
    kind: str  # date month quarter year period recurring ongoing relative
    start_date: date | None
    due_date: date | None
    rrule: str | None
    relation: str | None  # before by in from every
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Mention):
    unit: str
    unit_name: str
    unit_kind: str  # post body group
    level: str | None  # central province district commune school
    role: str  # lead perform coordinate supervise
    task: str
    stated_by: str  # heading sentence label table


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the head, title and signature of the document say of itself; null where nothing is printed."""

    doc_type: str | None = None
    doc_number: str | None = None
    doc_symbol: str | None = None
    issued_date: date | None = None
    issued_place: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    title: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    signer_title: str | None = None
    signer_name: str | None = None
    recipients: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
