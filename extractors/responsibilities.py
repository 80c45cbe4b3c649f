"""Who is answerable for what: 'Sở Y tế chủ trì …', 'Đơn vị phối hợp: …', a heading 'Công đoàn' with tasks below it.

What a single sentence says is read in duties.py, headings in unit_headings.py, task tables in responsibility_tables.py,
labels below tasks in responsibility_labels.py.  Here a task without a subject gets that of the sentence before, or of
the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from extractors.actions import skip_modals
from extractors.aliases import Aliases
from extractors.duties import sentence_duties
from extractors.mention import Responsibility
from extractors.passage import Passage, Plan
from extractors.responsibility_labels import LabelledTask, labelled_tasks
from extractors.responsibility_tables import TaskRows
from extractors.sentences import Sentence, quote_span, sentences
from extractors.unit_headings import UnitsAbove, heading_units, inline_heading
from extractors.unit_names import level_of, unit_name
from extractors.units import Unit
from extractors.words import words

_SILENT_ROLES = frozenset({"header", "preamble", "recipients", "signature"})
# The closing words stand below the last heading, and are not its unit's.
_CLOSING = re.compile(r"trên đây là\b", re.IGNORECASE)
# What closes a task without saying anything of it: ', cụ thể như sau:', '…'.
_MARKS = " ,;:.…/"
_TAIL = re.compile(r"(?:[\s,;:.…/]|\b(?:cụ thể )?như sau\b|\bcụ thể\s*$)+$")
# No sentence is longer, in characters; a longer run of text is read in pieces, so that its cost stays in proportion.
_LONGEST_SENTENCE = 6_000
_LONGEST_TAIL = 60
_CONFIDENCE = {"heading": 0.9, "sentence": 0.85, "label": 0.9, "table": 0.95}
_PARTNER_CONFIDENCE = 0.8
_CARRIED_CONFIDENCE = 0.75  # the subject is that of the sentence before


def find_responsibilities(passages: Sequence[Passage], plan: Plan) -> list[Responsibility]:
    """Return one record for each unit and task, in reading order."""
    found: list[Responsibility] = []
    above = UnitsAbove()
    labels = labelled_tasks(passages)
    tables = TaskRows()
    aliases = Aliases(passages, plan)
    for passage in passages:
        if passage.role in _SILENT_ROLES:
            continue
        if passage.kind == "heading":
            above.close()
            continue
        if passage.kind == "row":
            rows = _from_row(passage, tables, plan)
        else:
            labelled = labels.get(passage.ordinal, ())
            rows = [_from_label(passage, plan, task) for task in labelled]
            if not any(task.whole for task in labelled):
                rows += _from_text(passage, plan, above)
        found += aliases.resolved(rows, passage, above.opened)
    return found


def _from_row(row: Passage, tables: TaskRows, plan: Plan) -> list[Responsibility]:
    make = partial(_responsibility, row, plan, stated_by="table", span=(row.start, row.end))
    return [make(task.unit, task.role, task.task) for task in tables.tasks(row)]


def _from_label(passage: Passage, plan: Plan, labelled: LabelledTask) -> Responsibility:
    task = _task(labelled.task)
    seen = words(task)
    start = skip_modals(seen, 0)
    task = task[seen.start(start) :] if start < len(seen) else task
    make = partial(_responsibility, labelled.passage, plan, stated_by="label", span=(labelled.start, labelled.end))
    return make(labelled.unit, labelled.role, task)


def _from_text(passage: Passage, plan: Plan, above: UnitsAbove) -> list[Responsibility]:
    heads = above.of(passage)
    named = heading_units(passage.text)
    if named:
        above.open(passage, named)
        return []
    if passage.role == "closing" or _CLOSING.match(passage.text):
        heads = ()
    found: list[Responsibility] = []
    subject: tuple[Unit, ...] = ()
    for whole in sentences(passage.text):
        for piece in _pieces(whole):
            inline, sentence = inline_heading(piece)
            if inline:
                heads = inline
                above.open(passage, inline)
            rows, subject = _from_sentence(passage, plan, sentence, heads, subject)
            found += rows
    return found


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    for begin in range(0, len(sentence.text), _LONGEST_SENTENCE):
        text = sentence.text[begin : begin + _LONGEST_SENTENCE]
        yield Sentence(sentence.start + begin, sentence.start + begin + len(text), text)


def _from_sentence(
    passage: Passage, plan: Plan, sentence: Sentence, heads: tuple[Unit, ...], subject: tuple[Unit, ...]
) -> tuple[list[Responsibility], tuple[Unit, ...]]:
    """Return the records of a sentence and the subject that the next one takes over."""
    first, last = quote_span(passage.text, sentence.start, sentence.end)
    make = partial(_responsibility, passage, plan, span=(passage.start + first, passage.start + last))
    found: list[Responsibility] = []
    carried: tuple[Unit, ...] = ()
    for duty in sentence_duties(sentence.text):
        task = _task(sentence.text[duty.start : duty.end])
        if duty.units:
            sure = _PARTNER_CONFIDENCE if duty.role == "coordinate" else None
            found += [make(unit, duty.role, task, "sentence", confidence=sure) for unit in duty.units]
            carried = duty.units if duty.is_subject else carried
        elif subject:
            found += [make(unit, duty.role, task, "sentence", confidence=_CARRIED_CONFIDENCE) for unit in subject]
            carried = subject
        else:
            found += [make(unit, duty.role, task, "heading") for unit in heads]
    # 'Phối hợp với Sở A …; giao Sở A …' may name a unit twice for the same words.
    once = {(row.unit_name, row.task): row for row in reversed(found)}
    return [row for row in found if once[row.unit_name, row.task] is row], carried


def _task(text: str) -> str:
    bare = text.rstrip(_MARKS)
    if not bare.endswith(("như sau", "cụ thể")):
        return bare.strip()
    end = max(0, len(text) - _LONGEST_TAIL)
    return (text[:end] + _TAIL.sub("", text[end:])).strip()


def _responsibility(
    passage: Passage,
    plan: Plan,
    unit: Unit,
    role: str,
    task: str,
    stated_by: str,
    *,
    span: tuple[int, int],
    confidence: float | None = None,
) -> Responsibility:
    name = unit_name(unit, plan)
    return Responsibility(
        start=span[0],
        end=span[1],
        section=passage.section,
        confidence=confidence if confidence is not None else _CONFIDENCE[stated_by],
        method=f"responsibility:{stated_by}",
        unit=unit.text,
        unit_name=name,
        unit_kind=unit.kind,
        level=level_of(unit, name, plan),
        role=role,
        task=task,
        stated_by=stated_by,
    )
