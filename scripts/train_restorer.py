"""Make the model files of normalizers/diacritics/model anew; its MODEL_CARD.md says what they are.

    python scripts/train_restorer.py ../shared/corpus --pages build/noise

The first folder holds `corpus.txt.zst`, clean text, a sentence a line, and `noise_pairs.tsv.gz` and
`noise_lines.tsv.gz`, pages that were read by an engine without Vietnamese; folders after `--pages` hold more such pages
(scripts/make_noise_pages.py).  The same files give the same models.  Each model is in its place before the next is
learnt, for some need those before them.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from restorer_training import capitals, confidence, gate, language, noise, symbols
from restorer_training.corpus import Corpus, learnt_lines, read_corpus

MODEL = Path(__file__).resolve().parent.parent / "normalizers" / "diacritics" / "model"


def garbled_lines(files: Iterable[Path]) -> Iterator[str]:
    """Yield the lines as read of the pages to learn from."""
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                page, _, read, _ = row.rstrip("\n").split("\t")
                if int(page.rsplit(".", 1)[1]) % 10 != noise.HELD_OUT:
                    yield read


def word_counts(corpus: Corpus) -> dict[str, int]:
    """Return how often each word of letters stands in the lines to learn from, in its case."""
    return {
        word: seen for word, seen in zip(corpus.words, corpus.counts().tolist(), strict=True) if seen and word.isalpha()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder of corpus.txt.zst, noise_pairs.tsv.gz, noise_lines.tsv.gz")
    parser.add_argument("--pages", type=Path, nargs="*", default=[], help="folders of more noise_*.tsv.gz")
    given = parser.parse_args()
    text = given.corpus / "corpus.txt.zst"
    pairs, lines = (
        [folder / f"noise_{kind}.tsv.gz" for folder in (given.corpus, *given.pages)] for kind in ("pairs", "lines")
    )
    started = time.monotonic()

    def made(name: str) -> None:
        size, seconds = (MODEL / name).stat().st_size, time.monotonic() - started
        print(f"{name:<16}{size:>12,} bytes after {seconds:4.0f} s", flush=True)

    symbols.store(MODEL / "symbols.csv", symbols.count_symbols(learnt_lines(text)))
    made("symbols.csv")
    clean, foreign = gate.count_clean(learnt_lines(text))
    gate.store(MODEL / "gate.npz", clean, gate.count_garbled(garbled_lines(lines)), foreign)
    made("gate.npz")
    capitals.write(MODEL / "capitals.csv", capitals.shares(learnt_lines(text)))
    made("capitals.csv")
    corpus = read_corpus(text)
    language.train(corpus, MODEL / "language.npz")
    made("language.npz")
    noise.train(pairs, word_counts(corpus), MODEL / "noise.npz")
    made("noise.npz")
    examples = (confidence.examples(*page) for page in confidence.pages(lines[0]))
    confidence.write(MODEL / "confidence.csv", confidence.learnt(examples))
    made("confidence.csv")


if __name__ == "__main__":
    main()
