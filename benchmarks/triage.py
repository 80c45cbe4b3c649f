"""How often triage is right: every page of the real documents, against what their index says of them.

Prints a confusion table of pages, the pages judged otherwise than expected, and pages per second.  Needs the folders
`documents` (with INDEX.tsv) and `bench/layer`:  python benchmarks/triage.py ../shared
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import KehoachError
from pipeline.ingest import ingest
from pipeline.triage import evidence, triage

# What the index says of a file, and the state its pages should be in; the first that fits counts.
EXPECTED = (
    ("garbled OCR layer", "garbled"),
    ("BROKEN text layer", "broken_font_map"),
    ("broken glyph map", "broken_font_map"),
    ("missing from the text layer", "broken_font_map|clean"),  # only pages with headings in capitals lost anything
    ("TCVN3", "legacy_encoding"),
    ("VNI", "legacy_encoding"),
    ("SCAN", "absent"),
)
LAYERS = {
    "garbled_eng_invisible.pdf": ["garbled"],
    "garbled_visible.pdf": ["garbled"],
    "garbled_visible.docx": ["garbled"],
    "good_vie_invisible.pdf": ["clean"],
    "no_tounicode.pdf": ["broken_font_map"],
    "mixed.pdf": ["clean", "absent", "garbled", "clean"],
}


def cases(shared: Path) -> Iterator[tuple[Path, list[str]]]:
    """Return each file with the states expected of its pages; a single state holds for all."""
    folder = shared / "documents"
    with (folder / "INDEX.tsv").open(encoding="utf-8") as index:
        for row in csv.DictReader(index, delimiter="\t"):
            yield folder / row["file"], [next((state for sign, state in EXPECTED if sign in row["note"]), "clean")]
    for path in sorted((shared / "plans").iterdir()):
        yield path, ["garbled" if "garbled" in path.name else "clean"]
    for name, states in LAYERS.items():
        yield shared / "bench" / "layer" / name, states


def main(shared: Path) -> None:
    table: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    skipped: Counter[str] = Counter()
    pages = 0
    spent = 0.0
    for path, states in cases(shared):
        try:
            ingested = ingest(path, path.name)
        except KehoachError as error:
            skipped[type(error).__name__] += 1
            continue
        start = time.process_time()
        triaged = triage(ingested)
        spent += time.process_time() - start
        pages += len(triaged.pages)
        for page in triaged.pages:
            expected = states[min(page.number, len(states)) - 1]
            table[expected, page.text_state] += 1
            if page.text_state not in expected.split("|"):
                wrong.append(f"{path.name} {page.number}: {page.text_state}, not {expected}; {evidence(page.raw_text)}")
    found = sorted({state for _, state in table})
    print("expected \\ found".ljust(21), *(state.rjust(16) for state in found))
    for expected in sorted({state for state, _ in table}):
        print(expected.ljust(21), *(str(table[expected, state]).rjust(16) for state in found))
    print("\n".join(wrong))
    print(f"{pages} pages, {pages / spent:.0f} pages a CPU second; files not read: {dict(skipped)}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
