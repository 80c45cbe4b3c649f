"""The definition of a table row in RTF: it comes word by word and holds until the next one begins.

How cells of different rows come under one column is in row_shapes.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.ingest.row_shapes import CellShape, Merge, RowShape

_CELL_SIDES = {"clbrdrt", "clbrdrl", "clbrdrb", "clbrdrr"}
_TABLE_SIDES = {"trbrdrt", "trbrdrl", "trbrdrb", "trbrdrr", "trbrdrh", "trbrdrv"}
_OTHER_SIDES = {"brdrt", "brdrl", "brdrb", "brdrr", "brdrbtw", "brdrbar", "box", "cldglu", "cldgll"}  # of paragraphs
_NO_LINE = {"brdrnil", "brdrnone", "brdrtbl"}
_NOT_A_LINE = {"brdrw", "brdrcf", "brdrframe", "brdrsh"}  # width, colour and the like of a line


@dataclass(slots=True)
class RowDefinition:
    """The definition as far as it has been read."""

    left: int = 0
    header: bool = False
    cells: list[CellShape] = field(default_factory=list)
    _table_sides: dict[str, bool] = field(default_factory=dict)
    _cell_sides: dict[str, bool] = field(default_factory=dict)  # of the cell that is being defined, as all below
    _side: str = ""
    _merge: Merge | None = None
    _joined: bool = False

    def word(self, word: str, number: int | None) -> None:
        """Take a control word, if it belongs to the definition of rows."""
        if word in _CELL_SIDES or word in _TABLE_SIDES or word in _OTHER_SIDES:
            self._side = word
        elif word.startswith("brdr"):
            self._line(word)
        elif word == "cellx":
            self._end_cell(number or 0)
        elif word == "trleft":
            self.left = number or 0
        elif word == "trhdr":
            self.header = number != 0
        elif word == "clvmgf":
            self._merge = "begins"
        elif word == "clvmrg":
            self._merge = "goes on"
        elif word == "clmrg":
            self._joined = True

    def shape(self) -> RowShape:
        """Return what has been read of it."""
        lines = self._table_sides
        return RowShape(
            left=self.left,
            cells=tuple(self.cells),
            grid=lines.get("trbrdrh", False) or lines.get("trbrdrv", False),
            frame=lines.get("trbrdrt", False) and lines.get("trbrdrb", False),
            header=self.header,
        )

    def _line(self, word: str) -> None:
        if word in _NOT_A_LINE:
            return
        if self._side in _CELL_SIDES:
            self._cell_sides[self._side] = word not in _NO_LINE
        elif self._side in _TABLE_SIDES:
            self._table_sides[self._side] = word not in _NO_LINE

    def _end_cell(self, right: int) -> None:
        sides = self._cell_sides
        taken_back = len(sides) == len(_CELL_SIDES) and not any(sides.values())
        self.cells.append(CellShape(right, self._merge, self._joined, sum(sides.values()), taken_back))
        self._cell_sides, self._side, self._merge, self._joined = {}, "", None, False
