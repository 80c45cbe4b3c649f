"""A way of writing something: its pattern beside the texts it must read and the look-alikes it must leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """One way of writing; tests hold that `regex` reads every text of `reads` whole and finds nothing in `leaves`.

    `needs`: letters in lower case of which some are in every text it reads, so that others need not be searched.
    """

    name: str
    regex: re.Pattern[str]
    reads: tuple[str, ...]
    leaves: tuple[str, ...]
    needs: tuple[str, ...] = ()

    def matches(self, text: str, lower: str) -> Iterable[re.Match[str]]:
        """Return the matches in `text` from left to right; `lower` is the text in lower case."""
        return self.regex.finditer(text) if self.may_stand_in(lower) else ()

    def may_stand_in(self, lower: str) -> bool:
        """Whether a text, given in lower case, has any of the letters that are needed."""
        for letters in self.needs:  # no generator: this is asked of every sentence
            if letters in lower:
                return True
        return not self.needs
