"""Learn what tells a wrong reading from a right one: weights of normalizers/diacritics/confidence.py.

Pages held out when the noise was learnt are restored and compared with what is printed on them; a logistic regression
says how much each sign of doubt weighs.  The language and noise models must be in their place before.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from normalizers.diacritics.confidence import SIGNS, signs
from normalizers.diacritics.decoder import Floats
from normalizers.diacritics.gate import Stretch
from normalizers.diacritics.passes import readings, states_of
from normalizers.diacritics.tokens import tokens
from normalizers.letters import nfc
from restorer_training.noise import HELD_OUT

STEPS = 40
RIDGE = 1.0  # of the regression; a sign that is rare weighs little


def pages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the held-out pages of a file of lines (page, dpi, read, printed): as read, and as printed."""
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            page, dpi, read, printed = row.rstrip("\n").split("\t")
            if int(page.rsplit(".", 1)[1]) % 10 == HELD_OUT:
                raws, texts = found.setdefault((page, dpi), ([], []))
                raws.append(nfc(read))
                texts.append(nfc(printed))
    return (("\n".join(raws), "\n".join(texts)) for raws, texts in found.values())


def examples(raw: str, printed: str) -> tuple[Floats, Floats]:
    """Return the signs of each decided place of a page, and 1 where it was read wrong."""
    found = tokens(raw)
    first, second = readings(raw, found, states_of(found, [Stretch(0, len(raw), "garbled")]))
    decided = [(t, c.texts[int(p.argmax())]) for t, c, p in second.places() if t is not None]
    words = [(match.start(), match[0]) for match in re.finditer(r"\S+", raw)]
    text = dict(words)
    starts = np.array([start for start, _ in words])
    of = [int(np.searchsorted(starts, token.start, side="right")) - 1 for token, _ in decided]
    restored = {at: raw_word for at, (_, raw_word) in enumerate(words)}
    for at, (token, read) in zip(reversed(of), reversed(decided), strict=True):
        begin = token.start - words[at][0]
        restored[at] = restored[at][:begin] + read + restored[at][begin + len(token.raw) :]
    wrong: set[int] = set()
    there = [_letters(restored[at]) for at in range(len(text))]
    for step in Levenshtein.opcodes([_letters(word) for word in printed.split()], there):
        if step.tag != "equal":
            wrong.update(range(step.dest_start, step.dest_end))
    return signs(raw, first, second), np.array([at in wrong for at in of], dtype=np.float64)


def _letters(word: str) -> str:
    """Return a word without what differs by the engine's habits of punctuation."""
    return re.sub(r"[^\w]", "", word)


def learnt(rows: Iterable[tuple[Floats, Floats]]) -> Floats:
    """Return the weight of each sign for a place's being wrong, by logistic regression."""
    seen, wrong = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    scale = np.maximum(seen.std(axis=0), 1e-9)
    scale[0] = 1
    seen = seen / scale
    weights = np.zeros(len(SIGNS))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (chance - wrong) + RIDGE * weights
        bend = (seen.T * (chance * (1 - chance))) @ seen + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    found: Floats = weights / scale
    return found


def write(path: Path, weights: Floats) -> None:
    """Write the weights as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("sign", "weight"))
        table.writerows((sign, f"{weight:.4f}") for sign, weight in zip(SIGNS, weights, strict=True))
