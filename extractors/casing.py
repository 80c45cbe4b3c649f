"""Words set in capitals back in small letters, as the body of the document writes them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractors.passage import Passage
from normalizers.tables import rows

_WORD = re.compile(r"\w+")
# '5G', 'khóa XVI', 'Số 48/NQ-CP'
_KEEPS_CAPITALS = re.compile(r"\d+[a-zđ]+|x?(?:i{2,3}|iv|vi{1,3}|ix|x[ivx]+)|nq|nđ|qđ|kh|ct|tw|cp|ttg")


def cased_like(title: str, passages: Sequence[Passage]) -> str:
    """Return a title in capitals in the letters of the body: '… TỈNH ĐỒNG THÁP' → '… tỉnh Đồng Tháp'.

    Pairs of words are looked up in the body, away from the start of a sentence; what it never writes is lower case.
    """
    letters = [c for c in title if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return title
    tokens = re.split(r"(\W+)", title.lower())
    words = [token for token in tokens if _WORD.fullmatch(token)]
    votes = _votes(words, passages)
    cased = [_elected(votes, pairs) for pairs in zip(["", *words], words, [*words[1:], ""], strict=False)]
    replaced = iter(cased)
    text = "".join(next(replaced) if _WORD.fullmatch(t) else t for t in tokens)
    return text[:1].upper() + text[1:]


def _votes(words: Sequence[str], passages: Sequence[Passage]) -> dict[tuple[str, str], Counter[str]]:
    """Count how the body writes the second word of each pair of the title, and the first, marked by a trailing '→'."""
    wanted = set(pairwise(words))
    firsts = {first for first, _ in wanted}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for passage in passages:
        if passage.text.isupper():
            continue
        found = _WORD.findall(passage.text)
        small = list(map(str.lower, found))
        # The first word of a sentence has its capital anyway.
        for at in [at for at, word in enumerate(small[:-1]) if at and word in firsts]:
            pair = small[at], small[at + 1]
            if pair in wanted:
                first, second = found[at], found[at + 1]
                votes[pair[0] + "→", pair[1]][first] += 1
                votes[pair][second] += 1
    return votes


def _elected(votes: dict[tuple[str, str], Counter[str]], around: tuple[str, str, str]) -> str:
    before, word, after = around
    counted = votes.get((before, word), Counter[str]()) + votes.get((word + "→", after), Counter[str]())
    if counted:
        return counted.most_common(1)[0][0]
    return word.upper() if _KEEPS_CAPITALS.fullmatch(word) or word.upper() in _abbreviations() else word


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["seen"] for row in rows("abbreviations"))


def name_like(name: str, passages: Sequence[Passage]) -> str:
    """Return a body's name set in capitals as the body text spells it: 'BỘ HẠ TẦNG SỐ' → 'Bộ Hạ tầng số'.

    Where the text never names it each word gets its capital, abbreviations aside: 'UBND QUẬN HẢI' → 'UBND Quận Hải'.
    """
    words = name.split()
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)", re.IGNORECASE)
    last = words[-1].lower()
    for passage in passages:
        if last not in passage.text.lower():
            continue
        for match in pattern.finditer(passage.text):
            if not match[0].isupper() and match[0][:1].isupper():
                return " ".join(match[0].split())
    known = _abbreviations()
    parts = re.split(r"(\s+|[-–])", name)
    return "".join(w if w in known or any(c.isdigit() for c in w) else w.capitalize() for w in parts)
