"""What an engine makes of syllables, learnt from a few words of our own and as it comes with the package."""

import gzip
import math

import pytest
from restorer_training.noise import cased_counts, learnt, signs_around, syllable_pairs, train

from normalizers.diacritics.channel import Channel, Habits
from normalizers.diacritics.language import language
from normalizers.diacritics.noise import ENGLISH, MARKED, OTHER_ENGINE, likeliest, noise
from normalizers.diacritics.unmarked import unmarked
from normalizers.lexicon import NUMBER, OTHER


def chance(raw, text, model=None):
    """Return the logarithm of the chance that `text` was read as `raw`; -inf where it was not thought of."""
    found = (model or noise()).candidates(raw)
    return dict(zip(found.texts, found.scores.tolist(), strict=True)).get(text, -math.inf)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("hoach", "hoạch", id="a mark is lost"),
        pytest.param("ctia", "của", id="a letter with its mark is two"),
        pytest.param("hwéng", "hướng", id="'ươ' is one letter"),
        pytest.param("x4c", "xác", id="a figure for a letter"),
        pytest.param("s6", "số", id="a figure at the end"),
        pytest.param("1a", "là", id="a figure at the beginning"),
        pytest.param("d6i", "đổi", id="a figure within"),
        pytest.param("S&", "Sở", id="a sign for a letter"),
        pytest.param("t&", "tế", id="the same sign for another letter"),
        pytest.param("co’", "cơ", id="a quotation mark is the horn of a letter"),
        pytest.param("hué@ng", "hướng", id="a sign within"),
        pytest.param("nhi¢m", "nhiệm", id="money for a letter"),
        pytest.param("van,", "văn,", id="a comma is kept"),
        pytest.param("(diéu", "(điều", id="a bracket is kept"),
        pytest.param("“nha", "“nhà", id="quotation marks are kept as they are"),
        pytest.param("UY", "ỦY", id="capitals stay"),
        pytest.param("Pao", "Đạo", id="a capital misread for another"),
        pytest.param("DAO", "ĐẠO", id="the bar of Đ is lost"),
        pytest.param("céac", "các", id="a stroke too many"),
        pytest.param("Kan", "Kạn", id="a name that is no syllable"),
    ],
)
def test_the_true_syllable_is_among_the_candidates(raw, text):
    assert text in noise().candidates(raw).texts


@pytest.mark.parametrize(
    ("raw", "likely", "unlikely"),
    [
        pytest.param("ctia", "của", "cua", id="a known way to read a word"),
        pytest.param("co’", "cơ", "co’", id="a mark rather than punctuation"),
        pytest.param("hé¢", "hệ", "hệ¢", id="no sign that is not printed"),
        pytest.param("Thuc", "Thực", "thức", id="the case that is seen"),
        pytest.param("TRUONG", "TRƯỜNG", "Trường", id="capitals"),
        pytest.param("Luu:", "Lưu:", "Luu:", id="what could be a syllable and is none"),
    ],
)
def test_likelier_readings_score_higher(raw, likely, unlikely):
    assert chance(raw, likely) > chance(raw, unlikely)


def test_candidates_come_likeliest_first_one_for_each_syllable():
    found = noise().candidates("quan")
    assert {"quan", "quản", "quân", "quận"} <= set(found.texts)
    assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)
    assert len({text.lower() for text in found.texts}) == len(found.texts) <= 25
    assert found.words.tolist() == [language().index(text) for text in found.texts]


@pytest.mark.parametrize("raw", ["Messi", "Wi-Fi:", "\\-/", "&", "x" * 40, "(", "1§y§1§y"])
def test_a_token_may_always_stay_as_it_is(raw):
    assert raw in noise().candidates(raw).texts


def test_an_unknown_name_is_itself_and_a_known_word_is_known():
    found = noise().candidates("Neuschwanstein")
    assert (found.texts[0], found.words[0]) == ("Neuschwanstein", language().index(OTHER))
    assert chance("internet", "internet") > -2


def test_figures_may_be_a_number_or_a_syllable():
    found = noise().candidates("6")
    assert found.words[found.texts.index("6")] == language().index(NUMBER)
    assert "ở" in found.texts


def test_a_document_teaches_how_it_writes_a_letter():
    """Here 'ơ' is read as 'q': what is rare elsewhere becomes likely, in words that were not seen too."""
    taught = noise().adapted([("cq", "cơ", 20.0), ("hqn", "hơn", 20.0), ("dqn", "đơn", 20.0)])
    assert chance("sq", "sơ", taught) > chance("sq", "sơ") + 1
    assert chance("sq", "sơ", taught) > chance("sq", "sọ", taught)
    assert chance("van", "văn", taught) == pytest.approx(chance("van", "văn"), abs=0.1)


def test_a_document_that_taught_nothing_changes_nothing():
    taught = noise().adapted([])
    for raw in ("ctia", "quan", "t&", "Messi"):
        for text in noise().candidates(raw).texts[:8]:
            assert chance(raw, text, taught) == pytest.approx(chance(raw, text), abs=0.02)


@pytest.mark.parametrize(
    ("text", "engine"),
    [
        pytest.param("thực hiên kê hoach cua Uy ban vê công tâc môi truong", MARKED, id="ê and ô"),
        pytest.param("thuc hién ké hoach ctia Uy ban vé c6ng tac mdi trudng", ENGLISH, id="é, figures, letters for ơ"),
        pytest.param(
            "thäng näm vAn bàn ctha Uy bAn nh3n dAn tinh thvc hign kg hogch nArn", OTHER_ENGINE, id="other letters"
        ),
    ],
)
def test_the_engine_is_told_by_its_letters(text, engine):
    assert likeliest(text.split()) is noise(engine)


def test_a_channel_leans_on_likes_where_it_saw_little():
    """'Ồ' was never seen: it is read as 'Ô' is and as 'Ò' is, rather than as an 'A' is."""
    channel = Channel("ÔÒỒÁA", {("Ô", "6"): 90.0, ("Ò", "Q"): 90.0, ("Á", "4"): 90.0})
    at = channel.index["Ồ"]
    six, tail, four = (channel.of(chunk)[at] for chunk in ("6", "Q", "4"))
    assert min(six, tail) > four + 3
    total = sum(math.exp(channel.of(chunk)[at]) for chunk in ("", *map(chr, range(33, 127))))
    assert 0.9 < total <= 1.0


def test_accidents_add_a_character_to_what_is_read():
    channel = Channel("aủ", {("a", "a"): 100.0, ("ủ", "ti"): 60.0, ("ủ", "u"): 40.0})
    at = channel.index["ủ"]
    assert channel.of("tu")[at] > channel.of("tx")[at] + 2


def test_habits_move_only_what_a_document_reads_otherwise():
    usual = Channel(
        "aơờ", {("a", "a"): 1000.0, ("ơ", "o"): 900.0, ("ơ", "d"): 100.0, ("ờ", "d"): 500.0, ("ờ", "o"): 500.0}
    )
    habits = Habits(usual, {("ơ", "d"): 200.0, ("a", "a"): 200.0})
    often, seldom = habits.of("d"), habits.of("o")
    assert often[usual.index["ơ"]] > 1 and seldom[usual.index["ơ"]] < -1
    assert often[usual.index["ờ"]] > 0 > seldom[usual.index["ờ"]], "letters of one shape are read alike"
    assert habits.of("a")[usual.index["a"]] == pytest.approx(0, abs=0.05)


def test_another_engine_is_given_more_than_was_learnt():
    """'ộ' as 'Q' and 'ệ' as 'Q' were hardly ever seen; nor was any of these words read so."""
    for raw, text in (("HQI", "HỘI"), ("viQc", "việc")):
        assert chance(raw, text, noise(OTHER_ENGINE)) > chance(raw, text)


def test_letters_are_aligned_with_what_was_read():
    pairs = syllable_pairs(
        [("ctia", "của"), ("cua", "của"), ("ca", "cà"), ("ban", "bản"), ("tha,", "thả,"), ("cu", "cụ")] * 5
    )
    found = {(reading.text, reading.raw): reading.chunks for reading in learnt(pairs)}
    assert found["của", "ctia"] == ("c", "ti", "a")
    assert found["thả", "tha"] == ("t", "h", "a")


def test_only_syllables_in_one_case_are_learnt_from():
    pairs = syllable_pairs([("Uy", "Uỷ"), ("TTr", "TTr"), ("x1", "x1"), ("(ké", "(kế"), ("web", "web")])
    assert dict(pairs) == {("Uy", "Ủy"): 1, ("(ké", "(kế"): 1}


def test_words_to_propose_are_spelt_as_most_spell_them():
    words, counts = cased_counts(
        {
            "việt": 50,
            "Việt": 900,
            "vịêt": 8,
            "Hoà": 5,
            "hòa": 90,
            "các": 5000,
            "cac": 9,
            "HĐND": 300,
            "Đắk": 80,
            "ba": 30,
        }
    )
    assert words == ["ba", "các", "hòa", "việt", "đắk"]
    assert counts[words.index("việt")].tolist() == [50, 900, 0]
    assert counts[words.index("hòa")].tolist() == [90, 5, 0]


def test_signs_around_words_have_their_chances():
    signs = signs_around([("xã,", 60), ("(xã", 10), ("xã", 930)])
    assert signs[""] > signs[","] > signs["("]


def test_training_gives_the_same_file_twice(tmp_path):
    pages = tmp_path / "pages.tsv.gz"
    rows = [
        ("1.1", "ctia", "của"),
        ("1.2", "ban", "bản"),
        ("1.7", "xa", "xã"),
        ("fra.1", "cua", "của"),
        ("1.3", "ké", "kế"),
    ]
    with gzip.open(pages, "wt", encoding="utf-8") as out:
        out.writelines(f"{page}\t300\t{raw}\t{text}\n" for page, raw, text in rows * 4)
    counts = {"của": 90, "bản": 40, "xã": 30, "Xã": 5, "kế": 20, "KẾ": 4}
    for name in ("one.npz", "two.npz"):
        train([pages], counts, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize(
    ("raw", "texts", "leaves"),
    [
        pytest.param("hoach", {"hoạch"}, {"hoach,"}, id="one syllable"),
        pytest.param("Dao,", {"Đạo,", "Dao,", "Đào,"}, {"đạo,"}, id="case and comma stay"),
        pytest.param("DUONG", {"ĐƯỜNG", "DƯƠNG"}, {"Đường"}, id="capitals"),
        pytest.param("đao", {"đạo", "đảo", "đao"}, {"dao", "dạo"}, id="what was typed is kept"),
        pytest.param("ke", {"kế", "kể", "kê"}, {"khe"}, id="no letter changes"),
        pytest.param("thuỷ", {"thuỷ"}, {"thủy"}, id="all marks are there"),
        pytest.param("internet", {"internet"}, set(), id="no syllable"),
    ],
)
def test_text_without_marks(raw, texts, leaves):
    found = set(unmarked().candidates(raw).texts)
    assert texts <= found and not leaves & found


def test_typed_marks_are_rarely_half_of_them():
    found = unmarked().candidates("đao")
    assert found.texts[found.scores.argmax()] == "đao"
