"""The kinds of files in a large folder: how a plan becomes each of them, and how many of a hundred are of each.

The shares are those of folders that offices have gathered over years, but for scans and for text that has lost its
marks, of which offices have more: a page read from its image takes as long as ten plans with text, so their share
decides how long a run takes.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageFilter
from sample_writers.plain import markdown, worn_text
from sample_writers.plan import CONTINUED, MOTTO, Centred, Heading, Item, Paragraph, Plan, Table, accepted
from sample_writers.rtf import rich_text
from sample_writers.scan import pictures, render
from sample_writers.word import word

from folder_makers.quick_paper import numbered_objects, quick_paper
from normalizers.letters import bare

SCAN_PAGES = 2  # of a scan, at the most
_DPI = 170

Write = Callable[[Plan, Random], bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; `share` is of a hundred that are not scans."""

    name: str
    share: float
    suffixes: tuple[str, ...]
    write: Write


def _docx(plan: Plan, chance: Random) -> bytes:
    """Return `plan` as Word keeps it: packed, which the samples are not."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(plan, automatic_numbers=chance.random() < 0.5))) as parts,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for part in parts.infolist():
            packed.writestr(zipfile.ZipInfo(part.filename), parts.read(part), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _pdf(plan: Plan, chance: Random) -> bytes:
    return quick_paper(plan, chance.choice((10.5, 11.0, 11.5, 12.0)))


def scan(plan: Plan, chance: Random) -> bytes:
    """Return the first pages of `plan` as pictures: a little askew, more or less sharp."""
    pages = []
    for page in render(quick_paper(plan), _DPI)[:SCAN_PAGES]:
        turned = page.rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BILINEAR, fillcolor=255)
        pages.append(turned.filter(ImageFilter.GaussianBlur(chance.uniform(0, 0.6))))
    return pictures(pages, quality=chance.randint(45, 70))


def garbled(plan: Plan, chance: Random) -> bytes:
    """Return `plan` as a PDF whose text an English OCR engine has read, the pictures of the pages thrown away.

    Most marks are lost, some letters have become their like.
    """
    lines: list[str] = [*plan.letterhead, *MOTTO, plan.dateline, "", "KẾ HOẠCH", *plan.title, ""]
    for part in plan.parts:
        for block in part:
            lines += _wrapped(_text_of(block), 88)
    heard = [_heard(line, chance) for line in lines]
    pages = [heard[start : start + 52] for start in range(0, len(heard), 52)]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"",
               b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"]  # fmt: skip
    kids = []
    for page in pages:
        shown = b"\n".join(b"(%b) Tj T*" % _escaped(line) for line in page)
        content = b"BT /F1 11 Tf 14 TL 72 780 Td\n%b\nET" % shown
        kids.append(b"%d 0 R" % (len(objects) + 1))
        resources = b"/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R" % (len(objects) + 2)
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%b>>" % resources)
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    return numbered_objects(objects, root=1)


_HEARD_AS = {
    "ư": "u",
    "ơ": "o",
    "đ": "d",
    "Đ": "D",
    "ă": "a",
    "ế": "é",
    "ê": "é",
    "ộ": "6",
    "ạ": "a",
    "ị": "j",
    "ụ": "y",
}


def _heard(line: str, chance: Random) -> str:
    kept = "áàéèíìóòúùâêôý"
    return "".join(
        letter if letter in kept and chance.random() < 0.4 else _HEARD_AS.get(letter) or bare(letter)
        for letter in line
    )  # fmt: skip


def _escaped(line: str) -> bytes:
    coded = line.encode("cp1252", "ignore")
    return coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = [""]
    for one in text.split():
        if lines[-1] and len(lines[-1]) + len(one) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {one}".strip()
    return lines


def _text_of(block: Heading | Item | Centred | Paragraph | Table) -> str:
    match block:
        case Item(bullet, text):
            return f"{bullet} {accepted(text)}"
        case Table(rows):
            return " ".join(" ".join(accepted(cell) for cell in row if cell != CONTINUED) for row in rows)
        case Heading(_, text) | Centred(text) | Paragraph(text):
            return accepted(text)


def page_of_portal(plan: Plan, chance: Random) -> bytes:
    """Return `plan` as it stands on the site of an office, with its menu around."""
    body = []
    for part in plan.parts:
        for block in part:
            match block:
                case Table(rows):
                    cells = ("".join(f"<td>{html.escape(accepted(cell))}</td>" for cell in row) for row in rows)
                    body.append(f'<table border="1">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>')
                case Heading(_, text) | Centred(text):
                    body.append(f"<p><b>{html.escape(accepted(text))}</b></p>")
                case _:
                    body.append(f"<p>{html.escape(_text_of(block))}</p>")
    head = "<br>".join(map(html.escape, plan.letterhead))
    title = html.escape(" ".join(plan.title))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="menu"><a href="/">Trang chủ</a> <a href="/tin-tuc">Tin tức</a></div><div class="content">'
        f"<table><tr><td>{head}</td><td><b>{MOTTO[0]}</b><br>{MOTTO[1]}<br><i>{html.escape(plan.dateline)}</i></td></tr>"
        f"</table><p><b>KẾ HOẠCH</b></p><p><b>{title}</b></p>{''.join(body)}<p>{' '.join(plan.signature)}</p>"
        f"<p>{html.escape(plan.signer)}</p></div><div>Lượt xem: {chance.randrange(20, 9000)}</div></body></html>"
    ).encode()


KINDS = (
    Kind("docx", 47, (".docx",), _docx),
    Kind("pdf", 29, (".pdf",), _pdf),
    Kind("text", 7, (".txt",), lambda plan, _: worn_text(plan)),
    Kind("markdown", 4, (".md",), lambda plan, _: markdown(plan)),
    Kind("html", 3, (".html", ".htm"), page_of_portal),
    Kind("rtf", 8, (".rtf", ".doc"), lambda plan, _: rich_text(plan)),  # Word opens both, so offices name them both
    Kind("garbled", 2, (".pdf",), garbled),
)
SCAN = Kind("scan", 0, (".pdf",), scan)


def drawn(chance: Random, scans: float) -> Kind:
    """Return one kind; `scans` is the share of scans among all, from 0 to 1."""
    if chance.random() < scans:
        return SCAN
    return chance.choices(KINDS, [kind.share for kind in KINDS])[0]
