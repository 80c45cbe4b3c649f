"""A plan whose text layer was made by an OCR engine set to English: 'Ké hoach', 'thyc hién', 'nguai dan'.

Offices get such files from scanners whose language nobody has set.  The engine's words are not invented here: they are
kept beside the source of the plan as NAME.eng.tsv, so that a sample is the same with every version of the engine and
where there is none.  `scripts/read_in_english.py` records them.
"""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sample_writers.paper import paper
from sample_writers.plan import Plan
from sample_writers.scan import POINTS, draw, render

_DPI = 200
_FONT = "Times-Roman"
_GAP = 20  # points between two words: more than that parts two columns


_Word = tuple[int, int, int, int, str]  # left, top, right, bottom in pixels, and what was read


@dataclass(frozen=True, slots=True)
class Heard:
    """A line, or its part in one column, as the English engine read it; the box is in points from the top left."""

    page: int  # from 0
    left: float
    top: float
    right: float
    bottom: float
    text: str


def behind_picture(plan: Plan, record: Path) -> bytes:
    """Return `plan` as a PDF of page pictures, with what the English engine read lying under them."""
    pictures = render(paper(plan), _DPI)
    return _printed(_recorded(record), pictures)


def text_only(plan: Plan, record: Path) -> bytes:
    """Return what the English engine read of `plan` as a PDF of visible text, its picture thrown away."""
    return _printed(_recorded(record), [None] * len(render(paper(plan), _DPI)))


def read_in_english(plan: Plan) -> str:
    """Return what Tesseract reads of `plan` with English data: the text of a record, one line of the page a line."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    for number, picture in enumerate(render(paper(plan), _DPI)):
        for line in _lines(picture):
            box = (round(value * POINTS / _DPI, 1) for value in line[:4])
            # The fonts of the layer hold the letters of western Europe, which is all that English data knows.
            writer.writerow((number, *box, line[4].encode("cp1252", "ignore").decode("cp1252")))
    return table.getvalue()


def _lines(picture: Image.Image) -> Iterator[_Word]:
    held = io.BytesIO()
    picture.save(held, "PNG")
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "eng", "--dpi", str(_DPI), "tsv"],
        input=held.getvalue(), capture_output=True, check=True,
    )  # fmt: skip
    lines: dict[tuple[str, ...], list[list[_Word]]] = {}
    for row in csv.DictReader(done.stdout.decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
            pieces = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), [[]])
            if pieces[-1] and left - pieces[-1][-1][2] > _GAP * _DPI / POINTS:
                pieces.append([])
            pieces[-1].append((left, top, left + width, top + height, row["text"]))
    for pieces in lines.values():
        for words in pieces:
            lefts, tops, rights, bottoms, texts = zip(*words, strict=True)
            yield min(lefts), min(tops), max(rights), max(bottoms), " ".join(texts)


def _recorded(record: Path) -> list[Heard]:
    rows = csv.reader(record.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Heard(int(page), *map(float, box), text) for page, *box, text in rows]


def _printed(lines: list[Heard], pictures: list[Image.Image] | list[None]) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=1)
    for number, picture in enumerate(pictures):
        for line in lines:
            if line.page == number:
                _write(canvas, line)
        if picture is not None:
            draw(canvas, picture, quality=45)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _write(canvas: Canvas, line: Heard) -> None:
    """Write a line where it was read, as wide as it was read."""
    size = min(max((line.bottom - line.top) * 0.85, 7.0), 13.0)
    text = canvas.beginText(line.left, A4[1] - line.bottom + size * 0.2)
    text.setFont(_FONT, size)
    text.setHorizScale(100 * (line.right - line.left) / stringWidth(line.text, _FONT, size))
    text.textOut(line.text)
    canvas.drawText(text)
