"""The title of a document and the time that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.passage import Passage
from normalizers.dates import DATE, month_end
from normalizers.tables import rows

_ABOUT = re.compile(r"^(?:về\s+việc|về|v/v)\s*:?\s+", re.IGNORECASE)
_NOT_TITLE = re.compile(r"^\W*(?:số\s*:|\(?(?:kèm theo|ban hành kèm)|kính g[ửở]i|ngày\s)", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN|UBND|HỘI ĐỒNG|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG|CỤC TRƯỞNG|TỔNG)\b"
)
# Below the subject of these stands who decides; a plan names its own body in the subject.
_DECIDED = ("Quyết định", "Nghị quyết", "Chỉ thị", "Công điện")
_SUBJECT = re.compile(r"^\W{0,3}(?:V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_RULE = re.compile(r"[-–—_=*]{3,}")
_PERIOD = re.compile(
    r"(?:giai đoạn|thời kỳ)\s*(?P<a>20\d\d)\s*[-–—]\s*(?P<b>20\d\d)"
    r"|(?:từ\s+)?năm\s+(?P<c>20\d\d)\s*(?:[-–—]|đến(?:\s+năm)?)\s*(?P<e>20\d\d)",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(r"năm học\s*(?P<a>20\d\d)\s*[-–—]\s*(?P<b>20\d\d)", re.IGNORECASE)
_QUARTER = re.compile(r"quý\s+(?P<q>IV|I{1,3}|[1-4])\s*(?:/|năm|,)\s*(?:năm\s*)?(?P<y>20\d\d)", re.IGNORECASE)
_MONTH = re.compile(r"tháng\s+(?P<m>\d{1,2})\s*(?:/|năm|-)\s*(?P<y>20\d\d)", re.IGNORECASE)
_UNTIL = re.compile(r"(?:đến|tới)\s+năm\s+(?P<y>20\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+(?P<y>20\d\d)(?!\s*[-–/]\s*\d)", re.IGNORECASE)
# A school year runs from September to August of the next year.
_SCHOOL_START, _SCHOOL_END = 9, 8


@dataclass(frozen=True, slots=True)
class Title:
    doc_type: str | None
    text: str | None


def read_title(head: Sequence[Passage], passages: Sequence[Passage]) -> Title:
    """Return the type ("Kế hoạch") and the subject line below it, joined over its lines, without the type."""
    for index, passage in enumerate(head):
        found = _type_of(passage.text)
        if not found:
            continue
        doc_type, rest = found
        lines = [rest] if rest else []
        for following in head[index + 1 :]:
            if (
                _NOT_TITLE.match(following.text)
                or _RULE.search(following.text)
                or following.start - passage.start > 1000
            ):
                break
            if _type_of(following.text) and lines and following.text.isupper() and len(following.text.split()) <= 3:
                break
            decides = doc_type in _DECIDED or not (lines and lines[-1].isupper())
            if lines and decides and _AUTHORITY.match(following.text):
                break  # 'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH' below the subject of a decision
            lines.append(following.text)
        text = " ".join(" ".join(lines).split()).strip(" *_-–.;:,")
        text = _ABOUT.sub("", text)
        return Title(doc_type, text[:1].upper() + text[1:] if text else None)
    return _of_letter(head)


def _of_letter(head: Sequence[Passage]) -> Title:
    """Return the subject of an official letter, which prints 'V/v …' where others print their type."""
    for index, passage in enumerate(head):
        if _SUBJECT.match(passage.text):
            lines = [_SUBJECT.sub("", passage.text)]
            for following in head[index + 1 : index + 4]:
                if (
                    following.text.isupper()
                    or _NOT_TITLE.match(following.text)
                    or re.match(r"(?i)cộng h|độc lập|.*, ngày ", following.text)
                ):
                    break
                lines.append(following.text)
            text = " ".join(" ".join(lines).split()).strip(" .;:,")
            return Title("Công văn", text[:1].upper() + text[1:] if text else None)
    return Title(None, None)


def _type_of(text: str) -> tuple[str, str] | None:
    """Return the document type that a line in capitals begins with, and the rest of the line."""
    plain = text.strip(" *#_")
    squeezed = re.sub(r"\s", "", plain)
    for row in rows("title_types"):
        seen = row["seen"]
        if plain[: len(seen)] == seen and not plain[len(seen) : len(seen) + 1].isalpha():
            return row["value"], plain[len(seen) :].strip(" *_:-–")
        if squeezed == seen.replace(" ", "") and plain != seen:
            return row["value"], ""
    return None


def period_of(title: str, issued: date | None, opening: Sequence[str]) -> tuple[date | None, date | None]:
    """Return first and last day of the time a plan is for, by its title, else by the formula that opens it.

    >>> period_of("Cải cách hành chính năm 2026", None, [])
    (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    """
    formula = [
        m[0]
        for text in opening
        for m in re.finditer(r"(?:xây dựng|ban hành|lập)[^.;]{0,200}[Kk]ế hoạch[^.;]*như sau", text)
    ]
    for text in (title, *formula):
        period = _period_in(text, issued)
        if period[1]:
            return period
    return None, None


def _period_in(text: str, issued: date | None) -> tuple[date | None, date | None]:
    text = DATE.sub(" ", text)  # 'thực hiện Nghị quyết … ngày 22 tháng 12 năm 2024' is not for December 2024
    if match := _SCHOOL_YEAR.search(text):
        return date(int(match["a"]), _SCHOOL_START, 1), month_end(int(match["b"]), _SCHOOL_END)
    if match := _PERIOD.search(text):
        first, last = int(match["a"] or match["c"]), int(match["b"] or match["e"])
        if first <= last:
            return date(first, 1, 1), date(last, 12, 31)
    if match := _QUARTER.search(text):
        quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(match["q"].upper()) or int(match["q"])
        return date(int(match["y"]), 3 * quarter - 2, 1), month_end(int(match["y"]), 3 * quarter)
    if (match := _MONTH.search(text)) and 1 <= int(match["m"]) <= 12:
        return date(int(match["y"]), int(match["m"]), 1), month_end(int(match["y"]), int(match["m"]))
    if match := _UNTIL.search(text):
        start = date(issued.year, 1, 1) if issued else None
        return start, date(int(match["y"]), 12, 31)
    years = [int(m["y"]) for m in _YEAR.finditer(text)]
    return (date(years[-1], 1, 1), date(years[-1], 12, 31)) if years else (None, None)
