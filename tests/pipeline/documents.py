"""Documents made from lines, for tests of the stages after reading a file."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read import read
from pipeline.records import Line, Outline, Page, Reading, Restored, Source
from pipeline.segment import segment


def document(*pages: Sequence[Line | str]) -> Restored:
    """Return a document whose pages have these lines; an empty string is a blank line."""
    source = Source("ke-hoach.txt", (), "0" * 64, "text/plain", 1)
    return Restored(source, "plain", tuple(_page(n, page) for n, page in enumerate(pages, start=1)), ())


def _page(number: int, given: Sequence[Line | str]) -> Page:
    lines = tuple(Line(item) if isinstance(item, str) else item for item in given)
    return Page(number, lines, "\n".join(line.text for line in lines), "plain:utf-8", "clean", 0.0)


def reading(text: str) -> Reading:
    """Return the reading text of a plain text; form feeds part its pages."""
    return read(document(*(page.split("\n") for page in text.split("\f"))))


def outline(text: str) -> Outline:
    """Return the outline of a plain text."""
    return segment(reading(text))
