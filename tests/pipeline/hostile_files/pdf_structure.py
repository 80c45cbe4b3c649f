"""PDF files of which the skeleton lies: trees that loop, indexes that point nowhere, sizes, passwords, what is cut off."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from hostile_files.cases import PLAIN_WORDS, Case
from hostile_files.pdf_writing import CATALOG, FONT, PAGE, PAGES, WORDS, page_like, pdf, sheet, stream

_BOXES = {
    "âm": b"[0 0 -595 -842]",
    "không": b"[0 0 0 0]",
    "NaN": b"[0 0 NaN NaN]",
    "chữ": b"[(a) (b) (c) (d)]",
    "thiếu": b"[0 0 595]",
    "vô cùng": b"[0 0 1e308 1e308]",
    "tràn": b"[0 0 99999999999999999999 842]",
    "100 mét": b"[0 0 283465 283465]",
    "hẹp": b"[0 0 0.001 842]",
    "xa": b"[-1e9 -1e9 -999999405 -999999158]",
}


def cases() -> Iterator[Case]:
    yield from _trees()
    yield from _boxes()
    yield from _indexes()
    yield from _encrypted()
    yield from _cut_off()
    yield from _counts()


def _case(name: str, data: bytes, keeps: str = "", *, readable: bool = False) -> Case:
    return Case(f"pdf {name}.pdf", "pdf structure", lambda: data, keeps, readable)


def _trees() -> Iterator[Case]:
    yield _case("cây trang tự chứa", pdf([CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 9>>"]))
    yield _case(
        "cây trang vòng hai",
        pdf([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"]),
    )
    looping = b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"
    yield _case("cây trang vòng có trang tốt", sheet(pages=looping), PLAIN_WORDS)
    yield _case("trang là cha của mình", sheet(page=PAGE.replace(b"/Parent 2 0 R", b"/Parent 3 0 R")), PLAIN_WORDS)
    yield _case("không có catalog", pdf({2: PAGES, 3: PAGE, 4: stream(WORDS), 5: FONT}))
    yield _case("catalog là số", sheet(catalog=b"42"))
    yield _case("không có cây trang", sheet(catalog=b"<</Type/Catalog>>"))
    yield _case(
        "trang không tồn tại", sheet(pages=b"<</Type/Pages/Kids[3 0 R 99 0 R]/Count 2>>"), PLAIN_WORDS + " lost"
    )
    yield _case("trang là chuỗi", sheet(pages=b"<</Type/Pages/Kids[3 0 R (x) 7]/Count 3>>"), PLAIN_WORDS)
    deep = {n: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(10, 5010)}
    deep[5010] = PAGE
    yield _case("cây trang sâu 5000", sheet(pages=b"<</Type/Pages/Kids[10 0 R]/Count 1>>", more=deep), PLAIN_WORDS)
    wide = b"<</Type/Pages/Count 100000/Kids[" + b"3 0 R " * 100_000 + b"]>>"
    yield _case("100000 lần một trang", sheet(pages=wide))
    many = dict.fromkeys(range(10, 100010), PAGE)
    kids = b" ".join(b"%d 0 R" % n for n in many)
    yield Case(
        "pdf 100000 trang.pdf",
        "pdf structure",
        lambda: sheet(pages=b"<</Type/Pages/Count 100000/Kids[%b]>>" % kids, more=many),
    )
    yield _case("1500 trang trắng", sheet(b" ", pages=b"<</Type/Pages/Count 1500/Kids[" + b"3 0 R " * 1500 + b"]>>"))
    yield _case("lồng mảng sâu", sheet(page=page_like(more=b"/X " + b"[" * 100_000 + b"]" * 100_000)), PLAIN_WORDS)
    yield _case(
        "lồng từ điển sâu", sheet(page=page_like(more=b"/X " + b"<</A" * 50_000 + b" 1" + b">>" * 50_000)), PLAIN_WORDS
    )
    yield _case("không có trang nào", sheet(pages=b"<</Type/Pages/Kids[]/Count 0>>"))
    more = {6: PAGE.replace(b"4 0 R", b"7 0 R"), 7: stream(b"BT /F1 11 Tf 60 700 Td (second page) Tj ET")}
    both = {"pages": b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>", "more": more}
    yield _case("hai trang", sheet(**both), PLAIN_WORDS + " second page", readable=True)
    few = {"pages": b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 1>>", "more": more}
    yield _case("đếm thiếu trang", sheet(**few), PLAIN_WORDS + " second page")


def _boxes() -> Iterator[Case]:
    for name, box in _BOXES.items():
        yield _case(f"khổ giấy {name}", sheet(page=page_like(box)), PLAIN_WORDS)
    yield _case("không có khổ giấy", sheet(page=PAGE.replace(b"/MediaBox[0 0 595 842]", b"")), PLAIN_WORDS)
    yield _case("đơn vị lớn", sheet(page=page_like(more=b"/UserUnit 1000000")), PLAIN_WORDS)
    yield _case("xoay lạ", sheet(page=page_like(more=b"/Rotate 45")), PLAIN_WORDS)
    yield _case("khung cắt rỗng", sheet(page=page_like(more=b"/CropBox[10 10 10 10]")), PLAIN_WORDS)


def _indexes() -> Iterator[Case]:
    good = sheet()
    index = good.rindex(b"xref\n0")
    place = b"startxref\n%d" % index
    for name, there in (("0", b"0"), ("ngoài tệp", b"999999999"), ("âm", b"-5"), ("chữ", b"abc"), ("lớn", b"9" * 40)):
        yield _case(f"startxref {name}", good.replace(place, b"startxref\n" + there), PLAIN_WORDS)
    looping = good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % index)
    yield _case("xref trước là chính nó", looping, PLAIN_WORDS)
    wrong = bytearray(good)
    for at in range(index + 30, len(good) - 100, 20):
        wrong[at : at + 10] = b"0000000007"
    yield _case("xref trỏ sai", bytes(wrong), PLAIN_WORDS)
    # Only the entry of the contents is wrong: a reader that trusts the index sees an empty page.
    line = index + good[index:].index(b"\n0000000000") + 1 + 20 * 4
    one = good[:line] + b"0000000011" + good[line + 10 :]
    yield _case("xref sai một dòng", one, PLAIN_WORDS)
    yield _case("không có xref", good[:index], PLAIN_WORDS)
    yield _case("không có đầu", good[9:], PLAIN_WORDS)
    yield _case("đầu ở byte 1000", b"\n" * 1000 + good, PLAIN_WORDS)
    yield _case("rác sau cuối", good + b"x" * 5000, PLAIN_WORDS, readable=True)
    yield _case(
        "đối tượng là tham chiếu chính nó", sheet(b"<<>>", more={6: b"6 0 R"}, page=page_like(contents=b"6 0 R"))
    )
    yield _case(
        "nội dung tham chiếu vòng", pdf({1: CATALOG, 2: PAGES, 3: page_like(contents=b"4 0 R"), 4: b"[4 0 R]", 5: FONT})
    )
    yield _case("độ dài sai", sheet(stream(WORDS, length=5)), PLAIN_WORDS)
    yield _case("độ dài quá lớn", sheet(stream(WORDS, length=10**9)), PLAIN_WORDS)
    yield _case("độ dài âm", sheet(stream(WORDS, length=-1)), PLAIN_WORDS)
    yield _case("độ dài vòng", sheet(b"<</Length 4 0 R>>\nstream\n" + WORDS + b"endstream"), PLAIN_WORDS)
    yield _case("luồng xref tự chứa", _object_stream(b"/Extends 6 0 R"))
    yield _case("luồng đối tượng trong chính nó", _object_stream(b"", holds=b"6 0 "))
    yield _case("luồng đối tượng 10 tỷ", _object_stream(b"", count=10**10))


def _object_stream(more: bytes, *, holds: bytes = b"3 0 ", count: int = 1) -> bytes:
    """Return a file whose page is in a stream of objects, found by an index that is a stream itself."""
    packed = zlib.compress(holds + b" " + PAGE)
    objects = {
        1: CATALOG,
        2: PAGES,
        4: stream(WORDS),
        5: FONT,
        6: b"<</Type/ObjStm/N %d/First %d/Length %d/Filter/FlateDecode%b>>\nstream\n%b\nendstream"
        % (count, len(holds) + 1, len(packed), more, packed),
    }
    made = bytearray(b"%PDF-1.7\n")
    entries = {3: b"\x02\x00\x00\x06\x00"}
    for number, content in objects.items():
        entries[number] = b"\x01" + len(made).to_bytes(3, "big") + b"\x00"
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    place = len(made)
    entries[0], entries[7] = b"\x00\x00\x00\x00\xff", b"\x01" + place.to_bytes(3, "big") + b"\x00"
    table = b"".join(entries[number] for number in range(8))
    made += b"7 0 obj\n<</Type/XRef/Size 8/W[1 3 1]/Root 1 0 R/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        len(table),
        table,
    )
    return bytes(made) + b"startxref\n%d\n%%%%EOF\n" % place


def _encrypted() -> Iterator[Case]:
    lock = b"/Encrypt<</Filter/%b/V 2/R 3/Length 128/P -44/O<%b>/U<%b>>>/ID[<00><00>]"
    yield _case("khóa mật khẩu", sheet(trailer=lock % (b"Standard", b"00" * 32, b"11" * 32)), PLAIN_WORDS)
    yield _case("khóa lạ", sheet(trailer=lock % (b"Adobe.PubSec", b"00" * 32, b"11" * 32)), PLAIN_WORDS)
    yield _case("khóa hỏng", sheet(trailer=b"/Encrypt 4 0 R"), PLAIN_WORDS)
    yield _case("khóa thiếu", sheet(trailer=b"/Encrypt<</Filter/Standard/V 9/R 99>>"), PLAIN_WORDS)
    yield _case("khóa vòng", sheet(trailer=b"/Encrypt 6 0 R", more={6: b"6 0 R"}), PLAIN_WORDS)


def _cut_off() -> Iterator[Case]:
    more = {6: PAGE.replace(b"4 0 R", b"7 0 R"), 7: stream(b"BT /F1 11 Tf 60 700 Td (second page) Tj ET")}
    good = sheet(pages=b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>", more=more, packed=True)
    for percent in (1, 5, 15, 30, 45, 60, 75, 90, 99):
        yield _case(f"cắt ở {percent}%", good[: len(good) * percent // 100], PLAIN_WORDS + " second page")
    yield _case("chỉ có đầu", b"%PDF-1.7\n")
    yield _case("toàn số không", b"%PDF-1.7\n" + bytes(100_000))
    yield _case("toàn FF", b"%PDF-1.7\n" + b"\xff" * 100_000)
    yield _case("hai tệp nối nhau", sheet() + sheet(b"BT /F1 11 Tf 60 700 Td (the later file) Tj ET"), "the later file")


def _counts() -> Iterator[Case]:
    for count in (0, -1, 10**9, 10**20):
        yield _case(f"đếm trang {count}", sheet(pages=b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count), PLAIN_WORDS)
