"""How often triage is right: every page of the real documents, against what is known of each.

Prints a confusion table of pages, what that means for reading them anew, the pages judged otherwise than expected with
the evidence, and pages per second.  Needs the folders `documents` (with INDEX.tsv) and `bench/layer`:
    python benchmarks/triage.py ../shared
"""

from __future__ import annotations

import csv
import gzip
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import KehoachError
from pipeline.evidence import evidence
from pipeline.ingest import ingest
from pipeline.records import Line, RawPage
from pipeline.triage import judge, triage

# What the index says of a file, and the state its pages should be in; the first that fits counts.
EXPECTED = (
    ("garbled OCR layer", "garbled"),
    ("BROKEN text layer", "broken_font_map"),
    ("broken glyph map", "broken_font_map"),
    ("layer", "absent"),  # stamps and signatures stand on single pages only, see below
    ("TCVN3", "legacy_encoding"),
    ("VNI", "legacy_encoding"),
    ("SCAN", "absent"),
    ("OCR errors", "clean"),
)
# Pages that are otherwise than their file, as a look at the page and a comparison with its OCR show.
PAGES = {
    # Headings in capitals without their H; the other pages lost nothing.
    "46_": dict.fromkeys((1, 5, 8, 13, 17, 18, 20, 21, 25, 26, 30, 31), "broken_font_map"),
    "60_": {3: "clean"},  # a page number and no letters: nothing is left to decode
    # Marks of signing on the first page of a scan.
    **{f"{number}_": {1: "partial"} for number in (*range(74, 83), 85, 86, 87, 94)},
}
LAYERS = {
    "garbled_eng_invisible.pdf": ["garbled"],
    "garbled_visible.pdf": ["garbled"],
    "garbled_visible.docx": ["garbled"],
    "good_vie_invisible.pdf": ["clean"],
    "no_tounicode.pdf": ["broken_font_map"],
    "mixed.pdf": ["clean", "absent", "garbled", "clean"],
}
KEPT = ("clean", "legacy_encoding")  # states whose text is kept, as it is or decoded; all others are read anew


def cases(shared: Path) -> Iterator[tuple[Path, list[str]]]:
    """Return each file with the states expected of its pages; the last holds for all that follow."""
    folder = shared / "documents"
    with (folder / "INDEX.tsv").open(encoding="utf-8") as index:
        for row in csv.DictReader(index, delimiter="\t"):
            usual = next((state for sign, state in EXPECTED if sign in row["note"]), "clean")
            if "missing from the text layer" in row["note"]:
                usual = "clean"
            single = PAGES.get(row["file"].partition("_")[0] + "_", {})
            pages = [single.get(number, usual) for number in range(1, max(single, default=0) + 1)]
            yield folder / row["file"], [*pages, usual]
    for path in sorted((shared / "plans").iterdir()):
        yield path, ["garbled" if "garbled" in path.name else "clean"]
    for name, states in LAYERS.items():
        yield shared / "bench" / "layer" / name, states


def misread(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield pages that were printed and read by an engine for English, as read and as they are in truth."""
    read: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            page, dpi, seen, true = line.rstrip("\n").split("\t")
            pair = read.setdefault((page, dpi), ([], []))
            pair[0].append(seen)
            pair[1].append(true)
    for seen_lines, true_lines in read.values():
        yield "garbled", seen_lines
        yield "clean", true_lines


def state_of(lines: Sequence[str]) -> str:
    """Return the state of a page of these lines."""
    page = RawPage(1, tuple(map(Line, lines)), "plain:utf-8")
    return judge(page, evidence("\n".join(lines))).state


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
            if page.text_state != expected:
                wrong.append(f"{path.name} {page.number}: {page.text_state}, not {expected}: {page.reason_en}")
    found = sorted({state for _, state in table})
    print("expected \\ found".ljust(21), *(state.rjust(16) for state in found))
    for expected in sorted({state for state, _ in table}):
        print(expected.ljust(21), *(str(table[expected, state]).rjust(16) for state in found))
    reread = sum(n for (expected, state), n in table.items() if expected in KEPT and state not in KEPT)
    kept = sum(n for (expected, state), n in table.items() if expected not in KEPT and state in KEPT)
    print(f"good pages read anew: {reread}; bad pages kept: {kept}")
    print("\n".join(wrong))
    made = Counter((expected, state_of(lines)) for expected, lines in misread(shared / "corpus" / "noise_lines.tsv.gz"))
    print("pages made and read by an English engine, and the same as they are in truth:")
    print("\n".join(f"  {expected}: {count} found {state}" for (expected, state), count in made.items()))
    print(f"{pages} pages, {pages / spent:.0f} pages a CPU second; files not read: {dict(skipped)}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
