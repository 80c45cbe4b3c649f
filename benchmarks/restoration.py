"""How well lost marks and letters are put back, beside other restorers, and what it costs in time and memory.

    python benchmarks/restoration.py ../shared [--pages FOLDER] [--peers PYTHON] [--only NAME ...] [--no-cost]

Accuracy is syllable accuracy and character error rate as the scoring of the pipeline takes them: Levenshtein distance
over words between blanks, and over characters, divided by the length of the truth.  Measured are pages that an engine
without Vietnamese read (plans at 200 and 300 dpi, a real scanned plan, pages kept from training), text that only lost
its marks (plans, and lines of the corpus kept from training), and clean text, of which nothing may change.  How sure a
restorer is counts as well: what share of all errors stands among the 2 % of words it is least sure of.

FOLDER is what `scripts/make_noise_pages.py --held-out` wrote.  Other restorers are run by PYTHON on the same text with
its marks taken off, a line at a time, since they know of no other loss: `pip install pyvi underthesea` there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from normalizers.letters import bare, nfc

PLANS = ("binh-minh-2023.txt", "hoa-hong-2024.txt", "my-thinh-2026.md", "tran-duong-2025.txt")
SCANNED = "do-son-2025-garbled"
HELD_OUT = 7  # pages whose number ends so, and every 500th line of the corpus from this one on, train nothing
# Where the administrative part of the corpus begins: law and an encyclopedia come before it.
ADMINISTRATIVE = 1_051_900
PARAGRAPHS = 40  # lines of the corpus that make one text
LEAST_CERTAIN = 0.02
_WARMING = "Thuc hién Ké hoach cai cach hanh chinh cua UBND quén"  # what is read from files once is read here
LENGTHS = (1, 4, 16)  # times the shortest text
SHORTEST = 10_000  # words
PEERS = {
    "pyvi add_accents": "from pyvi import ViUtils; restore = ViUtils.add_accents",
    "underthesea restore_diacritics": "from underthesea import restore_diacritics as restore",
}
# pyvi stops at some words with a KeyError; such a line is counted as it was.
_PEER = """
import json, sys, time
{imports}

def line_of(line):
    try:
        return restore(line) if line.strip() else line
    except KeyError:
        return line

restore("Ke hoach nam hoc")
texts, began = json.load(sys.stdin), time.process_time()
texts = [["\\n".join(map(line_of, text.split("\\n"))) for text in found] for found in texts]
json.dump([texts, time.process_time() - began], sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is found, and as it should be; the truth may end earlier, at the end of one of its lines."""

    raw: str
    truth: str

    def cut(self, restored: str) -> str:
        """Return the part of a restored text of which the truth is known; line breaks are as they were."""
        lines = self.truth.rstrip("\n").count("\n") + 1
        return "\n".join(restored.split("\n")[:lines])


@dataclass(slots=True)
class Score:
    """Errors of several texts, counted together."""

    wrong: int = 0
    words: int = 0
    wrong_letters: int = 0
    letters: int = 0

    def add(self, truth: str, text: str) -> None:
        truth_words, words = nfc(truth).split(), nfc(text).split()
        joined = " ".join(truth_words)
        self.wrong += Levenshtein.distance(truth_words, words)
        self.words += len(truth_words)
        self.wrong_letters += Levenshtein.distance(joined, " ".join(words))
        self.letters += len(joined)

    def __str__(self) -> str:
        accuracy = 100 * (1 - self.wrong / max(1, self.words))
        return f"{accuracy:6.2f} / {100 * self.wrong_letters / max(1, self.letters):6.3f}"


# ---------------------------------------------------------------- what is measured


def sets(shared: Path, pages: Path | None) -> Iterator[tuple[str, list[Text]]]:
    """Yield the name of each set of garbled, stripped and clean texts, and the texts."""
    corpus = shared / "corpus"
    for dpi in (200, 300):
        kept = page_lines(corpus / f"noise_test_plans_{dpi}dpi_lines.tsv.gz", held_out=False)
        yield f"plans, {dpi} dpi", [_joined(text for _, text in kept)]
    truth = (shared / "gold" / "plans" / f"{SCANNED}.truth-I.txt").read_text(encoding="utf-8")
    yield "scanned plan", [Text((shared / "plans" / f"{SCANNED}.txt").read_text(encoding="utf-8"), truth)]
    kept = page_lines(corpus / "noise_lines.tsv.gz", held_out=True)
    for dpi in (150, 200, 300):
        yield f"kept pages, {dpi} dpi", [text for found, text in kept if found == dpi]
    if pages:
        for dpi in (150, 200, 300):
            file = pages / f"{pages.name}_{dpi}_lines.tsv.gz"
            yield f"office pages, {dpi} dpi", [text for _, text in page_lines(file, held_out=False)]
    plans = [nfc((shared / "plans" / name).read_text(encoding="utf-8")) for name in PLANS]
    kept_lines = held_out_lines(corpus / "corpus.txt.zst")
    lines = ["\n\n".join(kept_lines[at : at + PARAGRAPHS]) for at in range(0, len(kept_lines), PARAGRAPHS)]
    yield "stripped plans", [Text(bare(text), text) for text in plans]
    yield "stripped lines", [Text(bare(text), text) for text in lines]
    documents = [nfc(path.read_text(encoding="utf-8")) for path in sorted((shared / "documents").glob("*.md"))]
    yield "clean plans", [Text(text, text) for text in plans]
    yield "clean documents", [Text(text, text) for text in documents]
    yield "clean lines", [Text(text, text) for text in lines]


def page_lines(path: Path, held_out: bool) -> list[tuple[int, Text]]:
    """Return each page of a file of lines as one text, with its resolution."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    found = []
    for (page, dpi), lines in groupby(rows, key=lambda row: (row[0], row[1])):
        if held_out and int(page.split(".")[1]) % 10 != HELD_OUT:
            continue
        read, printed = zip(*(line[2:] for line in lines), strict=True)
        found.append((int(dpi), Text("\n".join(read), "\n".join(printed))))
    return found


def _joined(texts: Iterable[Text]) -> Text:
    parts = list(texts)
    return Text("\n".join(part.raw for part in parts), "\n".join(part.truth for part in parts))


@cache
def held_out_lines(corpus: Path) -> list[str]:
    """Return the administrative lines of the corpus that are kept from training."""
    command = ["zstd", "-dc", "--long=27", str(corpus)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as unpacked:
        assert unpacked.stdout is not None
        start = ADMINISTRATIVE + (HELD_OUT - ADMINISTRATIVE) % 500
        return [line.rstrip("\n") for line in islice(unpacked.stdout, start, None, 500)]


# ---------------------------------------------------------------- accuracy


def measured(texts: Sequence[Text]) -> tuple[Score, float | None, float]:
    """Return our score, the share of errors among the least certain words, and CPU seconds."""
    from normalizers.diacritics import restore

    restore(_WARMING)
    score, certain, took = Score(), [], 0.0
    for text in texts:
        began = time.process_time()
        restored = restore(text.raw)
        took += time.process_time() - began
        known = text.cut(restored.text)
        score.add(text.truth, known)
        certain += sureness(restored, known, text.truth)
    certain.sort(key=lambda word: word[0])
    errors = sum(wrong for _, wrong in certain)
    least = certain[: max(1, round(LEAST_CERTAIN * len(certain)))]
    return score, sum(wrong for _, wrong in least) / errors if errors else None, took


def sureness(restored: Any, known: str, truth: str) -> list[tuple[float, bool]]:
    """Return for each word how sure it is, which is its least certain syllable, and whether it is wrong.

    A word that is missing is blamed on the next.
    """
    words = known.split()
    wrong = [False] * (len(words) + 1)
    for step in Levenshtein.opcodes(words, nfc(truth).split()):
        if step.tag != "equal":
            for at in range(step.src_start, max(step.src_end, step.src_start + 1)):
                wrong[at] = True
    found, end = [], 0
    for at, word in enumerate(words):
        start = known.index(word, end)
        end = start + len(word)
        sure = min((syllable.confidence for syllable in restored.between(start, end)), default=1.0)
        found.append((sure, wrong[at]))
    return found


def peer_scores(python: str, name: str, chosen: Sequence[tuple[str, list[Text]]]) -> tuple[list[Score], float] | str:
    """Return the scores of another restorer on stripped text and words a second, or why it could not be run."""
    texts = [[bare(nfc(text.cut(text.raw))) for text in found] for _, found in chosen]
    command = [python, "-c", _PEER.format(imports=PEERS[name])]
    run = subprocess.run(command, input=json.dumps(texts), capture_output=True, encoding="utf-8")
    if run.returncode:
        why, package = run.stderr.strip().splitlines()[-1], name.split()[0]
        return f"{name} is left out: {why}. Try `{python} -m pip install -U {package}`."
    restored, took = json.loads(run.stdout)
    scores = []
    for (_, found), results in zip(chosen, restored, strict=True):
        score = Score()
        for text, result in zip(found, results, strict=True):
            score.add(text.truth, result)
        scores.append(score)
    return scores, sum(score.words for score in scores) / took


# ---------------------------------------------------------------- cost


def cost(shared: Path, times: int) -> tuple[int, float, float, float, float]:
    """Return for a text `times` the shortest: words, seconds and CPU seconds to load, CPU seconds, and the peak in MiB.

    It is to run in a process of its own.
    """
    pages = page_lines(shared / "corpus" / "noise_lines.tsv.gz", held_out=False)
    lines, words = [], 0
    for line in (line for _, text in pages for line in text.raw.split("\n")):
        if words >= times * SHORTEST:
            break
        lines.append(line)
        words += len(line.split())
    text = "\n".join(lines)
    del pages, lines
    seen, began = time.perf_counter(), time.process_time()
    from normalizers.diacritics import restore

    restore(_WARMING)
    loaded, loading = time.perf_counter() - seen, time.process_time() - began
    began = time.process_time()
    restore(text)
    took = time.process_time() - began
    return words, loaded, loading, took, peak_mib()


def peak_mib() -> float:
    """Return the most memory this process ever held; `getrusage` would count its parent's as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=Path, help="pages of scripts/make_noise_pages.py --held-out")
    parser.add_argument("--peers", default=sys.executable, help="the Python that has the other restorers")
    parser.add_argument("--only", nargs="+", help="sets whose name begins so")
    parser.add_argument("--no-cost", action="store_true")
    given = parser.parse_args()

    for library in ("OMP", "OPENBLAS", "MKL"):  # times are those of one core
        os.environ[f"{library}_NUM_THREADS"] = "1"
    chosen = [
        (name, texts)
        for name, texts in sets(given.shared, given.pages)
        if not given.only or name.startswith(tuple(given.only))
    ]
    print("Syllable accuracy / character error rate, %")
    print(f"{'':24}{'raw':>16}{'restored':>18}  errors among the least certain 2 %, words/s")
    for name, texts in chosen:
        raw = Score()
        for text in texts:
            raw.add(text.truth, text.cut(text.raw))
        score, held, took = measured(texts)
        share = "none" if held is None else f"{100 * held:.0f} %"
        print(
            f"{name:24}{raw!s:>16}  {score!s:>16}  {share:>8} of {score.wrong:<5} {score.words / took:8,.0f}",
            flush=True,
        )
    garbled = [(name, texts) for name, texts in chosen if not name.startswith("clean")]
    for peer in PEERS:
        scores = peer_scores(given.peers, peer, garbled)
        if isinstance(scores, str):
            print(scores)
            continue
        print(f"\n{peer}, marks taken off first, {scores[1]:,.0f} words/s")
        for (name, _), score in zip(garbled, scores[0], strict=True):
            print(f"{name:24}{score!s:>34}")
    if given.no_cost:
        return
    print("\nGarbled pages as one text, each in a process of its own, on one core")
    print(f"{'words':>10}{'load s':>10}{'load CPU s':>12}{'CPU s':>10}{'words/s':>10}{'peak MiB':>10}")
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        for words, loaded, loading, took, peak in pool.map(cost, [given.shared] * len(LENGTHS), LENGTHS):
            figures = f"{loaded:10.2f}{loading:12.2f}{took:10.2f}{words / took:10,.0f}{peak:10.0f}"
            print(f"{words:10,}{figures}", flush=True)


if __name__ == "__main__":
    main()
