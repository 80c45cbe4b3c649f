"""What a cited document is about: where 'về việc …' or 'quy định …' begins behind a number, and where it ends.

Documents named inside a subject are found by legal_mentions.py, which asks here for the bounds.
"""

from __future__ import annotations

import re

from normalizers.letters import LOWER, UPPER
from normalizers.tables import rows
from normalizers.wordlists import alternation, any_of


def _openers(kind: str) -> str:
    return any_of(row["seen"] for row in rows("subject_openers") if row["value"] == kind)


# Openers are left out of the subject ("about": 'về việc') or belong to it ("verb", "action": 'quy định', 'thực hiện').
_ABOUT = rf"{_openers('about')}(?!\w)"
_VERB = rf"{_openers('verb')}(?!\w)"
_ACTION = rf"{_openers('action')}(?!\w)"
OPENER = re.compile(rf"{_ABOUT}|{_VERB}|{_ACTION}", re.IGNORECASE)
VERB = re.compile(rf"\s+(?={_VERB})", re.IGNORECASE)
# What joins the plan's own clause behind a comma: 'nhằm', 'góp phần', 'trong đó'.
CLAUSE = re.compile(rf"{alternation('clause_openers')}(?!\w)", re.IGNORECASE)

# 'về về chính sách …' is a slip of the pen; the words are left out both times.
_OPENING = re.compile(
    rf"""\s* (?P<comma>,\s*)? (?P<quote>[“"]\s*)?
         (?: (?P<about>{_ABOUT}(?:[\s:]+{_ABOUT})*) [\s:]+ [“"]? | (?P<verb>(?={_VERB})) | (?P<action>(?={_ACTION})) )
     """,
    re.VERBOSE | re.IGNORECASE,
)
_BLANK = re.compile(r"\s+")
_NO_NUMBER = re.compile(r"\s+(?!số\b|\d)(?=\w)", re.IGNORECASE)
# A bare noun in capitals may open a subject; a body or a month begins something else, as in tables run together.
_NOUN = re.compile(
    rf"\s+(?=[“\"]?[{UPPER}])"
    r"(?!(?:UBND|HĐND|Ủy|Sở|Phòng|Ban|Trường|Bộ|Tháng|Quý|Năm|Từ|Trước)(?!\w))"
)

# A body that acts opens the main clause: '…, Ủy ban nhân dân xã ban hành Kế hoạch …'.
_MAIN_CLAUSE = re.compile(
    r""",\s+ (?= (?:trường|nhà\s+trường|phòng|sở|ủy\s+ban|ubnd|ban|bộ|chi\s+bộ|đảng\s+ủy|công\s+đoàn|trung\s+tâm
                  |liên\s+đội|hội|cục|chi\s+cục)
             \s[^,;]{0,90}? (?:ban\s+hành|xây\s+dựng|triển\s+khai|đề\s+nghị|yêu\s+cầu|tổ\s+chức)(?!\w) )""",
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESSEES = re.compile(r"\s+(?:đến|tới)\s+(?:toàn thể|toàn bộ|từng|tất cả|các|cán bộ|đội ngũ|người)(?!\w)")
_IN_OUR_AREA = re.compile(
    r"\s+trên\s+địa\s+bàn\s+(?:tỉnh|thành\s+phố|quận|huyện|thị\s+xã|xã|phường)(?!\w)", re.IGNORECASE
)
_ENDS = re.compile(
    r"""(?P<aside> [|] | (?<!\d):(?=\s)
                 | \s*\(\s*(?:sau\ đây|gọi|viết|được|đã|kèm|có\ hiệu|hết\ hiệu|thay
                              |Nghị|Quyết|Kế|Chương|Thông|Luật|[Ss]ố) )
      | (?P<bracket> \) )
      | (?P<semicolon> ; )
      | (?P<comma> ,\s+ )
      | (?P<others> \s+và\s+(?:các|những)\s+(?:văn\ bản|quy\ định|hướng\ dẫn|nội\ dung|chỉ\ đạo|kế\ hoạch
                                             |nghị|quyết|chỉ\ thị|thông\ tư|yêu\ cầu)
                  | \s+và\s+(?:tình\ hình|ý\ kiến|chức\ năng|điều\ kiện|hướng\ dẫn\ của|chỉ\ đạo\ của
                              |đề\ nghị|căn\ cứ)(?!\w) )
      | (?P<manner> \s+phù\ hợp\ với\s
                  | \s+theo\s+(?=(?:đúng|đề\ án|quy\ định|hướng\ dẫn|chỉ\ đạo|kế\ hoạch|tinh\ thần
                                    |yêu\ cầu|lộ\ trình)(?!\w)) )
      | (?P<end> [.…]*\s*$ )""",
    re.VERBOSE,
)
# '… về công tác thi đua (tỷ lệ không quá 10% tập thể)': what the plan adds, not a name such as '(VNEN)'.
_REMARK = re.compile(rf"\s*\((?=[{LOWER}])(?P<words>[^()]+)\)\W*$")
_REMARK_WORDS = 3  # at least
LONGEST = 1500  # characters of a subject; the longest seen, with the documents in it, has 700
# Two small words behind a semicolon that do not begin the next ground: '; căn cứ …', '; kế hoạch số …'.
_GOES_ON = re.compile(
    r"\s*(?!(?:căn cứ|thực hiện|triển khai|theo|và|các|quyết định|kế hoạch|công văn|nghị|thông tư|chỉ thị)(?!\w))"
    rf"(?P<words>[{LOWER}]\w*\s+\w+)"
)


def opening(text: str, position: int, end: int, own_type: str, firm: bool) -> tuple[int, int] | None:
    """Return where the subject and its words proper begin behind number, date and issuer; None where there is none.

    `firm` says that a date or an issuer has been read: only then may a verb of doing or a bare noun open a subject
    ('Kế hoạch số 45/KH-UBND ngày … Công tác cải cách hành chính'); 'thực hiện Nghị định 34 triển khai …' opens none.
    """
    if firm and (blank := _BLANK.match(text, position, end)):
        # 'Kế hoạch số 148/KH-UBND ngày … Kế hoạch cải cách hành chính': the type said twice
        behind = blank.end() + len(own_type)
        again = text[blank.end() : behind].lower() == own_type.lower() and _NO_NUMBER.match(text, behind, end)
        if again:
            return blank.end(), again.end()
    match = _OPENING.match(text, position, end)
    if match and (match["action"] is None or (firm and not match["comma"])):
        lead = match.start("about") if match["about"] else match.end()
        return (match.start("quote") if match["quote"] else lead), match.end()
    if firm and (noun := _NOUN.match(text, position, end)):
        return noun.end(), noun.end()
    return None


def ending(text: str, start: int, end: int, nested: bool = False, formal: bool = False) -> int:
    """Return where a subject that runs at `start` ends at the latest: at the plan's own clause, an aside, a semicolon.

    'trên địa bàn tỉnh …' behind a `nested` document belongs to the one that carries it out there.  In `formal` text a
    semicolon before a small letter stays inside: grounds begin with a capital.
    """
    limit = min(end, start + LONGEST)
    if (closing := _closing_quote(text, start, limit)) is not None:
        return closing
    for pattern in (_MAIN_CLAUSE, _ADDRESSEES, _IN_OUR_AREA) if nested else (_MAIN_CLAUSE, _ADDRESSEES):
        if found := pattern.search(text, start, limit):
            limit = found.start()
    for match in _ENDS.finditer(text, start, limit):
        if not _stays_inside(text, start, match, limit, formal):
            limit = match.start()
            break
    remark = _REMARK.search(text, start, limit)
    return remark.start() if remark and len(remark["words"].split()) >= _REMARK_WORDS else limit


def _stays_inside(text: str, start: int, match: re.Match[str], end: int, formal: bool) -> bool:
    if match["comma"]:
        return CLAUSE.match(text, match.end(), end) is None
    if match["bracket"]:
        return text.count("(", start, match.start()) > text.count(")", start, match.start())
    if match["semicolon"]:
        # A list inside the subject goes on: 'cán bộ, công chức …; cán bộ, công chức xã …'.
        small = _GOES_ON.match(text, match.end(), end)
        if small is None or formal:
            return small is not None
        return _says(text[start : match.start()], small["words"])
    return False


def _says(text: str, words: str) -> bool:
    """Whether the words stand in a text, and not as a part of others."""
    at = text.find(words)
    while at >= 0 and (text[at - 1 : at].isalnum() or text[at + len(words) : at + len(words) + 1].isalnum()):
        at = text.find(words, at + 1)
    return at >= 0


def _closing_quote(text: str, start: int, end: int) -> int | None:
    """A subject wholly in quotation marks ends with them."""
    if start == 0 or text[start - 1] not in '“"':
        return None
    closing = re.compile(r"[”\"]").search(text, start, end)
    return closing.end() if closing else None
