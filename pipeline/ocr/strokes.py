"""What the ink of a line tells beside its words: how thick the strokes are, and on which height it stands.

Bold type has strokes half as thick again as the rest of the page; headings are known by it ('1. Mục đích'), and the
engine does not tell.  Its boxes reach into the lines above and below, so the base line is measured, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.cells import ink_and_paper
from pipeline.ocr.page import Prepared, TextLine

# Of the usual thickness. Lines of bold type have 1.37 to 1.54, others 1.10 at most, on clean and noisy scans alike.
_BOLD = 1.25
_LEAST_ROWS = 6  # of dots
_LEAST_LETTERS = 4  # in fewer there is too little to measure


def with_strokes(page: Prepared, lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with the mean width of their strokes and the height of their base line, in points."""
    ink, paper = ink_and_paper(page.image)
    dark = np.asarray(page.image) < (ink + paper) / 2
    scale = page.dpi / 72
    measured = []
    for line in lines:
        x0, y0, x1, y1 = (round(side * scale) for side in line.box)
        part = dark[y0:y1, x0:x1]
        begun = int(np.count_nonzero(part[:, 1:] & ~part[:, :-1]) + np.count_nonzero(part[:, :1]))
        stroke = int(np.count_nonzero(part)) / max(begun, 1) / scale
        base = (y0 + _base(np.count_nonzero(part, axis=1))) / scale
        measured.append(replace(line, stroke=round(stroke, 3), base=round(base, 2)))
    return measured


def _base(inked: NDArray[np.intp]) -> int:
    """Return below which row of a line most letters end: where there is less ink two rows further on."""
    if len(inked) < _LEAST_ROWS:
        return len(inked)
    drop = inked[:-2] - inked[2:]
    middle = len(drop) // 2
    return middle + int(drop[middle:].argmax()) + 1


def bold_from(lines: Sequence[TextLine]) -> float:
    """Return from which width of strokes on a line is bold, by what most of the print of its page has."""
    widths: list[float] = [line.stroke for line in lines for _ in line.text]
    return _BOLD * median(widths) if widths else float("inf")


def is_bold(line: TextLine, least: float) -> bool:
    """Tell whether a line is set in bold type."""
    return line.stroke >= least and sum(map(str.isalnum, line.text)) >= _LEAST_LETTERS
