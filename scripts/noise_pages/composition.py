"""What stands on a page of an office: letterheads, headings, list items, citations and signatures around given lines.

The lines are of a corpus; what is around them is made up: the bodies, places and people, the numbers and dates.  The
words of letterheads, headings and codes are those of normalizers/data.  How it is set on paper is in printing.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from random import Random
from typing import Literal

from normalizers.tables import rows

Align = Literal["left", "justified", "centred"]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MARKED = re.compile(r"[IVX]+\.|\w\)")
_HEADING = 60  # letters at most of a line that can stand as a heading
_SUBJECT = 110  # letters at most of what a document is about


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that are broken into lines together."""

    text: str
    bold: bool = False
    italic: bool = False
    align: Align = "justified"
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Paragraphs side by side: a letterhead, a signature, a row of a table."""

    columns: tuple[tuple[Paragraph, ...], ...]
    shares: tuple[float, ...]
    ruled: bool = False


Block = Paragraph | Columns


def compose(lines: Iterator[str], chance: Random) -> Iterator[Block]:
    """Yield what pages show from top to bottom, without end as `lines` are; the printer stops where the paper does."""
    writer = _Writer(lines, chance)
    opening = chance.random()
    if opening < 0.35:
        yield from writer.first_page()
    elif opening < 0.45:
        yield from writer.last_page()
    yield from writer.body()


class _Writer:
    """One page being written: where its numbering stands, and chance."""

    def __init__(self, lines: Iterator[str], chance: Random) -> None:
        self._lines = lines
        self._chance = chance
        self._part = chance.randrange(len(ROMAN) - 3)
        self._year = chance.randrange(2004, 2027)

    # ------------------------------------------------------------ the parts of a page

    def first_page(self) -> Iterator[Block]:
        """Letterhead, number and date, title, and what the document rests on."""
        superior, body = self._bodies()
        number = f"Số: {self._number_and_code()}"
        place = f"{self._place()}, ngày {self._day():02} tháng {self._month()} năm {self._year}"
        yield Columns(
            (
                (_centred(superior), _centred(body, bold=True), _centred(number)),
                (_centred(_STATE, bold=True), _centred(_MOTTO, bold=True), _centred(place, italic=True)),
            ),
            (0.42, 0.58),
        )
        yield _centred(self._chance.choice(rows("title_types"))["seen"].upper(), bold=True)
        yield _centred(self._short(_SUBJECT), bold=True)
        if self._chance.random() < 0.5:
            yield Paragraph("Kính gửi: " + self._body_name(), align="left", indented=True)
        for _ in range(self._chance.randrange(2, 6)):
            yield Paragraph(self._ground(), italic=self._chance.random() < 0.5, indented=True)

    def last_page(self) -> Iterator[Block]:
        """A closing sentence, the addressees and who signs; other pages follow on the same paper as an appendix."""
        yield self._item("")
        _, body = self._bodies()
        recipients = [f"- {self._body_name()};" for _ in range(self._chance.randrange(2, 5))]
        recipients.append(f"- Lưu: VT, {self._code()}.")
        post = self._chance.choice(rows("signing_posts"))["seen"].upper()
        given = " ".join(self._chance.choice(_place_words()) for _ in range(2))
        name = f"{self._chance.choice(rows('surnames'))['seen']} {given}"
        yield Columns(
            (
                (
                    Paragraph("Nơi nhận:", bold=True, italic=True, align="left"),
                    *(Paragraph(text, align="left") for text in recipients),
                ),
                (
                    _centred(self._chance.choice(("TM. ", "KT. ", "TL. ", "")) + body, bold=True),
                    _centred(post, bold=True),
                    _centred(name, bold=True),
                ),
            ),
            (0.5, 0.5),
        )
        yield _centred(f"PHỤ LỤC {self._chance.choice(ROMAN)}", bold=True)
        yield _centred(f"(Kèm theo {self._citation()})", italic=True)

    def body(self) -> Iterator[Block]:
        """Headings and items, numbered on, and now and then a table."""
        arabic, letter = count(1), iter("abcdđeghik")
        while True:
            at = self._chance.random()
            if at < 0.09:
                yield self._heading()
                arabic, letter = count(1), iter("abcdđeghik")
            elif at < 0.17:
                letter = iter("abcdđeghik")
                yield Paragraph(f"{next(arabic)}. {self._short(_HEADING)}", bold=True, indented=True)
            elif at < 0.25:
                yield self._item(f"{ROMAN[self._part]}.{next(arabic)}. ")
            elif at < 0.33:
                yield self._item(f"{next(letter, 'l')}) ")
            elif at < 0.38:
                yield Paragraph(f"{self._mark()}{self._chance.choice(('Thực hiện', 'Theo', 'Triển khai'))} "
                                f"{self._citation()}; {self._citation()}.", indented=True)  # fmt: skip
            elif at < 0.40:
                yield from self._table()
            else:
                yield self._item(self._mark())

    # ------------------------------------------------------------ blocks

    def _heading(self) -> Paragraph:
        self._part = (self._part + 1) % len(ROMAN)
        roman = ROMAN[self._part]
        words = self._chance.choice(rows("section_roles"))["seen"]
        if self._chance.random() < 0.5:
            words = self._short(_HEADING).rstrip(".;:,")
        form = self._chance.choice(("{roman}. {words}", "{roman}. {words}", "Phần {roman} {words}",
                                    "Chương {roman} {words}", "MỤC {number}: {words}"))  # fmt: skip
        text = form.format(roman=roman, number=self._part + 1, words=words.upper())
        centred = self._chance.random() < 0.2
        return _centred(text, bold=True) if centred else Paragraph(text, bold=True, align="left", indented=True)

    def _item(self, mark: str) -> Paragraph:
        text = next(self._lines)
        if text[0].isupper() and not _MARKED.match(text):  # 'a) …' and the rest of a broken sentence stay as they are
            text = mark + text
        if self._chance.random() < 0.15:
            text = f"{text.rstrip('.;')} ({self._abbreviation()}){self._chance.choice('.;,')}"
        style = self._chance.random()
        return Paragraph(text, italic=style < 0.05, bold=0.05 < style < 0.08, indented=self._chance.random() < 0.8)

    def _table(self) -> Iterator[Columns]:
        shares = self._chance.choice(((0.08, 0.5, 0.22, 0.2), (0.1, 0.6, 0.3), (0.5, 0.5)))
        heads = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian")[-len(shares) :]
        yield self._row(heads, shares, bold=True)
        for number in range(1, self._chance.randrange(3, 7)):
            cells = (str(number), self._short(_SUBJECT), self._body_name(), f"Tháng {self._month()}/{self._year}")
            yield self._row(cells[-len(shares) :], shares)

    def _row(self, cells: tuple[str, ...], shares: tuple[float, ...], bold: bool = False) -> Columns:
        columns = tuple((Paragraph(cell, bold=bold, align="centred" if bold else "left"),) for cell in cells)
        return Columns(columns, shares, ruled=True)

    # ------------------------------------------------------------ words

    def _mark(self) -> str:
        return self._chance.choice(("- ", "- ", "- ", "+ ", "* ", "(1) ", "", "", ""))

    def _short(self, longest: int) -> str:
        """Return a line, cut after the last word that fits."""
        words = next(self._lines).lstrip("-+*•. ").split()
        kept = [words[0]]
        for word in words[1:]:
            if len(" ".join(kept)) + len(word) >= longest:
                break
            kept.append(word)
        return " ".join(kept).rstrip(",;:(")

    def _ground(self) -> str:
        kind = self._chance.random()
        if kind < 0.3:
            law = self._chance.choice(rows("laws"))["seen"]
            number, term = self._chance.randrange(1, 150), self._chance.randrange(11, 16)
            return f"Căn cứ Luật {law} số {number}/{self._year}/QH{term};"
        if kind < 0.9:
            return f"Căn cứ {self._citation()} về {_lowered(self._short(_SUBJECT))};"
        return f"Theo đề nghị của {self._body_name()},"

    def _citation(self) -> str:
        kind, issuer = self._chance.choice(rows("type_symbols")), self._chance.choice(rows("issuer_symbols"))
        number, year = self._chance.randrange(1, 3000), self._chance.choice((f"/{self._year}", ""))
        day, month = self._day(), self._month()
        date = self._chance.choice(
            (
                f"{day:02}/{month:02}/{self._year}",
                f"{day:02} tháng {month} năm {self._year}",
                f"{day}-{month}-{self._year}",
            )
        )
        name, body = kind["value"] or "Văn bản", issuer["value"] or self._body_name()
        return f"{name} số {number:02}{year}/{kind['seen']}-{issuer['seen']} ngày {date} của {body}"

    def _number_and_code(self) -> str:
        gap = self._chance.choice(("", "", " ", "  "))
        return f"{self._chance.randrange(1, 900)}{gap}/{self._code()}"

    def _code(self) -> str:
        parts = (self._chance.choice(rows("type_symbols"))["seen"], self._chance.choice(rows("issuer_symbols"))["seen"])
        return "-".join(parts)

    def _abbreviation(self) -> str:
        row = self._chance.choice(rows("abbreviations"))
        forms: tuple[Callable[[], str], ...] = (
            lambda: row["seen"],
            lambda: f"sau đây viết tắt là {row['seen']}",
            lambda: self._code(),
            lambda: f"{row['value']} - {row['seen']}" if row["value"] else row["seen"],
        )
        return self._chance.choice(forms)()

    def _bodies(self) -> tuple[str, str]:
        """Return in capitals a body that stands above another, and that other."""
        place = self._place().upper()
        level = self._chance.choice(("TỈNH", "HUYỆN", "QUẬN", "XÃ", "PHƯỜNG", "THÀNH PHỐ", "THỊ XÃ"))
        committee = f"ỦY BAN NHÂN DÂN {level} {place}"
        field = self._chance.choice(rows("government_fields"))["value"].upper()
        school = self._chance.choice(rows("school_kinds"))["seen"].upper()
        return self._chance.choice(
            (
                (f"UBND {level} {place}", f"PHÒNG {field}"),
                (committee, f"SỞ {field}"),
                (f"PHÒNG GD&ĐT {place}", f"TRƯỜNG {school} {self._place().upper()}"),
                (f"HỘI ĐỒNG NHÂN DÂN {level} {place}", committee),
                (f"BỘ {field}", f"CỤC {self._chance.choice(rows('government_fields'))['value'].upper()}"),
            )
        )

    def _body_name(self) -> str:
        field = self._chance.choice(rows("government_fields"))["value"]
        level = self._chance.choice(("xã", "phường", "huyện", "tỉnh", "thành phố", "quận"))
        return self._chance.choice(
            (
                f"Sở {field} tỉnh {self._place()}",
                f"Phòng {field}",
                f"UBND {level} {self._place()}",
                f"Ủy ban nhân dân {level} {self._place()}",
                f"Trường {self._chance.choice(rows('school_kinds'))['seen']} {self._place()}",
                self._chance.choice(rows("fixed_bodies"))["value"],
            )
        )

    def _place(self) -> str:
        return " ".join(self._chance.choice(_place_words()) for _ in range(2))

    def _day(self) -> int:
        return self._chance.randrange(1, 29)

    def _month(self) -> int:
        return self._chance.randrange(1, 13)


@cache
def _place_words() -> tuple[str, ...]:
    """The syllables of province names, from which names of places that are nowhere are made: 'Vĩnh Giang'."""
    return tuple(sorted({word for row in rows("provinces") for word in row["seen"].split() if word.isalpha()}))


def _centred(text: str, bold: bool = False, italic: bool = False) -> Paragraph:
    return Paragraph(text, bold=bold, italic=italic, align="centred")


def _lowered(text: str) -> str:
    """Return text as it goes on within a sentence; what is in capitals stays so."""
    return text if text[:2].isupper() else text[0].lower() + text[1:]
