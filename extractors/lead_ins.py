"""What stands above a passage without heading it: 'Một số chỉ tiêu đến năm 2030 gồm:', '- Giai đoạn 2026-2028'."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.passage import Passage

_LONGEST = 200  # characters; a longer paragraph says something of its own


def lead_ins(passages: Sequence[Passage]) -> list[tuple[str, ...]]:
    """Return for each passage the texts it stands under, the nearest first: lead-ins and items, then headings.

    >>> stage = Passage(0, "item", "Giai đoạn 2026-2028", 0, "targets", 1, "-", 2)
    >>> lead_ins([stage, Passage(1, "item", "90% hồ sơ", 20, "targets", 2, "+", 3)])
    [(), ('Giai đoạn 2026-2028',)]
    """
    above: list[tuple[str, ...]] = []
    open_: list[Passage] = []
    for passage in passages:
        if passage.kind == "heading":
            open_.clear()
        while open_ and not _leads(open_[-1], passage):
            open_.pop()
        above.append((*(p.text for p in reversed(open_)), *(h.title for h in reversed(passage.headings))))
        if len(passage.text) <= _LONGEST and passage.kind in ("paragraph", "item"):
            open_.append(passage)
    return above


def _leads(above: Passage, below: Passage) -> bool:
    """Say whether `below` stands under `above`: it lies deeper, or is marked and follows one that ends in ':'."""
    if above.level < below.level:
        return above.text.rstrip().endswith(":") or above.kind == "item"
    marked = bool(below.marker) and not above.marker
    return above.level == below.level and marked and above.text.rstrip().endswith(":")
