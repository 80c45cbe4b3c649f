"""Tesseract: a grey page image and its regions to lines of words.  The only module that knows the engine exists.

tesserocr keeps the engine and its data loaded from page to page and takes a fifth less time; where its wheel is not
installed, pytesseract runs the program.  Both give the same words.  Only `vie` and `Vietnamese` are ever read with:
`vie+eng` makes half as many mistakes again.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import file_digest
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from PIL import Image

from normalizers.letters import nfc
from pipeline.ocr.page import Prepared, Region, TextLine, Word
from pipeline.ocr.tessdata import USUAL_DATA, NoEngine, data_folder, orientation_data, second_data

# Tesseract's own threads wait for one another: a page costs five times the CPU with them. Set before it is loaded.
os.environ["OMP_THREAD_LIMIT"] = "1"

_BLOCK, _ONE_LINE = 6, 7  # page segmentation modes: a block of lines of one size, and a single line
_TURN_SURE = 2.0  # confidence in an orientation: with text 3 to 19, with a chart 2 to 4, always right
_LSTM = 1  # the neural engine alone
# Inches. A region no taller than a line and a half of 14 pt type holds one line.
_ONE_LINE_HEIGHT = 0.33
_DARK = 128  # of 256 levels of grey
_LEAST_INK = 0.15  # dots, for each dot to the inch: at 200 dpi a full stop has 30


class Engine(Protocol):
    """A way to run Tesseract."""

    name: str

    def read(self, page: Prepared, regions: Sequence[Region], data: str, seconds: float) -> list[TextLine]:
        """Return the lines of the regions, in their order; TimeoutError where it takes longer than `seconds`."""
        ...

    def quarters(self, image: Image.Image, dpi: float) -> int | None:
        """Return the quarter turns counter-clockwise that set a page upright; None where the engine cannot tell.

        A quarter of a second: it is asked about pages whose lines do not tell (orientation.py).
        """
        ...


@cache
def engine() -> Engine:
    """Return the faster engine that is installed; raise NoEngine where there is none."""
    data_folder()
    try:
        return Loaded()
    except ImportError:
        return Program()


@cache
def engine_version() -> str:
    """Return what decides the words that are read: the engine, and the contents of its data."""
    parts = [engine().name]
    for name in filter(None, (USUAL_DATA, second_data(), orientation_data())):
        with (data_folder() / f"{name}.traineddata").open("rb") as file:
            parts.append(f"{name}:{file_digest(file, 'sha256').hexdigest()[:8]}")
    return "+".join(parts)


def installed_engine() -> str:
    """Return `engine_version`, or nothing where no engine is installed."""
    try:
        return engine_version()
    except NoEngine:
        return ""


class Loaded:
    """tesserocr: one loaded engine for each data file, for as long as the process lives."""

    def __init__(self) -> None:
        import tesserocr

        self._tesserocr = tesserocr
        self.name = f"tesserocr-{tesserocr.tesseract_version().split()[1]}"
        self._loaded: dict[str, Any] = {}

    def read(self, page: Prepared, regions: Sequence[Region], data: str, seconds: float) -> list[TextLine]:
        api = self._loaded.get(data)
        if api is None:
            api = self._tesserocr.PyTessBaseAPI(path=str(data_folder()), lang=data, oem=_LSTM)
            self._loaded[data] = api
        width, height = page.image.size
        api.SetImageBytes(page.image.tobytes(), width, height, 1, width)
        api.SetSourceResolution(round(page.dpi))
        lines: list[TextLine] = []
        for index, region in enumerate(regions):
            if _is_blank(page, region):
                continue
            x0, y0, x1, y1 = region.box
            api.SetPageSegMode(_mode(region, page.dpi))
            api.SetRectangle(x0, y0, x1 - x0, y1 - y0)
            if not api.Recognize(round(seconds * 1000)):
                raise TimeoutError
            lines += _lines(self._words(api), (0, 0), page.dpi, index, region)
        api.Clear()
        return lines

    def quarters(self, image: Image.Image, dpi: float) -> int | None:
        if not orientation_data():
            return None
        api = self._tesserocr.PyTessBaseAPI(
            path=str(data_folder()), lang=orientation_data(), psm=self._tesserocr.PSM.OSD_ONLY
        )
        with api:
            api.SetImage(image)
            api.SetSourceResolution(round(dpi))
            found = api.DetectOrientationScript()
        return found["orient_deg"] // 90 if found and found["orient_conf"] >= _TURN_SURE else None

    def _words(self, api: Any) -> Iterator[_Found]:
        level = self._tesserocr.RIL
        found = api.GetIterator()
        line = 0
        while found is not None and not found.Empty(level.WORD):
            line += found.IsAtBeginningOf(level.TEXTLINE)
            yield line, found.GetUTF8Text(level.WORD), found.BoundingBox(level.WORD), found.Confidence(level.WORD)
            if not found.Next(level.WORD):
                break


class Program:
    """pytesseract: the program is run once for all regions of a kind, which it takes as the pages of one job."""

    def __init__(self) -> None:
        import pytesseract

        if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
            raise NoEngine("chưa cài Tesseract", "Tesseract is not installed")
        self._pytesseract = pytesseract
        self.name = f"tesseract-{pytesseract.get_tesseract_version()}"

    def read(self, page: Prepared, regions: Sequence[Region], data: str, seconds: float) -> list[TextLine]:
        lines: dict[int, list[TextLine]] = {}
        for mode in (_BLOCK, _ONE_LINE):
            chosen = [
                index
                for index, region in enumerate(regions)
                if _mode(region, page.dpi) == mode and not _is_blank(page, region)
            ]
            images = [page.image.crop(regions[index].box) for index in chosen]
            for index, words in zip(chosen, self._run(images, page.dpi, data, mode, seconds), strict=True):
                region = regions[index]
                lines[index] = _lines(words, region.box[:2], page.dpi, index, region)
        return [line for index in sorted(lines) for line in lines[index]]

    def quarters(self, image: Image.Image, dpi: float) -> int | None:
        if not orientation_data():
            return None
        options = f'--psm 0 --dpi {round(dpi)} --tessdata-dir "{data_folder()}"'
        try:
            found = self._pytesseract.image_to_osd(image, config=options, output_type=self._pytesseract.Output.DICT)
        except self._pytesseract.TesseractError:  # too few letters
            return None
        return int(found["orientation"]) // 90 if found["orientation_conf"] >= _TURN_SURE else None

    def _run(
        self, images: Sequence[Image.Image], dpi: float, data: str, mode: int, seconds: float
    ) -> list[list[_Found]]:
        if not images:
            return []
        with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
            names = [Path(folder, f"{number}.png") for number in range(len(images))]
            for image, name in zip(images, names, strict=True):
                image.save(name, compress_level=1)
            listed = Path(folder, "regions.txt")
            listed.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
            options = f'--psm {mode} --oem {_LSTM} --dpi {round(dpi)} --tessdata-dir "{data_folder()}"'
            try:
                table: str = self._pytesseract.image_to_data(str(listed), lang=data, config=options, timeout=seconds)
            except RuntimeError as error:
                if "timeout" in str(error):
                    raise TimeoutError from error
                raise
        found: list[list[_Found]] = [[] for _ in images]
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["level"] == "5":
                x, y = int(row["left"]), int(row["top"])
                box = (x, y, x + int(row["width"]), y + int(row["height"]))
                line = (int(row["block_num"]) * 1000 + int(row["par_num"])) * 1000 + int(row["line_num"])
                found[int(row["page_num"]) - 1].append((line, row["text"], box, float(row["conf"])))
        return found


_Found = tuple[int, str, tuple[int, int, int, int], float]  # number of the line, text, pixels, confidence 0..100


def _is_blank(page: Prepared, region: Region) -> bool:
    """Tell whether nothing is printed in a region; as a single line the engine would read something there."""
    return sum(page.image.crop(region.box).histogram()[:_DARK]) < _LEAST_INK * page.dpi


def _mode(region: Region, dpi: float) -> int:
    height = (region.box[3] - region.box[1]) / dpi
    return _ONE_LINE if height < _ONE_LINE_HEIGHT else _BLOCK


def _lines(words: Iterable[_Found], corner: tuple[int, int], dpi: float, index: int, region: Region) -> list[TextLine]:
    scale = 72 / dpi
    lines = []
    for _, group in groupby(words, key=lambda found: found[0]):
        line = tuple(
            Word(
                nfc(text.strip()),
                (
                    round((corner[0] + box[0]) * scale, 2),
                    round((corner[1] + box[1]) * scale, 2),
                    round((corner[0] + box[2]) * scale, 2),
                    round((corner[1] + box[3]) * scale, 2),
                ),
                round(max(confidence, 0.0) / 100, 3),
            )
            for _, text, box, confidence in group
            if text and text.strip()
        )
        if line:
            lines.append(TextLine(line, around(word.box for word in line), index, region.cell))
    return lines


def around(boxes: Iterable[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """Return the smallest box that holds all of them."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)
