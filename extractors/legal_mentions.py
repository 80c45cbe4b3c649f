"""What belongs to each document named in a sentence: date, issuer, subject, documents in its subject, shared fields.

Heads come from legal_heads.py, names of bodies from legal_issuers.py, bounds of subjects from legal_subjects.py; which
mentions become rows is decided in legal_bases.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.legal_heads import Head, find_heads
from extractors.legal_issuers import OF, behind_remarks, issuer_at, issuer_before, issuer_end, issuer_name
from extractors.legal_subjects import ending, opening
from normalizers.dates import DATE, date_of
from normalizers.document_numbers import with_capitals
from normalizers.letters import fold, old_tones
from normalizers.misread_digits import with_digits

_ON = re.compile(r"\s*,?\s*(?:\(\s*)?(?:(?:được\s+)?(?:ký|ban\s+hành|cùng)\s+)?(?:ng\wy\s*)?(?=\d)", re.IGNORECASE)
_CLOSED = re.compile(r"\s*\)")
# 'Luật Hóa chất được Quốc hội khóa XII thông qua ngày 21/11/2007'
_PASSED = re.compile(r"\s*,?\s*(?:đã\s+)?được\s+(?P<body>Quốc\s+hội)(?:\s[^,;.]{0,60}?)?\s+thông\s+qua\s+(?=ngày)")
# 'số 170/2008/QĐ-BCA (X11-X14) ngày …': a code of the drafting department.
# … 'Nghị quyết số 29-NQ/TW (khóa XI)': a term of the Central Committee.
_CODE_ASIDE = re.compile(r"\s*\(\s*(?:[A-Z]{1,3}\d*(?:\s*-\s*[A-Z]?\d+)?|[Kk]h[óo][áa]\s+[IVXL\d]+)\s*\)")
_COORDINATION = re.compile(r"\s*(?:,|và|hoặc|cùng)?\s*(?:và\s+)?(?:các\s+)?")
_COORDINATED = re.compile(
    r"""(?:\s*,\s*(?:và\s+)? | \s+(?:và|hoặc|cùng(?:\s+với)?)\s+)
        (?:(?:căn\s+cứ|thực\s+hiện|theo)\s+)? (?:các\s+)? $""",
    re.VERBOSE | re.IGNORECASE,
)
_OF = re.compile(r"\s+của\s+(?=\S)")
_LATE_ISSUER = 200  # characters of the name of a body behind a subject
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
_CLOSING = re.compile(r"(?:[\s,;.…]|\./)+$")
SAME_ISSUER = 92  # of 100: "Thủ tưởng Chính phủ" is a slip for what the symbol names, "Phó Thủ tướng" is not


@dataclass(slots=True)
class Cited:
    """A document while it is being read; `inner` are those named in its subject, `shared` tells of inherited fields."""

    head: Head
    end: int
    day: date | None = None
    named_end: int = 0  # behind number, name and date: the words that identify, without issuer and subject
    issuer: str | None = None
    subject: str | None = None
    other_day: bool = False  # a second, different date stands with it
    no_day: bool = False  # the date is not in the calendar: 'ngày 30/02/2025'
    shared: bool = False
    misread: bool = False  # digits or letters of number or date were put right
    inner: list[Cited] = field(default_factory=list)

    @property
    def identified(self) -> bool:
        return self.head.identified or self.day is not None


def read_mentions(text: str, formal: bool) -> list[Cited]:
    """Return the identified documents that NFC `text`, one sentence or table cell, names, outer before inner.

    `formal` tells that the text opens the plan ('Căn cứ …; Căn cứ …;'), where commas and semicolons in small letters
    stand inside subjects; further down they join the plan's own clauses.
    """
    return [cited for cited in _flat(read_all(text, formal)) if cited.identified]


def read_all(text: str, formal: bool) -> list[Cited]:
    """Return everything that looks named, also what no number or date identifies; those in subjects are `inner`."""
    return _Reader(text, formal).read_all()


def _flat(members: list[Cited]) -> Iterator[Cited]:
    for member in members:
        yield member
        yield from _flat(member.inner)


class _Reader:
    """Goes once through the heads of a sentence; positions are those of `text` and of `plain` alike."""

    def __init__(self, text: str, formal: bool) -> None:
        self.text = text
        self.printed = old_tones(text)
        self.plain = with_digits(with_capitals(self.printed))
        self.formal = formal
        self.heads = find_heads(self.plain)
        self.at = 0  # the next head to be read

    def read_all(self) -> list[Cited]:
        found: list[Cited] = []
        while self.at < len(self.heads):
            found.append(self._read(len(self.text), nested=False))
        self._share(found)
        return found

    def _read(self, end: int, nested: bool) -> Cited:
        head = self.heads[self.at]
        self.at += 1
        cited = Cited(head, head.end, named_end=head.end, shared=head.shared)
        if head.standard:
            return cited
        limit = min(self.heads[self.at].start, end) if self.at < len(self.heads) else end
        self._between(cited)
        behind = self._attributes(cited, limit)
        if cited.subject is None:
            firm = cited.day is not None or cited.issuer is not None
            began = opening(self.plain, behind, end, head.cited_type, firm)
            if began and began[0] < limit:
                self._subject(cited, began, end, nested)
        if cited.issuer is None and (before := issuer_before(self.plain, head.start)):
            cited.issuer = issuer_name(self.text[slice(*before)])
        told = head.number.issuer if head.number else None
        if cited.issuer and told and fuzz.ratio(fold(cited.issuer), fold(told)) >= SAME_ISSUER:
            cited.issuer = told
        named = slice(head.start, cited.named_end)
        cited.misread = self.printed[named].upper() != self.plain[named].upper() or (
            head.number is not None and head.number.mended
        )
        return cited

    def _between(self, cited: Cited) -> None:
        """Words between type and number: a law's name, or the issuer ('Nghị quyết của Chính phủ số 76/NQ-CP')."""
        if cited.head.name is None:
            return
        start, end = cited.head.name
        if cited.head.cited_type in _LAWS:
            cited.subject = self.text[start:end]
        elif (of := OF.match(self.plain, start)) and issuer_end(self.plain, of.end(), end) == end:
            cited.issuer = issuer_name(self.text[of.end() : end])
        elif issuer_end(self.plain, start, end, strict=True) == end:  # 'Nghị quyết HĐND xã số 12/NQ-HĐND'
            cited.issuer = issuer_name(self.text[start:end])

    def _attributes(self, cited: Cited, limit: int) -> int:
        """Date and issuer in either order; returns the place behind them."""
        aside = _CODE_ASIDE.match(self.plain, cited.end, limit)
        position = aside.end() if aside else cited.end
        if passed := _PASSED.match(self.plain, position, limit):
            cited.issuer, position = issuer_name(passed["body"]), passed.end()
        while True:
            on = self._date(position, limit)
            bracket = on is not None and "(" in self.plain[position : on.start()]
            if on and not (bracket and cited.day):  # '… ngày 05/3/2020 của Chính phủ (ngày 01/4/2020 …)' is another's
                day = date_of(on)
                cited.no_day = cited.no_day or day is None
                cited.other_day = cited.other_day or (day is not None and cited.day not in (None, day))
                cited.day = cited.day or day
                closed = _CLOSED.match(self.plain, on.end(), limit) if bracket else None
                position = cited.end = cited.named_end = closed.end() if closed else on.end()
            elif cited.issuer is None and (span := issuer_at(self.plain, position, limit)):
                cited.issuer = issuer_name(self.text[slice(*span)])
                cited.end = span[1]
                position = behind_remarks(self.plain, span[1], limit)
            else:
                return position

    def _date(self, position: int, limit: int) -> re.Match[str] | None:
        on = _ON.match(self.plain, position, limit)
        return DATE.match(self.plain, on.end(), limit) if on else None

    def _subject(self, cited: Cited, began: tuple[int, int], end: int, nested: bool) -> None:
        begin = began[1]
        stop = ending(self.plain, begin, end, nested, self.formal)
        while self._next_is_inside(begin, stop, cited):
            cited.inner.append(self._read(stop, nested=True))
        if self.at < len(self.heads) and self.heads[self.at].start < stop:
            stop = self.heads[self.at].start
            coordinated = _COORDINATED.search(self.plain, begin, stop)
            stop = coordinated.start() if coordinated else stop
        stop = begin + len(_CLOSING.sub("", self.plain[begin:stop]))
        if stop <= begin:
            return
        cited.end = max(stop, cited.end)
        if cited.issuer is None and not cited.inner and (late := self._late_issuer(begin, stop, cited.head)):
            cited.issuer, stop = issuer_name(self.text[late[1] : stop]), late[0]
        cited.subject = _without_quotes(self.text[begin:stop].strip())
        self._share(cited.inner)

    def _next_is_inside(self, begin: int, stop: int, cited: Cited) -> bool:
        """Whether the next document is named in the open subject, or is the next of the list.

        '… một số điều của Nghị định A và Nghị định B' is one subject; '… về tinh giản biên chế và Nghị định B' is two.
        """
        if self.at >= len(self.heads) or self.heads[self.at].start >= stop:
            return False
        last = cited.inner[-1].end if cited.inner else begin
        gap = self.plain[last : self.heads[self.at].start]
        if cited.inner and _COORDINATION.fullmatch(gap):
            return "và" in gap.split() or cited.inner[-1].subject is None
        return not _COORDINATED.search(gap)

    def _late_issuer(self, begin: int, stop: int, head: Head) -> tuple[int, int] | None:
        """A body that closes the subject is the issuer where the symbol speaks for it.

        'Kế hoạch số 45/KH-SGDĐT về việc … năm 2025 của Sở Giáo dục và Đào tạo'; returns where 'của' and the name begin.
        """
        begin = max(begin, stop - _LATE_ISSUER)
        for of in reversed(list(_OF.finditer(self.plain[begin:stop]))):
            start = begin + of.end()
            if issuer_end(self.plain, start, stop, strict=True) == stop:
                agrees = head.number.agrees_with(issuer_name(self.plain[start:stop])) if head.number else None
                return (begin + of.start(), start) if agrees else None
        return None

    def _share(self, members: list[Cited]) -> None:
        """Give members of a list the issuer, date and subject that stand once, at its end."""
        for member, following in reversed(list(pairwise(members))):
            own, other = member.head.number, following.head.number
            gap = self.plain[member.end : following.head.start]
            if own is None or other is None or not _COORDINATION.fullmatch(gap):
                continue
            once = not following.head.typed  # the type word stands once for both numbers
            same_year = following.day is not None and own.year == following.day.year
            if member.issuer is None and following.issuer and own.agrees_with(following.issuer) is not False:
                member.issuer, member.shared = following.issuer, own.issuer is None
            if member.day is None and following.day and (same_year or (once and own.year is None)):
                member.day, member.shared = following.day, True
            amends_it = any(i.head.number and i.head.number.text == own.text for i in following.inner)
            if member.subject is None and following.subject and once and not amends_it:
                member.subject, member.shared = following.subject, True


def _without_quotes(subject: str) -> str:
    """Take away quotation marks around the whole, and one that has lost its partner."""
    if subject[:1] in '“"' or (subject[-1:] == "”" and "“" not in subject):
        subject = subject.strip('“”" ')
    return subject
