"""A folder on a disk or in an object store, as the place of what a run keeps and writes.

Names in it are relative, with "/".  What is written is there whole or not at all, also where two processes write one
name at a time; what is not there is None.  The system's refusals come out as OSError; `errors.writing` makes a message
of them.  How a store is reached is in stores.py.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from posixpath import basename, dirname, join
from typing import TypeVar
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import pyarrow as pa
from pyarrow import fs

from pipeline.errors import UnknownStore
from pipeline.errors.refusals import shown
from pipeline.storage.stores import KNOWN, WHOLE_AT_ONCE, as_oserror, connect

Value = TypeVar("Value")

# What a file is called while it is written: hidden, and in no program's way of naming but ours.
_ASIDE = re.compile(r"\..+\.[0-9a-f]{32}\.kehoach-part")
_MISTYPED = re.compile(r"(?:s3|gs|abfs):(?!//)|S3:")  # 's3:/bucket', which would be a folder called 's3:'
_AT_ONCE = 16  # requests to a store that wait for each other


class Storage:
    """The folder at a path or URI: '/data/out', 's3://bucket/out?endpoint_override=localhost:9000&scheme=http'."""

    def __init__(self, where: Path | str, below: str = "") -> None:
        where = str(where)
        if _MISTYPED.match(where):
            raise UnknownStore(where, KNOWN)
        scheme = where.partition("://")[0] if "://" in where else "file"
        self.is_local = scheme == "file"
        if self.is_local:
            path = unquote(urlsplit(where).path) if "://" in where else where
            # Absolute, since another process may stand in another folder.
            self.where = top = Path(path).absolute().as_posix()
            self._system: fs.FileSystem = fs.LocalFileSystem()
        else:
            self.where = where
            self._system, top = connect(where)
        self.below = below
        self._root = join(top, below) if below else top
        self._whole_at_once = scheme in WHOLE_AT_ONCE

    def __truediv__(self, name: str) -> Storage:
        return Storage(self.where, join(self.below, name))

    def __reduce__(self) -> tuple[type[Storage], tuple[str, ...]]:
        return Storage, (self.where, self.below)  # a connection does not travel to another process

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Storage) and self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash(self.__reduce__())

    def __str__(self) -> str:
        return self._root if self.is_local else join(shown(self.where), self.below).rstrip("/")

    __repr__ = __str__

    def path(self, name: str = "") -> str:
        """Return the name as the file system knows it."""
        return join(self._root, name) if name else self._root

    def make(self) -> None:
        """Make the folder, with those above it."""
        if self.is_local:
            Path(self._root).mkdir(parents=True, exist_ok=True)
            return
        with as_oserror():
            self._system.create_dir(self._root, recursive=True)

    def exists(self, name: str = "") -> bool:
        """Tell whether there is a file or a folder of that name."""
        return bool(self._info(name).type != fs.FileType.NotFound)

    def size(self, name: str) -> int | None:
        """Return the bytes of a file, or None where there is none."""
        size: int | None = self._info(name).size
        return size

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, or None where there is none."""
        try:
            if self.is_local:
                return Path(self.path(name)).read_bytes()
            with as_oserror(), self._system.open_input_file(self.path(name)) as file:
                # In one request: read bit by bit, an object that is replaced meanwhile would be mixed of both.
                data: bytes = file.read_at(file.size(), 0)
                return data
        except (FileNotFoundError, NotADirectoryError):
            return None

    def read_all(self, names: list[str]) -> Iterator[bytes | None]:
        """Yield what `read` gives for each name, in order; from a store, several at a time."""
        if self.is_local:
            yield from map(self.read, names)
            return
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for start in range(0, len(names), _AT_ONCE * 16):  # so that few answers wait to be taken
                yield from threads.map(self.read, names[start : start + _AT_ONCE * 16])

    def write(self, name: str, data: bytes | pa.Buffer, durable: bool = False) -> None:
        """Write a file, replacing the one of that name; `durable`: a power cut right afterwards does not take it."""
        if self._whole_at_once:
            # In a thread of its own: Ctrl-C between opening and writing would make an object of what was written.
            with ThreadPoolExecutor(1) as thread:
                thread.submit(self._put, self.path(name), data).result()
            return
        aside = join(dirname(name), aside_name(basename(name)))
        try:
            self._put(self.path(aside), data)
            self.move(aside, name, durable)
        except BaseException:
            with suppress(OSError):  # the one that is being raised says more
                self.remove(aside)
            raise

    def move(self, name: str, to: str, durable: bool = False) -> None:
        """Give a file another name in this folder, replacing the file that has it."""
        if self.is_local:
            if durable:
                _settle(self.path(name))
            self._with_folder(to, lambda: Path(self.path(name)).replace(self.path(to)))
            if durable:
                _settle(dirname(self.path(to)))
            return
        with as_oserror():
            self._system.move(self.path(name), self.path(to))

    def settle(self, *names: str) -> None:
        """See to it that those of these files that are there outlast a power cut; an object store does so itself."""
        if self.is_local:
            folders = {dirname(self.path(name)) for name in names}
            for path in (*map(self.path, names), *sorted(folders)):
                with suppress(FileNotFoundError):
                    _settle(path)

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it, where there is one."""
        if self.is_local:
            path = Path(self.path(name))
            with suppress(FileNotFoundError, NotADirectoryError):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
            return
        kind = self._info(name).type
        with as_oserror(), suppress(FileNotFoundError):
            if kind == fs.FileType.Directory:
                self._system.delete_dir(self.path(name))
            elif kind != fs.FileType.NotFound:
                self._system.delete_file(self.path(name))

    def names(self, folder: str = "") -> list[str]:
        """Return what lies directly in a folder, sorted; nothing where there is none, nor what is being written."""
        if self.is_local:
            try:
                found = [path.name for path in Path(self.path(folder)).iterdir()]
            except (FileNotFoundError, NotADirectoryError):
                return []
            return sorted(name for name in found if not _ASIDE.fullmatch(name))
        return sorted(self.times(folder))

    def times(self, folder: str = "") -> dict[str, float]:
        """Return by name when what lies in a folder was written, in seconds by the clock of whoever holds it."""
        with as_oserror():
            found = self._system.get_file_info(fs.FileSelector(self.path(folder), allow_not_found=True))
        return {one.base_name: (one.mtime_ns or 0) / 1e9 for one in found if not _ASIDE.fullmatch(one.base_name)}

    def input(self, name: str) -> pa.NativeFile:
        """Open a file for reading anywhere in it."""
        with as_oserror():
            return self._system.open_input_file(self.path(name))

    def output(self, name: str) -> pa.NativeFile:
        """Open a file for writing from its beginning; half of it may be left behind, so the name must be one aside."""
        with as_oserror():
            return self._with_folder(name, lambda: self._system.open_output_stream(self.path(name), compression=None))

    def clear(self, folder: str = "") -> None:
        """Remove what writes that were killed have left in a folder on a disk, and in those below it."""
        if self.is_local:
            for here, _, names in os.walk(self.path(folder)):
                for name in filter(_ASIDE.fullmatch, names):
                    with suppress(FileNotFoundError):
                        Path(here, name).unlink()

    def _info(self, name: str) -> fs.FileInfo:
        with as_oserror():
            return self._system.get_file_info(self.path(name))

    def _put(self, path: str, data: bytes | pa.Buffer) -> None:
        if self.is_local:
            with self._with_folder(path, lambda: Path(path).open("xb", buffering=0)) as stream:
                left = memoryview(data)
                while left:
                    left = left[stream.write(left) :]
            return
        with as_oserror(), self._system.open_output_stream(path, compression=None) as stream:
            stream.write(data)

    def _with_folder(self, name: str, do: Callable[[], Value]) -> Value:
        """Do what needs the folder of `name`, and make the folder if that is what is wanting.

        Not the top one, though: where that is gone, so is the disk that was mounted there.
        """
        try:
            return do()
        except FileNotFoundError:
            if not self.is_local or not Path(self.where).is_dir():
                raise
            Path(self.path(name)).parent.mkdir(parents=True, exist_ok=True)
            return do()


def aside_name(name: str) -> str:
    """Return what to call a file while it is written, which no other process calls another one."""
    return f".{name}.{uuid4().hex}.kehoach-part"


def _settle(path: str) -> None:
    """Wait until a file, or which files a folder has, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
