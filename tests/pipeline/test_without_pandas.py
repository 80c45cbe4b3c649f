"""Tables are written without pandas, which PyArrow would load, in the command and in its workers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "ubnd-xa-ha-lieu-2026.md"
_ROWS = "import pyarrow as pa; table = pa.Table.from_pylist([{'a': 'x', 'b': [1.5], 'c': None}])"


def printed(code: str) -> str:
    begin = f"import sys; sys.path[:] = {sys.path!r}\n"
    return subprocess.run([sys.executable, "-c", begin + code], capture_output=True, text=True, check=True).stdout


def test_rows_become_tables_without_it() -> None:
    code = "from pipeline.without_pandas import leave_out_pandas; leave_out_pandas()\n"
    assert printed(f"{code}{_ROWS}\nprint('pandas' in sys.modules, table.to_pylist())").split()[0] == "False"


def test_the_command_does_not_load_it(tmp_path: Path) -> None:
    code = (
        f"from pipeline.cli import main\nsys.argv = ['kehoach', 'extract', {str(SAMPLE)!r}, '--out', {str(tmp_path)!r}]\n"
        "try: main()\nexcept SystemExit as end: print(end.code, 'pandas' in sys.modules)"
    )
    assert printed(code).strip().endswith("0 False")


def test_programs_of_others_keep_it() -> None:
    code = f"import pandas\nfrom pipeline.without_pandas import leave_out_pandas; leave_out_pandas()\n{_ROWS}\n"
    assert printed(f"{code}print(len(table.to_pandas()))").strip() == "1"
