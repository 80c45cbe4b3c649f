"""Is this a Vietnamese syllable?  By the sounds and the spelling of the language, without a dictionary.

Written Vietnamese separates syllables by blanks, and few combinations of letters make one.  Real text consists of them
almost wholly; text read by an engine for another language, or through a wrong font table, does not.  That a word means
something ('kế hoạch', not 'kể hoạch') is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from normalizers.letters import bare
from normalizers.tables import rows

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}  # huyền, sắc, ngã, hỏi, nặng
# Syllables that end in a stop have only these: 'tác', 'tạc', never 'tàc'.
_STOP_TONES = {"\u0301", "\u0323"}

# Before e, ê, i, y stand 'k', 'gh', 'ngh'; before the others 'c', 'g', 'ng'.
_FRONT = tuple("eêiy")
_ONSETS = ("b", "ch", "d", "đ", "h", "kh", "l", "m", "n", "nh", "p", "ph", "r", "s", "t", "th", "tr", "v", "x")


def _spelled() -> Iterator[str]:
    """Yield every syllable without its tone; rhymes.csv says after what each rhyme stands."""
    for row in rows("rhymes"):
        rhyme, places = row["seen"], row["value"].split()
        hard = ("k", "gh", "ngh") if rhyme.startswith(_FRONT) else ("c", "g", "ng")
        if "alone" in places:
            yield rhyme
        if "consonant" in places:
            yield from (onset + rhyme for onset in (*_ONSETS, *hard))
        # 'quang', 'quốc', 'quyết': the 'u' belongs to the consonant. 'giao', 'giếng', 'gì': so does the 'i'.
        yield from (onset + rhyme for onset in ("qu", "gi") if onset in places)
    yield "gi"  # 'gì': the 'i' is all the rhyme there is


_SYLLABLES = frozenset(_spelled())
_STOPS = ("c", "ch", "p", "t")

_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(
    "[đĐ"
    + "".join(
        letter
        for plain in "aăâeêioôơuưy"
        for tone in ("", *TONES)
        for letter in (unicodedata.normalize("NFC", plain + tone), unicodedata.normalize("NFC", plain.upper() + tone))
        if not letter.isascii()
    )
    + "]"
)


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Tell whether `word` could be a Vietnamese syllable, in either manner of placing the tone.

    >>> [w for w in ("trường", "hoà", "Quyết", "KẾ", "strong", "tàc", "ké1", "thuỷ") if is_syllable(w)]
    ['trường', 'hoà', 'Quyết', 'KẾ', 'thuỷ']
    """
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in letters if c in TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES))
    if len(tones) > 1 or bare not in _SYLLABLES:
        return False
    return not bare.endswith(_STOPS) or not tones or tones[0] in _STOP_TONES


@cache
def bare_syllables() -> frozenset[str]:
    """Return every syllable without its marks: 'truong', 'hoach'.

    >>> "hoach" in bare_syllables(), "strong" in bare_syllables()
    (True, False)
    """
    return frozenset(map(bare, _SYLLABLES))


def marked_share(text: str) -> float:
    """Return the share of letters of NFC `text` that carry Vietnamese marks: 0.25 to 0.30 in real text.

    >>> round(marked_share("Kế hoạch cải cách"), 2)
    0.29
    """
    letters = sum(map(str.isalpha, text))
    return len(_MARKED.findall(text)) / letters if letters else 0.0


def words_of(text: str) -> list[str]:
    """Return the words of NFC `text` that are to be syllables: no abbreviations ('UBND', 'GDĐT'), no single letters.

    >>> words_of("UBND xã và Phòng GDĐT, mục a: HỘI NGHỊ 2025")
    ['xã', 'và', 'Phòng', 'mục', 'HỘI', 'NGHỊ']
    """
    return [word for word in _WORD.findall(text) if len(word) > 1 and (is_syllable(word) or word[1:].islower())]


def syllable_share(text: str) -> float:
    """Return the share of words of NFC `text` that could be Vietnamese syllables; 1 where there are no words."""
    words = words_of(text)
    return sum(map(is_syllable, words)) / len(words) if words else 1.0
