"""Which of two readings of one page is better Vietnamese: the text layer of the file, or what its picture was read as.

A text layer that is right is exact, and what an engine reads never is: 'số' for 'sổ', 'IÌ' for '11'.  So the layer is
kept unless the reading is clearly better; and where the layer has lost single letters ('C�IA SẺ'), only these are taken
from the reading.  Nothing is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from normalizers.letters import bare, nfc
from pipeline.evidence import Evidence, evidence
from pipeline.records import LOST_LETTER, Line

# Share of words and marks. Readings of garbled layers gain 0.5 to 1.0; where the letters are wrong on paper, too
# ('T6 ch0c' printed so), the engine gains 0.01 to 0.05 by inventing marks.
_CLEARLY = 0.15
# Letters of a layer to those of the picture: stamps on a scan have a tenth. Such a layer says nothing about the page,
# and the picture is kept whatever its language.
_MOST_MISSING = 0.3
_LEAST_SEEN = 0.5  # letters of the picture to those of the layer; real pairs have 0.8 to 6
_MARKED_GOOD = 0.22  # share of letters with marks; the least good pages have
_SAME_LINE = 0.6  # share of the letters that a line with lost letters has in common with the same line as read
_MOST_LOST = 4  # letters and blanks that one sign may stand for: 'C\ufffdN' for 'CHÍN'


@dataclass(frozen=True, slots=True)
class Choice:
    """The lines to keep, where they come from, and what was measured on the reading of the picture.

    "both": the text layer with its lost letters filled in.
    """

    kept: Literal["embedded", "ocr", "both"]
    lines: tuple[Line, ...]
    reason_vi: str
    reason_en: str


def better(embedded: Sequence[Line], read: Sequence[Line]) -> Choice:
    """Return what to keep of the lines of the text layer and of the lines read from the picture of the same page."""
    layer, picture = evidence(_text(embedded)), evidence(_text(read))
    most = max(layer.letters, picture.letters, 1)
    gain = _quality(picture) * picture.letters / most - _quality(layer) * layer.letters / most
    vi, en = f"đọc từ hình trang: {picture.vi}", f"read from the picture of the page: {picture.en}"
    if picture.letters < _LEAST_SEEN * layer.letters:
        return Choice("embedded", tuple(embedded), vi, en)
    if gain > _CLEARLY or layer.letters < _MOST_MISSING * picture.letters:
        return Choice("ocr", tuple(read), vi, en)
    if picture.letters and any(LOST_LETTER in line.text for line in embedded):
        return Choice("both", tuple(filled(embedded, read)), vi, en)
    return Choice("embedded", tuple(embedded), vi, en)


def _quality(seen: Evidence) -> float:
    """Return how much of a text is right Vietnamese, 0..1."""
    whole = 1 - min(1.0, seen.odd + seen.lost + seen.mixed)
    return seen.syllables * min(1.0, seen.marked / _MARKED_GOOD) * whole


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def filled(embedded: Sequence[Line], read: Sequence[Line]) -> list[Line]:
    """Return the lines of a text layer with their lost letters as the picture has them; its other letters stay."""
    return [_filled(line, read) if LOST_LETTER in line.text else line for line in embedded]


def _filled(line: Line, read: Sequence[Line]) -> Line:
    beside = _beside(line, read)
    if line.cells:
        cells = tuple(_with_letters(cell, beside) if LOST_LETTER in cell else cell for cell in line.cells)
        return replace(line, text=" | ".join(cells), cells=cells)
    return replace(line, text=_with_letters(line.text, beside))


def _with_letters(broken: str, seen: str) -> str:
    """Return a text with its lost letters as they stand in `seen`, which may have other marks, and more words.

    A lost letter swallows the blank behind it, and a blank the lost letter behind it.

    >>> _with_letters("TRÁC\ufffdN\ufffdIỆM XÃ ỘI", "TRÁCH NHIÊM XA HỌI")
    'TRÁCH NHIỆM XÃ HỘI'
    """
    broken, seen = nfc(broken), nfc(seen)
    lost, found = bare(broken).lower(), bare(seen).lower()
    if (len(lost), len(found)) != (len(broken), len(seen)):
        return broken  # letters that no Vietnamese text has
    matcher = SequenceMatcher(None, lost, found, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < _SAME_LINE * len(lost.replace(LOST_LETTER, "")):
        return broken
    text = ""
    for _, start, end, begin, stop in matcher.get_opcodes():
        old, new = broken[start:end], seen[begin:stop]
        stands_for = LOST_LETTER in old and not old.strip(f"{LOST_LETTER} ") and len(new) <= _MOST_LOST * len(old)
        swallowed = not old and new.isalpha() and len(new) < _MOST_LOST and text.endswith(" ")
        text += new if stands_for or swallowed else old
    return text


def _beside(line: Line, read: Sequence[Line]) -> str:
    """Return the words read at the height of a line; where heights are not known, the line that is most like it."""
    box = line.box
    if box is None or any(other.box is None for other in read):
        return max((other.text for other in read), key=lambda text: _likeness(line.text, text), default="")
    return " ".join(
        other.text
        for other in read
        if other.box is not None
        and other.box[1] < (box[1] + box[3]) / 2 < other.box[3]
        and min(box[2], other.box[2]) > max(box[0], other.box[0])
    )


def _likeness(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, bare(a).lower(), bare(b).lower(), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 else 0.0
