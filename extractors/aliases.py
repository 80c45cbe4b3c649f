"""Short names that a document gives to bodies itself: 'Ban Chỉ đạo chuyển đổi số (sau đây gọi tắt là Ban Chỉ đạo)'.

What is defined is proposed by the brackets and decided by the letters: the short name must be made of the full one, so
that a document, a campaign or another body before the brackets is never taken for it.  Short names of cited documents
are no business of this module, nor is what everybody abbreviates ('UBND'): see normalizers/organisations.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.family import Family
from extractors.mention import Responsibility
from extractors.passage import Passage, Plan
from extractors.unit_grammar import CLASSES, FIRST_WORDS, HEADS, chain
from extractors.unit_names import level_of, unit_name
from extractors.units import READINGS, Unit, read_units
from extractors.words import Words, words
from normalizers.letters import UPPER, bare, fold, nfc, old_tones
from normalizers.organisations import full_name

DEFINED = Family(
    name="defined alias",
    regex=re.compile(
        r"""\(\s?(?:(?:sau|dưới|từ)\s(?:đây\s)?)?(?:xin\s)?(?:được\s)?(?:tên\s)?
            (?:(?:gọi|viết)\s(?:tắt|ngắn\sgọn)(?:\slà(?!\w)|\s?:)?|gọi\slà)
            \s?[“"']?(?P<alias>[^\s()“”"':;][^()“”"':;]{0,80}?)[”"']?\s?\)""",
        re.IGNORECASE | re.VERBOSE,
    ),
    reads=(
        "(sau đây gọi là UBND phường)",
        "(sau đây gọi tắt là Ban Chỉ đạo)",
        "(sau đây viết tắt là Trung tâm)",
        "(Sau đây được gọi là “Ban Quản lý”)",
        "(sau gọi tắt là Tổ công tác)",
        "(viết tắt: KHCN)",
        "(viết tắt KCN)",
        "(gọi tắt là BCĐ)",
        '(gọi tắt là "Hội đồng")',
    ),
    leaves=(
        "(sau đây gọi chung là các đơn vị)",
        "(tên gọi cũ)",
        "(viết tắt theo tiếng Anh: Red River Fund)",
        "(BCĐ)",
        "sau đây gọi là Ban Chỉ đạo",
        "(gọi điện thoại)",
    ),
    needs=("gọi", "viết"),
)
# Of bare letters every word must have its own: 'Ban Quản lý dự án (BQLDA)', but not 'Sở Y tế (CDC)'.
INITIALS = Family(
    name="initials",
    regex=re.compile(rf"\((?P<alias>[{UPPER}]{{2,12}})\)"),
    reads=("(BQLDA)", "(BCĐ)"),
    leaves=("(B)", "(Ban)", "(gọi tắt là BCĐ)", "(BCĐ 35)"),
    needs=("(",),
)
# No name that is defined is longer, in characters and in words behind what the grammar of names reads of it.
_LONGEST_NAME = 240
_LONGEST_REST = 24
# How far before a sentence another body is looked for that its short name may mean, in characters.
_NEARBY = 600
_OTHER_BRACKETS = re.compile(r"\s?\([^()]*\)\s?$")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+|[IVX]+")
_BELONGS_TO = frozenset({"của", "thuộc"})


@dataclass(frozen=True, slots=True)
class Alias:
    """From `start` in the reading text on, `short` stands for `unit`."""

    start: int
    short: str
    unit: Unit


class Aliases:
    """The aliases of one document."""

    def __init__(self, passages: Sequence[Passage], plan: Plan) -> None:
        self._plan = plan
        self._by_short: dict[str, list[Alias]] = {}
        for alias in defined(passages):
            self._by_short.setdefault(_key(alias.short), []).append(alias)

    def resolved(
        self, found: Iterable[Responsibility], passage: Passage, opened: Iterable[Unit]
    ) -> list[Responsibility]:
        """Return the records of a passage with their units named in full; `opened`: the units of items above it.

        'Trung tâm' below the heading 'Trung tâm Y tế' is that one, whatever the document has defined before.
        """
        if not self._by_short:
            return list(found)
        above = [*(heading.title for heading in passage.headings), *(unit.text for unit in opened)]
        return [self._resolved(row, passage, above) for row in found]

    def _resolved(self, row: Responsibility, passage: Passage, above: list[str]) -> Responsibility:
        known = self._by_short.get(_key(row.unit), [])
        defined_before = bisect_left(known, row.end, key=lambda alias: alias.start)
        if not defined_before:
            return row
        meant = known[defined_before - 1].unit
        sentence = max(0, row.start - passage.start)
        nearer = [*above, passage.text[max(0, sentence - _NEARBY) : sentence]]
        if any(_names_another(text, row.unit, meant.text) for text in nearer):
            return row
        name = unit_name(meant, self._plan)
        return replace(row, unit_name=name, level=level_of(meant, name, self._plan) or row.level)


def defined(passages: Iterable[Passage]) -> Iterator[Alias]:
    """Yield the aliases that the passages define, in reading order."""
    for passage in passages:
        lower = passage.text.lower()
        found = [(m, _made_of) for m in DEFINED.matches(passage.text, lower)]
        found += [(m, _initials_of) for m in INITIALS.matches(passage.text, lower)]
        for match, fits in sorted(found, key=lambda pair: pair[0].start()):
            unit = _unit_before(
                passage.text[max(0, match.start() - _LONGEST_NAME) : match.start()], match["alias"], fits
            )
            if unit is not None:
                yield Alias(passage.start + match.start(), match["alias"], unit)


def _unit_before(text: str, short: str, fits: Callable[[str, str], bool]) -> Unit | None:
    """Return the body at the end of `text` that the short name is made of; one that begins as it does goes first."""
    seen = words(_OTHER_BRACKETS.sub("", text).rstrip(" ,"))
    begins = [i for i in range(len(seen)) if seen.lower[i] in FIRST_WORDS]
    likely = [i for i in begins if _begins_alike(short, seen.lower[i])]
    for i in dict.fromkeys(likely + begins):
        for how in READINGS:
            listed = read_units(seen, i, how=how)
            if listed is None or listed.next < len(seen) or len(listed.units) > 1 or listed.determined:
                continue
            if fits(short, listed.units[0].text) and not _are_many(seen, i):
                return listed.units[0]
    for i in reversed(likely):
        listed = read_units(seen, i)
        if listed is None or listed.determined or not seen.capital(i) or _ends_before(seen, listed.next):
            continue
        start, end = seen.span(i, len(seen))
        whole = replace(listed.units[0], start=start, end=end, text=seen.text[start:end])
        if fits(short, whole.text) and not _are_many(seen, i):
            return whole
    return None


def _ends_before(seen: Words, after: int) -> bool:
    """Whether the name that is read up to word `after` cannot go on to the end.

    'Ban Chỉ đạo phát triển du lịch, dịch vụ' may, though its verb and its comma end other names; 'Ban Chỉ đạo họp với
    Sở Y tế' may not.
    """
    if len(seen) - after > _LONGEST_REST:
        return True
    for j in range(max(after, 1), len(seen)):
        another = seen.capital(j) and HEADS.at(seen, j) is not None and seen.lower[j - 1] not in _BELONGS_TO
        if another or not (seen.is_word(j) or seen.lower[j] == ","):
            return True
    return False


def _are_many(seen: Words, i: int) -> bool:
    """'Ủy ban nhân dân các xã' and 'Ủy ban nhân dân xã, phường' are many bodies; 'Đảng ủy các cơ quan tỉnh' is one."""
    return any(
        (seen.lower[j] == "các" and (CLASSES.at(seen, j + 1) is not None or seen.lower[j + 1 : j + 2] == ("trường",)))
        or chain(CLASSES, seen, j, at_least=2) is not None
        for j in range(i, len(seen))
    )


def _begins_alike(short: str, word: str) -> bool:
    """'Nhà trường' and 'THPT' begin as 'Trường' does."""
    first = _WORD.findall(fold(short).removeprefix("nhà "))[:1]
    return first == [word] or (_is_acronym(short) and _is_initial(short[0].lower(), word))


def _is_acronym(short: str) -> bool:
    return short.isupper() and len(short) > 1


def _made_of(short: str, name: str) -> bool:
    """Whether the words and letters of the short name stand in the full one, in their order.

    Only letters may begin later than the name: 'KHCN' for 'Sở Khoa học và Công nghệ', but not 'Đề án' for a ministry's.

    >>> _made_of("BCĐ", "Ban Chỉ đạo phòng, chống thiên tai"), _made_of("Ban Quản lý", "Ban Chỉ đạo tỉnh")
    (True, False)
    """
    full = _WORD.findall(fold(full_name(name)))
    spelled = [_WORD.findall(nfc(text)) for text in (short, full_name(short))]
    return any(_stand_in(part, full) for part in spelled) and (
        _is_acronym(short) or any(_begins_alike(text, full[0]) for text in (short, full_name(short)))
    )


def _stand_in(parts: list[str], full: list[str]) -> bool:
    rest = iter(full)  # what a word is looked for in is used up, so that the order counts
    for part in parts:
        if _NUMBER.fullmatch(part) or part.lower() == "nhà":  # 'Ban Chỉ đạo 35', 'Vụ II', 'Nhà trường'
            continue
        if _is_acronym(part):
            stands = all(any(_is_initial(letter, word) for word in rest) for letter in part.lower())
        else:
            stands = fold(part) in rest
        if not stands:
            return False
    return True


def _initials_of(short: str, name: str) -> bool:
    """Whether each letter is that of a word of the name: 'BCĐ' is 'Ban Chỉ đạo', 'BCD' is not."""
    full = [word for word in _WORD.findall(fold(full_name(name))) if word != "và"]
    return len(full) == len(short) and all(map(_is_initial, short.lower(), full))


def _is_initial(letter: str, word: str) -> bool:
    """'U' stands for 'Ủy' and 'O' for 'Ô', but 'D' not for 'Đạo': 'đ' is a letter of its own."""
    return letter == word[0] or (word[0] != "đ" and letter == bare(word[0]))


def _names_another(text: str, short: str, name: str) -> bool:
    """Whether a text names another body than `name` that begins with the short one: 'Trung tâm Y tế'."""
    seen = full_name(text)
    longer = re.finditer(rf"(?<!\w)(?i:{re.escape(full_name(short))})(?=\s[{UPPER}\d])", seen)
    return any(not fold(seen[match.start() :]).startswith(fold(full_name(name))) for match in longer)


def _key(short: str) -> str:
    """The first letter may be small or a capital, nothing else may differ."""
    name = old_tones(" ".join(nfc(short).split()))
    return name[:1].lower() + name[1:]
