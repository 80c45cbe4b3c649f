"""Every hand-made list: in NFC, no line out of shape, no spelling twice."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from normalizers.letters import fold

ROOT = Path(__file__).resolve().parent.parent
LISTS = sorted(path for package in ("normalizers", "extractors") for path in (ROOT / package).glob("data/*.csv"))
# Lists of full names: whoever is given a value and looks it up again must find it.
NAMES = [path for path in LISTS if path.stem in ("document_types",)]
# Lists of letters as an engine wrote them: 'P' is another than 'p'.
CASED = ("misread_symbols",)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_list_is_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    header, *lines = csv.reader(text.splitlines(), strict=True)
    assert header[0] in ("seen", "value") and header[-1] == "note"
    assert lines
    assert [line for line in lines if len(line) != len(header)] == [], "a comma missing, or one not in quotation marks"
    assert [cell for line in lines for cell in line if cell != cell.strip()] == [], "blanks around a cell"
    assert [line for line in lines if not line[0]] == []
    spelled = str if path.stem in CASED else fold
    twice = [seen for seen, times in Counter(spelled(line[0]) for line in lines).items() if times > 1]
    assert twice == []


@pytest.mark.parametrize("path", NAMES, ids=lambda path: path.stem)
def test_a_value_spells_itself(path: Path) -> None:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    value_of = {fold(row["seen"]): row["value"] for row in rows}
    assert [row["value"] for row in rows if row["value"] and value_of.get(fold(row["value"])) != row["value"]] == []
