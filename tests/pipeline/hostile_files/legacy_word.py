"""Word 97-2003 and RTF files: chains that loop, tables that point outside, groups without an end."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from word_writing import WordWriter

from hostile_files.cases import PLAN, Case

_SECTOR = 512


def document(text: str = PLAN) -> bytes:
    """Return a sound Word 97 file with these lines."""
    writer = WordWriter()
    for line in text.splitlines():
        writer.paragraph(line)
    with TemporaryDirectory() as folder:
        return writer.save(Path(folder) / "made.doc").read_bytes()


def cases() -> Iterator[Case]:
    yield from _containers()
    yield from _texts()
    yield from _rich_text()


def _case(name: str, data: bytes, keeps: str = "", *, readable: bool = False) -> Case:
    return Case(f"word cũ {name}", "doc, rtf", lambda: data, keeps, readable)


def _containers() -> Iterator[Case]:
    good = document()
    yield _case("lành.doc", good, PLAN, readable=True)
    fat = (int.from_bytes(good[76:80], "little") + 1) * _SECTOR  # the first sector of the table of chains
    for name, value in (
        ("tự trỏ", None),
        ("0", 0),
        ("ngoài tệp", 0x00FFFFFF),
        ("kết thúc", 0xFFFFFFFE),
        ("trống", 0xFFFFFFFF),
    ):
        changed = bytearray(good)
        for place in range(0, len(good) // _SECTOR - 1):
            struct.pack_into("<I", changed, fat + 4 * place, place if value is None else value)
        yield _case(f"chuỗi {name}.doc", bytes(changed), PLAN)
    for name, at, value in (
        ("cỡ khối 2 mũ 60", 30, 60),
        ("cỡ khối 0", 30, 0),
        ("số bảng tỷ", 44, 0x7FFFFFFF),
        ("thư mục ngoài", 48, 0x00FFFFFF),
        ("khối nhỏ vòng", 60, 1),
        ("bảng bảng vòng", 68, 0),
        ("bảng bảng tỷ", 72, 0x7FFFFFFF),
    ):
        changed = bytearray(good)
        struct.pack_into("<H" if at == 30 else "<I", changed, at, value)
        if name == "bảng bảng vòng":
            struct.pack_into("<I", changed, 72, 1000)
        yield _case(f"{name}.doc", bytes(changed), PLAN)
    tree = good.index("WordDocument".encode("utf-16-le"))
    for name, at in (("cây trái vòng", 68), ("cây phải vòng", 72), ("cây con vòng", 76)):
        changed = bytearray(good)
        for entry in range(tree - tree % 128, tree - tree % 128 + 384, 128):
            struct.pack_into("<I", changed, entry + at, 1)
        yield _case(f"{name}.doc", bytes(changed), PLAN)
    changed = bytearray(good)
    struct.pack_into("<I", changed, tree + 120, 0x7FFFFFFF)
    yield _case("luồng 2 GB.doc", bytes(changed), PLAN)
    for percent in (5, 20, 50, 80, 95):
        yield _case(f"cắt ở {percent}%.doc", good[: len(good) * percent // 100], PLAN)
    yield _case("chỉ đầu.doc", good[:512])
    yield _case("chỉ dấu hiệu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    yield _case("có mật khẩu.doc", _flagged(good, 0x100))


def _flagged(data: bytes, flag: int) -> bytes:
    at = data.index(b"\xec\xa5") + 0x0A
    return data[:at] + (int.from_bytes(data[at : at + 2], "little") | flag).to_bytes(2, "little") + data[at + 2 :]


def _texts() -> Iterator[Case]:
    good = document()
    head = good.index(b"\xec\xa5")
    for name, at, value in (
        ("dài tỷ chữ", 0x4C, 0x7FFFFFFF),
        ("dài âm", 0x4C, 0xFFFFFFFF),
        ("dài không", 0x4C, 0),
        ("chú thích tỷ", 0x50, 0x7FFFFFFF),
        ("bảng mảnh ngoài", 0x01A2, 0x7FFFFFFF),
        ("bảng mảnh rỗng", 0x01A6, 0),
    ):
        changed = bytearray(good)
        struct.pack_into("<I", changed, head + at, value)
        yield _case(f"{name}.doc", bytes(changed), PLAN)
    short = bytearray(good)
    struct.pack_into("<I", short, head + 0x4C, 40)
    yield _case("khai ngắn hơn thật.doc", bytes(short), "")
    yield _case("nhiều đoạn.doc", document("đoạn văn ngắn\n" * 150))


def _rich_text() -> Iterator[Case]:
    text = "".join(f"\\u{ord(c)}?" if ord(c) > 127 else ("\\par\n" if c == "\n" else c) for c in PLAN).encode()
    head = b"{\\rtf1\\ansi\\uc1{\\fonttbl{\\f0 Times New Roman;}}"
    good = head + text + b"}"
    yield _case("lành.rtf", good, PLAN, readable=True)
    for depth in (5_000, 200_000):
        yield _case(
            f"nhóm sâu {depth}.rtf", head + text + b"{" * depth + b"x" + b"}" * depth + text + b"}", PLAN + PLAN
        )
    yield _case("nhóm không đóng.rtf", head + text + b"{\\b " * 50 + text, PLAN + PLAN)
    yield _case("đóng thừa.rtf", head + text + b"}}}}" + text + b"}", PLAN)
    for name, word in (
        ("bin tỷ", b"\\bin2000000000 "),
        ("bin âm", b"\\bin-5 "),
        ("uc tỷ", b"\\uc2000000000 \\u7871?"),
        ("uc âm", b"\\uc-3 \\u7871?"),
        ("u tỷ", b"\\u99999999999 ?"),
        ("u âm", b"\\u-99999 ?"),
        ("từ dài", b"\\" + b"a" * 5_000_000 + b" "),
        ("số dài", b"\\fs" + b"9" * 1_000_000 + b" "),
    ):
        yield _case(f"{name}.rtf", head + text + word + text + b"}", PLAN + PLAN)
    yield _case("đích nuốt hết.rtf", head + text + b"{\\*\\khongco " + text + text + b"}", PLAN)
    yield _case("ảnh nuốt hết.rtf", head + text + b"{\\pict\\pngblip " + text, PLAN + PLAN)
    yield _case(
        "đối tượng nhúng.rtf", head + text + b"{\\object\\objemb{\\*\\objdata " + b"00" * 500_000 + b"}}}", PLAN
    )
    yield _case(
        "bảng sâu.rtf",
        head
        + text
        + b"\\intbl\\itap2000000000 a\\nestcell{\\*\\nesttableprops\\trowd\\cellx999999999\\nestrow}\\cell\\row" * 200
        + b"}",
        PLAN,
    )
    yield _case(
        "bảng nghìn ô.rtf",
        head + text + (b"\\trowd" + b"\\cellx9" * 3000 + b"\\intbl " + b"a\\cell " * 3000 + b"\\row ") * 20 + b"}",
        PLAN,
    )
    yield _case("chú thích lồng.rtf", head + text + b"{\\footnote a" * 300 + b"}" * 300 + b"}", PLAN)
    yield _case("triệu đoạn.rtf", head + b"\\par " * 1_000_000 + text + b"}", PLAN)
    yield _case("nửa cặp.rtf", head + b"\\u55357?" * 1000 + text + b"}", PLAN)
    for percent in (10, 50, 90):
        yield _case(f"cắt ở {percent}%.rtf", good[: len(good) * percent // 100], PLAN)
    yield _case("chỉ đầu.rtf", b"{\\rtf1}")
