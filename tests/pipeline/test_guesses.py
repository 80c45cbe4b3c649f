"""What was restored keeps its place on the way to the reading text, is told of, and lowers what rests on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from documents import document
from mentions import extracted, target

from extractors.mention import Target
from pipeline.check import check
from pipeline.guesses import DOUBTFUL, Doubts, placed_guesses
from pipeline.read import read
from pipeline.records import Guess, Line, Page, Print, Reading, Resolution
from pipeline.rows import rows_of
from pipeline.schema import TABLES
from pipeline.settings import Settings

RAW = {"hoạch": "hoach", "số": "s6", "của": "ctia", "trường": "truong", "nhiệm": "nhi¢m", "tổ": "t6"}


def guesses(text: str, confidence: float = 0.99) -> tuple[Guess, ...]:
    """Return a guess for every syllable of `text` that stands in RAW, in order."""
    found = []
    at = 0
    for word in text.replace("|", " ").split():
        at = text.index(word, at)
        bare = word.strip(".,;:¹")
        if bare in RAW:
            found.append(Guess(at, at + len(bare), RAW[bare], confidence))
        at += len(word)
    return tuple(found)


def line(text: str, **given) -> Line:
    return Line(text, guesses=guesses(text), **given)


def row(*cells: str, **given) -> Line:
    return line(" | ".join(cells), kind="row", cells=cells, table=0, **given)


def restored_words(reading: Reading) -> list[tuple[str, str, int]]:
    return [(p.guess.raw, reading.text[p.start : p.end], p.page) for p in placed_guesses(reading)]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(
            [[line("Kế hoạch số 12/KH-"), line("THSB của trường, gửi các tổ.")]],
            [("hoach", "hoạch", 1), ("s6", "số", 1), ("ctia", "của", 1), ("truong", "trường", 1), ("t6", "tổ", 1)],
            id="a number broken over lines",
        ),
        pytest.param(
            [[line("[bookmark: _số]\tKế   hoạch¹  của  trường"), Line("2")], [Line("3"), line("nhiệm vụ")]],
            [("hoach", "hoạch", 1), ("ctia", "của", 1), ("truong", "trường", 1), ("nhi¢m", "nhiệm", 2)],
            id="marks, blanks and page numbers dropped",
        ),
        pytest.param(
            [[row("1", "Lập  kế hoạch\ncủa  trường", "", "ban của trường")]],
            [("hoach", "hoạch", 1), *2 * [("ctia", "của", 1), ("truong", "trường", 1)]],
            id="cells",
        ),
        pytest.param(
            [
                [
                    row(
                        "kế hoạch của trường",
                        prints=((Print(0, (50, 50, 90, 60)), Print(9, (50, 60, 90, 70), 2)),),
                        cell_boxes=((50, 50, 90, 70),),
                    )
                ],
                [Line("Hết.")],
            ],
            [("hoach", "hoạch", 1), ("ctia", "của", 2), ("truong", "trường", 2)],
            id="a cell that goes on over the page",
        ),
        pytest.param(
            [[line("\tSố TT"), line("\tNội dung"), line("\t1"), line("\tkế hoạch của trường")]],
            [("hoach", "hoạch", 1), ("ctia", "của", 1), ("truong", "trường", 1)],
            id="a table that lost its grid",
        ),
    ],
)
def test_restored_syllables_keep_their_place(pages, expected):
    assert restored_words(read(document(*pages))) == expected


def test_running_heads_take_their_guesses_with_them():
    bodies = ("Họp phụ huynh.", "Gửi sổ theo dõi.", "Lập danh mục.", "Chấm điểm thi đua.", "Báo cáo của phòng.")
    pages = [[line("Kế hoạch của trường"), Line("Năm học mới"), line(body)] for body in bodies]
    found = restored_words(read(document(*pages)))
    assert found == [("hoach", "hoạch", 1), ("ctia", "của", 1), ("truong", "trường", 1), ("ctia", "của", 5)]


SENTENCE = "Tổ văn phòng trả hồ sơ đúng hạn đạt 95%."
LATER = "Nhà trường đạt 80%."


def doubtful_reading(confidence: float) -> Reading:
    """Return a text of two sentences whose word 'phòng' is restored with this confidence."""
    at = SENTENCE.index("phòng")
    first = Line(SENTENCE, guesses=(Guess(0, 2, "T6", 0.95), Guess(at, at + 5, "phong", confidence, ("phong",))))
    return read(document([first, Line(LATER)]))


def mention(text: str, quote: str) -> Target:
    return replace(target(text.index(quote), text.index(quote) + len(quote)), confidence=0.8)


def test_a_record_is_no_surer_than_its_least_certain_syllable():
    reading = doubtful_reading(0.5)
    mentions = [mention(reading.text, quote) for quote in (SENTENCE, "văn phòng", "trả hồ sơ", LATER)]
    assert [m.confidence for m in Doubts(reading).lowered(mentions)] == pytest.approx([0.4, 0.4, 0.8, 0.8])


def findings(reading: Reading):
    document = extracted()
    document = replace(document, outline=replace(document.outline, reading=reading))
    checked = check(document.outline.reading.document.source, document, Resolution({}, (), {}), Settings())
    return [f for f in checked.findings if f.code.startswith("text-")], checked


def test_what_was_restored_is_told_with_counts_pages_and_examples():
    (told,), _ = findings(doubtful_reading(DOUBTFUL - 0.01))
    assert (told.code, told.severity, told.page) == ("text-restored", "warning", 1)
    assert told.message_en.startswith(
        "Page(s) 1: the text was garbled or had lost its marks; 2 syllables were restored by guess, 1 of them in doubt "
        "(“phòng”)."
    )
    assert "đã khôi phục 2 âm tiết bằng phỏng đoán, còn ngờ 1 (“phòng”)" in told.message_vi


def test_restored_pages_are_no_longer_called_garbled():
    reading = doubtful_reading(0.95)
    garbled = tuple(replace(page, text_state="garbled") for page in reading.document.pages)
    left = Page(2, (Line("Thuc hién Ké hoach"),), "…", "embedded:pdfium", "garbled", 0.9)
    document = replace(reading.document, pages=(*garbled, left))
    told, _ = findings(replace(reading, document=document))
    assert [(f.code, f.page) for f in told] == [("text-restored", 1), ("text-garbled", 2)]


def test_the_table_of_restorations():
    reading = doubtful_reading(0.5)
    _, checked = findings(reading)
    rows = rows_of(checked)["restorations"]
    assert all(set(row) == set(TABLES["restorations"].names) for row in rows)
    assert [row["restored"] for row in rows] == [reading.text[r["char_start"] : r["char_end"]] for r in rows]
    assert [(r["raw"], r["restored"], r["alternatives"], r["confidence"], r["page"]) for r in rows] == [
        ("T6", "Tổ", [], 0.95, 1),
        ("phong", "phòng", ["phong"], 0.5, 1),
    ]
