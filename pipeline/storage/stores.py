"""File systems that are reached by a URI: S3 and what speaks like it, Google and Azure storage, and what fsspec knows.

    s3://bucket/out?endpoint_override=localhost:9000&scheme=http

Who may write there is told by the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE …), which the
workers have too, or stands in the URI.  What lies in a store is in storage.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import pyarrow as pa
from pyarrow import fs

from pipeline.errors import UnknownStore
from pipeline.errors.refusals import shown

# Where an object is there once it is whole; elsewhere a file that is being written can be seen.
WHOLE_AT_ONCE = ("s3", "gs", "gcs", "abfs", "abfss", "az")
# Seconds. A store that does not answer has been asked three times after two minutes at most, and the run ends.
CONNECT_TIMEOUT, REQUEST_TIMEOUT = 5.0, 30.0
KNOWN = "s3://BUCKET/…"
_USUAL_REGION = "us-east-1"  # what a server of one's own takes for granted
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
_S3_OPTIONS = ("endpoint_override", "scheme", "region", "connect_timeout", "request_timeout", "allow_bucket_creation")


def connect(uri: str) -> tuple[fs.FileSystem, str]:
    """Return a file system and the path in it that the URI names; raise `UnknownStore` or OSError."""
    return _connected(uri, os.getpid())  # a connection does not outlive a fork


@lru_cache(maxsize=8)
def _connected(uri: str, process: int) -> tuple[fs.FileSystem, str]:
    parts = urlsplit(uri, allow_fragments=False)
    if parts.scheme == "s3":
        return _s3(uri, parts)
    try:
        system, path = fs.FileSystem.from_uri(uri)
        return system, path
    except pa.ArrowInvalid:
        return _by_fsspec(uri, parts.scheme)


def _s3(uri: str, parts: SplitResult) -> tuple[fs.FileSystem, str]:
    asked = dict(parse_qsl(parts.query))
    bucket = parts.netloc.rpartition("@")[2]
    if not bucket or not set(asked) <= set(_S3_OPTIONS):
        raise UnknownStore(shown(uri), f"{KNOWN}?{'=…&'.join(_S3_OPTIONS)}=…")
    endpoint = asked.get("endpoint_override") or next(filter(None, map(os.environ.get, _ENDPOINTS)), "")
    scheme, _, host = endpoint.rpartition("://")
    region = asked.get("region") or next(filter(None, map(os.environ.get, _REGIONS)), None)
    if region is None:
        region = _USUAL_REGION if host else fs.resolve_s3_region(bucket)
    system = fs.S3FileSystem(
        access_key=unquote(parts.username) if parts.username else None,
        secret_key=unquote(parts.password) if parts.password else None,
        region=region,
        endpoint_override=host or None,
        scheme=asked.get("scheme") or scheme or "https",
        connect_timeout=float(asked.get("connect_timeout", CONNECT_TIMEOUT)),
        request_timeout=float(asked.get("request_timeout", REQUEST_TIMEOUT)),
        allow_bucket_creation=asked.get("allow_bucket_creation") == "true",
        # A small object is then one request, which leaves nothing where it fails, instead of three.
        allow_delayed_open=True,
    )
    return system, f"{bucket}{unquote(parts.path)}".rstrip("/")


def _by_fsspec(uri: str, scheme: str) -> tuple[fs.FileSystem, str]:
    try:
        system, path = import_module("fsspec.core").url_to_fs(uri)
    except (ImportError, ValueError) as error:  # not installed, or the library for this store is not
        raise UnknownStore(shown(uri), f"{KNOWN}, gs://…, abfs://… ({error})") from error
    return fs.PyFileSystem(fs.FSSpecHandler(system)), path.rstrip("/")


@contextmanager
def as_oserror() -> Iterator[None]:
    """PyArrow has errors of its own for names that a store does not take."""
    try:
        yield
    except pa.ArrowException as error:
        raise error if isinstance(error, OSError) else OSError(str(error)) from error
