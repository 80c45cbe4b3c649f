"""Units as they stand in a text: a body, a post or a group of people, and lists of them.

What a name is made of is in unit_grammar.py, its full form in unit_names.py; whether a unit is answerable for anything
is decided in responsibilities.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from extractors.unit_grammar import (
    CLASSES,
    DETERMINERS,
    FIELDS,
    FIRST_WORDS,
    HEADS,
    IN_HEADING,
    PEOPLE,
    READINGS,
    Head,
    Reading,
    chain,
    responsible,
    set_phrase,
    skip_brackets,
    stands_alone,
    tail,
)
from extractors.words import Words
from normalizers.letters import fold
from normalizers.tables import rows

__all__ = [
    "IN_HEADING",
    "READINGS",
    "Reading",
    "Unit",
    "UnitList",
    "has_determiner",
    "is_person",
    "read_units",
    "surnames",
]

_SEPARATORS = frozenset({",", "và", "/", "+"})
_NAMED = Head("body")
_COMMUNES = Head("body", "commune")
_GROUP = Head("group")
_PLAIN = Reading(attributes=False)
_TITLES = ("đ/c", "ông", "bà", "thầy", "cô")
_TITLES_OF_TWO = ("đồng",)  # 'đồng chí'


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written is `text[start:end]`; `prefix` is what a list says once for all ('Các sở: Nội vụ, Y tế')."""

    start: int
    end: int
    text: str
    kind: str  # body | post | group
    level: str | None
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class UnitList:
    """The units of a list in order; `next` is the word after it."""

    units: tuple[Unit, ...]
    next: int
    determined: bool = False  # 'các' or the like stands before one of them


def read_units(seen: Words, i: int, *, how: Reading = READINGS[0]) -> UnitList | None:
    """Return the list of units that begins at word `i`, or None.

    What a name holds is open where it is followed by a verb or by 'và': `how` says which reading to try.

    >>> from extractors.words import words
    >>> [u.text for u in read_units(words("Sở Y tế, các sở, ban, ngành và UBND các xã, phường"), 0).units]
    ['Sở Y tế', 'các sở, ban, ngành', 'UBND các xã, phường']
    """
    found = _read_unit(seen, i, how, shared=False)
    if found is None:
        return None
    while True:
        j = found.next
        while j < len(seen.lower) and (seen.lower[j] in _SEPARATORS or (how.semicolons and seen.lower[j] == ";")):
            j += 1
        following = _read_unit(seen, j, how, shared=found.determined) if j > found.next else None
        if following is None:
            return found
        if j == found.next + 1 and seen.lower[found.next] == "," and is_person(found.units[-1].text):
            person = _with_post(seen, found.units[-1], following.units[0])
            if person is not None:
                found = UnitList((*found.units[:-1], person), following.next, determined=found.determined)
                continue
        found = UnitList(
            found.units + following.units, following.next, determined=found.determined or following.determined
        )


def is_person(text: str) -> bool:
    """Whether a unit is a person by name: 'Đồng chí Lê Thị Hoa', not 'Đồng chí Bí thư'."""
    title, _, name = text.replace("/ ", "/").partition(" ")
    if title.lower() in _TITLES_OF_TWO:
        name = name.partition(" ")[2]
    return title.lower() in (*_TITLES, *_TITLES_OF_TWO) and name.partition(" ")[0].lower() in surnames()


def _with_post(seen: Words, person: Unit, post: Unit) -> Unit | None:
    """'Đồng chí Lê Thị Hoa, Phó Hiệu trưởng' is one: the post behind a name says who that is."""
    if post.kind != "post" or post.text.partition(" ")[0].lower() in (*_TITLES, *_TITLES_OF_TWO):
        return None
    return replace(person, end=post.end, text=seen.text[person.start : post.end])


@cache
def surnames() -> frozenset[str]:
    """Return the surnames of the list, in small letters."""
    return frozenset(fold(row["seen"]) for row in rows("surnames"))


def has_determiner(seen: Words, i: int) -> bool:
    """Whether 'các', 'toàn thể', 'từng' or the like stands at word `i`."""
    return DETERMINERS.at(seen, i) is not None


def _read_unit(seen: Words, begin: int, how: Reading, *, shared: bool) -> UnitList | None:
    """Return the unit at word `begin`, or those of one head; `shared`: a determiner before it serves it too."""
    if begin >= len(seen.lower) or seen.lower[begin] not in FIRST_WORDS:
        return None
    i = DETERMINERS.after(seen, begin)
    determined = i > begin
    for after, head in (
        (set_phrase(seen, i), _NAMED),
        (chain(PEOPLE, seen, i), _GROUP),
        (chain(CLASSES, seen, i, at_least=1 if determined else 2), _COMMUNES),
    ):
        if after is not None:
            return _finish(seen, begin, after, head, how, determined)
    entry = HEADS.at(seen, i)
    if entry is None or entry[1].kind == "none":  # 'các trường hợp'
        return None
    length, head = entry
    after = i + length
    if head.next == "field" or seen.lower[i] in ("phòng", "chi cục"):
        fields = _read_fields(seen, begin, after, head, determined)
        if fields is not None:
            return fields
    named = seen.capital(after) and not _in_capitals(seen, i, after)
    many = determined or shared
    plural = many and stands_alone(seen, after)
    fits = {
        "field": named or plural,
        "capital": named or plural,
        "plural": many,
        "either": many or named,
        "duty": False,
    }
    if fits.get(head.next, True):
        return _finish(seen, begin, after, head, how, determined)
    return _made_responsible(seen, begin, after, head)


def _made_responsible(seen: Words, begin: int, after: int, head: Head) -> UnitList | None:
    """Whoever is said to be responsible at the beginning of a clause is one: 'Cơ quan thuế có trách nhiệm …'.

    'Cơ quan có trách nhiệm' may be what others are to turn to, 'Quỹ có trách nhiệm' is the one already named.
    """
    if not (begin == 0 or seen.capital(begin) or seen.lower[begin - 1] == ";"):
        return None
    end = responsible(seen, after)
    bare = end == after and head.next != "capital"
    if end is None or (bare and (head.next == "plural" or after - begin == 1)):
        return None
    return UnitList((_unit(seen, begin, end, head),), end)


def _finish(seen: Words, begin: int, i: int, head: Head, how: Reading, determined: bool) -> UnitList:
    after = tail(seen, i, how.of(head))
    return UnitList((_unit(seen, begin, after, head),), skip_brackets(seen, after), determined)


def _read_fields(seen: Words, begin: int, i: int, head: Head, determined: bool) -> UnitList | None:
    """'Sở Nội vụ' is one unit; 'Các sở: Nội vụ, Tài chính và Y tế' are three."""
    first = i + (i < len(seen) and seen.lower[i] == ":")
    field = FIELDS.at(seen, first)
    if field is None or not seen.capital(first):
        return None
    prefix = seen.printed[i - 1]
    after = tail(seen, first + field[0], _PLAIN)
    units = [_unit(seen, begin, after, head) if first == i else _unit(seen, first, after, head, prefix)]
    after = skip_brackets(seen, after)
    while after < len(seen) and seen.lower[after] in (",", "và", ";"):
        j = after + 1 + (after + 1 < len(seen) and seen.lower[after + 1] == "và")
        further = FIELDS.at(seen, j)
        if further is None or not seen.capital(j) or HEADS.at(seen, j) is not None:
            break
        after = j + further[0]
        units.append(_unit(seen, j, after, head, prefix))
    return UnitList(tuple(units), after, determined)


def _in_capitals(seen: Words, i: int, after: int) -> bool:
    """Whether the text is set in capitals, where they do not tell a name: 'TỔ CHỨC THỰC HIỆN', 'PHÒNG CHỐNG DỊCH'."""
    here = seen.text[slice(*seen.span(i, min(after + 1, len(seen))))].split()
    return len(here) > 1 and all(word.isupper() and len(word) > 1 for word in here)


def _unit(seen: Words, i: int, after: int, head: Head, prefix: str = "") -> Unit:
    start, end = seen.span(i, after)
    return Unit(start, end, seen.text[start:end], head.kind, head.level, prefix)
