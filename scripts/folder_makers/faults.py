"""Files that cannot be read, or only with care: one in a hundred of a folder that many hands have filled.

Each is made from what a plan would have been, so that no two have the same bytes.  What they are to a reader, and the
rarer kinds, is the matter of tests/hostile.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from sample_writers.plan import Plan
from sample_writers.word import word

from folder_makers.quick_paper import numbered_objects, quick_paper

_MIB = 1 << 20


def _empty(plan: Plan, chance: Random) -> bytes:
    return b""


def _truncated_pdf(plan: Plan, chance: Random) -> bytes:
    """A download that broke off."""
    whole = quick_paper(plan)
    return whole[: int(len(whole) * chance.uniform(0.1, 0.5))]


def _truncated_docx(plan: Plan, chance: Random) -> bytes:
    whole = word(plan)
    return whole[: int(len(whole) * chance.uniform(0.2, 0.8))]


def _encrypted(plan: Plan, chance: Random) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, encrypt=StandardEncryption(f"mat-khau-{chance.random()}", strength=128), invariant=1)
    canvas.drawString(90, 700, bytes(plan.signer, "ascii", "ignore").decode())
    canvas.save()
    return held.getvalue()


def _wrong_name(plan: Plan, chance: Random) -> bytes:
    """A Word file named .pdf, which its bytes tell: this one can be read."""
    return word(plan)


def _random(plan: Plan, chance: Random) -> bytes:
    return chance.randbytes(chance.randrange(500, 60_000))


def _zip_bomb(plan: Plan, chance: Random) -> bytes:
    """A Word file whose text swells a thousand times."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("[Content_Types].xml"), _TYPES)
        package.writestr(zipfile.ZipInfo("word/document.xml"), _swelling(), zipfile.ZIP_DEFLATED, 1)
        package.writestr(zipfile.ZipInfo("docProps/app.xml"), f"<!-- {chance.random()} -->")
    return held.getvalue()


@cache
def _swelling() -> bytes:
    return b"<w:document>" + b" " * (400 * _MIB)


def _deflate_bomb(plan: Plan, chance: Random) -> bytes:
    """A page whose content swells a thousand times."""
    return _page(b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(_zeros()), _zeros()), chance)


def _loop(plan: Plan, chance: Random) -> bytes:
    """Pages that are their own parents."""
    return numbered_objects(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2/Kids[3 0 R]/Parent 3 0 R>>",
         b"<</Type/Pages/Count 2/Kids[2 0 R]/Parent 2 0 R/Seen(%r)>>" % chance.random()], root=1
    )  # fmt: skip


def _many_operators(plan: Plan, chance: Random) -> bytes:
    """A page that writes one letter some hundred thousand times."""
    content = zlib.compress(b"BT /F1 1 Tf 9 9 Td " + b"(a) Tj " * chance.randrange(200_000, 400_000) + b"ET")
    return _page(b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(content), content), chance)


def _page(content: bytes, chance: Random) -> bytes:
    return numbered_objects(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
         b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", content,
         b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Made(%r)>>" % chance.random()], root=1
    )  # fmt: skip


@cache
def _zeros() -> bytes:
    """Return a deflated gigabyte of blanks."""
    packer = zlib.compressobj(1)
    return b"".join([*(packer.compress(bytes([32]) * _MIB) for _ in range(1024)), packer.flush()])


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)

# name: how many of a hundred faulty files, the end of its name, what makes it
FAULTS: dict[str, tuple[int, str, Callable[[Plan, Random], bytes]]] = {
    "empty": (14, ".docx", _empty),
    "truncated-pdf": (16, ".pdf", _truncated_pdf),
    "truncated-docx": (16, ".docx", _truncated_docx),
    "encrypted": (16, ".pdf", _encrypted),
    "wrong-name": (12, ".pdf", _wrong_name),
    "random": (12, ".pdf", _random),
    "page-loop": (4, ".pdf", _loop),
    "many-operators": (4, ".pdf", _many_operators),
    "zip-bomb": (3, ".docx", _zip_bomb),
    "deflate-bomb": (3, ".pdf", _deflate_bomb),
}


def drawn_fault(chance: Random) -> str:
    """Return the name of one fault."""
    return chance.choices(list(FAULTS), [share for share, _, _ in FAULTS.values()])[0]
