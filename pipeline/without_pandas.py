"""Keeps pandas out of the processes that are ours alone: the command, and the workers.

PyArrow loads pandas as soon as it is given rows, to see whether they hold any of its values.  They never do here, and
loading takes half a second and 25 MiB of every process.  In a program of others, such as a notebook, nothing is done.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _NotHere(MetaPathFinder):
    """Says of pandas that it is not installed, and of nothing else."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError(f"{fullname} is left out of this process", name=fullname)
        return None


def leave_out_pandas() -> None:
    """Let nothing load pandas in this process from now on."""
    if "pandas" not in sys.modules and not any(isinstance(finder, _NotHere) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NotHere())
