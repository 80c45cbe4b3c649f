"""How well text in the encodings before Unicode is read: character error rates against transcripts of whole files.

"as printed" counts every difference but those of blanks and of the bars between cells; "folded" leaves out case, since
transcripts show the fonts of capitals in small letters, and lines drawn with signs; "words" compares which words there
are whatever their order, since transcripts interleave the two columns of a letterhead.  Prints a line a file, and with
--show the places that differ:

    python benchmarks/legacy.py ../shared/documents [--show 59_]
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

from rapidfuzz.distance import Levenshtein

from normalizers.letters import fold, nfc
from pipeline.errors import KehoachError
from pipeline.ingest import ingest

_BLANKS = re.compile(r"[\s|]+")
_LINES = re.compile(r"[-_=*.…]{3,}")
_AROUND = 30  # characters shown on both sides of a difference


def printed(text: str) -> str:
    return _BLANKS.sub(" ", nfc(text)).strip()


def folded(text: str) -> str:
    return fold(_BLANKS.sub(" ", _LINES.sub(" ", nfc(text))))


def error_rate(read: str, true: str, form: Callable[[str], str]) -> float:
    """Return the wrong, missing and added characters as a share of the true text."""
    return Levenshtein.distance(form(read), form(true)) / max(len(form(true)), 1)


def word_errors(read: str, true: str) -> float:
    """Return the characters of words that are missing or added, as a share of the true text; each half counts half."""
    ours, theirs = Counter(folded(read).split()), Counter(folded(true).split())
    differ = (ours - theirs) + (theirs - ours)
    return sum(len(word) * times for word, times in differ.items()) / 2 / max(len(folded(true)), 1)


def differences(read: str, true: str) -> None:
    ours, theirs = folded(read), folded(true)
    for operation in Levenshtein.opcodes(ours, theirs):
        tag, start, end, from_, to = operation
        if tag != "equal":
            before, after = ours[max(0, start - _AROUND) : start], ours[end : end + _AROUND]
            print(f"  {before}[{ours[start:end]} → {theirs[from_:to]}]{after}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/documents"))
    parser.add_argument("--show", default="")
    options = parser.parse_args()
    rates: dict[str, list[float]] = {"as printed": [], "folded": [], "words": []}
    print("file".ljust(44), "decoded from".ljust(12), *(name.rjust(10) for name in rates), "seconds")
    for transcript in sorted((options.folder / "transcripts").glob("*.txt")):
        path = next(path for path in options.folder.glob(f"{transcript.stem}.*") if path.is_file())
        start = time.process_time()
        try:
            document = ingest(path, path.name)
        except KehoachError as error:
            print(path.name.ljust(44), type(error).__name__)
            continue
        spent = time.process_time() - start
        read = "\n".join(line.text for page in document.pages for line in page.lines)
        true = transcript.read_text(encoding="utf-8")
        found = (error_rate(read, true, printed), error_rate(read, true, folded), word_errors(read, true))
        names = {page.decoded_from or "-" for page in document.pages}
        print(
            path.name.ljust(44),
            " ".join(sorted(names)).ljust(12),
            *(f"{100 * rate:.2f} %".rjust(10) for rate in found),
            f"{spent:.2f}",
        )
        for name, rate in zip(rates, found, strict=True):
            rates[name].append(rate)
        if options.show and options.show in path.name:
            differences(read, true)
    for measure in (median, max):
        print(measure.__name__.ljust(57), *(f"{100 * measure(found):.2f} %".rjust(10) for found in rates.values()))


if __name__ == "__main__":
    main()
