"""Print how well references to laws are cut out of sentences, against a public annotated set.

    python benchmarks/citations.py ../shared/corpus/vnlegaltext_val.clean.jsonl [--show 40]

The set marks a reference from its type word to the end of number or date, and laws by name alone as well; its sentences
are pre-tokenised, so blanks before punctuation are taken out first.  Sentences it calls `suspect` are left out.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

from extractors.legal_mentions import Cited, read_all

LABELS = {
    "Hiến pháp": "HP",
    "Bộ luật": "BL",
    "Luật": "L",
    "Pháp lệnh": "PL",
    "Nghị quyết": "NQ",
    "Nghị định": "NĐ",
    "Quyết định": "QĐ",
    "Thông tư": "TT",
    "Thông tư liên tịch": "TTLT",
    "Thông tư liên bộ": "TT",
}
Reference = tuple[int, int, str]


def detokenised(text: str) -> tuple[str, dict[int, int]]:
    """Return the text without blanks before punctuation, and where each character of the given one stands in it."""
    kept = [
        at
        for at, sign in enumerate(text)
        if sign != " " or not (text[at + 1 : at + 2] in tuple(",.;:)") or text[at - 1 : at] == "(")
    ]
    return "".join(text[at] for at in kept), {old: new for new, old in enumerate(kept)}


def marked(row: dict[str, object], moved: dict[int, int]) -> set[Reference]:
    """Return the references that the set marks in a sentence."""
    entities = row["ents"]
    assert isinstance(entities, list)
    return {
        (moved[e["start"]], moved[e["end"] - 1] + 1, e["label"])
        for e in entities
        if e["start"] in moved and e["end"] - 1 in moved
    }


def found(text: str) -> set[Reference]:
    """Return the references that the extractor finds; kinds that the set does not mark are left out."""
    return {
        (c.head.start, c.named_end, LABELS[c.head.cited_type])
        for c in flat(read_all(text, formal=False))
        if c.head.cited_type in LABELS and c.head.typed
    }


def flat(members: list[Cited]) -> Iterator[Cited]:
    """Return the mentions with those inside them."""
    for member in members:
        yield member
        yield from flat(member.inner)


def main() -> None:
    """Print precision, recall and F1 of exact span and type, and characters a second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=Path("../shared/corpus/vnlegaltext_val.clean.jsonl"))
    parser.add_argument("--show", type=int, default=0, help="print that many sentences that differ")
    args = parser.parse_args()
    hits = missed = made_up = characters = 0
    seconds = 0.0
    for line in args.corpus.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["suspect"]:
            continue
        text, moved = detokenised(row["text"])
        began = time.perf_counter()
        ours = found(text)
        seconds += time.perf_counter() - began
        gold = marked(row, moved)
        characters += len(text)
        hits, missed, made_up = hits + len(gold & ours), missed + len(gold - ours), made_up + len(ours - gold)
        if gold != ours and args.show:
            args.show -= 1
            print("missed ", [text[a:b] for a, b, _ in sorted(gold - ours)])
            print("made up", [text[a:b] for a, b, _ in sorted(ours - gold)], "\n")
    precision, recall = hits / (hits + made_up), hits / (hits + missed)
    f1 = 2 * hits / (2 * hits + missed + made_up)
    print(f"{hits + missed} references: precision {precision:.3f}, recall {recall:.3f}, exact F1 {f1:.3f}")
    print(f"{characters / seconds / 1000:.0f} thousand characters a second")


if __name__ == "__main__":
    main()
