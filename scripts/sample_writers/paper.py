"""A plan as pages of A4, the way an office prints it to PDF: letterhead in two columns, ruled tables over page breaks.

The fonts are those that come with matplotlib, since they hold every Vietnamese letter and are there wherever the
samples can be made.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, PageBreak, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Lines
from reportlab.platypus import Table as Grid

from sample_writers.plan import CONTINUED, MOTTO, Block, Centred, Heading, Item, Paragraph, Plan, Table, accepted

# Margins of the decree on clerical work: 30 mm on the left, for the binding, and 20 mm elsewhere.
_LEFT, _MARGIN = 30 * mm, 20 * mm
_TEXT_WIDTH = A4[0] - _LEFT - _MARGIN
_SIZE = 11.5  # points; this font runs wider than Times New Roman 14


def paper(plan: Plan, *, running_foot: str = "") -> bytes:
    """Return `plan` as a PDF file with a text layer; `running_foot` stands at the foot of every page."""
    _register_fonts()

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Serif", 9)
        if document.page > 1:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(document.page))
        if running_foot:
            canvas.drawString(_LEFT, 10 * mm, running_foot)

    printed = io.BytesIO()
    document = SimpleDocTemplate(
        printed, pagesize=A4, leftMargin=_LEFT, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
        invariant=1, title=" ".join(plan.title), author=plan.issuer,
    )  # fmt: skip
    document.build(list(_flowables(plan)), onFirstPage=furniture, onLaterPages=furniture)
    return printed.getvalue()


def _register_fonts() -> None:
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for style in ("", "-Bold", "-Italic"):
        pdfmetrics.registerFont(TTFont(f"Serif{style}", str(folder / f"DejaVuSerif{style}.ttf")))
    pdfmetrics.registerFontFamily("Serif", normal="Serif", bold="Serif-Bold", italic="Serif-Italic")


def _style(name: str, **changes: object) -> ParagraphStyle:
    return ParagraphStyle(name, fontName="Serif", fontSize=_SIZE, leading=_SIZE * 1.4, spaceAfter=4, **changes)


_BODY = _style("body", alignment=TA_JUSTIFY, firstLineIndent=10 * mm)
_CENTRED = _style("centred", alignment=TA_CENTER)
_PLAIN = _style("plain")
_CELL = ParagraphStyle("cell", parent=_PLAIN, fontSize=10.5, leading=14, spaceAfter=0)


def _flowables(plan: Plan) -> Iterator[Flowable]:
    yield _side_by_side(
        [_line(line, bold=line == plan.issuer) for line in plan.letterhead],
        [_line(MOTTO[0], bold=True), _line(MOTTO[1], bold=True), _line(f"<i>{plan.dateline}</i>")],
    )
    yield Spacer(0, 6 * mm)
    for line in ("KẾ HOẠCH", *plan.title):
        yield Lines(f"<b>{escape(line)}</b>", _CENTRED)
    yield Spacer(0, 3 * mm)
    first, *appendices = plan.parts
    yield from map(_block, first)
    recipients = [Lines("<b><i>Nơi nhận:</i></b>", _CELL), *(Lines(escape(line), _CELL) for line in plan.recipients)]
    signature = [_line(line, bold=True) for line in plan.signature]
    yield KeepTogether([_side_by_side(recipients, [*signature, Spacer(0, 18 * mm), _line(plan.signer, bold=True)])])
    for part in appendices:
        yield PageBreak()
        yield from map(_block, part)


def _block(block: Block) -> Flowable:
    match block:
        case Heading(_, text):
            return Lines(f"<b>{escape(accepted(text))}</b>", _BODY)
        case Item(bullet, text):
            return Lines(escape(f"{bullet} {accepted(text)}"), _BODY)
        case Centred(text):
            return Lines(f"<b>{escape(text)}</b>", _CENTRED)
        case Paragraph(text):
            return Lines(escape(accepted(text)), _BODY)
        case Table():
            return _grid(block)


def _line(text: str, bold: bool = False) -> Flowable:
    return Lines(f"<b>{text}</b>" if bold else text, ParagraphStyle("line", parent=_CENTRED, fontSize=9.5, leading=13))


def _side_by_side(left: list[Flowable], right: list[Flowable]) -> Flowable:
    grid = Grid([[left, right]], colWidths=[_TEXT_WIDTH * 0.42, _TEXT_WIDTH * 0.58])
    grid.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return grid


def _grid(table: Table) -> Flowable:
    """Return a table with all its rulings; its head is printed again on each page."""
    cells: list[list[Flowable | str]] = []
    style: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for number, row in enumerate(table.rows):
        texts = [escape(accepted(text)) for text in row]
        if len(row) == 1:
            style.append(("SPAN", (0, number), (-1, number)))
            cells.append([Lines(f"<b>{texts[0]}</b>", _CELL), *[""] * (table.columns - 1)])
            continue
        bold = "<b>{}</b>" if number == 0 else "{}"
        cells.append(["" if text == CONTINUED else Lines(bold.format(text), _CELL) for text in texts])
        style += [("SPAN", (c, number - 1), (c, number)) for c, text in enumerate(texts) if text == CONTINUED]
    grid = Grid(cells, colWidths=_widths(table), repeatRows=1)
    grid.setStyle(style)
    return grid


def _widths(table: Table) -> list[float]:
    """Return column widths by the longest text of each, so that long cells wrap and 'TT' stays narrow."""
    rows = [row for row in table.rows if len(row) > 1]
    longest = [max(len(row[column]) for row in rows) for column in range(table.columns)]
    shares = [max(4.5, length**0.6) for length in longest]
    return [_TEXT_WIDTH * share / sum(shares) for share in shares]
