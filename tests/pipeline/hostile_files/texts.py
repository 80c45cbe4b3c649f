"""Plain texts and Markdown that are too long, too regular or in no encoding at all."""

from __future__ import annotations

from collections.abc import Iterator

from hostile_files.cases import PLAN, Case

_MIB = 1 << 20
LONG = 300_000  # letters, as in 150 pages

RUNS = {
    "chữ số": "1234567890" * (LONG // 10),
    "chấm": "." * LONG,
    "ngoặc kép": '"' * LONG,
    "ngoặc cong": "“" * (LONG // 3),
    "mở ngoặc": "(" * LONG,
    "ngoặc lồng": "(" * (LONG // 2) + ")" * (LONG // 2),
    "gạch chéo": "/" * LONG,
    "gạch nối": "-" * LONG,
    "dấu phẩy": "a," * (LONG // 2),
    "chấm phẩy": "a; " * (LONG // 3),
    "hai chấm": "a: " * (LONG // 3),
    "ngày": "01/01/2031 " * (LONG // 11),
    "ngày liền": "01/" * (LONG // 3),
    "phần trăm": "100% " * (LONG // 5),
    "số hiệu": "12/KH-UBND " * (LONG // 11),
    "số hiệu liền": "12/KH-" * (LONG // 6),
    "Điều": "Điều " * 100_000,
    "Điều khoản": "Điều 1 khoản 2 điểm a " * 30_000,
    "căn cứ": "Căn cứ Luật " * 50_000,
    "căn cứ dòng": "Căn cứ Nghị định số 1/2020/NĐ-CP ngày 01/01/2020 của Chính phủ;\n" * 8_000,
    "La Mã": "I" * LONG,
    "La Mã dòng": "XIV. \n" * 80_000,
    "chữ hoa": "ỦY BAN NHÂN DÂN " * 30_000,
    "đơn vị": "Phòng Giáo dục và Đào tạo, " * 20_000,
    "tháng": "tháng " * 90_000,
    "quý": "quý I, quý II, " * 40_000,
    "trước ngày": "trước ngày " * 50_000,
    "và": "và " * 150_000,
    "từ đến": "từ 1 đến " * 60_000,
    "dấu thanh rời": "e\u0301\u0302" * (LONG // 4),
    "một chữ nghìn dấu": "a" + "\u0301" * 200_000,
    "chữ nửa": "\ud7ff" * (LONG // 4),
    "tab": "\t" * LONG,
    "dấu bảng": "| " * (LONG // 2),
    "bảng nghìn cột": ("| " + "a | " * 2_000 + "\n") * 30,
    "gạch bảng": "|---" * (LONG // 4),
    "sao": "*" * LONG,
    "sao đậm": "**a" * (LONG // 3),
    "rào": "#" * LONG,
    "trích": ">" * LONG,
    "danh sách lồng": "".join(" " * (n % 400) + "- a\n" for n in range(50_000)),
    "ngoặc vuông": "[" * LONG,
    "liên kết": "[a](" * (LONG // 4),
    "dấu ngã": "`" * LONG,
    "thẻ": "<" * LONG,
    "chú thích html": "<!--" * (LONG // 4),
    "gạch chéo ngược": "\\" * LONG,
    "dòng trống": "\n" * LONG,
    "dòng một chữ": "a\n" * (LONG // 2),
    "trang trống": "a\f" * 50_000,
    "dòng gạch": "---\n" * 100_000,
    "STT": "".join(f"{n}. nội dung\n" for n in range(30_000)),
    "số lớn": "9" * 5_000 + "% hồ sơ đến ngày 31/12/" + "9" * 5_000,
    "không dấu cách": ("kếhoạchcảicáchhànhchính" * 30_000)[:600_000],
}

LANGUAGES = {
    "tiếng Hoa": "关于印发二零三一年工作计划的通知。各区县人民政府：" * 30,
    "tiếng Nhật": "令和十三年度の業務計画について、次のとおり定める。" * 30,
    "tiếng Thái": "แผนปฏิบัติการประจำปี" * 50,
    "tiếng Ả Rập": "خطة العمل لعام ٢٠٣١ في جميع المكاتب " * 30,
    "tiếng Nga": "План работы администрации на 2031 год утверждён. " * 30,
    "tiếng Pháp": "Le plan de travail de la commune pour l'année 2031 est approuvé. " * 30,
    "biểu tượng": "👩‍👩‍👧‍👦🇻🇳" * 500,
    "toán": "𝐊𝐞̂́ 𝐡𝐨𝐚̣𝐜𝐡 " * 200,
}


def cases() -> Iterator[Case]:
    for name, run in RUNS.items():
        text = PLAN + run.encode("utf-8", "replace").decode() + "\n" + PLAN
        yield _case(f"dài {name}.txt", text.encode(), PLAN + PLAN)
    for name in (
        "dấu bảng",
        "bảng nghìn cột",
        "gạch bảng",
        "sao",
        "sao đậm",
        "rào",
        "trích",
        "danh sách lồng",
        "ngoặc vuông",
        "liên kết",
        "dấu ngã",
        "thẻ",
        "chú thích html",
        "gạch chéo ngược",
        "Điều",
        "tab",
        "dòng gạch",
    ):
        yield _case(f"dài {name}.md", ("# Kế hoạch\n\n" + PLAN + "\n" + RUNS[name] + "\n\n" + PLAN).encode(), PLAN)
    for name, text in LANGUAGES.items():
        yield _case(f"{name}.txt", text.encode(), text)
    yield _case("một dòng 50 MB.txt", b"hoa sen " * (50 * _MIB // 8))
    yield Case("chữ 300 MB.txt", "text", lambda: (PLAN * 8).encode() * (300 * _MIB // len((PLAN * 8).encode())))
    yield _case("5 MB không dấu cách.txt", b"k" * (5 * _MIB))
    yield _case("chỉ BOM.txt", b"\xef\xbb\xbf")
    yield _case("chỉ BOM 16.txt", b"\xff\xfe")
    yield _case("chỉ dấu trắng.txt", "\u00a0\u200b \u3000\t\n".encode() * 99)
    yield _case("chỉ dấu trắng 16.txt", ("\ufeff" + " \n" * 50).encode("utf-16-le"))
    yield _case("trống.txt", b"")
    yield _case("toàn U+FFFD.txt", "\ufffd".encode() * 900)
    yield _case("toàn điều khiển.txt", b"\x07\x1b[2J" * 900)
    yield _case("toàn số không.txt", bytes(5000))
    yield _case("utf-8 hỏng mọi chữ.txt", b"\xe1\xba" * 900)
    yield _case("utf-8 hỏng vài chữ.txt", PLAN.encode() * 20 + b"\xe1\xba ", PLAN * 20)
    yield _case("utf-16 lẻ byte.txt", PLAN.encode("utf-16")[:-1], PLAN)
    yield _case("utf-32.txt", PLAN.encode("utf-32"), PLAN)
    yield _case("utf-7.txt", PLAN.encode("utf-7"))
    yield _case("ebcdic.txt", PLAN.encode("cp500", "replace"))
    yield _case("nhị phân lẫn chữ.txt", PLAN.encode() + bytes(range(256)) * 20)
    yield _case("mã màu.txt", ("\x1b[31m" + PLAN + "\x1b[0m\x1b]0;x\x07").encode(), PLAN)
    yield _case("đảo chiều.txt", ("\u202e" + PLAN + "\u202c").encode(), PLAN)
    yield _case("công thức.txt", (PLAN + "=cmd|' /C calc'!A0\n+1\n@SUM(A1)\n").encode(), PLAN + "cmd calc SUM")
    yield _case(
        "công thức.md",
        ("# A\n\n| a | b |\n|---|---|\n| =cmd | @SUM(1) |\n| +1 | -1 |\n\n" + PLAN).encode(),
        PLAN + "cmd SUM",
    )


def _case(name: str, data: bytes, keeps: str = "") -> Case:
    return Case(f"chữ {name}", "text", lambda: data, keeps)
