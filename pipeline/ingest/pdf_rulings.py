"""The rulings of a PDF page: strokes and thin bars, as pdfium gives them, cleaned into straight lines.

Where they make the cells of a table is decided in pdf_grids.py.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.ingest.pdf_glyphs import Frame
from pipeline.pdf_objects import drawn_on, matrix_of, rect_of
from pipeline.records import Box

# Points. Thicker than any ruling, thinner than a line of print: what is filled and thicker is shading behind words, and
# the edges of shading are no rulings ('a highlighted paragraph is not a table of one column').
RULING = 3.0
# Points. Strokes that are meant to be one line or to meet may miss each other by so much: double borders, and the
# corners that Word leaves out between the bars of two cells.
MEET = 3.0
_STRAIGHT = 1.0  # points that a stroke may climb and still be meant to lie


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight ruling: at `at` across the other direction, from `start` to `end` along its own."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """Rulings that lie (`at` is their height) and that stand (`at` is their place from the left)."""

    lying: tuple[Edge, ...]
    standing: tuple[Edge, ...]


def rulings(page: pdfium.PdfPage) -> Rulings:
    """Return the rulings of a page in points from the top left corner, pieces of one line put together."""
    frame = Frame.of(page)
    lying: list[Edge] = []
    standing: list[Edge] = []
    for x0, y0, x1, y1 in _strokes(page, frame):
        if y1 - y0 <= x1 - x0:
            lying.append(Edge((y0 + y1) / 2, x0, x1))
        else:
            standing.append(Edge((x0 + x1) / 2, y0, y1))
    return Rulings(tuple(_put_together(lying)), tuple(_put_together(standing)))


def _strokes(page: pdfium.PdfPage, frame: Frame) -> Iterator[Box]:
    """Yield the boxes of all strokes and bars, each thin one way."""
    for item, kind, base in drawn_on(page):
        rect = rect_of(item, base) if kind == raw.FPDF_PAGEOBJ_PATH else None
        if rect is None:
            continue
        box = frame.box(*rect)
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) > RULING:
            yield from _large(item, base, frame)
        elif max(width, height) > RULING:
            yield box


def _large(path: Any, base: pdfium.PdfMatrix | None, frame: Frame) -> Iterator[Box]:
    """Yield the strokes of a path that is large both ways: a frame, or many rulings drawn in one go."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    matrix = matrix_of(path).multiply(base) if base else matrix_of(path)
    for points in _outlines(path, matrix, frame):
        if stroke.value:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) <= _STRAIGHT or abs(ay - by) <= _STRAIGHT:
                    yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
        else:  # bars filled in one go; anything thicker is shading
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = min(xs), min(ys), max(xs), max(ys)
            if min(box[2] - box[0], box[3] - box[1]) <= RULING:
                yield box


def _outlines(path: Any, matrix: pdfium.PdfMatrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each outline of a path, as seen on the page; curves break an outline."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        across, up = matrix.on_point(x.value, y.value)
        left, top, _, _ = frame.box(across, up, across, up)
        if raw.FPDFPathSegment_GetType(segment) != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((left, top))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _put_together(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Yield the lines that pieces in one place make; lines no longer than a ruling is thick are dots."""
    level: list[Edge] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if level and edge.at - level[-1].at > MEET:
            yield from _lines(level)
            level = []
        level.append(edge)
    yield from _lines(level)


def _lines(level: list[Edge]) -> Iterator[Edge]:
    """Yield the lines made of pieces that lie at one height."""
    if not level:
        return
    at = sum(edge.at for edge in level) / len(level)
    start, end = None, 0.0
    for edge in sorted(level, key=lambda e: e.start):
        if start is None:
            start, end = edge.start, edge.end
        elif edge.start - end > MEET:
            if end - start > RULING:
                yield Edge(at, start, end)
            start, end = edge.start, edge.end
        else:
            end = max(end, edge.end)
    if start is not None and end - start > RULING:
        yield Edge(at, start, end)
