"""Which version of the pipeline this is: two runs with one version give the same records for the same bytes."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("pipeline", "extractors", "normalizers")
# Libraries whose answers become text or records; the others only carry them.
READERS = ("charset-normalizer", "lxml", "msgspec", "pdfplumber", "pdfminer.six", "pypdfium2", "python-docx")


@cache
def pipeline_version(engine: str = "") -> str:
    """Return the release and a hash of all that decides what is read: our sources and tables, and the readers.

    `engine` names the OCR engine and its data; it is empty where none is installed.
    """
    digest = sha256(f"{sys.version_info[:2]} {engine}".encode())
    for name in READERS:
        digest.update(f"{name} {version(name)}\n".encode())
    root = Path(__file__).parent.parent
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{version('kehoach')}+{digest.hexdigest()[:12]}"
