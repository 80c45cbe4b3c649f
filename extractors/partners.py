"""Partners: 'phối hợp với Sở A, Sở B và các đơn vị liên quan tham mưu …'; what follows them is what they do together.

Who leads or performs is read in subjects.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.actions import is_action
from extractors.units import READINGS, Reading, Unit, read_units
from extractors.words import Phrases, Words, sentence_phrases

_TOGETHER: Phrases[str] = Phrases([("phối hợp", "")])
_MANNER = sentence_phrases("manner")
_PURPOSE = sentence_phrases("purpose")
# 'quy chế phối hợp', 'công tác phối hợp với …' name something and state nothing.
_NOUN_BEFORE = frozenset({"chế", "sự", "tác", "nhiệm", "quả", "việc", "tính"})
# How soon after ';' the next clause must begin with partners or a subject of its own, in words.
_NEXT_CLAUSE = 6


@dataclass(frozen=True, slots=True)
class Assignment:
    """Units and their task, from word `first` up to word `stop`; `clause` is the first word of the clause it is in."""

    units: tuple[Unit, ...]
    first: int
    stop: int
    clause: int
    impersonal: bool = False  # told by the plan itself, not by the unit above: 'Đề nghị …', 'Giao …'


def partners(seen: Words, clauses: frozenset[int]) -> list[Assignment]:
    """Return the partners of a sentence; `clauses` are the words with which clauses with other subjects begin."""
    found = []
    for i, _, _ in _TOGETHER.places(seen):
        partner = partner_at(seen, i)
        if partner is not None:
            units, first = partner
            found.append(Assignment(units, first, _stop(seen, first, clauses), i))
    return found


def partner_at(seen: Words, i: int) -> tuple[tuple[Unit, ...], int] | None:
    """Return the partners that are named after 'phối hợp' at word `i`, and the first word of the task."""
    if seen.lower[i : i + 2] != ("phối", "hợp") or (i and seen.lower[i - 1] in _NOUN_BEFORE):
        return None
    begin = _MANNER.after(seen, i + 2)
    for how in (*READINGS, Reading(semicolons=True)):
        listed = read_units(seen, begin, how=how)
        if listed is None:
            return None
        first = listed.next + (listed.next < len(seen) and seen.lower[listed.next] == ",")
        purpose = _PURPOSE.at(seen, first)
        first += purpose[0] if purpose is not None else 0
        if is_action(seen, first):
            return listed.units, first
    return None


def _stop(seen: Words, i: int, clauses: frozenset[int]) -> int:
    """The task ends where the sentence does, or with the clause where the next has its own partner or subject."""
    for j in range(i, len(seen)):
        if seen.lower[j] == ";":
            upcoming = range(j + 1, min(len(seen), j + _NEXT_CLAUSE))
            if any(k in clauses or seen.lower[k] == "phối" for k in upcoming):
                return j
    return len(seen)
