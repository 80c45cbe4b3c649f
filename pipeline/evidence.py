"""What can be measured on a text: marks, syllables, and signs that stand where none belong.

Measures only.  What a page is for all that is judged in triage.py, which of two readings is kept in better.py.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from normalizers.syllables import is_syllable, marked_share, words_of
from normalizers.tables import rows

MARKED_USUAL = 0.28
"""Share of letters with marks in good text on average: what is missing to it has been lost."""

_ENOUGH_WORDS, _GOOD_MARKED, _GOOD_SYLLABLES = 50, 0.20, 0.97

_FAR = re.compile("[\u0370-\u1cff\u2c00-\uffff]")  # private use and other scripts
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
# Signs that show nothing, or nothing known: where no letter stands beside them they are all that is left of letters.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ue000-\uf8ff]")
# Bullets of symbol fonts ('\uf0b7') stand alone; inside a word a private sign is a lost letter.
_PRIVATE = re.compile(r"(?<=\w)[\ue000-\uf8ff]|[\ue000-\uf8ff](?=\w)")
# Names and quotations in other scripts stand by themselves: 'Bắc Kinh (北京)', 'Москва'. Letters of other scripts among
# Latin ones, and one or two alone, come from a broken font: 'Vӕ', '+ҥ'.
_ALPHABETS = r"\u0370-\u1cff\u2c00-\u2dff"
_OTHERS = rf"{_ALPHABETS}\u2e80-\ud7ff\uf900-\ufdff"
_LATIN = r"0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_OTHER_SCRIPT = re.compile(
    rf"(?<=[{_LATIN}])[{_OTHERS}]+"
    rf"|(?<![{_OTHERS}])(?:[{_OTHERS}]++(?=[{_LATIN}])|[{_ALPHABETS}]{{1,2}}(?![{_OTHERS}]))"
)
# These two take the rest of the word with them, so that each word counts once.
_LOST = re.compile(r"(?:[^\W\d_]\?+[^\W\d_]|(?<!\S)\?[^\W\d_])\S*")
# No range of code points holds the small letters alone: 'Ạ' and 'ạ' stand side by side.
_SMALL = "a-z" + "".join(c for c in map(chr, (*range(0xE0, 0x1B1), *range(0x1EA0, 0x1EFA))) if c.islower())
_MIXED = re.compile(rf"(?:[{_SMALL}]\d[{_SMALL}]|[{_SMALL}][A-ZĐ]|[^\W\d_][€¢§~¥©®£$][^\W\d_])\S*")
# TCVN3 writes its letters with the signs of Latin-1; PDF fonts name some of them '−' and '∙'.
_TCVN3 = re.compile(r"[a-z][\xa1-\xbf\u2212\u2219]|[\xa1-\xbf\u2212\u2219][a-z]", re.IGNORECASE)
# VNI writes the mark after the letter: 'aù' for 'á', 'eä' for 'ệ', 'ñ' for 'đ'. In Unicode none of these pairs occurs;
# 'oá' and 'oà' do ('hoá', 'hoà') and are not among them.
_VNI = re.compile(r"[ae][âáàåãä]|o[âåä]|a[êéèúë]|[aeouyôö][ùøûõï]|ñ", re.IGNORECASE)
# UTF-8 read as Latin-1: 'Káº¿ hoáº¡ch'.
_MOJIBAKE = re.compile("áº|á»|Æ°|Ä‘|Ã¡|Ã´")
_CONSONANT = re.compile(r"(?<!\S)[BCDGHKLMNPQRST](?!\S)")
_SMALL_WORDS = frozenset(row["seen"] for row in rows("foreign_words"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured on a page."""

    words: int
    """Words that are to be syllables: no abbreviations, no numbers."""
    letters: int
    """Letters and digits."""
    marked: float
    """Share of letters with Vietnamese marks."""
    syllables: float
    """Share of words that can be Vietnamese syllables."""
    odd: float
    """Share of signs that none writes there: controls, private use, other scripts."""
    lost: float
    """Share of words with '?' for a letter ('gi?o d?c')."""
    legacy: float
    """Signs of TCVN3 ('ng©n', 'nh−') or of VNI ('quyeát') to a word."""
    mojibake: float
    """Signs of UTF-8 read as Latin-1 ('Káº¿') to a word."""
    mixed: float
    """Share of words with a digit, a sign or a capital inside ('ph6p', 'nghiQp')."""
    foreign: float
    """Share of small words of English and French."""
    fragments: int
    """Consonants standing alone in lines of capitals ('C IA SẺ', 'T ỰC IỆN'): a letter is missing in the font of
    headings.  Real headings have one at most to a line ('PHỤ LỤC C'), so lines with fewer than two are not counted."""

    @property
    def damage(self) -> float:
        """The share that is lost, 0..1: of marks, or of words that can be none, whichever is greater."""
        return min(1.0, max(1 - self.marked / MARKED_USUAL, 1 - self.syllables, self.odd))

    @property
    def vi(self) -> str:
        """What was measured, in words."""
        return f"{self.words} từ, {self.syllables:.0%} âm tiết đúng, {self.marked:.0%} chữ có dấu{self._signs('vi')}"

    @property
    def en(self) -> str:
        """The same in English."""
        shares = f"{self.syllables:.0%} right syllables, {self.marked:.0%} of letters with marks"
        return f"{self.words} words, {shares}{self._signs('en')}"

    def _signs(self, language: Literal["vi", "en"]) -> str:
        """Return the signs of damage that were seen at all, worst first."""
        named = (
            (self.odd, "ký tự lạ", "odd signs"),
            (self.lost, "từ có dấu hỏi thay chữ", "words with '?' for a letter"),
            (self.legacy, "chữ theo bảng mã cũ", "signs of an old encoding"),
            (self.mojibake, "mã UTF-8 đọc sai", "UTF-8 misread"),
            (self.mixed, "từ lẫn số và ký hiệu", "words mixed with figures"),
        )
        seen = sorted((item for item in named if item[0] >= 0.01), reverse=True)
        return "".join(f", {share:.0%} {vi if language == 'vi' else en}" for share, vi, en in seen)


def evidence(text: str) -> Evidence:
    """Return what can be measured on the text of a page."""
    text = unicodedata.normalize("NFC", text)
    chunks = text.split()
    words = words_of(text)
    count = max(len(chunks), 1)
    signs = max(sum(map(len, chunks)), 1)
    marked = marked_share(text)
    syllables = sum(map(is_syllable, words)) / len(words) if words else 1.0
    letters = sum(map(str.isalnum, text))
    odd = len(_CONTROL.findall(text))
    if not letters:
        odd += len(_UNSEEN.findall(text))
    if _FAR.search(text):
        other = sum(map(len, _OTHER_SCRIPT.findall(text)))
        # A page in another script is in another language.
        odd += len(_PRIVATE.findall(text)) + (other if other < signs / 2 else 0)
    # Words that are syllables, with their marks, hold none of the signs of the measures below.
    good = len(words) >= _ENOUGH_WORDS and marked >= _GOOD_MARKED and syllables >= _GOOD_SYLLABLES
    plain = " ".join(chunk for chunk in chunks if "/" not in chunk and "@" not in chunk)  # no codes, no addresses
    small = 0 if good else sum(map(_SMALL_WORDS.__contains__, " ".join(words).lower().split()))
    return Evidence(
        words=len(words),
        letters=letters,
        marked=marked,
        syllables=syllables,
        odd=odd / signs,
        lost=len(_LOST.findall(plain)) / count if "?" in plain else 0.0,
        legacy=0.0 if good else max(len(_TCVN3.findall(text)), len(_VNI.findall(text))) / count,
        mojibake=0.0 if good else len(_MOJIBAKE.findall(text)) / count,
        mixed=0.0 if good else len(_MIXED.findall(plain)) / count,
        foreign=small / max(len(words), 1),
        fragments=_fragments(text),
    )


def _fragments(text: str) -> int:
    counts = (len(_CONSONANT.findall(line)) for line in text.split("\n") if line.isupper() and " | " not in line)
    return sum(count for count in counts if count > 1)
