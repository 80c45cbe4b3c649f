"""The language model: a small one learnt here from a few sentences, and the one of the package."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from restorer_training.corpus import read_lines, units, vocabulary
from restorer_training.language import kneser_ney, mixed, store

from normalizers.diacritics.language import Language, decode_chances, encode_chances, language
from normalizers.letters import bare
from normalizers.lexicon import BREAK, KINDS, NUMBER, OTHER

SENTENCES = (
    "Trường Tiểu học Hoa Mai xây dựng kế hoạch năm 2031.",
    "Trường Mầm non Sao Mai xây dựng kế hoạch tháng 5.",
    "Kế hoạch của trường gửi về phòng, các lớp biết để thực hiện.",
    "Phòng có kế hoạch thì trường có kế hoạch; các tổ trong trường thực hiện.",
    "Sổ của tổ để ở phòng, sổ của lớp để trong lớp.",
) * 4  # a syllable seen less than four times is not listed

# A likely word's chance is stored to within 1 %, an unlikely one's to within 15 %.
ROUNDED = 0.02


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Language:
    corpus = read_lines(SENTENCES)
    words = vocabulary(corpus.words, corpus.counts(), 64)
    text, lines = units(corpus, words)
    whole = kneser_ney(text, len(words))
    path = tmp_path_factory.mktemp("model") / "language.npz"
    store(path, words, mixed(whole, [(kneser_ney(text[lines < 10], len(words)), 0.25)], 0.75))
    return Language(path)


def _chances(model: Language, *before: str) -> np.ndarray:
    every = np.arange(model.size)
    return np.exp(model.scores(every, *(np.full(model.size, model.index(word)) for word in reversed(before))))


@pytest.mark.parametrize(
    "before",
    [
        pytest.param((), id="nothing"),
        pytest.param(("kế",), id="one word with one follower"),
        pytest.param(("của",), id="one word with many"),
        pytest.param(("có", "kế"), id="two words seen together"),
        pytest.param(("học", "biết"), id="two words never seen together"),
        pytest.param((BREAK, "trường"), id="after punctuation"),
        pytest.param((OTHER, "trường"), id="after a word not listed"),
        pytest.param((NUMBER, NUMBER), id="after numbers"),
    ],
)
def test_chances_add_up_to_one(small: Language, before: tuple[str, ...]) -> None:
    assert _chances(small, *before).sum() == pytest.approx(1, abs=ROUNDED)
    assert _chances(small, *before).min() > 0


@pytest.mark.parametrize("before", [(), ("kế",), ("của", "phường"), (BREAK, "căn"), ("zzz", "zzz")], ids=" ".join)
def test_chances_of_the_package_add_up_to_one(before: tuple[str, ...]) -> None:
    assert _chances(language(), *before).sum() == pytest.approx(1, abs=ROUNDED)


def test_more_words_before_tell_more(small: Language) -> None:
    """'kế hoạch' is followed by 'năm' only where 'dựng' stands before it, and the third word back is not looked at."""
    alone = small.log_probability("hoạch", "kế")
    assert alone > small.log_probability("hoạch", "lớp")
    assert small.log_probability("để", "biết") > small.log_probability("để", "có")
    assert small.log_probability("kế", "dựng") > small.log_probability("kế")
    assert small.log_probability("kế", "tổ", "xây", "dựng") == small.log_probability("kế", "xây", "dựng")


def test_arrays_are_broadcast(small: Language) -> None:
    words = np.array([[small.index("hoạch"), small.index("lớp")]])
    before = np.array([[small.index("kế")], [small.index("của")], [small.index(BREAK)]])
    scores = small.scores(words, before, np.array([[small.index("có")]]))
    assert scores.shape == (3, 2)
    single = [[small.log_probability(word, "có", b) for word in ("hoạch", "lớp")] for b in ("kế", "của", BREAK)]
    assert single == scores.tolist()
    assert small.scores(np.zeros((0, 2), dtype=np.int64), np.zeros((0, 1), dtype=np.int64)).shape == (0, 2)


def test_every_place_is_found() -> None:
    """What is unpacked is what was packed: each follower of each word and pair of a random text, and no other."""
    text = np.random.default_rng(5).integers(0, 40, 3000).astype(np.uint16)
    model = kneser_ney(text, 40)
    seen = {tuple(chain) for chain in np.lib.stride_tricks.sliding_window_view(text, 3).tolist()}
    kept = {tuple((int(key) >> shift) & 0x1FFF for shift in (26, 13, 0)) for key in model[2].keys}
    assert kept >= seen and len(kept) <= len(seen) + 3


def test_stored_and_read(small: Language, tmp_path: Path) -> None:
    """The file gives back the chances that were learnt, rounded, and one model makes one file."""
    corpus = read_lines(SENTENCES)
    words = list(small.words)
    text, _ = units(corpus, words)
    model = kneser_ney(text, len(words))
    store(tmp_path / "a.npz", words, model)
    store(tmp_path / "b.npz", words, model)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    read = Language(tmp_path / "a.npz")
    for chains, length in ((model[1], 2), (model[2], 3)):
        parts = [((chains.keys >> np.uint64(13 * at)) & np.uint64(0x1FFF)).astype(np.int64) for at in range(length)]
        logs = np.log(chains.chances)
        assert (np.abs(read.scores(*parts) - logs) <= 0.01 - logs / 50).all()


def test_codes_go_both_ways() -> None:
    codes = np.arange(256, dtype=np.uint8)
    assert (encode_chances(decode_chances(codes)) == codes).all()


@pytest.mark.parametrize(
    ("word", "same"),
    [
        pytest.param("Kế", "kế", id="case"),
        pytest.param("HOÀ", "hòa", id="tone placement"),
        pytest.param("qzxw", OTHER, id="not listed"),
        pytest.param("", OTHER, id="empty"),
        pytest.param(BREAK, BREAK, id="a kind"),
    ],
)
def test_index(word: str, same: str) -> None:
    assert language().index(word) == language().index(same) == language().words.index(same)
    assert (word in language()) == (same != OTHER)


def test_the_package_knows_its_words() -> None:
    model = language()
    assert set(KINDS) < set(model.words) and len(set(model.words)) == model.size
    assert all(model.index(word) == at for at, word in enumerate(model.words))


@pytest.mark.parametrize(
    ("words", "at"),
    [
        pytest.param("kế hoạch cải cách hành chính", 2, id="cải"),
        pytest.param("ủy ban nhân dân phường", 4, id="phường"),
        pytest.param("nơi nhận . lưu", 0, id="nơi"),
        pytest.param("mục đích . yêu cầu", 3, id="yêu"),
        pytest.param("ubnd quận hải châu", 1, id="a place named on a paper"),
    ],
)
def test_marks_are_told_by_the_words_beside(words: str, at: int) -> None:
    """Of all words with the same letters, the one that stands there is the likeliest."""
    model = language()
    numbers = [model.index(BREAK), model.index(BREAK), *map(model.index, words.split()), model.index(BREAK)]
    here = numbers[at + 2]
    alike = [n for n, word in enumerate(model.words) if bare(word) == bare(model.words[here])]

    def chance(word: int) -> float:
        chain = np.array([*numbers[: at + 2], word, *numbers[at + 3 :]])
        return float(model.scores(chain[2:], chain[1:-1], chain[:-2]).sum())

    assert len(alike) > 2 and max(alike, key=chance) == here
