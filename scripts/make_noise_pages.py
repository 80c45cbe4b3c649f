"""Make pages that are garbled as an engine without Vietnamese garbles them, and whose text is known.

    python scripts/make_noise_pages.py ../shared/corpus/corpus.txt.zst noise --pages 200
    python scripts/make_noise_pages.py ../shared/corpus/corpus.txt.zst heldout --pages 18 --held-out

Lines of the corpus become pages of an office that is nowhere: letterhead, headings, list items, citations
(noise_pages/composition.py); they are printed in fonts of offices (printing.py), worn as by a copier and scanned
(wear.py), read with Tesseract in a foreign language (reading.py), and laid beside what is printed (alignment.py).
Written into the folder:

    pages/<number>.json        one page; a second run makes only the pages that are not there yet
    <name>_pairs.tsv.gz        page, dpi, words that were read, words that are printed; one line a unit
    <name>_lines.tsv.gz        the same, one line a printed line
    <name>_read.txt, <name>_truth.txt   with --held-out: running text as read, and what it should be, line by line

A page's name tells how it was read: 'fra.12' is page 12, read as if it were French.  The corpus and the seed tell what
a page shows and how it is worn.  The texts are the corpus's: what is written here is for training and measuring, not
for a repository.  Needs fontconfig, fonts with Vietnamese letters, and Tesseract with the languages named below: on
Debian fonts-liberation2 fonts-freefont-ttf fonts-texgyre fonts-noto-core, tesseract-ocr-fra -deu -lat.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from io import TextIOWrapper
from pathlib import Path
from random import Random
from typing import Any

from corpus_lines import read_lines
from noise_pages.alignment import align, side_by_side
from noise_pages.composition import compose
from noise_pages.printing import Line, print_page
from noise_pages.reading import read_page
from noise_pages.sources import held_out, stretch
from noise_pages.wear import scan

# How offices scan, and what their engines are set to; mostly to what is set when nobody sets anything.
RESOLUTIONS = {150: 3, 200: 4, 300: 3}
LANGUAGES = {"eng": 15, "fra": 2, "lat": 1, "deu": 2}
LAYOUTS = {3: 7, 4: 1, 6: 2}
_PACKED_EVERY = 20  # pages, so that what there is can be used while more is made
LOST = 0.15  # of the words of a page: with more than that, the engine took the page for something else


def make_page(corpus: Path, seed: int, held: bool, number: int) -> dict[str, Any]:
    """Return page `number`: how it was made, and its units line by line, or that the engine could not read it."""
    chance = Random(f"{seed} {number}")
    dpi = list(RESOLUTIONS)[number % len(RESOLUTIONS)] if held else _chosen(RESOLUTIONS, chance)
    # Pages that are measured on are read the common way, and the same text once at each resolution.
    language = "eng" if held else _chosen(LANGUAGES, chance)
    layout = 3 if held else _chosen(LAYOUTS, chance)
    text = held_out(_lines(corpus), number // len(RESOLUTIONS)) if held else stretch(_lines(corpus), chance)
    setting = Random(f"{seed} {number // len(RESOLUTIONS)}") if held else chance
    printed = print_page(compose(text, setting), setting)
    scanned = scan(printed.image, dpi, chance)
    read = read_page(scanned.image, dpi, language, layout)
    placed = [tuple(word._replace(box=scanned.place(word.box)) for word in line) for line in printed.lines]
    lines = align(read, placed)
    words = sum(map(len, printed.lines))
    lost = sum(len(unit.printed) for line in lines for unit in line if not unit.read)
    kind = language if layout == next(iter(LAYOUTS)) else f"{language}-psm{layout}"
    page = {"page": f"{kind}.{number}", "dpi": dpi, "family": printed.family, "words": words, "lost": lost}
    if lost > LOST * words:
        return page | {"lines": [], "running": []}
    texts = [[(_text(unit.read), _text(unit.printed)) for unit in line] for line in lines]
    return page | {"lines": texts, "running": side_by_side(read, lines)}


def pack(pages: Sequence[dict[str, Any]], name: Path) -> None:
    """Write the units and the lines of all pages in one file each."""
    with _zipped(name, "pairs") as pairs, _zipped(name, "lines") as lines:
        for page in pages:
            head = f"{page['page']}\t{page['dpi']}"
            for line in page["lines"]:
                pairs.writelines(f"{head}\t{read}\t{printed}\n" for read, printed in line)
                read, printed = (" ".join(filter(None, side)) for side in zip(*line, strict=True))
                lines.write(f"{head}\t{read}\t{printed}\n")


def write_running(pages: Sequence[dict[str, Any]], name: Path) -> None:
    """Write the text of all pages as read, and what it should be: a line for a line, a blank line after a page."""
    for side, ending in enumerate(("read", "truth")):
        text = "\n\n".join("\n".join(line[side] for line in page["running"]) for page in pages)
        name.with_name(f"{name.name}_{ending}.txt").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--held-out", action="store_true", help="print only lines that are kept for measuring")
    given = parser.parse_args()

    kept = given.out / "pages"
    kept.mkdir(parents=True, exist_ok=True)
    wanted = [number for number in range(given.pages) if not (kept / f"{number}.json").exists()]
    started, name = time.monotonic(), given.out / given.out.name
    make = partial(make_page, given.corpus, given.seed, given.held_out)
    with ProcessPoolExecutor(given.processes) as workers:
        for number, page in zip(wanted, workers.map(make, wanted), strict=True):
            (kept / f"{number}.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
            took = time.monotonic() - started
            print(f"{took:6.0f} s  {page['page']}, {page['dpi']} dpi, {page['family']}: "
                  f"{page['words']} words, {page['lost']} lost", flush=True)  # fmt: skip
            if (number + 1) % _PACKED_EVERY == 0:
                finish(kept, name, given.held_out)
    finish(kept, name, given.held_out)


def finish(kept: Path, name: Path, held: bool) -> None:
    """Write what is to be written of all pages that are there."""
    pages = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(kept.glob("*.json"), key=_number)]
    if not held:
        pack(pages, name)
        return
    for dpi in RESOLUTIONS:
        of_dpi = [page for page in pages if page["dpi"] == dpi and page["lines"]]
        pack(of_dpi, name.with_name(f"{name.name}_{dpi}"))
        write_running(of_dpi, name.with_name(f"{name.name}_{dpi}"))


def _number(file: Path) -> int:
    return int(file.stem)


def _text(words: Line) -> str:
    return " ".join(word.text for word in words)


def _zipped(name: Path, kind: str) -> TextIOWrapper:
    """Open a packed file to write into; the same lines give the same bytes."""
    return TextIOWrapper(gzip.GzipFile(name.with_name(f"{name.name}_{kind}.tsv.gz"), "w", mtime=0), encoding="utf-8")


@cache
def _lines(corpus: Path) -> list[str]:
    return list(read_lines(corpus))


def _chosen(weights: dict[Any, int], chance: Random) -> Any:
    return chance.choices(list(weights), list(weights.values()))[0]


if __name__ == "__main__":
    main()
