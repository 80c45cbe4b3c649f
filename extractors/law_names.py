"""Where the name of a law ends: 'Luật Phòng, chống tham nhũng năm 2018' names a law up to 'tham nhũng'.

Commas, 'và' and hyphens are part of such names, so that stop words cannot delimit them: the longest entry of laws.csv
does.  A name that is not there counts as far as the year, the day or the number that follows it at once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from normalizers.letters import bare, fold
from normalizers.tables import rows

_FIRST = re.compile(r"\s+(?:[Vv]ề\s+)?(\w+)")
_TOKEN = re.compile(r"[\s,–-]*(\w+(?:/\w+)?)")
_WORD = re.compile(r"(?:\s*,)?\s+[^\W\d]\w*")
_END = ""  # key of a trie node at which a name may end
_MAX_NAME = 18  # words; the longest names of laws.csv have fewer
# 'Luật sửa đổi, bổ sung một số điều của Luật Viên chức': a law that amends others is named by them.
_AMENDING = re.compile(
    r"\s+(?:về\s+)?(?:việc\s+)?sửa\s+đổi(?:\s*,?\s*(?:và\s+)?bổ\s+sung)?(?:\s+một\s+số\s+(?:điều|nội\s+dung|khoản))?(?:\s+của)?",
    re.IGNORECASE,
)
_AS_AMENDED = re.compile(  # 'Luật Đất đai (sửa đổi) số …'
    r"\s*\((?:đã\s+)?sửa\s+đổi[^()]{0,40}\)(?=\s*,?\s*(?:số\s*:?\s*\d|ngày\s+\d|năm\s+\d))", re.IGNORECASE
)
_AMENDED = re.compile(r"(?:\s*,|\s+và)?\s+(?:các\s+)?(?:Bộ\s+luật|Luật|Pháp\s+lệnh)(?=\s)", re.IGNORECASE)
_NAMED_BY_WHAT_FOLLOWS = re.compile(r"\s*,?\s*(?:số\s*:?\s*\d|ngày\s+\d|năm\s+(?:19|20)\d\d|\(?(?:19|20)\d\d(?!\w))")
_NO_NAME = re.compile(
    r"\s*,?\s+(?:này|đó|trên|của|và|về|theo|khác|hiện hành|liên quan|là|được|quy định|số|các|căn cứ|bộ luật|luật|nghị"
    r"|thông tư|pháp lệnh|quyết định|trong|tại)(?!\w)",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s+(?:và|của|các|về|trong)(?!\w)", re.IGNORECASE)  # inside a name, though none begins so
_STATE = re.compile(r"\s+nước\s+(?:Cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa|CHXHCN)\s+Việt\s+Nam", re.IGNORECASE)
_AFTER_UNKNOWN = 140  # characters in which an amending law's day or year is looked for


def law_name_end(text: str, start: int) -> int | None:
    """Return where the name ends that begins behind the word 'Luật' at `start`, or None where there is none."""
    if amending := _AMENDING.match(text, start):
        return _amended_end(text, amending.end())
    end = _known_end(text, start)
    if end is None:
        return _unknown_end(text, start)
    amended = _AS_AMENDED.match(text, end)
    return amended.end() if amended else end


def constitution_end(text: str, start: int) -> int:
    """Return where 'Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam' ends; the name of the state may be left out."""
    state = _STATE.match(text, start)
    return state.end() if state else start


def _amended_end(text: str, start: int) -> int | None:
    """The end of the last amended law, or where day or year stand: '… của 37 luật có liên quan … ngày 20/11/2018'."""
    end = _known_end(text, start) or start
    while word := _AMENDED.match(text, end):
        name = _known_end(text, word.end())
        if name is None:
            break
        end = name
    if end > start and _NAMED_BY_WHAT_FOLLOWS.match(text, end):
        return end
    for following in _NAMED_BY_WHAT_FOLLOWS.finditer(text, end, end + _AFTER_UNKNOWN):
        between = text[end : following.start()]
        return None if re.search(r"[;.:()]|[Cc]ăn cứ", between) else following.start()
    return end if end > start else None


def _known_end(text: str, start: int) -> int | None:
    """The end of the longest name of the list; 'và' may be left out or put in ('Khoa học công nghệ')."""
    nodes, end = [_trie(bare_names=text.isascii())], None
    token = _FIRST.match(text, start)
    while token:
        word = fold(token[1])
        reached = [n[word] for n in nodes if word in n] + [
            a[word] for n in nodes if word in (a := n.get("và") or n.get("va") or {})
        ]
        nodes = reached or (nodes if word == "và" else [])
        if not nodes:
            break
        if reached and any(_END in n for n in nodes):
            end = token.end()
        token = _TOKEN.match(text, token.end())
    return end


def _unknown_end(text: str, start: int) -> int | None:
    """The end of a name outside the list: words up to the year, day or number that identify the law."""
    position = start
    for _ in range(_MAX_NAME):
        if _NO_NAME.match(text, position) and (position == start or not _JOINS.match(text, position)):
            return None
        token = _WORD.match(text, position)
        if token is None:
            return None
        position = token.end()
        if _NAMED_BY_WHAT_FOLLOWS.match(text, position):
            return position
    return None


@cache
def _trie(bare_names: bool) -> dict[str, Any]:
    """The names of the laws by their words; without marks for a text that has none: 'Luat Giao duc'."""
    root: dict[str, Any] = {}
    for row in rows("laws"):
        node = root
        name = fold(row["seen"])
        for word in re.findall(r"\w+(?:/\w+)?", bare(name) if bare_names else name):
            node = node.setdefault(word, {})
        node[_END] = True
    return root
