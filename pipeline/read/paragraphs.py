"""Where a paragraph ends in lines that were broken to fit a page.

A blank line is no sign in such files: many are double-spaced.  The signs are an item's marker, a line that stopped
short although the next word would have fitted, a change of weight or alignment, and capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from normalizers.letters import DASHES, LOWER, UPPER, fold
from normalizers.organisations import field_names
from pipeline.records import Line

# 'I.', '1.', '1.1.', '3.1', 'a)', '(1)', '-', '+', '•', 'Điều 5.', 'Phụ lục 01', '□'
MARKER = re.compile(
    rf"""(?: (?!V/[Vv])[IVXLC]{{1,6}}\s?[.\-):/]\s*
        |   [IVX]{{1,4}}\s+(?=[{UPPER}]{{2}})
        |   [A-H]\s?[.)]\s+
        |   \(?\d{{1,2}}\)\s*
        |   \d{{1,2}}(?:\.\d{{1,2}})+[.)]?\s+
        |   \d{{1,2}}(?:\.\d{{1,2}})*\s?(?:[.:]|/(?![A-ZĐ]{{2}}[A-ZĐ&]*[-–]))(?!\d)\s*
        |   \d{{1,2}}\s?-\s+(?=[{UPPER}])
        |   [a-zđ]{{1,2}}\s?[.)]\s*
        |   [-–—+•*·●○◦▪■□►➢✓❖\uf0b7\uf0a7\uf02d\uf0d8\uf0fc]\s*(?=\S)
        |   (?:Điều|Chương|Mục|Phần|Phụ\ lục|PHỤ\ LỤC|PHẦN|CHƯƠNG|MỤC)\s+[\dIVX]+ )""",
    re.VERBOSE,
)
_IN_BRACKETS = re.compile(r"\([^)]{0,500}\)")
_ENDS = re.compile(r"(?:[.!?…:;]|\./\.)[”\"')]*$")
_CODE_BREAK = re.compile(r"\d[\w/&Đđ.-]*[/-]$")
_CODE_GOES_ON = re.compile(r"^[A-ZĐƯ&]{2}|^[-/][A-ZĐƯ]{2}|^\d")
_WRAPPED_AT_MOST = 130  # characters; longer lines are whole paragraphs, no page is that wide
# Lines that stand alone, and lines that open a paragraph.
_ALONE = re.compile(
    r"Nơi nhận|\(?Kèm theo|Kính g[ửở]i|(?:KT|TM|TL|TUQ|Q)\.|Số\s*:|CỘNG H[ÒO][AÀ] XÃ HỘI|Độc lập\s*[-–—]\s*Tự do",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"V/v\b", re.IGNORECASE)
# 'Đơn vị chủ trì: Tổ Văn phòng.' below the bullets it holds for
_LABEL = re.compile(
    r"(?:Đơn vị|Cơ quan|Bộ phận|Người|Cá nhân|Thời gian|Thời hạn|Tiến độ|Kinh phí|Sản phẩm|Kết quả|Chủ trì|Phối hợp"
    r"|Phụ trách)\b[^:.;,]{0,40}:",
    re.IGNORECASE,
)
_AWAITS_NUMBER = re.compile(
    r"\b(?:[Ss]ố|[Kk]hóa|[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Qq]uận|[Pp]hường|[Tt]háng|[Nn]ăm|[Qq]uý|[Nn]gày|lớp"
    r"|mức độ|từ|đến|và|lần thứ|[Pp]hụ lục)$"
)
_NUMBER = re.compile(r"\d|[IVX]+\b")
_YEAR_AWAITED = re.compile(r"\b(?:năm|năm học|giai đoạn|NĂM|NĂM HỌC|GIAI ĐOẠN)$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)\d\d)?")
_LONGEST_NAME = 60  # characters
# 'giai đoạn 2021 -' '2025', 'đạt 92' '- 95%': a range over two lines
_RANGE_OPEN = re.compile(r"(?:(?:19|20)\d\d|(?<![\d/.,])\d{1,3}(?:,\d+)?%?)(?P<dash>\s?[-–—])?$")
_RANGE_END = re.compile(r"(?P<dash>[-–—]\s?)?(?:(?:19|20)\d\d\b|\d{1,3}(?:,\d+)?\s?%)")
# 'theo Điều 5 Nghị định', 'tại Phụ lục II.'; but 'Điều 5. Tổ chức thực hiện' begins an article, 'Chương I' a chapter
_PART_NAMED = re.compile(rf"(?:Điều|Chương|Mục|Phần|Phụ lục)\s+[\dIVX]+\b(?!\s*$|\s?[.:]\s+[{UPPER}])")
# A dash before a small letter, after a line that breaks off, is a compound's: 'tổ chức chính trị' '- xã hội'.
_SMALL_DASH = re.compile(rf"[-–]\s[{LOWER}]")
# 'Hà Nội, ngày 08 tháng 9 năm 2015' is the end of a letterhead; day and month may be blank
_PLACE_DATE = re.compile(rf"[{UPPER}][^,]{{1,40}}, ngày\s+\d{{0,2}}\s*tháng\s+\d{{0,2}}\s*năm\s*(?:\d{{4}})?\W*$")
_CLOSES = ("Trên đây là ", "Trong quá trình ")  # how the last paragraph begins
_OPENS = re.compile(r"(?:Trên đây là|Căn cứ|Thực hiện|Triển khai|Theo|Xét) ")
# A line at least this full, that ends in mid-sentence, goes on also before a capital: '… đào tạo Vĩnh' 'Bảo về …'.
# Text saved from web pages breaks the first line of a paragraph earlier than the others.
_MOSTLY_FULL, _MOSTLY_FULL_TEXT = 0.75, 0.5
_INDENT = 8.0  # points; the usual first-line indent is 28 to 36


def width_of(lines: Sequence[Line]) -> float | None:
    """Return the width, in characters or points, that full lines reach; None where lines are not wrapped at all."""
    sizes = sorted(_size(line) for line in lines if line.kind == "line" and len(line.text.strip()) > 20)
    if len(sizes) < 3:
        return None
    long_lines = sum(len(line.text) > _WRAPPED_AT_MOST for line in lines if line.kind == "line")
    if long_lines > 0.08 * len(sizes):
        return None
    return sizes[int(0.9 * (len(sizes) - 1))]


def _size(line: Line) -> float:
    if line.box:
        return line.box[2]  # the right edge: what counts is where the line stopped
    return float(len(line.text.rstrip()))


def starts_item(text: str) -> bool:
    """Whether a line begins with an item's marker, "- " or "1." or "a)"."""
    return bool(MARKER.match(text.lstrip()))


def is_capitals(text: str) -> bool:
    """Whether the letters of a line are capitals ("II. NHIỆM VỤ"), up to a word in brackets."""
    letters = list(filter(str.isalpha, _IN_BRACKETS.sub("", text) if "(" in text else text))
    return len(letters) >= 3 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


def breaks_code(before: str, after: str) -> bool:
    """Whether a document number is broken between two lines: "số 45/KH-" and "SGDĐT ngày"."""
    return bool(_CODE_GOES_ON.match(after) and _CODE_BREAK.search(before))


def _awaits(before: str, after: str) -> bool:
    """Whether a line breaks off before its number or in a bracket, so that the next opens no item: '(khóa' 'XII)'."""
    if before.rfind("(") > before.rfind(")") and ")" in after[:40]:
        return True
    return bool(_NUMBER.match(after) and _AWAITS_NUMBER.search(before))


def breaks_range(before: Line, after: Line, width: float | None) -> bool:
    """Whether 'năm 2025' or a range of years or percentages is broken, so that '2025' alone is no page number."""
    first, second = before.text.strip(), after.text.strip()
    if _YEAR.fullmatch(second) and _YEAR_AWAITED.search(first):
        return True
    ended = _RANGE_END.match(second)
    begun = _RANGE_OPEN.search(first) if ended else None
    if not begun or not ended or bool(begun["dash"]) == bool(ended["dash"]):
        return False
    return bool(begun["dash"]) or bool(width and _is_full(before, second, width))


def _breaks_name(first: str, second: str) -> bool:
    """Whether a name with a dash in it is broken before the dash: 'Phòng Văn hóa' '- Xã hội xã'."""
    if not second.startswith(tuple(DASHES)):
        return False
    begun, rest = fold(first[-_LONGEST_NAME:]), fold(second[1 : _LONGEST_NAME + 1])
    return any(begun.endswith(left) and rest.startswith(right) for left, right in _names_with_dash())


@cache
def _names_with_dash() -> tuple[tuple[str, str], ...]:
    parted = (fold(name).partition(" - ") for name in field_names())
    return tuple((left, right) for left, dash, right in parted if dash)


def _breaks_off(line: Line, following: str, width: float | None) -> bool:
    """Whether a line is full and ends in mid-sentence."""
    text = line.text.strip()
    ends = line.kind == "paragraph" or _ENDS.search(text) or is_capitals(text)
    return width is not None and not ends and _is_full(line, following, width)


def goes_on(before: Line, after: Line, width: float | None) -> bool:
    """Whether `after` continues the paragraph that `before` belongs to."""
    if before.kind == "row" or after.kind == "row":
        return False
    first, second = before.text.strip(), after.text.strip()
    if breaks_code(first, second) or _awaits(first, second) or breaks_range(before, after, width):
        return True
    joined_by_dash = _SMALL_DASH.match(second) or _breaks_name(first, second)
    if width and joined_by_dash and not _ENDS.search(first) and _size(before) >= _MOSTLY_FULL * width:
        return True
    if _PART_NAMED.match(second) and _breaks_off(before, second, width):
        return True
    if starts_item(second) or before.heading_level or after.heading_level:
        return False
    if _LABEL.match(second) and second[:1].isupper():
        return False
    if _ABOUT.match(second) and not _breaks_off(before, second, width):
        return False
    if _ALONE.match(second) or _PLACE_DATE.match(second) or _PLACE_DATE.match(first):
        return False
    if (_ALONE.match(first) or _ABOUT.match(first)) and not (
        first.startswith(("V/v", "Kính")) and second[:1].islower()
    ):
        return False
    if is_capitals(first) != is_capitals(second) and len(second.split()) > 1:
        return False
    if len(first.split()) == 1 and is_capitals(first) and is_capitals(second) and before.kind == after.kind:
        return True  # 'KẾT' 'LUẬN PHIÊN HỌP': no line of a title is one syllable long
    if is_capitals(first) and starts_item(first) and not _ENDS.search(first):
        return True  # a heading in capitals over two lines: 'II. NHIỆM VỤ' 'CẢI CÁCH HÀNH CHÍNH'
    if before.kind == "paragraph" or after.kind == "paragraph":
        # A whole paragraph goes on only where an OCR export cut it in mid-sentence.
        return (
            second[:1].islower()
            and not _ENDS.search(first)
            and before.centred == after.centred
            and before.bold == after.bold
        )
    if width is None:
        return second[:1].islower() and not _ENDS.search(first) and len(first) <= _WRAPPED_AT_MOST
    if before.bold != after.bold and before.centred != after.centred:
        return False
    indented = _is_indented(before, after)
    if after.box and second[:1].isupper():  # geometry tells what blanks in a text cannot
        left_centre = before.centred and not after.centred  # a title ends, the text begins
        if indented or left_centre or (after.gap_before and _ENDS.search(first)):
            return False
    if _ENDS.search(first):
        if first.endswith(":") and second[:1].isupper():
            return False
        if second.startswith(_CLOSES) or (first.endswith(";") and _OPENS.match(second)):
            return False
        return _is_full(before, second, width) and not indented
    if second[:1].islower() or second[:1].isdigit() or second[:1] in "(“\"'":
        return True
    if _OPENS.match(second):
        return False
    if _is_full(before, second, width):
        return True
    may_head = starts_item(first) and not first.startswith(("-", "+", "–"))
    return (
        not indented and not may_head and _size(before) >= width * (_MOSTLY_FULL if before.box else _MOSTLY_FULL_TEXT)
    )


def _is_indented(before: Line, after: Line) -> bool:
    """Whether a line starts further in than the one above, as the first line of a paragraph does.

    The second line of a hanging item does as well; it is told by the item's marker above it.
    """
    if before.box and after.box:
        return after.box[0] - before.box[0] > _INDENT and not starts_item(before.text)
    return after.text[:1].isspace() and not before.text[:1].isspace()


def _is_full(line: Line, following: str, width: float) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    word = following.split(maxsplit=1)[0] if following else ""
    if line.box:
        per_character = (line.box[2] - line.box[0]) / max(1, len(line.text))
        return line.box[2] + per_character * (len(word) + 1) > width * 0.985
    return len(line.text.rstrip()) + 1 + len(word) > width - 1


def joiner(before: str, after: str) -> str:
    """Return what stands between two lines of one paragraph: nothing inside a broken code, else a blank."""
    return "" if breaks_code(before, after) else " "
