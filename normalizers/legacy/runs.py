"""Text in runs, each with the name of its font: which fonts of a document are in an old encoding, and what they show.

Names mislead both ways: a file typed in Unicode may still call its font '.VnTime', and programs that write PDF may call
it 'TT12'.  So all words in one font are counted together, and its name counts like a few words more.
"""

from __future__ import annotations

from collections.abc import Iterable

from normalizers.legacy.detection import READINGS, Reading, Tally, is_suspect, is_unicode, tally
from normalizers.legacy.encodings import Encoding, to_unicode
from normalizers.legacy.fonts import encoding_of_font, family

NAME = 2.5
"""Words. So much weight the name of a font has against what is written in it; fonts of headings have few words."""


WHOLE = 0.9
"""Share of words that are syllables where a font is used for one encoding only; real fonts have 0.96 and more.  Others
('VNSTCVN3', with VNI and TCVN3 by turns) are left to be read line by line."""


class Fonts:
    """The encoding of each font of a document or page, judged by its name and by all that is written in it."""

    def __init__(self, runs: Iterable[tuple[str, str]]) -> None:
        """Take all runs in order, each as its text and the name of its font."""
        texts: dict[str, list[str]] = {}
        last = None
        for text, font in runs:
            font = family(font)
            parts = texts.setdefault(font, [])
            if font != last:
                parts.append(" ")  # what stands in another font between them ends the word
            parts.append(text)
            last = font
        self._encodings = {font: _judge(font, "".join(parts)) for font, parts in texts.items()}

    def encoding(self, font: str) -> Encoding | None:
        """Return the encoding of text in a font; None: it is Unicode."""
        return self._encodings.get(family(font))

    def decode(self, runs: Iterable[tuple[str, str]]) -> list[str]:
        """Return what each run shows; runs that follow one another may share a letter, which goes to the first.

        A run that holds letters of Unicode was typed in Unicode, whatever its font.
        """
        parts: list[str] = []
        encodings: list[Encoding | None] = []
        for text, font in runs:
            encoding = None if is_unicode(text) else self.encoding(font)
            if encoding and parts and encoding is encodings[-1] and _is_one_letter(parts[-1][-1:] + text[:1], encoding):
                parts[-1] += text[0]
                text = text[1:]
            parts.append(text)
            encodings.append(encoding)
        return [to_unicode(text, e) if e else text for text, e in zip(parts, encodings, strict=True)]

    @property
    def found(self) -> str | None:
        """The encodings by name, 'tcvn3' or 'tcvn3+vni'; None: all is Unicode."""
        return names(self._encodings.values())


def names(encodings: Iterable[Encoding | None]) -> str | None:
    """Return encodings as one name for people and tables, each once; capitals are no encoding of their own.

    >>> names([Encoding.VNI, None, Encoding.TCVN3_CAPITALS, Encoding.TCVN3]), names([None])
    ('tcvn3+vni', None)
    """
    found = {encoding.value.removesuffix("-capitals") for encoding in encodings if encoding}
    return "+".join(sorted(found)) or None


def _is_one_letter(pair: str, encoding: Encoding) -> bool:
    return len(pair) == 2 and len(to_unicode(pair, encoding)) == 1  # 'o' and 'ä' of the 'ộ' of VNI


def _judge(font: str, text: str) -> Encoding | None:
    named = encoding_of_font(font)
    if named is None and not is_suspect(text):
        return None
    found = tally(text)
    best = min(READINGS, key=lambda reading: _cost(found, reading, named))
    if best is None or found.of(best) > (1 - WHOLE) * found.words + NAME:
        return None
    encoding = named if best is _plain(named) else best
    # A name without effect is no news: Unicode documents keep '.VnTime' in styles and on blanks.
    return encoding if encoding and to_unicode(text, encoding) != text else None


def _cost(found: Tally, reading: Reading, named: Encoding | None) -> float:
    return found.of(reading) + (0 if reading is _plain(named) else NAME)


def _plain(encoding: Encoding | None) -> Encoding | None:
    return Encoding.TCVN3 if encoding is Encoding.TCVN3_CAPITALS else encoding
