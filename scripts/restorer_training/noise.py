"""Learn from pages whose text is known what an English engine writes for a Vietnamese syllable.

Pages come as aligned tokens (page, dpi, read, printed; tab-separated, packed with gzip).  Which characters were read
for which letter is found by letting the letters that explain them best have them, and counting again, a few times over.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from normalizers.diacritics.channel import Channel, toneless
from normalizers.diacritics.noise import ENGINES, ENGLISH, MARKED, QUOTES
from normalizers.diacritics.readings import Reading, Readings
from normalizers.diacritics.search import LONGEST_RAW, Search
from normalizers.diacritics.spelling import Syllables
from normalizers.letters import bare, old_tones
from normalizers.lexicon import encode_counts
from normalizers.syllables import TONES, is_syllable

ROUNDS = 5
HELD_OUT = 7  # pages whose number ends so are not learnt from
SEARCHED = 2  # what is seen less often in training is searched when it is asked for
# A syllable without marks that is so rare beside one with marks is that one, its marks lost: 'cac' beside 'các'.
MARKLESS = 0.003
# Headings of scans are in capitals and badly read: 'XÃ HỌI'.  What is as rare as that beside its likes and stands so
# much in capitals is no word.
SLIP, IN_CAPITALS = 0.002, 0.3
LOAN_SEEN = 40  # a name or loan word seen less often is not proposed
SYLLABLE_SEEN = 3  # a syllable seen less often in the corpus is not proposed

VOWELS = frozenset(
    unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in ("", *sorted(TONES))
)
ALPHABET = VOWELS | set("bcdđfghjklmnpqrstvwxz")

PRINTED = re.compile(r"(?P<before>[^\w\s]*)(?P<word>[^\W\d_]+)(?P<after>[^\w\s]*)")


def unit_pairs(path: Path, held_out: bool = False, engine: str = ENGLISH) -> Iterator[tuple[str, str]]:
    """Yield token as read and token as printed from the pages to learn from, or from those held out.

    A page is named 'fra.12' or 'eng-psm6.3' by what read it and its number; pages of an English engine may be '12.3'.
    """
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            page, _, read, printed = row.rstrip("\n").split("\t")
            name, number = page.rsplit(".", 1)
            reader = ENGLISH if name.isdecimal() or name.startswith("eng") else MARKED
            if reader == engine and (int(number) % 10 == HELD_OUT) == held_out:
                raws, texts = read.split(), printed.split()
                if len(raws) == len(texts):
                    yield from zip(raws, texts, strict=True)


def syllable_pairs(pairs: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Return how often a token was read for a printed syllable with the punctuation around it."""
    found: Counter[tuple[str, str]] = Counter()
    for raw, text in pairs:
        match = PRINTED.fullmatch(text)
        if match and in_one_case(match["word"]) and is_syllable(match["word"]):
            found[raw, match["before"] + old_tones(match["word"]) + match["after"]] += 1
    return found


def in_one_case(word: str) -> bool:
    """Tell whether a word is in one case throughout: not 'TTr', not 'kWh'."""
    return word.islower() or word.isupper() or word == word.capitalize()


def learnt(pairs: Mapping[tuple[str, str], int], rounds: int = ROUNDS) -> list[Reading]:
    """Return what was read for each letter of each printed word, without the punctuation around it."""
    units = sorted(pairs.items())
    letters = sorted({letter for (_, text), _ in units for letter in text})
    # At first every letter is taken to be read as itself without marks, now and then with them or in the other case.
    seen: Counter[tuple[str, str]] = Counter()
    for letter in letters:
        seen[letter, letter] += 2
        seen[letter, bare(letter).swapcase()] += 1
        seen[letter, bare(letter)] += 20
    channel = Channel(letters, seen)
    for _ in range(rounds):
        readings: Counter[tuple[str, tuple[str, ...]]] = Counter()
        signs: set[tuple[str, str]] = set()
        for (raw, text), often in units:
            found = list(zip(text, channel.aligned(raw, text), strict=True))
            signs.update(pair for pair in found if not pair[0].isalpha())
            word = [pair for pair in found if pair[0].isalpha()]
            readings["".join(letter for letter, _ in word), tuple(chunk for _, chunk in word)] += often
        # A way of reading a word counts once, as in noise.py.
        channel = Channel(letters, Counter(chain(signs, *(zip(*reading, strict=True) for reading in readings))))
    return [Reading(text, chunks, often) for (text, chunks), often in sorted(readings.items())]


def signs_around(texts: Iterable[tuple[str, int]]) -> dict[str, float]:
    """Return the logarithms of the chances of what stands before or after a printed word."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for text, often in texts:
        match = PRINTED.fullmatch(text)
        assert match is not None
        before[match["before"].translate(QUOTES)] += often
        after[match["after"].translate(QUOTES)] += often
    total = before.total() + 1
    chances = {
        signs: ((before[signs] if signs else min(before[""], after[""])) + after[signs] * bool(signs)) / total
        for signs in {*before, *after}
    }
    return {signs: float(np.log(chance)) for signs, chance in sorted(chances.items())}


def cased_counts(counts: Mapping[str, int]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Return the words to propose, and how often each was seen small, with a capital and in capitals.

    These are syllables, and names and loan words with marks: 'Đắk', 'Kạn', 'ôtô'.
    """
    totals: dict[str, list[int]] = {}
    for word, often in counts.items():
        if in_one_case(word) and (is_syllable(word) or _is_loan(word)):
            case = 0 if word.islower() else 1 if len(word) == 1 or not word.isupper() else 2
            totals.setdefault(old_tones(word.lower()), [0, 0, 0])[case] += often
    commonest: Counter[str] = Counter()
    spelt: dict[tuple[str, str], str] = {}
    for word in sorted(totals, key=lambda word: (sum(totals[word]), word)):
        commonest[bare(word)] = sum(totals[word])
        spelt["".join(map(toneless, word)), _tone(word)] = word  # 'việt', not the rarer 'vịêt'
    kept = []
    for word in sorted(spelt.values()):
        often = sum(totals[word])
        if totals[word][2] > IN_CAPITALS * often and often < SLIP * commonest[bare(word)]:
            continue
        least = max(SYLLABLE_SEEN, MARKLESS * commonest[word]) if is_syllable(word) else LOAN_SEEN
        # `commonest` is told by letters without marks: of a word that has some it is 0.  Abbreviations, which stand in
        # capitals, are no business of the noise: 'HĐND', 'SGDĐT'.
        if often >= least and (is_syllable(word) or 2 * totals[word][2] < often):
            kept.append(word)
    return kept, np.array([totals[word] for word in kept])


def _is_loan(word: str) -> bool:
    letters = set(word.lower())
    return bare(word) != word and letters <= ALPHABET and bool(letters & VOWELS)


def _tone(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if c in TONES)


def train(pages: Sequence[Path], counts: Mapping[str, int], out: Path) -> None:
    """Write the noise model of aligned pages; `counts` has how often each word, in its case, stands in a corpus."""
    words, cased = cased_counts(counts)
    readings: list[tuple[int, Reading]] = []
    printed: Counter[str] = Counter()
    for number, engine in enumerate(ENGINES):
        pairs = syllable_pairs(chain.from_iterable(unit_pairs(page, engine=engine) for page in pages))
        readings += [(number, reading) for reading in learnt(pairs)]
        for (_, text), often in pairs.items():
            printed[text] += often
    signs = signs_around(printed.items())
    raws, raw = np.unique([reading.raw for _, reading in readings], return_inverse=True)
    texts, printed_as = np.unique([reading.text for _, reading in readings], return_inverse=True)
    # What is asked most is searched here once and for all.
    often_read: Counter[str] = Counter()
    for number, reading in readings:
        often_read[reading.raw] += int(reading.count) if number == ENGINES.index(ENGLISH) else 0
    searched = sorted(raw for raw, often in often_read.items() if often >= SEARCHED and len(raw) <= LONGEST_RAW)
    syllables = Syllables(words, cased.astype(np.float64), lambda word: 0)
    english = [reading for number, reading in readings if ENGINES[number] == ENGLISH]
    search = Search(syllables, Readings(syllables, english))
    found = [search.searched(raw) for raw in searched]
    np.savez_compressed(
        out,
        words=_packed(words),
        cased=np.where(cased > 0, encode_counts(np.maximum(cased, 1)), 0).astype(np.uint8),
        raws=_packed(raws.tolist()),
        texts=_packed(texts.tolist()),
        raw=raw.astype(np.uint16),
        text=printed_as.astype(np.uint16),
        lengths=_packed(["".join(str(len(chunk)) for chunk in reading.chunks) for _, reading in readings]),
        count=np.array([reading.count for _, reading in readings], dtype=np.uint32),
        engine=np.array([number for number, _ in readings], dtype=np.uint8),
        signs=_packed(list(signs)),
        sign_logs=np.array(list(signs.values()), dtype=np.float32),
        searched=_packed(searched),
        found=np.array([len(places) for places, _ in found], dtype=np.uint16),
        places=np.concatenate([places for places, _ in found]).astype(np.uint16),
        logs=np.concatenate([logs for _, logs in found]).astype(np.float16),
    )


def _packed(texts: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)
