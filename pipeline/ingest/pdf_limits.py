"""What no real plan comes near, refused before a library spends memory on it.

These checks are cheap and can be got round; the limits of memory and time that cannot be are set around the process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.errors import TooLarge
from pipeline.ingest.pdf_bytes import PdfBytes, Stream, references

MIB = 1024 * 1024

MAX_PAGES = 3_000
"""Pages. A plan has up to 60, a bound volume of a province's plans some hundreds."""

MAX_PAGE_SIDE = 5_000.0
"""Points. A0, on which maps are annexed, is 3,370 long; a picture of 14,400 points would need gigabytes."""

MAX_PAGE_OBJECTS = 100_000
"""Drawn things on one page. The fullest real page seen has 1,400; detailed maps have some ten thousand."""

MAX_RULED_OBJECTS = 20_000
"""Drawn things on a page that is given to pdfplumber; it takes a second for so many."""

MAX_OPERATORS = 300_000
"""Operators that draw, or keep a state, on one page; pdfium takes some hundred bytes for each."""

MAX_UNPACKED = 32 * MIB
"""Bytes of unpacked page content, or of another stream. Real pages stay below 5 MiB, fonts of Chinese below 25."""

# Deflate packs a thousand to one at best: streams below this cannot unpack to more than the limit.
_SUSPECT = MAX_UNPACKED // 1032
_LARGE = MIB  # contents of which the operators are counted
_OPERATOR = re.compile(rb"(?<![A-Za-z/])(?:q|BT|T[jJ]|re|[mlcvy]|Do|sh|BI)(?![A-Za-z])")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)")
_FORM = re.compile(rb"/Subtype\s*/Form")
_FORMS = re.compile(rb"/XObject\s*<<(.*?)>>", re.DOTALL)
_RESOURCES = re.compile(rb"/Resources\s+(\d+)\s+\d+\s+R")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R")
_DRAWS = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def refuse_bombs(file: PdfBytes, name: str) -> None:
    """Raise TooLarge where a stream, or all that a page draws, is beyond the limits once it is unpacked."""
    if file.encrypted:  # nothing can be unpacked without the key
        return
    sizes = {number: _size(file, stream, name) for number, stream in file.streams.items()}
    for found in _CONTENTS.finditer(file.data):
        array = found[1] if found[1] is not None else _array(file, int(found[2]))
        numbers = [int(found[2])] if array is None else references(array)
        size = sum(sizes.get(number, 0) for number in numbers)
        if size > MAX_UNPACKED:
            raise TooLarge(name, f"what a page draws unpacks to more than {MAX_UNPACKED // MIB} MiB")
        if size > _LARGE:
            _count_operators(file, numbers, name)
    _refuse_multiplied_forms(file, name)


def _size(file: PdfBytes, stream: Stream, name: str) -> int:
    """Return at most how many bytes a stream unpacks to; exactly where that may matter."""
    packed = stream.end - stream.start
    if stream.is_picture:  # whose size is looked at before it is drawn
        return 0
    swells = sum(step in (b"FlateDecode", b"RunLengthDecode") for step in stream.filters)
    if not swells or (swells == 1 and stream.is_font and packed < _SUSPECT):
        return packed
    size, _ = file.measured(stream, MAX_UNPACKED)
    if size > MAX_UNPACKED:
        raise TooLarge(name, f"a stream unpacks to more than {MAX_UNPACKED // MIB} MiB")
    return size


def _array(file: PdfBytes, number: int) -> bytes | None:
    """Return the list that an object is, or None where it is something else."""
    said = b"" if number in file.streams else file.definition(number).strip()
    return said if said.startswith(b"[") else None


def _count_operators(file: PdfBytes, numbers: list[int], name: str) -> None:
    @cache
    def operators(number: int) -> int:
        return len(_OPERATOR.findall(file.unpacked(file.streams[number], MAX_UNPACKED).data))

    count = 0
    for number in numbers:
        count += operators(number) if number in file.streams else 0
        if count > MAX_OPERATORS:
            raise TooLarge(name, f"a page has more than {MAX_OPERATORS} operators")


def _refuse_multiplied_forms(file: PdfBytes, name: str) -> None:
    """Raise TooLarge where forms that draw forms multiply: ten tens of tens make a page that is never drawn."""
    forms = {number: stream for number, stream in file.streams.items() if _FORM.search(stream.head)}
    inner = {number: named for number, stream in forms.items() if (named := _forms_in(file, stream.head))}
    if len(inner) < 2:  # two storeys at least
        return
    counted: dict[int, int] = {}
    for number in inner:
        if _drawn(file, number, inner, counted, frozenset()) > MAX_PAGE_OBJECTS:
            raise TooLarge(name, f"forms within forms draw more than {MAX_PAGE_OBJECTS} times")


_DEEPEST_FORM = 30  # pdfium itself goes no deeper than 40


def _drawn(
    file: PdfBytes,
    number: int,
    inner: Mapping[int, Mapping[bytes, int]],
    counted: dict[int, int],
    above: frozenset[int],
) -> int:
    """Return how many forms are drawn by drawing one; a form within itself, which pdfium stops at, counts once."""
    if number not in inner or number in above or len(above) > _DEEPEST_FORM:
        return 1
    if number not in counted:
        counted[number] = 1
        content = file.unpacked(file.streams[number], _LARGE).data
        draws = [inner[number][drawn] for drawn in _DRAWS.findall(content) if drawn in inner[number]]
        counted[number] = 1 + sum(_drawn(file, form, inner, counted, above | {number}) for form in draws)
    return counted[number]


def _forms_in(file: PdfBytes, head: bytes) -> dict[bytes, int]:
    resources = _RESOURCES.search(head)
    said = file.definition(int(resources[1])) if resources else head
    found = _FORMS.search(said)
    return {name: int(number) for name, number in _NAMED.findall(found[1])} if found else {}
