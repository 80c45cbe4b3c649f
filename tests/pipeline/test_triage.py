"""The state of a page's text, from short texts of each kind, and from every real document whose state is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingest import ingest
from pipeline.records import Ingested, Line, RawPage, Source, Triaged
from pipeline.triage import triage

GOOD = """UBND XÃ HẠ LIỄU
KẾ HOẠCH
Tổ chức tuần lễ đọc sách năm học 2025 - 2026
Căn cứ Kế hoạch số 45/KH-UBND ngày 20/8/2025 của UBND xã Hạ Liễu, nhà trường xây dựng kế hoạch như sau:
1. Mục đích: giúp học sinh yêu sách, biết giữ gìn sách và mượn sách của thư viện; 100% các lớp có góc đọc sách."""
# The same words as an engine for English reads them.
MISREAD = """UBND XA HA LIEU
KE HO4CH
T6 chfrc tu6n 16 dgc s6ch nim hgc 2025 - 2026
Cin cf Ké hoach s6 45/KH-UBND ngdy 20/8/2025 ctia UBND xd Ha LiQu, nhd trudng xdy dpng ké hoach nhu sau:
1. Mpc dich: gifp hgc sinh y6u s6ch, bi6t git gin s6ch vd mugn s6ch cira thu vi€n; 100% c6c l6p c6 g6c dgc s6ch."""
BARE = """UBND XA HA LIEU
KE HOACH
To chuc tuan le doc sach nam hoc 2025 - 2026
Can cu Ke hoach so 45/KH-UBND cua UBND xa Ha Lieu, nha truong xay dung ke hoach tuan le doc sach nhu sau:"""
TCVN3 = """ñy ban nh©n d©n x· H¹ LiÔu
KÕ ho¹ch tæ chøc tuÇn lÔ ®äc s¸ch n¨m häc 2005 - 2006
C¨n cø KÕ ho¹ch sè 45 ngµy 20/8/2005 cña ñy ban nh©n d©n x·, nhµ tr−êng x©y dùng kÕ ho¹ch nh− sau:"""
VNI = """Uûy ban nhaân daân xaõ Haï Lieãu
Keá hoaïch toå chöùc tuaàn leã ñoïc saùch naêm hoïc 2005 - 2006
Caên cöù Keá hoaïch soá 45 cuûa Uûy ban nhaân daân xaõ, nhaø tröôøng xaây döïng keá hoaïch nhö sau:"""
LOST = GOOD.translate({ord(c): "?" for c in "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹăđĩũơưẠẾỌỦ"})
SCRAMBLED = """8%1' ;­ +ҥ /LӉX
.ӃK hRҥFK Wә FKӭF WXҫQ OӉ ÿӑF ViFK QăP KӑF
&ăQ Fӭ .Ӄ KRҥFK Vӕ 45 FӫD 8%1' [m +ҥ /LӉX QKj WUѭӡQJ [k\\ GӵQJ NӃ KRҥFK QKѭ VDX ÿk\\ FKR KӑF VLQK"""
CONTROLS = " ".join("\x01\x02\x03\x04 \x05\x06\x07 K\x0e\x0f" for _ in range(30))
FRAGMENTS = """KẾ OẠC
T ỰC IỆN T Ư VIỆN TRƯỜNG ỌC NĂM ỌC MỚI
C IA SẺ SÁC C O ỌC SIN
""" + "\n".join(GOOD.splitlines()[2:])
ENGLISH = """The school will hold a reading week for all pupils of the five grades in the month of September.
Each class shall have a corner with books, and the library is open from seven to five on every day of the week."""
FRENCH = """Le présent plan est adopté par le conseil pour les écoles de la commune et il sera mis en œuvre dans les
cinq classes; les livres sont prêtés par la bibliothèque sur demande des élèves et des parents du village."""
CODE = """def read_page(path: Path, source: Source) -> Page:
    found = [line for line in lines if line.kind == "row"]
    return Page(number=page.number, lines=tuple(found), method=page.method, width=page.width)"""
NUMBERS = "\n".join(f"{n} | {n * 37} | {n * 1.5:.2f} | {n % 7}" for n in range(40))
CODES = "\n".join(f"TB-{n:03d} | HP{n} | XK{n}A | MN-{n}/B" for n in range(40))
MOJIBAKE = GOOD.encode().decode("latin-1")
CAPITALS = "\n".join(["PHỤ LỤC C", "DANH MỤC SÁCH CỦA KHỐI B", "TRƯỜNG TIỂU HỌC SÔNG TRĂNG", *GOOD.splitlines()[2:]])


def page(text: str, number: int = 1, *, image: bool = False, ink: bool = False) -> RawPage:
    lines = tuple(Line(line) for line in text.split("\n") if line)
    return RawPage(number, lines, "embedded:pdfium", has_image=image, ink_without_text=ink)


def judged(*pages: RawPage) -> Triaged:
    return triage(Ingested(Source("a.pdf", (), "0" * 64, "application/pdf", 1), "embedded", pages))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        pytest.param(GOOD, "clean", id="good"),
        pytest.param("", "clean", id="nothing"),
        pytest.param(MISREAD, "garbled", id="read by an English engine"),
        pytest.param(BARE, "garbled", id="without marks"),
        pytest.param(MOJIBAKE, "garbled", id="UTF-8 read as Latin-1"),
        pytest.param(TCVN3, "legacy_encoding", id="TCVN3"),
        pytest.param(VNI, "legacy_encoding", id="VNI"),
        pytest.param(LOST, "broken_font_map", id="letters turned into question marks"),
        pytest.param(SCRAMBLED, "broken_font_map", id="letters turned into other letters"),
        pytest.param(CONTROLS, "broken_font_map", id="letters turned into controls"),
        pytest.param(FRAGMENTS, "broken_font_map", id="one letter missing in headings"),
        pytest.param(CAPITALS, "clean", id="an appendix C for grade B"),
        pytest.param(ENGLISH, "clean", id="English"),
        pytest.param(FRENCH, "clean", id="French"),
        pytest.param(GOOD + "\n" + ENGLISH, "clean", id="two languages"),
        pytest.param(GOOD + "\n" + "Bắc Kinh (北京商务中心区), Quốc Mậu (国贸), " * 9, "clean", id="names in Chinese"),
        pytest.param(GOOD + "\n" + "Thành phố Mát-xcơ-va (Москва) " * 9, "clean", id="names in Russian"),
        pytest.param(CODE, "clean", id="a program"),
        pytest.param(NUMBERS, "clean", id="a table of numbers"),
        pytest.param(CODES, "clean", id="a table of codes"),
        pytest.param("3", "clean", id="a page number"),
        pytest.param("\uf0b7 " + GOOD.replace("\n", "\n\uf0b7 "), "clean", id="bullets of a symbol font"),
        pytest.param("Có ai hỏi gì không? Ai? Ở đâu?\n" + GOOD, "clean", id="real questions"),
    ],
)
def test_state_of_a_text(text: str, state: str) -> None:
    triaged = judged(page(text))
    assert triaged.pages[0].text_state == state
    assert triaged.pages[0].raw_text == text
    assert triaged.pages[0].reason_vi
    assert triaged.pages[0].reason_en


@pytest.mark.parametrize(
    ("raw", "state", "score"),
    [
        pytest.param(page("", image=True, ink=True), "absent", 1.0, id="scan"),
        pytest.param(page("", ink=True), "absent", 1.0, id="words drawn as curves"),
        pytest.param(page(""), "clean", 0.0, id="blank"),
        pytest.param(page("SAO Y; UBND XÃ HẠ LIỄU; 20/8/2025", image=True), "partial", 1.0, id="scan with a stamp"),
        pytest.param(
            replace(page("", image=True, ink=True), stamps=("Ký bởi: UBND xã Hạ Liễu",)),
            "partial",
            1.0,
            id="signed scan",
        ),
        pytest.param(
            replace(page(GOOD, image=True), ink_covered=0.1), "partial", 1.0, id="scan of which the top was read"
        ),
        pytest.param(replace(page(GOOD, image=True), ink_covered=0.6), "clean", 0.0, id="scan read well, a diagram"),
        pytest.param(page(GOOD, image=True), "clean", 0.0, id="scan read well"),
        pytest.param(page(MISREAD, image=True), "garbled", 0.8, id="scan read badly"),
    ],
)
def test_state_of_a_picture(raw: RawPage, state: str, score: float) -> None:
    found = judged(raw).pages[0]
    assert found.text_state == state
    assert found.garble_score == pytest.approx(score, abs=0.2)


def test_scores_rise_with_the_damage() -> None:
    scores = [judged(page(text)).pages[0].garble_score for text in (GOOD, LOST, BARE)]
    assert scores[0] < 0.05
    assert scores == sorted(scores)
    assert scores[-1] == 1.0


def test_last_lines_of_a_garbled_document() -> None:
    """Too few words to judge: they are what the page before is, unless their marks say otherwise."""
    end = "Noi nhfn:\n- Nhu tr€n;\n- Luu: VT."
    assert [p.text_state for p in judged(page(MISREAD), page(end, 2)).pages] == ["garbled", "garbled"]
    assert [p.text_state for p in judged(page(GOOD), page(end, 2)).pages] == ["clean", "clean"]
    good_end = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    assert [p.text_state for p in judged(page(MISREAD), page(good_end, 2)).pages] == ["garbled", "clean"]


def test_wrong_letters_that_are_printed_so_are_known() -> None:
    """'Ké hoach s6 25' over the picture of the page hides the right words; alone on the page it is all there is."""
    texts = judged(page(MISREAD, image=True), page(MISREAD, 2), page(MISREAD, 3, ink=True), page(GOOD, 4))
    assert [p.drawn_from_text for p in texts.pages] == [False, True, False, False]


def test_letters_without_a_name() -> None:
    """One is enough on paper; in a text file the sign is a byte that could not be read, and no font is to blame."""
    torn = "KẾ HOẠCH C\ufffdIA SẺ SÁCH\n" + GOOD
    (found,) = judged(replace(page(torn), width=595.0, height=842.0)).pages
    assert found.text_state == "broken_font_map"
    assert found.reason_en.startswith("1 letter")
    assert judged(page(torn)).pages[0].text_state == "clean"


@pytest.mark.parametrize("text", [BARE, ENGLISH], ids=["Vietnamese without marks", "what looks like another language"])
def test_letters_printed_otherwise_than_named(text: str) -> None:
    """The picture of the page is the truth: a text that its own letters belie is read anew, whatever it looks like."""
    (found,) = judged(replace(page(text), disagrees=True)).pages
    assert (found.text_state, found.drawn_from_text) == ("broken_font_map", False)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        pytest.param(GOOD, "legacy_encoding", id="decoded well"),
        pytest.param("3", "legacy_encoding", id="a page number"),
        pytest.param(MISREAD, "garbled", id="decoded into nonsense"),
    ],
)
def test_decoded_page(text: str, state: str) -> None:
    """A page that was decoded is kept if it is good Vietnamese now, and read anew if not."""
    assert judged(replace(page(text), decoded_from="tcvn3")).pages[0].text_state == state


def test_reasons_say_what_was_measured() -> None:
    (found,) = judged(page(MISREAD)).pages
    assert "âm tiết đúng" in found.reason_vi
    assert "right syllables" in found.reason_en
    assert "words mixed with figures" in found.reason_en


@pytest.mark.parametrize(
    ("path", "states"),
    [
        ("plans/do-son-2025-garbled.txt", {"garbled"}),
        ("plans/hoa-hong-2024.txt", {"clean"}),
        ("bench/layer/garbled_eng_invisible.pdf", {"garbled"}),
        ("bench/layer/garbled_visible.pdf", {"garbled"}),
        ("bench/layer/garbled_visible.docx", {"garbled"}),
        ("bench/layer/good_vie_invisible.pdf", {"clean"}),
        ("bench/layer/no_tounicode.pdf", {"broken_font_map"}),
        ("bench/layer/mixed.pdf", {"clean", "absent", "garbled"}),
        ("bench/scan/001.pdf", {"absent"}),
    ],
)
def test_real_layers(shared: Path, path: str, states: set[str]) -> None:
    triaged = triage(ingest(shared / path, path))
    assert {page.text_state for page in triaged.pages} == states
