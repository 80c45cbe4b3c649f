"""Whether the boxes of records hold their quotes: letter by letter, on PDF files with a text layer.

Prints for each file how many letters of all quotes stand in their boxes, and how many others do:
    python benchmarks/places.py ../shared/bench/pdf
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2 as pdfium

from normalizers.letters import nfc
from pipeline.ingest.pdf_glyphs import Frame, Glyphs
from pipeline.pdf_fields import open_page
from pipeline.places import Places
from pipeline.records import Box, Extracted
from pipeline.run import process


def letters_of(document: pdfium.PdfDocument, number: int) -> list[tuple[str, Box]]:
    """Return the letters of a page (from 1) with their boxes."""
    page, _ = open_page(document, number - 1, print_fill_ins=True)
    glyphs = Glyphs(page.get_textpage(), Frame.of(page))
    return [(letter, glyphs.char_box(at)) for at, letter in enumerate(glyphs.text) if not letter.isspace()]


def inside(letters: Sequence[tuple[str, Box]], box: Mapping[str, float]) -> str:
    """Return the letters whose middle stands in the box."""
    return "".join(
        letter
        for letter, (x0, y0, x1, y1) in letters
        if box["x0"] <= (x0 + x1) / 2 <= box["x1"] and box["y0"] - 1 <= (y0 + y1) / 2 <= box["y1"] + 1
    )


def measure(path: Path, extracted: Extracted) -> tuple[int, int, int]:
    """Return the letters of all quotes, those that are not in their boxes, and the others that are."""
    places = Places(extracted.outline.reading)
    total = missing = others = 0
    with pdfium.PdfDocument(path) as document:
        pages = {number: letters_of(document, number) for number in range(1, len(document) + 1)}
    for mentions in (extracted.legal_bases, extracted.targets, extracted.deadlines, extracted.responsibilities):
        for mention in mentions:
            boxes = places.boxes(mention.start, mention.end)
            quote = re.sub(r"\W", "", nfc(places.text[mention.start : mention.end]))
            seen = re.sub(r"\W", "", nfc("".join(inside(pages[int(box["page"])], box) for box in boxes)))
            matched = SequenceMatcher(None, quote, seen, autojunk=False).get_matching_blocks()
            same = sum(block.size for block in matched)
            total, missing, others = total + len(quote), missing + len(quote) - same, others + len(seen) - same
    return total, missing, others


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", default=[Path("../shared/bench/pdf")])
    files = [f for path in parser.parse_args().paths for f in (sorted(path.glob("*.pdf")) if path.is_dir() else [path])]
    print("file".ljust(40), "letters".rjust(8), "outside".rjust(8), "others inside".rjust(14))
    for path in files:
        total, missing, others = measure(path, process(path, path.name))
        print(path.name[:40].ljust(40), f"{total:8} {missing:8} {others:14}")


if __name__ == "__main__":
    main()
