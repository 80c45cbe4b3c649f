"""Files made to hurt whoever opens them, and samples damaged by a fuzzer: the same ones every time, none of them kept.

Each is a `Case` (cases.py): its bytes and the words that a reader has to give or say it lost.  Hand-made kinds stand in
the modules of their formats, what a folder itself can hold in traps.py, and damaged samples in mutations.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hostile_files import archives, legacy_word, markup, mutations, pdf_content, pdf_structure, pictures, texts, word
from hostile_files.cases import Case

HAND_MADE = (pdf_structure, pdf_content, word, legacy_word, archives, pictures, texts, markup)


def hand_made() -> list[Case]:
    """Return the files of every hand-made kind."""
    return [case for module in HAND_MADE for case in module.cases()]


def every_case(samples: Path) -> Iterator[Case]:
    """Yield all files; the sound samples of those that are damaged lie in `samples`."""
    yield from hand_made()
    yield from mutations.cases(samples)
