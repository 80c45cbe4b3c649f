"""What a plan of the large folder says: sentences of the sample plans under other heads, with other figures and days.

The sentences of all samples are sorted by what their section is for and by whether a school or an office wrote them.
A plan draws as many as its length asks for, and every figure, day and name in them is its own, so no two plans are
alike and all are of one style.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from sample_writers.plan import Block, Centred, Heading, Item, Paragraph, Plan, Table, accepted, read_plan

from folder_makers.issuers import Issued, syllables

SOURCES = Path(__file__).resolve().parent.parent / "samples"
BLANK = 0.04  # of plans have neither number nor day yet: they are sent round before they are signed
SLIPS = 0.01  # of citations have another day than the plan cited
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
_ROLES = {
    "aims": "MỤC ĐÍCH|YÊU CẦU|QUAN ĐIỂM|TÌNH HÌNH|THỰC TRẠNG",
    "targets": "CHỈ TIÊU|MỤC TIÊU",
    "tasks": "NHIỆM VỤ|NỘI DUNG|CÔNG VIỆC|GIẢI PHÁP|BIỆN PHÁP",
    "answerable": "TỔ CHỨC|PHÂN CÔNG",
}
_NATIONAL = re.compile(r"\b\d[\w/-]*(?:NĐ-CP|NQ-CP|QH1\d|QĐ-TTg|TT-BGDĐT|QĐ-BGDĐT|NQ/TW)\b")
_CITES = re.compile(r"^(?:Căn cứ|Thực hiện|Theo|Triển khai) ")
_MARKER = re.compile(r"^(?:[IVX]+\.|\d+(?:\.\d+)*\.|[a-zđ]\)|-)\s+")
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b")
_SHARE = re.compile(r"\b(\d{1,2})(?:,(\d))? ?%")
_YEAR = re.compile(r"\b(20[012]\d)\b")
_COUNT = re.compile(r"\b0([1-9])(?= [a-zđàáâêôưăìíờở])")
_PLACE = re.compile("|".join(syllables("samples")).replace("_", " "))


@dataclass(slots=True)
class Wording:
    """Sentences by what they are for; those of tables as rows of cells: work, who leads, who helps, when, result."""

    sentences: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    heads: list[str] = field(default_factory=list)  # of groups of tasks
    units: list[str] = field(default_factory=list)  # that are answerable
    rows: list[tuple[str, ...]] = field(default_factory=list)


def plan_of(one: Issued, chance: Random, *, pages: float) -> Plan:
    """Return what a plan says, about as many pages long when it is printed."""
    writer = _Writer(one, chance)
    size = max(0.6, (pages - 1) / 1.6)
    issuer = one.issuer
    blank = chance.random() < BLANK
    number = f"Số:       /{issuer.symbol}" if blank else f"Số: {one.code}"
    day = f"ngày     tháng {one.day.month:02d}" if blank else f"ngày {one.day.day:02d} tháng {one.day.month:02d}"
    office = issuer.level in ("province", "district")
    chief = {"school": "HIỆU TRƯỞNG", "office": "TRƯỞNG PHÒNG", "department": "GIÁM ĐỐC"}.get(issuer.level, "CHỦ TỊCH")
    signature = ["TM. ỦY BAN NHÂN DÂN"] if office else []
    deputy = chance.random() < 0.3
    signature += [f"KT. {chief}", f"PHÓ {chief}"] if deputy else [chief]
    return Plan(
        letterhead=(*((issuer.parent,) if issuer.parent else ()), issuer.printed, number),
        dateline=f"{issuer.seat}, {day} năm {one.year}",
        title=(f"{one.subject[0].upper()}{one.subject[1:]} năm {one.year}", f"của {issuer.name}"),
        recipients=(*(f"- {above.name} (để b/c);" for above in issuer.above), "- Các bộ phận (để t/h);", "- Lưu: VT."),
        signature=tuple(signature),
        signer=f"{chance.choice(syllables('family'))} {' '.join(chance.sample(syllables('given'), 2))}",
        parts=tuple(tuple(part) for part in writer.parts(size)),
    )


class _Writer:
    """One plan being written."""

    def __init__(self, one: Issued, chance: Random) -> None:
        self._one = one
        self._chance = chance
        self._from = wording("school" if one.issuer.level == "school" else "office")
        self._days = timedelta(days=chance.randrange(-12, 75))  # all days of a plan are moved alike: 'từ … đến …'

    def parts(self, size: float) -> Iterator[list[Block]]:
        """Yield the plan itself, and its appendix where it has one."""
        chance, one = self._chance, self._one
        name = one.issuer.name
        blocks: list[Block] = [*self._bases(), Paragraph(f"{name} ban hành kế hoạch với các nội dung sau đây:")]
        groups = max(2, round(chance.uniform(2.2, 3.2) * size))
        sections: list[tuple[str, Callable[[], Iterator[Block]]]] = [
            ("MỤC ĐÍCH, YÊU CẦU", lambda: self._items("aims", chance.randint(2, 4))),
            ("CHỈ TIÊU", lambda: self._items("targets", round(chance.uniform(4, 8) * size**0.7))),
            ("NHIỆM VỤ, GIẢI PHÁP", lambda: self._groups(self._from.heads, "tasks", groups)),
            ("TỔ CHỨC THỰC HIỆN", lambda: self._groups(self._from.units, "answerable", max(2, round(groups * 0.7)))),
        ]
        for number, (head, body) in zip(ROMAN, sections, strict=False):
            blocks += [Heading(1, f"{number}. {head}"), *body()]
        closing = (
            f"Trên đây là Kế hoạch {one.subject} năm {one.year} của {name}, đề nghị các bộ phận nghiêm túc thực hiện; "
            "có vướng mắc thì báo ngay để xem xét, giải quyết./."
        )
        blocks.append(Paragraph(closing))
        yield blocks
        if chance.random() < 0.6:
            rows = min(70, round(chance.uniform(4, 10) * size))
            yield [Centred("PHỤ LỤC"), Centred(f"PHÂN CÔNG NHIỆM VỤ NĂM {one.year}"), self._table(rows)]

    def _bases(self) -> Iterator[Paragraph]:
        chance = self._chance
        known = [clause for clause, year in national() if year <= self._one.year]
        for clause in chance.sample(known, min(len(known), chance.randint(2, 5))):
            yield Paragraph(f"Căn cứ {clause};")
        above = [self._cited(plan) for plan in self._one.carries_out]
        above += [_directive(self._one, chance)] if chance.random() < 0.5 else []
        if above:
            yield Paragraph(f"Thực hiện {'; '.join(above)},")

    def _cited(self, plan: Issued) -> str:
        slip = timedelta(days=1 if self._chance.random() < SLIPS else 0)
        subject = f" về {plan.subject} năm {plan.year}" if self._chance.random() < 0.6 else ""
        return f"Kế hoạch số {plan.code} ngày {plan.day - slip:%d/%m/%Y} của {plan.issuer.name}{subject}"

    def _items(self, role: str, number: int) -> Iterator[Block]:
        for sentence in self._drawn(self._from.sentences[role], number):
            yield Item("-", self._own(sentence))

    def _groups(self, heads: list[str], role: str, number: int) -> Iterator[Block]:
        for place, head in enumerate(self._drawn(heads, number), start=1):
            yield Heading(2, f"{place}. {self._own(head)}")
            yield from self._items(role, self._chance.randint(1, 4))

    def _table(self, number: int) -> Table:
        rows = [("TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm")]
        for place, row in enumerate(self._drawn(self._from.rows, number), start=1):
            rows.append((str(place), *map(self._own, row)))
        return Table(tuple(rows))

    def _drawn(self, all_of: list[str], number: int) -> list[str]:
        """Return so many of them in another order; all of them again where there are fewer."""
        turns, rest = divmod(number, len(all_of))
        return [one for _ in range(turns) for one in self._chance.sample(all_of, len(all_of))] + self._chance.sample(
            all_of, rest
        )

    def _own(self, sentence: str) -> str:
        """Return a sentence with the names, days and figures of this plan."""
        issuer, year, chance = self._one.issuer, self._one.year, self._chance
        sentence = _PLACE.sub(issuer.seat, sentence)
        if _NATIONAL.search(sentence):  # the day is that of what is cited
            return sentence
        sentence = _DAY.sub(self._day, sentence)
        sentence = re.sub(r"\b20(?:0[3-6]|2[3-8])\b(?!/)", lambda found: str(self._year(int(found[0]))), sentence)
        sentence = _SHARE.sub(lambda found: f"{chance.randint(2, 98)}%" if found[1] != "00" else found[0], sentence)
        sentence = re.sub(r"\b100%", lambda _: chance.choice(("100%", "100%", "98,5%", "95%")), sentence)
        return _COUNT.sub(lambda _: f"{chance.randint(1, 19):02d}", sentence).replace("{năm}", str(year))

    def _day(self, found: re.Match[str]) -> str:
        day, month, year = map(int, found.groups())
        moved = date(self._year(year), month, min(day, 28)) + self._days
        return f"{moved.day:02d}/{moved.month}/{moved.year}" if moved.month > 2 else f"{moved:%d/%m/%Y}"

    def _year(self, year: int) -> int:
        """A sentence of 2025 says of this year what it said of 2025; of 2028, of three years on."""
        return self._one.year + (year - 2025 if year > 2026 else 0)


def _directive(one: Issued, chance: Random) -> str:
    """Return one of the thirty letters and decisions that a province sends out in a year, cited by all in it."""
    chosen = chance.randrange(30)
    fixed = Random(f"{one.issuer.province}|{one.year}|{chosen}")
    day = date(one.year - 1, 9, 1) + timedelta(days=fixed.randrange(110))
    kind, symbol, body = fixed.choice(
        (("Quyết định", "QĐ-UBND", "UBND"), ("Công văn", "SGDĐT-VP", "Sở Giáo dục và Đào tạo"))
    )
    return f"{kind} số {fixed.randrange(100, 3000)}/{symbol} ngày {day:%d/%m/%Y} của {body} tỉnh {one.issuer.province}"


# ---------------------------------------------------------------- what the samples say


@cache
def national() -> list[tuple[str, int]]:
    """Return the laws and decrees that the samples cite, as they cite them, each once, with the year of each."""
    found: dict[str, tuple[str, int]] = {}
    for _, blocks in _samples():
        for block in blocks:
            if isinstance(block, Paragraph) and (start := _CITES.match(block.text)):
                for clause in block.text[start.end() :].rstrip(",; ").split(";"):
                    if (number := _NATIONAL.search(clause)) and len(_NATIONAL.findall(clause)) == 1:
                        clause = _CITES.sub("", clause.strip())
                        found.setdefault(number[0], (clause, max(map(int, _YEAR.findall(clause)))))
    return list(found.values())


@cache
def wording(of: str) -> Wording:
    """Return the sentences of the samples that were written by a school, or by an office."""
    found = Wording()
    for school, blocks in _samples():
        if school != (of == "school"):
            continue
        role = ""
        for block in blocks:
            match block:
                case Heading(1, text):
                    role = next((role for role, words in _ROLES.items() if re.search(words, text)), "")
                case Heading(2, text) if role in ("tasks", "answerable"):
                    (found.heads if role == "tasks" else found.units).append(_MARKER.sub("", text))
                case Item(_, text) | Paragraph(text) if (
                    role and len(text) > 25 and not _CITES.match(text) and "Trên đây" not in text
                ):
                    found.sentences[role].append(_MARKER.sub("", accepted(text)))
                case Table(rows):
                    found.rows += [_six(row[1:]) for row in rows[1:] if len(row) > 3 and "^" not in row]
    return found


def _six(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row of a sample's table as one of five cells: some tables name no partner or no result."""
    if len(cells) == 5:
        return cells
    work, lead, *others = cells
    return (work, lead, others[0] if len(others) > 1 else "", others[-1], "Báo cáo kết quả")


@cache
def _samples() -> list[tuple[bool, list[Block]]]:
    """Return the blocks of each sample, and whether a school wrote it."""
    plans = [(path.name.startswith("truong-"), read_plan(path)) for path in sorted(SOURCES.glob("*.plan"))]
    return [(school, [block for part in plan.parts for block in part]) for school, plan in plans]
