"""PDF files with a text layer: pages of lines and table rows in reading order, each with its box.

pdfium reads words and rulings; pdfplumber is asked for the cells of a table where the rulings alone do not tell them.
Whether the words are any good is judged in pipeline/triage.py; pictures of text are read in pipeline/ocr.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from normalizers.legacy import names
from pipeline.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge
from pipeline.ingest.legacy import with_origin
from pipeline.ingest.pdf_bytes import looked_at
from pipeline.ingest.pdf_damage import damage
from pipeline.ingest.pdf_grids import NotRectangular, grids_of
from pipeline.ingest.pdf_ink import covered_ink
from pipeline.ingest.pdf_limits import MAX_PAGE_OBJECTS, MAX_PAGE_SIDE, MAX_PAGES, MAX_RULED_OBJECTS, refuse_bombs
from pipeline.ingest.pdf_marks import Marks, marks
from pipeline.ingest.pdf_order import lines_in_order
from pipeline.ingest.pdf_plumber import RulingsError, plumbed_grids
from pipeline.ingest.pdf_rulings import rulings
from pipeline.ingest.pdf_tables import cell_finder, fill
from pipeline.ingest.pdf_text import page_text
from pipeline.page_breaks import chains, is_table, page_table, table_lines
from pipeline.paper import Fragment, Grid
from pipeline.pdf_fields import open_page
from pipeline.records import Box, Finding, Ingested, Line, RawPage, Source

# Share of a page under pictures from which on it is a picture of a page: scans fill it, even without their margins;
# photographs in a born-digital plan take half of it at most.
_FULL_PICTURE = 0.6
_SPARSE = 0.4  # share of the height of a page, under which words may not be all that stands on its picture


@dataclass(slots=True)
class _Sheet:
    """A page on its way: its pieces of print, the grids ruled on it, and their rows."""

    number: int
    width: float
    height: float
    marks: Marks
    words: list[Fragment]
    disagrees: bool
    grids: list[Grid]
    plumbed: bool  # the grids are pdfplumber's
    stamps: tuple[str, ...]
    ink_covered: float | None

    @property
    def loose(self) -> list[Fragment]:
        return [word for word in self.words if word.cell is None]


def read_pdf(path: Path, source: Source) -> Ingested:
    """Return the pages of a PDF.

    Raises EmptyFile, EncryptedFile, DamagedFile or TooLarge.  A page that cannot be loaded among others that can gives
    an empty page and a finding.
    """
    findings: list[Finding] = []
    with looked_at(path, source.path) as file:
        refuse_bombs(file, source.path)
        with _opened(path, source) as document:
            count = len(document)
            found = [_sheet(document, index, path, source, findings) for index in range(count)]
        lost = list(damage(file, count))
    sheets = [sheet for sheet in found if sheet is not None]
    if not sheets:
        raise DamagedFile(source.path, "PDF", "none of its pages can be loaded")
    if not any(sheet.words or sheet.marks.inked for sheet in sheets):
        raise DamagedFile(source.path, "PDF", lost[0].message_en) if lost else EmptyFile(source.path)
    tables = _tables(sheets)
    pages = {sheet.number: _page(sheet, tables.get(sheet.number, [])) for sheet in sheets}
    return Ingested(
        source,
        "embedded",
        tuple(pages.get(number) or RawPage(number, (), "embedded:pdfium") for number in range(1, count + 1)),
        (*lost, *findings),
    )


@contextmanager
def _opened(path: Path, source: Source) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFile(source.path, "PDF") from error
        raise DamagedFile(source.path, "PDF", str(error)) from error
    with document:
        if len(document) > MAX_PAGES:
            raise TooLarge(source.path, f"{len(document)} pages, limit {MAX_PAGES}")
        yield document


def _sheet(
    document: pdfium.PdfDocument, index: int, path: Path, source: Source, findings: list[Finding]
) -> _Sheet | None:
    """Return a page without its tables, or None, with a finding, where the page cannot be loaded."""
    try:
        page, fields = open_page(document, index, print_fill_ins=False)
    except pdfium.PdfiumError:
        findings.append(_unreadable(index + 1))
        return None
    with closing(page):
        width, height = page.get_size()
        side = max(width, height)
        if side > MAX_PAGE_SIDE:
            raise TooLarge(source.path, f"page {index + 1} is {side:.0f} points long, limit {MAX_PAGE_SIDE:.0f}")
        drawn = marks(page, MAX_PAGE_OBJECTS)
        if drawn.objects > MAX_PAGE_OBJECTS:
            raise TooLarge(source.path, f"page {index + 1} has more than {MAX_PAGE_OBJECTS} drawn objects")
        grids: list[Grid] = []
        plumbed = False
        if drawn.ruled:
            try:
                grids = grids_of(rulings(page))
            except NotRectangular:
                grids = _plumbed(path, index + 1, drawn, findings)
                plumbed = bool(grids)
        text = page_text(page, cell_finder(grids) if grids else None, fields.fill_ins)
        words = text.fragments
        # On pictures of pages that are read whole, words stand on half the height and more.
        sparse = sum(word.height for word in words) < _SPARSE * height
        covered = covered_ink(page, [w.box for w in words]) if _is_picture(drawn) and words and sparse else None
        return _Sheet(index + 1, width, height, drawn, words, text.disagrees, grids, plumbed, fields.stamps, covered)


def _is_picture(drawn: Marks) -> bool:
    return drawn.pictured > _FULL_PICTURE


def _plumbed(path: Path, number: int, drawn: Marks, findings: list[Finding]) -> list[Grid]:
    """Return the tables as pdfplumber finds them; where it fails the words are kept as lines, with a finding."""
    try:
        if drawn.objects > MAX_RULED_OBJECTS:
            raise RulingsError(f"{drawn.objects} > {MAX_RULED_OBJECTS}")
        return plumbed_grids(path, number)
    except RulingsError as error:
        findings.append(_no_table(number, error))
        return []


def _tables(sheets: Sequence[_Sheet]) -> dict[int, list[tuple[Box, list[Line]]]]:
    """Return the rows of the tables by page; what turns out to be no table gives its words back to the page."""
    parts = [
        page_table(sheet.number, sheet.height, grid, rows, sheet.loose)
        for sheet in sheets
        for grid, rows in zip(sheet.grids, fill(sheet.grids, sheet.words), strict=True)
    ]
    placed: dict[int, list[tuple[Box, list[Line]]]] = {}
    number = 0
    for chain in chains(parts):
        if is_table(chain):
            for part, lines in zip(chain, table_lines(chain, number), strict=True):
                placed.setdefault(part.page, []).append((part.grid.box, lines))
            number += 1
        else:
            for part in chain:
                sheet = next(s for s in sheets if s.number == part.page)
                sheet.words = [_released(word, part.grid) for word in sheet.words]
    return placed


def _released(word: Fragment, grid: Grid) -> Fragment:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    inside = grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]
    return Fragment(word.text, word.box, word.bold) if inside else word


def _page(sheet: _Sheet, tables: Sequence[tuple[Box, list[Line]]]) -> RawPage:
    lines = tuple(lines_in_order(sheet.loose, tables))
    page = RawPage(
        number=sheet.number,
        lines=lines,
        method="embedded:pdfium+pdfplumber" if sheet.plumbed else "embedded:pdfium",
        width=sheet.width,
        height=sheet.height,
        has_image=_is_picture(sheet.marks),
        ink_without_text=sheet.marks.inked and not lines,
        ink_covered=sheet.ink_covered,
        disagrees=sheet.disagrees,
        stamps=sheet.stamps,
    )
    return with_origin(page, names(word.decoded_from for word in sheet.words))


def _unreadable(page: int) -> Finding:
    return Finding(
        "page-unreadable",
        "error",
        f"Không mở được trang {page}; nội dung trang này bị thiếu. Hãy mở tệp bằng phần mềm khác và lưu lại.",
        f"Page {page} cannot be loaded; what it says is missing. Open the file in another program and save it again.",
        page=page,
    )


def _no_table(page: int, error: RulingsError) -> Finding:
    return Finding(
        "table-unreadable",
        "warning",
        f"Không đọc được đường kẻ bảng ở trang {page} ({error}); chữ trong bảng được đọc như các dòng thường.",
        f"The rulings of page {page} cannot be read ({error}); the words of tables are read as plain lines.",
        page=page,
    )
