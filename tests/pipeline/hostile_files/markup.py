"""Web pages and XML with tags in tags, entities that swell, or names that are not theirs."""

from __future__ import annotations

from collections.abc import Iterator

from hostile_files.cases import PLAN, Case

_P = "".join(f"<p>{line}</p>\n" for line in PLAN.splitlines())


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def cases() -> Iterator[Case]:
    for depth in (200, 300, 1_000, 100_000):
        for tag in ("div", "b", "table", "ul"):
            opened = {"table": "<table><tr><td>", "ul": "<ul><li>"}.get(tag, f"<{tag}>")
            closed = {"table": "</td></tr></table>", "ul": "</li></ul>"}.get(tag, f"</{tag}>")
            yield _case(
                f"lồng {tag} {depth}.html",
                page(_P + opened * depth + "bên trong" + closed * depth + _P),
                PLAN + " bên trong " + PLAN,
            )
        yield _case(
            f"không đóng div {depth}.html", page(_P + "<div>" * depth + "bên trong" + _P), PLAN + " bên trong " + PLAN
        )
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    yield _case(
        "billion laughs.html",
        f'<!DOCTYPE html [<!ENTITY a0 "ha">{laughs}]><html><body>{_P}&a11;</body></html>'.encode(),
        PLAN,
    )
    yield _case(
        "billion laughs.xhtml",
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "ha">{laughs}]><html xmlns="http://www.w3.org/1999/xhtml"><body>{_P}&a11;</body></html>'.encode(),
        PLAN,
    )
    yield _case("xml.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>')
    yield _case(
        "gọi ngoài.html",
        page(
            "<iframe src='http://127.0.0.1:9/'></iframe><img src='file:///etc/passwd'><link rel=stylesheet href='http://127.0.0.1:9/x.css'>"
            + _P,
            "<base href='http://127.0.0.1:9/'><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
        ),
        PLAN,
    )
    yield _case("kịch bản.html", page("<script>while(1){}</script>" + _P), PLAN)
    yield _case("kịch bản không đóng.html", page(_P + "<script>var a = '" + _P), PLAN)
    yield _case("chú thích không đóng.html", page(_P + "<!-- " + _P), PLAN)
    yield _case("nền không đóng.html", page(_P + "<textarea>" + _P), PLAN)
    yield _case("ẩn hết.html", page(f"<div style='display:none'>{_P}</div>"))
    yield _case("chỉ kịch bản.html", page("<script>document.write('x')</script>"))
    yield _case("rỗng.html", b"<html></html>")
    yield _case("số không trong chữ.html", page(_P.replace("hồ sơ", "hồ\x00 sơ") + "\x00" + _P), PLAN + PLAN)
    yield _case("thuộc tính dài.html", page(f"<p style='{'x' * 12_000_000}'>a</p>" + _P), PLAN)
    yield _case("chữ dài.html", page("<p>" + "hoa " * 4_000_000 + "</p>" + _P), PLAN)
    yield _case("triệu đoạn.html", page("<p>a</p>" * 500_000 + _P), PLAN)
    yield _case("thẻ dài.html", page("<" + "a" * 1_000_000 + ">" + _P), PLAN)
    yield _case(
        "bảng colspan.html",
        page("<table border=1><tr><td colspan=999999999>a<td rowspan=999999999>b</table>" + _P),
        PLAN,
    )
    yield _case(
        "bảng rowspan nhiều.html",
        page("<table border=1>" + "<tr>" + "<td rowspan=1000>a" * 100 + ("<tr><td>b") * 3000 + "</table>" + _P),
        PLAN,
    )
    yield _case("danh sách 60000.html", page("<ol>" + "<li>a" * 60_000 + "</ol>" + _P), PLAN)
    yield _case("khai mã sai.html", page(_P).replace(b"utf-8", b"utf-16"), PLAN)
    yield _case("khai mã lạ.html", page(_P).replace(b"utf-8", b"x-user-defined"), PLAN)
    yield _case("khai mã độc.html", page(_P).replace(b"utf-8", b"unicode_escape"), PLAN)
    yield _case("khai mã zip.html", page(_P).replace(b"utf-8", b"zlib_codec"), PLAN)
    yield _case("cắt giữa thẻ.html", page(_P * 20)[:-700], "")
    yield _case("thực thể số.html", page("&#0;&#x110000;&#xD800;&#99999999999;" + _P), PLAN)
    yield Case("html thật ra.pdf", "markup", lambda: page(_P + "<p>pdf</p>"), PLAN, readable=True)
    yield Case("html thật ra.doc", "markup", lambda: page(_P + "<p>doc</p>"), PLAN, readable=True)
    yield Case("html thật ra.docx", "markup", lambda: page(_P + "<p>docx</p>"), PLAN, readable=True)


def _case(name: str, data: bytes, keeps: str = "") -> Case:
    return Case(f"web {name}", "markup", lambda: data, keeps)
