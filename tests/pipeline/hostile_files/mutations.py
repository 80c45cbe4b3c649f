"""Samples damaged at random, the same way each time: by a seed that stands in the name of the file.

Damage is done to the bytes of the file, and, in formats that are packed, also to what is packed in them, which is then
packed again without a fault: so it reaches the code behind the checksums.  What a damaged file still holds is judged by
a look at its bytes that knows next to nothing of the format (`left`), so that a reader cannot agree with itself.
"""

from __future__ import annotations

import html
import io
import random
import re
import zlib
from base64 import a85decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import pypdfium2 as pdfium
from PIL import Image

from hostile_files.cases import Case
from hostile_files.legacy_word import document
from hostile_files.markup import page
from hostile_files.pdf_writing import pdf
from hostile_files.zip_writing import archive, members_of
from normalizers.legacy import to_unicode
from pipeline.ingest.charset import as_windows_1252

Damage = Callable[[bytes, random.Random], bytes]

_EXTREMES = (
    b"0",
    b"-1",
    b"1",
    b"65535",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"99999999999999999999",
    b"1e308",
    b"NaN",
)
_FIELDS = (
    b"\x00\x00\x00\x00",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x00\x00\x00\x80",
    b"\xfe\xff\xff\xff",
    b"\x01\x00\x00\x00",
)


def _flip(data: bytes, chance: random.Random) -> bytes:
    """Turn single bits."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 40))):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _stretch(data: bytes, chance: random.Random, most: int = 4096) -> tuple[int, int]:
    size = min(len(data), chance.choice((1, 16, 256, most)))
    start = chance.randrange(len(data) - size + 1)
    return start, start + size


def _delete(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return (
        data[:start] + bytes(chance.choice((0, 0xFF, chance.randrange(256))) for _ in range(end - start)) + data[end:]
    )


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    size = min(len(data) // 4, chance.choice((16, 512, 4096)))
    a = chance.randrange(len(data) // 2 - size)
    b = chance.randrange(len(data) // 2, len(data) - size)
    return data[:a] + data[b : b + size] + data[a + size : b] + data[a : a + size] + data[b + size :]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    """Put extreme numbers where numbers are written in digits."""
    places = [m.span() for m in re.finditer(rb"(?<=[ /\[(=\"'\\a-z])\d{1,10}\b", data)]
    for start, end in sorted(chance.sample(places, min(len(places), chance.choice((1, 3, 10)))), reverse=True):
        data = data[:start] + chance.choice(_EXTREMES) + data[end:]
    return data


def _fields(data: bytes, chance: random.Random) -> bytes:
    """Put extreme numbers where a number of four bytes may stand, most of all in the head of the file."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(min(len(made), chance.choice((600, len(made)))) - 3)
        made[at : at + 4] = chance.choice(_FIELDS)
    return bytes(made)


DAMAGES: dict[str, Damage] = {
    "lật bit": _flip,
    "xóa khúc": _delete,
    "đè khúc": _overwrite,
    "lặp khúc": _double,
    "đổi chỗ": _swap,
    "cắt": _truncate,
    "số": _numbers,
    "trường": _fields,
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A sound file, and how to damage what is packed in it.

    `seen` finds the words that a look at the bytes shows, in formats without checksums, where what is cut out leaves no
    trace; of the others all words are to be read, or told to be missing.
    """

    name: str
    data: bytes
    inside: Callable[[bytes, random.Random, Damage], bytes] | None = None
    seen: Callable[[bytes], str] | None = None
    seen_inside: Callable[[bytes], str] | None = None


def letters(data: bytes) -> str:
    """Return the words of a text file or web page, tags and all."""
    return html.unescape(data.decode("utf-8", "replace"))


def rich_text(data: bytes) -> str:
    """Return the letters of an RTF file in TCVN3 fonts, wherever in it they stand."""
    plain = re.sub(rb"\\'([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), data)
    return to_unicode(re.sub(r"\\[a-z]+-?\d* ?|[{}]|[\r\n]", "", as_windows_1252(plain)), "tcvn3")


def word_body(data: bytes) -> str:
    """Return the letters in the body of a DOCX file."""
    xml = members_of(data).get("word/document.xml", b"").decode("utf-8", "replace")
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</w:p>|<w:(?:tab|br)\b[^>]*>", " ", xml)))


def old_word(data: bytes) -> str:
    """Return what may be letters of a Word 97 file, which it holds two bytes each."""
    return data.decode("utf-16-le", "replace") + " " + data[1:].decode("utf-16-le", "replace")


def pictured(data: bytes) -> str:
    """Return nothing: dots of JPEG and TIFF have no checksum, and what is damaged shows in the picture itself."""
    return ""


def drawn(data: bytes) -> str:
    """Return the text of a PDF as pdfium gives it: of contents packed anew there is no other trace."""
    try:
        with pdfium.PdfDocument(data) as document:
            return "\n".join(document[n].get_textpage().get_text_range() for n in range(min(len(document), 20)))
    except pdfium.PdfiumError:
        return ""


def _in_members(data: bytes, chance: random.Random, damage: Damage) -> bytes:
    members = members_of(data)
    name = chance.choice(
        [name for name, content in members.items() if len(content) > 64 and name.endswith((".xml", ".rels"))]
    )
    members[name] = damage(members[name], chance)
    return archive(members)


_OBJECT = re.compile(rb"(?<![0-9])(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def pdf_objects(data: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return the objects of a simple sample and what its trailer says, its streams unpacked where that is easy."""
    objects = {}
    for found in _OBJECT.finditer(data):
        content = found[2]
        stream = _STREAM.search(content)
        filters = _FILTERS.search(content[: stream.start()] if stream else b"")
        if stream and filters and b"Flate" in filters[0]:
            packed = stream[1]
            if b"ASCII85" in filters[0]:
                packed = a85decode(packed.strip().removesuffix(b"~>"))
            head = _FILTERS.sub(b"", content[: stream.start()])
            content = (
                re.sub(rb"/Length \d+", b"/Length 0", head)
                + b"stream\n"
                + zlib.decompressobj().decompress(packed)
                + b"\nendstream"
            )
        objects[int(found[1])] = content
    trailer = data[data.rindex(b"trailer") :]
    return objects, re.sub(rb"/(?:Size \d+|Prev \d+)", b"", trailer[trailer.index(b"<<") + 2 : trailer.index(b">>")])


def pdf_again(objects: dict[int, bytes], trailer: bytes) -> bytes:
    """Return a file of these objects, streams packed, with an index that is right."""
    packed = {}
    for number, content in objects.items():
        stream = _STREAM.search(content)
        if stream and b"/Filter" not in content[: stream.start()]:
            data = zlib.compress(stream[1], 9)
            head = re.sub(rb"/Length (?:\d+|-\d+)", b"", content[: stream.start()]).rstrip()
            content = head.removesuffix(b">>") + b"/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
                len(data),
                data,
            )
        packed[number] = content
    root = re.search(rb"/Root (\d+) 0 R", trailer)
    return pdf(packed, re.sub(rb"/Root \d+ 0 R", b"", trailer), root=int(root[1]) if root else 1)


def _in_objects(data: bytes, chance: random.Random, damage: Damage) -> bytes:
    objects, trailer = pdf_objects(data)
    number = chance.choice([n for n, content in objects.items() if len(content) > 40])
    stream = _STREAM.search(objects[number])
    if stream and len(stream[1]) > 64 and chance.random() < 0.8:
        inner = damage(stream[1], chance)
        objects[number] = objects[number][: stream.start()] + b"stream\n" + inner + b"\nendstream"
    else:
        objects[number] = damage(objects[number], chance)
    return pdf_again(objects, trailer)


def samples(folder: Path) -> Iterator[Sample]:
    """Yield what is damaged: our sample plans, and files made here of formats that are not among them."""
    for path in sorted(folder.iterdir()):
        kind = path.suffix.lower()
        data = path.read_bytes()
        if kind == ".pdf":
            scanned = pictured if b"/DCTDecode" in data else None
            yield Sample(path.name, data, _in_objects, seen=scanned, seen_inside=scanned or drawn)
        elif kind in (".docx", ".zip"):
            yield Sample(path.name, data, _in_members if kind == ".docx" else None, seen_inside=word_body)
        elif kind in (".txt", ".md", ".rtf"):
            yield Sample(path.name, data, seen=rich_text if kind == ".rtf" else letters)
        elif kind in (".jpg", ".png"):
            yield Sample(path.name, data, seen=pictured)
            with Image.open(io.BytesIO(data)) as photo:
                for form in ("png", "tiff"):
                    made = io.BytesIO()
                    photo.convert("L").resize((photo.width // 2, photo.height // 2)).save(made, form)
                    yield Sample(f"{path.stem}.{form}", made.getvalue(), seen=pictured if form == "tiff" else None)
        if kind == ".md":
            text = path.read_text(encoding="utf-8")
            lines = "".join(f"<p>{line.strip('|#* ')}</p>\n" for line in text.splitlines() if line.strip("|-#* "))
            yield Sample("ke hoach.html", page(lines), seen=letters)
            yield Sample(
                "ke hoach.doc",
                document("\n".join(line.strip("|#* ") for line in text.splitlines() if line.strip("|-#* "))),
                seen=old_word,
            )


def cases(folder: Path, rounds: int = 3) -> Iterator[Case]:
    """Yield every sample with every kind of damage; `rounds` seeds of each."""
    for sample in samples(folder):
        for name, damage in DAMAGES.items():
            for seed in range(rounds):
                yield _case(sample, name, damage, seed, within=False)
                if sample.inside and seed < 2:
                    yield _case(sample, name, damage, seed, within=True)


def _case(sample: Sample, name: str, damage: Damage, seed: int, *, within: bool) -> Case:
    def make() -> bytes:
        chance = random.Random(crc32(f"{sample.name} {name} {seed} {within}".encode()))
        if within and sample.inside:
            return sample.inside(sample.data, chance, damage)
        return damage(sample.data, chance)

    stem, dot, suffix = sample.name.rpartition(".")
    where = "bên trong" if within else "bên ngoài"
    kind = f"{suffix} {'within' if within else 'outside'}"
    seen = sample.seen_inside if within else sample.seen
    return Case(f"{stem} ({name} {where} {seed}){dot}{suffix}", f"damaged {kind}", make, of=sample.name, seen=seen)


def is_quick(case: Case) -> bool:
    """Tell damaged samples that are read from their text from those whose pages are read from pictures."""
    return case.of.endswith((".docx", ".txt", ".md", ".rtf", ".html", ".doc")) or case.of.startswith("phong-gddt")


__all__ = ["DAMAGES", "cases", "is_quick", "pdf_again", "pdf_objects", "samples"]
