"""Count the syllables of a corpus, and which stand side by side, for normalizers/lexicon.py.

    python scripts/count_syllables.py ../shared/corpus/corpus.txt.zst [--out normalizers/data/syllables.npz]

The same corpus (corpus_lines.py) gives the same file.  No sentence can be read back from it: of threes only those are
kept that stand in many.

Part of every corpus was itself read by an engine, and holds what engines misread: 'thông tỉn', 'đữ liệu'.  A pair or
three that one letter of misread_letters.csv turns into a far commoner one is taken for such a slip and left out.
"""

from __future__ import annotations

import argparse
from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import numpy as np
from corpus_lines import read_lines

from normalizers.letters import fold
from normalizers.lexicon import BREAK, KINDS, NUMBER, OTHER, UNIT, Counted, Ints, store
from normalizers.misreadings import printed_for
from normalizers.syllables import is_syllable

# Words that are no syllables are listed too, so that none is taken for a misread one: 'internet', 'logistics'.
FOREIGN_SEEN = 40
SYLLABLE_SEEN = 8
# What is seldomer than the twentieth part of what it may be a misreading of is one.
SLIP = 0.05
MISTAKEN = 0.001  # the least rate of a misreading that counts here


def read(path: Path) -> tuple[list[str], Ints]:
    """Return the distinct words in order of appearance, and the corpus as numbers of them, breaks never doubled."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    for kind in KINDS:
        numbers[kind]
    stop, figure = numbers[BREAK], numbers[NUMBER]
    text = array("i", [stop])
    for line in read_lines(path):
        for match in UNIT.finditer(line.lower()):
            group = match.lastgroup
            if group == "word":
                text.append(numbers[match[0]])
            elif group == "number":
                text.append(figure)
            elif text[-1] != stop:
                text.append(stop)
        if text[-1] != stop:
            text.append(stop)
    return list(numbers), np.frombuffer(text, dtype=np.int32).astype(np.int64)


def listed(words: list[str], counts: Ints) -> tuple[list[str], Ints]:
    """Return the words to keep, the commonest first, and for every given word the place of what it is counted as."""
    folded = [word if word in KINDS else fold(word) for word in words]
    totals: defaultdict[str, int] = defaultdict(int)
    for word, seen in zip(folded, counts.tolist(), strict=True):
        totals[word] += seen
    kept = [
        word
        for word, seen in totals.items()
        if word in KINDS or seen >= (SYLLABLE_SEEN if is_syllable(word) else FOREIGN_SEEN)
    ]
    kept.sort(key=lambda word: (-totals[word], word))
    place = {word: at for at, word in enumerate(kept)}
    return kept, np.array([place.get(word, place[OTHER]) for word in folded])


def counted(keys: Ints) -> Counted:
    """Return the distinct keys, rising, and how often each stands there."""
    distinct, counts = np.unique(keys, return_counts=True)
    return distinct, counts


def misread_words(words: Sequence[str]) -> Ints:
    """Return for each word, a row each, the places of the words that may be printed where it was read, else -1."""
    place = {word: at for at, word in enumerate(words)}
    letters = {
        read: [letter for letter, rate in printed.items() if rate >= MISTAKEN]
        for read, printed in printed_for().items()
    }
    found = [
        sorted(
            place[printed]
            for at, letter in enumerate(word)
            for other in letters.get(letter, ())
            if (printed := word[:at] + other + word[at + 1 :]) in place
        )
        for word in words
    ]
    table = np.full((len(words), max(map(len, found))), -1)
    for at, places in enumerate(found):
        table[at, : len(places)] = places
    return table


def without_slips(grams: Counted, order: int, seen: int, words: Sequence[str], printed: Ints) -> Counted:
    """Return the pairs (order 2) or threes that were seen often enough and are no misreadings of commoner ones."""
    size = len(words)
    often = grams[1] >= seen
    keys, counts = grams[0][often], grams[1][often]
    is_kind = np.array([word in KINDS for word in words])
    parts = [keys // size**at % size for at in range(order)]
    commonest = np.zeros(len(keys), dtype=np.int64)
    for at, part in enumerate(parts):
        # Beside nothing but punctuation and numbers every word is as good as any.
        among_words = ~np.logical_and.reduce([is_kind[other] for place, other in enumerate(parts) if place != at])
        for column in printed.T:
            other = column[part]
            asked = np.flatnonzero((other >= 0) & among_words)
            wanted = keys[asked] + (other[asked] - part[asked]) * size**at
            found = np.minimum(np.searchsorted(grams[0], wanted), len(grams[0]) - 1)
            times = np.where(grams[0][found] == wanted, grams[1][found], 0)
            commonest[asked] = np.maximum(commonest[asked], times)
    good = counts >= SLIP * commonest
    return keys[good], counts[good]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=Path("normalizers/data/syllables.npz"))
    parser.add_argument("--pairs", type=int, default=2, help="how often a pair must have been seen to be kept")
    parser.add_argument("--threes", type=int, default=10, help="how often three words in a row must have been seen")
    given = parser.parse_args()

    words, text = read(given.corpus)
    kept, place = listed(words, np.bincount(text, minlength=len(words)))
    text = place[text]
    size = len(kept)
    printed = misread_words(kept)
    every_pair = counted(text[:-1] * size + text[1:])
    pairs = without_slips(every_pair, 2, given.pairs, kept, printed)
    threes = without_slips(counted((text[:-2] * size + text[1:-1]) * size + text[2:]), 3, given.threes, kept, printed)
    lefts = np.bincount(every_pair[0] % size, minlength=size)
    store(given.out, kept, lefts, np.bincount(text, minlength=size), pairs, threes)
    print(
        f"{len(text):,} units, {size:,} words, {len(pairs[0]):,} pairs, {len(threes[0]):,} threes, "
        f"{given.out.stat().st_size:,} bytes in {given.out}"
    )


if __name__ == "__main__":
    main()
