"""How many document numbers are still read, to the letter, when a text is damaged: none of the marks, dashes, slips.

    python benchmarks/noise_curve.py [../shared] [--show 20] [--restore]

Takes the plain text files that ../shared/gold annotates (what is garbled already is left out), and the sentences of the
public set of references beside it; damages a copy of each in one way, and compares the numbers found with the annotated
ones.  The damage is drawn from a fixed seed.  `--restore` puts the files through the stage that restores marks as well.
It prints and asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from citations import detokenised, marked
from rich.console import Console
from rich.table import Table

from extractors.legal_mentions import read_mentions
from normalizers.letters import bare, nfc
from pipeline.extract import extract
from pipeline.ingest import ingest
from pipeline.ocr import recognise
from pipeline.read import read
from pipeline.records import Restored
from pipeline.restore import restore
from pipeline.segment import segment
from pipeline.triage import triage

SHARED = Path(__file__).parents[2] / "shared"
SEEDS = (1, 2, 3)
Damage = Callable[[str, random.Random], str]

NUMBER = re.compile(r"(?<![\w/])\d{1,5}[a-zđ]?(?:/\d{4})?[/-][A-ZĐ][\w&Đ]*(?:[/-][A-ZĐ][\w&Đ]*)*")
MENTION = re.compile(rf"(?:(?i:quyết định|nghị định|nghị quyết|kế hoạch|công văn)\s+)?(?:số\s+)?{NUMBER.pattern}")
TOKEN = re.compile(r"\S*\d\S*|\S*Đ\S*")
# As engines confuse them, both ways; a small letter of a word is never taken for a digit here.
CONFUSED = {"Đ": "DPB", "0": "O", "O": "0", "1": "l", "5": "S", "S": "5"}


def no_marks(text: str, _: random.Random) -> str:
    """Take away every mark, and the bars of 'đ'."""
    return bare(text)


def dashes(text: str, _: random.Random) -> str:
    """Print every hyphen of a number as an en dash."""
    return NUMBER.sub(lambda m: m[0].replace("-", "–"), text)


def blanks(text: str, rng: random.Random) -> str:
    """Put a blank before or behind each sign of a number, or on both sides."""
    return NUMBER.sub(lambda m: re.sub(r"[/-]", lambda s: rng.choice((" {}", "{} ", " {} ")).format(s[0]), m[0]), text)


def line_breaks(text: str, rng: random.Random) -> str:
    """Break every mention of a number once: at a blank, or behind a sign of the number."""

    def broken(match: re.Match[str]) -> str:
        at = rng.choice([m.end() for m in re.finditer(r"[\s/-](?=\S)", match[0])])
        return f"{match[0][:at].rstrip(' ')}\n{match[0][at:]}"

    return MENTION.sub(broken, text)


def confusions(rate: float) -> Damage:
    """Return the damage that takes letters and digits of numbers for others, each at that rate."""

    def damaged(text: str, rng: random.Random) -> str:
        def slip(character: str) -> str:
            seen = CONFUSED.get(character)
            return rng.choice(seen) if seen and rng.random() < rate else character

        return TOKEN.sub(lambda m: "".join(map(slip, m[0])), text)

    return damaged


WAYS: dict[str, Damage] = {
    "none": lambda text, _: text,
    "marks stripped": no_marks,
    "en dashes": dashes,
    "blanks around signs": blanks,
    "line breaks in every number": line_breaks,
    "OCR confusions 0.1": confusions(0.1),
    "OCR confusions 0.3": confusions(0.3),
}

SURE = frozenset({"none", "marks stripped", "en dashes"})  # what chance has no part in


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text and the numbers of the documents that it names, in capitals."""

    name: str
    text: str
    numbers: Counter[str]


Find = Callable[[str], Counter[str]]


def plans(shared: Path) -> Iterator[Annotated]:
    """Return the plain texts of plans with the numbers that are annotated for them."""
    for gold in sorted((shared / "gold").glob("*/*.json")):
        source = json.loads(gold.read_text(encoding="utf-8"))
        path = shared / gold.parent.name / source["source"]
        if path.suffix in (".txt", ".md") and "garbled" not in path.name:
            numbers = Counter(row["cited_number"].upper() for row in source["legal_bases"] if row.get("cited_number"))
            yield Annotated(path.name, nfc(path.read_text(encoding="utf-8")), numbers)


def references(corpus: Path) -> Iterator[Annotated]:
    """Return the sentences of the public set with the full numbers in the references that it marks."""
    for at, line in enumerate(corpus.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        text, moved = detokenised(row["text"])
        if row["suspect"]:
            continue
        spans = [re.sub(r"\s*([/–-])\s*", r"\1", text[a:b]) for a, b, _ in sorted(marked(row, moved))]
        numbers = Counter(match[0].upper() for span in spans if (match := NUMBER.search(span)))
        if numbers:
            yield Annotated(str(at), nfc(text), numbers)


def in_file(text: str, with_restoration: bool) -> Counter[str]:
    """Return the numbers of the legal bases that a file of that text states."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(text, encoding="utf-8")
        recognised = recognise(triage(ingest(path, path.name)), {})
    plain = Restored(recognised.source, recognised.text_origin, recognised.pages, recognised.findings, restored=False)
    extracted = extract(segment(read(restore(recognised) if with_restoration else plain)))
    return Counter(basis.cited_number.upper() for basis in extracted.legal_bases if basis.cited_number)


def in_sentence(text: str) -> Counter[str]:
    """Return the numbers of the documents that a sentence names."""
    return Counter(cited.head.number.text.upper() for cited in read_mentions(text, formal=False) if cited.head.number)


def curve(title: str, documents: Sequence[Annotated], find: Find, show: int) -> Table:
    """Return recall and precision under each kind of damage, and print what was missed."""
    table = Table(title=title)
    for head in ("damage", "numbers", "recall", "precision"):
        table.add_column(head, justify="left" if head == "damage" else "right")
    for way, damage in WAYS.items():
        hits = given = read_out = 0
        missed: Counter[str] = Counter()
        for document in documents:
            for seed in SEEDS if way not in SURE else SEEDS[:1]:
                ours = find(damage(document.text, random.Random(f"{seed} {document.name}")))
                hits += (document.numbers & ours).total()
                given, read_out = given + document.numbers.total(), read_out + ours.total()
                missed.update(document.numbers - ours)
        table.add_row(way, str(given), f"{hits / given:.3f}", f"{hits / max(1, read_out):.3f}")
        if show and missed:
            print(f"{way}: {', '.join(f'{n} ×{c}' for n, c in missed.most_common(show))}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--show", type=int, default=0, help="print that many numbers that were missed, for each way")
    parser.add_argument("--restore", action="store_true", help="restore marks first")
    args = parser.parse_args()
    console = Console()
    corpus = args.shared / "corpus" / "vnlegaltext_val.clean.jsonl"
    if documents := list(plans(args.shared)):
        find = partial(in_file, with_restoration=args.restore)
        console.print(curve(f"Legal bases of {len(documents)} plans", documents, find, args.show))
    if corpus.exists():
        sentences = list(references(corpus))
        console.print(curve(f"References in {len(sentences)} sentences", sentences, in_sentence, args.show))


if __name__ == "__main__":
    main()
