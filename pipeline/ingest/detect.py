"""Which format a file is in, by its bytes; its name decides only between Markdown and plain text without any sign.

People rename files ('ke-hoach.pdf' that is a Word file), and web sites serve HTML under '.doc'.
"""

from __future__ import annotations

import re
import zipfile
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pipeline.errors import DamagedFile, EmptyFile
from pipeline.ingest.charset import decode

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
DOC = "application/msword"
ENCRYPTED_OFFICE = "application/vnd.ms-office-encrypted"
OLE = "application/x-ole-storage"  # Excel, PowerPoint, Outlook of the old kind
RTF = "application/rtf"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
MHTML = "multipart/related"
XML = "application/xml"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
OTHER_IMAGE = "image/x-other"
HEIC = "image/heic"
ZIP = "application/zip"
RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"
GZIP = "application/gzip"
UNKNOWN = "application/octet-stream"

# PDF readers accept bytes before the header, such as a mail gateway's stamp; so does the PDF specification.
_PDF_WITHIN = 1024
# Real text has hardly any; in random bytes it is one in eight.
_CONTROL_SHARE = 0.01
# Bytes of a text that are looked at for tags and signs.
_HEAD = 1 << 20

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"GIF87a", OTHER_IMAGE),
    (b"GIF89a", OTHER_IMAGE),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x1f\x8b\x08", GZIP),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"}
_NOT_BLANK = re.compile(rb"[^\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_HTML_START = re.compile(
    r"(?:<\?xml[^>]*>)?\s*(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)
_HTML_TAG = re.compile(r"</(?:p|div|table|td|span|body|h[1-6]|li)>", re.IGNORECASE)
_MARKDOWN_STRONG = (
    re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE),  # ## KẾ HOẠCH
    re.compile(r"^[ \t]*(?:\|[ \t]*)?:?-{3,}:?[ \t]*\|[ \t|:-]*$", re.MULTILINE),  # |---|---|
    re.compile(r"^[ \t]*\|[ \t]*\n(?:[^|\n]*\n){1,200}?[ \t]*\|[ \t]*$", re.MULTILINE),  # cells between bare bars
    re.compile(r"\*\*[^*\n]+\*\*(?:[^*]|\*(?!\*))*\*\*[^*\n]+\*\*"),  # two bold spans
    re.compile(r"\[[^\[\]\n]{1,300}\]\(https?://"),  # a link
)


def detect(path: Path, name: str) -> str:
    """Return the media type of the file at `path`, called `name` in messages.

    Raises EmptyFile for no bytes or only blanks, and DamagedFile for a ZIP archive that cannot be opened.
    """
    if path.stat().st_size == 0:
        raise EmptyFile(name)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        return _kind(data, path, name)


def _kind(data: mmap, path: Path, name: str) -> str:
    if _NOT_BLANK.search(data) is None:
        raise EmptyFile(name)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    head = data[:_HEAD]
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path, name)
    if head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return RTF
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return OTHER_IMAGE
    if head.startswith(b"BM") and head[6:10] == bytes(4):  # a text may begin 'BM 01: Biểu mẫu'
        return OTHER_IMAGE
    return _text_kind(head, name)


def _ole_kind(data: mmap) -> str:
    """Word 97-2003, or a newer Office file wrapped in a password; stream names stand in UTF-16 in the directory."""
    if data.find("EncryptedPackage".encode("utf-16-le")) >= 0:
        return ENCRYPTED_OFFICE
    return DOC if data.find("WordDocument".encode("utf-16-le")) >= 0 else OLE


def _zip_kind(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            # The name of the format lies in the archive as it is.
            if "mimetype" in names and archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED:
                mimetype = archive.open("mimetype").read(200).decode("ascii", "replace").strip()
                if mimetype.startswith("application/vnd.oasis.opendocument") or mimetype == EPUB:
                    return mimetype
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DamagedFile(name, "DOCX/ZIP", str(error)) from error
    for folder, media_type in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
        if "[Content_Types].xml" in names and any(entry.startswith(folder) for entry in names):
            return media_type
    return ZIP


def _text_kind(data: bytes, name: str) -> str:
    text = decode(data).text
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        return UNKNOWN
    if _HTML_START.match(text.lstrip("\ufeff \t\r\n")):
        return HTML
    if text.lstrip().startswith("<?xml"):
        return XML
    if re.match(r"\s*(?:From|Subject|Date|MIME-Version|Content-Type):", text) and "MIME-Version:" in text[:2000]:
        return MHTML
    if text.lstrip().startswith("<") and len(_HTML_TAG.findall(text)) >= 3:
        return HTML
    unified = text.replace("\r\n", "\n")
    if any(sign.search(unified) for sign in _MARKDOWN_STRONG) or Path(name).suffix.lower() in {".md", ".markdown"}:
        return MARKDOWN
    return PLAIN
