"""A page as a picture, and that picture made ready for reading: upright, straight, grey and clean.

Every step is taken only where the page shows that it is needed, so that a clean scan costs little more than looking.
What each step looks for stands in stamps.py, surface.py, orientation.py and deskew.py; the engine is in engine.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageOps

from pipeline.ocr.deskew import STRAIGHT, skew, straighten
from pipeline.ocr.ink import Ink, ink
from pipeline.ocr.orientation import lie
from pipeline.ocr.page import Prepared, Turn
from pipeline.ocr.stamps import without_colour
from pipeline.ocr.surface import evened, softened, speckled, without_dark_edges
from pipeline.pdf_fields import open_page

READING_DPI = 200.0
"""At 300 a page takes a third longer and is read worse; at 150 small print is lost."""
COARSE_DPI = 150.0
"""For coarse scans in black and white: their steps and specks only grow with the size at which they are drawn."""
MOST_PIXELS = 16_000_000
"""An A2 sheet at 200 dpi; larger ones are drawn smaller. Their grey image takes 16 MB, preparing it ten times that."""

_COARSE = 175.0  # dpi
_A4_LONG = 11.69  # inches
# Inches. Images that claim a longer side outside of these were given a resolution by a program, not by a scanner.
_LONG_SIDES = (7.0, 24.0)
_COVERS = 0.8  # of the page's width: an image that covers it is the scan


_RULED = 250.0  # millimetres of vertical rulings, from which they tell how they lean: a small table has 300


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it lies in the file, in grey (mode "L") or colour ("RGB")."""

    image: Image.Image
    dpi: float


def render(path: Path, media_type: str, number: int) -> PageImage:
    """Return page `number` (from 1) of a PDF or of an image file, at the resolution that it is read best."""
    if media_type == "application/pdf":
        return _from_pdf(path, number)
    return _from_image(path, number)


def prepare(page: PageImage) -> Prepared:
    """Return the page ready for reading."""
    image = without_colour(page.image, page.dpi) if page.image.mode == "RGB" else page.image
    image = evened(without_dark_edges(image))
    seen = ink(image, page.dpi)
    quarters = lie(seen).quarters
    if quarters:
        image = image.transpose(_TURNS[quarters])
    if speckled(seen):
        image = softened(image)
    lines = skew(image).degrees
    columns = _columns(seen, quarters)
    columns = lines if columns is None else columns
    if max(abs(lines), abs(columns)) < STRAIGHT:
        return Prepared(image, page.dpi, Turn(quarters))
    return Prepared(straighten(image, lines, columns), page.dpi, Turn(quarters, lines))


def _columns(seen: Ink, quarters: int) -> float | None:
    """Return the turn that sets the vertical rulings upright; None where there are too few to tell."""
    ruled = np.rot90(seen.across if quarters % 2 else seen.down, 1 + quarters)
    if ruled.sum() < seen.of(_RULED):
        return None
    return skew(Image.fromarray(np.where(ruled, 0, 255).astype(np.uint8))).degrees


_TURNS = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}


def _from_pdf(path: Path, number: int) -> PageImage:
    pdf = pdfium.PdfDocument(path)
    try:
        page, _ = open_page(pdf, number - 1, print_fill_ins=True)
        width, height = page.get_size()
        dpi = min(COARSE_DPI if _is_coarse(page) else READING_DPI, (MOST_PIXELS / (width * height)) ** 0.5 * 72)
        return PageImage(page.render(scale=dpi / 72).to_pil().convert("RGB"), dpi)
    finally:
        pdf.close()


def _is_coarse(page: pdfium.PdfPage) -> bool:
    """Tell whether the page is covered by a coarse scan in black and white."""
    width = page.get_size()[0]
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, _, right, _ = image.get_bounds()
        if right - left >= _COVERS * width:
            is_bilevel = image.get_metadata().bits_per_pixel == 1
            return bool(is_bilevel and image.get_px_size()[0] / (right - left) * 72 < _COARSE)
    return False


def _from_image(path: Path, number: int) -> PageImage:
    with Image.open(path) as opened:
        opened.seek(number - 1)
        turned = ImageOps.exif_transpose(opened)
        stated = float(opened.info.get("dpi", (0.0, 0.0))[0] or 0.0)
        coarse = opened.mode == "1"
        image = _plain(turned)
    long_side = max(image.size)
    low, high = _LONG_SIDES
    dpi = stated if stated and low <= long_side / stated <= high else long_side / _A4_LONG
    wanted = COARSE_DPI if coarse and dpi < _COARSE else READING_DPI
    wanted = min(wanted, (MOST_PIXELS / (image.width * image.height)) ** 0.5 * dpi)
    if abs(wanted - dpi) < 1:
        return PageImage(image, dpi)
    size = (max(1, round(image.width * wanted / dpi)), max(1, round(image.height * wanted / dpi)))
    return PageImage(image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0), wanted)


def _plain(image: Image.Image) -> Image.Image:
    """Return the image in grey or RGB, on white where it is transparent."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode in ("I", "I;16", "F"):
        return image.point(lambda level: level / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, with_alpha).convert("RGB")
    return image.convert("RGB")
