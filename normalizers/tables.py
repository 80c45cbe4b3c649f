"""Hand-made lists, kept as CSV beside this module: one line a spelling, never a spelling twice."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from normalizers.letters import fold


@cache
def rows(name: str, package: str = "normalizers") -> tuple[dict[str, str], ...]:
    """Return the lines of `data/<name>.csv` of a package as dictionaries, with blanks around values removed."""
    text = (files(package) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple({k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(text.splitlines()))


class Spellings:
    """Spelling to value, from the columns `seen` and `value` of a CSV; case and blanks do not count, marks do."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._values: dict[str, str] = {}
        for row in rows(name):
            key = fold(row["seen"])
            if key in self._values:
                raise ValueError(f"normalizers/data/{name}.csv: {row['seen']!r} stands there twice")
            self._values[key] = row["value"]

    def __contains__(self, seen: str) -> bool:
        return fold(seen) in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def value(self, seen: str, default: str | None = None) -> str | None:
        """Return the value of a spelling, or `default` where nobody has decided about it yet."""
        return self._values.get(fold(seen), default)
