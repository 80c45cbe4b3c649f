"""The tables of a page by pdfplumber, for the few pages whose rulings pdf_grids.py cannot make cells of.

It takes fifty times as long, and would keep 4 MB a page if it were let.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.ingest.pdf_grids import outermost
from pipeline.ingest.pdf_rulings import RULING
from pipeline.paper import Grid, grid_of


class RulingsError(Exception):
    """The rulings of a page whose words can be read could not be."""


def plumbed_grids(path: Path, number: int) -> list[Grid]:
    """Return the ruled tables of page `number` (from 1) from top to bottom, in points from the visible top left corner.

    Raises RulingsError where pdfplumber fails.
    """
    try:
        with pdfplumber.open(path, pages=[number]) as opened:
            page = opened.pages[0]
            left, top = page.cropbox[0], page.cropbox[1]
            found = [table.cells for table in page.filter(_may_rule).find_tables()]
    except (PDFException, PdfminerException, ValueError, TypeError, KeyError, RecursionError) as error:
        raise RulingsError(str(error) or type(error).__name__) from error
    grids = (grid_of([(c[0] - left, c[1] - top, c[2] - left, c[3] - top) for c in cells]) for cells in found)
    return outermost(grid for grid in grids if grid is not None)


def _may_rule(item: dict[str, Any]) -> bool:
    """Keep strokes and thin bars, which rule; leave shading, and letters, which only cost time."""
    if item["object_type"] == "char":
        return False
    if item["object_type"] not in ("rect", "curve"):
        return True
    return bool(item.get("stroke")) or item["width"] <= RULING or item["height"] <= RULING
