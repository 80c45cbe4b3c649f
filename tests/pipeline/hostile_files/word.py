"""Word files (DOCX) that swell, loop, point elsewhere or lack a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from hostile_files.cases import PLAN, Case
from hostile_files.zip_writing import MIB, archive, members_of, packed_blanks, raw_archive, raw_member, with_part, word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{_W}"><w:body>'.encode()
_TAIL = b"</w:body></w:document>"
BODY = "word/document.xml"


def paragraph(text: str = PLAN.replace("\n", " ")) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def body(*parts: bytes) -> bytes:
    return _HEAD + b"".join(parts) + _TAIL


def cases() -> Iterator[Case]:
    yield from _bombs()
    yield from _entities()
    yield from _nesting()
    yield from _parts()
    yield from _broken()


def _case(name: str, data: bytes, keeps: str = "", *, readable: bool = False) -> Case:
    return Case(f"docx {name}.docx", "docx", lambda: data, keeps, readable)


def _bombs() -> Iterator[Case]:
    for part, name in ((BODY, "thân"), ("word/styles.xml", "kiểu"), ("word/media/image1.png", "ảnh")):
        yield Case(f"docx bom {name}.docx", "docx", partial(_swollen, part, 512 * MIB), PLAN if "media" in part else "")
    yield _case("bom dưới giới hạn 90 MB", _swollen(BODY, 90 * MIB))
    yield _case("bom đoạn rỗng", with_part(BODY, body(b"<w:p/>" * 2_000_000, paragraph())), PLAN)
    yield _case("bom đoạn một chữ", with_part(BODY, body(b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_000_000)))
    yield _case("bom thuộc tính", with_part(BODY, body(b"<w:p w:a='" + b"x" * (9 * MIB) + b"'/>", paragraph())), PLAN)
    yield _case("20000 phần", archive({**members_of(word()), **{f"word/x{n}.xml": b"" for n in range(20_000)}}), PLAN)
    claimed = bytearray(word())
    at = claimed.rindex(b"PK\x01\x02")
    claimed[at + 24 : at + 28] = b"\xff\xff\xff\x7f"
    yield _case("khai dung lượng sai", bytes(claimed), PLAN)


def _swollen(part: str, size: int) -> bytes:
    """Return a Word file of which one part unpacks to `size` bytes."""
    kept = members_of(word())
    data = kept.get(part, b"<x></x>")
    at = data.rindex(b"</")
    made = []
    for name, content in {**kept, part: b""}.items():
        packed, crc, length = packed_blanks(size, data[:at], data[at:]) if name == part else packed_blanks(0, content)
        made.append((name.encode(), *raw_member(name.encode(), packed, crc, length)))
    return raw_archive(made)


def _entities() -> Iterator[Case]:
    def declared(inner: str, use: str) -> bytes:
        text = _HEAD.replace(b"<w:document", f"<!DOCTYPE w:document [{inner}]><w:document".encode())
        return with_part(BODY, text + paragraph() + paragraph(use) + _TAIL)

    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    yield _case("billion laughs", declared(laughs, "&a11;"), PLAN)
    yield _case("quadratic blowup", declared(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000), PLAN)
    yield _case("thực thể ngoài", declared('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), PLAN)
    yield _case("thực thể mạng", declared('<!ENTITY a SYSTEM "http://127.0.0.1:9/x">', "&a;"), PLAN)
    yield _case("thực thể thiết bị", declared('<!ENTITY a SYSTEM "file:///dev/zero">', "&a;"), PLAN)
    yield _case("thực thể tham số", declared('<!ENTITY % p SYSTEM "file:///dev/random"> %p;', "x"), PLAN)
    yield _case("thực thể vòng", declared('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"), PLAN)
    yield _case(
        "thực thể thường", declared('<!ENTITY ten "phường Hồ Sen">', "Gửi &ten; biết"), PLAN + " Gửi phường Hồ Sen biết"
    )
    dtd = _HEAD.replace(b"<w:document", b'<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/x.dtd"><w:document')
    yield _case("dtd ngoài", with_part(BODY, dtd + paragraph() + _TAIL), PLAN)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    outside = members_of(word())["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="r90" Type="{kind}/attachedTemplate" Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/>'
        f'<Relationship Id="r91" Type="{kind}/styles" Target="../../../../etc/passwd"/>'
        f'<Relationship Id="r92" Type="{kind}/numbering" Target="file:///etc/passwd" TargetMode="External"/>'
        "</Relationships>".encode(),
    )
    yield _case("quan hệ ra ngoài", with_part("word/_rels/document.xml.rels", outside), PLAN, readable=True)
    included = b"<w:altChunk xmlns:r='" + kind.encode() + b"' r:id='r93'/>"
    yield _case("altChunk ra ngoài", with_part(BODY, body(paragraph(), included)), PLAN)
    chunk = (
        outside.replace(b'Id="r90"', b'Id="r93"')
        .replace(b"attachedTemplate", b"aFChunk")
        .replace(b"http://127.0.0.1:9/evil.dotm", b"/word/part.html")
        .replace(b' TargetMode="External"', b"", 1)
    )
    told = {**members_of(word()), BODY: body(paragraph(), included), "word/_rels/document.xml.rels": chunk}
    yield _case(
        "altChunk trong tệp",
        archive({**told, "word/part.html": "<html><body><p>Chương thêm vào từ tệp khác</p></body></html>"}),
        PLAN + " Chương thêm vào từ tệp khác",
    )


def _nesting() -> Iterator[Case]:
    for depth in (50, 200, 300, 5_000, 100_000):
        nested = b"<w:tbl><w:tr><w:tc>" * depth + paragraph("bên trong") + b"</w:tc></w:tr></w:tbl>" * depth
        yield _case(f"bảng lồng {depth}", with_part(BODY, body(paragraph(), nested)), PLAN)
        wrapped = b"<w:sdt><w:sdtContent>" * depth + paragraph("bên trong") + b"</w:sdtContent></w:sdt>" * depth
        yield _case(f"khung lồng {depth}", with_part(BODY, body(paragraph(), wrapped)), PLAN)
    boxes = (
        b"<w:p><w:r><w:pict><w:txbxContent>" * 100
        + paragraph("bên trong")
        + b"</w:txbxContent></w:pict></w:r></w:p>" * 100
    )
    yield _case("hộp chữ lồng 100", with_part(BODY, body(paragraph(), boxes)), PLAN)
    wide = (
        b"<w:tbl><w:tr>"
        + (b"<w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>" + paragraph("ô") + b"</w:tc>") * 50
        + b"</w:tr></w:tbl>"
    )
    yield _case("ô rộng tỷ cột", with_part(BODY, body(paragraph(), wide)), PLAN)
    long = b"<w:tbl>" + b"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>" * 100_000 + b"</w:tbl>"
    yield _case("bảng 100000 hàng", with_part(BODY, body(paragraph(), long)), PLAN)
    styles = (
        f'<w:styles xmlns:w="{_W}">'
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>'
            for n in range(3)
        )
        + "</w:styles>"
    )
    looping = body(
        b'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>'
        + PLAN.replace("\n", " ").encode()
        + b"</w:t></w:r></w:p>"
    )
    yield _case(
        "kiểu dựa vòng", archive({**members_of(word()), BODY: looping, "word/styles.xml": styles}), PLAN, readable=True
    )
    chain = (
        f'<w:styles xmlns:w="{_W}">'
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
            for n in range(50_000)
        )
        + "</w:styles>"
    )
    yield _case("kiểu dựa 50000", archive({**members_of(word()), BODY: looping, "word/styles.xml": chain}), PLAN)
    note = f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/><w:t>chú thích</w:t></w:r></w:p></w:footnote></w:footnotes>'
    called = body(b'<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' * 3, paragraph())
    rels = members_of(word())["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="r95" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    yield _case(
        "chú thích gọi mình",
        archive({**members_of(word()), BODY: called, "word/footnotes.xml": note, "word/_rels/document.xml.rels": rels}),
        PLAN,
    )
    counts = f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="999999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    item = body(
        b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>M\xe1\xbb\xa5c ti\xc3\xaau</w:t></w:r></w:p>',
        paragraph(),
    )
    yield _case(
        "đánh số la mã 10 mũ 12", archive({**members_of(word()), BODY: item, "word/numbering.xml": counts}), PLAN
    )


def _parts() -> Iterator[Case]:
    kept = members_of(word())
    yield _case("không có thân", archive({name: data for name, data in kept.items() if name != BODY}))
    yield _case(
        "không có kiểu", archive({name: data for name, data in kept.items() if name != "word/styles.xml"}), PLAN
    )
    yield _case(
        "không có quan hệ", archive({name: data for name, data in kept.items() if not name.endswith(".rels")}), PLAN
    )
    for part in ("word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
        if part in kept:
            yield _case(f"hỏng {part.rpartition('/')[2]}", with_part(part, kept[part][: len(kept[part]) // 2]), PLAN)
    yield _case("thân rỗng", with_part(BODY, b""))
    yield _case("thân không chữ", with_part(BODY, body(b"<w:p/>" * 9)))
    yield _case("thân là html", with_part(BODY, b"<html><body>" + PLAN.encode() + b"</body></html>"))
    yield _case(
        "thân khác tên",
        archive(
            {
                name.replace("document.xml", "van-ban.xml"): data.replace(b"document.xml", b"van-ban.xml")
                for name, data in kept.items()
            }
        ),
        PLAN,
    )
    utf16 = _HEAD.decode().replace("UTF-8", "UTF-16") + paragraph().decode() + _TAIL.decode()
    yield _case("thân utf-16", with_part(BODY, utf16.encode("utf-16")), PLAN)
    yield _case("thân cp1258 khai utf-8", with_part(BODY, kept[BODY].decode().encode("cp1258", "replace")), PLAN)
    yield _case("ký tự điều khiển", with_part(BODY, body(paragraph("a\x01b\x1b[31mc"), paragraph())), PLAN)
    yield _case(
        "công thức",
        with_part(
            BODY, body(*(paragraph(cell) for cell in ("=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-2+3")), paragraph())
        ),
        PLAN + " cmd calc SUM",
        readable=True,
    )
    macros = {**kept, "word/vbaProject.bin": bytes(2000), "word/embeddings/oleObject1.bin": bytes(2000)}
    yield _case("có macro", archive(macros), PLAN, readable=True)
    pictures = {**kept, BODY: body(b"<w:p/>"), "word/media/image1.png": bytes(100)}
    yield _case("chỉ có ảnh", archive(pictures))


def _broken() -> Iterator[Case]:
    text = members_of(word())[BODY]
    yield _case("thiếu thẻ đóng", with_part(BODY, text.replace(b"</w:p>", b"", 1)), PLAN)
    yield _case("thẻ chéo", with_part(BODY, text.replace(b"</w:t></w:r>", b"</w:r></w:t>", 1)), PLAN)
    yield _case("thân cắt nửa", with_part(BODY, text[: len(text) * 2 // 3]), PLAN)
    yield _case("rác sau thân", with_part(BODY, text + b"<x/>"), PLAN)
    yield _case(
        "hai thân", with_part(BODY, re.sub(b"(<w:body>.*</w:body>)", rb"\1\1", text, flags=re.DOTALL)), PLAN + PLAN
    )
    whole = word(PLAN * 30)
    for percent in (5, 30, 60, 90, 99):
        yield _case(f"cắt ở {percent}%", whole[: len(whole) * percent // 100], PLAN * 30)
    yield Case("pdf thật ra.docx", "docx", lambda: b"%PDF-1.4 khong phai", "")
    yield Case("word thật ra.pdf", "docx", word, PLAN, readable=True)
    yield Case("word thật ra.txt", "docx", lambda: word(PLAN * 2), PLAN, readable=True)
