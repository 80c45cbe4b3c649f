"""Times without a place in the calendar: 'Thường xuyên', 'trong thời hạn 10 ngày kể từ ngày nhận'."""

from __future__ import annotations

import re

from extractors.family import Family
from extractors.times import Time
from normalizers.numbers import SPELLED

_COUNT = rf"(?:\d{{1,3}}|{SPELLED})(?:\s*\(\s*\d{{1,3}}\s*\))?"
_LENGTH = rf"{_COUNT}\s+(?:giờ|ngày|tuần|tháng)(?:\s+làm\s+việc)?"
_SINCE = r"\s*,?\s*(?:(?:kể|tính)\s+)?(?:từ|sau)\s+(?:khi|ngày|thời\s+điểm)\s+(?!\d)[^,;.()]{2,60}"

RELATIVE = Family(
    name="relative",
    regex=re.compile(
        rf"""(?<!\w)(?:[Cc]hậm\s+nhất\s+(?:là\s+)?(?:sau\s+|trong\s+)?{_LENGTH}(?:{_SINCE}|\s+trước\s+(?:khi|ngày)\s+(?!\d)[^,;.()]{{2,60}})?
             |[Tt]rong\s+(?:vòng|thời\s+hạn|thời\s+gian)\s+(?:không\s+quá\s+|tối\s+đa\s+)?{_LENGTH}(?:{_SINCE})?
             |(?:[Kk]hông\s+quá|[Tt]ối\s+đa)\s+(?:{_LENGTH}{_SINCE}|{_COUNT}\s+(?:giờ|ngày)\s+làm\s+việc(?!\w))
             |(?:[Ss]au\s+|\A\s*){_LENGTH}\s*,?\s*kể\s+từ\s+(?:khi|ngày)\s+(?!\d)[^,;.()]{{2,60}})""",
        re.VERBOSE,
    ),
    reads=(
        "trong thời hạn 10 ngày kể từ ngày nhận văn bản",
        "trong vòng 05 ngày làm việc",
        "chậm nhất 03 ngày trước ngày họp",
        "không quá 08 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        "không quá 08 ngày làm việc",
        "5 ngày kể từ ngày nhận hồ sơ",
        "chậm nhất sau năm (05) ngày làm việc",
    ),
    leaves=("trong 10 ngày (từ ngày 20 tháng 11 năm 2025)", "sau 10 ngày", "05 ngày làm việc"),
    needs=("chậm nhất", "trong vòng", "thời hạn", "thời gian", "không quá", "tối đa", "kể từ"),
)

ONGOING = Family(
    name="ongoing",
    regex=re.compile(
        r"(?<!\w)(?:[Tt]hường\s+xuyên(?:\s*(?:,|và)?\s*liên\s+tục)?(?:\s+(?:trong\s+)?(?:cả\s+)?(?:các\s+)?năm(?!\s+\d)(?:\s+học)?)?"
        r"|[Ll]iên\s+tục|(?:[Tt]rong\s+)?(?:[Ss]uốt|[Cc]ả|[Qq]uanh)\s+năm(?:\s+học)?(?!\s+\d))(?!\w)"
    ),
    reads=("Thường xuyên", "Thường xuyên, liên tục", "Cả năm", "trong suốt năm học", "Thường xuyên trong năm"),
    leaves=("Cả năm 2025", "trong năm"),
    needs=("thường", "liên", "năm"),
)

FAMILIES = (RELATIVE, ONGOING)
_RELATIONS = {"chậm": "by", "không": "by", "tối": "by", "sau": "by", "trong": "in"}


def find_relative(text: str) -> list[Time]:
    """Return what is due some days after something else.

    >>> [(t.kind, t.relation) for t in find_relative("gửi trong thời hạn 10 ngày kể từ ngày nhận văn bản")]
    [('relative', 'in')]
    """
    found = []
    for match in RELATIVE.matches(text, text.lower()):
        relation = _RELATIONS.get(match[0].split(maxsplit=1)[0].lower(), "in")
        found.append(Time(match.start(), match.end(), "relative", None, None, relation, family=RELATIVE.name))
    return found


def find_ongoing(text: str) -> list[Time]:
    """Return where a text says that a task never ends; only to be asked of a time column or a stated time.

    In prose the word is a bare adverb ('thường xuyên kiểm tra') or part of a name ('Trung tâm Giáo dục thường xuyên').
    """
    return [
        Time(m.start(), m.end(), "ongoing", None, None, None, family=ONGOING.name)
        for m in ONGOING.matches(text, text.lower())
    ]
