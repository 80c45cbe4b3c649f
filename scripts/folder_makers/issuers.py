"""The bodies of an invented country and the plans that each issues, every plan after the one that it carries out.

A province and its department, districts and their offices, schools: a school's plan cites that of its office, which
cites the district's and the department's.  Whoever is later in the line comes later in the year, so that nothing cites
what has not been written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import cast

NAMES = Path(__file__).with_name("names.toml")
YEARS = range(2022, 2027)
DISTRICTS = 10  # of a province
SCHOOLS = 18  # of a district
_SCHOOLS = (
    ("Trường Mầm non", "MN"),
    ("Trường Tiểu học", "TH"),
    ("Trường Tiểu học", "TH"),
    ("Trường THCS", "THCS"),
    ("Trường TH&THCS", "TH&THCS"),
)
SUBJECTS = (
    ("cải cách hành chính", "CCHC"),
    ("chuyển đổi số", "CĐS"),
    ("ứng dụng công nghệ thông tin", "CNTT"),
    ("tuyên truyền, phổ biến pháp luật", "PBGDPL"),
)
EACH_YEAR = 2  # plans of one body


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues plans."""

    level: str  # province | department | district | office | school
    name: str  # as it is cited: 'Phòng Giáo dục và Đào tạo huyện Vân Trà'
    printed: str  # as its letterhead says, in capitals
    symbol: str  # behind the number: 'KH-PGDĐT'
    seat: str  # before the day: 'Vân Trà'
    place: str  # 'huyện Vân Trà'
    province: str
    above: tuple[Issuer, ...] = ()  # whose plans it carries out, the nearest first

    @property
    def parent(self) -> str | None:
        """The body above it as its letterhead prints it."""
        if self.level in ("province", "district"):
            return None
        return f"UBND {self.place.upper()}" if self.level != "department" else f"UBND TỈNH {self.province.upper()}"


@dataclass(frozen=True, slots=True)
class Issued:
    """A plan as others cite it."""

    issuer: Issuer
    year: int
    subject: str
    short: str  # of the subject, for names of files
    number: int
    day: date

    @property
    def code(self) -> str:
        return f"{self.number:02d}/{self.issuer.symbol}"

    @property
    def carries_out(self) -> tuple[Issued, ...]:
        """The plans of the same year and subject of the bodies above."""
        return tuple(issued(above, self.year, self.subject, self.short) for above in self.issuer.above)


_FIRST_DAY = {"province": 3, "department": 12, "district": 20, "office": 30, "school": 42}  # of the year, at the least


def issued(issuer: Issuer, year: int, subject: str, short: str) -> Issued:
    """Return the plan of a body on a subject; whoever asks gets the same number and day."""
    chance = Random(f"{issuer.name}|{issuer.province}|{year}|{subject}")
    day = date(year, 1, 1) + timedelta(days=_FIRST_DAY[issuer.level] + chance.randrange(8))
    return Issued(issuer, year, subject, short, chance.randrange(3, 240), day)


def all_issued() -> Iterator[Issued]:
    """Yield plans without end, every one after those that it carries out."""
    for bodies in _families():
        for year in YEARS:
            for issuer in bodies:
                first = Random(issuer.province).randrange(len(SUBJECTS))
                for number in range(EACH_YEAR):
                    yield issued(issuer, year, *SUBJECTS[(first + number) % len(SUBJECTS)])


def _families() -> Iterator[list[Issuer]]:
    """Yield the bodies of one district at a time, with those of its province before the first."""
    names = _names()
    for _ in count():
        place = next(names)
        province = Issuer("province", f"UBND tỉnh {place}", f"ỦY BAN NHÂN DÂN TỈNH {place.upper()}", "KH-UBND", place,
                          f"tỉnh {place}", place)  # fmt: skip
        department = Issuer("department", f"Sở Giáo dục và Đào tạo tỉnh {place}", "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
                            "KH-SGDĐT", place, f"tỉnh {place}", place, (province,))  # fmt: skip
        for number in range(DISTRICTS):
            top = [province, department] if number == 0 else []
            yield top + _district(next(names), names, province, department)


def _district(seat: str, names: Iterator[str], province: Issuer, department: Issuer) -> list[Issuer]:
    kind = Random(seat).choice(("huyện", "huyện", "thị xã", "xã", "phường"))
    place = f"{kind} {seat}"
    district = Issuer("district", f"UBND {place}", f"ỦY BAN NHÂN DÂN {place.upper()}", "KH-UBND", seat, place,
                      province.seat, (province,))  # fmt: skip
    schools_of = district
    bodies = [district]
    if kind in ("huyện", "thị xã"):
        schools_of = Issuer("office", f"Phòng Giáo dục và Đào tạo {place}", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "KH-PGDĐT",
                            seat, place, province.seat, (department, district))  # fmt: skip
        bodies.append(schools_of)
    for number in range(SCHOOLS):
        kind, short = _SCHOOLS[number % len(_SCHOOLS)]
        name = next(names)
        initials = "".join(word[0] for word in name.split())
        bodies.append(Issuer("school", f"{kind} {name}", f"{kind} {name}".upper(), f"KH-{short}{initials}", seat,
                             place, province.seat, (schools_of,)))  # fmt: skip
    return bodies


@cache
def syllables(of: str) -> list[str]:
    """Return the words of names: `first` and `second` of places, `family` and `given` of people."""
    return cast("dict[str, str]", tomllib.loads(NAMES.read_text(encoding="utf-8")))[of].split()


def _names() -> Iterator[str]:
    """Yield names of places, each once; where all are used up, with a number behind, as wards have."""
    firsts, seconds = syllables("first"), syllables("second")
    for turn in count():
        pairs = [f"{first} {second}" for first in firsts for second in seconds if first != second]
        Random(turn).shuffle(pairs)
        yield from (pair if turn == 0 else f"{pair} {turn + 1}" for pair in pairs)
