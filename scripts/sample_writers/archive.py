"""Several plans sent as one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of `files`, by their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:  # stored, not deflated: the bytes depend on no zlib
        for name, content in files.items():
            zipped.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
