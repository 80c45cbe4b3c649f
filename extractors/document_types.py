"""Where the words for kinds of documents stand: 'Nghị định', 'công văn', 'Kế hoạch', 'QĐ'.

Their spellings and kinds are kept in normalizers/data/document_types.csv; whether a document is named by them is
decided in legal_heads.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalizers.letters import bare, fold
from normalizers.tables import rows
from normalizers.wordlists import any_of

# 'pháp luật', 'luật pháp', 'kỷ luật', 'quy luật', 'luật sư' are no laws.
_NO_LAW = re.compile(r"(?<!\w)(?i:pháp|kỷ|quy)\s+luật(?!\w)|(?<!\w)[Ll]uật\s+(?:sư|pháp)(?!\w)")


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type word at `text[start:end]`; kinds are `law`, `norm`, `paper`, `scheme` and `short` (an abbreviation)."""

    start: int
    end: int
    value: str
    kind: str


def find_type_words(text: str) -> list[TypeWord]:
    """Return the type words of NFC `text` from left to right.

    >>> [w.value for w in find_type_words("theo quyết định và QĐ số 5, đúng pháp luật")]
    ['Quyết định', 'Quyết định']
    """
    if text.isascii():  # marks were lost: 'Nghi dinh so 30/2020/ND-CP'
        return [TypeWord(m.start(), m.end(), *_bare_types()[fold(m[0])]) for m in _bare_pattern().finditer(text)]
    found = [TypeWord(match.start(), match.end(), *_type(match[0])) for match in type_pattern().finditer(text)]
    if any(word.value == "Luật" for word in found):
        no_law = {edge for match in _NO_LAW.finditer(text) for edge in match.span()}
        return [word for word in found if word.start not in no_law and word.end not in no_law]
    return found


@cache
def type_pattern() -> re.Pattern[str]:
    """Return the pattern of type words; abbreviations count in capitals only."""
    full = any_of(row["seen"].lower() for row in rows("document_types") if row["kind"] != "short")
    short = any_of(row["seen"] for row in rows("document_types") if row["kind"] == "short")
    return re.compile(rf"(?<!\w)(?:(?i:{full})(?!\w)|{short}(?![^\W\d]))")  # 'NĐ30' in speech


@cache
def _type(seen: str) -> tuple[str, str]:
    """Return value and kind of a type word as printed."""
    return _types()[fold(seen)]


@cache
def _bare_pattern() -> re.Pattern[str]:
    """Return the pattern of full type words in a text without marks."""
    return re.compile(rf"(?<!\w){any_of(_bare_types())}(?!\w)", re.IGNORECASE)


@cache
def _bare_types() -> dict[str, tuple[str, str]]:
    return {bare(seen): type_ for seen, type_ in _types().items() if type_[1] in ("law", "norm")}


@cache
def _types() -> dict[str, tuple[str, str]]:
    return {fold(row["seen"]): (row["value"], row["kind"]) for row in reversed(rows("document_types"))}
