"""Where on which page a stretch of the reading text stands, so that a reviewer can be shown the place.

A line's own box is known, and the places of some of its letters; what lies between is shared out by the usual widths of
letters, which is right to half a letter.  Pages that were turned to be read are turned back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians, sin
from unicodedata import normalize

from pipeline.records import UPRIGHT, Box, Page, Reading, Run

# Widths of letters as they are in Times New Roman, in thousandths of its size; other fonts for text are near enough,
# since only their proportions count.
_BY_WIDTH = {
    250: " .,",
    278: "ijlt/\\I:;|!'’‘",
    333: 'frs-()[]“”"J',
    444: "acezy?*",
    500: "bdghknopquvx0123456789đ_–+$#",
    600: "EFLPSTZ…",
    722: "ABCDGHKNOQRUVXYĐw&",
    800: "mMW%—",
}
_USUAL = 500
_MARGIN = 0.3  # heights of a line by which a cut box is wider than the words should be
_STEP = 20  # characters of a skewed line that get a box of their own
_SKEWED = 0.2  # degrees; a longer line would need a higher box than its neighbours leave room for


class Places:
    """The places of the characters of a reading text."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self._runs = reading.runs
        self._starts = [run.start for run in reading.runs]
        self._pages = {page.number: page for page in reading.document.pages}

    def page(self, offset: int) -> int:
        """Return the page of a character; what stands between two lines counts to the line before."""
        index = bisect_right(self._starts, offset) - 1
        return self._runs[index].page if index >= 0 else next(iter(self._pages), 1)

    def boxes(self, start: int, end: int) -> list[dict[str, float]]:
        """Return a box for each printed line that a stretch runs over, on the page as it lies in the file.

        Lines without a known place are left out; skewed ones have a box for every few words.
        """
        index = max(0, bisect_right(self._starts, start) - 1)
        found: list[dict[str, float]] = []
        while index < len(self._runs) and (run := self._runs[index]).start < end:
            if run.end > start and run.box is not None:
                for box in self._parts(run, run.box, max(start, run.start), min(end, run.end)):
                    x0, y0, x1, y1 = (round(side, 2) for side in box)
                    found.append({"page": run.page, "x0": x0, "y0": y0, "x1": x1, "y1": y1})
            index += 1
        return found

    def span(self, page: int) -> tuple[int | None, int | None]:
        """Return the first and one past the last character that came from a page."""
        own = [run for run in self._runs if run.page == page]
        return (min(r.start for r in own), max(r.end for r in own)) if own else (None, None)

    def _parts(self, run: Run, box: Box, start: int, end: int) -> Iterator[Box]:
        page = self._pages.get(run.page)
        if page is None or page.turn == UPRIGHT:
            yield self._cut(run, box, start, end)
            return
        cuts = [start]
        for at, _ in run.stops if abs(page.turn.degrees) > _SKEWED else ():
            if cuts[-1] + _STEP <= run.start + at < end:
                cuts.append(run.start + at)
        for first, last in pairwise((*cuts, end)):
            yield as_it_lies(self._cut(run, box, first, last), page)

    def _cut(self, run: Run, box: Box, start: int, end: int) -> Box:
        """Return the part of a line's box in which the characters from `start` to `end` stand."""
        x0, y0, x1, y1 = box
        if (start, end) == (run.start, run.end) or x1 - x0 < y1 - y0:
            return box  # the whole line, or one that stands upright
        left, right = self._across(run, box, start), self._across(run, box, end)
        margin = _MARGIN * (y1 - y0)
        return max(x0, left - margin), y0, min(x1, right + margin), y1

    def _across(self, run: Run, box: Box, offset: int) -> float:
        """Return where a character of a run begins, in points from the left."""
        stops = [(run.start, box[0]), *((run.start + at, x) for at, x in run.stops), (run.end, box[2])]
        after = next(number for number, (at, _) in enumerate(stops) if at >= offset)
        if after == 0:
            return box[0]
        (first, left), (last, right) = stops[after - 1], stops[after]
        before, behind = _width(self.text[first:offset]), _width(self.text[offset:last])
        return left + (right - left) * before / max(before + behind, 1)


def as_it_lies(box: Box, page: Page) -> Box:
    """Return where a box of the page as it was turned to be read stands on the page as it lies in the file."""
    lying = (page.width or 0.0, page.height or 0.0)
    width, height = lying if page.turn.quarters % 2 == 0 else lying[::-1]
    angle = radians(page.turn.degrees)
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])):
        across, down = x - width / 2, y - height / 2
        u = width / 2 + across * cos(angle) - down * sin(angle)
        v = height / 2 + across * sin(angle) + down * cos(angle)
        size = (width, height)
        for _ in range(page.turn.quarters):
            u, v = size[1] - v, u
            size = size[::-1]
        corners.append((u, v))
    us, vs = [u for u, _ in corners], [v for _, v in corners]
    return max(0.0, min(us)), max(0.0, min(vs)), min(lying[0], max(us)), min(lying[1], max(vs))


class _Widths(dict[str, int]):
    """Widths by letter; 'ế' is as wide as 'e'."""

    def __missing__(self, letter: str) -> int:
        width = self[letter] = self.get(normalize("NFD", letter)[0], _USUAL)
        return width


_WIDTH = _Widths({letter: width for width, letters in _BY_WIDTH.items() for letter in letters})


def _width(text: str) -> int:
    return sum(map(_WIDTH.__getitem__, text))
