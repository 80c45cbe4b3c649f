"""What the engine reads on a page, word by word with its place, in languages that are not Vietnamese."""

from __future__ import annotations

import io
import os
import subprocess

from PIL import Image

from noise_pages.printing import Box, Line, Word

_WORD = "5"  # what a row of the engine's table tells of
_SECONDS = 120  # a page that takes longer is none that can be read


def read_page(image: Image.Image, dpi: int, language: str, layout: int) -> tuple[Line, ...]:
    """Return the lines the engine reads, in its order; `layout` is its page segmentation mode."""
    held = io.BytesIO()
    image.save(held, "PNG", compress_level=1)
    command = ["tesseract", "-", "-", "-l", language, "--psm", str(layout), "--dpi", str(dpi), "tsv"]
    table = subprocess.run(
        command, input=held.getvalue(), capture_output=True, check=True, timeout=_SECONDS,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    ).stdout.decode("utf-8")  # fmt: skip
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in table.splitlines()[1:]:
        level, *line, _, left, top, width, height, _, text = row.split("\t")
        if level == _WORD and text.strip():
            x, y = float(left), float(top)
            lines.setdefault(tuple(line), []).append(Word(text.strip(), Box(x, y, x + float(width), y + float(height))))
    return tuple(map(tuple, lines.values()))
