"""Which encoding text is in, by its words: read in the right one nearly every word is a Vietnamese syllable.

Words in plain ASCII are the same in every encoding but VIQR and say nothing, so only the others are counted: 'nghÞ' is
no syllable as it stands and none as VNI, but 'nghị' as TCVN3.  In real documents 0.96 to 1.00 of them are
syllables in the right reading, 0.02 to 0.22 in a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from normalizers.legacy import viqr
from normalizers.legacy.encodings import Encoding, covers, to_unicode
from normalizers.syllables import is_syllable

Reading = Encoding | None  # None: what stands there is Unicode
READINGS: tuple[Reading, ...] = (None, Encoding.TCVN3, Encoding.VNI)

SHARE = 0.7
"""Share of words that are syllables in the encoding found. Single paragraphs full of abbreviations ('Q§', 'N§') have
0.75; French and German, which gain a syllable here and there when read as VNI ('où'), 0.1."""
SWITCH = 1.5
"""Words. So many more have to become syllables before a line is taken to be in another encoding than the one before."""
SWITCH_INSIDE = 4.0
"""The same inside a line; few lines hold two encodings."""
AROUND = 50
"""Lines, or cells of tables, before and after a suspicious one that may belong to it."""
VIQR_SHARE = 0.2
"""Share of words that are syllables with a mark typed inside ('ke^', 'hoa.ch'). VIQR 0.5, English and programs 0.00."""

# All signs that are letters in one of the encodings make words: 'n−íc', '®iÒu', 'ñöôïc'.
_SIGNS = "\xa1-\xff\u03bc\u2212\u2219\uf0a1-\uf0ff"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}])+")
_EDGES = "«»°·²³´§−"  # beside a word of Unicode text: '«Kế hoạch»'
# Signs of TCVN3 and VNI that Unicode text has next to never; hardly a line in either is without.  Left out are '«', '°'
# and the 'Ð' that is typed for 'Đ'.
_SUSPECT = re.compile("[¨©ª¬®µ¶¸º¼½¾¿ÞßþðñöæøåäëïüûîÑÖÆØÅÄËÏÜÛÎ\xad\uf0a1-\uf0ff]")
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_VIQR_WORD = re.compile(r"[A-Za-z][A-Za-z^(+'`?~.]*")
_VIQR_INSIDE = re.compile(r"[aeo]\^|a\(|[ou]\+|dd|[aeiouy]['`?~.][a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many words of a text tell something, and how many of them are no syllables in each reading."""

    words: int = 0
    wrong: tuple[int, ...] = (0,) * len(READINGS)  # in the order of READINGS

    def of(self, reading: Reading) -> int:
        return self.wrong[READINGS.index(reading)]

    def is_read(self, reading: Reading) -> bool:
        """Tell whether enough words are syllables in a reading."""
        return self.of(reading) <= (1 - SHARE) * self.words


def is_suspect(text: str) -> bool:
    """Tell at little cost whether any of `text` may be in TCVN3 or VNI."""
    return _SUSPECT.search(text) is not None


def is_unicode(text: str) -> bool:
    """Tell whether `text` has Vietnamese letters that no byte of an old encoding is taken for."""
    return _UNICODE.search(text) is not None


def detect(text: str) -> Encoding | None:
    """Return the encoding of the whole of `text`; None where it is Unicode, foreign, or says too little.

    >>> detect("C¨n cø NghÞ ®Þnh sè 30"), detect("Căn cứ Nghị định số 30"), detect("à l'école où")
    (<Encoding.TCVN3: 'tcvn3'>, None, None)
    """
    if _is_viqr(text):
        return Encoding.VIQR
    found = tally(text)
    best = min(READINGS, key=found.of)
    return best if found.is_read(best) and found.of(None) - found.of(best) > SWITCH else None


def read_lines(lines: Sequence[str]) -> list[tuple[str, frozenset[Encoding]]]:
    """Return the lines of one document in Unicode, each with the encodings that it was in, none for Unicode.

    The words are read in the way that leaves the fewest that are no syllables, with a price on each change: a word that
    says little follows its neighbours, and one line may hold two encodings.

    >>> [text for text, _ in read_lines(["Thùc hiÖn kÕ ho¹ch", "UBND tØnh"])]
    ['Thực hiện kế hoạch', 'UBND tỉnh']
    """
    near = _near_suspects(lines)
    if not near:
        in_viqr = _is_viqr("\n".join(lines))
        found = frozenset({Encoding.VIQR} if in_viqr else ())
        return [(to_unicode(line, Encoding.VIQR) if in_viqr else line, found) for line in lines]
    words = [
        (number, match.start(), _misread(match[0]))
        for number in near
        for match in _WORD.finditer(lines[number])
        if not match[0].isascii()
    ]
    begins = [True, *(before[0] != word[0] for before, word in pairwise(words))]
    misread = [wrong for _, _, wrong in words]
    readings = _confirmed(_cheapest(misread, begins), misread)
    marks: dict[int, list[tuple[int, Reading]]] = {}
    for (number, start, _), reading in zip(words, readings, strict=True):
        marks.setdefault(number, []).append((start, reading))
    return [_read_line(line, marks.get(number, [])) for number, line in enumerate(lines)]


def _near_suspects(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that may be in an old encoding, and of those around them."""
    near: set[int] = set()
    for number, line in enumerate(lines):
        if is_suspect(line):
            near.update(range(max(0, number - AROUND), min(len(lines), number + AROUND + 1)))
    return sorted(near)


def _read_line(line: str, words: Sequence[tuple[int, Reading]]) -> tuple[str, frozenset[Encoding]]:
    """Return a line of which some words are known by where they start and how they are read."""
    stretches = [next(stretch) for _, stretch in groupby(words, key=lambda word: word[1])]
    readings = [reading for _, reading in stretches]
    if not any(readings):
        return line, frozenset()
    cuts = [0, *(start for start, _ in stretches[1:]), len(line)]
    parts = [line[start:end] for start, end in pairwise(cuts)]
    read = "".join(to_unicode(part, e) if e else part for part, e in zip(parts, readings, strict=True))
    return read, frozenset(filter(None, readings))


def _cheapest(words: Sequence[tuple[bool, ...]], begins: Sequence[bool]) -> list[Reading]:
    """Return the readings of words with the fewest wrong ones, each change counted as some more (Viterbi's way).

    `begins` tells of each word whether it is the first of its line.
    """
    total = [SWITCH if reading else 0.0 for reading in READINGS]
    origins: list[list[int]] = []
    for wrong, is_first in zip(words, begins, strict=False):
        best = total.index(min(total))
        dear = total[best] + (SWITCH if is_first else SWITCH_INSIDE)
        origins.append([number if cost <= dear else best for number, cost in enumerate(total)])
        total = [min(cost, dear) + miss for cost, miss in zip(total, wrong, strict=True)]
    at = total.index(min(total))
    found = []
    for origin in reversed(origins):
        found.append(READINGS[at])
        at = origin[at]
    return found[::-1]


def _confirmed(readings: Sequence[Reading], words: Sequence[tuple[bool, ...]]) -> list[Reading]:
    """Return the readings without those that leave too many words of a stretch no syllables."""
    confirmed: list[Reading] = []
    for reading, stretch in groupby(zip(readings, words, strict=True), key=lambda pair: pair[0]):
        members = [wrong for _, wrong in stretch]
        confirmed += [reading if _tally(members).is_read(reading) else None] * len(members)
    return confirmed


def tally(text: str) -> Tally:
    """Return the count of words of `text` that are syllables, in each reading."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    return _tally([_misread(word) for word in words])


def _tally(misread: Sequence[tuple[bool, ...]]) -> Tally:
    return Tally(len(misread), tuple(map(sum, zip(*misread, strict=True)))) if misread else Tally()


@lru_cache(maxsize=1 << 14)
def _misread(word: str) -> tuple[bool, ...]:
    plain = word.strip(_EDGES)
    if not any(map(str.isalpha, plain)):
        return (False,) * len(READINGS)  # '§ 5', '30 °', a bullet
    return (
        not is_syllable(plain),
        *(not covers(word, e) or not is_syllable(to_unicode(word, e)) for e in READINGS if e),
    )


def _is_viqr(text: str) -> bool:
    words = _VIQR_WORD.findall(text)
    typed = [word for word in words if _VIQR_INSIDE.search(word)]
    if len(typed) < VIQR_SHARE * len(words) or len(typed) <= SWITCH:
        return False
    # Full stops at the end belong to the sentence as often as to the word; they change nothing here.
    read = [viqr.decode(word.rstrip(".?'")) for word in typed]
    return sum(not word.isascii() and is_syllable(word) for word in read) > SHARE * len(typed)
