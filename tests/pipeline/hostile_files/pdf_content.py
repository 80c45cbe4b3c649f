"""PDF files whose pages are the trap: bombs, millions of operators, forms in forms, fonts that name letters wrongly."""

from __future__ import annotations

import zlib
from base64 import a85encode
from collections.abc import Callable, Iterator
from functools import cache

from hostile_files.cases import PLAIN_WORDS, Case
from hostile_files.pdf_writing import FONT, PAGE, WORDS, page_like, pdf, sheet, stream

_MIB = 1 << 20


def cases() -> Iterator[Case]:
    yield from _bombs()
    yield from _operators()
    yield from _forms()
    yield from _damaged_streams()
    yield from _fonts()
    yield from _pictures()


def _case(name: str, made: bytes | Callable[[], bytes], keeps: str = "", *, readable: bool = False) -> Case:
    return Case(f"pdf {name}.pdf", "pdf content", made if callable(made) else lambda: made, keeps, readable)


@cache
def zeros(size: int) -> bytes:
    """Return `size` blanks packed, without holding them."""
    packer = zlib.compressobj(9)
    block = b" " * _MIB
    packed = b"".join(packer.compress(block) for _ in range(size // _MIB))
    return packed + packer.flush()


def _bomb() -> bytes:
    return zeros(512 * _MIB)


def _packed(data: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    return b"<</Length %d/Filter%b%b>>\nstream\n%b\nendstream" % (len(data), filters, more, data)


def _bombs() -> Iterator[Case]:
    yield _case("bom nén 512 MB", lambda: sheet(_packed(_bomb())))
    yield _case("bom nén hai lần", lambda: sheet(_packed(zlib.compress(_bomb(), 9), b"[/FlateDecode/FlateDecode]")))
    yield _case(
        "bom nén ba lần",
        lambda: sheet(
            _packed(zlib.compress(zlib.compress(zeros(1024 * _MIB), 9), 9), b"[/FlateDecode/FlateDecode/FlateDecode]")
        ),
    )
    yield _case("bom tên viết tắt", lambda: sheet(_packed(_bomb(), b"/Fl")))
    yield _case("bom tên mã hóa", lambda: sheet(_packed(_bomb(), b"/Fl#61teDecode")))
    yield _case("bom ascii85", lambda: sheet(_packed(_ascii85(_bomb()), b"[/ASCII85Decode/FlateDecode]")))
    runs = b"".join(b"\x81 " for _ in range(4 * _MIB))  # 128 blanks each
    yield _case("bom runlength 512 MB", lambda: sheet(_packed(runs + b"\x80", b"/RunLengthDecode")))
    yield _case(
        "bom runlength nén", lambda: sheet(_packed(zlib.compress(runs + b"\x80", 9), b"[/FlateDecode/RunLengthDecode]"))
    )
    many = {n: _packed(zeros(64 * _MIB)) for n in range(10, 42)}
    every = b"[" + b" ".join(b"%d 0 R" % n for n in many) + b"]"
    yield _case("bom 32 lần 64 MB", sheet(page=page_like(contents=every), more=many))
    same = b"[" + b"6 0 R " * 5000 + b"4 0 R]"
    yield _case(
        "một luồng 5000 lần", lambda: sheet(page=page_like(contents=same), more={6: _packed(zeros(_MIB))}), PLAIN_WORDS
    )
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R>>")
    yield _case("bom ToUnicode", lambda: sheet(font=font, more={6: _packed(_bomb())}), PLAIN_WORDS)
    file = b"<</Type/FontDescriptor/FontName/X/FontFile2 7 0 R>>"
    yield _case(
        "bom phông chữ",
        lambda: sheet(
            font=b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>",
            more={6: file, 7: _packed(_bomb(), more=b"/Length1 9")},
        ),
        PLAIN_WORDS,
    )
    predictor = b"/DecodeParms<</Predictor 15/Columns 100000000>>"
    yield _case("predictor rộng", sheet(_packed(zlib.compress(WORDS), more=predictor)), PLAIN_WORDS)
    yield _case(
        "bom luồng đối tượng", lambda: sheet(more={6: _packed(_bomb(), more=b"/Type/ObjStm/N 1/First 4")}), PLAIN_WORDS
    )
    lzw = bytes(range(256)) * 4096
    yield _case("lzw rác", sheet(_packed(lzw, b"/LZWDecode")))


def _ascii85(data: bytes) -> bytes:
    return a85encode(data) + b"~>"


def _operators() -> Iterator[Case]:
    letter = b"BT /F1 1 Tf 1 0 0 1 9 9 Tm (x) Tj ET\n"
    yield _case("triệu lệnh chữ", sheet(letter * 1_000_000, packed=True))
    yield _case("triệu lệnh q", sheet(b"q " * 1_000_000 + WORDS, packed=True), PLAIN_WORDS)
    yield _case("triệu đường kẻ", sheet(b"0 0 m 99 99 l S\n" * 1_000_000 + WORDS, packed=True), PLAIN_WORDS)
    yield _case(
        "một đường triệu đoạn", sheet(b"0 0 m " + b"9 9 l 5 7 l " * 500_000 + b"S\n" + WORDS, packed=True), PLAIN_WORDS
    )
    yield _case(
        "90000 đường kẻ",
        sheet(b"".join(b"%d 0 m %d 800 l S\n" % (n % 595, n % 595) for n in range(90_000)) + WORDS, packed=True),
        PLAIN_WORDS,
    )
    grid = b"".join(b"%d 0 m %d 800 l S 0 %d m 590 %d l S\n" % (x, x, x, x) for x in range(0, 590, 1))
    yield _case("bảng 590 nhân 590 ô", sheet(grid + WORDS, packed=True), PLAIN_WORDS)
    fine = b"".join(
        b"%.2f 0 m %.2f 800 l S 0 %.2f m 590 %.2f l S\n" % (x / 8, x / 8, x / 8, x / 8) for x in range(4_700)
    )
    yield _case("bảng 4700 nhân 4700 ô", sheet(fine + WORDS, packed=True), PLAIN_WORDS)
    yield _case("triệu toán hạng", sheet(b"1 " * 2_000_000 + WORDS, packed=True), PLAIN_WORDS)
    yield _case(
        "chuỗi dài 5 MB",
        sheet(b"BT /F1 1 Tf 1 9 Td (" + b"ward " * 1_000_000 + b") Tj ET " + WORDS, packed=True),
        PLAIN_WORDS,
    )
    yield _case("mảng sâu trong nội dung", sheet(b"[" * 200_000 + WORDS, packed=True), PLAIN_WORDS)
    yield _case("từ điển sâu trong nội dung", sheet(b"/A <<" * 100_000 + WORDS, packed=True), PLAIN_WORDS)
    yield _case("ngoặc không đóng", sheet(WORDS + b"BT /F1 9 Tf 60 700 Td (never closed " * 3))
    yield _case("ảnh nội tuyến không đóng", sheet(WORDS + b"BI /W 9 /H 9 /BPC 8 /CS /G ID " + b"x" * 5000), PLAIN_WORDS)
    yield _case("chữ vô cùng lớn", sheet(b"BT /F1 1e30 Tf 60 760 Td (Plan) Tj ET\n" + WORDS), PLAIN_WORDS)
    yield _case("chữ cỡ không", sheet(WORDS.replace(b" 11 Tf", b" 0 Tf")))
    yield _case("chữ ngoài trang", sheet(WORDS.replace(b"60 760", b"99999 -99999")))
    yield _case("ma trận NaN", sheet(b"nan nan nan nan nan nan cm " + WORDS))
    yield _case("ma trận tràn", sheet(b"1e38 1e38 1e38 1e38 1e38 1e38 cm " * 9 + WORDS))
    yield _case(
        "khắp trang một chỗ",
        sheet(b"".join(b"BT /F1 11 Tf 60 760 Td (word%d) Tj ET\n" % n for n in range(3000)), packed=True),
    )
    yield _case(
        "một chữ một chỗ 30000",
        sheet(
            b"".join(b"BT /F1 9 Tf %d %d Td (w%d) Tj ET\n" % (n * 7 % 560, n * 13 % 800, n) for n in range(30_000)),
            packed=True,
        ),
    )


def _forms() -> Iterator[Case]:
    resources = b"/Resources<</XObject<</X %d 0 R/Y %d 0 R>>/Font<</F1 5 0 R>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    page = PAGE.replace(b"/Resources<<", b"/Resources<</XObject<</X 10 0 R/Y 10 0 R>>")
    body = b"/X Do " + WORDS
    yield _case(
        "biểu mẫu tự gọi", sheet(body, page=page, more={10: stream(b"/X Do", form + resources % (10, 10))}), PLAIN_WORDS
    )
    two = {10: stream(b"/X Do", form + resources % (11, 11)), 11: stream(b"/X Do", form + resources % (10, 10))}
    yield _case("biểu mẫu vòng hai", sheet(body, page=page, more=two), PLAIN_WORDS)
    doubling = {n: stream(b"/X Do /Y Do", form + resources % (n + 1, n + 1)) for n in range(10, 40)}
    doubling[40] = stream(b"0 0 9 9 re f", form)
    yield _case("biểu mẫu nhân đôi 30 tầng", sheet(body, page=page, more=doubling), PLAIN_WORDS)
    chain = {n: stream(b"/X Do", form + resources % (n + 1, n + 1)) for n in range(10, 600)}
    chain[600] = stream(b"BT /F1 11 Tf 60 700 Td (deep) Tj ET", form + resources % (10, 10))
    yield _case("biểu mẫu sâu 590", sheet(body, page=page, more=chain), PLAIN_WORDS)
    tenfold = {n: stream(b"/X Do " * 10, form + resources % (n + 1, n + 1)) for n in range(10, 18)}
    tenfold[18] = stream(b"BT /F1 1 Tf (x) Tj ET", form + resources % (10, 10))
    yield _case("biểu mẫu mười mũ tám", sheet(body, page=page, more=tenfold), PLAIN_WORDS)
    notes = b"/Annots[" + b"6 0 R " * 20_000 + b"]"
    note = b"<</Type/Annot/Subtype/FreeText/Rect[0 0 99 99]/Contents(x)/AP<</N 7 0 R>>>>"
    look = stream(b"BT /F1 9 Tf 9 9 Td (note) Tj ET", form + b"/Resources<</Font<</F1 5 0 R>>>>")
    yield _case("20000 chú thích", sheet(page=page_like(more=notes), more={6: note, 7: look}), PLAIN_WORDS)
    loop = stream(b"/X Do", form + b"/Resources<</XObject<</X 7 0 R>>>>")
    yield _case("chú thích tự gọi", sheet(page=page_like(more=b"/Annots[6 0 R]"), more={6: note, 7: loop}), PLAIN_WORDS)
    pattern = b"/Resources<</Pattern<</P 10 0 R>>>>"
    tile = stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001" + pattern,
    )
    yield _case(
        "hoa văn tự tô",
        sheet(
            b"/Pattern cs /P scn 0 0 595 842 re f " + WORDS,
            page=PAGE.replace(b"/Resources<<", b"/Resources<</Pattern<</P 10 0 R>>"),
            more={10: tile},
        ),
        PLAIN_WORDS,
    )


def _damaged_streams() -> Iterator[Case]:
    text = b"".join(
        b"BT /F1 11 Tf 60 %d Td (line %d of the plan with its own words) Tj ET\n" % (780 - 14 * n, n) for n in range(40)
    )
    whole = " ".join(f"line {n} of the plan with its own words" for n in range(40))
    packed = zlib.compress(text, 9)
    yield _case("luồng lành", sheet(_packed(packed)), whole, readable=True)
    for percent in (10, 50, 90):
        at = len(packed) * percent // 100
        yield _case(f"luồng cắt ở {percent}%", sheet(_packed(packed[:at])), whole)
        flipped = packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :]
        yield _case(f"luồng hỏng ở {percent}%", sheet(_packed(flipped)), whole)
    yield _case("luồng không phải deflate", sheet(_packed(b"not deflate at all" * 9)), whole)
    second = PAGE.replace(b"4 0 R", b"7 0 R")
    pages = b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>"
    yield _case(
        "trang hai hỏng", sheet(pages=pages, more={6: second, 7: _packed(packed[:40])}), PLAIN_WORDS + " " + whole
    )
    yield _case(
        "trang hai mất nội dung",
        sheet(pages=pages, more={6: second.replace(b"7 0 R", b"77 0 R")}),
        PLAIN_WORDS + " lost page",
    )
    yield _case("bộ lọc lạ", sheet(_packed(packed, b"/KhongCo")), whole)
    yield _case("bộ lọc mã hóa", sheet(_packed(packed, b"/Crypt")), whole)
    yield _case(
        "ascii85 hỏng",
        sheet(_packed(_ascii85(packed)[:200] + b"{|}" + _ascii85(packed)[203:], b"[/ASCII85Decode/FlateDecode]")),
        whole,
    )
    yield _case(
        "hex hỏng",
        sheet(_packed(text.hex().encode()[:300] + b"zz" + text.hex().encode()[302:] + b">", b"/ASCIIHexDecode")),
        whole,
    )


def _cmap(body: bytes) -> bytes:
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    return head + body + b" endcmap end end"


def _fonts() -> Iterator[Case]:
    named = FONT.replace(b">>", b"/ToUnicode 6 0 R>>")

    def mapped(body: bytes) -> bytes:
        return sheet(font=named, more={6: stream(_cmap(body))})

    yield _case("ToUnicode vòng", sheet(font=FONT.replace(b">>", b"/ToUnicode 5 0 R>>")), PLAIN_WORDS)
    yield _case(
        "ToUnicode dùng chính nó",
        sheet(font=named, more={6: stream(_cmap(b"/X usecmap"), b"/UseCMap 6 0 R")}),
        PLAIN_WORDS,
    )
    yield _case(
        "mọi chữ thành U+FFFD",
        mapped(b"1 beginbfrange <00> <FF> <FFFD> endbfrange".replace(b"<FFFD>", b"[" + b"<FFFD>" * 256 + b"]")),
    )
    yield _case("mọi chữ thành điều khiển", mapped(b"1 beginbfrange <00> <FF> [" + b"<0007>" * 256 + b"] endbfrange"))
    yield _case("mọi chữ thành số không", mapped(b"1 beginbfrange <00> <FF> [" + b"<0000>" * 256 + b"] endbfrange"))
    yield _case("mọi chữ thành nửa chữ", mapped(b"1 beginbfrange <00> <FF> [" + b"<D800>" * 256 + b"] endbfrange"))
    yield _case("mọi chữ thành dấu trắng", mapped(b"1 beginbfrange <00> <FF> [" + b"<200B>" * 256 + b"] endbfrange"))
    yield _case("mọi chữ thành đảo chiều", mapped(b"1 beginbfrange <00> <FF> [" + b"<202E>" * 256 + b"] endbfrange"))
    yield _case("mọi chữ thành chữ riêng", mapped(b"1 beginbfrange <00> <FF> <E000> endbfrange"))
    yield _case("một chữ thành nghìn chữ", mapped(b"1 beginbfchar <61> <" + b"0061" * 1000 + b"> endbfchar"))
    yield _case("khoảng ToUnicode 4 tỷ", mapped(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange"), PLAIN_WORDS)
    yield _case(
        "ToUnicode triệu dòng", mapped(b"1000000 beginbfchar " + b"<61> <0061> " * 300_000 + b"endbfchar"), PLAIN_WORDS
    )
    type3 = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255/Widths[%b]/Encoding<</Differences[65/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F1 5 0 R>>>>>>"
    glyph = stream(b"1 0 d0 BT /F1 1 Tf (A) Tj ET")
    yield _case(
        "phông Type3 tự vẽ", sheet(b"BT /F1 9 Tf 60 700 Td (AAAA) Tj ET", font=type3 % (b"1 " * 256), more={6: glyph})
    )
    yield _case("phông không có", sheet(page=PAGE.replace(b"/F1 5 0 R", b"/F1 99 0 R")), PLAIN_WORDS)
    yield _case("phông là số", sheet(font=b"7"), PLAIN_WORDS)
    cid = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]>>"
    yield _case("phông con là mẹ", sheet(font=cid))
    broken = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>"
    rubbish = bytes((n * 7 + 3) % 256 for n in range(5000))
    yield _case(
        "tệp phông rác",
        sheet(
            font=b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R/FirstChar 0/LastChar 255/Widths["
            + b"500 " * 256
            + b"]>>",
            more={6: broken, 7: stream(rubbish, b"/Length1 5000")},
        ),
        PLAIN_WORDS,
    )


def _pictures() -> Iterator[Case]:
    page = PAGE.replace(b"/Resources<<", b"/Resources<</XObject<</X 10 0 R>>")
    draw = b"q 595 0 0 842 0 0 cm /X Do Q\n"

    def image(more: bytes, data: bytes) -> bytes:
        return sheet(
            draw,
            page=page,
            more={
                10: b"<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8%b/Length %d>>\nstream\n%b\nendstream"
                % (more, len(data), data)
            },
        )

    yield _case("ảnh 65000 vuông", lambda: image(b"/Width 65000/Height 65000/Filter/FlateDecode", zeros(256 * _MIB)))
    yield _case("ảnh 2 tỷ", image(b"/Width 2147483647/Height 2147483647", b"x" * 100))
    yield _case("ảnh âm", image(b"/Width -5/Height -5", b"x" * 100))
    yield _case("ảnh thiếu dữ liệu", image(b"/Width 1000/Height 1400", b"\x80" * 1000))
    yield _case("ảnh jpeg rác", image(b"/Width 1000/Height 1400/Filter/DCTDecode", b"\xff\xd8\xff\xe0" + bytes(500)))
    yield _case(
        "ảnh jpx rác",
        image(b"/Width 1000/Height 1400/Filter/JPXDecode", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(500)),
    )
    yield _case("ảnh jbig2 rác", image(b"/Width 9000/Height 9000/Filter/JBIG2Decode", bytes(range(256)) * 4))
    yield _case(
        "ảnh fax rác",
        image(
            b"/Width 9000/Height 9000/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 9000/Rows 9000>>",
            bytes(range(256)) * 40,
        ),
    )
    yield _case("ảnh là mặt nạ của mình", image(b"/Width 9/Height 9/SMask 10 0 R", b"x" * 81))
    yield _case(
        "ảnh màu vòng", image(b"/Width 9/Height 9/ColorSpace 11 0 R", b"x" * 81).replace(b"/ColorSpace/DeviceGray", b"")
    )
    yield _case("ảnh ngoài tệp", image(b"/Width 9/Height 9/F(/etc/passwd)", b""))
    trailing = pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</O<</S/URI/URI(http://127.0.0.1/)>>>>>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: PAGE,
            4: stream(WORDS),
            5: FONT,
        }
    )
    yield _case("chạy lệnh khi mở", trailing, PLAIN_WORDS, readable=True)
