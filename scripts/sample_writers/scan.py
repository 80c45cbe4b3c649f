"""A plan as pictures of its pages: from a good scanner, from a tired copier, from a telephone.

What is drawn is the printed page of `paper`, so what a picture shows is known to the letter.  The same plan gives the
same pixels: chance is seeded.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sample_writers.paper import paper
from sample_writers.plan import Plan
from sample_writers.stamp import seal, signature

POINTS = 72  # to an inch
_PAPER = (247, 246, 242)  # white paper is not white to a telephone


def scan(plan: Plan) -> bytes:
    """Return `plan` as a PDF of pictures only: 200 dpi, grey, straight."""
    return pictures(render(paper(plan), 200), quality=55)


def worn_scan(plan: Plan) -> bytes:
    """Return `plan` as it comes from a tired copier: 150 dpi, tilted, grainy, darker at one edge, stamped in red."""
    dpi, tilt = 150, 1.5
    chance = np.random.default_rng(1)
    printed = paper(plan)
    pages = [page.convert("RGB") for page in render(printed, dpi)]
    number, x, y = _place(printed, plan.signer)
    middle, size = (round(x * dpi / POINTS), round((y - 34) * dpi / POINTS)), dpi / POINTS
    signature(pages[number], middle, size)
    seal(pages[number], (middle[0] - round(46 * size), middle[1]), size, plan.issuer)
    worn = []
    for index, page in enumerate(pages):
        tilted = page.rotate(tilt if index % 2 else -tilt, Image.Resampling.BICUBIC, fillcolor="white")
        grey = np.asarray(tilted, dtype=np.float32)
        height, width = grey.shape[:2]
        light = np.linspace(1.0, 0.86, width, dtype=np.float32)[None, :, None]
        grain = chance.normal(0, 13, (height, width, 1))
        specks = np.where(chance.random((height, width, 1)) < 0.0004, -140, 0)
        worn.append(_picture(grey * light + grain + specks))
    return pictures(worn, quality=40)


def photograph(plan: Plan) -> bytes:
    """Return the first page of `plan` as a telephone takes it: held askew, lit from one side, stored lying on its side.

    The file says by EXIF how it is to be turned.
    """
    (page, *_) = render(paper(plan), 170)
    width, height = page.size
    # Where the corners of what is photographed lie on the page and beside it: the telephone is not held quite level.
    corners = (-0.05, -0.03, -0.035, 1.035, 1.045, 1.02, 1.03, -0.045)
    seen = page.transform(
        page.size, Image.Transform.QUAD, [share * (height if i % 2 else width) for i, share in enumerate(corners)],
        Image.Resampling.BICUBIC, fillcolor=150,
    )  # fmt: skip
    across, down = np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32)
    light = (1.0 - 0.22 * across)[None, :, None] * (1.0 - 0.10 * down)[:, None, None]
    ink = np.asarray(seen, dtype=np.float32)[:, :, None] / 255 * np.array(_PAPER, dtype=np.float32)
    taken = _picture(ink * light + np.random.default_rng(2).normal(0, 4, (height, width, 1)))
    lying = taken.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn a quarter to the right to see it upright
    return _jpeg(lying, 55, exif=exif.tobytes(), dpi=(170, 170))


def render(printed: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures."""
    document = pdfium.PdfDocument(printed)
    return [page.render(scale=dpi / POINTS, grayscale=True).to_pil().convert("L") for page in document]


def pictures(pages: Sequence[Image.Image], quality: int) -> bytes:
    """Return a PDF of A4 pages that each are one picture."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=1)
    for page in pages:
        draw(canvas, page, quality)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def draw(canvas: Canvas, page: Image.Image, quality: int) -> None:
    """Draw a picture over the whole page of `canvas`."""
    canvas.drawImage(ImageReader(io.BytesIO(_jpeg(page, quality))), 0, 0, *A4)


def _place(printed: bytes, text: str) -> tuple[int, float, float]:
    """Return where `text` stands last: page from 0, and its middle in points from the top left."""
    document = pdfium.PdfDocument(printed)
    for number in range(len(document) - 1, -1, -1):
        page = document[number].get_textpage()
        if found := page.search(text).get_next():
            left, _, _, top = page.get_charbox(found[0])
            right = page.get_charbox(found[0] + found[1] - 1)[2]
            return number, (left + right) / 2, A4[1] - top
    raise ValueError(f"{text!r} is not printed")


def _picture(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _jpeg(page: Image.Image, quality: int, **options: object) -> bytes:
    held = io.BytesIO()
    page.save(held, "JPEG", quality=quality, optimize=True, **options)
    return held.getvalue()
