"""Headings that name units for what stands below them: '1. Cán bộ quản lý', 'Trách nhiệm của Sở Y tế', 'Các đơn vị:'.

A heading of the outline holds for its section; an item or paragraph that says no more than a heading would holds until
the next of its rank, which is kept here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.passage import Passage
from extractors.sentences import Sentence
from extractors.unit_grammar import FIRST_WORDS
from extractors.units import IN_HEADING, Unit, read_units
from extractors.words import first_word, words

# Words around the units that leave it a heading: 'Trách nhiệm của Sở Y tế', 'Đối với các trường:'.
_BEFORE_UNITS = re.compile(
    r"(?:(?:phân công |quy định )?(?:trách nhiệm|nhiệm vụ)(?: cụ thể)? (?:của|đối với)"
    r"|đối với|về phía|giao|đề nghị|yêu cầu|phân công)\s*:?\s+",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r"[\s:.;,]*$")
# 'Sở A thực hiện các nhiệm vụ sau:' says no more than the heading 'Sở A' would.
_TO_DO_BELOW = re.compile(
    r"(?:[\s,]|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì|thực hiện|triển khai|tập trung|và|các|những|một số"
    r"|nhiệm vụ|công việc|nội dung|công tác|cụ thể|như|sau|đây|liên quan|được giao|trọng tâm|tốt)*:\s*$",
    re.IGNORECASE,
)
# Above the merits that are rewarded these are no units of the plan: 'a) Tập thể', 'b) Cá nhân'.
_REWARDED = frozenset({"cá nhân", "tập thể", "các cá nhân", "các tập thể"})
# A heading that names units has no more characters than this, a label before a colon no more than that.
_LONGEST_HEADING = 400
_LONGEST_LABEL = 160


def heading_units(title: str) -> tuple[Unit, ...]:
    """Return the units a heading consists of; none where it says anything else.

    >>> [u.text for u in heading_units("Các tổ chuyên môn và văn phòng:")]
    ['Các tổ chuyên môn', 'văn phòng']
    >>> heading_units("Tổ chức thực hiện")
    ()
    """
    before = _BEFORE_UNITS.match(title)
    start = before.end() if before else 0
    if len(title) > _LONGEST_HEADING or first_word(title[start:]) not in FIRST_WORDS:
        return ()
    seen = words(title[start:])
    for how in IN_HEADING:
        listed = read_units(seen, 0, how=how)
        if listed is None or all(unit.text.lower() in _REWARDED for unit in listed.units):
            return ()
        rest = title[start + seen.start(listed.next) :] if listed.next < len(seen) else ""
        if _NOTHING_MORE.match(rest) or _TO_DO_BELOW.match(rest):
            return listed.units
    return ()


def inline_heading(sentence: Sentence) -> tuple[tuple[Unit, ...], Sentence]:
    """Return the units before a colon and the rest: 'Các đơn vị: Xây dựng kế hoạch …'."""
    colon = sentence.text.find(":", 0, _LONGEST_LABEL)
    units = heading_units(sentence.text[: colon + 1]) if colon > 0 else ()
    rest = sentence.text[colon + 1 :].lstrip()
    if not units or not rest:
        return (), sentence
    return units, Sentence(sentence.end - len(rest), sentence.end, rest)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Units that an item names for what stands below it."""

    units: tuple[Unit, ...]
    level: int
    rank: str

    def ends_with(self, passage: Passage) -> bool:
        """Whether the passage stands beside the item, not below it."""
        beside = passage.level == self.level and _rank(passage.marker) == self.rank
        return beside or passage.level < self.level


@dataclass(slots=True)
class UnitsAbove:
    """Which units the headings and items above a passage name; passages are to come in reading order."""

    _scopes: list[_Scope] = field(default_factory=list)
    _titles: dict[str, tuple[Unit, ...]] = field(default_factory=dict)

    def open(self, passage: Passage, units: tuple[Unit, ...]) -> None:
        """An item names units for what stands below it."""
        self._scopes.append(_Scope(units, passage.level, _rank(passage.marker)))

    def close(self) -> None:
        """A heading of the outline ends what items have opened."""
        self._scopes.clear()

    @property
    def opened(self) -> tuple[Unit, ...]:
        """The units that items name for what has come last."""
        return tuple(unit for scope in self._scopes for unit in scope.units)

    def of(self, passage: Passage) -> tuple[Unit, ...]:
        """Return the units named for a passage, by the innermost heading that names any."""
        while self._scopes and self._scopes[-1].ends_with(passage):
            self._scopes.pop()
        if self._scopes:
            return self._scopes[-1].units
        titles = (heading.title for heading in reversed(passage.headings))
        return next((units for title in titles if (units := self._of_title(title))), ())

    def _of_title(self, title: str) -> tuple[Unit, ...]:
        if title not in self._titles:
            self._titles[title] = heading_units(title)
        return self._titles[title]


def _rank(marker: str) -> str:
    """Markers of one kind have one rank: '1' and '2', 'a' and 'b', '-'."""
    return "1" if marker[:1].isdigit() else "a" if marker[:1].isalpha() else marker
