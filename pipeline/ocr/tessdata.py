"""Where Tesseract's data lies, what of it is there, and how to install it.

Pages are read with `vie`, and doubtful lines again with the script's data, which may lie in a folder of its own.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

USUAL_DATA = "vie"
SECOND_DATA = "Vietnamese"  # the script: a third fewer mistakes on hard scans, a third dearer
ORIENTATION_DATA = "osd"  # comes with the program
INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet"
DATA_FOLDERS = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata")


class NoEngine(Exception):
    """Tesseract or its Vietnamese data is not installed; `seen` says which, in Vietnamese and English."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


@cache
def data_folder() -> Path:
    """Return the folder with `vie.traineddata`; raise NoEngine where there is none."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    for pattern in DATA_FOLDERS:
        places += sorted(Path("/").glob(pattern[1:]), reverse=True)
    for place in places:
        if (place / f"{USUAL_DATA}.traineddata").is_file():
            return place
    raise NoEngine("chưa cài Tesseract có dữ liệu tiếng Việt", "Tesseract with its Vietnamese data is not installed")


@cache
def second_data() -> str | None:
    """Return the name of the script data as Tesseract wants it; None where it is not installed."""
    for name in (SECOND_DATA, f"script/{SECOND_DATA}"):
        if (data_folder() / f"{name}.traineddata").is_file():
            return name
    return None


def orientation_data() -> str | None:
    """Return the name of the data that tells which way a page lies; None where it is not installed."""
    return ORIENTATION_DATA if (data_folder() / f"{ORIENTATION_DATA}.traineddata").is_file() else None
