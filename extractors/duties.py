"""Who does what in one sentence, put together from its subjects, those told to act, and partners.

What a sentence leaves unsaid (its subject stands in the sentence before, or in the heading) is filled in by
responsibilities.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.actions import is_action, opens_with_action, role_of
from extractors.partners import Assignment, partners
from extractors.subjects import IMPERSONAL, subjects, told
from extractors.units import Unit
from extractors.words import Words, words

# 'Trường Tiểu học A xây dựng Kế hoạch … như sau:' announces the plan and assigns nothing.
_FORMULA = re.compile(r"\b(?:xây dựng|ban hành|lập)\b[^.;]{0,60}?\bkế hoạch\b", re.IGNORECASE)
_FORMULA_END = re.compile(r"\b(?:sau|sau đây|dưới đây)$", re.IGNORECASE)
# '100% cán bộ thực hiện …' is a target.
_TARGET = re.compile(r"(?:\d+(?:[.,]\d+)?\s*%|(?:ít nhất|tối thiểu|trên|khoảng)\s+\d)", re.IGNORECASE)
_CONDITION = re.compile(r"(?:trường hợp|nếu|trong đó)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duty:
    """A task, `text[start:end]` of the sentence, and its units: none where the sentence does not say whose it is."""

    units: tuple[Unit, ...]
    start: int
    end: int
    role: str
    is_subject: bool = False  # the next sentence may go on with these units


def sentence_duties(text: str) -> list[Duty]:
    """Return who does what in one sentence, from left to right.

    >>> found = sentence_duties("Sở Y tế chủ trì, phối hợp với Sở Tài chính thẩm định dự toán.")
    >>> [([unit.text for unit in duty.units], duty.role) for duty in found]
    [(['Sở Y tế'], 'lead'), (['Sở Tài chính'], 'coordinate')]
    """
    seen = words(text)
    if not len(seen) or _TARGET.match(text) or _announces(text):
        return []
    acting = subjects(seen)
    ordered = told(seen, acting)
    acting = [subject for subject in acting if not _only_asks(seen, subject, ordered)]
    clauses = frozenset(seen.at(subject.units[0].start) for subject in acting)
    found = [_duty(seen, a, role_of(seen, a.first), is_subject=True) for a in acting]
    found += [_duty(seen, a, role_of(seen, a.first)) for a in ordered]
    found += [_duty(seen, a, "coordinate") for a in partners(seen, clauses)]
    opening = _opening(seen, acting, ordered)
    if opening is not None:
        stop = min((subject.clause for subject in acting), default=len(seen))
        found.append(_duty(seen, Assignment((), opening, stop, 0), role_of(seen, opening)))
    return sorted(found, key=lambda duty: duty.start)


def _announces(text: str) -> bool:
    """Whether a sentence announces the plan; its end is looked at first, since few end so."""
    end = text.rstrip(" :.")[-10:]
    return bool(end.lower().endswith(("sau", "đây")) and _FORMULA_END.search(end) and _FORMULA.search(text))


def _duty(seen: Words, assigned: Assignment, role: str, *, is_subject: bool = False) -> Duty:
    return Duty(assigned.units, *seen.span(assigned.first, assigned.stop), role, is_subject)


def _only_asks(seen: Words, subject: Assignment, ordered: list[Assignment]) -> bool:
    """'UBND tỉnh đề nghị các đơn vị …' gives the units a task, and the one that asks none."""
    return seen.lower[subject.first] in IMPERSONAL and any(a.impersonal and a.first > subject.first for a in ordered)


def _opening(seen: Words, acting: list[Assignment], ordered: list[Assignment]) -> int | None:
    """Return the word with which a task begins that has no subject in its clause, or None."""
    opening = None if _CONDITION.match(seen.text) else opens_with_action(seen)
    if opening is None:
        return None
    first_clause = seen.lower.index(";") if ";" in seen.lower else len(seen)
    if any(subject.clause < first_clause for subject in acting) or (acting and not is_action(seen, opening)):
        return None
    # 'Đề nghị các đơn vị …' has its subject; 'Chỉ đạo các đơn vị …' is a task of the unit above as well.
    given = any(a.impersonal and a.clause < first_clause for a in ordered)
    return None if given and (seen.lower[opening] in IMPERSONAL or not is_action(seen, opening)) else opening
