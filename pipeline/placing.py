"""How lines stand on their page: between which edges, in the middle or not, and how far from the line before.

Joining lines to paragraphs needs it, for PDF pages and page images alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.records import Box, Line

# Distances are in heights of a line.
_PARAGRAPH_GAP = 1.2  # of the usual distance between lines: '3 pt' after a paragraph in 16 pt lines
_LEAST_STEP = 4.0  # points; what is nearer stands on one line, and a step up leads to another block
_CENTRED = 0.25  # how far the middle of a centred line may be off
_INDENT = 1.5  # what a centred line at least leaves free on both sides: more than a first line's indent leaves on one
_BULLETS = ("-", "–", "+", "•", "*")


def edges_of(boxes: Iterable[Box]) -> tuple[float, float]:
    """Return where the lines of the page begin and end, leaving out what stands apart (page numbers, notes)."""
    lines = list(boxes)
    if not lines:
        return 0.0, 0.0
    widest = max(box[2] - box[0] for box in lines)
    full = [box for box in lines if box[2] - box[0] > 0.8 * widest] or lines  # none: a letter of endless width
    return min(box[0] for box in full), median(box[2] for box in full)


def is_centred(text: str, box: Box, edges: tuple[float, float]) -> bool:
    """Tell whether a line stands in the middle between the edges, with room on both sides."""
    left, right = edges
    height = box[3] - box[1]
    return (
        not text.startswith(_BULLETS)
        and abs((box[0] + box[2]) - (left + right)) / 2 < _CENTRED * height
        and box[0] - left > _INDENT * height
        and right - box[2] > _INDENT * height
    )


def with_gaps(lines: Sequence[Line]) -> list[Line]:
    """Mark the lines that stand farther from the line before them than lines of one paragraph do.

    Distances are taken from bottom to bottom, since the tops of fonts differ, and compared with the page's usual one
    and with those just before and after: a list in small type is set closer than the body.
    """
    boxes = [line.box or (0.0, 0.0, 0.0, 0.0) for line in lines]
    steps = [b[3] - a[3] for a, b in pairwise(boxes)]
    usual = median([step for step in steps if step > _LEAST_STEP] or [0.0])
    marked = list(lines[:1])
    for number, line in enumerate(lines[1:]):
        near = [step for step in steps[max(0, number - 1) : number + 2] if step > _LEAST_STEP]
        far = bool(near) and steps[number] > _PARAGRAPH_GAP * min([usual, *near])
        marked.append(replace(line, gap_before=True) if far and line.kind == "line" else line)
    return marked
