"""The role of a section, by the words of its heading; what lies beneath inherits it."""

from __future__ import annotations

import re
from functools import cache

from normalizers.letters import fold
from normalizers.tables import Spellings

# Roles that a heading may take on beneath another: '2. Yêu cầu' under 'I. MỤC ĐÍCH, YÊU CẦU'.
_DIVIDES = {"purpose": {"requirements", "targets", "purpose"}}


@cache
def _words() -> Spellings:
    return Spellings("section_roles")


def role_of(title: str, parent_role: str | None, marker: str = "") -> str:
    """Return the role of the section headed `title` beneath a section of `parent_role` (None at the top).

    The word that stands first in the title decides: 'NHIỆM VỤ, GIẢI PHÁP' is tasks, 'GIẢI PHÁP THỰC HIỆN' solutions.

    >>> role_of("MỤC ĐÍCH, YÊU CẦU", None), role_of("Yêu cầu", "purpose"), role_of("Nhiệm vụ", "organisation")
    ('purpose', 'requirements', 'organisation')
    """
    if parent_role == "appendix":
        return "appendix"
    own = _by_words(title)
    if parent_role is None or parent_role in ("preamble", "header"):
        return own or "other"
    if own in _DIVIDES.get(parent_role, set()) and not (own == "targets" and fold(title).startswith("mục tiêu")):
        return own or parent_role
    return parent_role


def _by_words(title: str) -> str | None:
    plain = re.sub(r"[,;:()–-]+", " ", fold(title))
    plain = " ".join(plain.split())
    if plain.startswith("mục tiêu") and "yêu cầu" in plain:
        return "purpose"
    if "giải pháp" in plain and "nhiệm vụ" in plain:
        return "tasks"
    best: tuple[int, int, str] | None = None
    for seen in _words():
        at = plain.find(seen)
        if at >= 0:
            found = (at, -len(seen), _words().value(seen) or "other")
            best = min(best, found) if best else found
    return best[2] if best else None
