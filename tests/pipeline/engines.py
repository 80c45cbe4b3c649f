"""Marks for tests that need a program which is not installed everywhere."""

from __future__ import annotations

import pytest

from pipeline.ocr.engine import engine
from pipeline.ocr.tessdata import NoEngine


def _absent() -> str:
    """Return why no page picture can be read here; empty where one can."""
    try:
        engine()
    except NoEngine as error:
        return str(error)
    return ""


needs_tesseract = pytest.mark.skipif(bool(_absent()), reason=_absent())
