"""What names a document: type word and number, a law and its name, a standard, as in 'Nghị định số 30/2020/NĐ-CP'.

Date, issuer and subject that follow are read by legal_mentions.py.  A head may still name nothing ('Luật Việc làm'
without a year); whether it does is only known when the date has been looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from extractors.document_types import TypeWord, find_type_words
from extractors.law_names import constitution_end, law_name_end
from extractors.legal_numbers import LOOSE, FoundNumber, find_numbers
from extractors.misprints import misprinted_type
from extractors.standards import FoundStandard, find_standards
from normalizers.document_numbers import DocumentNumber, read_number

# 'số', also where its mark was lost or its vowel misread: 's6 17/QĐ-UBND'.
_SO = re.compile(r"(?<!\w)(?:[Ss][ốôoóòõọồổỗộéèê6bd]|SỐ|S[ÔO6])\s*:?\s*$")
_SO_WINDOW = 12  # characters before a number in which 'số :' or 'mẫu' is looked for
_FAR = 90  # characters between type and number: 'Kết luận liên ngành tư pháp Trung ương số 23/KL-…'
_BREAK = re.compile(r"[;:.,()|\d]")  # none of these stands between them
_LIST_GAP = 60  # characters between members of a list that share their type word
_BEHIND_NUMBER = re.compile(r"[A-ZĐ]\s*(?:,|và)\s*$")  # 'văn bản số 15/BTTTT-TTH và 70/BTTTT-CATTT'
_SERIAL = re.compile(r"\d{1,5}[a-zđ]?")
_SAME_CODE = re.compile(r"(?<!\w)[Ss]ố\s*:?\s*(?P<serials>(?:\d{1,5}[a-zđ]?\s*(?:,|và)\s*(?:số\s+)?)+)$")

_BARE = re.compile(
    r"(?:\s+|(?<=[A-ZĐ]))(?P<so>(?:[Ss]ố|SỐ)\s*:?\s*)?(?P<number>\d{1,4}[a-zđ]?(?P<year>/(?:19|20)\d\d)?)"
    r"(?![\w%]|\s?[/–-]\s?\w|[.,:]\d)"
)
# Without 'số' only what cannot be a count: 'theo Nghị định 34 và', not 'Kế hoạch 5 năm'.
_AFTER_BARE = re.compile(r"\s*(?:$|[.,;:)\]”\"]|(?:của|ngày|về|và|đã|được|quy định|này)(?!\w)|năm\s+(?:19|20)\d\d)")
# 'Nghị định 108/2014 của Chính phủ'; 'Kế hoạch 9/2025' may be that of a month.
_BY_YEAR = frozenset({"Nghị định", "Nghị quyết", "Thông tư", "Thông tư liên tịch"})
_SPOKEN = frozenset({"Nghị định", "Nghị quyết", "Quyết định"})  # those whose abbreviation takes a bare number, 'NĐ 15'
_YEAR = re.compile(
    r"""\s*,?\s*(?: (?:năm\s+)? (?P<year>(?:19|20)\d\d) (?![\w/]|\s?[-–]\s?\d|[.,]\d)   # 'Luật Giáo dục năm 2019'
                  | \(\s* (?:năm\s+)? (?P<enclosed>(?:19|20)\d\d) \s*\) )              # 'Luật Giáo dục (2019)'""",
    re.VERBOSE | re.IGNORECASE,
)
_ON_DAY = re.compile(r"\s*,?\s*ngày\s+\d", re.IGNORECASE)
# 'mẫu số 01/TT-LLTP', 'Phụ lục số 09A/PL-TNCN' are forms.
_FORM = re.compile(r"(?<!\w)(?:mẫu|biểu|phụ lục|tờ khai|phiếu|bảng|hóa đơn|sổ)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The naming words at `text[start:end]`; `typed` tells whether a type word of its own stands there."""

    start: int
    end: int
    cited_type: str
    method: str
    number: DocumentNumber | None = None
    standard: str | None = None
    year: int | None = None
    name: tuple[int, int] | None = None  # where a law's name, or other words between type and number, stand
    typed: bool = True
    misprint: tuple[int, int] | None = None
    shared: bool = False  # the code of its number stands once, behind the last of a list

    @property
    def identified(self) -> bool:
        """Whether the head alone tells which document is meant; otherwise a date must follow."""
        return self.number is not None or self.standard is not None or self.year is not None


def find_heads(text: str) -> list[Head]:
    """Return the heads in NFC `text`, which is one sentence or one table cell, from left to right."""
    numbers = find_numbers(text)
    # The 'NĐ' of '30/2020/NĐ-CP' is no type word of the next number.
    words = [word for word in find_type_words(text) if not _within(word, numbers)]
    heads = [_standard(standard) for standard in find_standards(text)]
    if not (numbers or words):
        return heads
    starts = [word.start for word in words]
    for found in numbers:
        before = bisect_right(starts, found.start)
        if head := _numbered(text, found, words[max(0, before - 3) : before]):
            heads += [*_same_code(text, found, head, words[max(0, before - 3) : before]), head]
    heads = _without_overlaps(heads)
    others = [head for word in words if (head := _unnumbered(text, word)) and _apart(head, heads)]
    return _listed(text, _without_overlaps(heads + others))


def _within(word: TypeWord, numbers: list[FoundNumber]) -> bool:
    at = bisect_right(numbers, word.start, key=lambda n: n.start)
    return at > 0 and word.start < numbers[at - 1].end and numbers[at - 1].family not in LOOSE


# ---- heads with a number


def _numbered(text: str, found: FoundNumber, words: list[TypeWord]) -> Head | None:
    """The head of a full number with the type word before it, where there is one; `words` are the last before it."""
    so = _SO.search(text, max(0, found.start - _SO_WINDOW), found.start)
    begin = so.start() if so else found.start
    number = read_number(found.printed)
    for word in words:
        name = _between(text, word.end, begin)
        lawlike = word.kind == "law" and number.cited_type in (None, "Luật", "Pháp lệnh")
        if lawlike and name[0] < name[1] and law_name_end(text, word.end) == name[1]:
            return Head(word.start, found.end, word.value, f"{found.family}:name", number, name=name)
    if words:
        return _behind_type(text, found, words[-1], begin, number, so is not None)
    return _untyped(text, found, begin, number, so is not None)


def _behind_type(
    text: str, found: FoundNumber, word: TypeWord, begin: int, number: DocumentNumber, so: bool
) -> Head | None:
    gap = text[word.end : begin]
    if not gap.strip(" \n:,"):
        if found.family in LOOSE and not (so or word.kind == "norm"):
            return None
        # 'Văn bản số 45/KH-UBND' is what its symbol says.
        cited = number.cited_type if word.value == "Văn bản" and number.cited_type else word.value
        return Head(word.start, found.end, cited, found.family, read_number(found.printed, cited))
    meant = number.cited_type
    if so and meant and word.value.startswith(meant) and len(gap) <= _FAR and not _BREAK.search(gap):
        name = _between(text, word.end, begin)
        return Head(word.start, found.end, word.value, f"{found.family}:far", number, name=name)
    return _untyped(text, found, begin, number, so)


def _untyped(text: str, found: FoundNumber, begin: int, number: DocumentNumber, so: bool) -> Head | None:
    """A number without a type word: a damaged one stands before it, or the symbol tells the type."""
    if found.family in LOOSE:
        return None
    if number.cited_type and (misprint := misprinted_type(text, begin, number.cited_type)):
        return Head(misprint[0], found.end, number.cited_type, found.family, number, misprint=misprint)
    # A Công văn has no type symbol: 'số 1663/UBND-NV'.
    listed = so or _BEHIND_NUMBER.search(text, max(0, begin - _SO_WINDOW), begin)
    letter = "Công văn" if listed and number.issuer_known and number.year is None else None
    cited = number.cited_type or letter
    if cited is None or _FORM.search(text, max(0, begin - _SO_WINDOW), begin):
        return None
    return Head(begin, found.end, cited, f"{found.family}:untyped", number, typed=False)


def _same_code(text: str, found: FoundNumber, head: Head, words: list[TypeWord]) -> list[Head]:
    """The members of a list that share a code: 'các Quyết định số 7, 8 và 9/QĐ-UBND'."""
    listed = _SAME_CODE.search(text, max(0, found.start - _LIST_GAP), found.start)
    serial = _SERIAL.match(found.printed)
    if listed is None or serial is None:
        return []
    code = found.printed[serial.end() :]
    last = words[-1] if words else None
    start = last.start if last and not text[last.end : listed.start()].strip(" :,") else listed.start()
    heads: list[Head] = []
    for member in _SERIAL.finditer(text, listed.start("serials"), found.start):
        number = read_number(member[0] + code, head.cited_type)
        typed = not heads and last is not None and start == last.start
        begin = start if not heads else member.start()
        heads.append(Head(begin, member.end(), head.cited_type, head.method, number, typed=typed, shared=True))
    return heads


def _between(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(" ,")), start + len(piece.rstrip(" ,"))


def _standard(found: FoundStandard) -> Head:
    return Head(found.start, found.end, found.kind, "standard", standard=found.number, year=found.year)


# ---- heads without one


def _unnumbered(text: str, word: TypeWord) -> Head | None:
    """A law by its name, a back reference by number alone, a type with a date."""
    bare = _BARE.match(text, word.end)
    if word.kind == "law":
        return _back_reference(word, bare) if bare and bare["so"] else _law(text, word)
    capital = text[word.start].isupper()
    if bare and _is_reference(text, word, bare, capital):
        return _back_reference(word, bare)
    if word.kind in ("norm", "paper") and capital and _ON_DAY.match(text, word.end):
        return Head(word.start, word.end, word.value, "dated")
    return None


def _is_reference(text: str, word: TypeWord, bare: re.Match[str], capital: bool) -> bool:
    """'Kế hoạch số 07', 'Nghị định 34'; a scheme by its number alone ('Đề án 06') is no document."""
    if word.kind == "scheme" or (word.kind == "short" and word.value not in _SPOKEN):
        return False
    if bare["year"] and not bare["so"] and word.value not in _BY_YEAR:
        return False
    return bool(bare["so"] or (capital and word.kind != "paper" and _AFTER_BARE.match(text, bare.end())))


def _back_reference(word: TypeWord, bare: re.Match[str]) -> Head:
    return Head(word.start, bare.end(), word.value, "bare", read_number(bare["number"]))


def _law(text: str, word: TypeWord) -> Head | None:
    constitution = word.value == "Hiến pháp"
    end = constitution_end(text, word.end) if constitution else law_name_end(text, word.end)
    if end is None:
        return None
    name = None if constitution else _between(text, word.end, end)
    if year := _YEAR.match(text, end):
        return Head(word.start, year.end(), word.value, "law", year=int(year["year"] or year["enclosed"]), name=name)
    return Head(word.start, end, word.value, "law", name=name)


# ---- heads among each other


def _without_overlaps(heads: list[Head]) -> list[Head]:
    kept: list[Head] = []
    for head in sorted(heads, key=lambda h: (h.start, -h.end)):
        if not kept or head.start >= kept[-1].end:
            kept.append(head)
    return kept


def _apart(head: Head, others: list[Head]) -> bool:
    at = bisect_right(others, head.start, key=lambda h: h.start)
    return (at == 0 or others[at - 1].end <= head.start) and (at == len(others) or head.end <= others[at].start)


def _listed(text: str, heads: list[Head]) -> list[Head]:
    """Settle numbers without a type word: one in a list takes the list's type where its symbol names none.

    'Quyết định số 90/TTg, số 91/TTg' are two decisions.  Outside a list a symbol that nobody knows is no document.
    """
    kept: list[Head] = []
    for head in heads:
        if not head.typed and head.number:
            before = kept[-1] if kept else None
            listed = before is not None and re.search(r"(?:,|và|;)\s*$", text[before.end : head.start]) is not None
            if not listed and not head.number.issuer_known:
                continue
            if before and _shares_type(before, head):
                head = replace(head, cited_type=before.cited_type)
        kept.append(head)
    return kept


def _shares_type(before: Head, head: Head) -> bool:
    if before.number is None or head.number is None or head.number.cited_type or head.start > before.end + _LIST_GAP:
        return False
    return before.number.issuer_symbols[:1] == head.number.issuer_symbols[:1]
