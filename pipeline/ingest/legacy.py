"""What a reader could not decode by its fonts: lines in TCVN3, VNI or VIQR, found by their words.

Text files name no font, and PDF writers rename them.  Lines that are Unicode stay as they are.  What the encodings are
is in normalizers/legacy; fonts that tell are followed by the reader of each format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalizers.legacy import Encoding, names, read_lines, with_letters
from pipeline.records import Line, RawPage


def decoded(pages: Sequence[RawPage]) -> tuple[RawPage, ...]:
    """Return the pages of one document with every line in Unicode."""
    read = read_lines([text for page in pages for line in page.lines for text in _texts(line)])
    if any(encodings for _, encodings in read):
        rest = iter(read)
        pages = [_decoded(page, [[next(rest) for _ in _texts(line)] for line in page.lines]) for page in pages]
    if any("tcvn3" in (page.decoded_from or "") for page in pages):
        pages = _with_soft_hyphens(pages)
    return tuple(pages)


def _with_soft_hyphens(pages: Sequence[RawPage]) -> list[RawPage]:
    letters = iter(with_letters([text for page in pages for line in page.lines for text in _texts(line)]))
    return [
        replace(page, lines=tuple(_with_texts(line, [next(letters) for _ in _texts(line)]) for line in page.lines))
        for page in pages
    ]


def _texts(line: Line) -> tuple[str, ...]:
    return line.cells or (line.text,)


def _decoded(page: RawPage, read: Sequence[Sequence[tuple[str, frozenset[Encoding]]]]) -> RawPage:
    lines = tuple(_with_texts(line, [text for text, _ in found]) for line, found in zip(page.lines, read, strict=True))
    name = names(encoding for found in read for _, encodings in found for encoding in encodings)
    return with_origin(replace(page, lines=lines), name)


def _with_texts(line: Line, texts: Sequence[str]) -> Line:
    if not line.cells:
        return replace(line, text=texts[0])
    return replace(line, text=" | ".join(texts), cells=tuple(texts))


def with_origin(page: RawPage, name: str | None) -> RawPage:
    """Return the page with the name of the encodings that it was decoded from, also in its method."""
    if name is None:
        return page
    every = "+".join(sorted({*name.split("+"), *(page.decoded_from or name).split("+")}))
    method = page.method.removesuffix(f"+{page.decoded_from}")
    return replace(page, method=f"{method}+{every}", decoded_from=every)
