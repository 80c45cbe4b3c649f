"""A plan as plain text: Markdown as converters give it, and the worn text file that goes from desk to desk."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sample_writers.plan import CONTINUED, MOTTO, Block, Centred, Heading, Item, Paragraph, Plan, Table, accepted

_WIDTH = 76  # characters a line of the text file
_PAGE = 30  # lines of text between two page numbers
_DECOMPOSED_EVERY = 7  # every seventh line has its marks as separate characters, as a Mac leaves them


def markdown(plan: Plan) -> bytes:
    """Return `plan` as Markdown: UTF-8, one line a paragraph, bold headings, pipe tables."""
    *above, number = plan.letterhead
    paragraphs = [
        *(f"**{line}**" for line in above),
        number,
        *(f"**{line}**" for line in MOTTO),
        f"*{plan.dateline}*",
        f"## **KẾ HOẠCH** **{' '.join(plan.title)}**",
    ]
    first, *appendices = plan.parts
    paragraphs += map(_markdown_block, first)
    paragraphs += ["**Nơi nhận:**", "\n".join(plan.recipients)]
    paragraphs += [f"**{line}**" for line in (*plan.signature, plan.signer)]
    for part in appendices:
        paragraphs += ["---", *map(_markdown_block, part)]
    return ("\n\n".join(paragraphs) + "\n").encode()


def _markdown_block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * (level + 2)} **{accepted(text)}**"
        case Item(bullet, text):
            return f"{bullet} {accepted(text)}"
        case Centred(text):
            return f"## **{text}**"
        case Paragraph(text):
            return accepted(text)
        case Table(rows):
            lines = [f"| {' | '.join(_above(row, upper))} |" for upper, row in zip(((), *rows), rows, strict=False)]
            return "\n".join([lines[0], "|" + " --- |" * block.columns, *lines[1:]])


def _above(row: tuple[str, ...], upper: tuple[str, ...]) -> Iterator[str]:
    """Yield the cells of `row`; Markdown cannot merge cells, so a merged one says again what stands above."""
    for text, over in zip_longest(row, upper[: len(row)], fillvalue=""):
        yield accepted(over if text == CONTINUED else text)


def worn_text(plan: Plan) -> bytes:
    """Return `plan` as a text file that has seen several programs: UTF-8 with a mark, CRLF, everything out of shape.

    Paragraphs are cut at a fixed width with a blank line between any two lines, page numbers stand where pages ended,
    the two columns of the letterhead share lines, and tables have one cell a line behind a tab.
    """
    lines = list(_typed(plan))
    pages = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)]
    spaced = [line for number, page in enumerate(pages, start=1) for line in (_page_number(number) + _spaced(page))]
    worn = [
        unicodedata.normalize("NFD", line) if number % _DECOMPOSED_EVERY == 0 else line
        for number, line in enumerate(spaced)
    ]
    return "\r\n".join(worn).encode("utf-8-sig")


def _typed(plan: Plan) -> Iterator[str]:
    right = [*MOTTO, plan.dateline]
    for one, other in zip_longest(plan.letterhead, right, fillvalue=""):
        yield f"{one:^28}    {other:^44}".rstrip()
    yield from _middle(["KẾ HOẠCH", *plan.title])
    first, *appendices = plan.parts
    for block in first:
        yield from _typed_block(block)
    yield "Nơi nhận :"
    yield from plan.recipients
    yield from _middle([*plan.signature, plan.signer])
    for part in appendices:
        for block in part:
            yield from _typed_block(block)


def _typed_block(block: Block) -> Iterable[str]:
    match block:
        case Centred(text):
            return _middle([text])
        case Table(rows):
            return [line for row in rows for line in ("", *(f"\t{cell}".rstrip(CONTINUED) for cell in row))]
        case Item(bullet, text):
            return textwrap.wrap(f"{bullet} {accepted(text)}", _WIDTH)
        case Heading(_, text) | Paragraph(text):
            # A code breaks at its hyphen: '58/KH-' at the end of one line, 'SGDĐT' on the next.
            return textwrap.wrap(accepted(text), _WIDTH)


def _middle(texts: list[str]) -> list[str]:
    return [line.center(_WIDTH).rstrip() for text in texts for line in textwrap.wrap(text, _WIDTH - 8)]


def _spaced(page: list[str]) -> list[str]:
    return [text for line in page for text in ((line, "") if line and not line.startswith("\t") else (line,))]


def _page_number(number: int) -> list[str]:
    return [] if number == 1 else ["", str(number), ""]
