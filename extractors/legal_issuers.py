"""Where the name of an issuer ends: '… của UBND tỉnh Ninh Bình về việc …', '… của Bộ Y tế quy định …'.

Names are spelled out by normalizers/organisations.py; 'UBND quận' gets its place in issuer_places.py.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.document_types import type_pattern
from extractors.legal_subjects import CLAUSE, OPENER, VERB
from normalizers.letters import UPPER, fold, old_tones
from normalizers.organisations import full_name
from normalizers.tables import rows

CLASSES = r"tỉnh|thành\s+phố|quận|huyện|thị\s+xã|thị\s+trấn|xã|phường|đặc\s+khu"
OF = re.compile(r"\s*,?\s*(?:do|của)\s+(?=\S)", re.IGNORECASE)
# 'Hội nghị lần thứ sáu BCH Trung ương Đảng (khóa XII)' stands for 'của BCH Trung ương Đảng'.
_SESSION = re.compile(
    r"\s*,?\s*(?:tại\s+|của\s+)?[Hh]ội\s+nghị(?:\s+Trung\s+ương)?\s+lần\s+thứ\s+(?:\d+|[^\W\dA-Z]+(?:\s[^\W\dA-Z]+)?)\s+(?:của\s+)?"
    r"(?=BCH|Ban\s+[Cc]hấp|Trung\s+ương)"
)
# 'do Bộ Y tế ban hành': the verb belongs to 'do'; what is 'ban hành' elsewhere is the subject.
_ISSUED = re.compile(r"\s+(?:ký\s+)?ban\s+hành(?=\s*(?:$|[,;.)]|(?:ngày|về|quy\s+định|hướng\s+dẫn)(?!\w)))")
_TERM = re.compile(r"\s*\(?\s*(?:lần\s+thứ\s+\w+\s*,?\s*)?[Kk]h[óo][áa]\s+[IVXL\d]+\s*\)?")
# 'của HĐND tỉnh khóa II, kỳ họp thứ 5, nhiệm kỳ 2021-2026'
_SITTING = re.compile(
    r"(?:\s*,?\s+(?:tại\s+)?(?:[Kk]ỳ\s+họp\s+(?:(?:lần\s+)?thứ\s+)?(?:chuyên\s+đề|\d+|[^\W\d]+)|nhiệm\s+kỳ\s+\d{4}\s?[-–]\s?\d{4}))+"
    r"(?=\s*(?:$|[,;.()]|(?:ngày|về|ban|quy|phê|thông|ký)(?!\w)))"
)
_ASIDE = re.compile(r"\s*\((?:nay|cũ|trước đây)[^()]{0,80}\)")

_POST = (
    r"(?:(?:phó\s+)?(?:chủ\s+tịch|bộ\s+trưởng|thứ\s+trưởng|giám\s+đốc|trưởng\s+phòng|trưởng\s+ban|hiệu\s+trưởng|thống\s+đốc|"
    r"tổng\s+thanh\s+tra|cục\s+trưởng|chánh\s+văn\s+phòng|tổng\s+giám\s+đốc|thường\s+trực|văn\s+phòng|lãnh\s+đạo|liên\s+bộ)\s+)?"
)
_BLANK = re.compile(r"\s+")
# Small words between a body and the proper name: 'Sở Y tế thành phố …', 'Ban Chấp hành Đảng bộ tỉnh …'.
_SMALL_PART = re.compile(
    rf"\s+(?:{CLASSES}|tp[.]?|cấp\s+(?:tỉnh|huyện|xã)|Đảng\s+bộ|Đảng|Trung\s+ương|TW|Việt\s+Nam)(?!\w)", re.IGNORECASE
)
# 'Đảng ủy Học viện Chính trị quốc gia …', 'Công đoàn Trường Đại học …': names of institutions have small words inside.
_INSTITUTION = re.compile(r"\s+(?=(?:học\s+viện|bệnh\s+viện|trường|đại\s+học|trung\s+tâm|công\s+ty)\s)", re.IGNORECASE)
_NAME_PART = re.compile(rf"\s+(?:[-–]\s+)?(?:[{UPPER}][\w&’']*(?:[-–.][{UPPER}]\w*)*|\d{{1,2}}(?![\w/]))")
_JOINT = re.compile(rf"(?:\s*,|\s*[-–]|\s+và)\s+(?=[{UPPER}])")
# '… của Bộ Y tế, Ủy ban nhân dân tỉnh ban hành Kế hoạch': the second body acts, it has issued nothing.
_ACTS = re.compile(
    r"\s+(?:ban\s+hành|xây\s+dựng|triển\s+khai|tổ\s+chức|đề\s+nghị|yêu\s+cầu|thông\s+báo|có|đã|và\s+các)(?!\w)"
)
# 'Theo đề nghị của Sở Công Thương tại Tờ trình số …', 'ý kiến chỉ đạo của UBND tỉnh tại Công văn số …'.
_BEFORE = re.compile(
    r"(?:đề\s+nghị|ý\s+kiến|chỉ\s+đạo|kiến\s+nghị|yêu\s+cầu|hướng\s+dẫn|thống\s+nhất)\s+của\s+", re.IGNORECASE
)
_AT = re.compile(r"\s*,?\s+tại\s+(?:các\s+)?$")
_BEFORE_WINDOW = 160  # characters

# 'Ban Chỉ đạo Trung ương về phát triển khoa học': the field of a committee is part of its name.
_COMMITTEE = re.compile(
    rf"(?:Tổ\s+(?:công\s+tác|giúp\s+việc)\s+)?(?:Ban\s+chỉ\s+đạo|BCĐ)(?P<field>\s+(?!(?i:{CLASSES}|trung|quốc|về|của)\b)[^\W\dA-Z])?",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\s+về\s+(?!việc)")
_FIELD_LENGTH = 600  # characters of a committee's name with its field
_OVER = re.compile(r"[;|]|$")

_STOP = re.compile(r"[;:()|“”\",]|\s+[-–]\s+|\.(?=\s|$)|$")
_WORD = re.compile(r"\S+\s*")
_STARTS = re.compile(rf"[{UPPER}]|(?:phòng|sở|trường|ban|ủy ban|hội đồng|công đoàn|liên đoàn|chi bộ|đảng ủy)\s")
_ORGAN = re.compile(
    r"(?:UBND|HĐND|Ủy ban|Hội|Sở|Phòng|Bộ|Ban|Trường|Trung tâm|Cục|Chi cục|Tổng cục|Tỉnh|Thành|Huyện|Quận|Đảng|Liên|"
    r"Công|Đoàn|Viện|Văn phòng|Đại học|Ngân hàng|Kho bạc|Chủ tịch|Giám đốc|Bộ trưởng|Hiệu trưởng)(?!\w)"
)
_NO_PART = re.compile(
    r"(?:tại|ngày|trên|đến|tới|đối với|được|đã|cho|trong|từ|khi|là|có|do|này"
    r"|(?:và|hoặc)\s+(?:các|những|tình|nội|ý|văn|nhiệm))(?!\w)"
)
_MAX_WORDS = 20


def issuer_at(text: str, position: int, end: int) -> tuple[int, int] | None:
    """Return the span of the issuer at `position`, behind 'của' or as a session of the Central Committee."""
    lead = _SESSION.match(text, position, end) or OF.match(text, position, end)
    stop = issuer_end(text, lead.end(), end) if lead else None
    return (lead.end(), stop) if lead and stop else None


def issuer_end(text: str, start: int, end: int, strict: bool = False) -> int | None:
    """Return where the issuer ends whose name begins at `start`, or None where no name of a body stands there.

    `strict` asks for a known kind of body: behind a long subject, 'của Nhân dân' is no issuer.
    """
    if committee := _committee_end(text, start, end):
        return committee
    at = _known_end(text, start, end)
    if at is None:
        likely = _STARTS.match(text, start, end) and (not strict or _ORGAN.match(text, start, end))
        return _generic_end(text, start, end) if likely else None
    while (joint := _JOINT.match(text, at, end)) and (more := _known_end(text, joint.end(), end)):
        if _ACTS.match(text, more):
            break
        at = more
    return at


def issuer_before(text: str, head: int) -> tuple[int, int] | None:
    """Return the span of an issuer named before the document: 'đề nghị của Sở Công Thương tại Tờ trình số …'."""
    at = _AT.search(text, max(0, head - _BEFORE_WINDOW), head)
    if at is None:
        return None
    for lead in _BEFORE.finditer(text, max(0, head - _BEFORE_WINDOW), at.start()):
        if issuer_end(text, lead.end(), at.start(), strict=True) == at.start():
            return lead.end(), at.start()
    return None


def behind_remarks(text: str, position: int, end: int) -> int:
    """Return the place behind '(khóa XII)', 'kỳ họp thứ 5', '(nay là …)' and 'ban hành', which follow an issuer."""
    for pattern in (_TERM, _SITTING, _ASIDE, _ISSUED):
        if match := pattern.match(text, position, end):
            position = match.end()
    return position


def issuer_name(printed: str) -> str:
    """Return a printed issuer in full, without term and remarks.

    >>> issuer_name("BCH Trung ương Đảng khóa XII")
    'Ban Chấp hành Trung ương Đảng'
    """
    name = full_name(_ASIDE.sub("", _TERM.sub("", old_tones(printed))))
    post = "Bộ trưởng " if name.startswith("Bộ trưởng ") else ""
    body = name.removeprefix(post)
    return post + _symbol_names().get(_letters(body), body)


def _known_end(text: str, start: int, end: int) -> int | None:
    """Known bodies one in the other ('Ban Thường vụ Tỉnh ủy'), then classes and proper names."""
    match = _known().match(text, start, end)
    if match is None:
        return None
    at = match.end()
    while blank := _BLANK.match(text, at, end):
        if _INSTITUTION.match(text, at, end):
            return _generic_end(text, blank.end(), end)
        chained = _known().match(text, blank.end(), end)
        part = chained or _SMALL_PART.match(text, at, end)
        if part is None and not _opens(text, blank.end(), end):
            part = _NAME_PART.match(text, at, end)
        if part is None:
            break
        at = part.end()
    return at


def _opens(text: str, at: int, end: int) -> bool:
    """Whether subject or another document begins here: 'UBND tỉnh Quy định về …', 'UBND tỉnh Ninh Bình Kế hoạch …'."""
    return bool(OPENER.match(text, at, end) or type_pattern().match(text, at, end))


def _committee_end(text: str, start: int, end: int) -> int | None:
    """'Ban Chỉ đạo Trung ương về phát triển … thông báo kết luận …': up to the verb or the second 'về'."""
    committee = _COMMITTEE.match(text, start, end)
    over = _OVER.search(text, start, min(end, start + _FIELD_LENGTH))
    if committee is None or over is None:
        return None
    about = _FIELD.search(text, committee.end(), over.start())
    if about is None:
        return None
    if committee["field"] or "," in text[committee.end() : about.start()]:
        return about.start() if committee["field"] else None
    verb = VERB.search(text, about.end(), over.start()) or _FIELD.search(text, about.end(), over.start())
    return verb.start() if verb else about.start()


def _generic_end(text: str, start: int, end: int) -> int | None:
    stop = _STOP.search(text, start, end)
    limit = stop.start() if stop else end
    at = start
    for count, word in enumerate(_WORD.finditer(text, start, limit)):
        here = word.start()
        if count and (count > _MAX_WORDS or _opens(text, here, limit) or CLAUSE.match(text, here, limit)):
            break
        if count and _NO_PART.match(text, here, limit):
            break
        at = word.end()
    at = start + len(text[start:at].rstrip())
    return at if at > start else None


@cache
def _known() -> re.Pattern[str]:
    fixed = [row["value"] for row in rows("fixed_bodies")]
    fields = [row["value"] for row in rows("government_fields")]
    fields += [row["seen"] for row in rows("abbreviations") if row["value"] in fields]
    bodies = re.compile(r"Ủy ban|Hội đồng|Phòng|Sở|Bộ|Văn phòng|Ban |Mặt trận|Liên đoàn|Kho bạc|Ngân hàng|Bảo hiểm")
    short = [row["seen"] for row in rows("abbreviations") if bodies.match(row["value"])]
    office = rf"(?:Bộ|Sở|Phòng|Chi\s+cục)\s+(?:{_alternatives(fields)})"
    return re.compile(rf"(?i:{_POST})(?:(?i:{_alternatives(fixed)}|{office})|{_alternatives(short)})(?![\w&])")


def _alternatives(names: list[str]) -> str:
    """Longest first; signs and 'và' in the name of a ministry come and go: 'Lao động thương binh và xã hội'."""
    words = [re.findall(r"\w+", name) for name in sorted(names, key=len, reverse=True)]
    return "|".join(r"[\s,&–-]*".join("(?:và)?" if w == "và" else re.escape(w) for w in parts) for parts in words)


@cache
def _symbol_names() -> dict[str, str]:
    """'Bộ Lao động thương binh và xã hội' → 'Bộ Lao động - Thương binh và Xã hội'."""
    return {_letters(row["value"]): row["value"] for row in rows("issuer_symbols") if row["value"]}


def _letters(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))
