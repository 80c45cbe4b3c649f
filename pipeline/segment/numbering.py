"""Numbers that repeat or skip among sister sections: kept as printed, and flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Finding, Section
from pipeline.segment.markers import read_marker

_KINDS = ("roman", "arabic", "decimal", "upper")
_SECOND = 2


@dataclass(frozen=True, slots=True)
class _Numbered:
    section: Section
    value: int


def numbering_findings(text: str, sections: Sequence[Section]) -> list[Finding]:
    """Return a finding for each number that an earlier sister already has, and for each gap in a sequence of headings.

    A list that starts again at 1 is a new list, unless a heading repeats it.
    """
    found: list[Finding] = []
    last: dict[tuple[int | None, str], _Numbered] = {}
    for section in sections:
        if section.role == "appendix":
            continue  # rows and groups of tables number themselves in many ways
        marker = read_marker(f"{section.marker}. x") if section.marker else None
        if marker is None or marker.kind not in _KINDS or marker.value is None:
            continue
        key = (section.parent, marker.kind)
        here = _Numbered(section, marker.value)
        before = last.get(key)
        last[key] = here
        if before is None:
            if section.parent is None and marker.kind == "roman" and section.title and marker.value == _SECOND:
                found.append(_starts_late(text, section))
            continue
        heading = section.title is not None and before.section.title is not None
        if (here.value == before.value and heading) or (here.value < before.value and heading and here.value != 1):
            found.append(_finding("section-number-repeated", text, section, before.section))
        elif here.value > before.value + 1 and (heading or (here.value == before.value + 2 and before.value >= 1)):
            found.append(_finding("section-number-skipped", text, section, before.section))
    return found


def _starts_late(text: str, section: Section) -> Finding:
    line = _line(text, section, 80)
    return Finding(
        "section-number-skipped",
        "warning",
        f"Mục đầu tiên mang số «{section.marker}»: không có mục I trước «{line}».",
        f"The first section is numbered «{section.marker}»: no section I stands before «{line}».",
        section.start,
        section.start + len(line),
    )


def _line(text: str, section: Section, longest: int) -> str:
    return text[section.start : min(section.end, section.start + longest)].split("\n")[0]


def _finding(code: str, text: str, section: Section, before: Section) -> Finding:
    line = _line(text, section, 160)
    earlier = _line(text, before, 80)
    if code == "section-number-repeated":
        vi = f"Số thứ tự mục «{section.marker}» lặp lại hoặc lùi lại: «{line[:80]}» đứng sau «{earlier}»."
        en = f"Section number «{section.marker}» is used again or goes back: «{line[:80]}» comes after «{earlier}»."
    else:
        vi = f"Số thứ tự mục bị bỏ cách: «{line[:80]}» đứng ngay sau «{earlier}»."
        en = f"A section number is skipped: «{line[:80]}» comes right after «{earlier}»."
    return Finding(code, "warning", vi, en, section.start, section.start + len(line))
