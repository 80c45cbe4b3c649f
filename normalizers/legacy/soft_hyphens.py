"""The 'ư' of TCVN3 that became a hyphen: its code is that of the soft hyphen, which many programs write as '-'.

'Nhà n-ớc', 'nh- sau', 'đầu t-': where a document has no 'ư' but words that are syllables only with one, these hyphens
are letters.  In a document that has kept its 'ư' a hyphen is a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.syllables import is_syllable

# Onset and rest are at most 'ngh' and 'ớng'; a consonant and a hyphen before a line are its number: 'c- Kinh phí'.
_HYPHEN = re.compile(r"(?<![^\W_])([^\W\d_]{0,3})-([^\W\d_]{0,3})(?![^\W_])")
_NUMBERED = re.compile(r"\s*[^\W\d_]-(?=\s)")


def with_letters(lines: Sequence[str]) -> list[str]:
    """Return the lines of a document decoded from TCVN3 with every 'ư' in its place.

    >>> with_letters(["Trong n-ớc, nh- quy định tại QĐ-TTg", "b- Đầu t-"])
    ['Trong nước, như quy định tại QĐ-TTg', 'b- Đầu tư']
    """
    mended = [_mended(line) for line in lines]
    found = sum(after.count("ư") + after.count("Ư") for after in mended)
    kept = sum(line.count("ư") + line.count("Ư") for line in lines)
    return mended if found > 2 * kept else list(lines)


def _mended(line: str) -> str:
    number = _NUMBERED.match(line)
    start = number.end() if number else 0
    return line[:start] + _HYPHEN.sub(_letter, line[start:])


def _letter(match: re.Match[str]) -> str:
    before, after = match.groups()
    letter = "Ư" if (before + after).isupper() else "ư"
    word = before + letter + after
    # A vowel alone is a word, but hardly one that follows a bullet: '-u tiên' is 'ưu tiên'.
    is_word = all(is_syllable(part) for part in (before, after) if part) and len(before + after) > 1
    return word if (before or after) and not is_word and is_syllable(word) else match[0]
