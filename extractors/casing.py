"""Words set in capitals back in small letters, as the body of the document writes them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from extractors.passage import Passage
from normalizers.letters import fold
from normalizers.tables import rows


def cased_like(title: str, passages: Sequence[Passage]) -> str:
    """Return a title in capitals in the letters of the body: '… TỈNH ĐỒNG THÁP' → '… tỉnh Đồng Tháp'.

    Pairs of words are looked up in the body, away from the start of a sentence; what it never writes is lower case.
    """
    letters = [c for c in title if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return title
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for passage in passages:
        words = re.findall(r"\w+", passage.text)
        if passage.text.isupper():
            continue
        for before, word, after in zip(words, words[1:], [*words[2:], ""], strict=False):
            if not word.isupper() or len(word) == 1:
                seen[fold(before), fold(word)][word] += 1
                seen[fold(word), "→" + fold(after)][word] += 1
    tokens = re.split(r"(\W+)", title.lower())
    words = [t for t in tokens if re.fullmatch(r"\w+", t)]
    cased: list[str] = []
    for i, word in enumerate(words):
        votes: Counter[str] = Counter()
        if i:
            votes.update(seen.get((words[i - 1], word), {}))
        if i + 1 < len(words):
            votes.update(seen.get((word, "→" + words[i + 1]), {}))
        cased.append(votes.most_common(1)[0][0] if votes else word)
    replaced = iter(cased)
    text = "".join(next(replaced) if re.fullmatch(r"\w+", t) else t for t in tokens)
    return text[:1].upper() + text[1:]


def name_like(name: str, passages: Sequence[Passage]) -> str:
    """Return a body's name set in capitals as the body text spells it: 'BỘ HẠ TẦNG SỐ' → 'Bộ Hạ tầng số'.

    Where the text never names it each word gets its capital, abbreviations aside: 'UBND QUẬN HẢI' → 'UBND Quận Hải'.
    """
    words = name.split()
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)", re.IGNORECASE)
    for passage in passages:
        for match in pattern.finditer(passage.text):
            if not match[0].isupper() and match[0][:1].isupper():
                return " ".join(match[0].split())
    known = {row["seen"] for row in rows("abbreviations")}
    parts = re.split(r"(\s+|[-–])", name)
    return "".join(w if w in known or any(c.isdigit() for c in w) else w.capitalize() for w in parts)
