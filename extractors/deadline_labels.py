"""Lines that state a time by a label: 'Thời gian thực hiện: Quý II/2025', 'Hoàn thành trong tháng 6/2025'.

Such a line holds for the tasks above it that have no line of their own: for the bullets of its group, else for the item
or heading it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.deadline_rows import deadline_of
from extractors.deadline_tables import times_of_cell
from extractors.horizons import frame_of
from extractors.mention import Deadline
from extractors.passage import Passage, Plan
from extractors.sentences import quote_span
from extractors.times import Frame
from normalizers.columns import column_kind
from normalizers.wordlists import alternation

_LABEL = re.compile(r"^\W*(?P<label>[^\W\d_][^:;.\n]{2,60}?)\s*:\s*")
_TIME_PART = re.compile(
    r"(?:^|[;.,]\s*|\s[-–+]\s*)(?P<label>(?:[Tt]hời\s+(?:gian|hạn|điểm)|[Tt]iến\s+độ|[Hh]ạn)(?:\s+[^\W\d_]+){0,5}?"
    r"(?:\s*\([^()]*\))?)\s*:\s*(?P<value>[^;]*)"
)
_BARE = re.compile(
    r"^\W*(?:phải\s+)?(?P<label>(?:dự kiến\s+)?(?:hoàn\s+thành|xong|thực\s+hiện))(?:\s+xong)?\s+"
    r"(?P<value>(?:trong|trước|vào|chậm|đến|ngày|tháng|quý|quí|xong|từ)\s[^;]{3,60})$",
    re.IGNORECASE,
)
# Nothing but a time: 'Thường xuyên', 'Từ nay đến hết năm 2025.', '(Quý II/2025)'.
_WORDS_OF_TIME = re.compile(r"(?:thời gian|thực hiện|hoàn thành|dự kiến|và|từ nay|\W)*", re.IGNORECASE)
# What an event's time is made of besides its day: '1,5 ngày (bắt đầu từ 13h30 thứ Hai, …)'.
_TIME_OF_DAY = re.compile(
    r"(?<!\w)(?:[\d,:.]+\s*(?:h|g)?\d*’?|thời gian|dự kiến|bắt đầu|từ|vào|lúc|hồi|ngày|giờ|phút|buổi|sáng|chiều|tối"
    r"|thứ\s+\w+|chủ nhật|cả|trong)(?!\w)|\W+",
    re.IGNORECASE,
)
# Headings that divide a plan but name no task of their own.
_GENERIC = re.compile(rf"^\W*(?:{alternation('generic_titles')}(?!\w)[\s,;:.&-]*)+$", re.IGNORECASE)
_OTHER_LABELS = frozenset({"lead", "perform", "coordinate", "supervise", "product", "funding", "place", "note", "time"})
_TIME_HEADING = re.compile(r"(?<!\w)(?:thời\s+gian|thời\s+hạn|tiến\s+độ)(?!\w)", re.IGNORECASE)
_CONFIDENCE, _CONFIDENCE_OF_PLAN = 0.9, 0.6
_HINT = re.compile(r"\d|thường\s+xuyên|liên\s+tục|h[àằ]ng|cả\s+năm|suốt\s+năm", re.IGNORECASE)
_FEW_WORDS = 3
_LONGEST_BARE = 80  # characters
_LONGEST_VALUE = 160  # characters; more than that is prose after a colon


@dataclass(frozen=True, slots=True)
class Label:
    """A line that states a time, and the tasks it holds for."""

    passage: Passage
    label: str
    value: str
    span: tuple[int, int]
    tasks: tuple[str, ...]
    of_plan: bool = False

    def deadlines(self, frame: Frame) -> list[Deadline]:
        """Return one row for each time and task."""
        times = times_of_cell(self.value, self.label, frame)
        confidence = _CONFIDENCE_OF_PLAN if self.of_plan else _CONFIDENCE
        return [deadline_of(self.passage, self.span, time, task, confidence) for task in self.tasks for time in times]


def find_labels(passages: Sequence[Passage], plan: Plan) -> list[Label]:
    """Return the lines of a plan that state a time by a label, with their tasks."""
    found: list[Label] = []
    taken = -1  # everything up to here belongs to an earlier group
    frame = frame_of(plan)
    for index, passage in enumerate(passages):
        part = _time_part(passage, frame) or _bare_time(passage, frame)
        if part is None:
            continue
        label, value, inline = part
        left, right = quote_span(passage.text, 0, len(passage.text))
        span = (passage.start + left, passage.start + right)
        if inline:
            tasks: tuple[str, ...] = (inline,)
        elif label:
            tasks = _tasks_above(passages, index, taken)
        else:
            tasks = _tasks_above(passages, index, max(taken, index - 2))
            if not tasks and not _TIME_HEADING.search(passage.headings[-1].title if passage.headings else ""):
                continue
        of_plan = not tasks
        if of_plan:
            tasks = (plan.title,) if plan.title else ()
        found.append(Label(passage, label, value, span, tasks, of_plan))
        taken = index
    return found


def _time_part(passage: Passage, frame: Frame) -> tuple[str, str, str] | None:
    """Return label, value and the task on the same line, or None where the passage states no time by a label."""
    if passage.kind == "row":
        return None
    bare = _BARE.match(passage.text)
    if bare and passage.kind != "heading":
        return bare["label"], bare["value"], ""
    if ":" not in passage.text:
        return None
    for match in _TIME_PART.finditer(passage.text):
        value = match["value"].strip()
        if value and len(value) <= _LONGEST_VALUE and not _says_more(value, frame):
            before = passage.text[: match.start()].strip(" ;.,-–+")
            opening = _LABEL.match(before + ":") if not before else _LABEL.match(before)
            inline = "" if not before or (opening and column_kind(opening["label"]) in _OTHER_LABELS) else before
            return match["label"], value, inline
    return None


def _says_more(value: str, frame: Frame) -> bool:
    """Say whether a value is a sentence of its own: 'Phong trào cao điểm được triển khai từ tháng 10 …'."""
    first = min((t.start for t in times_of_cell(value, "", frame)), default=0)
    return len(_TIME_OF_DAY.sub(" ", value[:first]).split()) > _FEW_WORDS


def _bare_time(passage: Passage, frame: Frame) -> tuple[str, str, str] | None:
    """Return a passage that holds nothing but a time, as a label without a name."""
    text = passage.text
    if passage.kind in ("row", "heading") or len(text) > _LONGEST_BARE or not _HINT.search(text):
        return None
    rest = text
    times = times_of_cell(text, "", frame)
    if any(t.kind in ("date", "period") and not t.word for t in times):
        return None  # '15/11/2025' alone may be anything
    for time in sorted(times, key=lambda t: -t.start):
        rest = rest[: time.start] + rest[time.end :]
    return ("", text, "") if rest != text and _WORDS_OF_TIME.fullmatch(rest) else None


def _tasks_above(passages: Sequence[Passage], index: int, taken: int) -> tuple[str, ...]:
    """Return the tasks of the group that the line at `index` closes."""
    passage = passages[index]
    siblings: list[str] = []
    position = index - 1
    while position > taken and passages[position].level > 0:
        above = passages[position]
        if _is_parent(above, passage):
            break
        beside = above.kind not in ("row", "heading") and above.headings[-1:] == passage.headings[-1:]
        if beside and not _is_other_label(above):
            siblings.append(_task_text(above))
        position -= 1
    numbered = passage.marker.strip("().")[:1].isdigit()
    if siblings and not numbered:
        return tuple(t for t in reversed(siblings) if t)
    parent = passages[position] if position >= 0 and _is_parent(passages[position], passage) else None
    titles = [h.title for h in passage.headings if h.title]
    if numbered and not _is_task_label(passages[index - 1]):
        return ()  # '3. Thời gian thực hiện: …' beside '1. Đối tượng: …' speaks of the whole plan
    title = _task_text(parent) if parent is not None else _clean(titles[-1]) if titles else ""
    return (title,) if title and not _TIME_HEADING.search(title) and not _GENERIC.match(title) else ()


def _is_parent(above: Passage, below: Passage) -> bool:
    """Say whether `above` is the heading or item under which `below` stands."""
    return any(h.section == above.section for h in below.headings) and above.section != below.section


def _is_task_label(passage: Passage) -> bool:
    match = _LABEL.match(passage.text)
    return match is not None and column_kind(match["label"]) == "task"


def _is_other_label(passage: Passage) -> bool:
    match = _LABEL.match(passage.text)
    return match is not None and column_kind(match["label"]) in _OTHER_LABELS


def _task_text(passage: Passage) -> str:
    match = _LABEL.match(passage.text)
    named = match is not None and column_kind(match["label"]) == "task"
    return _clean(passage.text[match.end() :] if match is not None and named else "") or _clean(passage.text)


def _clean(text: str) -> str:
    return " ".join(text.split()).strip(" .;,:")
