"""Labels that name units: 'Đơn vị chủ trì: …; Đơn vị phối hợp: …' after the tasks they hold for.

Labels after several items hold for each of them; after a single numbered task, for that; right below a heading, for
what the heading says; in the line of the task itself, for the words before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.actions import action_after_unit
from extractors.passage import Cell, Passage
from extractors.responsibility_tables import cell_units
from extractors.sentences import quote_span
from extractors.units import Unit, read_units
from extractors.words import words
from normalizers.letters import fold
from normalizers.tables import Spellings

_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_ROLES = frozenset({"lead", "perform", "coordinate", "supervise"})
# A label stands first in a line, or after the end of what is before it.
_LABEL = re.compile(
    r"(?:^|(?<=[;.,(]))\s*(?:[-+•]\s*)?(?P<label>[^\W\d_][^:;.()]{2,44}?(?:\s*\([^()]{1,30}\))?)\s*:\s*"
)
# Lines beside the labels that are no tasks: 'Thời hạn ban hành: …', 'Kinh phí thực hiện: …'.
_ASIDE = re.compile(
    r"(?:thời gian|thời hạn|tiến độ|lộ trình|kinh phí|nguồn|địa điểm|sản phẩm|kết quả|hình thức|số lượng|thành phần)\b"
    r"[^.;:]{0,40}:",
    re.IGNORECASE,
)
# 'Đơn vị: triệu đồng' heads a column of units only.
_AMBIGUOUS = frozenset({"đơn vị", "cơ quan"})
_NOT_WORDS_OF_TASK = frozenset({"time", "funding", "product", "note", "place", "number", *_ROLES})


@dataclass(frozen=True, slots=True)
class LabelledTask:
    """A unit, its role and the task of `passage` it is named for; the quote is `start:end` of the reading text.

    `whole`: the passage of the label says nothing but labels.
    """

    passage: Passage
    unit: Unit
    role: str
    task: str
    start: int
    end: int
    whole: bool


@dataclass(frozen=True, slots=True)
class _Label:
    kind: str
    start: int
    begin: int  # of its value
    end: int


def labelled_tasks(passages: Sequence[Passage]) -> dict[int, list[LabelledTask]]:
    """Return the labelled tasks by the ordinal of the passage in which their label stands.

    Passages that hold only labels of other things ('Thời gian: …') are there too, with an empty list.
    """
    found: dict[int, list[LabelledTask]] = {}
    group: list[Passage] = []
    closed = False  # the group has met its labels
    for passage in passages:
        if passage.kind in ("heading", "row"):
            group, closed = [], False
            continue
        if _ASIDE.match(passage.text):
            closed = True
            continue
        labels = _labels(passage.text)
        whole = bool(labels) and not passage.text[: labels[0].start].strip(" -+•")
        named = [label for label in labels if label.kind in _ROLES and not _is_sentence(passage.text, label)]
        whole = whole and (bool(named) or not any(label.kind in _ROLES for label in labels))
        if whole:
            closed = True
            if named:
                found[passage.ordinal] = _for_group(passage, named, group)
            continue
        if closed:
            group, closed = [], False
        group.append(passage)
        if named:
            found[passage.ordinal] = _for_itself(passage, named)
    return found


@cache
def _spellings() -> Spellings:
    return Spellings("column_labels")


def _kind(label: str) -> str | None:
    """What a label names; unlike in a column's heading, words after it make it none: 'Thực hiện chi trả: …'."""
    key = fold(_BRACKETS.sub("", label))
    return None if key in _AMBIGUOUS else _spellings().value(key)


def _labels(text: str) -> list[_Label]:
    if ":" not in text:
        return []
    matches = [(m, kind) for m in _LABEL.finditer(text) if (kind := _kind(m["label"])) in _NOT_WORDS_OF_TASK]
    ends = [*[m.start() for m, _ in matches], len(text)][1:]
    return [_Label(str(kind), m.start(), m.end(), end) for (m, kind), end in zip(matches, ends, strict=True)]


def _is_sentence(text: str, label: _Label) -> bool:
    """'Cơ quan thực hiện: Sở Y tế chủ trì mở lớp …' says more than a label does, and is read as a sentence."""
    seen = words(text[label.begin : label.end])
    listed = read_units(seen, 0)
    return listed is not None and action_after_unit(seen, listed.next) is not None


def _for_group(passage: Passage, labels: list[_Label], group: list[Passage]) -> list[LabelledTask]:
    """Labels that stand by themselves hold for the deepest passages of the group above, else for the heading."""
    deepest = max((p.level for p in group), default=0)
    span = quote_span(passage.text, 0, len(passage.text))
    quote = (passage.start + span[0], passage.start + span[1])
    tasks = [(p, _first_words(p.text)) for p in group if p.level == deepest]
    if not tasks and passage.headings:
        tasks = [(passage, passage.headings[-1].title)]
    return [
        LabelledTask(p, unit, label.kind, task, *quote, whole=True)
        for p, task in tasks
        for label in labels
        for unit in _units(passage, label)
    ]


def _for_itself(passage: Passage, labels: list[_Label]) -> list[LabelledTask]:
    """Labels in the line of a task: 'Rà soát quy chế. Đơn vị chủ trì: Phòng Nội vụ.'"""
    task = _first_words(passage.text[: labels[0].start])
    span = quote_span(passage.text, 0, len(passage.text))
    return [
        LabelledTask(passage, unit, label.kind, task, passage.start + span[0], passage.start + span[1], whole=False)
        for label in labels
        for unit in _units(passage, label)
    ]


def _first_words(text: str) -> str:
    """The task of a passage, without a label of its own ('Nội dung: …') and without labels after it."""
    own = _LABEL.match(text)
    if own is not None and _kind(own["label"]) == "task":
        text = text[own.end() :]
    return text.strip(" .;(")


def _units(passage: Passage, label: _Label) -> list[Unit]:
    value = passage.text[label.begin : label.end].rstrip(" .;,)")
    return cell_units(Cell("", value, passage.start + label.begin))
