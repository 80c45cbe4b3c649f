"""Is the text of a page what stands on the page?  Clean, garbled, in an old encoding, through a broken font, or absent.

Judged by measured evidence alone: how many letters carry Vietnamese marks, how many words can be Vietnamese syllables,
which signs stand where none belong.  Nothing is mended here: reading pictures is for pipeline/ocr.py, restoring marks
for pipeline/restore.py; until they do, the text is passed on as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from normalizers.syllables import is_syllable, marked_share, words_of
from normalizers.tables import rows
from pipeline.records import Finding, Ingested, Page, RawPage, TextState, Triaged

# The figures behind the thresholds: 500 pages of 70 real documents, each page with its state known.
MARKED_CLEAN = 0.15
"""Share of letters with marks. Good pages 0.25 to 0.31; read by an English engine 0.00 to 0.09; TCVN3 0.06 to 0.11."""
MARKED_USUAL = 0.28
"""The same share in good text on average: what is missing to it has been lost."""
SYLLABLES_CLEAN = 0.85
"""Share of words that can be syllables, where marks are there. Good pages 0.97 and more, OCR's 0.99."""
SYLLABLES_VIETNAMESE = 0.50
"""The same, where marks are not there. Vietnamese without its marks 0.64 and more, English 0.24, programs 0.13."""
MIXED_GARBLED = 0.08
"""Share of words with a digit, a sign or a capital inside ('ph6p', 'nghiQp'). Worst layers 0.13 to 0.25, English 0."""
FOREIGN = 0.025
"""Share of small words of English and French. Running English 0.25, bilingual lists 0.03, garbled layers to 0.013."""
ODD = 0.02
"""Share of signs that none writes there: controls, private use, other scripts. Broken fonts 0.12 to 0.57, else 0."""
LOST = 0.05
"""Share of words with '?' for a letter ('gi?o d?c'). A layer that lost its letters 0.32, others 0 to 0.024."""
LEGACY = 0.15
"""Signs of TCVN3 ('ng©n', 'nh−') or of VNI ('quyeát') to a word. TCVN3 0.28 to 0.42, VNI 0.9, other pages to 0.07."""
FRAGMENTS = 3
"""Consonants standing alone in lines of capitals ('C IA SẺ', 'T ỰC IỆN'): a letter is missing in the font of headings.
Real headings have one at most to a line ('PHỤ LỤC C'), so lines with fewer than two are not counted."""
FEW_WORDS = 20
"""Words. Below that shares say nothing: a page number, a table of figures, the end of a signature."""
STAMP_WORDS = 40
"""Words over a picture of the page. Stamps and marks of signing have up to 30, a page read by an engine 76 and more."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
# Bullets of symbol fonts ('\uf0b7') stand alone; inside a word a private sign is a lost letter.
_PRIVATE = re.compile(r"(?<=\w)[\ue000-\uf8ff]|[\ue000-\uf8ff](?=\w)")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u2c00-\u2dff\u2e80-\ud7ff\uf900-\ufdff]")
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<!\S)\?[^\W\d_]")
# No range of code points holds the small letters alone: 'Ạ' and 'ạ' stand side by side.
_SMALL = "a-z" + "".join(c for c in map(chr, (*range(0xE0, 0x1B1), *range(0x1EA0, 0x1EFA))) if c.islower())
_MIXED = re.compile(rf"[{_SMALL}]\d[{_SMALL}]|[{_SMALL}][A-ZĐ]|[^\W\d_][€¢§~¥©®£$][^\W\d_]")
# TCVN3 writes its letters with the signs of Latin-1; PDF fonts name some of them '−' and '∙'.
_TCVN3 = re.compile(r"[a-z][\xa1-\xbf\u2212\u2219]|[\xa1-\xbf\u2212\u2219][a-z]", re.IGNORECASE)
# VNI writes the mark after the letter: 'aù' for 'á', 'eä' for 'ệ', 'ñ' for 'đ'. In Unicode none of these pairs occurs;
# 'oá' and 'oà' do ('hoá', 'hoà') and are not among them.
_VNI = re.compile(r"[ae][âáàåãä]|o[âåä]|a[êéèúë]|[aeouyôö][ùøûõï]|ñ", re.IGNORECASE)
# UTF-8 read as Latin-1: 'Káº¿ hoáº¡ch'.
_MOJIBAKE = re.compile("áº|á»|Æ°|Ä‘|Ã¡|Ã´")
_CONSONANT = re.compile(r"(?<!\S)[BCDGHKLMNPQRST](?!\S)")
_SMALL_WORDS = frozenset(row["seen"] for row in rows("foreign_words"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured on a page; the shares are those of the constants above."""

    words: int
    marked: float
    syllables: float
    odd: float
    lost: float
    legacy: float
    mojibake: float
    mixed: float
    foreign: float
    fragments: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a page's text; `score`: 0 clean Vietnamese … 1 hopeless."""

    state: TextState
    score: float


def triage(ingested: Ingested) -> Triaged:
    """Return the document with every page judged, and a finding for each kind of trouble."""
    texts = ["\n".join(line.text for line in page.lines) for page in ingested.pages]
    seen = [evidence(text) for text in texts]
    verdicts = _with_neighbours([judge(page, found) for page, found in zip(ingested.pages, seen, strict=True)], seen)
    pages = tuple(
        Page(
            number=page.number,
            lines=page.lines,
            raw_text=text,
            method=page.method,
            text_state=verdict.state,
            garble_score=round(verdict.score, 3),
            width=page.width,
            height=page.height,
        )
        for page, text, verdict in zip(ingested.pages, texts, verdicts, strict=True)
    )
    return Triaged(ingested.source, ingested.text_origin, pages, (*ingested.findings, *_findings(pages)))


def evidence(text: str) -> Evidence:
    """Return what can be measured on the text of a page."""
    text = unicodedata.normalize("NFC", text)
    chunks = text.split()
    words = words_of(text)
    count = max(len(chunks), 1)
    signs = max(sum(map(len, chunks)), 1)
    other = len(_OTHER_SCRIPT.findall(text))
    # A page in another script is in another language; single foreign letters among Latin ones come from a broken font.
    odd = len(_CONTROL.findall(text)) + len(_PRIVATE.findall(text)) + (other if other < signs / 2 else 0)
    plain = [chunk for chunk in chunks if "/" not in chunk and "@" not in chunk]  # neither codes nor addresses
    return Evidence(
        words=len(words),
        marked=marked_share(text),
        syllables=sum(map(is_syllable, words)) / len(words) if words else 1.0,
        odd=odd / signs,
        lost=sum(len(_LOST.findall(chunk)) > 0 for chunk in plain) / count,
        legacy=max(len(_TCVN3.findall(text)), len(_VNI.findall(text))) / count,
        mojibake=len(_MOJIBAKE.findall(text)) / count,
        mixed=sum(_MIXED.search(chunk) is not None for chunk in plain) / count,
        foreign=sum(word.lower() in _SMALL_WORDS for word in words) / max(len(words), 1),
        fragments=_fragments(text),
    )


def _fragments(text: str) -> int:
    counts = (len(_CONSONANT.findall(line)) for line in text.split("\n") if line.isupper() and " | " not in line)
    return sum(count for count in counts if count > 1)


def judge(page: RawPage, seen: Evidence) -> Verdict:
    """Return the state of a page from its evidence; thresholds are explained at the constants."""
    if seen.words == 0 and not any(line.text.strip() for line in page.lines):
        # A blank page lacks nothing.
        return Verdict("absent", 1.0) if page.ink_without_text or page.has_image else Verdict("clean", 0.0)
    if seen.mojibake >= LEGACY:
        return Verdict("garbled", _score(seen))
    if seen.odd >= ODD or seen.lost >= LOST:
        return Verdict("broken_font_map", _score(seen))
    if page.has_image and seen.words < STAMP_WORDS:
        return Verdict("partial", 1.0)
    if seen.words < FEW_WORDS:
        return Verdict("clean", 0.0)
    if seen.legacy >= LEGACY and seen.syllables < SYLLABLES_CLEAN:
        return Verdict("legacy_encoding", _score(seen))
    if seen.marked >= MARKED_CLEAN:
        if seen.syllables < SYLLABLES_CLEAN and seen.foreign < FOREIGN:
            return Verdict("garbled", _score(seen))
        state: TextState = "broken_font_map" if seen.fragments >= FRAGMENTS else "clean"
        return Verdict(state, 1 - seen.syllables)
    if seen.foreign < FOREIGN and (seen.syllables >= SYLLABLES_VIETNAMESE or seen.mixed >= MIXED_GARBLED):
        return Verdict("garbled", _score(seen))
    return Verdict("clean", 0.0)  # another language, a program, a list of codes


def _score(seen: Evidence) -> float:
    """Return the share that is lost: of marks, or of words that can be none, whichever is greater."""
    return min(1.0, max(1 - seen.marked / MARKED_USUAL, 1 - seen.syllables, seen.odd))


def _with_neighbours(verdicts: Sequence[Verdict], seen: Sequence[Evidence]) -> list[Verdict]:
    """Give pages with few words and no marks the state of the page before: the last lines of a garbled document."""
    judged: list[Verdict] = []
    for verdict, found in zip(verdicts, seen, strict=True):
        before = judged[-1] if judged else None
        unsure = 0 < found.words < FEW_WORDS and verdict.state == "clean" and found.marked < MARKED_CLEAN
        inherits = before is not None and before.state in ("garbled", "legacy_encoding", "broken_font_map")
        judged.append(before if before is not None and unsure and inherits else verdict)
    return judged


@dataclass(frozen=True, slots=True)
class _Message:
    code: str
    vi: str
    en: str


_MESSAGES: dict[TextState, _Message] = {
    "absent": _Message(
        "ocr-needed",
        "{pages}: chỉ có ảnh, không có chữ; cần nhận dạng chữ (OCR) mới đọc được.",
        "{pages}: a picture without text; only text recognition (OCR) can read it.",
    ),
    "partial": _Message(
        "ocr-needed",
        "{pages}: ảnh chụp trang giấy, chỉ có vài chữ (dấu, chữ ký số); cần nhận dạng chữ (OCR) phần còn lại.",
        "{pages}: a picture of a page with only a few words of text (stamps, signing marks); the rest needs OCR.",
    ),
    "garbled": _Message(
        "text-garbled",
        "{pages}: lớp chữ bị sai hoặc mất dấu tiếng Việt; số liệu rút ra từ đây có thể sai, cần đối chiếu bản gốc.",
        "{pages}: the text is garbled or has lost its Vietnamese marks; what is drawn from it may be wrong. "
        "Compare with the original.",
    ),
    "legacy_encoding": _Message(
        "legacy-encoding",
        "{pages}: chữ theo bảng mã cũ (TCVN3, VNI); chưa được chuyển sang Unicode nên nội dung chưa rút được.",
        "{pages}: the text is in an old Vietnamese encoding (TCVN3, VNI) and has not been converted to Unicode.",
    ),
    "broken_font_map": _Message(
        "broken-font-map",
        "{pages}: phông chữ trong tệp thiếu bảng mã đúng nên có chữ bị mất hoặc biến thành ký tự lạ.",
        "{pages}: a font of the file lacks a right table of letters, so letters are lost or turned into strange signs.",
    ),
}


def _findings(pages: Sequence[Page]) -> list[Finding]:
    """Return one finding for each kind of trouble, naming its pages; one for the whole file where no page has text."""
    if pages and all(page.text_state == "absent" for page in pages):
        return [
            Finding(
                "file-unreadable",
                "error",
                "Bản quét chỉ có ảnh, không trang nào có chữ; cần nhận dạng chữ (OCR) mới đọc được nội dung.",
                "A scan: no page has any text; only text recognition (OCR) can read it.",
            )
        ]
    found = []
    for state, message in _MESSAGES.items():
        numbers = [page.number for page in pages if page.text_state == state]
        if numbers:
            listed = _ranges(numbers)
            found.append(
                Finding(
                    message.code,
                    "warning",
                    message.vi.format(pages=f"Trang {listed}"),
                    message.en.format(pages=f"Page{'s' if len(numbers) > 1 else ''} {listed}"),
                    page=numbers[0],
                )
            )
    return found


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers as a reader lists them.

    >>> _ranges([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
