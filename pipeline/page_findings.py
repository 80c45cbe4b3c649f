"""What a reader has to know of how the pages were read: one finding for each kind of trouble, naming its pages.

The states are triage's, the methods say what became of the pages since; the sentences are in messages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.messages import Value, finding
from pipeline.records import Finding, Page

_UNREAD_SCAN: dict[str, Value] = {
    "vi": "Bản quét chỉ có ảnh, không trang nào có chữ; cần nhận dạng chữ (OCR) mới đọc được nội dung.",
    "en": "A scan: no page has any text; only text recognition (OCR) can read it.",
}
_WITHOUT_WORDS: dict[str, Value] = {
    "vi": "Chỉ có ảnh; đã đọc ảnh (OCR) nhưng không thấy chữ nào. Hãy xem lại tệp: ảnh, con dấu hay trang trắng?",
    "en": "Only pictures, and no words were found on them (OCR). Look at the file: photographs, seals or blank paper?",
}


def page_findings(pages: Sequence[Page]) -> Iterator[Finding]:
    """Yield the findings about the text of pages, or that the file has none."""
    if pages and not any(line.text.strip() for page in pages for line in page.lines):
        if any(page.text_state in ("absent", "partial") for page in pages):
            read = all(page.method.startswith("ocr:") for page in pages)
            yield finding("file-unreadable", _WITHOUT_WORDS if read else _UNREAD_SCAN)
        return
    by_code: dict[str, list[Page]] = {}
    for page in pages:
        code = _code(page)
        if code:
            by_code.setdefault(code, []).append(page)
    for code, found in by_code.items():
        for name in sorted({page.decoded_from or "" for page in found}):
            numbers = [page.number for page in found if (page.decoded_from or "") == name]
            values = {"pages": page_ranges(numbers), "encoding": name.upper().replace("+", ", ")}
            yield finding(code, values, page=numbers[0])


def _code(page: Page) -> str | None:
    if page.text_state == "clean":
        return None
    without_layer = page.text_state in ("absent", "partial")
    if page.method.startswith("ocr:"):
        if not page.lines:
            return "no-words-found"
        return "page-from-image" if without_layer else "layer-replaced"
    if "+ocr:" in page.method:
        return "letters-filled-in"
    if without_layer:
        return "ocr-needed"
    if page.text_state == "garbled":
        restored = any(line.guesses for line in page.lines)  # of which restoration tells
        return None if restored else "text-garbled"
    if page.text_state == "broken_font_map":
        return "broken-font-map"
    return "legacy-encoding" if page.decoded_from else "encoding-unknown"


def page_ranges(numbers: Sequence[int]) -> str:
    """Return page numbers as a reader lists them.

    >>> page_ranges([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
