"""How much of what the engine misreads is put right, and how much of what is changed was right before.

    python benchmarks/repair.py ../shared/bench [--sets scan scan_hard scan_bad] [--readings FOLDER] [--show]

Prints for every set of scans whose text is known (`FOLDER/<set>/*.pdf`, `FOLDER/truth/*.txt`) the share of wrong
letters before and after, milliseconds a page, and for every rule by itself how many of its changes bring a word nearer
to the text ('right'), further away ('wrong') or neither ('idle').  A mended misprint of the paper counts as wrong.
Readings are kept in `--readings`, so that a second run reads no page.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from normalizers.letters import nfc
from pipeline.ocr.change import Change
from pipeline.ocr.page import TextLine
from pipeline.ocr.reading import read_page
from pipeline.ocr.repair import RULES, repair

PDF = "application/pdf"
Pages = list[list[TextLine]]


def readings(path: Path, kept: Path | None) -> Pages:
    """Return the lines of each page of a PDF as read, before any repair."""
    file = kept / f"{path.parent.name}-{path.stem}.pickle" if kept else None
    if file and file.exists():
        pages: Pages = pickle.loads(file.read_bytes())
        return pages
    with pdfium.PdfDocument(path) as document:
        count = len(document)
    pages = [list(read_page(path, PDF, number, 600).lines) for number in range(1, count + 1)]
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(pages))
    return pages


def text_of(pages: Pages) -> str:
    return " ".join(line.text for page in pages for line in page)


def beside(words: Sequence[str], truth: str) -> list[str]:
    """Return for each word of a reading what stands in its place in the text, whole words as far as they go."""
    place = [0] * (sum(map(len, words)) + len(words) + 1)
    for step in Levenshtein.opcodes(" ".join(words), truth):
        for at in range(step.src_start, step.src_end):
            place[at] = min(step.dest_start + at - step.src_start, step.dest_end)
    found, start = [], 0
    for word in words:
        left, right = place[start], place[start + len(word) - 1] + 1
        while left > 0 and truth[left - 1] != " ":
            left -= 1
        while right < len(truth) and truth[right] != " ":
            right += 1
        found.append(truth[left:right].strip())
        start += len(word) + 1
    return found


def judged(pages: Pages, truth: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield for every change a rule alone would make its name, the verdict, and the word before, after, in truth."""
    words = [word.text for page in pages for line in page for word in line.words]
    truths = beside(words, truth)
    for rule in RULES:
        at = 0
        for page in pages:
            for _, part in groupby(page, key=lambda line: line.region):
                lines = list(part)
                places = [at + sum(len(line.words) for line in lines[:n]) for n in range(len(lines))]
                for change in rule(lines):
                    place = places[change.line] + change.word
                    seen = words[place]
                    meant = changed(seen, change)
                    nearer = Levenshtein.distance(seen, truths[place]) - Levenshtein.distance(meant, truths[place])
                    verdict = "right" if nearer > 0 else "wrong" if nearer < 0 else "idle"
                    yield change.rule, verdict, seen, meant, truths[place]
                at = places[-1] + len(lines[-1].words)


def changed(text: str, change: Change) -> str:
    return text[: change.start] + change.meant + text[change.start + len(change.seen) :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/bench"))
    parser.add_argument("--sets", nargs="+", default=["scan", "scan_hard", "scan_bad"])
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--show", action="store_true", help="show every change that was not right")
    given = parser.parse_args()

    for name in given.sets:
        wrong = [0, 0]
        letters = count = 0
        took = 0.0
        verdicts: Counter[tuple[str, str]] = Counter()
        for path in sorted((given.folder / "truth").glob("*.txt")):
            truth = " ".join(nfc(path.read_text(encoding="utf-8")).split())
            pages = readings(given.folder / name / f"{path.stem}.pdf", given.readings)
            started = time.process_time()
            after = [repair(page)[0] for page in pages]
            took += time.process_time() - started
            count += len(pages)
            letters += len(truth)
            for at, text in enumerate((text_of(pages), text_of(after))):
                wrong[at] += Levenshtein.distance(text, truth)
            for rule, verdict, seen, meant, stands in judged(pages, truth):
                verdicts[rule, verdict] += 1
                if given.show and verdict != "right":
                    print(f"  {path.stem} {rule:9} {verdict}: {seen} → {meant}, printed {stands}")
        before, left = (100 * errors / letters for errors in wrong)
        print(f"{name}: CER {before:.3f} % → {left:.3f} %, {1000 * took / count:.1f} ms a page")
        for rule in sorted({rule for rule, _ in verdicts}):
            counts = {verdict: verdicts[rule, verdict] for verdict in ("right", "wrong", "idle")}
            print(f"  {rule:9} " + ", ".join(f"{n} {verdict}" for verdict, n in counts.items() if n))
        right, every = sum(n for (_, v), n in verdicts.items() if v == "right"), sum(verdicts.values())
        print(f"  {right} of {every} changes right, {100 * right / max(every, 1):.1f} %")


if __name__ == "__main__":
    main()
