"""Page readings for tests, written line by line."""

from __future__ import annotations

from pipeline.ocr.engine import around
from pipeline.ocr.page import PageReading, TextLine, Turn, Word

WIDTH, HEIGHT = 6.0, 10.0  # points of a letter


def printed(text, x, y, *, cell=None, region=0, sure=0.95):
    words = []
    for word in text.split():
        words.append(Word(word, (x, y, x + len(word) * WIDTH, y + HEIGHT), sure))
        x += (len(word) + 1) * WIDTH
    return TextLine(tuple(words), around(word.box for word in words), region, cell)


def reading(lines, cells=()):
    return PageReading(tuple(lines), tuple(cells), "tesseract-0", "vie", False, Turn(), 595.0, 842.0)
