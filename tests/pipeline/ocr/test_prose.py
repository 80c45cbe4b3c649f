"""Which pieces of print are lines of prose, also where dirt lies beside them."""

from __future__ import annotations

import pytest

from pipeline.ocr.pieces import Piece
from pipeline.ocr.prose import prose

LINE = 6.0  # millimetres from line to line


def piece(left, right, row, letters=20):
    return Piece(left, 60 + LINE * row, right, 64 + LINE * row, letters)


# Two lines from side to side, the second one broken by a loose gap, and the short end of a paragraph.
BODY = (piece(50, 180, 0), piece(50, 120, 1), piece(124, 180, 1), piece(38, 70, 2))
EDGE_OF_A_SHEET = (piece(8, 10, 0, 2), piece(8, 10, 1, 1), piece(196, 200, 1, 2))


@pytest.mark.parametrize(
    ("dirt", "printed"),
    [
        pytest.param((), BODY, id="clean"),
        pytest.param(EDGE_OF_A_SHEET, BODY, id="the edge of a photographed sheet"),
        pytest.param((piece(196, 200, 30, 2),), (*BODY, piece(196, 200, 30, 2)), id="dirt taken for print"),
    ],
)
def test_prose_runs_to_the_end_of_its_last_paragraph(dirt, printed):
    seen = sorted((*BODY, *dirt), key=lambda piece: piece.middle)
    found = prose(sorted(printed, key=lambda piece: piece.middle), seen)
    assert (found.first, found.second, found.end) == (0, 1, 4)


@pytest.mark.parametrize(
    ("below", "taken"),
    [
        pytest.param((piece(38, 70, 2),), 1, id="the end of the paragraph"),
        pytest.param((piece(38, 60, 2), piece(64, 80, 2)), 2, id="an end with a loose gap"),
        pytest.param((piece(38, 70, 2), piece(190, 195, 2, 1)), 2, id="an end with dirt beside it"),
        pytest.param((piece(38, 60, 2), piece(120, 160, 2)), 0, id="recipients with the post beside them"),
        pytest.param((piece(120, 160, 2),), 0, id="a post alone"),
        pytest.param((piece(38, 70, 4),), 0, id="recipients further down"),
    ],
)
def test_one_short_line_below_prose_belongs_to_it_if_it_stands_alone(below, taken):
    whole = (piece(50, 180, 0), piece(38, 180, 1))
    assert prose((*whole, *below), (*whole, *below)).end == 2 + taken


def test_a_letterhead_is_no_prose():
    sides = [piece(40, 80, 0, 12), piece(100, 175, 0, 25)]
    assert prose(sides, sides).end == 0
