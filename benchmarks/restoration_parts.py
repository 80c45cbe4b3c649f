"""What each part of the restorer is worth: the same texts once with all parts, and once without each of them.

    python benchmarks/restoration_parts.py ../shared [--pages FOLDER] [--only NAME ...]

Prints syllable accuracy and character error rate for every set of restoration.py, by default of the pages kept from
training, the scanned plan and text that only lost its marks.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from restoration import Score, Text, sets

from normalizers.diacritics import passes, reading, restore
from normalizers.diacritics.language import language
from normalizers.diacritics.noise import Noise
from normalizers.lexicon import Floats, Ints

SETS = ("kept pages", "scanned plan", "stripped")


class Shortened:
    """A language model that looks at fewer words before."""

    def __init__(self, before: int) -> None:
        self.size = language().size
        self._before = before

    def scores(self, words: Ints, *before: Ints) -> Floats:
        return language().scores(words, *before[: self._before])


def _nothing(*_: object) -> Iterator[Any]:
    return iter(())


def _first_alone(text: str, found: Any, states: Any) -> Any:
    first, _ = _readings(text, found, states)
    return first, first


_readings = passes.readings

# What is put in the place of what, by the part that goes away.
WITHOUT: Mapping[str, Sequence[tuple[Any, str, Any]]] = {
    "with all parts": (),
    "one word before, not two": [(passes, "language", lambda: Shortened(1))],
    "no words before": [(passes, "language", lambda: Shortened(0))],
    "one reading kept, not twelve": [(reading, "WEIGHTS", replace(reading.WEIGHTS, beam=1))],
    "four readings kept": [(reading, "WEIGHTS", replace(reading.WEIGHTS, beam=4))],
    "no second pass": [(passes, "readings", _first_alone)],
    "engine's habits not learnt": [(Noise, "adapted", lambda self, pairs: self)],
    "document's words not learnt": [(passes, "DocumentSpeech", lambda speech, *_: speech)],
    "places do not agree": [(passes, "_agreeing", lambda proposes, _: proposes)],
    "codes and marks of lists as read": [(passes, "_codes", _nothing)],
    "punctuation and specks as read": [(passes, "signs", _nothing), (passes, "specks", _nothing)],
    "capitals as read": [(passes, "cased", lambda _, text, __: (text, 1.0))],
}


def scored(texts: Sequence[Text], restored: Callable[[str], str]) -> Score:
    score = Score()
    for text in texts:
        score.add(text.truth, text.cut(restored(text.raw)))
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=Path, help="pages of scripts/make_noise_pages.py --held-out")
    parser.add_argument("--only", nargs="+", default=SETS, help="sets whose name begins so")
    given = parser.parse_args()

    chosen = [found for found in sets(given.shared, given.pages) if found[0].startswith(tuple(given.only))]
    print("| part | " + " | ".join(name for name, _ in chosen) + " |")
    print("|" + " --- |" * (len(chosen) + 1))
    for part, changes in WITHOUT.items():
        with ExitStack() as changed:
            for owner, name, other in changes:
                changed.enter_context(patch.object(owner, name, other))
            scores = [scored(texts, lambda raw: restore(raw).text) for _, texts in chosen]
        print(f"| {part} | " + " | ".join(str(score).strip() for score in scores) + " |", flush=True)


if __name__ == "__main__":
    main()
