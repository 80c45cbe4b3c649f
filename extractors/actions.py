"""The verbs with which tasks begin, what stands before them ('phải', 'thường xuyên'), and the role they give.

Who is to do it is read in units.py and decided in responsibilities.py.
"""

from __future__ import annotations

from extractors.words import Words, listed, sentence_phrases

_VERBS = listed("task_verbs")
_MODALS = sentence_phrases("modal")
# What may stand between unit and verb: 'Các sở căn cứ nhiệm vụ được giao, xây dựng …'.
_GROUNDS = sentence_phrases("ground")
_LEADS_IN = sentence_phrases("lead-in")
# Openings after which a sentence still states its task: 'Trên cơ sở …, tham mưu …', 'Kết thúc …, báo cáo …'.
OPENINGS = sentence_phrases("opening")

# After these a verb is a noun: 'kết quả kiểm tra', 'công tác tổ chức'.
_NOUN_BEFORE = frozenset({"quả", "tác", "việc", "vụ", "hoạch", "dung", "độ", "sự", "chức", "quá", "công"})
# Before these it is one: 'Báo cáo được gửi …', 'Thông báo của …'.
_NOUN_AFTER = frozenset({"được", "bị", "của", "gồm", "do", "là", "phải"})
# How far the first verb of a task may stand from its beginning, in words, without and with a ground before it.
_REACH = 24
_GROUND_REACH = 40


def is_action(seen: Words, i: int) -> bool:
    """Whether a verb of a task, or an adverb that leads to one, stands at word `i`, as it does after a unit."""
    entry = _VERBS.at(seen, i)
    if entry is None or entry[1] == "opening":
        return False
    # 'Phát thanh và Truyền hình Thành phố': a name that begins in between makes it no 'hình thành'.
    return entry[0] == 1 or seen.capital(i) or not seen.capital(i + 1)


def may_begin_task(seen: Words, i: int) -> bool:
    """Whether a verb of a task or the ground it stands on ('căn cứ nhiệm vụ được giao') begins at word `i`."""
    return is_action(seen, i) or _GROUNDS.at(seen, i) is not None


def action_after_unit(seen: Words, i: int) -> int | None:
    """Return the word with which the task begins where word `i` follows its unit, or None where no action follows.

    'có trách nhiệm', 'phải' and the like are not part of the task.
    """
    start = skip_modals(seen, i)
    if start > i:
        return start if seen.is_word(start) else None
    if _leads_to_verb(seen, i):
        return i
    return i if _GROUNDS.at(seen, i) is not None and _verb_within(seen, i + 1) else None


def opens_with_action(seen: Words) -> int | None:
    """Return the word with which the task begins where a sentence without a subject states one, or None."""
    i = 0
    while (entry := _LEADS_IN.at(seen, i)) is not None:
        i += entry[0]
        i += i < len(seen) and seen.lower[i] in (",", ":")
    i = skip_modals(seen, i)
    entry = _VERBS.at(seen, i)
    if entry is not None:
        after = i + entry[0]
        return None if after < len(seen) and seen.lower[after] in _NOUN_AFTER else i
    return i if OPENINGS.at(seen, i) is not None and _verb_within(seen, i + 1) else None


def skip_modals(seen: Words, i: int) -> int:
    """Return the word after 'phải', 'có trách nhiệm' and the like at word `i`."""
    after = _MODALS.after(seen, i)
    return after + (i < after < len(seen) and seen.lower[after] == ":")


def role_of(seen: Words, i: int) -> str:
    """Return lead, perform, coordinate or supervise, by the first main verb of the task that begins at word `i`."""
    if seen.lower[i] in ("là", "làm"):  # 'là cơ quan thường trực, chủ trì …'
        lead = any(seen.lower[j : j + 2] == ("chủ", "trì") for j in range(i, min(len(seen), i + _REACH)))
        return "lead" if lead else "perform"
    opening = OPENINGS.at(seen, i) is not None
    stop = min(len(seen), i + (_GROUND_REACH if opening else _REACH))
    light = False  # after 'tổ chức', 'tăng cường công tác' the next verb is the main one
    while i < stop:
        entry = _VERBS.at(seen, i)
        if entry is None or (opening and i and seen.lower[i - 1] in _NOUN_BEFORE):
            if light and seen.is_word(i):
                return "perform"
            i += 1
        elif entry[1] in ("adverb", "light"):
            light = light or entry[1] == "light"
            i += entry[0]
        else:
            return "perform" if entry[1] == "opening" else entry[1]
    return "perform"


def _leads_to_verb(seen: Words, i: int) -> bool:
    """Whether a verb stands at word `i`, alone or after adverbs: 'chủ động, tích cực triển khai'."""
    while (entry := _VERBS.at(seen, i)) is not None:
        if entry[1] != "adverb":
            return entry[1] != "opening"
        i += entry[0]
        if i < len(seen) and seen.lower[i] in (",", "và"):
            i += 1
        if skip_modals(seen, i) > i:
            return True
    return False


def _verb_within(seen: Words, i: int) -> bool:
    return any(is_action(seen, j) for j in range(i, min(len(seen), i + _GROUND_REACH)))
