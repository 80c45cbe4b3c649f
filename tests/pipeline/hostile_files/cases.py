"""A hostile file, what must come of it, and what did.

A file ends well in one of three ways: it is not read, with a reason that is the file's and not ours; all of its words
are there; or some are missing and a finding says that.  Anything else is silence, which is what all this is against.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

PLAN = (
    "KẾ HOẠCH\nCải cách hành chính năm 2031\nI. MỤC TIÊU\n"
    "- 100% hồ sơ được giải quyết đúng hạn trước ngày 30/11/2031.\n"
    "- Tỷ lệ hài lòng của người dân đạt từ 95% trở lên.\n"
)
PLAIN_WORDS = "Plan of the ward for 2031: all 120 files are answered within ten days"
"""The same kind of thing in letters that every PDF reader has without a font."""

OURS = ("fault", "crashed", "too-slow", "memory")
"""Reasons that blame the file for what is a defect of the program."""

TELLING = frozenset(
    (
        "file-unreadable",
        "file-damaged",
        "file-cut-off",
        "page-unreadable",
        "part-unreadable",
        "letters-lost",
        "table-unreadable",
        "broken-font-map",
        "text-garbled",
        "text-restored",
        "layer-replaced",
        "letters-filled-in",
        "encoding-unknown",
        "ocr-needed",
        "ocr-failed",
        "ocr-missing",
        "ocr-low-confidence",
        "no-words-found",
        "text-left-out",
    )
)
"""Findings that tell a reader that words of the file are missing or not to be trusted."""

ENOUGH = 0.98
_WORD = re.compile(r"\w+")

Ending = Literal["unread", "whole", "told", "silent", "ours"]


@dataclass(frozen=True, slots=True)
class Case:
    """A file to be made; `keeps` are words that it still holds, which are read or told to be lost.

    Of a damaged sample these are the words of the sound one (`of`), as far as a look at the damaged bytes (`seen`)
    still shows them.
    """

    name: str
    kind: str
    make: Callable[[], bytes]
    keeps: str = ""
    readable: bool = False  # harmless in spite of its looks: it must be read
    of: str = ""
    seen: Callable[[bytes], str] | None = None


# Made or read in seconds rather than in a blink, even where all is well.
_HEAVY = re.compile(
    r"bom|triệu|chữ dài|[56]5?0000|10000|\d MB|nhiễu|caro|jpeg|một chữ một chỗ|ô\.pdf|90000|20000|tỷ\.doc"
)


def is_heavy(case: Case) -> bool:
    """Tell the files that tests with little time leave to the benchmark."""
    return _HEAVY.search(case.name) is not None


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def kept(keeps: str, found: str) -> float:
    """Return the share of the words of `keeps` that stand in `found`, each as often."""
    wanted = words(keeps)
    if not wanted:
        return 1.0
    return (Counter(wanted) & Counter(words(found))).total() / len(wanted)


def _is_shown(sign: str) -> bool:
    """Tell a sign that a reader can see from blanks, controls and the stand-in for what could not be read."""
    return sign.isprintable() and not sign.isspace() and sign != "\ufffd"


def expected(case: Case, data: bytes, sound: str = "") -> str:
    """Return the words that `data`, made by the case, holds; `sound` is what was read of the undamaged sample."""
    if not case.of:
        return case.keeps
    if case.seen is None:
        return sound
    visible = Counter(words(case.seen(data)))
    return " ".join((Counter(words(sound)) & visible).elements())


def ending(case: Case, keeps: str, text: str | None, reason: str | None, codes: Collection[str]) -> Ending:
    """Say how a file ended: `text` as read or None, the `reason` it was not read, the codes of its findings."""
    if reason is not None:
        return "ours" if reason in OURS else "unread"
    if text is None:
        return "silent"
    told = not TELLING.isdisjoint(codes)
    if not any(map(_is_shown, text)) or kept(keeps, text) < ENOUGH:
        return "told" if told else "silent"
    return "told" if told else "whole"
