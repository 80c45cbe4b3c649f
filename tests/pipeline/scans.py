"""Scans for tests: pages drawn word by word and printed as pictures, so that the test knows what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from pdf_drawing import Drawing

LETTER = (
    "Căn cứ Kế hoạch số 45/KH-SGDĐT ngày 08/02/2023 của Sở về cải cách;",
    "Đẩy mạnh tuyên truyền, bảo đảm 95% hồ sơ được giải quyết đúng hạn.",
    "Tổ Văn phòng chịu trách nhiệm tổng hợp, báo cáo trước ngày 15/12.",
)
_DPI = 200


def drawn(path: Path, *pages: Callable[[Drawing], None]) -> Path:
    """Write a PDF with a text layer, each page drawn by its function."""
    drawing = Drawing(path)
    for draw in pages:
        draw(drawing)
        drawing.next_page()
    drawing.canvas.save()
    return path


def letter(drawing: Drawing) -> None:
    """Draw the lines of LETTER."""
    drawing.lines(70, 120, LETTER, pitch=20)


def scan(path: Path, *pages: Callable[[Drawing], None]) -> Path:
    """Write a PDF of pictures of these pages, without any text layer."""
    drawn(path, *pages)
    with pdfium.PdfDocument(path) as document:
        images = [page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L") for page in document]
    images[0].save(path, format="PDF", resolution=_DPI, save_all=True, append_images=images[1:])
    return path
