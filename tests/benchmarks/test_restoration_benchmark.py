"""The measures of restoration: what the scoring of the pipeline says, and which words a restorer doubted."""

from __future__ import annotations

import gzip
import importlib
from pathlib import Path

import pytest
from restoration import Score, Text, page_lines, sureness

from normalizers.diacritics import Restoration, Syllable


@pytest.mark.parametrize(
    ("truth", "text", "wrong", "wrong_letters"),
    [
        pytest.param("Kế hoạch năm", "Kế hoạch năm", 0, 0, id="right"),
        pytest.param("Kế hoạch\n năm", "Kế  hoạch năm", 0, 0, id="blanks do not count"),
        pytest.param("Kế hoạch năm", "Kê hoạch nắm", 2, 2, id="two wrong"),
        pytest.param("cán bộ xã", "cánbộ xã", 2, 1, id="two run together"),
        pytest.param("Tiê\u0301n", "Tiến", 0, 0, id="composed letters are the same"),
        pytest.param("Độc lập", "", 2, 7, id="nothing left"),
    ],
)
def test_score(truth: str, text: str, wrong: int, wrong_letters: int) -> None:
    score = Score()
    score.add(truth, text)
    assert (score.wrong, score.wrong_letters) == (wrong, wrong_letters)


def test_score_is_that_of_the_pipeline(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(shared)
    scoring = importlib.import_module("score")
    truth, text = "Số: 18 /KH-UBND Vân Trà, ngày 3\nKẾ HOẠCH", "S6: 18 /KH-UBND Văn Trà, ngày 3 KE HOACH"
    score = Score()
    score.add(truth, text)
    assert scoring.text_scores(truth, text) == {
        "cer": round(score.wrong_letters / score.letters, 4),
        "syllable_accuracy": round(1 - score.wrong / score.words, 4),
    }


def test_text_is_cut_where_the_truth_ends() -> None:
    text = Text("Muc\n\ndich\nNoi\ndung\n", "Mục\n\nđích\n")
    assert text.cut("Mục\n\nđích\nNội\ndung\n") == "Mục\n\nđích"


def restored(*syllables: tuple[str, float]) -> Restoration:
    """Return a text of syllables between blanks, each with its confidence."""
    found, at = [], 0
    for text, sure in syllables:
        found.append(Syllable(at, at + len(text), at, at + len(text), text, text, sure))
        at += len(text) + 1
    whole = " ".join(text for text, _ in syllables)
    return Restoration(whole, whole, tuple(found), ())


@pytest.mark.parametrize(
    ("truth", "expected"),
    [
        pytest.param("số ba nhà", [(0.9, False), (0.4, False), (0.8, False)], id="right"),
        pytest.param("sở ba nhà", [(0.9, True), (0.4, False), (0.8, False)], id="one wrong"),
        pytest.param("số mười ba nhà", [(0.9, False), (0.4, True), (0.8, False)], id="the next is blamed"),
        pytest.param("số nhà", [(0.9, False), (0.4, True), (0.8, False)], id="one too many"),
    ],
)
def test_sureness(truth: str, expected: list[tuple[float, bool]]) -> None:
    text = restored(("số", 0.9), ("ba", 0.4), ("nhà", 0.8))
    assert sureness(text, text.text, truth) == expected


def test_a_word_nobody_decided_about_is_certain() -> None:
    assert sureness(Restoration("2025", "2025", (), ()), "2025", "2025") == [(1.0, False)]


def test_pages_kept_from_training(tmp_path: Path) -> None:
    rows = ["eng.6\t200\tNam\tNăm", "eng.17\t200\tNoi\tNơi", "eng.17\t200\tnhan\tnhận", "fra.7\t150\tSo\tSố"]
    file = tmp_path / "lines.tsv.gz"
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.write("\n".join(rows) + "\n")
    kept = [(200, Text("Noi\nnhan", "Nơi\nnhận")), (150, Text("So", "Số"))]
    assert page_lines(file, held_out=True) == kept
    assert page_lines(file, held_out=False) == [(200, Text("Nam", "Năm")), *kept]
