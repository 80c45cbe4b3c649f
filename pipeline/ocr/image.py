"""A page as a picture, and that picture made ready for reading: upright, straight, grey and clean.

Every step is taken only where the page shows that it is needed, so that a clean scan costs little more than looking.
What each step looks for stands in stamps.py, surface.py, orientation.py and deskew.py; the engine is in engine.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from pipeline.ocr.components import components
from pipeline.ocr.deskew import STRAIGHT, skew, straighten
from pipeline.ocr.ink import Ink, ink
from pipeline.ocr.orientation import lie
from pipeline.ocr.page import Pixels, Prepared, Turn
from pipeline.ocr.pictures import picture
from pipeline.ocr.stamps import without_colour
from pipeline.ocr.surface import evened, softened, speckled, without_dark_edges
from pipeline.pdf_fields import open_page

READING_DPI = 200.0
"""At 300 a page takes a third longer and is read worse; at 150 small print is lost."""
COARSE_DPI = 150.0
"""For coarse scans in black and white: their steps and specks only grow with the size at which they are drawn."""
MOST_PIXELS = 11_000_000
"""An A3 sheet at 200 dpi has 8 million; A2 is drawn at 165 dpi. Preparing a page takes 24 bytes a dot."""

_LEAST_SIDE = 64  # dots, 8 mm; what is narrower is no page, and is put on one
_COARSE = 175.0  # dpi
_COVERS = 0.8  # of the page's width: an image that covers it is the scan
_TURNS = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}
_PRINTED = 0.004  # share of a page that is letters: blank ones with dirt have 0.001, forms to be filled in 0.01
# Share of a page that is letters, and how many: the worst photocopies 0.08 and 3,000, noise 0.38 and 55,000.
_NOISE_INK, _NOISE_GRAINS = 0.25, 15_000
_AROUND = 2.0  # millimetres around the ink that may hold what was too faint to be seen
_RULED = 250.0  # millimetres of vertical rulings, from which they tell how they lean: a small table has 300


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it lies in the file, in grey (mode "L") or colour ("RGB")."""

    image: Image.Image
    dpi: float


def render(path: Path, media_type: str, number: int) -> PageImage:
    """Return page `number` (from 1) of a PDF or of an image file, at the resolution that it is read best."""
    page = _from_pdf(path, number) if media_type == "application/pdf" else _from_image(path, number)
    width, height = page.image.size
    if min(width, height) >= _LEAST_SIDE:
        return page
    sheet = Image.new(page.image.mode, (max(width, _LEAST_SIDE), max(height, _LEAST_SIDE)), "white")
    sheet.paste(page.image)
    return PageImage(sheet, page.dpi)


def prepare(page: PageImage, turned: Callable[[Image.Image, float], int | None] | None = None) -> Prepared:
    """Return the page ready for reading.

    `turned` is asked how a page lies, in quarter turns that set it upright, where its lines alone do not tell: of 230
    pages three, the blank ones apart.
    """
    image = without_colour(page.image, page.dpi) if page.image.mode == "RGB" else page.image
    image = evened(without_dark_edges(image, page.dpi))
    seen = ink(image, page.dpi)
    if _is_noise(seen):
        return Prepared(Image.new("L", image.size, "white"), page.dpi, Turn())  # it would hold an engine for a minute
    lying = lie(seen)
    quarters = lying.quarters
    if not lying.sure and turned is not None and seen.letters.mean() >= _PRINTED:
        told = turned(image, page.dpi)
        quarters = quarters if told is None else told
    if quarters:
        image = image.transpose(_TURNS[quarters])
    if speckled(seen):
        image = softened(image)
    lines = skew(image).degrees
    columns = _columns(seen, quarters)
    columns = lines if columns is None else columns
    if max(abs(lines), abs(columns)) < STRAIGHT:
        return Prepared(image, page.dpi, Turn(quarters))
    printed = _printed(seen, quarters, image.size)
    return Prepared(straighten(image, lines, columns, printed), page.dpi, Turn(quarters, lines))


def _is_noise(seen: Ink) -> bool:
    """Tell whether ink lies all over the page in grains, as on a picture of noise, and nothing is printed."""
    return float(seen.letters.mean()) > _NOISE_INK and len(components(seen.letters)) > _NOISE_GRAINS


def _printed(seen: Ink, quarters: int, size: tuple[int, int]) -> Pixels:
    """Return the box of the ink on the page, which was turned by so many quarters since it was looked at."""
    mask = np.rot90(seen.mask, quarters)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return 0, 0, *size
    around = seen.step * seen.of(_AROUND)
    return (
        max(0, int(columns[0]) * seen.step - around),
        max(0, int(rows[0]) * seen.step - around),
        min(size[0], (int(columns[-1]) + 1) * seen.step + around),
        min(size[1], (int(rows[-1]) + 1) * seen.step + around),
    )


def _columns(seen: Ink, quarters: int) -> float | None:
    """Return the turn that sets the vertical rulings upright; None where there are too few to tell."""
    ruled = np.rot90(seen.across if quarters % 2 else seen.down, 1 + quarters)
    if ruled.sum() < seen.of(_RULED):
        return None
    return skew(Image.fromarray(np.where(ruled, 0, 255).astype(np.uint8))).degrees


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
            bits, pixels = int(image.get_metadata().bits_per_pixel), int(image.get_px_size()[0])
            return bits == 1 and pixels / (right - left) * 72 < _COARSE
    return False


def _from_image(path: Path, number: int) -> PageImage:
    image, dpi = picture(path, number)
    wanted = min(READING_DPI, (MOST_PIXELS / (image.width * image.height)) ** 0.5 * dpi)
    if abs(wanted - dpi) < 1:
        return PageImage(image, dpi)
    size = (max(1, round(image.width * wanted / dpi)), max(1, round(image.height * wanted / dpi)))
    return PageImage(image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0), wanted)
