"""The lines of a corpus that may be printed: where they stand in it, and which are kept back for measuring."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import cycle
from random import Random

from corpus_lines import HELD_OUT, is_held_out

# A corpus of many kinds of text holds encyclopedias too. An office writes like this.
_OFFICIAL = re.compile(
    r"Điều \d|[Kk]hoản|UBND|HĐND|[Ủủ]y ban|[Hh]ội đồng|[Qq]uyết định|Nghị định|Thông tư|[Kk]ế hoạch|[Cc]ơ quan"
    r"|[Tt]hực hiện|[Bb]an hành|[Qq]uy định|[Pp]hòng|[Ss]ở |[Tt]hủ tục|[Tt]rách nhiệm|[Pp]hối hợp|[Tt]ổ chức"
)
_STRETCH = 60  # lines that follow one another
_OFFICIAL_SHARE = 0.5  # of the lines of a stretch
# What the fonts of an office can print, so that no page shows boxes in place of letters.
_PRINTABLE = re.compile(r"[\x20-\x7eÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”‘’–…§°]+")
_LETTERS = re.compile(r"[^\W\d_]")
_LINES_OF_A_PAGE = 40  # at most
_LENGTHS = (12, 420)  # letters of a line that reads as a sentence or a heading


def is_printable(line: str) -> bool:
    """Tell whether a line is a sentence or heading in letters that every font here has.

    >>> is_printable("Phối hợp với các cơ quan liên quan;"), is_printable("∑ 12 34 56 78 90 11")
    (True, False)
    """
    shortest, longest = _LENGTHS
    return (
        shortest <= len(line) <= longest
        and _PRINTABLE.fullmatch(line) is not None
        and len(_LETTERS.findall(line)) > 0.6 * len(line)
    )


def stretch(lines: Sequence[str], chance: Random) -> Iterator[str]:
    """Yield lines that follow one another in official text, without end: one stretch after the other."""
    while True:
        start = chance.randrange(max(1, len(lines) - _STRETCH))
        found = [
            line
            for index, line in enumerate(lines[start : start + _STRETCH], start)
            if not is_held_out(index) and is_printable(line)
        ]
        if found and sum(map(is_official, found)) >= _OFFICIAL_SHARE * len(found):
            yield from found


def held_out(lines: Sequence[str], page: int) -> Iterator[str]:
    """Yield the official lines that are kept for measuring, without end; each page begins where others do not."""
    every, which = HELD_OUT
    kept = [line for line in lines[which::every] if is_printable(line) and is_official(line)]
    Random(0).shuffle(kept)
    start = page * _LINES_OF_A_PAGE % len(kept)
    yield from cycle(kept[start:] + kept[:start])


def is_official(line: str) -> bool:
    """Tell whether a line reads as if an office had written it."""
    return _OFFICIAL.search(line) is not None
