"""What of a document the folder is joined from: a small part of its records, held for all documents at once.

Of each record only the fields are here that pipeline/resolve compares, under the names that they have in full.  Equal
values are held once: the units of a thousand schools are the same twenty names, and all cite the same decrees.  So ten
thousand documents take some tens of MB, and not half a GB.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from extractors.amendments import Amendment


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedHeader:
    """Of `Header`."""

    doc_type: str | None = None
    doc_number: str | None = None
    doc_symbol: str | None = None
    issued_date: date | None = None
    issued_place: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    title: str | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedBasis:
    """Of `LegalBasis`."""

    cited_type: str | None
    cited_number: str | None
    cited_date: date | None
    cited_year: int | None
    issuer: str | None
    subject: str | None
    role: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTarget:
    """Of `Target`."""

    kind: str
    status: str
    value: float
    unit: str
    comparator: str
    change: str | None
    indicator: str
    due_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedUnit:
    """Of `Responsibility`."""

    unit: str
    unit_name: str
    unit_kind: str
    level: str | None


@dataclass(frozen=True, slots=True)
class _Page:
    number: int


@dataclass(frozen=True, slots=True)
class _Document:
    text_origin: str
    restored: bool
    pages: tuple[_Page, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    document: _Document


@dataclass(frozen=True, slots=True)
class _Outline:
    reading: _Reading


@dataclass(frozen=True, slots=True)
class Stated:
    """The part of `Extracted` that the folder is joined from."""

    outline: _Outline
    header: StatedHeader
    legal_bases: tuple[StatedBasis, ...]
    targets: tuple[StatedTarget, ...]
    responsibilities: tuple[StatedUnit, ...]
    amendments: tuple[Amendment, ...] = ()


Value = TypeVar("Value")
Record = TypeVar("Record", StatedHeader, StatedBasis, StatedTarget, StatedUnit)


class Shared:
    """Values of which equal ones are held once."""

    def __init__(self) -> None:
        self._held: dict[Any, Any] = {}

    def stated(self, one: Stated) -> Stated:
        """Return the same, made of values that are held already, as far as there are any."""
        return Stated(
            self._one(one.outline),
            self._record(one.header),
            tuple(map(self._record, one.legal_bases)),
            tuple(map(self._record, one.targets)),
            tuple(map(self._record, one.responsibilities)),
            one.amendments,
        )

    def _record(self, record: Record) -> Record:
        """Return a record held already, or one of fields that are; numbers are left alone, since 1 equals 1.0."""
        if record in self._held:
            return self._one(record)
        values: dict[str, Any] = {field.name: getattr(record, field.name) for field in fields(record)}
        held: dict[str, Any] = {k: self._one(value) for k, value in values.items() if isinstance(value, str | date)}
        return self._one(replace(record, **held))

    def _one(self, value: Value) -> Value:
        held: Value = self._held.setdefault(value, value)
        return held
