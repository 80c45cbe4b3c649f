"""Documents with their mentions given outright, for tests of the stages after extraction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from extractors.amendments import Amendment
from extractors.mention import Deadline, Header, LegalBasis, Responsibility, Target
from pipeline.records import (
    Block,
    Citing,
    Extracted,
    Finding,
    Guess,
    Outline,
    Page,
    Reading,
    Restored,
    Run,
    Section,
    Source,
)

TEXT = "Kế hoạch số 9/KH-UBND ngày 03/01/2031 của Ủy ban nhân dân xã Vĩnh Sơn\nNhà trường đạt 95% trước ngày 15/6/2031."


def source(path: str = "ke-hoach.txt", also_at: Sequence[str] = ()) -> Source:
    return Source(path, tuple(also_at), sha256(path.encode()).hexdigest(), "text/plain", 1)


def extracted(
    text: str = TEXT,
    *,
    header: Header | None = None,
    legal_bases: Sequence[LegalBasis] = (),
    targets: Sequence[Target] = (),
    deadlines: Sequence[Deadline] = (),
    responsibilities: Sequence[Responsibility] = (),
    amendments: Sequence[Amendment] = (),
    findings: Sequence[Finding] = (),
    pages: Sequence[Page] | None = None,
    guesses: Sequence[Guess] = (),
) -> Extracted:
    """Return a document of one section; each line of `text` is a line of one page, 20 points below the one before.

    `guesses` stand in the first line.
    """
    lines = text.split("\n")
    runs, blocks, at = [], [], 0
    for n, line in enumerate(lines):
        box = (50.0, 20.0 * n, 550.0, 20.0 * n + 15)
        runs.append(Run(at, at + len(line), 1, box, guesses=() if n else tuple(guesses)))
        blocks.append(Block(at, at + len(line), 1, "paragraph"))
        at += len(line) + 1
    given = pages if pages is not None else [Page(1, (), text, "plain:utf-8", "clean", 0.0)]
    document = Restored(source(), "plain", tuple(given), tuple(findings), restored=bool(guesses))
    reading = Reading(document, text, tuple(blocks), tuple(runs))
    sections = (Section(0, None, 1, "I", "I", "MỤC TIÊU", "targets", 0, len(text)),)
    return Extracted(
        Outline(reading, sections, (), ()),
        header or Header(doc_number="1/KH-THSB", issued_date=date(2031, 1, 20)),
        tuple(legal_bases),
        tuple(targets),
        tuple(deadlines),
        tuple(responsibilities),
        tuple(amendments),
    )


def basis(
    number: str | None = None,
    day: date | None = None,
    issuer: str | None = None,
    subject: str | None = None,
    *,
    kind: str | None = "Kế hoạch",
    year: int | None = None,
    start: int = 0,
    end: int = 21,
    remarks: tuple = (),
) -> LegalBasis:
    return LegalBasis(
        start=start,
        end=end,
        section=0,
        confidence=0.9,
        method="numbered",
        remarks=remarks,
        cited_type=kind,
        cited_number=number,
        cited_date=day,
        cited_year=day.year if day else year,
        issuer=issuer,
        subject=subject,
        role="basis",
    )


def target(start: int = 71, end: int = 88) -> Target:
    return Target(
        start=start,
        end=end,
        section=0,
        confidence=1.0,
        method="percentage",
        kind="percentage",
        status="target",
        value=95.0,
        value_max=None,
        unit="%",
        comparator="=",
        change=None,
        indicator="hài lòng",
        due_date=None,
    )


def deadline(due: date | None, start: int = 71, end: int = 110) -> Deadline:
    return Deadline(
        start=start,
        end=end,
        section=0,
        confidence=1.0,
        method="day",
        kind="date",
        start_date=None,
        due_date=due,
        rrule=None,
        relation="before",
        task="đạt 95%",
    )


def responsibility(start: int = 71, end: int = 110) -> Responsibility:
    return Responsibility(
        start=start,
        end=end,
        section=0,
        confidence=1.0,
        method="subject",
        unit="Nhà trường",
        unit_name="Trường Tiểu học Sao Biển",
        unit_kind="body",
        level="school",
        role="perform",
        task="đạt 95%",
        stated_by="sentence",
    )


def citing(path: str, *bases: LegalBasis, **more: Any) -> Citing:
    return Citing(path, path, bases, **more)
