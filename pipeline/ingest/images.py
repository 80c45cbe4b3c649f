"""Pictures of pages: PNG, JPEG and TIFF, the last with many pages.  No words are read here; that is for pipeline/ocr.

A picture is opened and decoded once, so that a damaged one is named as such; how it is turned EXIF tells.
"""

from __future__ import annotations

import struct
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from pipeline.errors import DamagedFile, TooLarge
from pipeline.ingest.detect import JPEG, PNG, TIFF
from pipeline.ingest.pdf_limits import MAX_PAGES
from pipeline.pictures import MAX_PIXELS, points_of
from pipeline.records import Finding, Ingested, RawPage, Source

# A photograph of a telephone may hold a second, smaller picture ("MPO"), which is no page.
_FORMATS = {PNG: ("PNG",), JPEG: ("JPEG", "MPO"), TIFF: ("TIFF",)}
# What Pillow raises on broken data, besides OSError: the formats read their tables with struct and by index.
_BROKEN = (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, struct.error, EOFError)


def read_image(path: Path, source: Source) -> Ingested:
    """Return a page without lines for each picture in the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, and of large pictures, for which there is a limit of our own
        return _read(path, source)


def _read(path: Path, source: Source) -> Ingested:
    format_name = source.media_type.rpartition("/")[2].upper()
    pages: list[RawPage] = []
    findings: list[Finding] = []
    seen = ""
    try:
        with Image.open(path, formats=_FORMATS[source.media_type]) as image:
            count = getattr(image, "n_frames", 1) if source.media_type == TIFF else 1
            if count > MAX_PAGES:
                raise TooLarge(source.path, f"{count} pages > {MAX_PAGES}")
            for number in range(1, count + 1):
                try:
                    image.seek(number - 1)
                    pages.append(_page(image, number, source))
                except _BROKEN as error:
                    seen = str(error)
                    findings.append(_damaged_page(number))
    except Image.DecompressionBombError as error:
        raise TooLarge(source.path, f"> {MAX_PIXELS // 1_000_000} million dots") from error
    except UnidentifiedImageError as error:
        raise DamagedFile(source.path, format_name, "its head is broken") from error
    except _BROKEN as error:
        raise DamagedFile(source.path, format_name, str(error)) from error
    if not pages:
        raise DamagedFile(source.path, format_name, seen)
    return Ingested(source, "ocr", tuple(pages), tuple(findings))


def _page(image: Image.Image, number: int, source: Source) -> RawPage:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise TooLarge(source.path, f"{width} x {height} dots > {MAX_PIXELS // 1_000_000} million")
    size = points_of(image)
    if number == 1:
        # JPEG at an eighth of its size: enough to find where it breaks off.
        image.draft("L", (max(1, width // 8), max(1, height // 8)))
    image.load()
    return RawPage(number, (), "image", *size, has_image=True, ink_without_text=True)


def _damaged_page(number: int) -> Finding:
    return Finding(
        code="page-unreadable",
        severity="warning",
        message_vi=f"Trang {number} của tệp ảnh bị hỏng nên không đọc được. Hãy quét lại trang này.",
        message_en=f"Page {number} of the picture file is damaged and was not read. Scan this page again.",
        page=number,
    )
