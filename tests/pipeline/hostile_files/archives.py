"""Archives that swell, lead outside, repeat themselves or name their files in ways that hurt whoever prints them."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from hostile_files.cases import PLAN, Case
from hostile_files.zip_writing import MIB, archive, packed_blanks, raw_archive, raw_member

NAMES = {
    "lên trên": "../../ngoai.txt",
    "lên trên kiểu Windows": "..\\..\\ngoai.txt",
    "gốc": "/tmp/ngoai.txt",
    "ổ đĩa": "C:\\ngoai.txt",
    "xuống dòng": "dong 1\ndong 2.txt",
    "mã màu": "\x1b[31mdo\x1b[0m\x1b]0;title\x07.txt",
    "đảo chiều": "ke hoach \u202etxt.exe",
    "số không": "ke\x00hoach.txt",
    "dài": "đ" * 120 + ".txt",
    "rất dài": "x" * 60_000,
    "rỗng": "",
    "chấm": ".",
    "dấu sao": "[bold]ke* hoach?<>|.txt",
    "sâu": "a/" * 2000 + "b.txt",
}


def cases() -> Iterator[Case]:
    for name, inner in NAMES.items():
        yield _case(f"tên {name}", _named(inner.encode()))
    yield _case("tên không phải utf-8", _named(b"k\xff\xfe ho\x80ch.txt"))
    yield _case("liên kết", _link())
    yield _case("lồng", archive({"trong.zip": archive({"ke hoach.txt": PLAN})}))
    yield _case("lồng 10 tầng", _nested(10))
    yield _case(
        "hai tệp một tên",
        raw_archive([_member(b"a.txt", PLAN.encode()), _member(b"a.txt", PLAN.replace("95", "94").encode())]),
    )
    yield _case(
        "chồng lên nhau", raw_archive([_member(b"a%d.txt" % n, PLAN.encode()) for n in range(200)], same_place=True)
    )
    yield Case("zip bom.zip", "archive", lambda: _bomb(3))
    yield Case("zip bom chồng.zip", "archive", lambda: _bomb(300, same_place=True))
    yield Case("zip khai nhỏ hơn thật.zip", "archive", lambda: _bomb(1, claimed=10))
    yield _case("20000 tệp", archive({f"{n}.txt": b"" for n in range(20_000)}))
    yield _case("mật khẩu", raw_archive([(b"a.txt", *raw_member(b"a.txt", b"x" * 50, 0, 38, flags=0x801))]))
    yield _case("cách nén lạ", raw_archive([(b"a.txt", *raw_member(b"a.txt", b"x" * 50, 0, 38, method=97))]))
    yield _case("lzma", archive({"a.txt": PLAN + "lzma"}, zipfile.ZIP_LZMA))
    yield _case("lzma nhiều bộ nhớ", _greedy_lzma())
    yield _case(
        "sai mã kiểm",
        raw_archive([(b"a.txt", *raw_member(b"a.txt", zlib.compress(PLAN.encode())[2:-4], 7, len(PLAN.encode())))]),
    )
    yield _case("rỗng", archive({}))
    yield _case("chỉ thư mục", archive({"a/": b"", "a/b/": b""}))
    yield _case("chỉ tệp ẩn", archive({"__MACOSX/._a": b"x", ".an": b"x"}))
    whole = archive({f"{n}.txt": PLAN + str(n) for n in range(20)})
    for percent in (10, 50, 90):
        yield _case(f"cắt ở {percent}%", whole[: len(whole) * percent // 100])
    yield _case("rác ở đầu", b"rac" * 100 + whole)
    yield _case("chú thích dài", whole[:-2] + b"\xff\xff" + b"x" * 65_535)
    yield Case("zip không tên.docx", "archive", lambda: archive({"x.txt": PLAN + "x"}))
    yield Case("gzip.gz", "archive", lambda: b"\x1f\x8b\x08" + bytes(100))
    yield Case("rar.rar", "archive", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100))
    yield Case("7z.7z", "archive", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100))


def _case(name: str, data: bytes) -> Case:
    return Case(f"zip {name}.zip", "archive", lambda: data)


def _member(name: bytes, data: bytes) -> tuple[bytes, bytes, bytes]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return name, *raw_member(name, packer.compress(data) + packer.flush(), zlib.crc32(data), len(data))


def _named(name: bytes) -> bytes:
    """Return an archive of a file with this name, and of a good one; the text tells it from the others."""
    text = PLAN + zlib.crc32(name).to_bytes(4, "big").hex()
    return raw_archive([_member(name, text.encode()), _member(b"tot.txt", text.replace("95", "93").encode())])


def _link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        entry = zipfile.ZipInfo("link.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipped.writestr(entry, "/etc/passwd")
    return made.getvalue()


def _nested(depth: int) -> bytes:
    data = archive({"ke hoach.txt": PLAN})
    for _ in range(depth):
        data = archive({"a.zip": data})
    return data


def _bomb(count: int, *, same_place: bool = False, claimed: int | None = None) -> bytes:
    packed, crc, size = packed_blanks(1024 * MIB)
    names = [b"bom%d.txt" % n for n in range(count)]
    members = [(name, *raw_member(name, packed, crc, claimed or size)) for name in names]
    return raw_archive(members, same_place=same_place)


def _greedy_lzma() -> bytes:
    """Return an archive whose member asks for a dictionary of 4 GiB to be unpacked."""
    data = bytearray(archive({"a.txt": PLAN}, zipfile.ZIP_LZMA))
    at = data.index(b"a.txt") + 5 + 4 + 1  # after the name: version, size of the properties, the first of them
    data[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(data)
