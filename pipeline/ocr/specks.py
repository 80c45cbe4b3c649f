"""What an engine reads where nothing is written: dirt, the edge of the paper, stamps and signatures.

    ': Căn cứ Công văn số 17'    a speck in the margin         '\\2\\.Ý oÍ 2%, Xã'    the rim of a seal

Words go from the ends of lines only, and only what holds no writing; a line goes as a whole where hardly anything in it
can be words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import quantiles

from normalizers.syllables import is_syllable
from pipeline.ocr.engine import around
from pipeline.ocr.page import TextLine, Word

_BULLETS = "-–—+•*~"
_NO_BULLETS = ""  # at the end of a line there are none
# A word, number or code: '1735/LĐTBXH-BGD', '(nếu', '95%', 'I.', 'a)'; '|.' is a numeral that was misread.
_WRITTEN = re.compile(r"[^\W_]{2}|\d|[^\W_][.)]|[|!][.)]")
_BEFORE_WORD = re.compile(r"[,:;]+(?=[^\W\d_]{2})")  # no word has them before it: ':dung'
_CORE = re.compile(r"^[\W_]+|[\W_]+$")
_CODE = re.compile(r"\d{2}|[A-ZĐƯ]{2}")
_SYMBOL = re.compile(r"/[A-ZĐƯ]{2}")
# Nothing begins with these; a closing bracket or a mark of the end of a sentence there is dirt.
_NEVER_FIRST = re.compile(r"[.,:;!?'’‘`´^°*|¦\\}\])»¬_]+")
_QUOTE = "“"
# The dash of an item with dirt beside it: '_-', '-__'.
_SMEARED = re.compile(r"[_\W]{0,2}[-–—][_\W]{0,2}")

# Confidence 0..1. Bullets and single letters that are printed have 0.75 and more, specks 0.6 at most.
_SURE = 0.65
_SURE_WORD = 0.5
_SURE_LETTERS = 0.8  # of a word that is no Vietnamese syllable: 'Management', a name
# Lines read from seals and signatures have a mean of 0.45 at most, and 0.35 of their letters in words; worn text has a
# mean of 0.6 and more.
_DOUBTFUL_LINE = 0.6
_HARDLY = 0.4
_QUOTED_LINES = 8  # a quotation is closed within so many
_OUTSIDE = 6.0  # points beyond the edge of the text; nothing is written there
_APART = 3.0  # heights of a line; no bullet stands so far from its words


def without_specks(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of a page without what is no writing."""
    left, right = _edges(lines)
    kept = []
    for line in lines:
        words = _trimmed(line, left, right)
        if words and not _is_scrawl(words):
            kept.append(replace(line, words=tuple(words), box=around(word.box for word in words)))
    return _without_lone_quotes(kept)


def _without_lone_quotes(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines without quotation marks before them that are closed nowhere: dirt in the indent, mostly."""
    cleaned = list(lines)
    for at, line in enumerate(lines):
        first = line.words[0]
        if first.text.startswith(_QUOTE) and len(first.text) > 1 and not _closed(lines[at : at + _QUOTED_LINES]):
            cleaned[at] = replace(line, words=(replace(first, text=first.text[1:]), *line.words[1:]))
    return cleaned


def _closed(lines: Sequence[TextLine]) -> bool:
    """Tell whether the quotation that begins the lines is closed before another is opened."""
    text = " ".join(line.text for line in lines)[1:]
    end = min((at for sign in '”"' if (at := text.find(sign)) >= 0), default=-1)
    return end >= 0 and _QUOTE not in text[:end]


def _edges(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Return between which edges all but a few lines stand."""
    written = [[word for word in line.words if _is_written(word)] for line in lines]
    starts = [words[0].box[0] for words in written if words]
    ends = [words[-1].box[2] for words in written if words]
    if len(starts) < 2:
        return float("-inf"), float("inf")
    return quantiles(starts, n=20, method="inclusive")[0], quantiles(ends, n=20, method="inclusive")[-1]


def _trimmed(line: TextLine, left: float, right: float) -> list[Word]:
    words = [_without_signs(word) for word in line.words]
    height = line.box[3] - line.box[1]
    while len(words) > 1 and _NEVER_FIRST.fullmatch(words[0].text) and not _is_written(words[0]):
        words.pop(0)
    while words and _is_speck(words[0], left, right, _gap(words[:2]), height):
        words.pop(0)
    while words and _is_speck(words[-1], left, right, _gap(words[-2:]), height, _NO_BULLETS):
        words.pop()
    if len(words) > 1:
        words[0] = _clean(words[0])
    return words


def _clean(first: Word) -> Word:
    """Return the first word of a line without dirt that touches it: '-' for '_-', '-VP.' for '-_VP.'."""
    if first.text not in _BULLETS and _SMEARED.fullmatch(first.text):
        return replace(first, text="-")
    return replace(first, text=first.text.replace("_", "")) if "_" in first.text and _is_written(first) else first


def _without_signs(word: Word) -> Word:
    signs = _BEFORE_WORD.match(word.text)
    return replace(word, text=word.text[signs.end() :]) if signs else word


def _gap(words: Sequence[Word]) -> float:
    """Return how far two words stand apart; 0 where there is only one."""
    return words[1].box[0] - words[0].box[2] if len(words) > 1 else 0.0


def _is_speck(word: Word, left: float, right: float, gap: float, height: float, bullets: str = _BULLETS) -> bool:
    if _is_written(word):
        return False
    if word.box[2] < left - _OUTSIDE or word.box[0] > right + _OUTSIDE or gap > _APART * height:
        return True
    return word.confidence < _SURE and (not bullets or not (word.text in bullets or _SMEARED.fullmatch(word.text)))


def _is_written(word: Word) -> bool:
    return _WRITTEN.search(word.text) is not None


def _is_scrawl(words: Sequence[Word]) -> bool:
    """Tell whether hardly anything in a line can be words, and the engine was not sure of it either.

    A document's own number, half of it written by hand ('Só:41Ð/KH-THCS'), is worth keeping in any state.
    """
    if any(_SYMBOL.search(word.text) for word in words):
        return False
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / letters
    return sure < _DOUBTFUL_LINE and sum(len(word.text) for word in words if _may_be_word(word)) < _HARDLY * letters


def _may_be_word(word: Word) -> bool:
    core = _CORE.sub("", word.text)
    if word.confidence < _SURE_WORD or not core:
        return False
    return is_syllable(core) or bool(_CODE.search(core)) or (word.confidence >= _SURE_LETTERS and core.isalpha())
