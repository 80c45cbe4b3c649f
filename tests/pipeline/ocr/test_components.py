"""Connected parts, compared with a plain search from point to point."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.ocr.components import components
from pipeline.ocr.ink import long_runs

masks = arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12)))


def searched(mask):
    """The boxes and sizes of the parts, each found by walking over its neighbours."""
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(mask), strict=True)}
    found = []
    while left:
        waiting, part = [left.pop()], []
        while waiting:
            y, x = waiting.pop()
            part.append((y, x))
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            waiting += near
        ys, xs = zip(*part, strict=True)
        found.append((min(xs), min(ys), max(xs) + 1, max(ys) + 1, len(part)))
    return sorted(found)


@settings(max_examples=200, deadline=None)
@given(masks)
def test_parts_are_those_that_a_search_finds(mask):
    parts = components(mask)
    boxes = zip(parts.left, parts.top, parts.right, parts.bottom, parts.points, strict=True)
    assert sorted(tuple(map(int, box)) for box in boxes) == searched(mask)


@settings(max_examples=100, deadline=None)
@given(masks)
def test_painting_all_parts_gives_the_mask(mask):
    parts = components(mask)
    assert (parts.painted(np.ones(len(parts), dtype=bool)) == mask).all()
    assert not parts.painted(np.zeros(len(parts), dtype=bool)).any()


@settings(max_examples=100, deadline=None)
@given(masks, st.integers(1, 14))
def test_long_runs_are_those_of_each_row(mask, length):
    expected = np.zeros_like(mask)
    for y, row in enumerate(mask):
        start = 0
        for x in range(len(row) + 1):
            if x == len(row) or not row[x]:
                expected[y, start:x] = x - start >= length
                start = x + 1
    assert (long_runs(mask, length) == expected).all()
