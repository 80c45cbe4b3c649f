"""The documents a plan cites: the table `legal_bases`.

legal_mentions.py reads what a sentence names; here is decided what is no mention of the plan's (its own number, its
title line, 'Kèm theo Kế hoạch số …'), what is ground and what reference, and what a careful reader would remark.  That
two mentions are one document is decided in pipeline/resolve.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.issuer_places import complete
from extractors.legal_mentions import Cited, read_mentions
from extractors.mention import SHARED as SHARED_METHOD
from extractors.mention import LegalBasis, Remark
from extractors.passage import Passage, Plan
from extractors.sentences import sentences
from normalizers.document_numbers import number_key
from normalizers.letters import fold

# 'điểm a khoản 2 Điều 9', 'các khoản 1, 2 và 3 Điều 100', 'mục 1, Phần III', 'phụ lục II'.
_UNIT = r"(?:điểm|khoản|điều|chương|mục|tiểu\s+mục|phần|tiết|phụ\s+lục|mẫu\s+biểu|biểu\s+mẫu|biểu|mẫu)"
_VALUE = r"(?:số\s+)?(?:[IVXLC]+(?:\.\d+)*|\d+[a-zđ]?(?:\.\d+)*|[a-zđ]\d?)(?!\w)"
_PINPOINT = re.compile(
    rf"(?<!\w)(?P<place>(?:các\s+)?{_UNIT}\s+{_VALUE}"
    rf"(?:(?:\s*,\s*|\s+và\s+|\s+đến\s+|\s*[-–]\s*|\s+của\s+|\s*,?\s+thuộc\s+|\s+)(?:{_UNIT}\s+)?{_VALUE})*)"
    r"\s*,?\s*(?:(?:của|tại|thuộc|trong|(?:ban\s+hành\s+)?kèm\s+theo)\s+)?$",
    re.IGNORECASE,
)
_PINPOINT_WINDOW = 120  # characters before a head in which its pinpoint is looked for
_ENCLOSED = re.compile(r"\W*(?:ban\s+hành\s+)?kèm\s+theo\s", re.IGNORECASE)
_ENCLOSED_LENGTH = 250  # characters; the line under an appendix's heading is no longer
# 'Số: 18/KH-…' as it is printed or read ('S6:18'); in a head flattened into one line it stands further behind.
_NUMBER_LINE = re.compile(r"\W*(?:số\s*:?|S\w:)\s*\d", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"S\w\s?:")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")

# How sure a row is, by what had to be supplied for it.
CERTAIN, BY_NAME, BY_SYMBOL, SHARED, MISREAD, SHORT = 0.97, 0.9, 0.85, 0.8, 0.75, 0.7


def find_legal_bases(passages: Sequence[Passage], plan: Plan) -> list[LegalBasis]:
    """Return every mention of an identified document, in reading order."""
    found: list[LegalBasis] = []
    title = fold(plan.title or "")
    for passage in passages:
        if not _DIGIT.search(passage.text) or _is_title(passage, title):
            continue
        for start, end in _pieces(passage):
            for cited in read_mentions(passage.text[start:end], _opens_plan(passage)):
                if not _is_own(cited, passage, start, plan):
                    found.append(_record(cited, passage, start, plan))
    bodies = frozenset(row.issuer for row in found if row.issuer)
    return [replace(row, issuer=complete(row.issuer, plan, bodies)) if row.issuer else row for row in found]


def _pieces(passage: Passage) -> Iterator[tuple[int, int]]:
    """Sentences, in a row those of each cell: a mention runs over neither."""
    parts = [(c.start - passage.start, c.end - passage.start) for c in passage.cells] or [(0, len(passage.text))]
    for begin, end in parts:
        for sentence in sentences(passage.text[begin:end]):
            if _DIGIT.search(sentence.text):
                yield begin + sentence.start, begin + sentence.end


def _opens_plan(passage: Passage) -> bool:
    return not passage.headings and passage.role in ("header", "preamble")


def _is_title(passage: Passage, title: str) -> bool:
    """A document named in the plan's own title is its theme; the opening paragraphs cite it."""
    if passage.headings or not title:
        return False
    own = fold(passage.text).strip(" .")
    return own in title or (title in own and len(own) < len(title) + 40)


def _is_own(cited: Cited, passage: Passage, start: int, plan: Plan) -> bool:
    """The plan's own number, on the line 'Số: …' or known, and 'Kèm theo Kế hoạch số …' heading its appendix."""
    number = cited.head.number
    if number and plan.doc_number and number_key(number.text) == number_key(plan.doc_number):
        return True
    if _opens_plan(passage) and not cited.head.typed:
        at = start + cited.head.start
        if _NUMBER_LINE.match(passage.text) or _OWN_NUMBER.match(passage.text, at):
            return True
    enclosed = _ENCLOSED.match(passage.text) and len(passage.text) < _ENCLOSED_LENGTH
    return bool(enclosed) and (plan.doc_type in (None, cited.head.cited_type) or passage.role == "header")


def _record(cited: Cited, passage: Passage, offset: int, plan: Plan) -> LegalBasis:
    head, number = cited.head, cited.head.number
    start = passage.start + offset
    return LegalBasis(
        start=start + head.start,
        end=start + cited.end,
        section=passage.section,
        confidence=_confidence(cited),
        method=f"legal_bases:{head.method}{SHARED_METHOD if _says_little(cited, passage.text, offset) else ''}",
        remarks=tuple(_remarks(cited, start, plan)),
        cited_type=head.cited_type,
        cited_number=head.standard or (number.text if number else None),
        cited_date=cited.day,
        cited_year=cited.day.year if cited.day else head.year or (number.year if number else None),
        issuer=cited.issuer or (number.issuer if number else None),
        subject=cited.subject,
        role="basis" if _opens_plan(passage) else "reference",
        pinpoint=_pinpoint(passage.text, offset + head.start),
    )


def _says_little(cited: Cited, text: str, offset: int) -> bool:
    """Return whether what is known of it stands with another of its list; a day of its own is printed in it."""
    printed = {int(number) for number in _DIGITS.findall(text[offset + cited.head.start : offset + cited.end])}
    return cited.shared and not (cited.day and {cited.day.day, cited.day.month, cited.day.year} <= printed)


def _pinpoint(text: str, before: int) -> str | None:
    match = _PINPOINT.search(text[max(0, before - _PINPOINT_WINDOW) : before])
    return match["place"] if match else None


def _confidence(cited: Cited) -> float:
    if cited.head.method == "bare":
        return SHORT
    if cited.misread:
        return MISREAD
    if cited.shared:
        return SHARED
    if not cited.head.typed or cited.head.misprint:
        return BY_SYMBOL if cited.head.standard is None else CERTAIN
    return BY_NAME if cited.head.method in ("law", "dated") else CERTAIN


def _remarks(cited: Cited, offset: int, plan: Plan) -> Iterator[Remark]:
    head, number, day = cited.head, cited.head.number, cited.day
    start, end = offset + head.start, offset + cited.end
    if cited.misread:
        yield Remark("cited-number-misread", start, end, number.text if number else head.standard or "")
    elif head.misprint:
        yield Remark("cited-type-misprinted", offset + head.misprint[0], offset + head.misprint[1], head.cited_type)
    if number and cited.issuer and not cited.shared and number.agrees_with(cited.issuer) is False:
        yield Remark("symbol-issuer-mismatch", start, end, f"{number.text}: {cited.issuer}")
    if cited.no_day:
        yield Remark("cited-date-impossible", start, end, number.text if number else "")
    if cited.other_day:
        yield Remark("cited-two-dates", start, end, number.text if number else "")
    if number and number.year and day and not cited.shared and number.year != day.year:
        yield Remark("cited-year-mismatch", start, end, f"{number.text}: {day.isoformat()}")
    if day and plan.issued_date and day > plan.issued_date:
        yield Remark("cited-after-plan", start, end, day.isoformat())
