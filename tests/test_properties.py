"""What holds whatever a plan says: how it is typed, wrapped and joined changes nothing, and no input ends in an error.

The texts are the sample plans of data/raw and sentences of our own.  Single ways of writing are tested with their
extractors; that canonical forms of single values are stable, with their normalisers.
"""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from documents import document
from hypothesis import given
from hypothesis import strategies as st

from extractors.deadlines import find_deadlines
from extractors.legal_bases import find_legal_bases
from extractors.mention import Mention
from extractors.passage import Passage, Plan
from extractors.responsibilities import find_responsibilities
from extractors.targets import find_targets
from normalizers.dates import find_dates
from normalizers.document_numbers import read_number
from normalizers.numbers import parse_number, spelled_number
from normalizers.organisations import full_name
from normalizers.periods import half, month, quarter, years
from pipeline.extract import extract
from pipeline.read import read
from pipeline.records import Extracted, Line
from pipeline.run import process
from pipeline.segment import segment

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
TEXTS = ("ke hoach cchc 2025 (ban cuoi).txt", "ubnd-xa-ha-lieu-2026.md")
WITH_TEXT = (
    *TEXTS,
    "bo-ha-tang-so-2025-2030.docx",
    "kh-tin-hoc-hoa-phu-may-2003.rtf",
    "phong-gddt-van-tra-2025.pdf",
    "truong-thcs-doi-che-2024-2025.pdf",
    "truong-tieu-hoc-song-trang-2026.docx",
)
TABLES = ("legal_bases", "targets", "deadlines", "responsibilities")
FINDERS: dict[str, Callable[[Sequence[Passage], Plan], list[Any]]] = {
    "legal_bases": find_legal_bases,
    "targets": find_targets,
    "deadlines": find_deadlines,
    "responsibilities": find_responsibilities,
}
PLACES = {"start", "end", "section", "confidence", "method", "remarks"}
by_sample = pytest.mark.parametrize("name", WITH_TEXT, ids=lambda name: Path(name).stem)
by_table = pytest.mark.parametrize("table", TABLES)


@cache
def sample(name: str) -> Extracted:
    return process(RAW / name, name)


def stated(record: Mention) -> tuple[Any, ...]:
    """Return what a record says, without where it stands and how surely it was found."""
    return tuple(getattr(record, field.name) for field in fields(record) if field.name not in PLACES)


def said(found: Extracted) -> dict[str, list[Any]]:
    """Return what a document says, with the words that each record rests on."""
    text = found.outline.reading.text
    rows: dict[str, list[Any]] = {
        table: [(*stated(row), text[row.start : row.end]) for row in getattr(found, table)] for table in TABLES
    }
    header = tuple(getattr(found.header, field.name) for field in fields(found.header) if field.name not in PLACES)
    sections = [(s.path, s.role, s.title) for s in found.outline.sections]
    return {"header": [header], "sections": sections, **rows}


# Offsets


def assert_in_place(found: Extracted) -> None:
    """Every piece lies in the text: passages and cells are what they say, records and remarks are not empty."""
    text = found.outline.reading.text
    assert text == unicodedata.normalize("NFC", text)
    for passage in found.outline.passages:
        assert text[passage.start : passage.end] == passage.text
        assert all(text[cell.start : cell.end] == cell.text for cell in passage.cells)
    for table in TABLES:
        for row in getattr(found, table):
            assert 0 <= row.start < row.end <= len(text)
            assert text[row.start : row.end].strip() == text[row.start : row.end]
            assert 0 <= row.confidence <= 1
            assert row.section in range(len(found.outline.sections))
            assert all(0 <= remark.start <= remark.end <= len(text) for remark in row.remarks)
    for finding in found.outline.findings:
        assert finding.start is None or 0 <= finding.start <= (finding.end or 0) <= len(text)


@by_sample
def test_records_lie_in_the_text(name: str) -> None:
    found = sample(name)
    assert_in_place(found)
    assert all(getattr(found, table) for table in ("legal_bases", "responsibilities"))


# Typing


def _fixed_blanks(text: str) -> str:
    return "".join(
        "\u00a0" if sign == " " and before.isalnum() and after.isalnum() else sign
        for before, sign, after in zip(" " + text, text, text[1:] + " ", strict=False)
    )


TYPED: dict[str, Callable[[str], bytes]] = {
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text).encode(),
    "carriage returns": lambda text: text.replace("\n", "\r\n").encode(),
    "fixed blanks": lambda text: _fixed_blanks(text).encode(),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n\n\n").encode(),
    "blanks at line ends": lambda text: text.replace("\n", "   \n").encode(),
    "tabs at line ends": lambda text: re.sub(r"(?<=\S)\n", "\t\n", text).encode(),
    "blank lines around": lambda text: f"\n\n\n{text}\n\n\n".encode(),
    "no byte order mark": lambda text: text.removeprefix("\ufeff").encode(),
    "byte order mark": lambda text: ("\ufeff" + text.removeprefix("\ufeff")).encode(),
    "UTF-16": lambda text: text.removeprefix("\ufeff").encode("utf-16"),
    "soft hyphens": lambda text: text.replace("ế", "ế\u00ad").encode(),
    "zero-width blanks": lambda text: text.replace(", ", ",\u200b ").encode(),
    "eth for đ": lambda text: text.replace("Đ", "Ð").encode(),
}


@pytest.mark.parametrize("way", TYPED)
@pytest.mark.parametrize("name", TEXTS, ids=lambda name: Path(name).suffix)
def test_how_a_text_is_typed_changes_nothing(tmp_path: Path, name: str, way: str) -> None:
    assert_typed_alike(tmp_path / name, (RAW / name).read_text(encoding="utf-8"), way)


@pytest.mark.parametrize("way", [way for way in TYPED if "line ends" not in way])  # two blanks there break a line
@pytest.mark.parametrize("width", [80, 126])  # letters without marks on top of them make a line longer
def test_how_a_wrapped_web_page_is_typed_changes_nothing(tmp_path: Path, width: int, way: str) -> None:
    recipients = "|\nNơi nhận:\n- Các lớp (để t/h);\n- Lưu: VT.\n|\nHIỆU TRƯỞNG\nMai Thị Nắng\n|\n"
    blocks = paragraphs("truong-tieu-hoc-song-trang-2026.docx")
    end = next(at for at, block in enumerate(blocks) if block.startswith("Nơi nhận"))
    text = "\n".join(line for line in wrapped(blocks[:end], width) if line)
    assert_typed_alike(tmp_path / "plan.md", f"{text}\n{recipients}", way)


def assert_typed_alike(path: Path, text: str, way: str) -> None:
    path.write_text(text, encoding="utf-8")
    expected = said(process(path, path.name))
    path.write_bytes(TYPED[way](text))
    assert said(process(path, path.name)) == expected


# Wrapping


@cache
def paragraphs(name: str) -> tuple[str, ...]:
    found = sample(name).outline.reading
    return tuple(found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph")


def plain(lines: Sequence[Line | str]) -> Extracted:
    """Return what a plain text with these lines says."""
    return extract(segment(read(document(lines))))


def wrapped(blocks: Sequence[str], width: int) -> list[str]:
    """Return the blocks wrapped, with a blank line after each."""
    lines: list[str] = []
    for block in blocks:
        lines += [*textwrap.wrap(block, width, break_long_words=False, break_on_hyphens=False), ""]
    return lines


@pytest.mark.parametrize("width", [60, 66, 72, 80, 88, 95, 110])
@by_sample
def test_wrapping_changes_nothing(name: str, width: int) -> None:
    blocks = paragraphs(name)
    assert said(plain(wrapped(blocks, width))) == said(plain([Line(block, "paragraph") for block in blocks]))


# Joining


def moved(
    passages: Sequence[Passage], by: int, ordinals: int = 0, sections: int = 0, tables: int = 0
) -> tuple[Passage, ...]:
    """Return passages as they are further on in a longer document."""
    return tuple(
        replace(
            p,
            start=p.start + by,
            ordinal=p.ordinal + ordinals,
            section=p.section + sections,
            headings=tuple(replace(h, section=h.section + sections) for h in p.headings),
            cells=tuple(replace(c, start=c.start + by) for c in p.cells),
            table=None if p.table is None else p.table + tables,
        )
        for p in passages
    )


def placed(rows: Sequence[Mention], by: int = 0, sections: int = 0) -> list[tuple[Any, ...]]:
    return [(row.start + by, row.end + by, row.section + sections, *stated(row)) for row in rows]


PLAN = Plan(issuer="Trường Tiểu học Sông Xanh", period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))


@by_table
@pytest.mark.parametrize("second", WITH_TEXT, ids=lambda name: Path(name).stem)
@pytest.mark.parametrize("first", WITH_TEXT[:3], ids=lambda name: Path(name).stem)
def test_two_texts_joined_say_what_each_says(first: str, second: str, table: str) -> None:
    one, two, find = sample(first).outline, sample(second).outline, FINDERS[table]
    by, sections = len(one.reading.text) + 1, len(one.sections)
    behind = moved(two.passages, by, len(one.passages), sections, tables=100)
    apart = placed(find(one.passages, PLAN)) + placed(find(two.passages, PLAN), by, sections)
    assert sorted(placed(find((*one.passages, *behind), PLAN)), key=repr) == sorted(apart, key=repr)


# A sentence that states nothing

IDLE = "Trời trong xanh, gió nhẹ."


@by_table
@by_sample
def test_a_paragraph_that_states_nothing_changes_nothing(name: str, table: str) -> None:
    passages, find = sample(name).outline.passages, FINDERS[table]
    longer: list[Passage] = []
    added, shift = 0, {}
    for before, passage in zip((None, *passages), passages, strict=False):
        if before and passage.kind == "heading" and before.kind in ("paragraph", "item"):
            at = before.end + 1 + added * (len(IDLE) + 1)
            longer.append(
                replace(before, kind="paragraph", text=IDLE, start=at, ordinal=len(longer), marker="", cells=())
            )
            added += 1
        by = added * (len(IDLE) + 1)
        shift[passage.start] = by
        longer += moved([passage], by, len(longer) - passage.ordinal)
    assert added
    starts = sorted(shift)

    def where(row: Mention) -> int:
        return shift[max(start for start in starts if start <= row.start)]

    alone = find(passages, sample_plan(name))
    expected = [placed([row], where(row))[0] for row in alone]
    assert placed(find(longer, sample_plan(name))) == expected


@pytest.mark.parametrize("table", TABLES[:3])  # beneath the heading of a unit any sentence is its task
@by_sample
def test_a_sentence_that_states_nothing_changes_nothing(name: str, table: str) -> None:
    passages, find = sample(name).outline.passages, FINDERS[table]
    longer: list[Passage] = []
    by = 0
    for passage in passages:
        (there,) = moved([passage], by)
        if passage.kind == "paragraph" and passage.text.endswith("."):
            there = replace(there, text=f"{passage.text} {IDLE}")
            by += len(IDLE) + 1
        longer.append(there)
    assert by
    expected = [stated(row) for row in find(passages, sample_plan(name))]
    assert [stated(row) for row in find(longer, sample_plan(name))] == expected


def sample_plan(name: str) -> Plan:
    header = sample(name).header
    return Plan(
        **{
            field.name: getattr(header, field.name)
            for field in fields(header)
            if field.name in {f.name for f in fields(Plan)}
        },
        place=header.issued_place,
    )


# Canonical forms


@by_sample
def test_what_is_found_is_canonical(name: str) -> None:
    found = sample(name)
    for basis in found.legal_bases:
        if basis.cited_number and basis.cited_type != "Tiêu chuẩn" and "/" in basis.cited_number:
            assert read_number(basis.cited_number, basis.cited_type).text == basis.cited_number
        assert basis.issuer is None or full_name(basis.issuer) == basis.issuer
        if basis.cited_date:
            assert [d.value for d in find_dates(f"ngày {basis.cited_date:%d/%m/%Y}")] == [basis.cited_date]
            assert basis.cited_year == basis.cited_date.year
    for row in found.responsibilities:
        assert full_name(row.unit_name) == row.unit_name
    for name_of_body in (found.header.issuer, found.header.parent_issuer):
        assert name_of_body is None or full_name(name_of_body) == name_of_body


def body(text: str, role: str = "tasks") -> list[Passage]:
    return [Passage(0, "item", text, 0, role, 0, "-", 1)]


DAYS = st.dates(date(1992, 1, 1), date(2026, 1, 1))
WRITTEN_DAYS: list[Callable[[date], str]] = [
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day:02d} tháng {d.month} năm {d.year}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
]
CITED = {
    "Nghị định": ("{n}/{y}/NĐ-CP", "Chính phủ"),
    "Quyết định": ("{n}/QĐ-TTg", "Thủ tướng Chính phủ"),
    "Kế hoạch": ("{n}/KH-UBND", "Ủy ban nhân dân tỉnh Lam Giang"),
    "Công văn": ("{n}/SGDĐT-VP", "Sở Giáo dục và Đào tạo tỉnh Lam Giang"),
    "Nghị quyết": ("{n}/NQ-HĐND", "Hội đồng nhân dân tỉnh Lam Giang"),
}


@given(st.sampled_from(sorted(CITED)), st.integers(1, 9999), DAYS, st.sampled_from(WRITTEN_DAYS))
def test_a_document_cited_in_full_comes_back(kind: str, serial: int, day: date, written: Callable[[date], str]) -> None:
    pattern, issuer = CITED[kind]
    number = pattern.format(n=serial, y=day.year)
    text = f"Căn cứ {kind} số {number} ngày {written(day)} của {issuer} về việc trồng cây xanh;"
    (basis,) = find_legal_bases(body(text, "preamble"), PLAN)
    assert (basis.cited_type, basis.cited_number, basis.cited_date) == (kind, number, day)
    assert (basis.issuer, basis.subject) == (issuer, "trồng cây xanh")


COMPARED = {
    "từ {} trở lên": ">=",
    "ít nhất {}": ">=",
    "trên {}": ">",
    "tối đa {}": "<=",
    "dưới {}": "<",
    "khoảng {}": "~",
}


@given(st.integers(1, 990), st.sampled_from(sorted(COMPARED)))
def test_a_percentage_comes_back(tenths: int, compared: str) -> None:
    value = tenths / 10
    figure = f"{value:g}%".replace(".", ",")
    (target,) = find_targets(body(f"Tỷ lệ hồ sơ giải quyết đúng hạn đạt {compared.format(figure)}."), PLAN)
    assert (target.value, target.unit, target.comparator) == (value, "%", COMPARED[compared])


@given(st.integers(2, 99_999))
def test_a_count_comes_back(number: int) -> None:
    (target,) = find_targets(body(f"Trồng ít nhất {number:,} cây xanh.".replace(",", ".")), PLAN)
    assert (target.kind, target.value, target.comparator) == ("count", number, ">=")


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.sampled_from(WRITTEN_DAYS))
def test_a_day_comes_back(day: date, written: Callable[[date], str]) -> None:
    (deadline,) = find_deadlines(body(f"Hoàn thành việc trồng cây trước ngày {written(day)}."), PLAN)
    assert (deadline.kind, deadline.relation, deadline.start_date, deadline.due_date) == ("date", "before", None, day)


@given(st.integers(2026, 2030), st.integers(1, 12))
def test_periods_come_back(year: int, number: int) -> None:
    three, six = (number + 2) // 3, (number + 5) // 6
    roman, end = ("I", "II", "III", "IV")[three - 1], ("đầu", "cuối")[six - 1]
    for words, kind, period in (
        (f"tháng {number}/{year}", "month", month(year, number)),
        (f"tháng {number:02d} năm {year}", "month", month(year, number)),
        (f"quý {roman}/{year}", "quarter", quarter(year, three)),
        (f"quý {roman} năm {year}", "quarter", quarter(year, three)),
        (f"6 tháng {end} năm {year}", "period", half(year, six)),
        (f"năm {year}", "year", years(year)),
    ):
        (deadline,) = find_deadlines(body(f"Hoàn thành việc trồng cây trong {words}."), PLAN)
        assert (deadline.kind, deadline.start_date, deadline.due_date) == (kind, period.first, period.last), words


_ONES = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number: int) -> str:
    """Return 1 to 999,999 as it is read aloud."""
    thousands, rest = divmod(number, 1000)
    if thousands:
        behind = "" if not rest else f" {_hundreds(rest, full=True)}"
        return f"{_hundreds(thousands, full=False)} nghìn{behind}"
    return _hundreds(rest, full=False)


def _hundreds(number: int, full: bool) -> str:
    hundreds, below = divmod(number, 100)
    tens, ones = divmod(below, 10)
    words = [f"{_ONES[hundreds] or 'không'} trăm"] if hundreds or full else []
    if tens == 1:
        words += ["mười", "lăm" if ones == 5 else _ONES[ones]]
    elif tens:
        words += [_ONES[tens], "mươi", {1: "mốt", 5: "lăm"}.get(ones, _ONES[ones])]
    elif ones:
        words += ["lẻ"] * bool(words) + [_ONES[ones]]
    return " ".join(word for word in words if word)


@given(st.integers(1, 999_999))
def test_numbers_in_words_come_back(number: int) -> None:
    assert spelled_number(in_words(number)) == number


@given(st.decimals(0, 10**9, places=2))
def test_numbers_with_decimals_come_back(number: Any) -> None:
    written = f"{number:,}".translate(str.maketrans(",.", ".,"))
    assert parse_number(written) == float(number)


# Anything at all

FUZZED = 5_000
_ODD = "\u00a0\u00ad\u200b\ufeff\ufffd\u0301\u0323ĐđÐ№%‰½²–—…“”|/\\-+*#()[]{}<>&\t\x00\x0b\x0c\x85\u2028\U0001f600Ⅳ१"


@cache
def lines_of_samples() -> tuple[str, ...]:
    return tuple(line for name in WITH_TEXT for line in sample(name).outline.reading.text.split("\n"))


def damaged(chance: random.Random) -> list[str]:
    """Return some lines of the samples, cut, swapped, doubled, mixed and strewn with odd signs."""
    known = lines_of_samples()
    at = chance.randrange(len(known))
    lines = list(known[at : at + chance.randint(1, 12)])
    for _ in range(chance.randint(1, 6)):
        i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[i]
        cut = chance.randint(0, len(line))
        match chance.randrange(7):
            case 0:
                lines[i] = line[cut:]
            case 1:
                lines[i], lines[j] = lines[j], lines[i]
            case 2:
                lines.insert(j, line)
            case 3:
                lines[i] = line[:cut] + "".join(chance.choices(_ODD, k=chance.randint(1, 5))) + line[cut:]
            case 4:
                lines[i] = line[:cut] + chance.choice(known)[:cut] + line[cut:]
            case 5:
                lines[i : i + 1] = [line[:cut], line[cut:]]
            case 6:
                lines[i] = line[:cut] + "".join(chr(chance.randrange(0x20, 0xD800)) for _ in range(3)) + line[cut:]
    return lines


def test_whatever_is_read_ends_without_an_error() -> None:
    chance = random.Random(2026)
    for number in range(FUZZED):
        lines = damaged(chance)
        try:
            assert_in_place(plain(lines))
        except Exception as error:
            error.add_note(f"input {number}: {lines!r}")
            raise


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_is_read(lines: list[str]) -> None:
    assert_in_place(plain([line for text in lines for line in text.split("\n")]))
