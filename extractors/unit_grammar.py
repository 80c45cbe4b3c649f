"""What a name of a unit is made of: heads ('Sở', 'Hiệu trưởng'), lists that are one name ('sở, ban, ngành'), and tails.

Where units stand in a sentence and in lists is read in units.py; the words themselves are in normalizers/data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from extractors.actions import may_begin_task
from extractors.words import Phrases, Words, listed
from normalizers.organisations import field_names
from normalizers.tables import rows

# A name with more words than this is a sentence that was taken for one.
_LONGEST_NAME = 16
# A remark in brackets after a name is short: 'Sở Nội vụ (cơ quan thường trực)'.
_LONGEST_BRACKETS = 24
# These go on inside a name: 'Hội đồng Thi đua - Khen thưởng'.
_JOINTS = frozenset({"-", "–", "&", "/"})
_RESPONSIBLE = frozenset({("có", "trách", "nhiệm"), ("chịu", "trách", "nhiệm"), ("có", "nhiệm", "vụ")})
_LIST_MARKS = frozenset({",", "và", "-", "–", "/"})


@dataclass(frozen=True, slots=True)
class Head:
    """What a name begins with, and what must follow for it to be one.

    next: 'field' ('Sở Nội vụ'), 'capital' ('Phòng Kinh tế', not 'phòng chống'), 'plural' ('các đơn vị', not 'đơn vị'),
    'either' of the last two, 'duty' ('Nhà thầu thi công có trách nhiệm …'), or nothing.  What has the last may stand in
    place of the others.  attribute: a verb may belong to the name ('cơ quan quản lý').
    """

    kind: str  # body | post | group; 'none' for what only looks like one ('trường hợp')
    level: str | None = None
    next: str = ""
    attribute: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read what may be part of a name or not.

    attributes: a verb right after a head is ('cơ quan quản lý'); else it begins the task.  joined: what follows 'và'
    is, though nothing known ('chợ đầu mối và bến thủy').  semicolons: they part units, as in a heading.
    """

    attributes: bool = True
    joined: bool = False
    semicolons: bool = False

    def of(self, head: Head) -> Reading:
        """Return how to read on behind a head."""
        return self if head.attribute else _without_attributes(self)


@cache
def _without_attributes(how: Reading) -> Reading:
    return replace(how, attributes=False)


# In the order in which they are to be tried, until what follows the units makes sense.
READINGS = (Reading(), Reading(attributes=False), Reading(joined=True))
IN_HEADING = (Reading(semicolons=True), Reading(semicolons=True, joined=True))

HEADS: Phrases[Head] = Phrases(
    (row["seen"], Head(row["kind"], row["level"] or None, row["next"], bool(row["attribute"])))
    for row in rows("unit_heads")
)
DETERMINERS = listed("unit_determiners")
SETS = listed("unit_sets")
PEOPLE = listed("people_groups")
FIELDS: Phrases[str] = Phrases((name, "") for name in field_names())
CLASSES: Phrases[str] = Phrases(
    (c, "") for c in ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu")
)
# Nothing else begins the name of a unit.
FIRST_WORDS = frozenset[str]().union(*(p.first_words for p in (DETERMINERS, SETS, PEOPLE, CLASSES, HEADS)))
_QUALIFIERS = listed("unit_qualifiers")
_SCHOOLS = listed("school_kinds")
# These end a name; so do commas, 'và' and verbs of tasks, which are looked at on their own.
_STOPS = frozenset(row["seen"] for row in rows("name_stops"))


def chain(phrases: Phrases[str], seen: Words, i: int, *, at_least: int = 1) -> int | None:
    """Return the word after a list of such phrases that is one name: 'cán bộ, giáo viên và nhân viên', 'xã, phường'."""
    count, end = 0, i
    while (entry := phrases.at(seen, i)) is not None:
        count += 1
        end = i = i + entry[0]
        i = _after_marks(seen, i)
    return end if count >= at_least else None


def set_phrase(seen: Words, i: int) -> int | None:
    """Return the word after a set phrase of unnamed bodies: 'sở, ban, ngành', 'cơ quan, đơn vị và địa phương'."""
    entry = SETS.at(seen, i)
    if entry is None or entry[1] != "first":
        return None
    end = i + entry[0]
    count = 1
    while (j := _after_marks(seen, end)) > end and (entry := SETS.at(seen, j)) is not None:
        end = j + entry[0]
        count += 1
    return end if count > 1 else None


def schools(seen: Words, i: int) -> int | None:
    """Return the word after 'trường mầm non, tiểu học, THCS', or after the kinds where 'trường' is before word `i`."""
    return chain(_SCHOOLS, seen, i + (i < len(seen) and seen.lower[i] == "trường"))


def stands_alone(seen: Words, i: int) -> bool:
    """Whether nothing before word `i` goes on in it: 'các phòng thực hiện …', 'các tổ, …', but not 'các phòng học'."""
    ends = i >= len(seen) or not seen.is_word(i) or seen.lower[i] in _STOPS or seen.lower[i] == "và"
    return ends or may_begin_task(seen, i) or _QUALIFIERS.at(seen, i) is not None


def tail(seen: Words, i: int, how: Reading) -> int:
    """Return the word after what belongs to the name that has begun before word `i`."""
    begin = i
    while i < len(seen) and i - begin <= _LONGEST_NAME:
        after = _after_part(seen, i, begin, how)
        if after is None:
            return i
        i = min(after, len(seen))
    return i


def responsible(seen: Words, i: int) -> int | None:
    """Return the word 'có trách nhiệm' or the like begins with that makes a name of what stands before it, or None.

    Without it many nouns are none: 'Cơ quan thuế có trách nhiệm …' names a unit, 'cơ quan thuế' may be anything.
    """
    for j in range(i, min(len(seen), i + _LONGEST_NAME)):
        if seen.lower[j : j + 3] in _RESPONSIBLE:
            return None if seen.lower[j - 1] in ("và", "hoặc", "không") else j
        others = seen.lower[j] in ("và", "hoặc") and (HEADS.at(seen, j + 1) or PEOPLE.at(seen, j + 1))
        if others or not seen.is_word(j):
            return None
    return None


def skip_brackets(seen: Words, i: int) -> int:
    """Return the word after brackets at word `i`: 'Sở Nội vụ (cơ quan thường trực)'; `i` where there are none."""
    if i < len(seen) and seen.lower[i] == "(":
        for j in range(i + 1, min(len(seen), i + _LONGEST_BRACKETS)):
            if seen.lower[j] == ")":
                return j + 1
    return i


def _after_marks(seen: Words, i: int) -> int:
    while i < len(seen) and seen.lower[i] in _LIST_MARKS:
        i += 1
    return i


def _after_part(seen: Words, i: int, begin: int, how: Reading) -> int | None:
    """Return the word after the part of a name that stands at word `i`, or None where the name is at its end."""
    qualifier = _QUALIFIERS.at(seen, i)
    if qualifier is not None and (qualifier[1] != "verb" or (how.attributes and i == begin)):
        return chain(CLASSES, seen, i) or i + qualifier[0]
    word = seen.lower[i]
    if word in ("các", "những"):
        # 'Hiệu trưởng các trường', 'nhân viên các tổ chức': what follows is a noun, also where it could be a verb.
        head = HEADS.at(seen, i + 1)
        return _nested(seen, i + 1) or i + 1 + (head[0] if head is not None else 1)
    nested = _nested(seen, i)
    if nested is not None:
        return nested
    if word == "và":
        return _after_and(seen, i, begin, how)
    named = seen.capital(i) and seen.capital(i + 1)  # 'Báo Cần Thơ'; 'cần' else ends a name
    if (word in _STOPS and not named) or (word not in _JOINTS and not seen.is_word(i)):
        return None
    if word == "giao" and HEADS.at(seen, i + 1) is not None:
        return None  # 'UBND xã giao Phòng Kinh tế chủ trì', but 'Trung tâm giao dịch'
    if word == "làm" and seen.lower[i - 1] != "việc":
        return None  # 'cán bộ làm công tác …', but 'Trung tâm Dịch vụ việc làm'
    return i + 1 if seen.capital(i) or not may_begin_task(seen, i) else None


def _after_and(seen: Words, i: int, begin: int, how: Reading) -> int | None:
    """'Liên hiệp các Hội Khoa học và Kỹ thuật' is one name, unless what follows 'và' is a unit of its own."""
    if (
        any(phrases.at(seen, i + 1) is not None for phrases in (PEOPLE, DETERMINERS))
        or HEADS.at(seen, i + 1) is not None
    ):
        return None
    named = any(seen.capital(j) for j in range(max(begin - 2, 1), i))
    if how.joined:
        return i + 2
    return i + 1 if named and seen.capital(i + 1) else None


def _nested(seen: Words, i: int) -> int | None:
    """Lists and fields inside a name: 'Hiệu trưởng các trường mầm non, tiểu học', 'Ban Giám đốc Sở Y tế'."""
    field = FIELDS.at(seen, i) if seen.capital(i) else None
    if field is not None:
        return i + field[0]
    return schools(seen, i) or chain(CLASSES, seen, i) or set_phrase(seen, i)
