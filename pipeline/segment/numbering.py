"""Numbers that repeat or skip among sister sections: kept as printed, and flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.messages import finding
from pipeline.records import Finding, Section
from pipeline.segment.markers import read_marker

_KINDS = ("roman", "arabic", "decimal", "upper")
_SECOND = 2
_LONGEST_LINE = 80  # characters of a heading that a message quotes


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
            found.append(_out_of_order("section-number-repeated", text, section, before.section))
        elif here.value > before.value + 1 and (heading or (here.value == before.value + 2 and before.value >= 1)):
            found.append(_out_of_order("section-number-skipped", text, section, before.section))
    return found


def _starts_late(text: str, section: Section) -> Finding:
    line = _line(text, section)
    values = {"marker": section.marker, "line": line}
    found = finding("section-number-first", values, start=section.start, end=section.start + len(line))
    return replace(found, code="section-number-skipped")  # a sentence of its own for the same defect


def _out_of_order(code: str, text: str, section: Section, before: Section) -> Finding:
    line = _line(text, section)
    values = {"marker": section.marker, "line": line, "earlier": _line(text, before)}
    return finding(code, values, start=section.start, end=section.start + len(line))


def _line(text: str, section: Section) -> str:
    return text[section.start : min(section.end, section.start + _LONGEST_LINE)].split("\n")[0]
