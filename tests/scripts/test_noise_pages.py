"""Pages of known text: what was read is laid beside what is printed where it stands, whatever it looks like."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from itertools import islice, repeat
from pathlib import Path
from random import Random

import numpy as np
import pytest
from corpus_lines import is_held_out
from noise_pages.alignment import Unit, align, side_by_side
from noise_pages.composition import Columns, Paragraph, compose
from noise_pages.printing import PAPER, Box, Line, Word, print_page
from noise_pages.sources import held_out, is_printable, stretch
from noise_pages.wear import Scanned, scan
from PIL import Image, ImageDraw

needs_fonts = pytest.mark.skipif(shutil.which("fc-list") is None, reason="needs fontconfig")

HEIGHT = 20


def line(text: str, *, x: float = 0, y: float = 0, letter: float = 10) -> Line:
    """Return the words of `text` as set in letters of one width."""
    words = []
    for word in text.split(" "):
        if word:
            words.append(Word(word, Box(x, y, x + letter * len(word), y + HEIGHT)))
        x += letter * (len(word) + 1)
    return tuple(words)


def texts(units: list[Unit]) -> list[tuple[str, str]]:
    return [(" ".join(w.text for w in unit.read), " ".join(w.text for w in unit.printed)) for unit in units]


@pytest.mark.parametrize(
    ("read", "printed", "expected"),
    [
        pytest.param("Thuc hién", "Thực hiện", [("Thuc", "Thực"), ("hién", "hiện")], id="word by word"),
        pytest.param("x7~q hién", "Thực hiện", [("x7~q", "Thực"), ("hién", "hiện")], id="resembling nothing"),
        pytest.param("   ba", "ba bà", [("", "ba"), ("ba", "bà")], id="by place, not by likeness"),
        pytest.param("can.b6 xa", "cán bộ xã", [("can.b6", "cán bộ"), ("xa", "xã")], id="two read as one"),
        pytest.param("ng iép vu", "nghiệp vụ", [("ng iép", "nghiệp"), ("vu", "vụ")], id="one read as two"),
        pytest.param("Phong   Noi vu", "Phòng a Nội vụ", [("Phong", "Phòng"), ("", "a"), ("Noi", "Nội"), ("vu", "vụ")],
                     id="a word lost"),
        pytest.param("So . Y te", "Sở   Y tế", [("So", "Sở"), (".", ""), ("Y", "Y"), ("te", "tế")], id="a speck"),
        pytest.param("", "Nơi nhận:", [("", "Nơi"), ("", "nhận:")], id="a line lost"),
    ],
)  # fmt: skip
def test_align(read: str, printed: str, expected: list[tuple[str, str]]) -> None:
    (units,) = align([line(read)] if read else [], [line(printed)])
    assert texts(units) == expected


@pytest.mark.parametrize("shift", [-9, 0, 9], ids=["higher", "level", "lower"])
def test_lines_are_told_apart_by_height(shift: int) -> None:
    """Skew moves a word by less than half a line."""
    printed = [line("Căn cứ Luật", y=0), line("Theo đề nghị", y=HEIGHT)]
    read = [line("Can cu Luat", y=shift / 2), line("Theo dé nghi", y=HEIGHT + shift / 2)]
    assert [texts(units)[0] for units in align(read, printed)] == [("Can", "Căn"), ("Theo", "Theo")]


def test_columns_read_as_one_line_belong_to_two() -> None:
    printed = [line("UBND XÃ"), line("Độc lập", x=300)]
    read = [line("UBND XA") + line("Déc lap", x=300)]
    left, right = align(read, printed)
    assert texts(left) == [("UBND", "UBND"), ("XA", "XÃ")]
    assert texts(right) == [("Déc", "Độc"), ("lap", "lập")]


def test_what_is_read_in_the_margin_is_left_out() -> None:
    (units,) = align([line("| ke", x=-100), line("Ke hoach")], [line("Kế hoạch")])
    assert texts(units) == [("Ke", "Kế"), ("hoach", "hoạch")]


def test_running_text_follows_the_reading() -> None:
    """Columns read one after the other, and a printed word of which nothing was read, stand where they were read."""
    printed = [line("Số: 5/KH"), line("Vân Trà, ngày 3", x=300), line("KẾ HOẠCH năm", y=40)]
    read = [line("Van Tra, ngay 3", x=300), line("$6: 5/KH"), line("KE HOACH", y=40), line("|", y=400)]
    assert side_by_side(read, align(read, printed)) == [
        ("Van Tra, ngay 3", "Vân Trà, ngày 3"),
        ("$6: 5/KH", "Số: 5/KH"),
        ("KE HOACH", "KẾ HOẠCH năm"),
        ("|", ""),
    ]


def test_running_text_keeps_a_word_lost_at_the_start() -> None:
    printed, read = [line("a) Mục đích")], [line("   Muc dich")]
    assert side_by_side(read, align(read, printed)) == [("Muc dich", "a) Mục đích")]


# ------------------------------------------------------------ the page itself

OFFICIAL = [f"Ủy ban nhân dân các cấp tổ chức thực hiện kế hoạch thứ {number};" for number in range(1200)]


def test_lines_kept_for_measuring_are_not_printed_for_training() -> None:
    kept = {text for index, text in enumerate(OFFICIAL) if is_held_out(index)}
    assert len(kept) == 3
    assert kept.isdisjoint(islice(stretch(OFFICIAL, Random(1)), 5000))
    assert set(islice(held_out(OFFICIAL, 4), 100)) == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Phối hợp với Công an xã kiểm tra, xử lý;", True, id="a sentence"),
        pytest.param("“Quỹ vì trẻ em nghèo” – 05 triệu đồng/hộ…", True, id="quotes and dashes"),
        pytest.param("Điểm α của khoản này được bãi bỏ", False, id="a letter fonts lack"),
        pytest.param("12 345 678 90 12 3 tổng", False, id="figures"),
        pytest.param("Điều 1", False, id="short"),
        pytest.param("hòa " * 200, False, id="long"),
    ],
)
def test_is_printable(text: str, expected: bool) -> None:
    assert is_printable(text) == expected


def test_page_is_composed_by_chance_alone() -> None:
    """One seed is one page; lines of the corpus, headings in capitals and codes stand on it."""
    pages = [list(islice(compose(repeat("Chủ trì hướng dẫn các đơn vị."), Random(seed)), 60)) for seed in (5, 5, 6)]
    assert pages[0] == pages[1] != pages[2]
    paragraphs = [
        paragraph
        for block in pages[0] + pages[2]
        for paragraph in ([block] if isinstance(block, Paragraph) else sum(block.columns, ()))
    ]
    assert any("Chủ trì hướng dẫn" in paragraph.text for paragraph in paragraphs)
    assert any(paragraph.text.isupper() and paragraph.bold for paragraph in paragraphs)
    assert any("/" in paragraph.text and "-" in paragraph.text and "Đ" in paragraph.text for paragraph in paragraphs)


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("angle", [-0.8, 0.0, 0.8])
def test_place_follows_skew_and_scanning(dpi: int, angle: float) -> None:
    page = Image.new("L", PAPER, 255)
    box = Box(1900, 300, 2000, 340)
    ImageDraw.Draw(page).rectangle(box, fill=0)
    size = tuple(round(side * dpi / 300) for side in PAPER)
    worn = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255).resize((size[0], size[1]))
    rows, columns = np.nonzero(np.asarray(worn) < 128)
    placed = Scanned(worn, dpi, angle).place(box)
    assert columns.mean() == pytest.approx((placed.x0 + placed.x1) / 2, abs=1)
    assert rows.mean() == pytest.approx((placed.y0 + placed.y1) / 2, abs=1)


@needs_fonts
def test_words_are_printed_where_they_are_said_to_be() -> None:
    blocks = [Paragraph("Kính gửi: Ủy ban nhân dân xã", bold=True), Columns(((Paragraph("Nơi nhận:"),),), (1.0,))]
    printed = print_page(blocks, Random(3))
    assert [word.text for word in printed.lines[-1]] == ["Nơi", "nhận:"]
    ink = 255 - np.asarray(printed.image, dtype=int)
    covered = 0
    for word in (word for printed_line in printed.lines for word in printed_line):
        x0, y0, x1, y1 = (round(side) for side in word.box)
        assert ink[y0:y1, x0:x1].any(), word
        covered += ink[y0:y1, x0:x1].sum()
    assert covered > 0.98 * ink.sum()


@needs_fonts
def test_wear_is_repeated_by_its_seed() -> None:
    page = print_page([Paragraph("Độc lập - Tự do - Hạnh phúc")], Random(1)).image
    one, same, other = (np.asarray(scan(page, 150, Random(seed)).image) for seed in (8, 8, 9))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.slow
@needs_fonts
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Tesseract")
def test_script_makes_a_page_once(root: Path, tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus.txt", tmp_path / "pages"
    corpus.write_text("\n".join(OFFICIAL), encoding="utf-8")
    script = str(root / "scripts" / "make_noise_pages.py")
    command = [sys.executable, script, str(corpus), str(out), "--held-out", "--pages", "1"]
    first, again = (subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout for _ in range(2))
    assert "eng.0, 150 dpi" in first
    assert again == ""
    page = json.loads((out / "pages" / "0.json").read_text(encoding="utf-8"))
    assert page["lost"] < 0.05 * page["words"]
    with gzip.open(out / "pages_150_lines.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [row.rstrip("\n").split("\t") for row in lines]
    assert len(rows) == len(page["lines"])
    assert all((name, dpi) == ("eng.0", "150") for name, dpi, _, _ in rows)
    assert any("nhan dan" in read and "nhân dân" in printed for _, _, read, printed in rows)
    read, truth = ((out / f"pages_150_{side}.txt").read_text(encoding="utf-8") for side in ("read", "truth"))
    assert read.count("\n") == truth.count("\n") == len(page["running"])
