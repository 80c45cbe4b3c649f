"""What a reader is told of how the pages were read."""

from __future__ import annotations

import pytest

from pipeline.page_findings import page_findings
from pipeline.records import Line, Page, TextState


def page(
    number: int, state: TextState, method: str = "embedded:pdfium", *, text: str = "Kế hoạch", old: str | None = None
) -> Page:
    lines = (Line(text),) if text else ()
    return Page(number, lines, text, method, state, 0.0, decoded_from=old)


OCR = "ocr:tesserocr-5.5.4:vie"


@pytest.mark.parametrize(
    ("pages", "codes"),
    [
        pytest.param([page(1, "clean")], [], id="all well"),
        pytest.param([page(1, "clean"), page(2, "absent", text="")], ["ocr-needed"], id="a scan not read"),
        pytest.param([page(1, "clean"), page(2, "absent", OCR)], ["page-from-image"], id="a scan read"),
        pytest.param(
            [page(1, "clean"), page(2, "absent", OCR, text="")], ["no-words-found"], id="a seal on blank paper"
        ),
        pytest.param([page(1, "absent", OCR, text="")], ["file-unreadable"], id="a photograph of something else"),
        pytest.param([page(1, "clean"), page(2, "partial", text="Ký")], ["ocr-needed"], id="stamps alone"),
        pytest.param([page(1, "garbled")], ["text-garbled"], id="garbled on paper, too"),
        pytest.param([page(1, "garbled", OCR)], ["layer-replaced"], id="garbled, read anew"),
        pytest.param([page(1, "broken_font_map")], ["broken-font-map"], id="letters lost"),
        pytest.param(
            [page(1, "broken_font_map", f"embedded:pdfium+{OCR}")], ["letters-filled-in"], id="letters filled in"
        ),
        pytest.param([page(1, "legacy_encoding", old="tcvn3")], ["legacy-encoding"], id="decoded"),
        pytest.param([page(1, "legacy_encoding")], ["encoding-unknown"], id="not decoded"),
        pytest.param(
            [page(1, "absent", text=""), page(2, "absent", text="")], ["file-unreadable"], id="no text at all"
        ),
        pytest.param([page(1, "clean", text="")], [], id="blank paper"),
    ],
)
def test_codes(pages: list[Page], codes: list[str]) -> None:
    assert [finding.code for finding in page_findings(pages)] == codes


def test_pages_are_named() -> None:
    pages = [
        page(1, "clean"),
        page(2, "absent", OCR),
        page(3, "legacy_encoding", old="tcvn3"),
        page(4, "absent", OCR),
        page(5, "absent", OCR),
        page(6, "legacy_encoding", old="tcvn3+vni"),
    ]
    found = list(page_findings(pages))
    assert [(f.code, f.page, f.severity) for f in found] == [
        ("page-from-image", 2, "info"),
        ("legacy-encoding", 3, "info"),
        ("legacy-encoding", 6, "info"),
    ]
    assert found[0].message_vi.startswith("Trang 2, 4-5: ")
    assert found[0].message_en.startswith("Page(s) 2, 4-5: ")
    assert "(TCVN3, VNI)" in found[2].message_en
