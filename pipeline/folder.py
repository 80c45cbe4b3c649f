"""A folder to the distinct files in it: found, hashed and freed of doubles.  What is in a file is read in ingest.

Archives count as folders (archives.py).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from pipeline.archives import is_archive, unpack
from pipeline.errors import (
    CannotOpen,
    FolderNotReadable,
    LeadsOutside,
    NoDocuments,
    NoFile,
    NoPermission,
    NoSuchPath,
    UnreadableFile,
)
from pipeline.records import Source

_KINDS = {
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
}
LOCK_FILE = "~$"  # Word keeps '~$ke-hoach.docx' beside a document that is open


@dataclass(frozen=True, slots=True)
class Found:
    """A distinct file, or one that could not be opened; `source.media_type` is known only once it has been read."""

    file: Path
    source: Source
    error: UnreadableFile | None = None


def files_in(raw: Path, but_not: Path | None = None) -> list[tuple[Path, str]]:
    """Return the files under `raw` with the paths by which they are called, in order; raise where there are none."""
    if not raw.exists():
        raise NoSuchPath(str(raw))
    if raw.is_dir() and not os.access(raw, os.R_OK | os.X_OK):
        raise FolderNotReadable(str(raw))
    place = raw.absolute()  # workers may have another working folder
    files = [(place, _shown(raw.name))] if raw.is_file() else sorted(_walk(place, but_not), key=lambda pair: pair[1])
    if not files:
        raise NoDocuments(str(raw))
    return files


def distinct_files(raw: Path, but_not: Path | None = None, unpack_to: Path | None = None) -> list[Found]:
    """Return the distinct files under `raw`, or `raw` itself where it is a file, in order of their paths.

    Archives are unpacked into `unpack_to`, and the files in them stand for them; without it they stay as they are.
    Hidden files and folders, Office lock files and all that lies under `but_not` (the output) are passed over.
    Of files with the same bytes the first is kept, the others are its `also_at`.
    """
    files = files_in(raw, but_not)
    found: list[Found] = []
    paths: dict[str, list[str]] = {}
    for one in _unpacked([_hashed(file, path, raw) for file, path in files], unpack_to):
        path = one.source.path
        same = paths.setdefault(one.source.sha256 or path, [])
        if not same:
            found.append(one)
        same.append(path)
    return [_with_doubles(one, paths.get(one.source.sha256, [])) for one in found]


def _unpacked(files: list[Found], folder: Path | None) -> Iterator[Found]:
    """Yield the files, and instead of an archive the files in it."""
    for found in files:
        if folder is None or found.error or not is_archive(found.file):
            yield found
            continue
        source = found.source
        for member in unpack(found.file, source.path, folder / source.sha256):
            if member.error is None:
                yield _hashed(member.file, member.name)
            elif member.name == source.path:
                yield replace(found, error=member.error)
            else:
                yield Found(member.file, Source(member.name, (), "", "", 0), member.error)


def _walk(raw: Path, but_not: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield what lies under a folder, and of what cannot be entered the folder itself; no link to one is followed."""
    left_out = but_not.resolve() if but_not else None
    closed: list[OSError] = []
    for folder, inner, names in os.walk(raw, onerror=closed.append):
        here = Path(folder)
        inner[:] = [name for name in inner if not name.startswith(".") and (here / name).resolve() != left_out]
        links = [name for name in inner if (here / name).is_symlink() and not _leads_into(here / name, raw)]
        for name in (*names, *links):
            if not name.startswith((".", LOCK_FILE)):
                yield here / name, _shown((here / name).relative_to(raw).as_posix())
    for error in closed:
        yield Path(error.filename), _shown(Path(error.filename).relative_to(raw).as_posix())


def _leads_into(link: Path, folder: Path) -> bool:
    return link.resolve().is_relative_to(folder.resolve())


def _not_to_be_read(file: Path, path: str, raw: Path) -> UnreadableFile | None:
    """Return why something in a folder is not even opened: a pipe would never end, a link may lead anywhere."""
    try:
        kind = file.stat().st_mode
    except (OSError, RuntimeError) as error:  # a link to nowhere, or to itself
        return NoFile(path, getattr(error, "strerror", None) or "a link to itself")
    if file.is_symlink() and not _leads_into(file, raw):
        return LeadsOutside(path)
    if stat.S_ISDIR(kind):
        return None if os.access(file, os.R_OK | os.X_OK) else NoPermission(path)
    return None if stat.S_ISREG(kind) else NoFile(path, _KINDS.get(stat.S_IFMT(kind), "?"))


def _shown(path: str) -> str:
    """Return a path as text; a byte of its name that is no UTF-8 becomes a question mark in a lozenge."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _hashed(file: Path, path: str, raw: Path | None = None) -> Found:
    refused = _not_to_be_read(file, path, raw) if raw else None
    if refused:
        return Found(file, Source(path, (), "", "", 0), refused)
    try:
        with file.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
            return Found(file, Source(path, (), digest, "", os.fstat(stream.fileno()).st_size))
    except PermissionError:
        return Found(file, Source(path, (), "", "", 0), NoPermission(path))
    except OSError as error:
        return Found(file, Source(path, (), "", "", 0), CannotOpen(path, error.strerror or str(error)))


def _with_doubles(found: Found, paths: list[str]) -> Found:
    s = found.source
    return Found(found.file, Source(s.path, tuple(paths[1:]), s.sha256, s.media_type, s.size), found.error)
