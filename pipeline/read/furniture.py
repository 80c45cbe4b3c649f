"""What stands on a page without being part of the text: page numbers, running heads, rules, editor's marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.letters import fold, nfc
from pipeline.records import Line, Page

# '3', '- 3 -', 'Trang 3', 'Trang 3/10', '3/10', '3 | P a g e'
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s+|page\s+)?\d{1,4}(?:\s*/\s*\d{1,3}(?!\d))?[-–—\s]*", re.IGNORECASE)
# '––––––––', '-------', '________', '*****', and what OCR makes of a drawn line: 'ˆ....'
_RULE = re.compile(r"(?:[^\w%]|[_ˆˇˉ˜]){2,}|[-–—_*]")
_MARK = re.compile(r"\[bookmark:[^\]]*\]|\{\s*(?:PAGE|NUMPAGES|HYPERLINK|MERGEFIELD)[^}]*\}", re.IGNORECASE)
# The end of a drawn line that OCR put before the words beside it: 'ˆ.... Căn cứ Công văn'.
_INK = re.compile(r"^\s*[ˆˇˉ˜.·…_~*=|]{3,}\s+(?=\w)")
_FOOTNOTE = re.compile(r"(?<=\w)(?<!m)[¹²³⁴-⁹⁰]{1,2}(?!\w)")
# A running head repeats on at least this many pages, and on this share of them.
_REPEATS, _SHARE = 3, 0.5
_EDGE = 2  # lines at the top and at the bottom of a page among which a running head is looked for


def without_marks(text: str) -> str:
    """Return `text` without the marks an editor leaves and without raised numbers of footnotes.

    >>> without_marks("[bookmark: _Hlk1]- Tiếp tục năm 2023¹, 120 m²")
    '- Tiếp tục năm 2023, 120 m²'
    """
    return nfc(_FOOTNOTE.sub("", _INK.sub("", _MARK.sub("", text))))  # a letter and its mark may stand together now


def is_rule(text: str) -> bool:
    """Whether the line is only a drawn rule."""
    return bool(_RULE.fullmatch(text.strip()))


def is_page_number(text: str) -> bool:
    """Whether the line holds nothing but a page number."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


@dataclass(frozen=True, slots=True)
class RunningLines:
    """Lines that most pages begin or end with, as `head_key` folds them."""

    heads: frozenset[str]
    feet: frozenset[str]

    def holds(self, page: Page, index: int) -> bool:
        """Whether line `index` of a page is such a line. The first page keeps its head: it may be the letterhead."""
        if index < _EDGE:
            return page.number > 1 and head_key(page.lines[index]) in self.heads
        return index >= len(page.lines) - _EDGE and head_key(page.lines[index]) in self.feet


def running_lines(pages: Sequence[Page]) -> RunningLines:
    """Return what heads and what foots most pages; digits do not count, so that 'Trang 2 …' repeats as well."""
    heads: Counter[str] = Counter()
    feet: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.lines if line.kind != "row" and line.text.strip()]
        heads.update({head_key(line) for line in lines[:_EDGE]})
        feet.update({head_key(line) for line in lines[max(_EDGE, len(lines) - _EDGE) :]})
    needed = max(_REPEATS, _SHARE * len(pages))
    return RunningLines(*(frozenset(k for k, n in seen.items() if n >= needed and k) for seen in (heads, feet)))


def head_key(line: Line) -> str:
    """Return what two appearances of one running head share."""
    return re.sub(r"\d+", "#", fold(line.text))
