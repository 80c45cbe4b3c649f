"""Whether a figure states something: a target, a result, or neither (a threshold, a share of cost, a score)."""

from __future__ import annotations

import re

from extractors.figures import Figure
from extractors.passage import Passage
from normalizers.wordlists import alternation

_CONDITIONS = ("nếu", "trường hợp", "khi")
_CONDITION = re.compile(r"^\W*(?:nếu|trường hợp|khi)\s|(?<!\w)nếu\s+(?:có|đạt|từ)\b", re.IGNORECASE)
_SCORE = re.compile(
    r"(?<!\w)(?:cộng|trừ|chấm|tính|được)\s+(?:trực\s+tiếp\s+)?(?:thêm\s+)?\d+(?:,\d+)?\s+điểm|thang\s+điểm|/100\s+điểm",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"=\s*\(?[\w/ +x×*()-]*$")
# '10% tổng vốn đầu tư', 'kinh phí thực hiện khoảng 10%', 'thuế suất 5%' share out money or fix a rate.
_MONEY = alternation("money_words") + r"(?!\w)"
_SHARE_AFTER = re.compile(rf"\s*(?:của\s+)?(?:[^\W\d_]+\s+)?{_MONEY}", re.IGNORECASE)
_SHARE_BEFORE = re.compile(
    rf"(?<!\w){_MONEY}(?:(?!giải ngân|đạt|hoàn thành|phấn đấu|tăng|giảm)[^;.]){{0,120}}$", re.IGNORECASE
)
_BUDGET = re.compile(r"(?<!\w)(?:kinh\s+phí|nhu\s+cầu\s+vốn|ngân\s+sách|dự\s+toán|chi\s+phí|thuế)(?!\w)", re.IGNORECASE)
_THRESHOLD = re.compile(
    r"(?:diện\s+tích|thể\s+tích|qu[yi]\s+mô|công\s+suất|độ\s+tuổi|số\s+điểm|trọng\s+tải)\s*(?:từ\s*)?$", re.IGNORECASE
)
_FROM_THRESHOLD = re.compile(r"(?:có|đối\s+với|gồm)\s*$", re.IGNORECASE)
_RANK = re.compile(
    r"(?:top|nhóm|thứ|hạng|khóa|lần thứ|một trong|gồm|chia\s+(?:thành|làm)|theo|của|với)\s*$", re.IGNORECASE
)
_ASPIRATION = re.compile(r"(?<!\w)(?:phấn\s+đấu|chỉ\s+tiêu|mục\s+tiêu|đạt|đảm\s+bảo|bảo\s+đảm)(?!\w)", re.IGNORECASE)
_REACHES = re.compile(
    r"(?<!\w)(?:đạt|đạt\s+được|phấn\s+đấu|còn|tăng|giảm|thu\s+hút|huy\s+động|giải\s+ngân|trồng|trồng\s+mới)\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(rf"(?<!\w){alternation('goal_verbs')}(?:\s+[^\W\d_]+){{0,2}}\s*,?\s*$", re.IGNORECASE)
_THERE_ARE = re.compile(r"\W*(?:\[\d+\]\W*)?[Cc]ó\s*$")  # 'Có 786 thủ tục …' tells what there is
_TOTAL = re.compile(r"(?<!\w)(?:tổng\s+số|số\s+lượng)(?!\w)", re.IGNORECASE)
_REPORTED = re.compile(rf"(?<!\w){alternation('reported_words')}(?!\w)", re.IGNORECASE)
_INTENDED = re.compile(
    r"(?<!\w)(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|đến\s+(?:hết\s+)?năm|dự\s+báo|dự\s+kiến|tối\s+thiểu|ít\s+nhất)(?!\w)",
    re.IGNORECASE,
)
# '(kết quả năm 2024: 4,8%)', 'Còn khoảng 12% hộ chưa có': where things stand.
_BASELINE = re.compile(r"\W*(?:kết\s+quả|thực\s+hiện)\s+năm(?!\w)|\W*(?:hiện|vẫn)?\s*còn\s", re.IGNORECASE)
# '(năm 2023 còn 2,9%)'
_OF_YEAR = re.compile(r"\W*(?:cuối\s+)?năm\s+(?P<year>20\d\d)\s*(?:còn|là|đạt|chiếm|có|:)", re.IGNORECASE)
_REPORTING_HEADING = re.compile(
    r"^\W*(?:đánh\s+giá\s+)?(?:chung\s+)?(?:kết\s+quả|tình\s+hình|thực\s+trạng|hiện\s+trạng|khái\s+quát)(?!\w)"
    r"(?!.*(?:mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|dự báo))",
    re.IGNORECASE,
)
_DURATIONS = frozenset({"phút", "giờ", "giờ làm việc", "ngày", "ngày làm việc"})
_TAKES_TIME = re.compile(
    r"(?<!trong\s)thời\s+gian\s+(?:chờ|giải\s+quyết|tiếp\s+nhận|xử\s+lý|thực\s+hiện|trung\s+bình)(?!\w)",
    re.IGNORECASE,
)
_FAR = 600  # characters; no condition reaches further
_LONGEST_CLAUSE = 800  # characters
_WINDOW = 130  # characters before a figure that say what it is


def states_something(text: str, figure: Figure, passage: Passage) -> bool:
    """Say whether a figure of a masked sentence states something to be reached, or reported as reached."""
    start, end = clause_of(text, figure)
    far, clause = max(0, figure.end - _FAR), text[start:end]
    lower = text[far : figure.end].lower()
    if any(word in lower for word in _CONDITIONS) and _CONDITION.search(text, far, figure.end):
        return False
    before = text[max(start, figure.start - _WINDOW) : figure.start]
    if figure.family == "score":
        return bool(figure.stated or _REACHES.search(before))
    if "điểm" in clause.lower() and _SCORE.search(clause):
        return False
    if figure.kind == "percentage":
        return not (_SHARE_AFTER.match(text, figure.end) or _SHARE_BEFORE.search(before) or _FORMULA.search(before))
    return figure.family != "count" or _is_counted(text, figure, before, passage)


def _is_counted(text: str, figure: Figure, before: str, passage: Passage) -> bool:
    if (
        figure.unit.partition("/")[0] in _DURATIONS
    ):  # 'không quá 15 phút' is how long something may take, or when it is due
        return bool((figure.stated or _REACHES.search(before)) and _TAKES_TIME.search(before))
    from_word = text[figure.start : figure.number].strip().lower() == "từ"
    if from_word and "%" in before:  # '70% học sinh đọc từ 02 cuốn trở lên' has one target
        return False
    if _RANK.search(before) or _THRESHOLD.search(before) or (from_word and _FROM_THRESHOLD.search(before)):
        return False
    if figure.measure:  # an amount is a target where it is to be reached, not where it is to be spent
        reached = _REACHES.search(before) or text[figure.start : figure.number].lower().startswith("đạt")
        return bool(reached) and not (passage.role == "funding" or _BUDGET.search(before))
    if status_of(text, figure, passage) == "result":
        return bool(_VERB.search(before) or _TOTAL.search(before))
    if figure.stated:
        return True
    listed = not before.strip() or before.rstrip().lower().endswith((",", ":", "trong đó", "trong đó có", "và"))
    aspired = passage.role == "targets" or bool(_ASPIRATION.search(text, max(0, figure.start - _FAR), figure.start))
    if _THERE_ARE.match(before):
        return aspired
    return bool(_VERB.search(before)) or (listed and aspired)


def status_of(text: str, figure: Figure, passage: Passage, year: int | None = None) -> str:
    """Return target, or result where a figure is reported as reached or is a baseline; `year` is the plan's."""
    floor = max(0, figure.start - _LONGEST_CLAUSE)
    start = max(text.rfind(";", floor, figure.start) + 1, text.rfind("(", floor, figure.start) + 1, floor)
    clause = text[start : figure.end]
    told = _OF_YEAR.match(clause)
    if figure.baseline or (told and year is not None and int(told["year"]) < year):
        return "result"
    if _INTENDED.search(clause):
        return "target"
    outer = text[max(text.rfind(";", floor, start) + 1, floor) : start] if text[start - 1 : start] == "(" else ""
    if (
        _REPORTED.search(clause)
        or _BASELINE.match(clause)
        or (_REPORTED.search(outer) and not _INTENDED.search(outer))
        or any(_REPORTING_HEADING.search(h.title) for h in passage.headings)
    ):
        return "result"
    return "target"


def clause_of(text: str, figure: Figure) -> tuple[int, int]:
    """Return the stretch between semicolons, or after a colon, in which a figure stands."""
    floor, ceiling = max(0, figure.start - _LONGEST_CLAUSE), min(len(text), figure.end + _LONGEST_CLAUSE)
    start = max(text.rfind(";", floor, figure.start) + 1, text.rfind(":", floor, figure.start) + 1, floor)
    end = text.find(";", figure.end, ceiling)
    return start, end if end >= 0 else ceiling
