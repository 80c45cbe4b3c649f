"""A misread row number between two that are right is put right; anything else stays."""

from __future__ import annotations

import pytest

from pipeline.ocr.row_numbers import with_row_numbers
from pipeline.records import Line


def rows(*numbers):
    box = (1.0, 2.0, 3.0, 4.0)
    return [
        Line(f"{n} | Việc | Tháng 3", "row", (n, "Việc", "Tháng 3"), table=0, box=box, cell_boxes=(box,) * 3)
        for n in numbers
    ]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param(["TT", "1", "2", "1024", "4"], ["TT", "1", "2", "3", "4"], id="a number that does not fit"),
        pytest.param(["11", "IZ", "13"], ["11", "12", "13"], id="letters"),
        pytest.param(["1", "2", "", "4"], ["1", "2", "3", "4"], id="overlooked"),
        pytest.param(["1", "2", "Sà", "2", "5", "6"], ["1", "2", "3", "4", "5", "6"], id="two in a row"),
        pytest.param(["1", "2", "", "3", "4"], ["1", "2", "", "3", "4"], id="a row that goes on"),
        pytest.param(["1", "2", "Phần hai", "4"], ["1", "2", "Phần hai", "4"], id="a heading across"),
        pytest.param(["1", "2", "1", "2"], ["1", "2", "1", "2"], id="counted anew"),
        pytest.param(["STT", "Sà", "2", "3"], ["STT", "Sà", "2", "3"], id="nothing above it"),
        pytest.param(["25.", "26.", "21."], ["25.", "26.", "27."], id="one figure of the last number"),
        pytest.param(["8", "9", "19"], ["8", "9", "10"], id="at the end of a page"),
        pytest.param(["8", "9", "1"], ["8", "9", "1"], id="counted anew at the end"),
        pytest.param(["5.", "§.", "7."], ["5.", "6.", "7."], id="written as the others"),
        pytest.param(["a", "b", "c"], ["a", "b", "c"], id="no numbers"),
        pytest.param([], [], id="no rows"),
    ],
)
def test_row_numbers(read, meant):
    numbered, mends = with_row_numbers(rows(*read))
    assert numbered == rows(*meant)
    assert [(mend.seen, mend.meant) for mend in mends] == [
        (seen, right) for seen, right in zip(read, meant, strict=True) if seen != right
    ]
    assert all((mend.rule, mend.box) == ("row-number", (1.0, 2.0, 3.0, 4.0)) for mend in mends)
