"""Pictures of pages, made here."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import DamagedFile, TooLarge
from pipeline.ingest import images, ingest
from pipeline.records import Ingested

A4_200 = (1654, 2339)
_ORIENTATION = 0x0112


def picture(size: tuple[int, int] = A4_200, mode: str = "L") -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def saved(image: Image.Image, format_name: str, **how: object) -> bytes:
    written = io.BytesIO()
    image.save(written, format_name, **how)
    return written.getvalue()


def read(tmp_path: Path, data: bytes) -> Ingested:
    path = tmp_path / "file"
    path.write_bytes(data)
    return ingest(path, "trang 1.anh")


@pytest.mark.parametrize(
    ("data", "media_type", "sizes"),
    [
        pytest.param(saved(picture(), "PNG", dpi=(200, 200)), "image/png", [(595.4, 842.0)], id="PNG"),
        pytest.param(saved(picture(mode="RGB"), "JPEG", dpi=(200, 200)), "image/jpeg", [(595.4, 842.0)], id="JPEG"),
        pytest.param(saved(picture(), "JPEG", dpi=(72, 72)), "image/jpeg", [(595.1, 841.6)], id="a camera's 72 dpi"),
        pytest.param(saved(picture((3024, 4032)), "JPEG"), "image/jpeg", [(631.3, 841.7)], id="no dpi: fills A4"),
        pytest.param(
            saved(picture(mode="1"), "TIFF", dpi=(200, 200), compression="group4", save_all=True, append_images=[picture((2339, 1654), "1")]),
            "image/tiff", [(595.4, 842.0), (842.0, 595.4)], id="TIFF of two pages",
        ),
        pytest.param(saved(picture(), "PNG", dpi=(0, 0)), "image/png", [(595.1, 841.6)], id="no resolution at all"),
    ],
)  # fmt: skip
def test_pages(tmp_path: Path, data: bytes, media_type: str, sizes: list[tuple[float, float]]) -> None:
    ingested = read(tmp_path, data)
    assert (ingested.source.media_type, ingested.text_origin, ingested.findings) == (media_type, "ocr", ())
    assert [(page.width, page.height) for page in ingested.pages] == sizes
    assert [page.number for page in ingested.pages] == list(range(1, len(sizes) + 1))
    assert all(page.has_image and page.ink_without_text and not page.lines for page in ingested.pages)


@pytest.mark.parametrize(("orientation", "lying"), [(1, False), (3, False), (6, True), (8, True)])
def test_photographs_are_held_as_the_camera_says(tmp_path: Path, orientation: int, lying: bool) -> None:
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    (page,) = read(tmp_path, saved(picture((3000, 2000), "RGB"), "JPEG", exif=exif)).pages
    assert page.width and page.height and (page.width < page.height) == lying


def test_a_second_picture_in_a_photograph_is_no_page(tmp_path: Path) -> None:
    data = saved(picture(mode="RGB"), "MPO", save_all=True, append_images=[picture((320, 240), "RGB")])
    assert len(read(tmp_path, data).pages) == 1


@pytest.mark.parametrize("format_name", ["PNG", "JPEG", "TIFF"])
def test_cut_off(tmp_path: Path, format_name: str) -> None:
    data = saved(picture(), format_name)
    with pytest.raises(DamagedFile, match=rf"^trang 1\.anh: damaged {format_name} file"):
        read(tmp_path, data[: len(data) // 2])


def test_one_page_damaged(tmp_path: Path) -> None:
    pages = [picture(), picture(), picture()]
    data = bytearray(saved(pages[0], "TIFF", compression="jpeg", save_all=True, append_images=pages[1:]))
    second = data.index(b"\xff\xd8\xff", data.index(b"\xff\xd8\xff") + 1)
    data[second + 2 : second + 400] = bytes(398)
    ingested = read(tmp_path, bytes(data))
    (finding,) = ingested.findings
    assert finding.code == "page-unreadable" and finding.page
    assert {page.number for page in ingested.pages} == {1, 2, 3} - {finding.page}


@pytest.mark.parametrize("size", [(12_000, 12_000), (30_000, 30_000)])
def test_too_many_dots(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(TooLarge, match="120 million"):
        read(tmp_path, saved(Image.new("1", size), "PNG"))


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PAGES", 1)
    data = saved(picture((10, 10)), "TIFF", save_all=True, append_images=[picture((10, 10))])
    with pytest.raises(TooLarge, match="2 pages > 1"):
        read(tmp_path, data)
