"""What the READMEs show works as shown: the Python examples run, and the links lead to files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.messages import MESSAGES

ROOT = Path(__file__).resolve().parent.parent
READMES = ["README.md", "README.vi.md"]
EXAMPLES = [
    pytest.param(code, id=f"{name} {number}")
    for name in READMES
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S))
    if "pyspark" not in code  # Spark needs Java, which is not installed for the tests
]


@pytest.mark.parametrize("code", EXAMPLES)
def test_example_runs(code: str, samples_run: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "processed").symlink_to(samples_run)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "Trường" in done.stdout


@pytest.mark.parametrize("name", READMES)
def test_the_row_explained_is_in_the_table(name: str, samples_run: Path) -> None:
    """The row is `| `column`, … | `value`, … | meaning |` for each column; null is written plainly."""
    (table,) = (part for part in (ROOT / name).read_text(encoding="utf-8").split("\n\n") if "\n| `doc_id` |" in part)
    lines = re.findall(r"^\| (`[a-z_`, ]+) \| ([^|]+) \|[^|]+\|$", table, re.M)
    shown = {
        column.strip("` "): None if value == "null" else value.strip("` ")
        for columns, values in lines
        for column, value in zip(columns.split(","), values.split(","), strict=True)
    }
    assert {"doc_id", "indicator", "value"} <= shown.keys()
    rows = pq.read_table(samples_run / "targets.parquet", columns=list(shown)).to_pylist()
    assert shown in [{key: None if value is None else str(value) for key, value in row.items()} for row in rows]


@pytest.mark.parametrize("name", READMES)
def test_every_finding_is_explained(name: str) -> None:
    tables = re.findall(r"^\| (`.+?`) \|[^|]+\|$", (ROOT / name).read_text(encoding="utf-8"), re.M)
    explained = {code for cell in tables for code in re.findall(r"`([a-z-]+)`", cell)}
    assert set(MESSAGES) - explained == set()


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []
