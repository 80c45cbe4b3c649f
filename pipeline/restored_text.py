"""Restored text as `kehoach restore` prints it: alone, with the doubtful syllables marked, or as JSON.

A text file comes back in its own layout; of a document the lines of its pages are shown, as its reader found them.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from normalizers.diacritics import Restoration
from pipeline.guesses import DOUBTFUL
from pipeline.records import Restored


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable or code that restoration decided about: `text` stands from `start` to `end` of the restored text."""

    start: int
    end: int
    page: int | None  # None in text without pages
    raw: str
    text: str
    confidence: float
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestoredText:
    """A restored text and its restored syllables, in order."""

    text: str
    syllables: tuple[Word, ...]


def of_text(restoration: Restoration) -> RestoredText:
    """Return what was restored of a text without pages."""
    words = (
        Word(s.start, s.end, None, s.raw, s.text, round(s.confidence, 4), s.alternatives) for s in restoration.syllables
    )
    return RestoredText(restoration.text, tuple(words))


def of_document(document: Restored) -> RestoredText:
    """Return the lines of a document, with a blank line between its pages and where one stands in them."""
    parts: list[str] = []
    words: list[Word] = []
    length = 0
    for page in document.pages:
        for number, line in enumerate(page.lines):
            gap = "\n" if parts and (line.gap_before or not number) else ""
            for guess in line.guesses:
                start, end = length + len(gap) + guess.start, length + len(gap) + guess.end
                text = line.text[guess.start : guess.end]
                words.append(
                    Word(start, end, page.number, guess.raw, text, round(guess.confidence, 4), guess.alternatives)
                )
            parts.append(f"{gap}{line.text}\n")
            length += len(parts[-1])
    return RestoredText("".join(parts), tuple(words))


def with_doubts(restored: RestoredText) -> str:
    """Return the text with its doubtful syllables as '[trường?]'."""
    parts: list[str] = []
    copied = 0
    for word in restored.syllables:
        if word.confidence < DOUBTFUL:
            parts.append(f"{restored.text[copied : word.start]}[{word.text}?]")
            copied = word.end
    return "".join((*parts, restored.text[copied:]))


def to_json(restored: RestoredText) -> str:
    """Return the text and its syllables, with what else they may be, as JSON."""
    return msgspec.json.format(msgspec.json.encode(restored), indent=1).decode() + "\n"
