"""The units of a sentence that are to act: its subjects, and those told to ('Giao Sở A …', 'Đề nghị các đơn vị …').

Partners ('phối hợp với …') are read in partners.py.  A sentence without a subject is completed in responsibilities.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.actions import OPENINGS, action_after_unit, is_action
from extractors.partners import Assignment, partner_at
from extractors.units import READINGS, Reading, Unit, has_determiner, is_person, read_units
from extractors.words import Words, sentence_phrases, single_words

# After these the subject comes later: 'Nếu có vướng mắc, các đơn vị …'.
_CONDITIONS = sentence_phrases("condition")
_DIRECTIVES = sentence_phrases("given", "told", "asked")
_ASIDES = sentence_phrases("aside")
_ABOVE = sentence_phrases("above")
_MANY = re.compile(r"(?<!\w)[Cc]ác\s")
# 'Yêu cầu', 'đề nghị' and 'giao' are said by the plan itself.
IMPERSONAL = frozenset({"đề", "kính", "trân", "yêu", "giao"})
_NO_SUBJECT_AFTER = single_words("no subject after")
_NO_DIRECTIVE_AFTER = single_words("no directive after")
# How units before an action are read, and where a sentence begins with them.
_READINGS = (*READINGS, Reading(semicolons=True))
_READINGS_AT_BEGIN = tuple(replace(how, semicolons=True) for how in _READINGS)
# Marks after which a clause may go on with a subject of its own.
_JOINTS = frozenset({";", ".", ":", ")", "và", ","})
# After these a list may hold a unit of the ground and then the subject: 'theo đánh giá của Sở A, Hội đồng B họp …'.
_GROUNDS_OF = frozenset({"của", "từ", "bởi", "ở", "tại"})
# The label before a colon is short: 'Thực hiện mở tài khoản: Ủy ban nhân dân xã …'.
_LABEL_WORDS = 20
# How far back a list may have begun that a unit belongs to, in words.
_LIST_REACH = 20

_Found = tuple[tuple[Unit, ...], int]  # units and the first word of their task


@dataclass(slots=True)
class _Clause:
    """Where the clause that is being read begins, whether its subject comes later, and whether it has come."""

    begin: int
    opening: bool
    taken: bool = False


def subjects(seen: Words) -> list[Assignment]:
    """Return the subjects: first in a clause, after an opening and its comma, after a label, and after 'và'."""
    found: list[tuple[_Found, int]] = []  # with the first word of the clause
    clause = _Clause(0, _is_opening(seen, 0))
    lower = seen.lower
    i = 0
    while i < len(lower):
        before = lower[i - 1] if i else ";"
        awaited = clause.opening and not clause.taken
        if before not in _JOINTS and lower[i] != "phối" and not awaited:
            i += 1
            continue
        clause = _clause_at(seen, i, before, clause)
        partner = partner_at(seen, i) if seen.lower[i] == "phối" else None
        subject: _Found | None = None
        begin = clause.begin
        step = i + 1
        if partner is not None:
            step = partner[1]  # a list of partners may be long and parted by ';'
        elif clause.opening and not clause.taken and i > clause.begin:
            subject, step = _after_opening(seen, i, before)
        elif before == ")" and _numbered(seen, i):
            subject, begin = _subject_at(seen, i), i - 3
        elif before in (";", ".", ":") and not clause.taken:
            subject = _subject_at(seen, i)
        elif before in ("và", ",") and clause.taken:
            subject, begin = _further_subject_at(seen, i), i - 1
        if subject is not None:
            found.append((subject, begin))
            clause.taken = True
            step = max(subject[1], step)
        i = step
    stops = [*[begin for _, begin in found], len(seen)][1:]
    return [
        Assignment(units, first, _without_commas(seen, first, stop), begin)
        for ((units, first), begin), stop in zip(found, stops, strict=True)
    ]


def told(seen: Words, known: list[Assignment]) -> list[Assignment]:
    """Return those told to act: 'Giao Sở A …', 'yêu cầu các bộ phận …', 'Đề nghị toàn thể cán bộ …'."""
    found = []
    taken = {subject.units[0].start for subject in known}
    for i, length, kind in _DIRECTIVES.places(seen):
        before = seen.lower[i - 1] if i else ""
        if before in _NO_DIRECTIVE_AFTER:
            continue
        if kind == "given" and i and seen.is_word(i - 1) and before != "thời" and not _follows_unit(seen, i):
            continue  # 'phương án giao Sở A quản lý'; but 'Đồng thời giao Sở A …', 'UBND xã giao Phòng A …'
        subject = _subject_at(seen, i + length, strict=kind == "asked")
        if subject is not None and subject[0][0].start not in taken:
            units, first = subject
            stop = next((s.clause for s in known if s.clause > first), len(seen))
            found.append(Assignment(units, first, _without_commas(seen, first, stop), i, seen.lower[i] in IMPERSONAL))
    return found


def _follows_unit(seen: Words, i: int) -> bool:
    """Whether a unit that opens the clause ends right before word `i`."""
    for k in range(max(0, i - _LIST_REACH), i):
        if k == 0 or seen.lower[k - 1] in (";", ".", ":", ","):
            listed = read_units(seen, k)
            if listed is not None and listed.next == i:
                return True
    return False


def _clause_at(seen: Words, i: int, before: str, clause: _Clause) -> _Clause:
    if before == ";" and i:
        return _Clause(i, _is_opening(seen, i))
    if before == ":" and i <= _LABEL_WORDS and not clause.taken:
        return _Clause(i, _is_opening(seen, i))
    if before == ":":
        clause.taken = True  # an enumeration
    return clause


def _is_opening(seen: Words, i: int) -> bool:
    return OPENINGS.at(seen, i) is not None or _CONDITIONS.at(seen, i) is not None


def _numbered(seen: Words, i: int) -> bool:
    """Whether word `i` follows a number in brackets: '(1) Sở A …; (2) Sở B …'."""
    return i > 2 and seen.lower[i - 1] == ")" and seen.lower[i - 2].isdigit() and seen.lower[i - 3] == "("


def _without_commas(seen: Words, first: int, stop: int) -> int:
    while stop > first + 1 and seen.lower[stop - 1] in (";", ","):
        stop -= 1
    return stop


def _after_opening(seen: Words, i: int, before: str) -> tuple[_Found | None, int]:
    """Return the subject that stands at word `i` of an opening, and the word to go on with."""
    step = i + 1
    for how in READINGS:
        listed = read_units(seen, i, how=how)
        if listed is None:
            break
        step = max(step, listed.next)
        action = action_after_unit(seen, listed.next)
        if action is None:
            continue
        own = listed.units if before == "," else ()
        if not own and before in _GROUNDS_OF:
            own = _after_ground(seen, listed.units)
        if not own and before not in _NO_SUBJECT_AFTER and has_determiner(seen, i):
            own = listed.units
        if own:
            return (own, action), action
    return None, step


def _after_ground(seen: Words, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """'… của Sở A, Hội đồng B' → Hội đồng B; '… của Chính phủ, các bộ, UBND các tỉnh' → all but the first."""
    if len(units) < 2:
        return ()
    places = [seen.at(unit.start) for unit in units]
    own = next((k for k in range(1, len(units)) if has_determiner(seen, places[k])), len(units) - 1)
    return units[own:] if seen.lower[places[own] - 1] == "," else ()


def _subject_at(seen: Words, i: int, *, strict: bool = False) -> _Found | None:
    """Return the units at word `i` and the first word of their task, where an action follows them.

    With `strict` it must be a plain one, and not what those above are asked for.
    """
    for how, reading in zip(_READINGS, _READINGS_AT_BEGIN if i == 0 else _READINGS, strict=True):
        listed = read_units(seen, i, how=reading)
        if listed is None:
            return None
        units, after = listed.units, listed.next
        while (aside := _ASIDES.at(seen, after)) is not None:
            further = read_units(seen, after + aside[0], how=how)
            if further is None:
                break
            units, after = units + further.units, further.next
        action = _made_responsible(seen, after) or action_after_unit(seen, after)
        if (
            action is None
            and "," in units[-1].text
            and is_person(units[-1].text)
            and seen.lower[after : after + 1] == (",",)
        ):
            action = action_after_unit(seen, after + 1)  # 'giao đồng chí Lê Thị Hoa, Phó Hiệu trưởng, theo dõi …'
        if action is not None and not (strict and _is_for_those_above(seen, units, action)):
            return units, action
    return None


def _is_for_those_above(seen: Words, units: tuple[Unit, ...], action: int) -> bool:
    """'Đề nghị UBND xã xem xét', 'đề nghị Sở chỉ đạo'; but 'đề nghị UBND các xã chỉ đạo' is said to those below."""
    above = _ABOVE.at(seen, action)
    below = seen.lower[action : action + 2] == ("chỉ", "đạo") and any(_MANY.search(unit.text) for unit in units)
    return (above is not None and not below) or not is_action(seen, action)


def _made_responsible(seen: Words, i: int) -> int | None:
    """'Các đơn vị được giao chủ trì nhiệm vụ có trách nhiệm …': what is said of them before that is not their task.

    It may be a list, 'Các hộ kinh doanh hàng hóa, dịch vụ có trách nhiệm …', but not one that names others who are.
    """
    commas: list[int] = []
    for j in range(i, min(len(seen), i + _LIST_REACH)):
        if seen.lower[j] == "," and j > i:
            commas.append(j)
        elif not seen.is_word(j):
            return None
        elif seen.lower[j : j + 3] == ("có", "trách", "nhiệm"):
            others = [listed for k in commas if (listed := read_units(seen, k + 1)) is not None]
            named_anew = seen.lower[j - 1] == "," or any(listed.next == j for listed in others)
            return None if named_anew else action_after_unit(seen, j)
    return None


def _further_subject_at(seen: Words, i: int) -> _Found | None:
    """A second subject in a clause: 'Sở A hướng dẫn và Sở B thực hiện', 'Sở A chủ trì, các đơn vị có trách nhiệm …'."""
    subject = _subject_at(seen, i, strict=True)
    if subject is None or seen.lower[i - 1] == ",":
        responsible = subject is not None and seen.lower[subject[1] - 2 : subject[1]] == ("trách", "nhiệm")
        return subject if responsible else None
    for k in range(max(0, i - _LIST_REACH), i - 1):
        listed = read_units(seen, k)
        if listed is not None and listed.next > i - 1:
            return None  # 'báo cáo Sở A và Sở B': the 'và' of a list
    return subject
