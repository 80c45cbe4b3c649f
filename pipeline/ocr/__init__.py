"""Stage ocr: pages without a usable text layer → lines and table rows read from their image.

image.py → layout.py → engine.py      one page: prepared, parted, read; reading.py does it, cache.py keeps it
repair.py → lines.py                  one document: words repaired, cells put into rows
stage.py, tasks.py                    which pages are read anew and by whom, which of two readings is kept
"""

from __future__ import annotations

from pipeline.ocr.cache import Kept
from pipeline.ocr.engine import installed_engine
from pipeline.ocr.stage import recognise, wanted
from pipeline.ocr.tasks import FromKept, PagesWanted, Readings, read_and_keep, read_here

__all__ = [
    "FromKept",
    "Kept",
    "PagesWanted",
    "Readings",
    "installed_engine",
    "read_and_keep",
    "read_here",
    "recognise",
    "wanted",
]
