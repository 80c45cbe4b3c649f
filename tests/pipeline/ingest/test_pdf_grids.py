"""Rulings to cells: whatever way a table is ruled, its cells are found, or it is said that they cannot be."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_drawing import Drawing, texts

from pipeline.ingest.pdf_grids import NotRectangular, grids_of
from pipeline.ingest.pdf_rulings import Edge, Rulings

Span = tuple[int, int, int, int]  # left, top, right and bottom border of a cell, by number


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    return Drawing(tmp_path / "bảng.pdf")


def walls(xs: list[float], ys: list[float], spans: list[Span]) -> Rulings:
    """Return what is ruled when every cell is drawn by itself, as Word does."""
    lying, standing = [], []
    for left, top, right, bottom in spans:
        lying += [Edge(ys[row], xs[left], xs[right]) for row in (top, bottom)]
        standing += [Edge(xs[column], ys[top], ys[bottom]) for column in (left, right)]
    return Rulings(tuple(lying), tuple(standing))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[float], list[float], list[Span]]:
    """Return borders and cells, some of them merged."""
    columns, rows = draw(st.integers(2, 5)), draw(st.integers(1, 6))
    xs = [60.0 + 80 * n for n in range(columns + 1)]
    ys = [60.0 + 25 * n for n in range(rows + 1)]
    spans: list[Span] = []
    for top, bottom in pairwise(sorted({0, rows, *draw(st.sets(st.integers(0, rows)))})):
        for left, right in pairwise(sorted({0, columns, *draw(st.sets(st.integers(0, columns)))})):
            if draw(st.booleans()):
                spans.append((left, top, right, bottom))
            else:
                spans += [(c, r, c + 1, r + 1) for r in range(top, bottom) for c in range(left, right)]
    return xs, ys, spans


@given(tables())
def test_every_cell_is_found(table: tuple[list[float], list[float], list[Span]]) -> None:
    xs, ys, spans = table
    found = grids_of(walls(xs, ys, spans))
    inner = {x for left, _, right, _ in spans for x in (left, right)}
    if len(inner) < 3:
        assert found == []  # one column is a frame around text
        return
    (grid,) = found
    boxes = {(xs[left], ys[top], xs[right], ys[bottom]) for left, top, right, bottom in spans}
    assert {cell.box for cell in grid.cells} == boxes
    assert {owner for row in grid.owners for owner in row} == set(range(len(grid.cells)))


GRID = walls([60, 200, 400], [60, 90, 120], [(c, r, c + 1, r + 1) for r in range(2) for c in range(2)])


@pytest.mark.parametrize(
    ("lying", "standing"),
    [
        pytest.param([Edge(84, 210, 300)], [], id="underlined words in a cell"),
        pytest.param([Edge(84, 198, 300)], [], id="a dash that touches one wall"),
        pytest.param([Edge(150, 60, 200)], [], id="the rule over a footnote"),
        pytest.param([Edge(61.5, 60, 400)], [], id="a double border"),
        pytest.param([Edge(70, 220, 300), Edge(80, 220, 300)], [Edge(220, 70, 80), Edge(300, 70, 80)], id="a tick box"),
    ],
)
def test_what_is_no_wall(lying: list[Edge], standing: list[Edge]) -> None:
    (grid,) = grids_of(Rulings((*GRID.lying, *lying), (*GRID.standing, *standing)))
    assert (grid.columns, grid.rows, len(grid.cells)) == (2, 2, 4)


def test_two_tables() -> None:
    other = Rulings(
        tuple(Edge(e.at + 200, e.start, e.end) for e in GRID.lying),
        tuple(Edge(e.at, e.start + 200, e.end + 200) for e in GRID.standing),
    )
    both = Rulings((*other.lying, *GRID.lying), (*other.standing, *GRID.standing))
    assert [grid.box for grid in grids_of(both)] == [(60, 60, 400, 120), (60, 260, 400, 320)]


def test_corner_wall_missing() -> None:
    """Three of four places hang together: that is no cell, and pdfplumber is asked."""
    lying = (Edge(60, 60, 400), Edge(90, 200, 400), Edge(120, 60, 400))
    standing = (Edge(60, 60, 120), Edge(200, 90, 120), Edge(400, 60, 120))
    with pytest.raises(NotRectangular):
        grids_of(Rulings((*lying, Edge(105, 60, 200)), standing))


def test_pdfplumber_is_asked_where_walls_do_not_tell(drawing: Drawing) -> None:
    for y in (80, 140):
        drawing.rule(60, y, 500, y)
    drawing.rule(200, 110, 500, 110)
    for x in (60, 350, 500):
        drawing.rule(x, 80, x, 140)
    drawing.rule(200, 110, 200, 140)
    drawing.rule(60, 125, 200, 125)
    drawing.words(360, 100, "Tháng 9")
    page = drawing.read().pages[0]
    assert page.method == "embedded:pdfium+pdfplumber"
    assert "Tháng 9" in " ".join(line.text for line in page.lines)


@pytest.mark.parametrize("way", ["lines", "bars", "frames", "one path", "in a form"])
def test_ways_of_ruling(drawing: Drawing, way: str) -> None:
    xs, ys = (60.0, 90.0, 250.0, 400.0), (80.0, 110.0, 140.0)
    canvas, height = drawing.canvas, drawing.height
    if way == "lines":
        drawing.grid(xs, ys)
    elif way == "bars":  # Word fills thin rectangles, and leaves the corners out
        for y in ys:
            for a, b in pairwise(xs):
                canvas.rect(a + 0.5, height - y - 0.25, b - a - 1, 0.5, stroke=0, fill=1)
        for x in xs:
            for a, b in pairwise(ys):
                canvas.rect(x - 0.25, height - b + 0.5, 0.5, b - a - 1, stroke=0, fill=1)
    elif way == "frames":
        for a, b in pairwise(xs):
            for c, d in pairwise(ys):
                canvas.rect(a, height - d, b - a, d - c)
    else:
        if way == "in a form":
            canvas.beginForm("table", 0, 0, 595, 842)
        path = canvas.beginPath()
        for x in xs:
            path.moveTo(x, height - ys[0])
            path.lineTo(x, height - ys[-1])
        for y in ys:
            path.moveTo(xs[0], height - y)
            path.lineTo(xs[-1], height - y)
        canvas.drawPath(path)
        if way == "in a form":
            canvas.endForm()
            canvas.doForm("table")
    for row, words in enumerate((("TT", "Nội dung", "Thời gian"), ("1", "Mua sách", "Tháng 9"))):
        for x, text in zip(xs, words, strict=False):
            drawing.words(x + 5, ys[row] + 18, text)
    ingested = drawing.read()
    assert texts(ingested) == ["TT | Nội dung | Thời gian", "1 | Mua sách | Tháng 9"]
    assert ingested.pages[0].method == "embedded:pdfium"
