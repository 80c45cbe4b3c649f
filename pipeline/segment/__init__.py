"""Stage segment: reading text → outline.

Every paragraph, item and table row becomes a passage that knows the headings above it; sections carry marker, path,
title and role as the contract names them.  Numbers that repeat or skip stay as printed and are flagged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.passage import Cell
from pipeline.records import Block, Outline, Reading
from pipeline.segment.markers import APPENDIX, Marker, read_marker, roman_value
from pipeline.segment.numbering import numbering_findings
from pipeline.segment.outline import Grower
from pipeline.segment.roles import role_of
from pipeline.segment.shape import is_capitals, is_heading, rank
from pipeline.segment.tables import Columns, group_title
from pipeline.segment.zones import Zone, find_zones

_TITLE_END = re.compile(r"\s*[.:;]+\s*$")
_ATTACHED_TO = re.compile(r"\(?\s*(?:kèm theo|ban hành kèm|đính kèm)", re.IGNORECASE)
_ZONE_ROLE = {
    "header": "header",
    "preamble": "preamble",
    "closing": "closing",
    "recipients": "recipients",
    "signature": "signature",
}
_LONGEST_TITLE_LINE = 220  # characters of a line that still belongs to an appendix's title
_LEAVES = ("dash", "plus", "star", "bracket", "sub")  # items that a following unmarked paragraph closes


def segment(reading: Reading) -> Outline:
    """Return the outline of a reading text."""
    zones = find_zones(reading.text, reading.blocks)
    segmenter = _Segmenter(reading, zones)
    segmenter.run()
    sections = segmenter.grower.finished()
    return Outline(
        reading, sections, tuple(segmenter.grower.passages), tuple(numbering_findings(reading.text, sections))
    )


class _Segmenter:
    def __init__(self, reading: Reading, zones: Sequence[Zone]) -> None:
        self.text = reading.text
        self.blocks = reading.blocks
        self.zones = zones
        self.grower = Grower(reading.text)
        self.columns = Columns(reading.text)
        self.appendices = 0
        self.in_title = False  # right after an appendix's marker, before its body

    def run(self) -> None:
        previous: Zone | None = None
        for index, block in enumerate(self.blocks):
            zone = self.zones[index]
            if zone == "body":
                if previous in _ZONE_ROLE:
                    self.grower.close_to(0)
                self._body(index, block, previous)
            else:
                if zone != previous:
                    self._open_zone(zone, block)
                self._plain(block, zone)
            previous = zone

    def _open_zone(self, zone: Zone, block: Block) -> None:
        self.grower.close_to(0)
        self.in_title = False
        self.grower.open("zone", -1, None, "", None, _ZONE_ROLE[zone], block.start, block.end)

    def _plain(self, block: Block, zone: Zone) -> None:
        if block.kind == "row":
            for start, end in block.cells:
                if end > start:
                    self.grower.add("paragraph", start, end)
            return
        marker = read_marker(self.text[block.start : block.end])
        if marker and zone != "header" and marker.kind in ("dash", "plus", "star", "letter", "arabic"):
            self.grower.add("item", block.start + marker.end, block.end, marker.text)
        else:
            self.grower.add("paragraph", block.start, block.end)

    def _body(self, index: int, block: Block, previous: Zone | None) -> None:
        words = self.text[block.start : block.end]
        if block.kind == "row":
            self.in_title = False
            if previous in ("recipients", "signature") or not self.grower.stack:
                self._open_appendix_without_marker(block, previous)
            self._row(block)
            return
        self.grower.leave_table()
        appendix = APPENDIX.match(words)
        if (
            appendix
            and (is_capitals(words.split("\n")[0][:12]) or len(words) < 60)
            and not words.rstrip().endswith((";", ","))
            and len(words) < 200
        ):
            self._open_appendix(block, appendix["n"], appendix.start("title"))
            return
        if previous in ("recipients", "signature") and not read_marker(words):
            self._open_appendix(block, None, 0)
            return
        if self.in_title and self._continues_title(block, words):
            return
        marker = read_marker(words)
        if marker is None:
            self._unmarked(index, block, words)
        else:
            self._marked(index, block, words, marker)

    # appendices

    def _open_appendix(self, block: Block, number: str | None, title_at: int) -> None:
        self.grower.close_to(0)
        self.appendices += 1
        if number:
            value = number if number.isdigit() else roman_value(number)
            marker = f"PL{int(value) if value is not None else number}"
        else:
            marker = "PL" if self.appendices == 1 else f"PL{self.appendices}"
        title = _TITLE_END.sub("", self.text[block.start + title_at : block.end].strip())
        self.grower.open("appendix", -1, self.appendices, marker, title, "appendix", block.start, block.end)
        self.grower.add("heading", block.start, block.end, marker)
        self.in_title = True

    def _open_appendix_without_marker(self, block: Block, previous: Zone | None) -> None:
        if previous in ("recipients", "signature"):
            self.appendices += 1
            marker = "PL" if self.appendices == 1 else f"PL{self.appendices}"
            self.grower.open("appendix", -1, self.appendices, marker, "", "appendix", block.start, block.start)
        else:
            self.grower.open("zone", -1, None, "", None, "other", block.start, block.end)

    def _continues_title(self, block: Block, words: str) -> bool:
        """Take a line of an appendix's title: 'DANH MỤC', 'Một số nhiệm vụ …', '(Kèm theo Kế hoạch số …)'."""
        if _ATTACHED_TO.match(words):
            self.grower.add("paragraph", block.start, block.end)
            return True
        if read_marker(words) or len(words) > _LONGEST_TITLE_LINE or words.endswith((".", ";", ":")):
            self.in_title = False
            return False
        entry = self.grower.stack[-1]
        section = self.grower.sections[entry.ordinal]
        self.grower.retitle(entry, " ".join(part for part in (section.title, words) if part))
        self.grower.add("heading", block.start, block.end)
        return True

    # body

    def _unmarked(self, index: int, block: Block, words: str) -> None:
        self.in_title = False
        stack = self.grower.stack
        while stack and stack[-1].kind in _LEAVES:
            stack.pop()
        if self._heads(index, block, words):
            numbered = any(entry.kind in ("roman", "arabic", "decimal", "upper", "article") for entry in stack)
            if is_capitals(words) and not numbered:
                self.grower.close_to(1 if stack and stack[0].kind == "appendix" else 0)
            else:
                while stack and (stack[-1].kind in ("bare", *_LEAVES, "letter") or stack[-1].heading is None):
                    stack.pop()
            title = _TITLE_END.sub("", words.strip())
            role = role_of(title, self.grower.role)
            self.grower.open("bare", 99, None, "", title, role, block.start, block.end)
            self.grower.add("heading", block.start, block.end)
            return
        if not stack:
            self.grower.open("zone", -1, None, "", None, "other", block.start, block.end)
        self.grower.add("paragraph", block.start, block.end)

    def _heads(self, index: int, block: Block, words: str) -> bool:
        """Whether a line without a marker is a heading: in capitals, or bold and short, with something beneath it."""
        count = len(words.split())
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) and self.zones[index + 1] == "body" else None
        if following is None or count > 30 or count < 2 or words.endswith((".", ";", ",", "./.")):
            return False
        if is_capitals(words) or block.heading_level is not None:
            return True
        return block.bold and count <= 16

    def _marked(self, index: int, block: Block, words: str, marker: Marker) -> None:
        self.in_title = False
        body = words[marker.end :].strip()
        following, has_following = self._following(index)
        self.grower.close_to(self.grower.enclosing(marker))
        after_heading = self.grower.sister_heads(marker)
        if is_heading(marker, body, block, following, has_following, after_heading):
            title = _TITLE_END.sub("", body)
            role = role_of(title, self.grower.role, marker.text)
            self.grower.open(marker.kind, rank(marker), marker.value, marker.text, title, role, block.start, block.end)
            self.grower.add("heading", block.start + marker.end, block.end, marker.text)
            self.in_title = marker.kind == "part" and not title  # 'PHẦN THỨ HAI' 'PHƯƠNG HƯỚNG, NHIỆM VỤ'
        else:
            role = self.grower.role or "other"
            self.grower.open(marker.kind, rank(marker), marker.value, marker.text, None, role, block.start, block.end)
            self.grower.add("item", block.start + marker.end, block.end, marker.text)

    def _following(self, index: int) -> tuple[Marker | None, bool]:
        if index + 1 >= len(self.blocks) or self.zones[index + 1] != "body":
            return None, False
        block = self.blocks[index + 1]
        if block.kind == "row":
            return None, True
        words = self.text[block.start : block.end]
        if APPENDIX.match(words):
            return None, False
        return read_marker(words), True

    # tables

    def _row(self, block: Block) -> None:
        stack = self.grower.stack
        while stack and stack[-1].kind in _LEAVES:
            stack.pop()
        if self.columns.table != block.table:
            while stack and stack[-1].kind == "group":
                stack.pop()
        if block.header_row or self.columns.is_numbering(block) or self.columns.heads(block):
            self.columns.head(block)
            return
        self.columns.start(block)
        group = group_title(self.text, block)
        if group:
            marker, title, start = group
            depth = 0 if marker is None else rank(marker)
            while stack and stack[-1].kind == "group" and stack[-1].rank >= depth:
                stack.pop()
            self.grower.open(
                "group",
                depth,
                marker.value if marker else None,
                marker.text if marker else "",
                title,
                self.grower.role or "other",
                block.start,
                block.end,
            )
            self.grower.add("heading", start, block.end, marker.text if marker else "")
            return
        cells = tuple(
            Cell(label, self.text[a:b], a)
            for label, (a, b) in zip(self.columns.labels(block), block.cells, strict=True)
        )
        number = self.columns.number(cells)
        self.grower.open("row", 99, None, number, None, self.grower.role or "other", block.start, block.end)
        self.grower.add("row", block.start, block.end, number, cells, block.table)
        self.grower.stack.pop()
