"""The large parts of a document, before its outline is known: head, opening, body, closing, recipients, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from normalizers.letters import UPPER, fold
from normalizers.tables import rows
from pipeline.records import Block
from pipeline.segment.markers import APPENDIX, read_marker
from pipeline.segment.shape import is_capitals

Zone = Literal["header", "preamble", "body", "closing", "recipients", "signature", "attached"]

_OPENS = re.compile(
    r"[-–+•]?\s*(?:Căn cứ|Thực hiện|Theo|Xét|Triển khai|Tiếp tục|Nhằm|Để|Trên cơ sở|Thi hành|Hưởng ứng|Tiếp theo"
    r"|Sau khi|Chấp hành)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:[.;:,]|\./\.)\s*$")
_IDENTIFIED = re.compile(r"\bsố\s*:?\s*\d|\d+/\d{0,4}[A-ZĐ]|ngày\s+\d{1,2}", re.IGNORECASE)
_FORMULA = re.compile(r"như sau\s*[:.]?\s*$|với (?:các |những )?nội dung", re.IGNORECASE)
_ADDRESSED = re.compile(r"Kính g[ửở]i\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?:Về việc|V/v|Về)\s", re.IGNORECASE)
_GROUND = re.compile(r"[-–]?\s*Căn cứ\b")
_RECIPIENTS = re.compile(r"\W{0,4}nơi nhận\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"[-–]?\s*(?:trên đây là|căn cứ kế hoạch này"
    r"|trong quá trình (?:tổ chức |triển khai )*(?:thực hiện|triển khai)[^.]{0,40},? nếu)",
    re.IGNORECASE,
)
_BY_ORDER = re.compile(rf"(?:TM|KT|TL|TUQ|Q)\s?\.\s?[{UPPER}]")
_NOTE = re.compile(r"\[\d{1,3}\]|\(?\d{1,3}\)\s")  # '[1] Nghị quyết số …', a footnote below the signature
_LONG = 100  # characters: a line of the letterhead or the title is shorter than an opening paragraph


def document_type(text: str) -> str | None:
    """Return the type that a title line begins with in capitals ('KẾ HOẠCH Cải cách …' → 'Kế hoạch'), or None."""
    plain = text.strip().strip("*# ")
    for seen, value in _types().items():
        if plain.startswith(seen) and not plain[len(seen) : len(seen) + 1].isalpha():
            return value
    spaced = "".join(plain.split())
    if len(spaced) * 1.6 < len(plain):  # 'K Ế  H O Ạ C H', letters spaced out
        return next((value for seen, value in _types().items() if spaced == seen.replace(" ", "")), None)
    return None


@cache
def _types() -> dict[str, str]:
    return {row["seen"]: row["value"] for row in rows("title_types")}


def is_signing_post(text: str) -> bool:
    """Whether a line is the post of a signature block: 'HIỆU TRƯỞNG', 'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'."""
    if len(text) > 90:
        return False
    if _BY_ORDER.match(text):
        return True
    if not is_capitals(text) or read_marker(text) is not None:
        return False
    plain = fold(text)
    return any(plain.startswith(post) for post in _posts()) and len(plain.split()) <= 9


@cache
def _posts() -> tuple[str, ...]:
    return tuple(row["seen"] for row in rows("signing_posts"))


def find_zones(text: str, blocks: Sequence[Block]) -> list[Zone]:
    """Return the zone of each block, in order."""
    zones: list[Zone] = []
    zone: Zone = "header"
    typed = False
    for index, block in enumerate(blocks):
        words = text[block.start : block.end]
        if zone in ("header", "preamble"):
            coming = [text[b.start : b.end] for b in blocks[index + 1 : index + 4]]
            zone, typed = _before_body(zone, words, block, typed, coming)
        else:
            zone = _after_head(zone, words, block, zones)
            if zone == "attached":
                zones.append("header")
                zone, typed = "header", True
                continue
        zones.append(zone)
    return zones


def _before_body(zone: Zone, words: str, block: Block, typed: bool, coming: Sequence[str]) -> tuple[Zone, bool]:
    """Return the zone of a block before the first heading, and whether the type of the document has been read.

    `coming` are the next few blocks.
    """
    marker = read_marker(words)
    if (block.kind == "row" and len(block.cells) >= 3) or (typed and APPENDIX.match(words) and len(words) < _LONG):
        return "body", typed
    if block.kind == "paragraph" and zone == "header" and (document_type(words) or _ADDRESSED.match(words)):
        return "header", True
    if marker and marker.kind in ("roman", "upper", "part", "article") and (typed or len(words) > 8):
        return "body", typed
    if marker and marker.kind in ("arabic", "decimal", "letter") and (typed or zone == "preamble"):
        return "body", typed
    if any(_GROUND.match(later) for later in coming) and is_capitals(words):
        return zone, typed  # 'CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ' above the grounds of a decision
    if zone == "preamble" and block.kind == "paragraph" and not marker:
        if document_type(words) and is_capitals(words):
            return zone, typed  # 'QUYẾT ĐỊNH:' above its articles
        if _CLOSING.match(words) or _RECIPIENTS.match(words) or is_signing_post(words):
            return _after_head("body", words, block, ()), typed
        if _is_bare_heading(words, block):
            return "body", typed
    if zone == "header" and block.kind == "paragraph" and not (typed and _ABOUT.match(words)):
        opens = not is_capitals(words) and _OPENS.match(words) and (_ENDS.search(words) or _IDENTIFIED.search(words))
        is_sentence = len(words) > _LONG and _ENDS.search(words) and not is_capitals(words)
        if is_sentence or (typed and (opens or _FORMULA.search(words))):
            return "preamble", typed
    return zone, typed


def _is_bare_heading(words: str, block: Block) -> bool:
    return (
        is_capitals(words)
        and len(words) < _LONG
        and (block.bold or block.centred or block.heading_level is not None or len(words.split()) >= 2)
    )


def _after_head(zone: Zone, words: str, block: Block, zones: Sequence[Zone]) -> Zone:
    if block.kind == "row":
        return "body"
    if _RECIPIENTS.match(words):
        return "recipients"
    if is_signing_post(words):
        return "signature"
    if APPENDIX.match(words) and len(words) < 200:
        return "body"
    if zone in ("recipients", "signature"):
        if _NOTE.match(words):
            return zone
        if document_type(words) and len(words) < 200:
            return "body" if fold(words).startswith("danh mục") else "attached"
        marker = read_marker(words)
        if marker and marker.kind in ("roman", "part", "upper"):
            return "body"
        if zone == "signature" and marker and marker.kind == "dash":
            return "recipients" if "recipients" in zones else "signature"
        if zone == "recipients" and (not marker) and is_capitals(words) and len(words.split()) > 4:
            return "body"
        if len(words) > 160:
            return "body"
        return zone
    if (
        _CLOSING.match(words)
        and zone == "body"
        and re.search(r"trên đây là|nếu (?:có|phát sinh|gặp)|vướng mắc|\./\.", words, re.IGNORECASE)
    ):
        return "closing"
    if zone == "closing" and (read_marker(words) is not None):
        return "body"
    return zone
