"""The paper in the cells of tables made white.

A cell may hold a single figure, and its grey paper and the grain of the scan then weigh more with the engine than the
ink: it reads '1024' for '12', and lines of nonsense where the cell is large.  Running text is read better as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from PIL import Image

from pipeline.ocr.page import Prepared, Region

_INK, _PAPER = 0.01, 0.5  # shares of a page's dots that are darker than its ink, and than its paper, on the whole
_GRAIN = 0.15  # of the way from paper to ink; what is nearer to paper is paper


def with_white_cells(page: Prepared, regions: Sequence[Region]) -> Prepared:
    """Return the page with white paper where its regions are cells."""
    boxes = [region.box for region in regions if region.kind == "cell" and region.box[0] < region.box[2]]
    if not boxes:
        return page
    ink, paper = ink_and_paper(page.image)
    white = max(1.0, paper - _GRAIN * (paper - ink))
    levels = [min(255, round(255 * level / white)) for level in range(256)]
    image = page.image.copy()
    for box in boxes:
        image.paste(image.crop(box).point(levels), box)
    return replace(page, image=image)


def ink_and_paper(image: Image.Image) -> tuple[int, int]:
    """Return how dark the ink of a page is and how light its paper, 0 to 255."""
    counts = list(accumulate(image.histogram()))
    ink, paper = (next(at for at, count in enumerate(counts) if count >= part * counts[-1]) for part in (_INK, _PAPER))
    return ink, paper
