"""Deadlines: every stated time of a task, in prose, in a time column, or on a line 'Thời gian thực hiện: …'.

How times are written is known to times.py, recurring.py and open_times.py; rows of tables are read in
deadline_tables.py, label lines in deadline_labels.py.  A time that belongs to a target is no deadline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from extractors.clauses import task_of
from extractors.deadline_labels import Label, find_labels
from extractors.deadline_rows import deadline_of, with_misread
from extractors.deadline_tables import find_row_deadlines
from extractors.figure_uses import states_something
from extractors.figures import Figure, find_figures
from extractors.horizons import frame_of
from extractors.masking import masked
from extractors.mention import Deadline
from extractors.open_times import find_relative
from extractors.passage import Passage, Plan
from extractors.recurring import find_recurring
from extractors.sentences import quote_span, sentences
from extractors.spans import Spans
from extractors.times import Frame, Time, find_times
from normalizers.wordlists import alternation

#: Where a time belongs to another document or to nobody's task.
SILENT_ROLES = frozenset({"header", "preamble", "recipients", "signature"})
_DIGIT = re.compile(r"\d")
_CONDITIONS = ("nếu", "trường hợp")
_WORD_OF_TIME = re.compile(r"h[àằ]ng|mỗi|định k|báo cáo|từng|năm|tháng|ngày|qu[ýí]|học k")
_CONDITION = re.compile(
    r"^\W*(?:trong\s+)?(?:nếu|trường\s+hợp)\s|(?<!\w)nếu\s[^;]*(?:$|(?<!\w)thì(?!\w))", re.IGNORECASE
)
# The plan's own place and date, and the grounds it cites.
_DATELINE = re.compile(
    r"^\W*[^\d,;:]{2,40},\s*ngày\s+\d{1,2}\s*(?:tháng|[/.-])\s*\d{1,2}\s*(?:năm|[/.-])\s*\d{4}\W*$", re.IGNORECASE
)
_GROUND = re.compile(r"^\W*Căn\s+cứ\s[^;]*¤")
# What is told, not planned: 'Từ ngày 15/11, trên địa bàn xảy ra mưa lớn', 'đã trình', 'có hiệu lực từ ngày'.
_TOLD = re.compile(rf"(?<!\w){alternation('told_words')}(?!\w)", re.IGNORECASE)
_OPENING = re.compile(rf"^[\W_]*(?:(?:{alternation('modalities')}|định\s+hướng|và|riêng)[\W_]*)*$", re.IGNORECASE)
_COMPLETION = re.compile(
    r"(?<!\w)(?:hoàn\s+thành|hoàn\s+tất|kết\s+thúc|xong|báo\s+cáo|tổng\s+kết|sơ\s+kết)(?!\w)[^;:.]*$", re.IGNORECASE
)
# 'Chủ đề năm 2025', 'kế hoạch quý I', 'phiên họp tháng 6', 'nhiệm kỳ' name something.
_NAMED = re.compile(rf"(?<!\w){alternation('named_periods')}\s*$", re.IGNORECASE)
# 'Thi đua chào mừng ngày 08/3, ngày 26/3' names days to be kept, not when something is due.
_CELEBRATED = re.compile(r"(?<!\w)(?:chào\s+mừng|kỷ\s+niệm|hưởng\s+ứng|nhân(?:\s+dịp)?|nghỉ\s+lễ)\s*$", re.IGNORECASE)
_REPORT = re.compile(r"(?:báo\s+cáo|kết\s+quả|sơ\s+kết|tổng\s+kết|số\s+liệu)(?:\s+[^\W\d]+){0,3}\s*$", re.IGNORECASE)
_NEAR = 40  # characters
_CERTAIN, _LIKELY, _OPEN = 0.95, 0.8, 0.55
_LONGEST_CLAUSE = 800  # characters
_FAR = 600  # characters; no condition reaches further
_YEARS_BACK = 1  # a plan speaks of the year before it at the earliest


def find_deadlines(passages: Sequence[Passage], plan: Plan) -> list[Deadline]:
    """Return the deadlines of a plan in reading order."""
    frame = frame_of(plan)
    labels: dict[int, Label] = {label.passage.ordinal: label for label in find_labels(passages, plan)}
    found: list[Deadline] = []
    for passage in passages:
        if passage.role in SILENT_ROLES:
            continue
        label = labels.get(passage.ordinal)
        if passage.kind == "row":
            rows = find_row_deadlines(passage, frame)
            found += _of_cells(passage, frame, plan) if rows is None else rows
        elif label is not None:
            found += label.deadlines(frame)
        elif passage.kind != "heading":
            found += _of_text(passage, passage.text, 0, frame, plan)
    return found


def _of_cells(passage: Passage, frame: Frame, plan: Plan) -> list[Deadline]:
    """A row whose table has no time column is read like prose, cell by cell."""
    found: list[Deadline] = []
    for cell in passage.cells:
        if len(cell.text) > 20:
            found += _of_text(passage, cell.text, cell.start - passage.start, frame, plan)
    return found


def _of_text(passage: Passage, text: str, offset: int, frame: Frame, plan: Plan) -> list[Deadline]:
    if not (_DIGIT.search(text) or _WORD_OF_TIME.search(text.lower())) or _DATELINE.match(text):
        return []
    found: list[Deadline] = []
    blank = masked(text)
    for sentence in sentences(text):
        clear = blank[sentence.start : sentence.end]
        if _GROUND.match(clear):
            continue
        times = with_misread(sentence.text, find_in_sentence(clear, frame))
        figures = _stated_figures(clear, passage) if times else []
        kept = _celebrated(clear, times)
        times = [
            t
            for t in times
            if t.list_end not in kept and _counts(clear, t, figures, plan) and not _names_report(clear, t, times)
        ]
        left, right = quote_span(text, sentence.start, sentence.end)
        span = (passage.start + offset + left, passage.start + offset + right)
        if passage.kind == "row":
            span = (passage.start, passage.end)
        for begin, end, members in _groups(clear, times):
            if members[0].family == "report":  # 'báo cáo định kỳ, báo cáo năm': each report is its own task
                begin = max(begin, clear.rfind(",", 0, members[0].start) + 1)
            task = task_of(sentence.text, members[0].start, members[-1].end, begin, end)
            if task:
                found += [deadline_of(passage, span, time, task, _confidence(clear, time)) for time in members]
    return found


def find_in_sentence(text: str, frame: Frame) -> list[Time]:
    """Return every time of a masked sentence, of the calendar, recurring and relative."""
    times = find_recurring(text, find_times(text, frame))
    taken = Spans({(t.start, t.end) for t in times})
    relative = [r for r in find_relative(text) if taken.free(r.start, r.end)]
    return sorted(times + relative, key=lambda t: t.start)


# Between times of one task: ', ', ' và ', and as in 'định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12)'.
_BETWEEN_MEMBERS = re.compile(
    r"[\s,;/()]*(?:và|hoặc)?[\s,(]*(?:\)\s*,\s*(?:(?:cả|tổng\s+kết)\s+)?(?:năm|quý|6\s+tháng)\s*\(\s*)?"
)


def _groups(text: str, times: list[Time]) -> list[tuple[int, int, list[Time]]]:
    """Return the times that share a task ('hàng tháng, hàng năm'), with the stretch of the sentence that is theirs."""
    groups: list[list[Time]] = []
    for time in times:
        last = groups[-1][-1] if groups else None
        if last is not None and (time.start < last.end or _BETWEEN_MEMBERS.fullmatch(text, last.end, time.start)):
            groups[-1].append(time)
        else:
            groups.append([time])
    bounded: list[tuple[int, int, list[Time]]] = []
    for index, members in enumerate(groups):
        begin = max(t.end for t in groups[index - 1]) if index else 0
        end = groups[index + 1][0].start if index + 1 < len(groups) else len(text)
        bounded.append((begin, end, members))
    return bounded


def _counts(text: str, time: Time, figures: list[Figure], plan: Plan) -> bool:
    """Say whether a time of a sentence is the stated time of a task."""
    start, end = _clause(text, time)
    before = text[start : time.start]
    first = bisect_left(figures, start, key=lambda f: f.start)
    last = bisect_left(figures, end, key=lambda f: f.start)
    if any(_has_this_time(text, figure, time) for figure in figures[first:last]):
        return False
    if _is_condition(text[max(0, time.start - _FAR) : time.start]):
        return False
    if time.kind in ("recurring", "relative"):
        return "hiệu lực" not in before  # 'Quyết định này có hiệu lực sau 15 ngày kể từ …'
    if _is_told(text, start, end) or _too_old(time, plan):
        return False
    if not time.word and time.kind == "date" and time.last and plan.issued_date and time.last < plan.issued_date:
        return False  # 'Ngày 15 tháng 11, tại trụ sở, …' tells what has been
    opening = bool(_OPENING.match(before))
    bracketed = before.rstrip().endswith("(") and text[time.end :].lstrip().startswith(")")
    if time.kind in ("year", "period") and time.family in ("year", "years", "school year"):
        if time.relation in ("before", "by"):
            if text.rstrip().endswith(":"):
                return False  # a lead-in, 'Phấn đấu đến năm 2030 đạt các mục tiêu sau:', dates what stands under it
            return opening or bool(_COMPLETION.search(before)) or time.relation == "before"
        if time.word in ("trong", "vào", "từ", "bắt đầu từ"):
            return opening or bool(_COMPLETION.search(before))
        return (opening and bool(re.match(r"\s*[:,]", text[time.end :]))) or (bracketed and time.kind == "year")
    if time.word:
        return True
    if time.kind == "period":
        return True
    return (
        opening
        or bracketed
        or (not _NAMED.search(before) and not text[max(time.end, time.list_end) : end].strip(" .,)"))
    )


def _celebrated(text: str, times: list[Time]) -> set[int]:
    """Return where the lists of days end that are kept, as anniversaries are."""
    bare = (t for t in times if t.list_end and not t.word)
    return {t.list_end for t in bare if _CELEBRATED.search(text, max(0, t.start - _NEAR), t.start)}


def _names_report(text: str, time: Time, times: list[Time]) -> bool:
    """'Báo cáo kết quả 6 tháng đầu năm trước ngày 15/6': the half-year is what is told of, the day when."""
    if time.word or time.family not in ("half", "quarter", "month", "term"):
        return False
    if _REPORT.search(text, max(0, time.start - _NEAR), time.start) is None:
        return False
    return any(t.word and not text[time.end : t.start].strip(" ,(") for t in times)


@lru_cache(maxsize=8)
def _told_words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOLD.finditer(text)]


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a word between two places says that something has been ('đã', 'vừa qua')."""
    words = _told_words(text)
    first = bisect_left(words, (start, start))
    return first < len(words) and words[first][1] <= end


def _is_condition(before: str) -> bool:
    lower = before.lower()
    return any(word in lower for word in _CONDITIONS) and _CONDITION.search(before) is not None


def _clause(text: str, time: Time) -> tuple[int, int]:
    floor, ceiling = max(0, time.start - _LONGEST_CLAUSE), min(len(text), time.end + _LONGEST_CLAUSE)
    start = max(text.rfind(";", floor, time.start) + 1, text.rfind(": ", floor, time.start) + 1, floor)
    end = text.find(";", time.end, ceiling)
    return start, end if end >= 0 else ceiling


def _stated_figures(text: str, passage: Passage) -> list[Figure]:
    """Return the figures that are targets: their times are no deadlines."""
    return [f for f in find_figures(text) if states_something(text, f, passage)]


def _has_this_time(text: str, figure: Figure, time: Time) -> bool:
    """Say whether a figure of the same clause is what the time is said of.

    How often something is done has no time beyond its comma: 'đổi món 2 tuần một lần, trình duyệt trước ngày 20/9'.
    """
    return figure.kind != "frequency" or "," not in text[figure.end : time.start]


def _too_old(time: Time, plan: Plan) -> bool:
    """Say whether a time lies before the plan's doings: 'kỷ niệm 80 năm (06/01/1946 - 06/01/2026)'."""
    day = time.first if time.kind == "period" and time.family.startswith(("date", "day", "month")) else time.last
    day = day or time.last or time.first
    return day is not None and plan.year is not None and day.year < plan.year - _YEARS_BACK


def _confidence(text: str, time: Time) -> float:
    if not time.certain:
        return _OPEN
    if time.kind in ("recurring", "relative"):
        return _LIKELY if time.family in ("report", "periodic", "every") else _CERTAIN
    return _CERTAIN if time.word else _OPEN
