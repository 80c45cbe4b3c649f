"""Files of any format to `Ingested`: the lines, rows and pages as the format gives them, nothing judged yet.

One reader a format, all with the signature `read_xxx(path, source) -> Ingested`; which one, the bytes decide.
Every failure is an UnreadableFile (errors) that names the file and says what to do.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from pipeline.errors import (
    CannotOpen,
    EncryptedFile,
    NoPermission,
    TooLarge,
    UnknownFormat,
    UnsupportedFormat,
)
from pipeline.ingest import detect
from pipeline.ingest.legacy import decoded
from pipeline.records import Ingested, Source

# A plan of 200 scanned pages at 300 dpi is about 100 MB; above this the memory of a small computer is at risk.
MAX_FILE_BYTES = 512 * 1024 * 1024
# Two million characters, a volume of 1,000 pages, are 3 MB of text; web pages and RTF hold their pictures as text.
MAX_TEXT_BYTES = {detect.PLAIN: 16 << 20, detect.MARKDOWN: 16 << 20, detect.HTML: 32 << 20, detect.RTF: 64 << 20}

_SAVE_AS_DOCX = ("Hãy mở và lưu thành .docx hoặc PDF.", "Open it and save it as .docx or PDF.")
_SAVE_AS_JPEG = ("Hãy lưu ảnh thành JPEG, PNG hoặc PDF.", "Save the picture as JPEG, PNG or PDF.")
_UNPACK = (
    "Hãy giải nén và đặt các văn bản bên trong vào thư mục.",
    "Unpack it and put the documents inside into the folder.",
)
_UNSUPPORTED = {
    detect.ODT: ("OpenDocument (.odt)", *_SAVE_AS_DOCX),
    detect.EPUB: ("EPUB", *_SAVE_AS_DOCX),
    detect.XLSX: ("Excel (.xlsx)", *_SAVE_AS_DOCX),
    detect.PPTX: ("PowerPoint (.pptx)", *_SAVE_AS_DOCX),
    detect.OLE: ("Microsoft Office 97-2003", *_SAVE_AS_DOCX),
    detect.MHTML: ("MHTML", *_SAVE_AS_DOCX),
    detect.XML: ("XML", *_SAVE_AS_DOCX),
    detect.OTHER_IMAGE: ("GIF/BMP/WebP", *_SAVE_AS_JPEG),
    detect.HEIC: ("HEIC", *_SAVE_AS_JPEG),
    detect.ZIP: ("ZIP", *_UNPACK),
    detect.RAR: ("RAR", *_UNPACK),
    detect.SEVEN_ZIP: ("7z", *_UNPACK),
    detect.GZIP: ("gzip", *_UNPACK),
}


def ingest(path: Path, name: str, also_at: tuple[str, ...] = ()) -> Ingested:
    """Return the file at `path` as read; `name` is its path within the run, used in messages and in `source_path`.

    Raises an UnreadableFile for whatever gives no text.
    """
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise TooLarge(name, f"{size >> 20} MB > {MAX_FILE_BYTES >> 20} MB")
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        media_type = detect.detect(path, name)
        most = MAX_TEXT_BYTES.get(media_type, size)
        if size > most:
            raise TooLarge(name, f"{size >> 20} MB of text > {most >> 20} MB")
        found = _read(path, Source(name, also_at, sha256, media_type, size))
        return replace(found, pages=decoded(found.pages))
    except PermissionError as error:
        raise NoPermission(name) from error
    except OSError as error:
        raise CannotOpen(name, error.strerror or str(error)) from error


def _read(path: Path, source: Source) -> Ingested:
    # Readers are imported here because the libraries behind them take longer to load than a text file takes to read.
    match source.media_type:
        case detect.PDF:
            from pipeline.ingest.pdf import read_pdf

            return read_pdf(path, source)
        case detect.DOCX:
            from pipeline.ingest.docx import read_docx

            return read_docx(path, source)
        case detect.HTML:
            from pipeline.ingest.html import read_html

            return read_html(path, source)
        case detect.MARKDOWN:
            from pipeline.ingest.markdown import read_markdown

            return read_markdown(path, source)
        case detect.PLAIN:
            from pipeline.ingest.plain import read_plain

            return read_plain(path, source)
        case detect.DOC:
            from pipeline.ingest.doc import read_doc

            return read_doc(path, source)
        case detect.RTF:
            from pipeline.ingest.rtf import read_rtf

            return read_rtf(path, source)
        case detect.ENCRYPTED_OFFICE:
            raise EncryptedFile(source.path, "Office")
        case detect.PNG | detect.JPEG | detect.TIFF:
            from pipeline.ingest.images import read_image

            return read_image(path, source)
        case media_type if media_type in _UNSUPPORTED:
            raise UnsupportedFormat(source.path, *_UNSUPPORTED[media_type])
        case _:
            raise UnknownFormat(source.path)
