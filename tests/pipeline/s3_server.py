"""An S3 server that runs for the time of some tests: moto's, in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from uuid import uuid4

import pytest


@dataclass(frozen=True)
class S3Server:
    """A server of moto's on this machine; it keeps all in memory."""

    address: str

    def uri(self, bucket: str | None = None, path: str = "ket qua", **options: str) -> str:
        """Return the URI of a place in a bucket, a new one if none is named."""
        if bucket is None:
            bucket = f"kh-{uuid4().hex}"
            self.ask("PUT", bucket)
        more = "".join(f"&{name}={value}" for name, value in options.items())
        return f"s3://{bucket}/{path}?endpoint_override={self.address}&scheme=http{more}"

    def ask(self, method: str, path: str, data: bytes | None = None) -> bytes:
        request = urllib.request.Request(f"http://{self.address}/{path}", method=method, data=data)
        request.add_header("Content-Type", "text/plain")  # a form is not looked into
        with urllib.request.urlopen(request, timeout=10) as answer:
            read: bytes = answer.read()
            return read

    @contextmanager
    def asking_for_keys(self) -> Iterator[None]:
        """Let the server refuse keys that it does not know, as all that it is sent here."""
        self.ask("POST", "moto-api/reset-auth", b"0")
        try:
            yield
        finally:
            self.ask("POST", "moto-api/reset-auth", b"Infinity")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def s3_server() -> Iterator[tuple[S3Server, subprocess.Popen[bytes]]]:
    """Run a server, for as long as the block takes or until somebody ends it."""
    if not (find_spec("moto") and find_spec("flask_cors")):
        pytest.skip("needs an S3 server: pip install 'moto[s3]' flask flask-cors")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        server = S3Server(f"127.0.0.1:{port}")
        try:
            for _ in range(600):
                with suppress(OSError):
                    server.ask("GET", "moto-api/")
                    break
                if process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                pytest.fail("the S3 server does not answer")
            yield server, process
        finally:
            process.kill()
