"""The outline while it grows: open sections on a stack, closed ones in a list."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.passage import Cell, Heading, Passage, PassageKind
from pipeline.records import Section
from pipeline.segment.markers import Marker
from pipeline.segment.shape import rank


@dataclass
class Open:
    """A section that what follows may still lie in."""

    ordinal: int
    kind: str  # class of its marker; "zone", "appendix", "bare" (a heading without a marker), "group" (of table rows)
    rank: float
    value: int | None
    heading: Heading | None
    path: str
    role: str


@dataclass
class Grower:
    """Takes headings, items, paragraphs and rows in reading order."""

    text: str
    sections: list[Section] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)

    def close_to(self, depth: int) -> None:
        del self.stack[depth:]

    def enclosing(self, marker: Marker) -> int:
        """Return how much of the stack stays open when `marker` opens a section.

        A class that is already open is a sister's, unless the list starts again at 1 beneath a heading or a lettered
        item that came after it: '2.' → 'a)' → '1.'.  A class that is not open lies in the last one above its rank.
        """
        here = rank(marker)
        for depth in range(len(self.stack) - 1, -1, -1):
            entry = self.stack[depth]
            if entry.kind in ("zone", "appendix", "group"):
                return depth + 1
            if entry.kind == marker.kind and entry.rank == here:
                below = self.stack[depth + 1 :]
                nests = [i for i, e in enumerate(below, start=depth + 2) if e.kind in ("letter", "paren", "bare")]
                return nests[-1] if marker.value == 1 and nests else depth
        for depth in range(len(self.stack) - 1, -1, -1):
            entry = self.stack[depth]
            outranked = entry.kind == "bare" and any(e.rank >= here for e in self.stack[:depth] if e.kind != "bare")
            if (entry.kind in ("zone", "appendix", "group", "bare") and not outranked) or entry.rank < here:
                return depth + 1
        return 0

    def leave_table(self) -> None:
        """Close the groups of rows that are still open when a table has ended."""
        for depth, entry in enumerate(self.stack):
            if entry.kind == "group":
                self.close_to(depth)
                return

    def sister_heads(self, marker: Marker) -> bool:
        """Whether the last section of the marker's class beneath the same parent is a heading."""
        parent = self.stack[-1].ordinal if self.stack else None
        for section in reversed(self.sections):
            if section.parent == parent and section.marker[:1].isdigit() == marker.text[:1].isdigit():
                return section.title is not None
            if section.ordinal == parent:
                break
        return False

    def headings(self) -> tuple[Heading, ...]:
        return tuple(entry.heading for entry in self.stack if entry.heading)

    @property
    def role(self) -> str | None:
        return self.stack[-1].role if self.stack else None

    def open(
        self,
        kind: str,
        order: float,
        value: int | None,
        marker: str,
        title: str | None,
        role: str,
        start: int,
        end: int,
    ) -> Open:
        """Open a section beneath what is open."""
        parent = self.stack[-1] if self.stack else None
        path = "/".join(part for part in ((parent.path if parent else ""), marker) if part)
        section = Section(
            ordinal=len(self.sections),
            parent=parent.ordinal if parent else None,
            level=len(self.stack) + 1,
            marker=marker,
            path=path,
            title=title,
            role=role,
            start=start,
            end=end,
        )
        self.sections.append(section)
        heading = Heading(marker, title, role, section.ordinal) if title is not None else None
        entry = Open(section.ordinal, kind, order, value, heading, path, role)
        self.stack.append(entry)
        return entry

    def retitle(self, entry: Open, title: str) -> None:
        """Give an open section a longer title, as its further lines are read."""
        section = self.sections[entry.ordinal]
        self.sections[entry.ordinal] = replace(section, title=title)
        entry.heading = Heading(section.marker, title, section.role, section.ordinal)

    def add(
        self,
        kind: PassageKind,
        start: int,
        end: int,
        marker: str = "",
        cells: tuple[Cell, ...] = (),
        table: int | None = None,
    ) -> None:
        """Add a passage that belongs to the innermost open section; blanks around it are left out."""
        piece = self.text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = start + len(piece.rstrip())
        own = self.stack[-1] if self.stack else None
        above = self.headings()
        if kind == "heading":
            above = above[:-1]
        self.passages.append(
            Passage(
                ordinal=len(self.passages),
                kind=kind,
                text=self.text[begin:stop],
                start=begin,
                role=own.role if own else "other",
                section=own.ordinal if own else 0,
                marker=marker,
                level=len(self.stack),
                headings=above,
                cells=cells,
                table=table,
            )
        )

    def finished(self) -> tuple[Section, ...]:
        """Return the sections, each reaching to the end of the last passage in it."""
        ends = [section.end for section in self.sections]
        for passage in self.passages:
            ends[passage.section] = max(ends[passage.section], passage.end)
        for section in reversed(self.sections):
            if section.parent is not None:
                ends[section.parent] = max(ends[section.parent], ends[section.ordinal])
        return tuple(
            section if section.end == end else replace(section, end=end)
            for section, end in zip(self.sections, ends, strict=True)
        )
