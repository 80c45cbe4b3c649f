"""One change that a repair proposes: where on the page, what was read there and what is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`seen`, from `start` on in a word of a line, is to become `meant`; `rule` says why."""

    line: int
    word: int
    start: int
    seen: str
    meant: str
    rule: str
