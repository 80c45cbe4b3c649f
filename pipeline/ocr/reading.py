"""One page image read: prepared, parted into regions, read with `vie`, its doubtful lines a second time.

This is the work of one task: it needs the file and nothing else, and keeps nothing.  What is read becomes lines of the
document in pipeline/ocr/lines.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.ocr.cells import with_white_cells
from pipeline.ocr.engine import engine
from pipeline.ocr.image import prepare, render
from pipeline.ocr.layout import parted
from pipeline.ocr.page import PageReading, Prepared, Region, TextLine, confidence
from pipeline.ocr.strokes import with_strokes
from pipeline.ocr.tessdata import USUAL_DATA, second_data

_WRITING = re.compile(r"[^\W_]")
# Confidence of a line's least sure word, below which it is read again. Figures ('909%' for '90%') are worth more of it.
# On noisy scans a fifth of the lines come under this, on clean ones one in fifty; reading more again mends no more.
_DOUBTFUL = 0.6
_DOUBTFUL_FIGURES = 0.85
_FIGURES = re.compile(r"\d\s?%|\d/\d|/[A-ZĐƯ]{2}")  # a percentage, a date, the number of a document
_ABOVE, _BESIDE = 2.0, 4.0  # points around a line that is read by itself


def read_page(path: Path, media_type: str, number: int, seconds: float) -> PageReading:
    """Return page `number` (from 1) of a PDF or image file as read; TimeoutError after so many seconds."""
    page, parts = parted(prepare(render(path, media_type, number), engine().quarters))
    page = with_white_cells(page, parts)
    lines = engine().read(page, parts, USUAL_DATA, seconds)
    doubtful = [n for n, line in enumerate(lines) if _is_doubtful(line)]
    other = second_data()
    second = bool(other and doubtful)
    if other and doubtful:
        lines = _read_again(page, lines, doubtful, other, seconds)
    scale = 72 / page.dpi
    return PageReading(
        lines=tuple(with_strokes(page, lines)),
        cells=tuple(
            (part.cell, (part.ruled[0] * scale, part.ruled[1] * scale, part.ruled[2] * scale, part.ruled[3] * scale))
            for part in parts
            if part.cell and part.ruled
        ),
        engine=engine().name,
        data=USUAL_DATA,
        second=second,
        turn=page.turn,
        width=round(page.image.width * scale, 2),
        height=round(page.image.height * scale, 2),
    )


def _is_doubtful(line: TextLine) -> bool:
    """Tell whether a line is worth reading again; signs alone, which may be dirt, do not count."""
    least = min((word.confidence for word in line.words if _WRITING.search(word.text)), default=1.0)
    return least < (_DOUBTFUL_FIGURES if _FIGURES.search(line.text) else _DOUBTFUL)


def _read_again(
    page: Prepared, lines: Sequence[TextLine], doubtful: Sequence[int], data: str, seconds: float
) -> list[TextLine]:
    """Return the lines with those taken from the second reading of which it is surer on the whole."""
    parts = [_around(page, lines[n]) for n in doubtful]
    found: dict[int, list[TextLine]] = {}
    for line in engine().read(page, parts, data, seconds):
        found.setdefault(line.region, []).append(line)
    read = list(lines)
    for at, n in enumerate(doubtful):
        again = found.get(at, [])
        if len(again) == 1 and confidence(again) > confidence([read[n]]):
            read[n] = replace(again[0], region=read[n].region, cell=read[n].cell)
    return read


def _around(page: Prepared, line: TextLine) -> Region:
    scale = page.dpi / 72
    x0, y0, x1, y1 = line.box
    return Region(
        "text",
        (
            max(0, round((x0 - _BESIDE) * scale)),
            max(0, round((y0 - _ABOVE) * scale)),
            min(page.image.width, round((x1 + _BESIDE) * scale)),
            min(page.image.height, round((y1 + _ABOVE) * scale)),
        ),
    )
