"""A way of writing something: its pattern beside the texts it must read and the look-alikes it must leave alone."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """One way of writing; tests hold that `regex` reads every text of `reads` whole and finds nothing in `leaves`."""

    name: str
    regex: re.Pattern[str]
    reads: tuple[str, ...]
    leaves: tuple[str, ...]
