"""Record what Tesseract reads of sample plans with English data, for the samples with a garbled text layer.

    python scripts/read_in_english.py NAME...     writes scripts/samples/NAME.eng.tsv

Needed only for a new sample or a changed source; `make samples` takes the records as they are.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sample_writers.english import read_in_english
from sample_writers.plan import read_plan

SOURCES = Path(__file__).resolve().parent / "samples"


def main(names: list[str]) -> None:
    """Record the plans called `names`."""
    for name in names:
        record = SOURCES / f"{name}.eng.tsv"
        record.write_text(read_in_english(read_plan(SOURCES / f"{name}.plan")), encoding="utf-8")
        print(record)


if __name__ == "__main__":
    main(sys.argv[1:])
