"""Is the text of a page what stands on the page?  Clean, garbled, in an old encoding, through a broken font, or absent.

Judged by measured evidence alone (evidence.py), and each verdict says by which.  Nothing is read or mended here: pages
that are not clean are read from their picture in pipeline/ocr.  docs/triage.md has the figures behind the thresholds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.evidence import Evidence, evidence
from pipeline.records import LOST_LETTER, Ingested, Page, RawPage, TextState, Triaged

# The figures are those of 370 real pages, each with its state known; docs/triage.md says how often they are right.
MARKED_CLEAN = 0.15
"""Share of letters with marks. Good pages 0.25 to 0.31; read by an English engine 0.00 to 0.09; TCVN3 0.06 to 0.11."""
SYLLABLES_CLEAN = 0.80
"""Share of words that can be syllables, where there are marks. Good pages 0.97 and more, with foreign names 0.85."""
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
COVERED = 0.25
"""Share of the ink of a picture that the text stands on. Whole layers 0.6 to 1.0, on pages with diagrams 0.3 to 0.6."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a page's text, and why; `score`: 0 clean Vietnamese … 1 hopeless."""

    state: TextState
    score: float
    reason_vi: str
    reason_en: str


def triage(ingested: Ingested) -> Triaged:
    """Return the document with every page judged."""
    texts = ["\n".join(line.text for line in page.lines) for page in ingested.pages]
    seen = [evidence(text) for text in texts]
    verdicts = _with_neighbours([judge(page, found) for page, found in zip(ingested.pages, seen, strict=True)], seen)
    pages = tuple(
        Page(
            number=page.number,
            lines=page.lines,
            raw_text=text or "\n".join(page.stamps),
            method=page.method,
            decoded_from=page.decoded_from,
            drawn_from_text=verdict.state == "garbled" and not (page.has_image or page.ink_without_text),
            text_state=verdict.state,
            garble_score=round(verdict.score, 3),
            width=page.width,
            height=page.height,
            reason_vi=verdict.reason_vi,
            reason_en=verdict.reason_en,
        )
        for page, text, verdict in zip(ingested.pages, texts, verdicts, strict=True)
    )
    return Triaged(ingested.source, ingested.text_origin, pages, ingested.findings)


def judge(page: RawPage, seen: Evidence) -> Verdict:
    """Return the state of a page from its evidence; thresholds are explained at the constants."""
    if page.decoded_from:
        decoded = judge(replace(page, decoded_from=None), seen)
        return replace(decoded, state="legacy_encoding") if decoded.state == "clean" else decoded
    if not any(line.text.strip() for line in page.lines):
        return _without_text(page)
    # In text without a place on paper the sign stands for a byte that could not be read, not for a letter of a font.
    lost = sum(line.text.count(LOST_LETTER) for line in page.lines) if page.width else 0
    if lost:
        return Verdict("broken_font_map", seen.damage, f"{lost} chữ in không có mã", f"{lost} letters without a name")
    if page.disagrees:
        return Verdict(
            "broken_font_map", seen.damage, "một mã, nhiều hình chữ", "one name for letters of several shapes"
        )
    state, score = _by_words(seen, has_image=page.has_image)
    if state == "partial":
        return Verdict(state, score, f"ảnh trang giấy, chỉ {seen.words} từ", f"a picture with {seen.words} words only")
    if page.ink_covered is not None and page.ink_covered < COVERED:
        share = f"{100 * page.ink_covered:.0f} %"
        return Verdict("partial", 1.0, f"chữ chỉ nằm trên {share} nét mực của ảnh", f"text on {share} of the ink only")
    return Verdict(state, score, seen.vi, seen.en)


def _without_text(page: RawPage) -> Verdict:
    if page.stamps:
        return Verdict("partial", 1.0, "ảnh trang giấy, chỉ có dấu ký số", "a picture with marks of signing only")
    if page.ink_without_text or page.has_image:
        return Verdict("absent", 1.0, "có hình, không có chữ", "a picture without text")
    return Verdict("clean", 0.0, "trang trắng", "a blank page")  # it lacks nothing


def _by_words(seen: Evidence, *, has_image: bool) -> tuple[TextState, float]:
    if seen.mojibake >= LEGACY:
        return "garbled", seen.damage
    if seen.odd >= ODD or seen.lost >= LOST:
        return "broken_font_map", seen.damage
    if has_image and seen.words < STAMP_WORDS:
        return "partial", 1.0
    if seen.words < FEW_WORDS:
        return "clean", 0.0
    if seen.legacy >= LEGACY and seen.syllables < SYLLABLES_CLEAN:
        return "legacy_encoding", seen.damage
    if seen.marked >= MARKED_CLEAN:
        if seen.syllables < SYLLABLES_CLEAN and seen.foreign < FOREIGN:
            return "garbled", seen.damage
        return "broken_font_map" if seen.fragments >= FRAGMENTS else "clean", 1 - seen.syllables
    if seen.foreign < FOREIGN and (seen.syllables >= SYLLABLES_VIETNAMESE or seen.mixed >= MIXED_GARBLED):
        return "garbled", seen.damage
    return "clean", 0.0  # another language, a program, a list of codes


def _with_neighbours(verdicts: Sequence[Verdict], seen: Sequence[Evidence]) -> list[Verdict]:
    """Give pages with few words and no marks the state of the page before: the last lines of a garbled document."""
    judged: list[Verdict] = []
    for verdict, found in zip(verdicts, seen, strict=True):
        before = judged[-1] if judged else None
        unsure = 0 < found.words < FEW_WORDS and verdict.state == "clean" and found.marked < MARKED_CLEAN
        if before and unsure and before.state in ("garbled", "broken_font_map"):
            verdict = replace(before, reason_vi="ít chữ, như trang trước", reason_en="few words, as the page before")
        judged.append(verdict)
    return judged
