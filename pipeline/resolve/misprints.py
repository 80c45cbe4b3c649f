"""Mentions of one document that a misprint or a misread letter has parted, put together.

RapidFuzz proposes which numbers may be one; what decides is that all else agrees, that the difference is one that
engines and typists make, and that exactly one document fits.  A digit is never taken for another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from rapidfuzz import fuzz

from normalizers.document_numbers import DocumentNumber, known_symbols
from normalizers.letters import bare, fold
from normalizers.tables import rows
from pipeline.resolve.cited import LAWS, Cited, Cluster, Grouped
from pipeline.resolve.issuers import can_be_one

TELLING_WORDS = 4  # a title of fewer words, 'công tác văn thư', is that of many documents
_TERM = re.compile(r"QH(\d\d)")
_TERM_13, _TERM_YEARS = 2011, 5  # the 13th National Assembly was elected in 2011; both sit in a year of election
ALIKE = 75  # of 100: 'KH-THDL' and 'KH-THĐL'; lower than any misreading of two letters


def merged_by_title(clusters: list[Cluster]) -> list[Cluster]:
    """Put together what one misprint has parted: all agrees, the title too, but for the issuer or the year."""
    kept: list[Cluster] = []
    by_title: dict[str, list[tuple[Cluster, Cited]]] = defaultdict(list)
    for cluster in clusters:
        titled = _unlike([m for m in cluster.members if len(m.subject.split()) >= TELLING_WORDS])
        home = next((c for m in titled for c, n in by_title[m.subject] if _parted_by_misprint(m, n)), None)
        if home:
            home.members += cluster.members
        else:
            kept.append(cluster)
        for m in titled:
            by_title[m.subject].append((home or cluster, m))
    return kept


def _unlike(members: list[Cited]) -> list[Cited]:
    """Return members of which no two are the same to `_parted_by_misprint`: thousands may cite a plan in one way."""
    unlike: dict[tuple[object, ...], Cited] = {}
    for m in members:
        unlike.setdefault((m.subject, m.day, m.basis.issuer, m.own, m.number), m)
    return list(unlike.values())


def _parted_by_misprint(a: Cited, b: Cited) -> bool:
    """Return whether the year of one is misprinted, or the issuer of one is none that its symbol allows."""
    if a.day is None or b.day is None or (a.day.day, a.day.month) != (b.day.day, b.day.month):
        return False
    if a.day == b.day:
        return can_be_one(a.basis.issuer, b.basis.issuer) or _denied(a) or _denied(b)
    return can_be_one(a.basis.issuer, b.basis.issuer) and not (a.own or b.own)


def _denied(one: Cited) -> bool:
    """'156/KH-SGDĐT … của UBND phường': the symbol is not that of the issuer."""
    return bool(one.number and one.basis.issuer and one.number.agrees_with(one.basis.issuer) is False)


def merged_misprints(clusters: list[Cluster], found: Grouped) -> list[Cluster]:
    """Put mentions of a misprinted or misread number with the one document that they can only be."""
    blocks: dict[tuple[str, object], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for key in _keys(cluster):
            blocks[key].append(cluster)
    gone: set[int] = set()
    for odd in clusters:
        near = {id(c): c for key in _keys(odd) for c in blocks[key] if c is not odd and id(c) not in gone}
        meant = [c for c in near.values() if _meant(odd, c)]
        if len(meant) == 1:
            meant[0].members += odd.members
            gone.add(id(odd))
        elif meant:
            for one in odd.mentions():
                found.note(one, meant)
    return [c for c in clusters if id(c) not in gone]


def _keys(cluster: Cluster) -> list[tuple[str, object]]:
    """Return what two clusters must share to be compared: the serial, with a day or the name of a law."""
    number = cluster.members[0].number
    serial = number.serial.lstrip("0") if number else ""
    names = {m.subject for m in cluster.members if m.kind in LAWS and m.subject}
    return [(serial, shared) for shared in sorted(cluster.days()) + sorted(names)]


def _meant(odd: Cluster, good: Cluster) -> bool:
    """Return whether `odd` is a slip for `good`, and nothing else."""
    slip = any(slip(odd.members[0], good) for slip in _SLIPS) and _agree(odd, good)
    return slip or _with_wrong_marks(odd, good)


def _agree(odd: Cluster, good: Cluster) -> bool:
    """Return whether the day is one, of laws the name, and nothing speaks against type and issuer being one."""
    kinds = {m.kind for m in (*odd.members, *good.members)} - {""}
    return (
        bool(odd.days() & good.days() or (kinds <= set(LAWS) and odd.subjects() & good.subjects()))
        and len(kinds) <= 1
        and can_be_one(odd.issuer, good.issuer)
        and not any(m.own for m in odd.members)
    )


def _without_year(one: Cited, good: Cluster) -> bool:
    """'107/NĐ-CP ngày 14/9/2020' is 107/2020/NĐ-CP: the year was left out of the number."""
    a, b = one.number, good.members[0].number
    return bool(a and b and a.year is None and b.year is not None and _codes(a) == _codes(b) and one.national)


def _with_wrong_year(one: Cited, good: Cluster) -> bool:
    """'107/2021/NĐ-CP ngày 14/9/2020': number and day contradict each other, and the day tells which is right."""
    a, b = one.number, good.members[0].number
    if not (a and b and a.year and b.year and one.day):
        return False
    return _codes(a) == _codes(b) and a.year != one.day.year == b.year


def _misread(one: Cited, good: Cluster) -> bool:
    """'47/KH-THDL' is 47/KH-THĐL, where nobody knows the one symbol or the other: a letter was misread."""
    a, b = one.number, good.members[0].number
    if not (a and b) or a.year != b.year or len(a.symbols) != len(b.symbols):
        return False
    pairs = [(x, y) for x, y in zip(_codes(a), _codes(b), strict=True) if x != y]
    if not pairs or fuzz.ratio("-".join(a.symbols), "-".join(b.symbols)) < ALIKE:
        return False
    # Of two spellings the one with 'Đ' is right: engines lose its bar and never add one.
    return all(_bars(x) < _bars(y) and _flat(x) == _flat(y) and not _known(x) for x, y in pairs)


def _with_wrong_term(one: Cited, good: Cluster) -> bool:
    """'83/2015/QH14' is 83/2015/QH13: in 2015 there was only the one National Assembly."""
    a, b = one.number, good.members[0].number
    if not (a and b and a.year and a.year == b.year) or a.symbols == b.symbols:
        return False
    terms = [_TERM.fullmatch(symbol) for number in (a, b) for symbol in number.symbols[-1:]]
    if len(terms) != 2 or not (terms[0] and terms[1]):
        return False
    sat = {(a.year - _TERM_13) // _TERM_YEARS + 13, (a.year - 1 - _TERM_13) // _TERM_YEARS + 13}
    return int(terms[0][1]) not in sat and int(terms[1][1]) in sat


def _with_wrong_marks(odd: Cluster, good: Cluster) -> bool:
    """'Sở Y tế tỉnh Lâm Giang' of a scan is that of tỉnh Lam Giang: all but the marks of the issuer is the same."""
    return (
        odd.members[0].key == good.members[0].key
        and all(m.doubtful for m in odd.members)
        and not any(m.doubtful for m in good.members)
        and bare(fold(odd.issuer or "")) == bare(fold(good.issuer or ""))
        and bool(odd.days() & good.days())
    )


_SLIPS: tuple[Callable[[Cited, Cluster], bool], ...] = (_without_year, _with_wrong_year, _with_wrong_term, _misread)


def _codes(number: DocumentNumber) -> tuple[str, ...]:
    return tuple(symbol.replace("&", "").upper() for symbol in number.symbols)


def _known(symbol: str) -> bool:
    types = {row["seen"] for row in rows("type_symbols")}
    issuers = {row["seen"] for row in rows("issuer_symbols")}
    return symbol in types or symbol in issuers or known_symbols((symbol,)) != (symbol,)


def _bars(symbol: str) -> int:
    return symbol.count("Đ")


_AS_READ = sorted({row["seen"] for row in rows("misread_code_letters")} | {"Đ"}, key=len, reverse=True)
_LIKE_D = re.compile("|".join(_AS_READ))


def _flat(symbol: str) -> str:
    """Return a symbol with all that a 'Đ' is read as written as one letter."""
    return _LIKE_D.sub("D", symbol)
