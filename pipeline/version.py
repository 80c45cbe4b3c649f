"""Which version of the pipeline this is: two runs with one version give the same records for the same bytes."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("pipeline", "extractors", "normalizers")
# What comes after the records of a document are known, or goes on around it: when it changes, nothing is read anew.
AFTERWARDS = (
    *("check", "resolve", "rows.py", "schema.py", "store.py", "commit.py", "runs.py", "dictionary.py"),
    *("cli.py", "__main__.py", "terminal", "events.py", "executors", "storage/lock.py"),
    *(f"run/{name}.py" for name in ("folder", "joining", "parts", "tables")),
)
# Libraries whose answers become text or records; the others only carry them.
READERS = ("charset-normalizer", "lxml", "msgspec", "pdfplumber", "pdfminer.six", "pypdfium2", "python-docx")


@cache
def pipeline_version(engine: str = "") -> str:
    """Return the release and a hash of all that decides the tables: our sources and lists, and the readers.

    `engine` names the OCR engine and its data; it is empty where none is installed.
    """
    return _version(engine, ())


@cache
def records_version(engine: str = "") -> str:
    """Return the release and a hash of what of it decides the records of a single document."""
    return _version(engine, AFTERWARDS)


def _version(engine: str, but: tuple[str, ...]) -> str:
    digest = sha256(f"{sys.version_info[:2]} {engine}".encode())
    for name in READERS:
        digest.update(f"{name} {version(name)}\n".encode())
    root = Path(__file__).parent.parent
    left_out = [root / "pipeline" / name for name in but]
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            passed_over = "__pycache__" in path.parts or any(path.is_relative_to(one) for one in left_out)
            if path.is_file() and not passed_over:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{version('kehoach')}+{digest.hexdigest()[:12]}"
