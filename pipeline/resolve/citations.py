"""Mentions that are one document, put together: which must agree, and where one that says too little belongs.

'107/2020/NĐ-CP' is one decree; '45/KH-SGDĐT' is as many plans as there are education offices and years.  A mention that
leaves year or issuer open joins the one document that fits it, first within its own plan; where two fit, or none, it
stays by itself.  Nothing is joined because it looks alike.  The files of the folder take part by their own heads, so
that a citation is known to be one of them.

Mentions without a whole number are in short_forms.py, misread and misprinted numbers in misprints.py; what a cited
document is called is settled in resolve.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz

from normalizers.letters import fold
from pipeline.records import Citing
from pipeline.resolve.cited import STANDARD, Cited, Cluster, Grouped, by, cited, in_order, itself
from pipeline.resolve.issuers import can_be_one, length, says_less
from pipeline.resolve.misprints import merged_by_title, merged_misprints
from pipeline.resolve.short_forms import join_bare, join_unnumbered, standards

SAME_SUBJECT = 90  # of 100: two wordings of one title, 'Cải cách hành chính …' and 'công tác cải cách hành chính …'


def group(citing: Sequence[Citing]) -> Grouped:
    """Return the mentions of all documents, each in one cluster; the order of the documents makes no difference."""
    mentions = [cited(c, i, basis) for c in citing for i, basis in enumerate(c.legal_bases)]
    mentions += [own for c in citing if (own := itself(c))]
    found = Grouped()
    found.clusters = merged_misprints(_numbered([c for c in mentions if c.number and c.number.symbols], found), found)
    found.clusters += standards([c for c in mentions if c.kind == STANDARD])
    others = [c for c in mentions if c.kind != STANDARD and not (c.number and c.number.symbols)]
    found.clusters += join_bare([c for c in others if c.number], found)
    found.clusters += join_unnumbered([c for c in others if not c.number], found)
    return found


def _numbered(cited: list[Cited], found: Grouped) -> list[Cluster]:
    clusters: list[Cluster] = []
    for key, block in in_order(by(cited, lambda c: c.key)):
        number = block[0].number
        if number and number.year and block[0].national:
            clusters.append(Cluster(("number", key), number.year, number.issuer, block))
            continue
        anchored = _anchored(key, [c for c in block if c.anchored], found)
        clusters += anchored + _loose([c for c in block if not c.anchored], anchored, key, found)
    return clusters


def _anchored(key: str, cited: list[Cited], found: Grouped) -> list[Cluster]:
    """Group by year and issuer, the fullest names first, so that shorter ones find the one they stand for."""
    clusters: list[Cluster] = []
    unclear: list[Cited] = []
    groups = by(cited, lambda c: (c.year or 0, "" if c.national else c.basis.issuer or ""))
    for (year, issuer), members in sorted(groups.items(), key=lambda g: (g[0][0], -length(g[0][1]), g[0][1])):
        fitting = [c for c in clusters if c.year == year and says_less(issuer, c.issuer or "")]
        if len(fitting) == 1:
            fitting[0].members += members
        elif fitting:
            unclear += members
        else:
            clusters.append(Cluster(("number", key, year, fold(issuer)), year, issuer or None, list(members)))
    merged = merged_by_title(clusters)
    return merged + _loose(unclear, merged, key, found)


def _loose(cited: list[Cited], anchored: list[Cluster], key: str, found: Grouped) -> list[Cluster]:
    """Find the one document for mentions that leave year or issuer open; the others stay by themselves."""
    known = [(cluster, cluster.documents(), cluster.days(), cluster.subjects()) for cluster in anchored]
    rest: list[Cited] = []
    for one in cited:
        fitting = [k for k in known if _fits(one, k[0])]
        own = [k for k in fitting if one.doc_id in k[1]]
        home = own or [k for k in fitting if _confirmed(one, k[2], k[3])]
        if len(home) == 1:
            home[0][0].members.append(one)
            continue
        if home:
            found.note(one, [k[0] for k in home])
        rest.append(one)
    return [
        Cluster(("loose", key, *identity), members[0].year, members[0].basis.issuer, members)
        for identity, members in in_order(by(rest, _Identities(rest)))
    ]


def _fits(one: Cited, cluster: Cluster) -> bool:
    same_year = one.year is None or cluster.year is None or one.year == cluster.year
    return same_year and (one.national or can_be_one(one.basis.issuer, cluster.issuer))


def _confirmed(one: Cited, days: set[date], subjects: set[str]) -> bool:
    """Return whether a document cited in another plan is surely the same: by its day, or by its title and issuer."""
    if one.day:
        return one.day in days
    if not one.subject or not (one.national or (one.basis.issuer and one.year)):
        return False
    return any(fuzz.token_sort_ratio(one.subject, subject) >= SAME_SUBJECT for subject in subjects)


class _Identities:
    """What tells loose mentions of one number apart.

    Number and day are one document everywhere, as long as no two issuers are named for that day; anything less, and
    'Ủy ban nhân dân quận' of each plan's own place, only within its own plan.
    """

    def __init__(self, cited: list[Cited]) -> None:
        self._issuers: dict[date, set[str | None]] = defaultdict(set)
        for one in cited:
            if one.day and one.dated:
                self._issuers[one.day].add(one.basis.issuer)

    def __call__(self, one: Cited) -> tuple[object, ...]:
        if one.day and one.dated and self._agree(one.day):
            return (one.day.isoformat(),)
        if one.day and one.dated and one.basis.issuer:
            return (one.day.isoformat(), fold(one.basis.issuer))
        return (one.year, fold(one.basis.issuer or ""), one.doc_id)

    def _agree(self, day: date) -> bool:
        named = self._issuers[day]
        return all(can_be_one(a, b) for a in named for b in named)
