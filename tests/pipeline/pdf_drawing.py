"""PDF files for tests, drawn word by word, so that the test knows where everything stands."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import matplotlib
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.pdf import read_pdf
from pipeline.records import Ingested, Source

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
PLAIN, BOLD = "DejaVuSerif", "DejaVuSerif-Bold"
for _name in (PLAIN, BOLD):
    pdfmetrics.registerFont(TTFont(_name, str(_FONTS / f"{_name}.ttf")))

SIZE = 11.0


class Drawing:
    """A PDF under construction; places are in points from the top left corner of an A4 page, `y` at the base line."""

    def __init__(self, path: Path, size: tuple[float, float] = A4, **options: object) -> None:
        self.path = path
        self.height = size[1]
        self.canvas = Canvas(str(path), pagesize=size, **options)

    def words(
        self, x: float, y: float, text: str, *, bold: bool = False, size: float = SIZE, right: bool = False
    ) -> None:
        self.canvas.setFont(BOLD if bold else PLAIN, size)
        draw = self.canvas.drawRightString if right else self.canvas.drawString
        draw(x, self.height - y, text)

    def width(self, text: str, size: float = SIZE) -> float:
        return float(self.canvas.stringWidth(text, PLAIN, size))

    def centred(self, x: float, y: float, text: str, *, bold: bool = False) -> None:
        self.canvas.setFont(BOLD if bold else PLAIN, SIZE)
        self.canvas.drawCentredString(x, self.height - y, text)

    def lines(self, x: float, y: float, texts: Sequence[str], pitch: float = 15.0) -> None:
        for number, text in enumerate(texts):
            self.words(x, y + number * pitch, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setFillGray(0.9)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Rule a table without merged cells."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        data = io.BytesIO()
        Image.new("L", (40, 60), 180).save(data, "PNG")
        self.canvas.drawImage(ImageReader(data), x0, self.height - y1, x1 - x0, y1 - y0)

    def field(self, x0: float, y0: float, x1: float, y1: float, text: str) -> None:
        """Put words into a field upon the page, as clerks and signing programs do; Western letters only."""
        self.canvas.acroForm.textfield(
            value=text, x=x0, y=self.height - y1, width=x1 - x0, height=y1 - y0, borderWidth=0, fontSize=SIZE
        )

    def next_page(self) -> None:
        self.canvas.showPage()

    def read(self) -> Ingested:
        """Finish the file and read it."""
        self.canvas.showPage()
        self.canvas.save()
        return read(self.path)


def read(path: Path) -> Ingested:
    return read_pdf(path, Source(path.name, (), "0" * 64, "application/pdf", path.stat().st_size))


def texts(ingested: Ingested, page: int = 1) -> list[str]:
    return [line.text for line in ingested.pages[page - 1].lines]
