"""Targets below those of the plan that is carried out, where both are in the folder.

A plan is carried out by those that cite it as their ground.  Only targets that measure the same in the same words, in
the same unit and for the same time are compared; a figure that other words are put around is another figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from normalizers.letters import fold
from pipeline.records import Citing, Edge, LowerTarget
from pipeline.stated import StatedTarget

FEWEST_WORDS = 5  # 'tỷ lệ hài lòng' may be anybody's; more words say of what
COMPARED = ("percentage", "frequency")  # a district counts what its schools make together, so counts are left out
_AT_LEAST, _AT_MOST = ("=", ">=", ">"), ("<=", "<")
_WORD = re.compile(r"\w+")
_OF_THE_YEAR = re.compile(r"\b(?:trong |đến )?năm \d{4}\b")

Measure = tuple[str, ...]


def lower_targets(citing: Sequence[Citing], edges: Mapping[str, Sequence[Edge]]) -> dict[str, tuple[LowerTarget, ...]]:
    """Return the targets of each document that fall short of those of a plan it carries out."""
    files = {c.doc_id: c for c in citing}
    found: dict[str, tuple[LowerTarget, ...]] = {}
    asked = cache(lambda doc_id: _asked(files[doc_id]))  # by a plan that a hundred schools carry out
    for document in citing:
        cited = {e.cited_doc_id for e in edges[document.doc_id] if e.role == "basis"}
        grounds = sorted((files[doc_id] for doc_id in cited if doc_id in files), key=lambda c: c.path)
        lower = [below for ground in grounds for below in _below(document, ground, asked(ground.doc_id))]
        if lower:
            found[document.doc_id] = tuple(lower)
    return found


def _asked(ground: Citing) -> dict[Measure, list[StatedTarget]]:
    asked: dict[Measure, list[StatedTarget]] = defaultdict(list)
    for target in ground.targets:
        if measure := _measure(target, ground):
            asked[measure].append(target)
    return asked


def _below(document: Citing, ground: Citing, asked: Mapping[Measure, Sequence[StatedTarget]]) -> list[LowerTarget]:
    found = []
    for index, target in enumerate(document.targets):
        measure = _measure(target, document)
        above = asked.get(measure, []) if measure else []
        if above and all(_falls_short(target, other) for other in above):
            found.append(LowerTarget(index, _said(above[0]), ground.path))
    return found


def _measure(target: StatedTarget, plan: Citing) -> Measure | None:
    """Return what must be equal for two targets to be compared; None where a target says too little."""
    words = _WORD.findall(_OF_THE_YEAR.sub(" ", fold(target.indicator)))
    if (
        target.kind not in COMPARED
        or target.status != "target"
        or len(words) < FEWEST_WORDS
        or target.comparator in ("~", "range")
    ):
        return None
    end = plan.header.period_end or plan.header.issued_date
    year = target.due_date.year if target.due_date else end.year if end else None
    if year is None:
        return None
    way = "most" if target.comparator in _AT_MOST else "least"
    return (" ".join(words), target.kind, fold(target.unit), target.change or "", str(year), way)


def _falls_short(target: StatedTarget, asked: StatedTarget) -> bool:
    if asked.comparator in _AT_MOST:
        return target.value > asked.value
    return target.comparator in _AT_LEAST and target.value < asked.value


def _said(target: StatedTarget) -> str:
    sign = "" if target.comparator == "=" else f"{target.comparator} "
    return f"{sign}{target.value:g} {target.unit}".replace(" %", "%")
