"""What a legal portal on the web prints around a document: its table of facts before, its list of related ones after.

Saved as Markdown or HTML, both look like parts of the document.  They are known by their labels ('Số hiệu:', 'Người
ký:', 'Tình trạng:' …), which stand in numbers; a document that speaks of one of these things is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.letters import fold
from pipeline.records import Finding, Line

_LABEL = re.compile(
    r"(?:số hiệu|loại văn bản|nơi ban hành|cơ quan ban hành|người ký|chức danh|ngày ban hành|ngày hiệu lực|"
    r"ngày công báo|số công báo|tình trạng|trích yếu|ban hành|hiệu lực|cập nhật)\s*:"
)
_RELATED = re.compile(r"văn bản (?:liên quan|cùng lĩnh vực|được hướng dẫn|hướng dẫn)$|nội dung liên quan$")
_MOTTO = re.compile(r"cộng hòa xã hội chủ nghĩa việt nam")
# So many labels are a list of facts; a plan has at most one or two of these words with a colon.
_ENOUGH_LABELS = 4
# A related document takes four to six lines.
_LOOK_AHEAD = 20


def without_portal(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Return the document alone, and a finding that tells how much was left out, if anything was."""
    start, stop = _start(lines), _stop(lines)
    kept = tuple(lines[start:stop])
    left_out = len(lines) - len(kept)
    if not left_out:
        return kept, ()
    finding = Finding(
        code="web-page-furniture",
        severity="info",
        message_vi=f"Bỏ {left_out} dòng của trang web quanh văn bản (bảng thuộc tính, văn bản liên quan).",
        message_en=f"{left_out} lines of the web page around the document were left out (facts, related documents).",
    )
    return kept, (finding,)


def _start(lines: Sequence[Line]) -> int:
    """Return where the letterhead begins, if a table of facts stands before it."""
    motto = next((place for place, line in enumerate(lines) if _MOTTO.search(fold(line.text))), 0)
    rows = [place for place, line in enumerate(lines[:motto]) if line.kind == "row"]
    labels = sum(len(_LABEL.findall(fold(lines[place].text))) for place in rows)
    return rows[-1] + 1 if labels >= _ENOUGH_LABELS else 0


def _stop(lines: Sequence[Line]) -> int:
    """Return where the list of related documents begins."""
    for place, line in enumerate(lines):
        if len(line.text) < 40 and _RELATED.match(fold(line.text)):
            following = fold(" ".join(after.text for after in lines[place + 1 : place + 1 + _LOOK_AHEAD]))
            if len(_LABEL.findall(following)) >= _ENOUGH_LABELS:
                return place
    return len(lines)
