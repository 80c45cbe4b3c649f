"""ZIP archives of plans as folders: 'công văn 112.zip' holds 'công văn 112.zip/phụ lục/kế hoạch.pdf'.

Members are unpacked beside the output under numbers of ours, so that no name in an archive can lead anywhere else.  An
archive can be built to fill disk or memory; what is read of it is counted.  DOCX, XLSX, ODT and EPUB are ZIP files too
and no archives of plans: they are told apart here and read in pipeline/ingest.
"""

from __future__ import annotations

import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    NestedArchive,
    TooLarge,
    UnreadableFile,
    UnsafeMember,
    UnsupportedFormat,
    writing,
)
from pipeline.storage import aside_name

FORMAT = "ZIP"
# A year's correspondence of an office is some hundreds of files.
MAX_MEMBERS = 5_000
# Bytes of the list of members, which is read whole: a thousand for each, though the longest paths have some hundred.
MAX_DIRECTORY = 1_000 * MAX_MEMBERS
# Bytes of all members unpacked: some hundreds of scans of 1 to 5 MB, and no more than the disk of a small computer has.
MAX_BYTES = 4 * 1024**3
# Documents and scans are packed already, plain text shrinks to a fifth, a bomb to a thousandth.
MAX_RATIO = 200
_RATIO_FROM = 10 * 1024**2  # bytes; smaller files of blanks shrink as much and do no harm

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_FIRST_NAME = 30  # bytes of the head before the name of the first member
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_PACKAGE_SIGNS = ("[Content_Types].xml", "mimetype")  # of Office; of OpenDocument and EPUB
# What is called so is a broken document where it lacks those signs, and no archive.
_PACKAGE_SUFFIXES = {".docx", ".xlsx", ".pptx", ".odt", ".epub"}
_SKIPPED = (".", "~$", "__MACOSX")  # hidden files, Word's lock files, what macOS adds
_UTF8_NAME = 0x800
_CHUNK = 1 << 20  # bytes held at a time
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError, struct.error)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive, unpacked to `file`, or the reason why it is not; `name` begins with the archive's."""

    name: str
    file: Path
    error: UnreadableFile | None = None


def is_package(names: Iterable[str]) -> bool:
    """Tell from the names in a ZIP file whether it is one document rather than an archive of files."""
    return not set(_PACKAGE_SIGNS).isdisjoint(names)


def is_archive(path: Path) -> bool:
    """Tell whether the file is a ZIP archive of files; one that cannot be opened is none."""
    if path.suffix.lower() in _PACKAGE_SUFFIXES:
        return False
    with suppress(*_BROKEN, NotImplementedError):
        with path.open("rb") as file:
            head = file.read(_FIRST_NAME + 32)
        if not head.startswith(_MAGIC) or head[_FIRST_NAME:].startswith(tuple(map(str.encode, _PACKAGE_SIGNS))):
            return False
        if _directory_size(path) > MAX_DIRECTORY:
            return True
        with zipfile.ZipFile(path) as archive:
            return not is_package(archive.namelist())
    return False


def unpack(path: Path, name: str, folder: Path) -> list[Member]:
    """Return the files in the archive at `path`, called `name`, unpacked into `folder`.

    What was unpacked there before is not unpacked again.  An archive refused as a whole is its own only member.
    """
    try:
        if _directory_size(path) > MAX_DIRECTORY:
            raise TooLarge(name, f"> {MAX_MEMBERS} files in the archive")
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise TooLarge(name, f"{len(archive.infolist())} files in the archive > {MAX_MEMBERS}")
            if _overlap(archive.infolist()):
                raise DamagedFile(name, FORMAT, "its files lie over one another")
            members = sorted(_members(archive, name, folder), key=lambda member: member.name)
        return members or [Member(name, path, EmptyFile(name))]
    except UnreadableFile as error:
        return [Member(name, path, error)]
    except _BROKEN as error:
        return [Member(name, path, DamagedFile(name, FORMAT, str(error)))]


def forget_others(folder: Path, in_use: Iterable[Path]) -> None:
    """Remove from `folder` what was unpacked of archives that none of the files `in_use` comes from."""
    used = {file.parent for file in in_use}
    for unpacked in folder.iterdir() if folder.exists() else ():
        if unpacked not in used:
            shutil.rmtree(unpacked, ignore_errors=True)


def _directory_size(path: Path) -> int:
    """Return how many bytes the list of members has, as the end of the file says."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
        tail = file.read()
    return int(struct.unpack_from("<I", tail, tail.rindex(_END) + 12)[0])


def _members(archive: zipfile.ZipFile, name: str, folder: Path) -> Iterator[Member]:
    left = MAX_BYTES
    seen: set[str] = set()
    for number, entry in enumerate(archive.infolist()):
        inner = _inner_name(entry)
        if inner.endswith("/") or any(part.startswith(_SKIPPED) and part != ".." for part in inner.split("/")):
            continue
        full = f"{name}/{inner}"
        if full in seen:
            full = f"{name}/{inner} ({number})"  # an archive may hold two files of one name
        seen.add(full)
        file = folder / f"{number:05d}"
        try:
            _check(entry, inner, full)
            left -= _unpacked(archive, entry, file, full, left)
            yield Member(full, file, NestedArchive(full) if is_archive(file) else None)
        except UnreadableFile as error:
            left -= entry.compress_size * MAX_RATIO if isinstance(error, TooLarge) else 0
            yield Member(full, file, error)


def _overlap(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Tell whether files of an archive share bytes, as they do where a small one is to fill a disk."""
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    return any(start + size > following for (start, size), (following, _) in pairwise(places))


def _check(entry: zipfile.ZipInfo, inner: str, name: str) -> None:
    """Refuse what is no plain file inside the archive's own folder."""
    parts = inner.split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":") or stat.S_ISLNK(entry.external_attr >> 16):
        raise UnsafeMember(name)
    if entry.flag_bits & 1:
        raise EncryptedFile(name, FORMAT)
    if entry.compress_type not in _PACKINGS:  # LZMA may ask for gigabytes before the first byte
        how = ("Hãy nén lại bằng phần mềm khác.", "Pack it again with another program.")
        raise UnsupportedFormat(name, f"{FORMAT} ({entry.compress_type})", *how)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path, name: str, left: int) -> int:
    """Write a member to `file`, unless it is there as it is in the archive, and return its size."""
    if _is_there(file, entry):
        return entry.file_size
    most = min(left, max(_RATIO_FROM, entry.compress_size * MAX_RATIO))
    size = 0
    aside = file.with_name(aside_name(file.name))
    with writing(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
        unpacked = aside.open("xb", buffering=0)
    try:
        with unpacked:
            for chunk in _chunks(archive, entry, name):
                size += len(chunk)
                if size > most:
                    raise TooLarge(name, f"> {most >> 20} MB unpacked")
                with writing(file.parent):
                    rest = memoryview(chunk)
                    while rest:
                        rest = rest[unpacked.write(rest) :]
        with writing(file.parent):
            aside.replace(file)
    finally:
        with suppress(OSError):  # what is being raised says more
            aside.unlink(missing_ok=True)
    return size


def _is_there(file: Path, entry: zipfile.ZipInfo) -> bool:
    """Tell whether a member was unpacked before, whole; a power cut can leave a file of its size with nothing in it."""
    if not file.exists() or file.stat().st_size != entry.file_size:
        return False
    checksum = 0
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum == entry.CRC


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with archive.open(entry) as packed:
            while chunk := packed.read(_CHUNK):
                yield chunk
    except (NotImplementedError, RuntimeError) as error:
        how = ("Hãy nén lại bằng phần mềm khác.", "Pack it again with another program.")
        raise UnsupportedFormat(name, f"{FORMAT} ({error})", *how) from error
    except _BROKEN as error:
        raise DamagedFile(name, FORMAT, str(error)) from error


def _inner_name(entry: zipfile.ZipInfo) -> str:
    """Return the member's path; some programs write UTF-8 without saying so, or backslashes between folders."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = name.replace("\\", "/")
    while name.startswith("./"):  # as some programs begin every name
        name = name[2:]
    return name or "?"
