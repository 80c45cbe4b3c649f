"""A DOCX file as the XML parts that hold text, opened without trusting it.

A DOCX is a ZIP archive of XML.  Both can be built to fill the memory of whoever opens them, and XML can ask for other
files and addresses; nothing here follows such a request.  What the XML means is in docx.py.
"""

from __future__ import annotations

import errno
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lxml import etree

from pipeline.errors import DamagedFile, EncryptedFile, TooLarge

# A plan has some twenty parts and a few pictures; a report with a picture on each of its pages has some hundreds.
MAX_ENTRIES = 10_000
# A document of 500 pages with ordinary formatting is about 20 MB of XML, which takes ten times as much memory.
MAX_PART_BYTES = 32 * 1024 * 1024

FORMAT = "DOCX"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# "Strict" files name the same elements by other addresses.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that matter for the text; a part that the file does not have is None."""

    bodies: list[etree._Element]  # one; of a damaged file perhaps two
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    has_pictures: bool


def open_package(path: Path, name: str) -> Package:
    """Return the parts of the DOCX at `path`; raises an UnreadableFile that calls it `name`."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Opened(archive, name).package()
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise DamagedFile(name, FORMAT, str(error)) from error
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # the disk, and not a place in the file that cannot be
            raise
        raise DamagedFile(name, FORMAT, str(error)) from error


class _Opened:
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise TooLarge(name, f"{len(entries)} parts > {MAX_ENTRIES}")
        self._entries = {entry.filename: entry for entry in entries}

    def package(self) -> Package:
        main = self._targets("").get("officeDocument", "word/document.xml")
        root = self._part(main)
        bodies = [] if root is None else root.findall(f"{W}body")
        if not bodies:
            raise DamagedFile(self._name, FORMAT, f"no {main} with a body")
        parts = self._targets(main)
        return Package(
            bodies=bodies,
            styles=self._part(parts.get("styles")),
            numbering=self._part(parts.get("numbering")),
            footnotes=self._part(parts.get("footnotes")),
            endnotes=self._part(parts.get("endnotes")),
            has_pictures=any("/media/" in entry for entry in self._entries),
        )

    def _targets(self, part: str) -> dict[str, str]:
        """Return the parts that `part` names, by the last word of their kind: 'styles', 'numbering', …"""
        folder, base = posixpath.split(part)
        root = self._part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, str] = {}
        for relationship in () if root is None else root.iter(_RELATIONSHIP):
            kind = relationship.get("Type", "").rpartition("/")[2]
            target = relationship.get("Target", "")
            if relationship.get("TargetMode") != "External":
                found.setdefault(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return found

    def _part(self, part: str | None) -> etree._Element | None:
        entry = self._entries.get(part) if part else None
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise EncryptedFile(self._name, FORMAT)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # LZMA may ask for gigabytes at once
            raise DamagedFile(self._name, FORMAT, f"{entry.filename} is packed as in no Word file")
        with self._archive.open(entry) as stream:
            data = self._limited(stream, entry.filename)
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        # huge_tree stays off: it lifts the limits on depth and on the size of one text that stop hostile files.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise DamagedFile(self._name, FORMAT, f"{entry.filename}: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:  # what its entities stand for would be lost
            raise DamagedFile(self._name, FORMAT, f"{entry.filename}: a document type is declared, as in no Word file")
        return root

    def _limited(self, stream: IO[bytes], part: str) -> bytes:
        """Read at most the limit, whatever size the archive claims."""
        data = stream.read(MAX_PART_BYTES + 1)
        if len(data) > MAX_PART_BYTES:
            raise TooLarge(self._name, f"{part} > {MAX_PART_BYTES >> 20} MB")
        return data
