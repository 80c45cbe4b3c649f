"""What stands on a page without being part of the text: page numbers, running heads, rules, editor's marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from normalizers.letters import fold
from pipeline.records import Line, Page

# '3', '- 3 -', 'Trang 3', 'Trang 3/10', '3/10', '3 | P a g e'
_PAGE_NUMBER = re.compile(r"\W{0,3}(?:trang\s+|page\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?\W{0,3}", re.IGNORECASE)
# '––––––––', '-------', '________', '*****', '======', also around a blank or a lone letter that a scanner saw in it
_RULE = re.compile(r"[\s\-–—_=*~.·•]{2,}|[-–—_*]")
_MARK = re.compile(r"\[bookmark:[^\]]*\]|\{\s*(?:PAGE|NUMPAGES|HYPERLINK|MERGEFIELD)[^}]*\}", re.IGNORECASE)
# A running head repeats on at least this many pages, and on this share of them.
_REPEATS, _SHARE = 3, 0.5
_EDGE = 2  # lines at the top and at the bottom of a page among which a running head is looked for


def without_marks(text: str) -> str:
    """Return `text` without the marks an editor leaves: '[bookmark: _Hlk1]- Tiếp tục' → '- Tiếp tục'."""
    return _MARK.sub("", text)


def is_rule(text: str) -> bool:
    """Whether the line is only a drawn rule."""
    return bool(_RULE.fullmatch(text.strip()))


def is_page_number(text: str) -> bool:
    """Whether the line holds nothing but a page number."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def running_heads(pages: Sequence[Page]) -> set[str]:
    """Return the folded lines that head or foot most pages, digits left out so that 'Trang 2 …' repeats as well."""
    if len(pages) < _REPEATS:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.lines if line.kind != "row" and line.text.strip()]
        seen.update({head_key(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    needed = max(_REPEATS, _SHARE * len(pages))
    return {key for key, count in seen.items() if count >= needed and key}


def head_key(line: Line) -> str:
    """Return what two appearances of one running head share."""
    return re.sub(r"\d+", "#", fold(line.text))
