"""A folder to the distinct files in it: found, hashed and freed of doubles.  What is in a file is read in ingest.

Archives count as folders (archives.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from pipeline.archives import is_archive, unpack
from pipeline.errors import CannotOpen, FolderNotReadable, NoDocuments, NoPermission, NoSuchPath, UnreadableFile
from pipeline.records import Source

LOCK_FILE = "~$"  # Word keeps '~$ke-hoach.docx' beside a document that is open


@dataclass(frozen=True, slots=True)
class Found:
    """A distinct file, or one that could not be opened; `source.media_type` is known only once it has been read."""

    file: Path
    source: Source
    error: UnreadableFile | None = None


def distinct_files(raw: Path, but_not: Path | None = None, unpack_to: Path | None = None) -> list[Found]:
    """Return the distinct files under `raw`, or `raw` itself where it is a file, in order of their paths.

    Archives are unpacked into `unpack_to`, and the files in them stand for them; without it they stay as they are.
    Hidden files and folders, Office lock files and all that lies under `but_not` (the output) are passed over.
    Of files with the same bytes the first is kept, the others are its `also_at`.
    """
    if not raw.exists():
        raise NoSuchPath(str(raw))
    if raw.is_dir() and not os.access(raw, os.R_OK | os.X_OK):
        raise FolderNotReadable(str(raw))
    files = [(raw, _shown(raw.name))] if raw.is_file() else sorted(_walk(raw, but_not), key=lambda pair: pair[1])
    if not files:
        raise NoDocuments(str(raw))
    found: list[Found] = []
    paths: dict[str, list[str]] = {}
    for one in _unpacked([_hashed(file, path) for file, path in files], unpack_to):
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
    left_out = but_not.resolve() if but_not else None
    for folder, inner, names in os.walk(raw):
        here = Path(folder)
        inner[:] = [name for name in inner if not name.startswith(".") and (here / name).resolve() != left_out]
        for name in names:
            file = here / name
            if not name.startswith((".", LOCK_FILE)) and file.is_file():
                yield file, _shown(file.relative_to(raw).as_posix())


def _shown(path: str) -> str:
    """Return a path as text; a byte of its name that is no UTF-8 becomes a question mark in a lozenge."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _hashed(file: Path, path: str) -> Found:
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
