"""Pictures that claim to be larger than memory, or break off."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image, ImageDraw

from hostile_files.cases import Case


def cases() -> Iterator[Case]:
    jpeg, png = _picture("JPEG"), _picture("PNG")
    at = jpeg.index(b"\xff\xc0") + 5
    for name, size in (
        ("65000 vuông", (65_000, 65_000)),
        ("0", (0, 0)),
        ("65535 nhân 1", (65_535, 1)),
        ("1 nhân 65535", (1, 65_535)),
    ):
        yield _case(f"jpeg khai {name}.jpg", jpeg[:at] + struct.pack(">HH", size[1], size[0]) + jpeg[at + 4 :])
    for percent in (1, 3, 30, 70, 99):
        yield _case(f"jpeg cắt ở {percent}%.jpg", jpeg[: len(jpeg) * percent // 100])
        yield _case(f"png cắt ở {percent}%.png", png[: len(png) * percent // 100])
    middle = len(jpeg) // 2
    yield _case("jpeg hỏng giữa.jpg", jpeg[:middle] + bytes(400) + jpeg[middle + 400 :])
    yield _case("jpeg khúc lặp.jpg", jpeg[:middle] + jpeg[middle - 2000 : middle] * 3 + jpeg[middle:])
    yield _case("jpeg bảng hỏng.jpg", jpeg.replace(b"\xff\xdb", b"\xff\xfe", 1))
    yield _case("jpeg chỉ đầu.jpg", b"\xff\xd8\xff\xe0")
    yield _case("jpeg nhiều lượt quét.jpg", _many_scans())
    yield _case("png bom.png", lambda: _png_bomb(20_000, 20_000))
    yield _case("png bom 60000.png", lambda: _png_bomb(60_000, 60_000))
    yield _case("png 2 tỷ.png", lambda: _png_bomb(2**31 - 1, 2**31 - 1))
    yield _case("png dưới giới hạn 10000.png", lambda: _png_bomb(10_000, 10_000))
    yield _case("png chữ nén bom.png", lambda: _png_text_bomb(png))
    yield _case("png sai mã kiểm.png", png[:-20] + bytes([png[-20] ^ 0xFF]) + png[-19:])
    yield _case("png thân hỏng.png", png[: len(png) // 2] + b"\xaa" * 30 + png[len(png) // 2 + 30 :])
    yield _case("tiff 10000 trang.tiff", _many_pages(10_000))
    yield _case("tiff vòng.tiff", _looping_tiff())
    yield _case("tiff bom.tiff", _tiff_bomb())
    yield _case("tiff thẻ khổng lồ.tiff", _huge_tag())
    tiff = _tiff([_paper("trang 1"), _paper("trang 2"), _paper("trang 3")])
    for percent in (10, 50, 90):
        yield _case(f"tiff cắt ở {percent}%.tiff", tiff[: len(tiff) * percent // 100])
    yield _case("trắng tinh.png", _saved(Image.new("L", (1240, 1754), 255), "PNG"))
    yield _case("đen tuyền.png", _saved(Image.new("L", (1240, 1754), 0), "PNG"))
    yield _case("một điểm.png", _saved(Image.new("L", (1, 1), 0), "PNG"))
    yield _case("dải hẹp.png", _saved(Image.new("L", (20_000, 3), 128), "PNG"))
    noise = Image.frombytes("L", (1240, 1754), _noise(1240 * 1754))
    yield _case("nhiễu.png", _saved(noise, "PNG"))
    yield _case("caro.png", lambda: _saved(_chequered(), "PNG"))
    yield _case("gif bom.gif", b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + bytes(100))
    yield _case(
        "bmp bom.bmp", b"BM" + bytes(4) + bytes(4) + struct.pack("<IIii", 54, 40, 2**31 - 1, 2**31 - 1) + bytes(100)
    )
    yield _case("webp rác.webp", b"RIFF" + bytes(4) + b"WEBP" + bytes(100))
    yield _case(
        "svg bom.svg", b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>'
    )


def _case(name: str, made: bytes | Callable[[], bytes]) -> Case:
    return Case(f"ảnh {name}", "picture", made if callable(made) else lambda: made)


def _paper(text: str) -> Image.Image:
    page = Image.new("L", (620, 877), 255)
    draw = ImageDraw.Draw(page)
    for line in range(20):
        draw.text((50, 50 + 35 * line), f"{text}: ke hoach cong tac nam 2031 cua phuong", fill=0)
    return page


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def _picture(form: str) -> bytes:
    return _saved(_paper("trang"), form)


def _noise(size: int) -> bytes:
    return random.Random(2031).randbytes(size)


def _chequered() -> Image.Image:
    tile = Image.new("L", (8, 8), 255)
    tile.paste(0, (0, 0, 4, 4))
    tile.paste(0, (4, 4, 8, 8))
    page = Image.new("L", (1240, 1754), 255)
    for y in range(0, 1754, 8):
        for x in range(0, 1240, 8):
            page.paste(tile, (x, y))
    return page


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_bomb(width: int, height: int) -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    size = min(height * (width + 1), 400 << 20)
    data = b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _png_text_bomb(png: bytes) -> bytes:
    text = b"Comment\x00\x00" + zlib.compress(b"x" * (200 << 20), 9)
    return png[:33] + _chunk(b"zTXt", text) + png[33:]


def _many_scans() -> bytes:
    """Return a progressive picture whose last scan is repeated a thousand times, each of which is decoded."""
    jpeg = _saved(_paper("trang"), "JPEG", progressive=True)
    last = jpeg.rindex(b"\xff\xda")
    scan = jpeg[last:-2]
    return jpeg[:-2] + scan * 1000 + jpeg[-2:]


def _tiff(pages: list[Image.Image]) -> bytes:
    made = io.BytesIO()
    pages[0].save(made, "TIFF", save_all=True, append_images=pages[1:])
    return made.getvalue()


def _directory(entries: list[tuple[int, int, int, int]], following: int) -> bytes:
    return (
        struct.pack("<H", len(entries))
        + b"".join(struct.pack("<HHII", *e) for e in entries)
        + struct.pack("<I", following)
    )


def _many_pages(count: int) -> bytes:
    """Return a file of pages that all show the same dots."""
    made, at = [b"II*\x00" + struct.pack("<I", 72) + bytes(64)], 72
    for number in range(count):
        page = _directory(_ENTRIES, 0)
        following = at + len(page) if number + 1 < count else 0
        made.append(_directory(_ENTRIES, following))
        at += len(page)
    return b"".join(made)


_ENTRIES = [
    (256, 3, 1, 8),
    (257, 3, 1, 8),
    (258, 3, 1, 8),
    (259, 3, 1, 1),
    (262, 3, 1, 1),
    (273, 4, 1, 8),
    (278, 3, 1, 8),
    (279, 4, 1, 64),
]


def _looping_tiff() -> bytes:
    return b"II*\x00" + struct.pack("<I", 72) + bytes(64) + _directory(_ENTRIES, 72)


def _tiff_bomb() -> bytes:
    entries = [
        (256, 4, 1, 100_000),
        (257, 4, 1, 100_000),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (278, 4, 1, 100_000),
        (279, 4, 1, 64),
    ]
    return b"II*\x00" + struct.pack("<I", 72) + bytes(64) + _directory(entries, 0)


def _huge_tag() -> bytes:
    entries = [
        (256, 3, 1, 8),
        (257, 3, 1, 8),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (270, 2, 0xFFFFFFFF, 8),
        (273, 4, 0x7FFFFFFF, 8),
        (279, 4, 1, 64),
    ]
    return b"II*\x00" + struct.pack("<I", 72) + bytes(64) + _directory(entries, 0)
