"""The words that a time or a figure governs: the clause around it without the time, as a task is quoted."""

from __future__ import annotations

import re

# What ends a clause to the left and to the right of a time; commas do not, since lists of objects have them.
_BREAK = re.compile(r";|:(?=\s)|…(?=\s[A-ZĐ])")
# Subject and modal stand before the action: 'Các đơn vị có trách nhiệm xây dựng …', 'Từng viên chức phải xây dựng …'.
_MODAL = re.compile(r"^.*(?<!\w)(?:(?:có|chịu)\s+trách\s+nhiệm|phải|cần)\s+(?=\w)", re.DOTALL)
# What may follow a time and still belong to the action: its object, its recipient, its place.
_COMPLEMENT = re.compile(r"\s*(?:đối với|cho|về|của|tại|trên|qua|gửi|với|tới|giữa|để lấy|báo cáo|cụ thể)(?!\w)")
# Where the complement ends: manner, purpose and the next action are no part of the task.
_COMPLEMENT_END = re.compile(
    r"[;:()]|\.(?:\s|$)|(?<!\w)(?:theo|để|nhằm|bảo đảm|đảm bảo|đồng thời|gắn với|phù hợp|làm cơ sở|khi|nếu)(?!\w)"
)
_LONGEST_COMPLEMENT = 240  # characters
_LEADING = re.compile(
    r"^(?:[\s,.:;)\]*–-]|\(\d{1,2}\)|\((?:hoặc|và|khi|nếu|có)[^()]*\)|(?:và|đồng thời|trong đó|qua đó|ngoài ra"
    r"|thời gian(?:\s+thực hiện)?|phấn đấu|dự kiến|cơ bản|là|thì|(?:một|0?1)\s+lần)(?!\w))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,.;:(\[*–-]|(?<!\w)(?:và|hoặc|trong|vào|từ|đến|hoàn thành xong|hoàn thành|xong|được hoàn thành"
    r"|thời gian|thời hạn|tần suất|phấn đấu|dự kiến|là)(?!\w))+$",
    re.IGNORECASE,
)
_ONLY_ADVERB = re.compile(
    r"(?:0?6\s+tháng|tổng\s+kết\s+năm|định\s+k[ỳì]|thường\s+xuyên|tiếp\s+tục|hoàn\s+thành|đồng\s+thời|và|\W)*",
    re.IGNORECASE,
)


def task_of(sentence: str, start: int, end: int, left: int = 0, right: int | None = None) -> str:
    """Return the task that the time `sentence[start:end]` governs; `left` and `right` are where its neighbours stand.

    >>> text = "Các tổ có trách nhiệm xây dựng kế hoạch hằng năm; lưu hồ sơ."
    >>> task_of(text, text.index("hằng"), text.index(";"))
    'xây dựng kế hoạch'
    """
    right = len(sentence) if right is None else right
    before = _before(sentence[left:start])
    after = sentence[end:right]
    if not _ONLY_ADVERB.fullmatch(before):
        return _trim(before + _complement(after))
    following = _BREAK.split(_LEADING.sub("", after), maxsplit=1)[0]
    return _trim(following) or _trim(sentence[left:start])


def _before(text: str) -> str:
    clause = text
    for found in _BREAK.finditer(text):
        clause = text[found.end() :]
    modal = _MODAL.match(clause)
    if modal and clause[modal.end() :].strip():
        clause = clause[modal.end() :]
    return _LEADING.sub("", clause)


def _complement(after: str) -> str:
    after = after.lstrip(")]") if after.startswith((")", "]")) else after
    if not _COMPLEMENT.match(after):
        return ""
    ending = _COMPLEMENT_END.search(after, 0, _LONGEST_COMPLEMENT)
    return " " + after[: ending.start() if ending else _LONGEST_COMPLEMENT].strip()


def _trim(text: str) -> str:
    text = " ".join(text.split())
    return _LEADING.sub("", _TRAILING.sub("", _balanced(text))).strip()


def _balanced(text: str) -> str:
    """Drop a bracket whose partner was cut away: 'Báo cáo giữa kỳ (' and ') và báo cáo'."""
    opened = text.rfind("(")
    if opened >= 0 and ")" not in text[opened:]:
        text = text[:opened] + text[opened + 1 :] if len(text) - opened > 40 else text[:opened]
    closed = text.find(")")
    if closed >= 0 and "(" not in text[:closed]:
        text = text[closed + 1 :] if closed < 40 else text[:closed] + text[closed + 1 :]
    return text
