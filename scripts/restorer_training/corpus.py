"""Read a corpus: line by line, or as numbers of words.  Lines that are held out are never learnt from.

Words, numbers and signs are cut as in normalizers/lexicon.py; what stands between lines is a sign too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import corpus_lines
import numpy as np
import numpy.typing as npt
from corpus_lines import HELD_OUT, is_held_out, read_chunks

from normalizers.letters import old_tones
from normalizers.lexicon import BREAK, KINDS, NUMBER, OTHER
from normalizers.syllables import is_syllable

# Words that are no syllables are listed where they are common: 'internet', 'lênin', 'ubnd'.
FOREIGN_SEEN = 40
SYLLABLE_SEEN = 4

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/]\d+)*|[^\w\s]|_|\n")

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """A text as numbers of `words`, and the number of the line in which each word stands."""

    words: tuple[str, ...]
    text: npt.NDArray[np.int32]
    lines: npt.NDArray[np.int32]

    def counts(self) -> Ints:
        """Return how often each word stands in the lines to learn from."""
        seen: Ints = np.bincount(self.text[~held_out(self.lines)], minlength=len(self.words))
        return seen


def learnt_lines(path: Path) -> Iterator[str]:
    """Yield the lines to learn from, without their ends."""
    return (line for number, line in enumerate(corpus_lines.read_lines(path)) if not is_held_out(number))


def read_corpus(path: Path) -> Corpus:
    """Return a corpus with its words as they are written, capitals kept."""
    return _numbered(read_chunks(path))


def read_lines(lines: Iterable[str]) -> Corpus:
    """Return lines as a corpus."""
    return _numbered(["".join(f"{line}\n" for line in lines)])


def _numbered(chunks: Iterable[str]) -> Corpus:
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    end = numbers["\n"]
    parts = []
    for chunk in chunks:
        tokens = _TOKEN.findall(chunk)
        parts.append(np.fromiter(map(numbers.__getitem__, tokens), dtype=np.int32, count=len(tokens)))
    text = np.concatenate(parts)
    ends = text == end
    return Corpus(tuple(numbers), text, np.cumsum(ends, dtype=np.int32) - ends)


def held_out(lines: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Tell of lines, by number, which are never learnt from."""
    every, which = HELD_OUT
    held: npt.NDArray[np.bool_] = lines % every == which
    return held


def _plain(word: str) -> str:
    """Return what a word is counted as: kinds for what is none, small letters, tones placed the old way."""
    if word[0].isalpha():
        return old_tones(word.lower())
    return NUMBER if word[0].isdigit() else BREAK


def vocabulary(words: Iterable[str], counts: Ints, size: int) -> list[str]:
    """Return the words to tell apart, the commonest first and at most `size`; the kinds are among them."""
    totals: defaultdict[str, int] = defaultdict(int)
    for word, seen in zip(words, counts.tolist(), strict=True):
        totals[_plain(word)] += seen
    kept = [
        word
        for word, seen in totals.items()
        if word not in KINDS and seen >= (SYLLABLE_SEEN if is_syllable(word) else FOREIGN_SEEN)
    ]
    kept.sort(key=lambda word: (-totals[word], word))
    return sorted([*kept[: size - len(KINDS)], *KINDS], key=lambda word: (-totals[word], word))


def units(corpus: Corpus, vocabulary: Iterable[str]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int32]]:
    """Return a text as numbers in the vocabulary, and the line of each; breaks are never doubled."""
    place = {word: at for at, word in enumerate(vocabulary)}
    stop = place[BREAK]
    numbers = np.array([place.get(_plain(word), place[OTHER]) for word in corpus.words], dtype=np.uint16)
    text = numbers[corpus.text]
    kept = np.ones(len(text), dtype=np.bool_)
    kept[1:] = (text[1:] != stop) | (text[:-1] != stop)
    return text[kept], corpus.lines[kept]
