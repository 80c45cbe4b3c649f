"""How much of what is printed on a picture of a page the text layer stands on.

Some scanners read the letterhead only, and some programs lay a few words over a picture of a whole page.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium

from pipeline.records import Box

_SCALE = 0.5  # pixels a point: letters are specks there, and that is enough
_DARKER = 50  # of 255, than the paper, which is what most of the page is
_MARGIN = 1  # pixels around a box


def covered_ink(page: pdfium.PdfPage, boxes: Sequence[Box]) -> float:
    """Return the share of the ink of a page that lies within the boxes, 0..1; 1 where there is no ink."""
    image = page.render(scale=_SCALE, grayscale=True).to_numpy()
    grey = image[..., 0] if image.ndim == 3 else image
    dark = grey < np.percentile(grey, 80) - _DARKER
    within = np.zeros_like(dark)
    for box in boxes:
        left, top, right, bottom = (int(side * _SCALE) for side in box)
        within[max(0, top - _MARGIN) : bottom + 1 + _MARGIN, max(0, left - _MARGIN) : right + 1 + _MARGIN] = True
    ink = int(dark.sum())
    return int((dark & within).sum()) / ink if ink else 1.0
