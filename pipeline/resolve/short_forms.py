"""Mentions without a whole number: standards, back references ('Kế hoạch số 07'), documents known by name and day.

Each joins the one document that it can only be; where two can be meant it stays by itself, and that is noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from normalizers.letters import fold
from pipeline.resolve.cited import LAWS, Cited, Cluster, Grouped, by, in_order
from pipeline.resolve.issuers import can_be_one, has_place

# Decrees are numbered through each year by the Government alone: number and year are one document.
ONE_SERIES = ("nghị định",)


def standards(cited: list[Cited]) -> list[Cluster]:
    """'ISO 9001:2015' and 'TCVN ISO 9001:2015' are one standard."""
    blocks = by(cited, lambda c: c.key.removeprefix("TCVN") if "ISO" in c.key else c.key)
    return [Cluster(("standard", key), members[0].year, None, members) for key, members in in_order(blocks)]


def join_bare(cited: list[Cited], found: Grouped) -> list[Cluster]:
    """Give 'Kế hoạch số 07' and 'Nghị định 34' to the one document that the same plan cites in full.

    With its day and issuer, or the year of a decree, it is known in other plans too.
    """
    named = _Named(found.clusters)
    rest: list[Cited] = []
    for one in cited:
        home = named.at_home(one) or named.surely(one)
        if len(home) == 1:
            home[0].members.append(one)
            continue
        if home:
            found.note(one, home)
        rest.append(one)
    return [
        Cluster(("bare", *identity), members[0].year, None, members)
        for identity, members in in_order(by(rest, lambda c: (c.kind, c.key, c.year, c.doc_id)))
    ]


class _Named:
    """Documents with a whole number, by what a short form says of them."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._at_home: dict[tuple[str, str], list[tuple[Cluster, Cited]]] = defaultdict(list)
        self._sure: dict[tuple[object, ...], list[tuple[Cluster, Cited]]] = defaultdict(list)
        for cluster in clusters:
            seen: set[tuple[object, ...]] = set()  # a decree is cited in one way by thousands
            for m in cluster.members:
                if m.number and m.number.symbols:
                    self._at_home[m.doc_id, _serial(m)].append((cluster, m))
                    said = (_sure_key(m), m.year, m.day, m.basis.issuer, m.national)
                    if said not in seen:
                        seen.add(said)
                        self._sure[_sure_key(m)].append((cluster, m))

    def at_home(self, one: Cited) -> list[Cluster]:
        """Return what the same plan cites in full and this may refer to."""
        return _distinct(cluster for cluster, m in self._at_home[one.doc_id, _serial(one)] if _refers(one, m))

    def surely(self, one: Cited) -> list[Cluster]:
        """Return the documents that other plans cite in full and that are surely meant."""
        key = _sure_key(one)
        if None in key or not (one.kind in ONE_SERIES or has_place(one.basis.issuer)):
            return []
        return _distinct(cluster for cluster, m in self._sure[key] if _refers(one, m) and m.anchored)


def _distinct(clusters: Iterable[Cluster]) -> list[Cluster]:
    return list({id(cluster): cluster for cluster in clusters}.values())


def _sure_key(one: Cited) -> tuple[object, ...]:
    """A decree is known by serial and year, another document by serial and day."""
    return (_serial(one), one.kind or None, one.year if one.kind in ONE_SERIES else one.day)


def _serial(one: Cited) -> str:
    return one.number.serial.lstrip("0") if one.number else ""


def _refers(one: Cited, full: Cited) -> bool:
    same_year = one.year is None or full.year is None or one.year == full.year
    same_day = one.day is None or full.day is None or one.day == full.day
    same_kind = not one.kind or not full.kind or one.kind == full.kind
    return same_year and same_day and same_kind and can_be_one(one.basis.issuer, full.basis.issuer)


# ---------------------------------------------------------------- known by type, day or year, issuer and title


def join_unnumbered(cited: list[Cited], found: Grouped) -> list[Cluster]:
    """Join documents known by type, day or year, issuer and title; a law also with the mentions of its number."""
    titled: dict[tuple[str, str, int | None], list[tuple[Cluster, set[date]]]] = defaultdict(list)
    for cluster in found.clusters:
        days = cluster.days()
        for title in {(m.kind, m.subject, m.year) for m in cluster.members if m.subject and m.number}:
            titled[title].append((cluster, days))
    rest: list[Cited] = []
    for one in cited:
        fitting = [c for c, days in titled[one.kind, one.subject, one.year] if _fits(one, c) and _may_be(one, days)]
        if len(fitting) == 1:
            fitting[0].members.append(one)
            continue
        if fitting:
            found.note(one, fitting)
        rest.append(one)
    return _laws([c for c in rest if _is_law(c)]) + [
        Cluster(("name", *name), members[0].year, members[0].basis.issuer, members)
        for name, members in in_order(by((c for c in rest if not _is_law(c)), _name))
    ]


def _fits(one: Cited, cluster: Cluster) -> bool:
    same_year = one.year is None or cluster.year is None or one.year == cluster.year
    return same_year and can_be_one(one.basis.issuer, cluster.issuer)


def _may_be(one: Cited, days: set[date]) -> bool:
    """Return whether type, title and year are enough to join: they are for a law, unless its days differ."""
    return one.day in days or (one.kind in LAWS and (one.day is None or not days))


def _is_law(one: Cited) -> bool:
    return one.kind in LAWS and bool(one.subject)


def _laws(cited: list[Cited]) -> list[Cluster]:
    """Group laws by name and year, and by day where one name was passed twice in a year."""
    days: dict[tuple[str, str, int | None], set[str]] = defaultdict(set)
    for one in cited:
        days[one.kind, one.subject, one.year] |= {_day(one)} - {""}
    blocks = by(
        cited, lambda c: (c.kind, c.subject, c.year, _day(c) if len(days[c.kind, c.subject, c.year]) > 1 else "")
    )
    return [Cluster(("law", *law), law[2], None, members) for law, members in in_order(blocks)]


def _day(one: Cited) -> str:
    return one.day.isoformat() if one.day else ""


def _name(one: Cited) -> tuple[object, ...]:
    told_apart = one.dated and has_place(one.basis.issuer)
    day = _day(one) or one.year
    return (one.kind, one.subject, day, fold(one.basis.issuer or ""), "" if told_apart else one.doc_id)
