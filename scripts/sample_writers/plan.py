"""The source of a sample plan: a letterhead in TOML between two lines `+++`, then its text, one block a line.

    # I. MỤC ĐÍCH           heading, as many # as its level
    == PHỤ LỤC              centred bold line
    - 100% hồ sơ …          list item ("-" or "+")
    | TT | Nội dung |       table row; the first heads the table, "^" continues the cell above
    || I. THỂ CHẾ           table row of one cell over all columns
    %%%                     a new part (an appendix) on a new page

Anything else is a paragraph.  `{-30-}{+40+}` is a tracked change and `[^text]` a footnote; formats that know neither
print the text as accepted, by `accepted`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
CONTINUED = "^"  # a cell merged with the one above it


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1 = top
    text: str  # with its number as printed, "I. MỤC ĐÍCH"


@dataclass(frozen=True, slots=True)
class Centred:
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    bullet: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The first row heads the table; a row of one cell spans all columns."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        return len(self.rows[0])


Block = Heading | Centred | Item | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as its author means it, before any format has its way with it."""

    letterhead: tuple[str, ...]  # lines on the left: the body above, the issuer, the number
    dateline: str
    title: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str
    parts: tuple[tuple[Block, ...], ...]  # the plan itself, then each appendix

    @property
    def issuer(self) -> str:
        return self.letterhead[-2]


def read_plan(path: Path) -> Plan:
    """Return the plan that the source file at `path` describes."""
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    fields = tomllib.loads(head)
    return Plan(
        letterhead=tuple(fields[key] for key in ("parent", "issuer", "number") if key in fields),
        dateline=fields["dateline"],
        title=tuple(fields["title"]),
        recipients=tuple(fields["recipients"]),
        signature=tuple(fields["signature"]),
        signer=fields["signer"],
        parts=tuple(tuple(_blocks(part.splitlines())) for part in body.split("%%%\n")),
    )


def accepted(text: str) -> str:
    """Return `text` with tracked changes accepted and footnotes left out.

    >>> accepted("Tối thiểu {-30-}{+40+} dịch vụ.[^Tính cả dịch vụ thử nghiệm.]")
    'Tối thiểu 40 dịch vụ.'
    """
    return re.sub(r"\{-.*?-\}|\[\^.*?\]", "", text).replace("{+", "").replace("+}", "")


def _blocks(lines: list[str]) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        if line.startswith("||"):
            rows.append((line.strip("| "),))
        elif line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("| ").split(" | ")))
        elif rows:
            yield Table(tuple(rows))
            rows = []
        if line and not line.startswith("|"):
            yield _block(line)


def _block(line: str) -> Block:
    sign, _, text = line.partition(" ")
    if sign.strip("#") == "":
        return Heading(len(sign), text)
    if sign == "==":
        return Centred(text)
    if sign in ("-", "+"):
        return Item(sign, text)
    return Paragraph(line)
