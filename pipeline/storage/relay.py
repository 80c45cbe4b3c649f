"""A store as a worker reaches it: by way of the process that watches over it, which reads and writes for it.

A worker reads documents of unknown origin and is cut off from the network (workers/network.py), while what it keeps may
belong in an object store.  It asks through a socket in a folder that no other user may enter.  All it may ask for is to
read and to write what lies in the output.  Of what it says nothing is taken for code.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BufferedIOBase
from pathlib import Path
from posixpath import join
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer
from struct import Struct
from tempfile import gettempdir
from threading import Lock, Thread
from typing import Literal

import msgspec
import pyarrow as pa

from pipeline.own_folder import own_folder
from pipeline.storage import Storage

_SIZE = Struct("<Q")  # of the message that follows
_LONGEST = 75  # bytes of the folder of a socket; the system takes 107 in all


class Asked(msgspec.Struct, array_like=True):
    """A file to be written, or files to be read, by their names in the output."""

    what: Literal["read", "write"]
    names: list[str]
    data: bytes = b""


class Answered(msgspec.Struct, array_like=True):
    """What was read, or the error."""

    read: list[bytes | None] = []
    number: int | None = None
    refused: str | None = None


@contextmanager
def relayed(storage: Storage) -> Iterator[Storage]:
    """Give the storage as workers of this process may be handed it during the block."""
    if storage.is_local:
        yield storage
        return
    usual = len(os.fsencode(gettempdir())) < _LONGEST
    with own_folder(None if usual else "/tmp") as folder:
        address = str(Path(folder, "store"))
        with _Server(address, storage) as server:
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="relay", daemon=True)
            thread.start()
            try:
                yield RelayedStorage(storage.where, storage.below, address)
            finally:
                server.shutdown()
                thread.join()


class RelayedStorage(Storage):
    """A storage in which files can be read and written, and nothing else be done; `address` is the relay's."""

    def __init__(self, where: str, below: str, address: str) -> None:
        self.where, self.below, self.is_local, self._address = where, below, False, address

    def __truediv__(self, name: str) -> RelayedStorage:
        return RelayedStorage(self.where, join(self.below, name), self._address)

    def __reduce__(self) -> tuple[type[Storage], tuple[str, ...]]:
        return RelayedStorage, (self.where, self.below, self._address)

    def read(self, name: str) -> bytes | None:
        return next(self.read_all([name]))

    def read_all(self, names: list[str]) -> Iterator[bytes | None]:
        yield from ask(self._address, Asked("read", [join(self.below, name) for name in names]))

    def write(self, name: str, data: bytes | pa.Buffer, durable: bool = False) -> None:
        ask(self._address, Asked("write", [join(self.below, name)], bytes(data)))


def ask(address: str, asked: Asked) -> list[bytes | None]:
    """Have something read or written; raise the OSError that came of it there."""
    answered = _asking(address, os.getpid()).ask(asked)
    if answered.refused is not None:
        raise OSError(answered.number, answered.refused) if answered.number else OSError(answered.refused)
    return answered.read


@lru_cache(maxsize=4)
def _asking(address: str, process: int) -> _Asking:
    return _Asking(address)


class _Asking:
    """A connection to the relay, for as long as this process lives."""

    def __init__(self, address: str) -> None:
        self._lock = Lock()
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(address)
        self._stream = self._socket.makefile("rwb")

    def ask(self, asked: Asked) -> Answered:
        with self._lock:
            _send(self._stream, msgspec.msgpack.encode(asked))
            data = _receive(self._stream)
        if data is None:
            raise ConnectionResetError("the process that reaches the store has ended")
        return msgspec.msgpack.decode(data, type=Answered)


class _Server(ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: str, storage: Storage) -> None:
        super().__init__(address, _Handler)
        self.storage = storage


class _Handler(StreamRequestHandler):
    """What one worker asks for, until it has ended."""

    server: _Server

    def handle(self) -> None:
        while (data := _receive(self.rfile)) is not None:
            try:
                answered = Answered(self._done(msgspec.msgpack.decode(data, type=Asked)))
            except OSError as error:
                answered = Answered(number=error.errno, refused=error.strerror or str(error))
            _send(self.wfile, msgspec.msgpack.encode(answered))

    def _done(self, asked: Asked) -> list[bytes | None]:
        if any(".." in name.split("/") for name in asked.names):
            raise OSError(f"not in the output: {asked.names}")
        top = Storage(self.server.storage.where)
        if asked.what == "read":
            return list(top.read_all(asked.names))
        top.write(asked.names[0], asked.data)
        return []


def _send(stream: BufferedIOBase, data: bytes) -> None:
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: BufferedIOBase) -> bytes | None:
    """Return the next message; None where the other end is closed."""
    head = stream.read(_SIZE.size)
    return stream.read(_SIZE.unpack(head)[0]) if len(head) == _SIZE.size else None
