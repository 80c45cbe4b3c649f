"""Dashes and blanks by their size on the paper: '~' → '-' at the head of an item, 'I.MỤC' → 'I. MỤC', specks dropped.

A dash of a list is read as a wave or an arrow where the page is coarse; and a narrow blank after a stop is lost, though
its room is still there.  Where no size is known, only what no plan is printed with is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalizers.lexicon import lexicon
from normalizers.syllables import is_syllable
from pipeline.ocr.change import Change
from pipeline.ocr.letter_widths import em_of, ems
from pipeline.ocr.page import TextLine, Word

# Read for a hyphen at the head of an item; '~' alone begins no item in print.
_WAVES = frozenset(("~", "~-", "-~", "~—", "—~", "¬", "»", "_.~"))
_LONG = frozenset(("—", "—-", "-—", "="))
_LONGEST_HYPHEN = 0.45  # em; a hyphen is 0.3, an en dash 0.5, an em dash 1

# A mark and its title, or 'số' and its number, with nothing between: 'I.MỤC', '+Xây', 'số61/2022/QH15'.
_JOINED = re.compile(r"(?:(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*)[.)](?=[^\W\d_]{2})|[-–+](?=[^\W\d_]{2})|[Ss]ố(?=\d))")
_SPOILT = re.compile(r"(?<=^[-+])['’‘`](?=[^\W\d_]{2})")  # a speck beside the dash: '-'Triển'

_BLANK = (0.13, 0.75)  # em, the room of a blank between two words; where none is printed, 0.09 at most
_SEEN_TOGETHER = 20  # times, for two syllables that were read as one: 'Thểthao'

# Signs that never stand by themselves between words; a row of '_' is a line to write on.
_DIRT = re.compile(r"[`„^¬.,]*[`„^¬_][`„^¬_.,]*")
_RULE = 1.5  # em, from which on it is one
# The least that each sign measures, in em; what is smaller is dirt of the paper.
_LEAST = {":": (0.0, 0.25), ";": (0.0, 0.25), "-": (0.15, 0.0), "l": (0.0, 0.35), "|": (0.0, 0.35), "_": (0.25, 0.0)}


def misread_dashes(lines: Sequence[TextLine]) -> Iterator[Change]:
    """Yield the dashes at the head of a line that were read as something else, lost blanks, and specks."""
    for number, line in enumerate(lines):
        em = em_of(line)
        yield from _dash(number, line, em)
        if em:
            yield from _blanks(number, line, em)
            yield from _specks(number, line, em)


def _dash(number: int, line: TextLine, em: float | None) -> Iterator[Change]:
    first = line.words[0]
    if speck := _SPOILT.search(first.text):
        yield Change(number, 0, speck.start(), speck[0], " ", "dash")
    if len(line.words) < 2 or not line.words[1].text[0].isalnum():
        return
    short = em is not None and 0 < first.box[2] - first.box[0] < _LONGEST_HYPHEN * em
    if first.text in _WAVES or (first.text in _LONG and short):
        yield Change(number, 0, 0, first.text, "-", "dash")


def _blanks(number: int, line: TextLine, em: float) -> Iterator[Change]:
    for at, word in enumerate(line.words):
        joint = _joint(word.text)
        if joint and _BLANK[0] < (word.box[2] - word.box[0]) / em - ems(word.text) < _BLANK[1]:
            yield Change(number, at, joint, "", " ", "blank")


def _joint(text: str) -> int:
    """Return where a blank may be lost in a word; 0 where nowhere."""
    match = _JOINED.match(text)
    if match and (text[match.end()].isdigit() or text[match.end() :].rstrip(".,;:").isalpha()):  # not '47.KH-THCS'
        return match.end()
    letters = text.strip(".,;:()“”")
    if len(letters) < 5 or not letters.isalpha() or letters.isascii() or is_syllable(letters):
        return 0
    start = text.index(letters)
    joints = [at for at in range(2, len(letters) - 1) if _is_pair(letters[:at], letters[at:])]
    return start + joints[0] if len(joints) == 1 else 0


def _is_pair(first: str, second: str) -> bool:
    """Tell whether two syllables stand side by side now and then: 'thể thao'."""
    return is_syllable(first) and is_syllable(second) and lexicon().bigram(first, second) >= _SEEN_TOGETHER


def _specks(number: int, line: TextLine, em: float) -> Iterator[Change]:
    for at, word in enumerate(line.words):
        if at == 0 and word.text in _WAVES:
            continue
        small = word.text in _LEAST and _is_speck(word, em)
        dirt = _DIRT.fullmatch(word.text) and word.box[2] - word.box[0] < _RULE * em
        # No line begins with a stop that belongs to the one before.
        stray = at == 0 and word.text in (":", ";", ",") and len(line.words) > 1
        if small or dirt or stray:
            yield Change(number, at, 0, word.text, "", "speck")


def _is_speck(word: Word, em: float) -> bool:
    wide, high = _LEAST[word.text]
    width, height = word.box[2] - word.box[0], word.box[3] - word.box[1]
    return width < wide * em or height < high * em
